#include "rules/plan/unbox.h"

#include <algorithm>
#include <chrono>

#include "base/check.h"

namespace payung::rules {

namespace {

void store_null(const ColumnType& type, Register& column, std::size_t row, std::size_t rows,
                NullCode code) {
    using enum ColumnType::Kind;
    if (!column.nulls) std::fill_n(column.codes, rows, NullCode{0});
    column.nulls = true;
    column.codes[row] = code;
    switch (type.kind) {
        case fix:
            column.as<std::int64_t>()[row] = type.low;
            break;
        case decimal:
            column.as<Decimal>()[row] = Decimal();
            break;
        case boolean:
            column.as<std::uint8_t>()[row] = 0;
            break;
        case days:
            column.as<std::int32_t>()[row] = static_cast<std::int32_t>(type.low);
            break;
        case word:
            column.as<std::uint32_t>()[row] = 0;
            break;
        default:
            break;
    }
}

}  // namespace

std::size_t width_of(ColumnType::Kind kind) {
    using enum ColumnType::Kind;
    switch (kind) {
        case fix:
            return 8;
        case decimal:
            return sizeof(Decimal);
        case boolean:
            return 1;
        case days:
        case word:
            return 4;
        case rule:
            return 2;
        case boxed:
            break;
    }
    return sizeof(Value);
}

std::uint32_t Dictionary::code_of(std::string_view word) const {
    const auto found = codes.find(word);
    return found == codes.end() ? no_word : found->second;
}

std::uint32_t Dictionary::add(std::string_view word) {
    if (const std::uint32_t code = code_of(word); code != no_word) return code;
    words.emplace_back(word);
    return codes.emplace(words.back(), static_cast<std::uint32_t>(words.size() - 1)).first->second;
}

Value boxed(const ColumnType& type, const Register& column, std::size_t row,
            const Dictionary& dictionary) {
    using enum ColumnType::Kind;
    if (type.kind == ColumnType::Kind::boxed) return column.as<Value>()[row];
    if (const NullCode code = column.code(row); code != 0) return null_value(code);
    switch (type.kind) {
        case fix:
            return Value(Decimal::from_scaled(column.as<std::int64_t>()[row], type.scale));
        case decimal:
            return Value(column.as<Decimal>()[row]);
        case boolean:
            return Value(column.as<std::uint8_t>()[row] != 0);
        case days:
            return Value(Date::from_day_number(column.as<std::int32_t>()[row]));
        case word:
            return Value(dictionary.words[column.as<std::uint32_t>()[row]]);
        case rule:
            return Value::integer(column.as<std::uint16_t>()[row]);
        default:
            return {};
    }
}

void store(const ColumnType& type, Register& column, std::size_t row, std::size_t rows, Value value,
           const Dictionary& dictionary) {
    using enum ColumnType::Kind;
    if (type.kind == ColumnType::Kind::boxed) {
        column.as<Value>()[row] = std::move(value);
        return;
    }
    if (value.is_null()) {
        store_null(type, column, row, rows, null_code(value));
        return;
    }
    if (column.nulls) column.codes[row] = 0;
    switch (type.kind) {
        case fix: {
            const auto units = value.number().scaled(type.scale);
            CHECK(units && *units >= type.low && *units <= type.high);
            column.as<std::int64_t>()[row] = *units;
            break;
        }
        case decimal:
            column.as<Decimal>()[row] = value.number();
            break;
        case boolean:
            column.as<std::uint8_t>()[row] = value.boolean() ? 1 : 0;
            break;
        case days:
            column.as<std::int32_t>()[row] = static_cast<std::int32_t>(value.date().day_number());
            break;
        case word:
            column.as<std::uint32_t>()[row] = dictionary.code_of(value.text());
            break;
        case rule:
            column.as<std::uint16_t>()[row] =
                static_cast<std::uint16_t>(value.number().integer().value_or(0));
            break;
        default:
            break;
    }
}

bool first_of_month(std::int32_t days) {
    const std::chrono::sys_days day{std::chrono::days{days}};
    return std::chrono::year_month_day{day}.day() == std::chrono::day{1};
}

}  // namespace payung::rules
