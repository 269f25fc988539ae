#pragma once

/// FEEL text to tree: expressions, unary tests, and the type names of `instance of`.
///
/// Errors   syntax_error with the byte where it was noticed and what was expected; limits of size
///          (64 KiB) and depth (200) as errors that name them.
/// Names    the longest name in scope wins. A name that is nowhere in scope is parsed as a name and
///          reported by the checker, not here (it is null in FEEL, and refused in law).

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "rules/feel/ast.h"
#include "rules/feel/scope.h"

namespace payung::rules {

struct SyntaxError {
    std::uint32_t at = 0;   // byte in the text
    std::string apa, what;  // Indonesian, English: what was expected, what stood there
};

template <class T>
using Parsed = std::variant<T, SyntaxError>;

Parsed<ExprPtr> parse_expression(std::string_view text, const Scope& scope);
/// An input entry, allowed values or a constraint: "-", "< 5", "[1..3), \"a\"", "not(1, 2)".
/// `input` is the type of what is tested (`?`), null where not known.
Parsed<UnaryTests> parse_unary_tests(std::string_view text, const Scope& scope,
                                     TypePtr input = nullptr);

/// The expression in one standard spelling.
std::string to_text(const Expr& expression);
std::string to_text(const UnaryTests& tests);

}  // namespace payung::rules
