#pragma once

/// Nomor Induk Kependudukan, the national identity number: 16 digits, kept as a number.
///
/// PP KK CC DDMMYY SSSS: district of first registration, birth date (women: day + 40), serial.
/// Prints masked wherever text is made of it; only a file that must carry it asks for digits().

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

namespace payung {

class Nik {
public:
    constexpr Nik() = default;
    /// Pre: at most 16 digits. 0 is "no NIK".
    explicit constexpr Nik(std::uint64_t number) : number_(number) {}

    constexpr std::uint64_t number() const { return number_; }
    explicit constexpr operator bool() const { return number_ != 0; }

    constexpr unsigned district() const { return static_cast<unsigned>(number_ / 10'000'000'000); }
    constexpr unsigned day() const { return part(100'000'000); }  // 1..31, or 41..71 for women
    constexpr unsigned month() const { return part(1'000'000); }
    constexpr unsigned year() const { return part(10'000); }  // two digits
    constexpr unsigned serial() const { return static_cast<unsigned>(number_ % 10'000); }

    /// All 16 digits, for a roster or a bill that must name the person. Never for logs or errors.
    std::string digits() const;
    friend constexpr auto operator<=>(Nik, Nik) = default;

private:
    constexpr unsigned part(std::uint64_t unit) const {
        return static_cast<unsigned>(number_ / unit % 100);
    }
    std::uint64_t number_ = 0;
};

/// "6303************"; "" without a NIK. What printing a Nik gives.
std::string to_text(Nik nik);

/// The value of a personal field as an error or a list of rejects may show it: NIK and family card
/// numbers cut to four digits, other texts to their first letter.
std::string masked_number(std::string_view value);
std::string masked_text(std::string_view value);

}  // namespace payung
