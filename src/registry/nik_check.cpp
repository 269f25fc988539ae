#include "registry/nik_check.h"

#include <array>

#include "base/text.h"
#include "registry/digits.h"

namespace payung {
namespace {

constexpr std::size_t nik_digits = 16;

/// Numbers that stand where a NIK was demanded and none was known.
struct Filler {
    std::uint64_t number;
    const char* reason;
};
constexpr std::array fillers{
    Filler{1'234'567'890'123'456, "the keys from left to right"},
    Filler{123'456'789'012'345, "the keys from left to right, from zero"},
    Filler{1'234'567'891'234'567, "the keys from left to right, without the zero"},
    Filler{1'234'567'812'345'678, "one to eight, twice"},
    Filler{9'876'543'210'987'654, "the keys from right to left"},
    Filler{1'212'121'212'121'212, "a pair of digits, repeated"},
    Filler{1'231'231'231'231'231, "three digits, repeated"},
    Filler{1'234'123'412'341'234, "four digits, repeated"},
};

bool is_listed(std::uint64_t number) {
    for (const Filler& filler : fillers) {
        if (filler.number == number) return true;
    }
    return false;
}

bool digits_all_equal(std::uint64_t number) {
    constexpr std::uint64_t ones = 1'111'111'111'111'111;
    return number % ones == 0 && number / ones <= 9;
}

std::optional<Code> filler_in(std::uint64_t number) {
    constexpr std::uint64_t smallest = 1'000'000'000'000;  // Below it no regency is named: 0000.
    if (digits_all_equal(number)) return Code::nik_filler_repeated;
    if (Nik{number}.serial() == 0) return Code::nik_serial_zero;
    if (number < smallest || is_listed(number)) return Code::nik_filler;
    return std::nullopt;
}

/// For a text of more than 16 characters that begins with 16 digits: ".0" or ",00" behind them.
bool is_zero_fraction(std::string_view rest) {
    if (rest.size() < 2 || (rest[0] != '.' && rest[0] != ',')) return false;
    return rest.find_first_not_of('0', 1) == std::string_view::npos;
}

/// 3.30365E+15 or 3,30365E+15
bool is_scientific(std::string_view text) {
    const std::size_t e = text.find_first_of("eE");
    if (e == 0 || e == std::string_view::npos || e + 2 >= text.size()) return false;
    const bool signed_exponent = text[e + 1] == '+';
    return text.substr(0, e).find_first_not_of("0123456789.,") == std::string_view::npos &&
           text.substr(e + 1 + (signed_exponent ? 1 : 0)).find_first_not_of("0123456789") ==
               std::string_view::npos;
}

/// What is neither empty nor 16 digits.
NikReading read_odd(std::string_view text) {
    // Spreadsheets keep 15 digits and write 0 for the 16th; binary fractions hold every whole
    // number up to 2^53. So a last digit other than 0 below 2^53 proves that nothing was lost.
    constexpr std::int64_t exact_max = std::int64_t{1} << 53U;
    if (is_scientific(text)) return {0, Code::nik_damaged};
    if (text.size() > nik_digits && is_zero_fraction(text.substr(nik_digits))) {
        const std::int64_t number = sixteen_digits(text.data());
        const bool whole = number > 0 && number < exact_max && number % 10 != 0;
        if (whole && filler_in(static_cast<std::uint64_t>(number))) return {0, Code::nik_damaged};
        if (whole) return {static_cast<std::uint64_t>(number), Code::nik_damaged};
        if (number >= 0) return {0, Code::nik_damaged};
    }
    return {0, Code::nik_not_16_digits};
}

/// Whether some year that ends in `year` has this day.
bool day_exists(unsigned day, unsigned month, unsigned year) {
    constexpr std::array<std::uint8_t, 13> days{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1 || day > days[month]) return false;
    return month != 2 || day < 29 || year % 4 == 0;  // 2000 was a leap year.
}

}  // namespace

NikReading read_nik(std::string_view text) {
    text = trim(text);
    if (text.starts_with('\'')) text.remove_prefix(1);  // How spreadsheets mark a number as text.
    if (text.empty()) return {0, Code::nik_missing};
    if (text.size() != nik_digits) return read_odd(text);
    const std::int64_t read = sixteen_digits(text.data());
    if (read < 0) return read_odd(text);
    const auto number = static_cast<std::uint64_t>(read);
    if (const auto filler = filler_in(number)) return {0, filler};
    return {number, std::nullopt};
}

std::uint8_t nik_flags(Nik nik, std::uint32_t birth, std::uint8_t sex, const AreaTable& areas) {
    constexpr unsigned added_for_women = 40;
    if (!nik) return 0;
    unsigned flags = 0;
    if (areas.regency_known(nik.district() / 100)) flags |= nik_region_known;
    const bool woman = nik.day() > added_for_women;
    const unsigned day = woman ? nik.day() - added_for_women : nik.day();
    if (day_exists(day, nik.month(), nik.year())) flags |= nik_well_formed;
    if (birth != 0) {
        const bool agrees = day == birth % 100 && nik.month() == birth / 100 % 100 &&
                            nik.year() == birth / 10'000 % 100;
        flags |= agrees ? nik_date_agrees : nik_date_contradicts;
    }
    if (sex != 0) flags |= woman == (sex == 2) ? nik_sex_agrees : nik_sex_contradicts;
    return static_cast<std::uint8_t>(flags);
}

}  // namespace payung
