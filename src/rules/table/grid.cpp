#include "rules/table/grid.h"

#include <limits>

namespace payung::rules {

namespace {

using Limits = std::numeric_limits<std::int64_t>;

std::int64_t month_number(const Date& date) {
    return std::int64_t{date.year} * 12 + date.month - 1;
}

/// The first multiple of 10^-scale that is not below (after: that is above) `number`.
std::int64_t units_from(const Decimal& number, int scale, bool after) {
    const auto side = after ? DecimalRounding::toward_negative : DecimalRounding::toward_positive;
    const auto rounded = number.rounded(scale, side);
    const auto units = rounded ? rounded->scaled(scale) : std::nullopt;
    if (!units || *units == Limits::max()) return number.negative() ? Limits::min() : Limits::max();
    return *units + (after ? 1 : 0);
}

}  // namespace

bool Grid::holds(rules::Kind value) const {
    switch (kind) {
        case Kind::number:
        case Kind::continuous:
            return value == rules::Kind::number;
        case Kind::day:
        case Kind::month:
            return value == rules::Kind::date;
        case Kind::word:
            return value == rules::Kind::string;
        case Kind::truth:
            return value == rules::Kind::boolean;
        case Kind::opaque:
            break;
    }
    return false;
}

Cut Grid::cut(const Value& value, bool after) const {
    switch (kind) {
        case Kind::number:
            return {units_from(value.number(), scale, after), {}, false};
        case Kind::day:
            return {value.date().day_number() + (after ? 1 : 0), {}, false};
        case Kind::month:
            return {
                month_number(value.date()) + (after || value.date().day != 1 ? 1 : 0), {}, false};
        default:
            return {0, value.number(), after};
    }
}

Value Grid::value_at(std::int64_t unit) const {
    if (kind == Kind::number) return Value(Decimal::from_scaled(unit, scale));
    if (kind == Kind::day) return Value(Date::from_day_number(unit));
    const std::int64_t year = unit >= 0 ? unit / 12 : -((11 - unit) / 12);
    return Value(
        Date{static_cast<std::int32_t>(year), static_cast<std::uint8_t>(unit - year * 12 + 1), 1});
}

bool Grid::right_of(const Cut& cut, const Value& value) const {
    if (kind == Kind::continuous)
        return cut.after ? value.number() > cut.at : value.number() >= cut.at;
    return this->cut(value, false).unit >= cut.unit;
}

}  // namespace payung::rules
