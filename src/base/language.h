#pragma once

/// Words and numbers for people, in Indonesian or English.
///
/// Shape    Indonesian writes 1.500.000 and 36,7; English 1,500,000 and 36.7. These texts are for
///          screens and sentences; files and JSON keep plain digits (to_text in money.h).
/// Units    Money in, "Rp 1.250.000" out; sen appear only where there are any. Percentages are
///          computed from whole numbers, rounded half up, so that they do not depend on the
///          machine.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/money.h"

namespace payung {

/// The same few words in both languages.
struct Phrase {
    std::string_view id, en;
    constexpr std::string_view in(Language language) const {
        return language == Language::id ? id : en;
    }
};

/// "id" or "en"; nothing for any other text.
std::optional<Language> parse_language(std::string_view text);

/// English where LC_ALL, else LC_MESSAGES, else LANG begins with "en"; Indonesian everywhere else.
Language language_from_environment();

/// "1.500.000"
std::string format_count(std::int64_t count, Language language);

/// "Rp 1.250.000", "-Rp 75,50"
std::string format_rupiah(Money amount, Language language);

/// `part` of `whole` in percent: "36,7 %"; "–" where there is no whole. Pre: decimals <= 6.
std::string format_percent(std::int64_t part, std::int64_t whole, Language language,
                           int decimals = 1);

/// A rate as it is written, without trailing noughts: "0,24 %".
std::string format_percent(Rate rate, Language language);

/// "0,9 dtk", "4 mnt 05 dtk", "2 jam 07 mnt"; English "0.9 s", "4 min 05 s", "2 h 07 min".
std::string format_duration(std::chrono::milliseconds time, Language language);

}  // namespace payung
