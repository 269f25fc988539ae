#pragma once

/// Text as a range, for range(): "[1..3]", "(\"a\"..\"c\"]",
/// "[@\"1970-01-01\"..date(\"1970-01-02\")]". The ends are literals, nothing that would have to be
/// computed.

#include <string_view>

#include "rules/value/value.h"

namespace payung::rules {

/// Null of Reason::invalid_value where the text is no range, or its ends do not go together.
Value parse_range(std::string_view text);

/// What stands in quotes after "@": a date, date-time, time or duration; a null else.
Value parse_at_literal(std::string_view text);

/// The text of a string literal without its quotes, escapes resolved (\" \\ \n \r \t \' \uXXXX
/// \UXXXXXX; what else follows a backslash stays with it). Nothing where a quote stands unescaped.
std::optional<std::string> unescaped(std::string_view literal);

}  // namespace payung::rules
