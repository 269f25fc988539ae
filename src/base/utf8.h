#pragma once

/// Text that must be valid UTF-8 because its format says so (XML, JSON), from bytes that may not
/// be.

#include <cstddef>
#include <string>
#include <string_view>

namespace payung {

/// Length of the valid UTF-8 character that `text` begins with; 0 where there is none.
std::size_t utf8_character_bytes(std::string_view text);

/// `text` as valid UTF-8 of at most `characters_max` characters: a byte that is not part of any
/// becomes U+FFFD, a control character other than tab and line feed a blank.
std::string clean_utf8(std::string_view text, std::size_t characters_max = std::string::npos);

/// Printable ASCII and nothing else: clean as it is.
bool is_plain_ascii(std::string_view text);

}  // namespace payung
