#include "rules/plan/nulls.h"

namespace payung::rules {

namespace {

/// An operand with that cause; code 0 is the value that is there.
Value operand(std::size_t code, const Value& there) {
    return code == 0 ? there : null_value(static_cast<NullCode>(code));
}

/// Codes that a null can have: a reason, and an error where the reason is one by itself.
bool possible(std::size_t code) {
    const Reason reason = reason_of(static_cast<NullCode>(code));
    if (code == 0) return true;
    return reason != Reason::none && reason <= Reason::refused;
}

}  // namespace

NullTable null_table(const BoxedOperation& operation, const Value& a, const Value& b) {
    NullTable table{};
    for (std::size_t left = 0; left < table.size(); ++left)
        for (std::size_t right = 0; right < table.size(); ++right) {
            if (!possible(left) || !possible(right) || (left == 0 && right == 0)) continue;
            const std::array<Value, 2> operands{operand(left, a), operand(right, b)};
            table[left][right] = null_code(operation(operands));
        }
    return table;
}

}  // namespace payung::rules
