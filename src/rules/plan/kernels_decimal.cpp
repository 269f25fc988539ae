/// Arithmetic on decimal128, for numbers without proved bounds and for the path that checks fix.

#include "rules/plan/kernels.h"

#include <algorithm>

namespace payung::rules {

namespace {

using MaybeDecimal = std::optional<Decimal>;

/// A row's result, or nothing where the operation has none: then the boxed operation says why.
template <class Operation>
void binary(const PlanStep& step, Frame& frame) {
    const Register& left = frame.registers[step.arguments[0]];
    const Register& right = frame.registers[step.arguments[1]];
    Register& target = frame.registers[step.target];
    const Decimal *a = left.as<Decimal>(), *b = right.as<Decimal>();
    Decimal* out = target.as<Decimal>();
    pass_nulls(step, frame);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        if (target.code(row) != 0) {
            out[row] = Decimal();
            continue;
        }
        const MaybeDecimal result = Operation::of(*step.node, a[row], b[row]);
        out[row] = result.value_or(Decimal());
        if (result) continue;
        if (!target.nulls) std::fill_n(target.codes, frame.rows, NullCode{0});
        target.nulls = true;
        const std::array<Value, 2> values{Value(a[row]), Value(b[row])};
        target.codes[row] = null_code(boxed_result(*step.node, values));
    }
}

template <class Operation>
void unary(const PlanStep& step, Frame& frame) {
    const Register& column = frame.registers[step.arguments[0]];
    Register& target = frame.registers[step.target];
    const Decimal* a = column.as<Decimal>();
    Decimal* out = target.as<Decimal>();
    pass_nulls(step, frame);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        if (target.code(row) != 0) {
            out[row] = Decimal();
            continue;
        }
        const MaybeDecimal result = Operation::of(*step.node, a[row]);
        out[row] = result.value_or(Decimal());
        if (result) continue;
        if (!target.nulls) std::fill_n(target.codes, frame.rows, NullCode{0});
        target.nulls = true;
        const std::array<Value, 1> values{Value(a[row])};
        target.codes[row] = null_code(boxed_result(*step.node, values));
    }
}

struct Add {
    static MaybeDecimal of(const GraphNode&, const Decimal& a, const Decimal& b) { return a + b; }
};
struct Subtract {
    static MaybeDecimal of(const GraphNode&, const Decimal& a, const Decimal& b) { return a - b; }
};
struct Multiply {
    static MaybeDecimal of(const GraphNode&, const Decimal& a, const Decimal& b) { return a * b; }
};
struct Divide {
    static MaybeDecimal of(const GraphNode&, const Decimal& a, const Decimal& b) {
        return b == Decimal() ? std::nullopt : a / b;
    }
};
struct Modulo {
    static MaybeDecimal of(const GraphNode&, const Decimal& a, const Decimal& b) {
        return b == Decimal() ? std::nullopt : a.modulo(b);
    }
};
struct Minimum {
    static MaybeDecimal of(const GraphNode&, const Decimal& a, const Decimal& b) {
        return b < a ? b : a;
    }
};
struct Maximum {
    static MaybeDecimal of(const GraphNode&, const Decimal& a, const Decimal& b) {
        return a < b ? b : a;
    }
};
struct Negate {
    static MaybeDecimal of(const GraphNode&, const Decimal& a) { return -a; }
};
struct Absolute {
    static MaybeDecimal of(const GraphNode&, const Decimal& a) { return a.absolute(); }
};
struct Round {
    static MaybeDecimal of(const GraphNode& node, const Decimal& a) {
        return a.rounded(node.digits, node.rounding);
    }
};

}  // namespace

Kernel decimal_kernel(PlanStep& step) {
    switch (step.node->op) {
        case Op::add:
            return binary<Add>;
        case Op::subtract:
            return binary<Subtract>;
        case Op::multiply:
            return binary<Multiply>;
        case Op::divide:
            return binary<Divide>;
        case Op::modulo:
            return binary<Modulo>;
        case Op::minimum:
            return binary<Minimum>;
        case Op::maximum:
            return binary<Maximum>;
        case Op::negate:
            return unary<Negate>;
        case Op::absolute:
            return unary<Absolute>;
        case Op::round:
            return unary<Round>;
        default:
            return nullptr;
    }
}

}  // namespace payung::rules
