/// Arithmetic on int64 units. Bounds were proved when the plan was made: nothing can overflow.

#include "rules/plan/kernels.h"

#include <algorithm>

namespace payung::rules {

namespace {

using Units = std::int64_t;

struct Add {
    static Units of(Units a, Units b) { return a + b; }
};
struct Subtract {
    static Units of(Units a, Units b) { return a - b; }
};
struct Multiply {
    static Units of(Units a, Units b) { return a * b; }
};
struct Minimum {
    static Units of(Units a, Units b) { return std::min(a, b); }
};
struct Maximum {
    static Units of(Units a, Units b) { return std::max(a, b); }
};

template <class Operation, bool constant>
void binary(const PlanStep& step, Frame& frame) {
    const Units* __restrict a = frame.registers[step.arguments[0]].as<Units>();
    const Units* b = constant ? nullptr : frame.registers[step.arguments[1]].as<Units>();
    Units* __restrict out = frame.registers[step.target].as<Units>();
    const Units immediate = step.immediate;
    for (std::size_t row = 0; row < frame.rows; ++row)
        out[row] = Operation::of(a[row], constant ? immediate : b[row]);
    pass_nulls(step, frame);
}

template <class Operation>
Kernel binary_kernel(bool constant) {
    return constant ? binary<Operation, true> : binary<Operation, false>;
}

void negate(const PlanStep& step, Frame& frame) {
    const Units* __restrict a = frame.registers[step.arguments[0]].as<Units>();
    Units* __restrict out = frame.registers[step.target].as<Units>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = -a[row];
    pass_nulls(step, frame);
}

void absolute(const PlanStep& step, Frame& frame) {
    const Units* __restrict a = frame.registers[step.arguments[0]].as<Units>();
    Units* __restrict out = frame.registers[step.target].as<Units>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = a[row] < 0 ? -a[row] : a[row];
    pass_nulls(step, frame);
}

/// The sign of the divisor; the divisor is a constant other than 0.
void modulo(const PlanStep& step, Frame& frame) {
    const Units* __restrict a = frame.registers[step.arguments[0]].as<Units>();
    Units* __restrict out = frame.registers[step.target].as<Units>();
    const Units divisor = step.immediate;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Units rest = a[row] % divisor;
        out[row] = rest != 0 && (rest < 0) != (divisor < 0) ? rest + divisor : rest;
    }
    pass_nulls(step, frame);
}

}  // namespace

Kernel fix_kernel(PlanStep& step, bool last_constant) {
    switch (step.node->op) {
        case Op::add:
            return binary_kernel<Add>(last_constant);
        case Op::subtract:
            return binary_kernel<Subtract>(last_constant);
        case Op::multiply:
            return binary_kernel<Multiply>(last_constant);
        case Op::minimum:
            return binary_kernel<Minimum>(last_constant);
        case Op::maximum:
            return binary_kernel<Maximum>(last_constant);
        case Op::negate:
            return negate;
        case Op::absolute:
            return absolute;
        case Op::modulo:
            return last_constant ? modulo : nullptr;
        default:
            return nullptr;
    }
}

void pass_nulls(const PlanStep& step, Frame& frame) {
    Register& out = frame.registers[step.target];
    out.nulls = false;
    for (const std::uint32_t argument : step.arguments)
        out.nulls |= frame.registers[argument].nulls;
    if (!out.nulls) return;
    const Register& a = frame.registers[step.arguments[0]];
    if (step.arguments.size() == 1) {
        for (std::size_t row = 0; row < frame.rows; ++row)
            out.codes[row] = (*step.nulls)[a.codes[row]][0];
        return;
    }
    const Register& b = frame.registers[step.arguments[1]];
    for (std::size_t row = 0; row < frame.rows; ++row)
        out.codes[row] = (*step.nulls)[a.code(row)][b.code(row)];
}

}  // namespace payung::rules
