#include "base/utf8.h"

#include <algorithm>

namespace payung {
namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool is_between(unsigned value, unsigned first, unsigned last) {
    return value >= first && value <= last;
}

/// What the second byte may be behind a first byte: this keeps out overlong forms, surrogates, and
/// characters past U+10FFFF (Unicode 15, table 3-7).
bool second_fits(unsigned first, unsigned second) {
    switch (first) {
        case 0xE0:
            return is_between(second, 0xA0, 0xBF);
        case 0xED:
            return is_between(second, 0x80, 0x9F);
        case 0xF0:
            return is_between(second, 0x90, 0xBF);
        case 0xF4:
            return is_between(second, 0x80, 0x8F);
        default:
            return is_between(second, 0x80, 0xBF);
    }
}

}  // namespace

std::size_t utf8_character_bytes(std::string_view text) {
    if (text.empty()) return 0;
    const unsigned first = byte_at(text, 0);
    if (first < 0x80) return 1;
    if (!is_between(first, 0xC2, 0xF4) || !second_fits(first, byte_at(text, 1))) return 0;
    const std::size_t size = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
    for (std::size_t i = 2; i < size; ++i) {
        if (!is_between(byte_at(text, i), 0x80, 0xBF)) return 0;
    }
    return size;
}

std::string clean_utf8(std::string_view text, std::size_t characters_max) {
    constexpr std::string_view replacement = "\xEF\xBF\xBD";
    std::string clean;
    clean.reserve(std::min(text.size(), characters_max));
    for (std::size_t count = 0; !text.empty() && count < characters_max; ++count) {
        const std::size_t size = utf8_character_bytes(text);
        const unsigned first = byte_at(text, 0);
        const bool control = (first < 0x20 && first != '\t' && first != '\n') || first == 0x7F;
        if (size == 0) {
            clean += replacement;
        } else if (control) {
            clean += ' ';
        } else {
            clean += text.substr(0, size);
        }
        text.remove_prefix(std::max<std::size_t>(size, 1));
    }
    return clean;
}

bool is_plain_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

}  // namespace payung
