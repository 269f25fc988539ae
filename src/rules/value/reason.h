#pragma once

/// Why a value is null. The first cause is kept and passed along; see Value::null().

#include <cstdint>
#include <string_view>

namespace payung::rules {

enum class Reason : std::uint8_t {
    none = 0,
    missing_input = 1,
    null_result = 2,    // ternary logic, index outside a list, the literal null
    no_rule = 3,        // no row matched and there is no default
    rule_conflict = 4,  // UNIQUE or ANY with two different matches
    out_of_domain = 5,  // the item definition is violated
    null_operand = 6,
    type_error = 7,  // also an unknown name, wrong arguments, no coercion
    division_by_zero = 8,
    invalid_value = 9,  // date("2017-13-10"), sqrt(-1)
    overflow = 10,
    refused = 11,  // now(), today(), external code, limits
};

/// Whether this cause by itself is an error that must be reported (4 and above).
constexpr bool is_error(Reason reason) {
    return reason >= Reason::rule_conflict;
}

/// "no_rule"
std::string_view name_of(Reason reason);

}  // namespace payung::rules
