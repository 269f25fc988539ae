#include "rules/value/reason.h"

#include <array>

namespace payung::rules {

std::string_view name_of(Reason reason) {
    constexpr std::array<std::string_view, 12> names = {
        "none",          "missing_input", "null_result", "no_rule",          "rule_conflict",
        "out_of_domain", "null_operand",  "type_error",  "division_by_zero", "invalid_value",
        "overflow",      "refused"};
    return names.at(static_cast<std::size_t>(reason));
}

}  // namespace payung::rules
