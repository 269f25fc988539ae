#include "base/language.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

namespace payung {
namespace {

using Wide = __int128;  // A share times a power of ten may pass 64 bits.

char thousands_mark(Language language) {
    return language == Language::id ? '.' : ',';
}
char decimal_mark(Language language) {
    return language == Language::id ? ',' : '.';
}

std::uint64_t magnitude(std::int64_t number) {
    const auto bits = static_cast<std::uint64_t>(number);
    return number < 0 ? 0 - bits : bits;
}

std::string grouped(std::uint64_t number, Language language) {
    std::string text = fmt::format("{}", number);
    for (std::size_t left = text.size(); left > 3;) {
        left -= 3;
        text.insert(left, 1, thousands_mark(language));
    }
    return text;
}

std::int64_t power_of_ten(int exponent) {
    std::int64_t power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

}  // namespace

std::optional<Language> parse_language(std::string_view text) {
    if (text == "id") return Language::id;
    if (text == "en") return Language::en;
    return std::nullopt;
}

Language language_from_environment() {
    for (const char* const name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* const value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return std::string_view(value).starts_with("en") ? Language::en : Language::id;
    }
    return Language::id;
}

std::string format_count(std::int64_t count, Language language) {
    return (count < 0 ? "-" : "") + grouped(magnitude(count), language);
}

std::string format_rupiah(Money amount, Language language) {
    const std::uint64_t sen = magnitude(amount.sen());
    std::string text = (amount < Money{} ? "-Rp " : "Rp ") + grouped(sen / 100, language);
    if (sen % 100 != 0) text += fmt::format("{}{:02}", decimal_mark(language), sen % 100);
    return text;
}

std::string format_percent(std::int64_t part, std::int64_t whole, Language language, int decimals) {
    CHECK(decimals >= 0 && decimals <= 6);
    if (whole == 0) return "–";
    const std::int64_t unit = power_of_ten(decimals);
    const bool negative = (part < 0) != (whole < 0) && part != 0;
    const Wide top = Wide{magnitude(part)} * 100 * unit;
    const Wide bottom = Wide{magnitude(whole)};
    const auto steps = static_cast<std::uint64_t>((2 * top + bottom) / (2 * bottom));
    const auto per_one = static_cast<std::uint64_t>(unit);
    std::string text = negative && steps != 0 ? "-" : "";
    text += grouped(steps / per_one, language);
    if (decimals > 0) {
        text += fmt::format("{}{:0{}}", decimal_mark(language), steps % per_one, decimals);
    }
    return text + " %";
}

std::string format_percent(Rate rate, Language language) {
    constexpr int decimals_of_ppm = 4;
    std::int64_t digits = rate.parts_per_million();
    int decimals = decimals_of_ppm;
    for (; decimals > 0 && digits % 10 == 0; --decimals) digits /= 10;
    return format_percent(rate.parts_per_million(), 1'000'000, language, decimals);
}

std::string format_duration(std::chrono::milliseconds time, Language language) {
    using namespace std::chrono;
    const bool id = language == Language::id;
    if (time < minutes{1}) {
        const auto tenths = std::min<std::int64_t>((time.count() + 50) / 100, 599);
        return fmt::format("{}{}{} {}", tenths / 10, decimal_mark(language), tenths % 10,
                           id ? "dtk" : "s");
    }
    if (time < hours{1}) {
        const auto whole = duration_cast<seconds>(time).count();
        return fmt::format("{} {} {:02} {}", whole / 60, id ? "mnt" : "min", whole % 60,
                           id ? "dtk" : "s");
    }
    const auto whole = duration_cast<minutes>(time).count();
    return fmt::format("{} {} {:02} {}", whole / 60, id ? "jam" : "h", whole % 60,
                       id ? "mnt" : "min");
}

}  // namespace payung
