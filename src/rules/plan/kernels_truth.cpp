/// Comparisons, three-valued logic, and the choice between two columns.

#include "rules/plan/kernels.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

namespace payung::rules {

namespace {

template <Comparison comparison, class T>
inline bool holds(const T& a, const T& b) {
    using enum Comparison;
    if constexpr (comparison == equal) return a == b;
    if constexpr (comparison == not_equal) return !(a == b);
    if constexpr (comparison == less) return a < b;
    if constexpr (comparison == less_equal) return a <= b;
    if constexpr (comparison == greater) return a > b;
    return a >= b;
}

/// Null equals null and nothing else; that is an answer, not a null.
void equate_nulls(const PlanStep& step, Frame& frame, bool when_both) {
    const Register& a = frame.registers[step.arguments[0]];
    const Register& b = frame.registers[step.arguments[1]];
    Register& out = frame.registers[step.target];
    out.nulls = false;
    if (!a.nulls && !b.nulls) return;
    std::uint8_t* truth = out.as<std::uint8_t>();
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const bool left = a.code(row) != 0, right = b.code(row) != 0;
        if (left || right) truth[row] = (left && right) == when_both ? 1 : 0;
    }
}

template <Comparison comparison, class T, bool constant>
void compare(const PlanStep& step, Frame& frame) {
    const T* __restrict a = frame.registers[step.arguments[0]].as<T>();
    const T* b = frame.registers[step.arguments[1]].as<T>();
    std::uint8_t* __restrict out = frame.registers[step.target].as<std::uint8_t>();
    if constexpr (constant) {
        const T other = b[0];
        for (std::size_t row = 0; row < frame.rows; ++row)
            out[row] = holds<comparison>(a[row], other) ? 1 : 0;
    } else {
        for (std::size_t row = 0; row < frame.rows; ++row)
            out[row] = holds<comparison>(a[row], b[row]) ? 1 : 0;
    }
    if constexpr (comparison == Comparison::equal)
        equate_nulls(step, frame, true);
    else if constexpr (comparison == Comparison::not_equal)
        equate_nulls(step, frame, false);
    else
        pass_nulls(step, frame);
}

template <class T, bool constant>
Kernel compare_kernel(Comparison comparison) {
    switch (comparison) {
        using enum Comparison;
        case equal:
            return compare<equal, T, constant>;
        case not_equal:
            return compare<not_equal, T, constant>;
        case less:
            return compare<less, T, constant>;
        case less_equal:
            return compare<less_equal, T, constant>;
        case greater:
            return compare<greater, T, constant>;
        case greater_equal:
            return compare<greater_equal, T, constant>;
    }
    return nullptr;
}

template <class T>
Kernel compare_kernel(Comparison comparison, bool constant) {
    return constant ? compare_kernel<T, true>(comparison) : compare_kernel<T, false>(comparison);
}

/// `decides`: the operand that settles the answer, false of `and`, true of `or`.
template <bool decides>
void logical(const PlanStep& step, Frame& frame) {
    const Register& left = frame.registers[step.arguments[0]];
    const Register& right = frame.registers[step.arguments[1]];
    Register& target = frame.registers[step.target];
    const std::uint8_t* __restrict a = left.as<std::uint8_t>();
    const std::uint8_t* __restrict b = right.as<std::uint8_t>();
    std::uint8_t* __restrict out = target.as<std::uint8_t>();
    target.nulls = left.nulls || right.nulls;
    if (!target.nulls) {
        for (std::size_t row = 0; row < frame.rows; ++row)
            out[row] = decides ? (a[row] | b[row]) : (a[row] & b[row]);
        return;
    }
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const NullCode x = left.code(row), y = right.code(row);
        const bool settled =
            (x == 0 && (a[row] != 0) == decides) || (y == 0 && (b[row] != 0) == decides);
        out[row] = settled ? decides : !decides;
        target.codes[row] = settled ? NullCode{0} : (*step.nulls)[x][y];
    }
}

void both(const PlanStep& step, Frame& frame) {
    const std::uint8_t* __restrict a = frame.registers[step.arguments[0]].as<std::uint8_t>();
    const std::uint8_t* __restrict b = frame.registers[step.arguments[1]].as<std::uint8_t>();
    std::uint8_t* __restrict out = frame.registers[step.target].as<std::uint8_t>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = a[row] & b[row];
    pass_nulls(step, frame);
}

void negation(const PlanStep& step, Frame& frame) {
    const std::uint8_t* __restrict a = frame.registers[step.arguments[0]].as<std::uint8_t>();
    std::uint8_t* __restrict out = frame.registers[step.target].as<std::uint8_t>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = a[row] ^ 1;
    pass_nulls(step, frame);
}

void given(const PlanStep& step, Frame& frame) {
    const Register& asked = frame.registers[step.arguments[0]];
    const Register& held = frame.registers[step.arguments[1]];
    Register& target = frame.registers[step.target];
    const ColumnType& type = step.operands[0]->type;
    std::copy_n(held.as<std::uint8_t>(), frame.rows, target.as<std::uint8_t>());
    target.nulls = false;
    if (!may_have_nulls(type, asked) && !held.nulls) return;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const NullCode code = code_at(type, asked, row);
        target.codes[row] = code != 0 ? code : held.code(row);
        target.nulls |= target.codes[row] != 0;
    }
}

template <class T>
void select(const PlanStep& step, Frame& frame) {
    const Register& condition = frame.registers[step.arguments[0]];
    const Register& then = frame.registers[step.arguments[1]];
    const Register& otherwise = frame.registers[step.arguments[2]];
    Register& target = frame.registers[step.target];
    const std::uint8_t* __restrict truth = condition.as<std::uint8_t>();
    const T *a = then.as<T>(), *b = otherwise.as<T>();
    T* __restrict out = target.as<T>();
    const bool plain = !condition.nulls && !then.nulls && !otherwise.nulls;
    target.nulls = !plain;
    if (plain && std::is_trivially_copyable_v<T>) {
        for (std::size_t row = 0; row < frame.rows; ++row)
            out[row] = truth[row] != 0 ? a[row] : b[row];
        if (!std::is_same_v<T, Value>) return;
    }
    target.nulls = then.nulls || otherwise.nulls;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const bool chosen = condition.code(row) == 0 && truth[row] != 0;
        out[row] = chosen ? a[row] : b[row];
        if (target.nulls) target.codes[row] = (chosen ? then : otherwise).code(row);
    }
}

Kernel select_kernel(ColumnType::Kind kind) {
    switch (kind) {
        using enum ColumnType::Kind;
        case fix:
            return select<std::int64_t>;
        case decimal:
            return select<Decimal>;
        case boolean:
            return select<std::uint8_t>;
        case days:
            return select<std::int32_t>;
        case word:
            return select<std::uint32_t>;
        case rule:
            return select<std::uint16_t>;
        case boxed:
            return select<Value>;
    }
    return nullptr;
}

}  // namespace

Kernel truth_kernel(PlanStep& step, bool last_constant) {
    const GraphNode& node = *step.node;
    switch (node.op) {
        case Op::conjunction:
            return logical<false>;
        case Op::disjunction:
        case Op::either:
            return logical<true>;
        case Op::both:
            return both;
        case Op::negation:
            return negation;
        case Op::given:
            return given;
        case Op::select:
            return select_kernel(node.type.kind);
        case Op::compare:
            break;
        default:
            return nullptr;
    }
    switch (step.operands[0]->type.kind) {
        using enum ColumnType::Kind;
        case fix:
            return compare_kernel<std::int64_t>(node.comparison, last_constant);
        case decimal:
            return compare_kernel<Decimal>(node.comparison, last_constant);
        case boolean:
            return compare_kernel<std::uint8_t>(node.comparison, last_constant);
        case days:
            return compare_kernel<std::int32_t>(node.comparison, last_constant);
        case word:
            return compare_kernel<std::uint32_t>(node.comparison, last_constant);
        default:
            return nullptr;
    }
}

}  // namespace payung::rules
