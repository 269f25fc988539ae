#include "storage/row_key.h"

#include <fmt/format.h>

#include "base/day.h"

namespace payung {
namespace {

constexpr std::size_t area_digits = 10;
constexpr std::array<std::size_t, 5> level_digits{0, 2, 4, 6, area_digits};

constexpr std::int64_t power_of_ten(std::size_t digits) {
    std::int64_t power = 1;
    for (std::size_t i = 0; i < digits; ++i) power *= 10;
    return power;
}

template <std::size_t digits>
void put_digits(char* at, std::uint32_t number) {
    for (std::size_t i = digits; i-- > 0; number /= 10)
        at[i] = static_cast<char>('0' + number % 10);
}

}  // namespace

std::int64_t area_number(std::string_view code) {
    CHECK(code.size() <= area_digits);
    std::int64_t number = 0;
    for (const char c : code) number = number * 10 + (c - '0');
    return number * power_of_ten(area_digits - code.size());
}

std::int64_t area_number_end(std::string_view code) {
    return area_number(code) + power_of_ten(area_digits - code.size());
}

std::vector<std::int64_t> area_numbers_of(const AreaTable& areas) {
    std::vector<std::int64_t> numbers(areas.size());
    for (std::uint32_t area = 0; area < areas.size(); ++area) {
        numbers[area] = area_number(areas.code(area));
    }
    return numbers;
}

std::string area_code(std::int64_t number) {
    for (const std::size_t digits : level_digits) {
        const std::int64_t rest = power_of_ten(area_digits - digits);
        if (number % rest != 0) continue;
        return digits == 0 ? "" : fmt::format("{}", number / rest);
    }
    return "";
}

std::uint32_t AreaFinder::find(std::int64_t number) {
    if (number != last_number_) {
        last_number_ = number;
        last_area_ = areas_.find_deepest(area_code(number));
    }
    return last_area_;
}

Value birth_value(std::uint32_t birth, std::array<char, 10>& into) {
    if (birth == 0) return {};
    put_digits<4>(into.data(), birth / 10'000);
    into[4] = into[7] = '-';
    put_digits<2>(into.data() + 5, birth / 100 % 100);
    put_digits<2>(into.data() + 8, birth % 100);
    return std::string_view{into.data(), into.size()};
}

std::uint32_t birth_number(std::string_view text) {
    const auto day = parse_day(text);
    if (!day) return 0;
    return static_cast<std::uint32_t>(day->year()) * 10'000 + day->month() * 100 + day->day();
}

Value month_value(std::int32_t month, std::array<char, 7>& into) {
    if (month == 0) return {};
    const Month value = Month::from_number(month);
    put_digits<4>(into.data(), static_cast<std::uint32_t>(value.year()));
    into[4] = '-';
    put_digits<2>(into.data() + 5, value.month());
    return std::string_view{into.data(), into.size()};
}

std::int32_t month_number(std::string_view text) {
    const auto month = parse_month(text);
    return month ? month->number() : 0;
}

}  // namespace payung
