#pragma once

/// Blocks of Unicode 14 by the names that patterns use: \p{IsBasicLatin}.

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace payung::rules {

/// First and last code point; nothing for a name that is no block. `name` without "Is" and blanks.
std::optional<std::pair<char32_t, char32_t>> unicode_block(std::string_view name);

}  // namespace payung::rules
