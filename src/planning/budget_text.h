#pragma once

/// Single values of budgets.csv, from text. Nothing where the text is none. Amounts: base/text.h.

#include <cstdint>
#include <optional>
#include <string_view>

namespace payung {

/// Digits only, from least to most.
std::optional<std::int64_t> parse_whole(std::string_view text, std::int64_t least,
                                        std::int64_t most);

/// Letters A to U, together or with blanks, comma, semicolon, plus or bar between. Where one is
/// something else, `wrong` is that letter and nothing is returned.
std::optional<std::uint32_t> parse_sectors(std::string_view text, char& wrong);

}  // namespace payung
