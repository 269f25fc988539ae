#include "rules/value/code_points.h"

#include "base/utf8.h"

namespace payung::rules {

CodePoint first_code_point(std::string_view text) {
    const std::size_t bytes = utf8_character_bytes(text);
    const auto first = static_cast<unsigned char>(text[0]);
    if (bytes == 0) return {.value = first, .bytes = 1, .valid = false};
    if (bytes == 1) return {.value = first, .bytes = 1, .valid = true};
    char32_t value = first & (0x7FU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i)
        value = (value << 6) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    return {.value = value, .bytes = bytes, .valid = true};
}

std::size_t count_code_points(std::string_view text) {
    std::size_t count = 0;
    for (; !text.empty(); ++count) text.remove_prefix(first_code_point(text).bytes);
    return count;
}

std::size_t byte_of_code_point(std::string_view text, std::size_t index) {
    std::size_t at = 0;
    for (; index > 0 && at < text.size(); --index) at += first_code_point(text.substr(at)).bytes;
    return at;
}

void append_code_point(std::string& text, char32_t value) {
    const auto byte = [&text](char32_t bits) { text += static_cast<char>(bits); };
    const auto tail = [&](int shift) { byte(0x80 | ((value >> shift) & 0x3F)); };
    if (value < 0x80) {
        byte(value);
    } else if (value < 0x800) {
        byte(0xC0 | (value >> 6));
        tail(0);
    } else if (value < 0x10000) {
        byte(0xE0 | (value >> 12));
        tail(6), tail(0);
    } else {
        byte(0xF0 | (value >> 18));
        tail(12), tail(6), tail(0);
    }
}

}  // namespace payung::rules
