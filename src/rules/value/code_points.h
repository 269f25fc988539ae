#pragma once

/// Text of UTF-8 by code points. Bytes that are no UTF-8 count as one each and are kept.

#include <cstddef>
#include <string>
#include <string_view>

namespace payung::rules {

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 1;
    bool valid = false;
};

/// Pre: text is not empty.
CodePoint first_code_point(std::string_view text);
std::size_t count_code_points(std::string_view text);
/// Where the code point number `index` begins, from 0; the end of the text where there are fewer.
std::size_t byte_of_code_point(std::string_view text, std::size_t index);
void append_code_point(std::string& text, char32_t value);

}  // namespace payung::rules
