#include "registry/field_readers.h"

#include <algorithm>
#include <array>
#include <limits>

#include "base/text.h"
#include "registry/digits.h"

namespace payung {
namespace {

bool equals_folded(std::string_view text, std::string_view upper) {
    return text.size() == upper.size() &&
           std::equal(text.begin(), text.end(), upper.begin(),
                      [](char a, char b) { return upper_ascii(a) == b; });
}

template <std::size_t N>
bool is_one_of(std::string_view text, const std::array<std::string_view, N>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return equals_folded(text, word); });
}

struct Ymd {
    std::int64_t year = -1, month = -1, day = -1;
};

/// 1980-07-05 in the digits of an integer, or -1: the form that is asked for.
std::int64_t iso_digits(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return -1;
    const std::array<char, 8> digits{text[0], text[1], text[2], text[3],
                                     text[5], text[6], text[8], text[9]};
    return eight_digits(digits.data());
}

/// D/M/Y, D-M-Y, D.M.Y or Y/M/D with a year of four digits.
std::optional<Ymd> separated(std::string_view text) {
    constexpr std::string_view separators = "/-.";
    const std::size_t first = text.find_first_of(separators);
    if (first == std::string_view::npos) return std::nullopt;
    const std::size_t second = text.find(text[first], first + 1);
    if (second == std::string_view::npos) return std::nullopt;
    const std::array parts{text.substr(0, first), text.substr(first + 1, second - first - 1),
                           text.substr(second + 1)};
    const bool year_first = parts[0].size() == 4;
    const std::string_view year = year_first ? parts[0] : parts[2];
    const std::string_view day = year_first ? parts[2] : parts[0];
    if (year.size() != 4 || parts[1].size() > 2 || day.size() > 2) return std::nullopt;
    const Ymd ymd{all_digits(year), all_digits(parts[1]), all_digits(day)};
    if (ymd.year < 0 || ymd.month < 0 || ymd.day < 0) return std::nullopt;
    return ymd;
}

/// A date in another form than asked for.
std::optional<Ymd> other_date(std::string_view text) {
    const std::size_t time = text.find_first_of("T ");  // 1980-07-05 00:00:00
    if (time != std::string_view::npos && text.find(':', time) != std::string_view::npos) {
        text = text.substr(0, time);
    }
    if (text.size() == 8) {
        const std::int64_t digits = eight_digits(text.data());
        if (digits >= 0) return Ymd{digits / 10'000, digits / 100 % 100, digits % 100};
    }
    return separated(text);
}

bool is_day(std::uint32_t yyyymmdd) {
    constexpr std::array<std::uint8_t, 13> days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const std::uint32_t year = yyyymmdd / 10'000, month = yyyymmdd / 100 % 100,
                        day = yyyymmdd % 100;
    if (year == 0 || month < 1 || month > 12 || day < 1 || day > days[month]) return false;
    const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month != 2 || day < 29 || leap;
}

Reading<std::uint32_t> plausible_birth(std::uint32_t birth, std::uint32_t today,
                                       std::optional<Code> doubt) {
    constexpr std::uint32_t age_max = 1'100'000;  // 110 years, in digits of YYYYMMDD
    if (!is_day(birth)) return {0, Code::birth_no_such_day};
    if (birth > today) return {0, Code::birth_in_future};
    if (birth + age_max < today) return {birth, Code::birth_too_long_ago};
    return {birth, doubt};
}

}  // namespace

std::string_view short_or_blank_text(std::string_view field) {
    constexpr std::array<std::string_view, 7> nothing{"-",   "--",   "NULL", "NA",
                                                      "N/A", "#N/A", "\\N"};
    const auto blank = [](char c) { return static_cast<unsigned char>(c) <= ' '; };
    while (!field.empty() && blank(field.front())) field.remove_prefix(1);
    while (!field.empty() && blank(field.back())) field.remove_suffix(1);
    if (field.size() <= 4 && !field.empty() && is_one_of(field, nothing)) return {};
    return field;
}

std::uint32_t digits_of(Day day) {
    const auto ymd = day.ymd();
    return static_cast<std::uint32_t>(static_cast<int>(ymd.year())) * 10'000 +
           static_cast<unsigned>(ymd.month()) * 100 + static_cast<unsigned>(ymd.day());
}

Reading<std::uint32_t> read_birth(std::string_view text, std::uint32_t today) {
    const std::int64_t iso = iso_digits(text);
    if (iso >= 0) return plausible_birth(static_cast<std::uint32_t>(iso), today, std::nullopt);
    if (text.empty()) return {0, Code::birth_missing};
    const std::optional<Ymd> other = other_date(text);
    if (!other) return {0, Code::birth_unreadable};
    const auto digits =
        static_cast<std::uint32_t>(other->year * 10'000 + other->month * 100 + other->day);
    return plausible_birth(digits, today, Code::birth_not_iso);
}

Reading<std::uint8_t> read_sex(std::string_view text) {
    constexpr std::array<std::string_view, 6> men{"L",         "LK",   "LAKI-LAKI",
                                                  "LAKI LAKI", "LAKI", "PRIA"};
    constexpr std::array<std::string_view, 4> women{"P", "PR", "PEREMPUAN", "WANITA"};
    if (text == "L") return {1, std::nullopt};
    if (text == "P") return {2, std::nullopt};
    if (text.empty()) return {0, Code::sex_missing};
    if (is_one_of(text, men)) return {1, std::nullopt};
    if (is_one_of(text, women)) return {2, std::nullopt};
    return {0, Code::sex_unreadable};
}

Reading<std::uint8_t> read_decile(std::string_view text) {
    if (text.empty()) return {};
    const std::int64_t decile = text.size() <= 2 ? all_digits(text) : -1;
    if (decile < 1 || decile > 10) return {0, Code::decile_unreadable};
    return {static_cast<std::uint8_t>(decile), std::nullopt};
}

Reading<std::uint8_t> read_work_status(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() != 1 || text[0] < '1' || text[0] > '7') return {0, Code::status_unreadable};
    return {static_cast<std::uint8_t>(text[0] - '0'), std::nullopt};
}

Reading<char> read_sector(std::string_view text) {
    constexpr std::size_t digits_max = 5;
    if (text.empty()) return {};
    const char letter = upper_ascii(text[0]);
    const std::string_view digits = text.substr(1);
    const bool known = letter >= 'A' && letter <= 'U' && digits.size() <= digits_max &&
                       digits.find_first_not_of("0123456789") == std::string_view::npos;
    if (!known) return {0, Code::sector_unreadable};
    return {letter, std::nullopt};
}

Reading<Rupiah> read_rupiah(std::string_view text) {
    constexpr std::int64_t largest = std::numeric_limits<std::uint32_t>::max();
    if (text.empty()) return {};
    std::int64_t rupiah = text.size() <= 10 ? all_digits(text) : -1;
    if (rupiah < 0) {
        const Result<Money> money = parse_rupiah(text);
        if (!money) return {{}, money.error().code()};
        rupiah = money->rupiah();
    }
    if (rupiah > largest) return {{}, Code::money_unreadable};
    return {{static_cast<std::uint32_t>(rupiah), true}, std::nullopt};
}

Reading<std::uint64_t> read_family_card(std::string_view text) {
    if (text.starts_with('\'')) text.remove_prefix(1);
    if (text.empty()) return {};
    const std::int64_t number = text.size() == 16 ? sixteen_digits(text.data()) : -1;
    if (number < 0) return {0, Code::kk_not_16_digits};
    constexpr std::int64_t ones = 1'111'111'111'111'111;
    if (number % ones == 0) return {0, Code::kk_filler};
    return {static_cast<std::uint64_t>(number), std::nullopt};
}

bool read_decree(std::string_view text) {
    constexpr std::array<std::string_view, 5> no{"0", "T", "N", "TIDAK", "NO"};
    return !text.empty() && !is_one_of(text, no);
}

}  // namespace payung
