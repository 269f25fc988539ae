#include "membership/kpj.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace payung {
namespace {

constexpr std::size_t kpj_size = 11;
constexpr std::string_view check_letters = "TRWAGMYFPDXBNJZSQVHLCKE";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

char check_letter(std::uint64_t digits) {
    return check_letters[digits % check_letters.size()];
}

}  // namespace

std::string kpj_given_out(int year, std::int64_t serial) {
    CHECK(serial >= 1 && serial <= kpj_serial_max);
    constexpr std::uint64_t serials = 100'000'000;
    const std::uint64_t digits =
        static_cast<std::uint64_t>(year % 100) * serials + static_cast<std::uint64_t>(serial);
    return fmt::format("{:010}{}", digits, check_letter(digits));
}

bool is_kpj(std::string_view text) {
    return text.size() == kpj_size && std::all_of(text.begin(), text.end(), [](char c) {
               return is_digit(c) || (c >= 'A' && c <= 'Z');
           });
}

bool has_given_form(std::string_view kpj) {
    return is_kpj(kpj) && !is_digit(kpj.back()) &&
           std::all_of(kpj.begin(), kpj.end() - 1, is_digit);
}

bool checks(std::string_view kpj) {
    const auto digits = parse_u64(kpj.substr(0, kpj_size - 1));
    return digits && check_letter(*digits) == kpj.back();
}

std::string kpj_of(std::string_view text) {
    std::string kpj;
    for (const char c : text) {
        if (c != ' ' && c != '.' && c != '-') kpj += upper_ascii(c);
    }
    return kpj;
}

}  // namespace payung
