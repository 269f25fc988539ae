#pragma once

/// What built-ins take and give, for the type checker. What they take is declared with them
/// (value/builtin.h); what they give stands here.

#include <span>
#include <string>
#include <string_view>

#include "rules/types/type.h"
#include "rules/value/builtin.h"

namespace payung::rules {

/// nullptr where there is none of that name.
const Builtin* builtin_named(std::string_view name);

/// What a call gives for arguments of these types (null: not known); null where it depends.
TypePtr builtin_result(std::string_view name, std::span<const TypePtr> arguments);

/// Whether a parameter may take a value of that type, as far as is known.
bool takes(const Parameter& parameter, const TypePtr& type);
std::string_view name_of(Takes takes);

/// "round half up(n, scale)", or several with "; " between.
std::string shapes_text(const Builtin& builtin);

/// Of the built-ins that law does not need, what they are for ("regular expressions", in both
/// languages); empty for the others.
struct UnneededFeature {
    std::string_view id, en;
};
UnneededFeature unneeded_in_law(std::string_view builtin);

}  // namespace payung::rules
