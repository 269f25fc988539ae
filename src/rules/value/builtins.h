#pragma once

/// The 86 built-in functions of FEEL on boxed values.
///
/// A built-in has one or several shapes of parameters ("date(from)", "date(year, month, day)");
/// arguments are given by place or by name, never mixed. Wrong ones give a null of
/// Reason::type_error.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/value/value.h"

namespace payung::rules {

/// nullptr where FEEL has no built-in of that name. `name` as FEEL writes it: "round half up".
std::shared_ptr<const Function> find_builtin(std::string_view name);

/// Names of all, sorted.
std::span<const std::string_view> builtin_names();

/// Parameter names of each shape, for the type checker and documents.
std::vector<std::vector<std::string>> builtin_shapes(std::string_view name);

}  // namespace payung::rules
