#pragma once

/// Numbers of new rows, and how days, months, money and single letters stand in rows. Private to
/// storage/.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/day.h"
#include "base/money.h"
#include "storage/database.h"
#include "storage/many_values.h"

namespace payung {

/// The one number that `sql` gives; 0 where it gives none. Commands wait for each other, so that
/// "SELECT COALESCE(MAX(n), 0) + 1" is a number nobody else takes.
inline Result<std::int64_t> number_of(Transaction& transaction, const Sql& sql,
                                      std::span<const Value> values = {}) {
    std::int64_t number = 0;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        number = row.integer(0).value_or(0);
        return {};
    }));
    return number;
}

/// What `read` makes of every row that `sql` gives for these values.
template <class T>
Result<std::vector<T>> rows_of(Transaction& transaction, const RepeatedSql& sql,
                               std::span<const Value> values, T (*read)(const Row&)) {
    std::vector<T> found;
    TRY(for_many(sql, values, [&](const Sql& one, std::span<const Value> some) {
        return transaction.query(one, some, [&](const Row& row) -> Result<void> {
            found.push_back(read(row));
            return {};
        });
    }));
    return found;
}

inline Value instant_value(Instant at) {
    return Value{static_cast<std::int64_t>(at.time_since_epoch().count())};
}

/// A day or month as text, NULL where there is none; lives as long as the object.
template <class T>
class DateValue {
public:
    explicit DateValue(const std::optional<T>& date) {
        if (date) text_ = to_text(*date);
    }
    Value value() const { return text_.empty() ? Value{} : Value{std::string_view(text_)}; }

private:
    std::string text_;
};
template <class T>
DateValue(std::optional<T>) -> DateValue<T>;

inline std::optional<Day> day_at(const Row& row, int column) {
    return parse_day(row.text(column).value_or(std::string_view{}));
}
inline std::optional<Month> month_at(const Row& row, int column) {
    return parse_month(row.text(column).value_or(std::string_view{}));
}

/// Sen; nothing known is 0.
inline Money money_at(const Row& row, int column) {
    return Money::from_sen(row.integer(column).value_or(0));
}

/// A letter, and 0 for an empty text.
inline std::string_view letter_text(const char& letter) {
    return letter == '\0' ? std::string_view{} : std::string_view(&letter, 1);
}
inline char letter_at(const Row& row, int column) {
    const std::string_view text = row.text(column).value_or(std::string_view{});
    return text.empty() ? '\0' : text.front();
}
inline bool flag_at(const Row& row, int column) {
    return row.integer(column).value_or(0) != 0;
}

}  // namespace payung
