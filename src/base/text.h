#pragma once

/// Small questions about bytes that came from a file.

#include <string>
#include <string_view>

namespace payung {

/// Without the spaces, tabs and line breaks at both ends.
constexpr std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// A to Z as a to z and the reverse; all other bytes as they are.
std::string lower_ascii(std::string_view text);
std::string upper_ascii(std::string_view text);

}  // namespace payung
