/// Rounding of units: alone, fused with a product, or of a quotient in 128 bits.
///
/// The divisor of plain rounding is a power of ten known to the compiler, so that no division
/// instruction runs.

#include "rules/plan/kernels.h"

#include <algorithm>
#include <array>
#include <utility>

namespace payung::rules {

namespace {

using Units = std::int64_t;
constexpr int powers_unrolled = 13;

/// a / divisor to a whole number. Truncates, then corrects by the rest.
template <DecimalRounding rounding>
inline Units rounded(Units number, Units divisor) {
    const Units quotient = number / divisor, rest = number % divisor;
    const Units sign = number < 0 ? -1 : 1;
    const Units size = rest < 0 ? -rest : rest;
    if constexpr (rounding == DecimalRounding::toward_zero) return quotient;
    if constexpr (rounding == DecimalRounding::toward_negative)
        return quotient - (rest < 0 ? 1 : 0);
    if constexpr (rounding == DecimalRounding::toward_positive)
        return quotient + (rest > 0 ? 1 : 0);
    if constexpr (rounding == DecimalRounding::away_from_zero)
        return quotient + (rest != 0 ? sign : 0);
    // A power of ten is even: a tie is exactly half of it.
    if constexpr (rounding == DecimalRounding::half_away)
        return quotient + (size >= divisor / 2 ? sign : 0);
    if constexpr (rounding == DecimalRounding::half_toward_zero)
        return quotient + (size > divisor / 2 ? sign : 0);
    const bool outward = size > divisor / 2 || (size == divisor / 2 && (quotient & 1) != 0);
    return quotient + (outward ? sign : 0);
}

constexpr Units ten_to(int power) {
    return power == 0 ? 1 : 10 * ten_to(power - 1);
}

enum class Form : std::uint8_t { one, product, product_by_constant };

template <DecimalRounding rounding, Form form, int power>
void round_units(const PlanStep& step, Frame& frame) {
    const Units* __restrict a = frame.registers[step.arguments[0]].as<Units>();
    const Units* b =
        form == Form::product ? frame.registers[step.arguments[1]].as<Units>() : nullptr;
    Units* __restrict out = frame.registers[step.target].as<Units>();
    const Units immediate = step.immediate;
    const Units divisor = power == 0 ? step.factor : ten_to(power);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Units factor = form == Form::one ? 1 : (form == Form::product ? b[row] : immediate);
        out[row] = rounded<rounding>(a[row] * factor, divisor);
    }
    pass_nulls(step, frame);
}

template <DecimalRounding rounding, Form form, std::size_t... powers>
Kernel by_power(int power, std::index_sequence<powers...>) {
    static constexpr std::array<Kernel, sizeof...(powers)> kernels{
        round_units<rounding, form, static_cast<int>(powers)>...};
    return static_cast<std::size_t>(power) < kernels.size()
               ? kernels[static_cast<std::size_t>(power)]
               : kernels[0];
}

template <Form form>
Kernel by_rounding(DecimalRounding rounding, int power) {
    constexpr auto powers = std::make_index_sequence<powers_unrolled>{};
    switch (rounding) {
        using enum DecimalRounding;
        case half_even:
            return by_power<half_even, form>(power, powers);
        case toward_negative:
            return by_power<toward_negative, form>(power, powers);
        case toward_positive:
            return by_power<toward_positive, form>(power, powers);
        case away_from_zero:
            return by_power<away_from_zero, form>(power, powers);
        case toward_zero:
            return by_power<toward_zero, form>(power, powers);
        case half_away:
            return by_power<half_away, form>(power, powers);
        case half_toward_zero:
            return by_power<half_toward_zero, form>(power, powers);
    }
    return nullptr;
}

/// Nothing to round.
void keep(const PlanStep& step, Frame& frame) {
    std::copy_n(frame.registers[step.arguments[0]].as<Units>(), frame.rows,
                frame.registers[step.target].as<Units>());
    pass_nulls(step, frame);
}

/// A product beyond 64 bits that comes back within them.
void wide_product(const PlanStep& step, Frame& frame) {
    const Units* a = frame.registers[step.arguments[0]].as<Units>();
    const Units* b = frame.registers[step.arguments[1]].as<Units>();
    Units* out = frame.registers[step.target].as<Units>();
    for (std::size_t row = 0; row < frame.rows; ++row)
        out[row] = static_cast<Units>(
            divide_rounded(__int128{a[row]} * b[row], step.factor, step.node->rounding));
    pass_nulls(step, frame);
}

/// round(a / c) or round(a * b / c). Units were brought together by `factor` above the line
/// (positive) or below it (negative); a null row's divisor may be 0 too.
void quotient(const PlanStep& step, Frame& frame) {
    const bool two = step.arguments.size() == 3;
    const Units* a = frame.registers[step.arguments[0]].as<Units>();
    const Units* b = two ? frame.registers[step.arguments[1]].as<Units>() : nullptr;
    const Units* c = frame.registers[step.arguments.back()].as<Units>();
    Register& target = frame.registers[step.target];
    Units* out = target.as<Units>();
    const __int128 above = step.factor > 0 ? step.factor : 1;
    const __int128 below = step.factor > 0 ? 1 : -step.factor;
    std::size_t zeros = 0;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const __int128 number = __int128{a[row]} * (two ? b[row] : 1) * above;
        const bool zero = c[row] == 0;
        const __int128 divisor = zero ? 1 : (c[row] < 0 ? -__int128{c[row]} : c[row]) * below;
        const __int128 result =
            zero ? 0 : divide_rounded(c[row] < 0 ? -number : number, divisor, step.node->rounding);
        out[row] = static_cast<Units>(result);
        zeros += zero ? 1 : 0;
    }
    const auto causes = [&](std::size_t row) {
        std::array<Value, 3> values;
        for (std::size_t i = 0; i < step.arguments.size(); ++i) {
            const NullCode code = frame.registers[step.arguments[i]].code(row);
            const bool divisor = i + 1 == step.arguments.size();
            values[i] =
                code != 0 ? null_value(code) : Value::integer(divisor && c[row] == 0 ? 0 : 1);
        }
        return null_code(boxed_result(*step.node, std::span(values).first(step.arguments.size())));
    };
    target.nulls = zeros > 0;
    for (const std::uint32_t argument : step.arguments)
        target.nulls |= frame.registers[argument].nulls;
    for (std::size_t row = 0; target.nulls && row < frame.rows; ++row) {
        const bool any = c[row] == 0 || frame.registers[step.arguments[0]].code(row) != 0 ||
                         frame.registers[step.arguments[1]].code(row) != 0 ||
                         frame.registers[step.arguments.back()].code(row) != 0;
        target.codes[row] = any ? causes(row) : NullCode{0};
    }
}

}  // namespace

Kernel round_kernel(PlanStep& step, bool last_constant) {
    const GraphNode& node = *step.node;
    int scale = 0;
    if (node.op == Op::divide_round) {
        // units of a·b / units of c, times 10^(digits + scale of c - scales of a, b)
        int shift = node.type.scale;
        for (std::size_t i = 0; i < step.operands.size(); ++i)
            shift += i + 1 == step.operands.size() ? step.operands[i]->type.scale
                                                   : -step.operands[i]->type.scale;
        step.factor = shift >= 0 ? power_of_ten(shift) : -power_of_ten(-shift);
        return quotient;
    }
    for (const GraphNode* operand : step.operands) scale += operand->type.scale;
    const int power = scale - node.type.scale;
    if (power == 0) return keep;
    step.factor = power_of_ten(power);
    if (node.op == Op::round) return by_rounding<Form::one>(node.rounding, power);
    if (!type_of_product(step.operands[0]->type, step.operands[1]->type)) return wide_product;
    return last_constant ? by_rounding<Form::product_by_constant>(node.rounding, power)
                         : by_rounding<Form::product>(node.rounding, power);
}

}  // namespace payung::rules
