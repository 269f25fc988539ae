#pragma once

/// Facts as the rules hold them, and back.

#include <optional>
#include <string_view>

#include "base/day.h"
#include "base/money.h"
#include "rules/value/value.h"

namespace payung {

inline rules::Value law_value(Money amount) {
    if (amount.sen() % 100 == 0) return rules::Value::integer(amount.rupiah());
    return rules::Value(rules::Decimal::from_scaled(amount.sen(), 2));
}
inline rules::Value law_value(Day day) {
    return rules::Value(rules::Date::from_day_number(day.number()));
}
inline rules::Value law_value(std::int64_t number) {
    return rules::Value::integer(number);
}
inline rules::Value law_value(int number) {
    return rules::Value::integer(number);
}
inline rules::Value law_value(bool truth) {
    return rules::Value(truth);
}
inline rules::Value law_value(std::string_view word) {
    return rules::Value(word);
}
inline rules::Value law_value(const char*) = delete;  // else a bool

/// Whole sen; empty where it is no such number.
inline std::optional<Money> money_of(const rules::Value& value) {
    if (value.kind() != rules::Kind::number) return std::nullopt;
    const auto sen = value.number().scaled(2);
    if (!sen) return std::nullopt;
    return Money::from_sen(*sen);
}
inline std::optional<Day> day_of(const rules::Value& value) {
    if (value.kind() != rules::Kind::date) return std::nullopt;
    return Day::from_number(static_cast<std::int32_t>(value.date().day_number()));
}
inline std::optional<std::int64_t> whole_of(const rules::Value& value) {
    if (value.kind() != rules::Kind::number) return std::nullopt;
    return value.number().integer();
}
inline std::optional<bool> truth_of(const rules::Value& value) {
    if (value.kind() != rules::Kind::boolean) return std::nullopt;
    return value.boolean();
}
/// Empty where it is no text.
inline std::string_view word_of(const rules::Value& value) {
    if (value.kind() != rules::Kind::string) return {};
    return value.text();
}

}  // namespace payung
