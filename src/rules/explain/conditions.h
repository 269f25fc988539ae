#pragma once

/// Conditions of decision tables as people say them: [date("2026-01-01")..date("2027-03-01")] of a
/// month is "Jan 2026 – Mar 2027", "APBN", "APBD" is "APBN, APBD".

#include <optional>
#include <string>

#include "rules/explain/words.h"
#include "rules/feel/ast.h"

namespace payung::rules {

/// The value of an expression that depends on no name but built-in functions.
std::optional<Value> known_value(const Expr& expression);

/// The condition in words; `text` as it was written stands where no shorter form is known.
std::string condition_in_words(const UnaryTests& tests, std::string_view text, Unit unit,
                               Style style, Language language);

/// An output entry: its constant in words, else its text.
std::string entry_in_words(const ExprPtr& entry, std::string_view text, Unit unit, Style style,
                           Language language);

/// From the first to the last date that a condition may hold on, where it says so by constants; an
/// end that is absent is open. Several parts: the hull. Nothing where it is no condition on dates.
struct DateSpan {
    std::optional<Date> first, last;
    friend bool operator==(const DateSpan&, const DateSpan&) = default;
};
std::optional<DateSpan> dates_of(const UnaryTests& tests);

}  // namespace payung::rules
