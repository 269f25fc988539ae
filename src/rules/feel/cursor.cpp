#include "rules/feel/cursor.h"

#include <algorithm>
#include <array>

namespace payung::rules {

namespace {

constexpr std::array<std::string_view, 9> infix_words{
    "and", "or", "in", "between", "then", "else", "return", "satisfies", "instance"};
constexpr std::array<std::string_view, 8> prefix_words{"if",       "for",  "some",  "every",
                                                       "function", "true", "false", "null"};

constexpr bool is_operator_of_names(char c) {
    return c == '.' || c == '/' || c == '-' || c == '\'' || c == '+' || c == '*';
}

std::size_t word_length(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_name_byte(text[length]) &&
           blank_length(text.substr(length)) == 0)
        ++length;
    return length;
}

}  // namespace

std::size_t blank_length(std::string_view text) {
    if (text.empty()) return 0;
    const auto byte = static_cast<unsigned char>(text.front());
    if (byte == ' ' || (byte >= 9 && byte <= 13)) return 1;
    if (byte < 0x80) return 0;
    if (text.starts_with("\u00A0") || text.starts_with("\u0085")) return 2;
    for (const std::string_view blank :
         {"\u1680", "\u180E", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000", "\uFEFF"})
        if (text.starts_with(blank)) return 3;
    // U+2000 to U+200B
    const bool spaces = text.size() >= 3 && text.starts_with("\xE2\x80") &&
                        static_cast<unsigned char>(text[2]) <= 0x8B;
    return spaces ? 3 : 0;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_name_byte(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
           c == '?' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

bool is_infix_word(std::string_view word) {
    return std::find(infix_words.begin(), infix_words.end(), word) != infix_words.end();
}

bool is_reserved_word(std::string_view word) {
    return is_infix_word(word) ||
           std::find(prefix_words.begin(), prefix_words.end(), word) != prefix_words.end();
}

void Cursor::skip_blanks() {
    for (;;) {
        if (const std::size_t blank = blank_length(rest()); blank != 0) {
            at_ += blank;
        } else if (starts_with("//")) {
            at_ = std::min(text_.find('\n', at_), text_.size());
        } else if (starts_with("/*")) {
            const std::size_t close = text_.find("*/", at_ + 2);
            if (close == std::string_view::npos) return;
            at_ = close + 2;
        } else {
            return;
        }
    }
}

bool Cursor::take(std::string_view symbol) {
    const std::size_t before = at_;
    skip_blanks();
    if (!starts_with(symbol)) {
        at_ = before;
        return false;
    }
    at_ += symbol.size();
    return true;
}

bool Cursor::take_word(std::string_view expected) {
    return word() == expected && take(expected);
}

Cursor Cursor::ahead() const {
    Cursor past = *this;
    past.skip_blanks();
    return past;
}

std::string_view Cursor::word() const {
    const std::string_view rest = ahead().rest();
    return rest.substr(0, word_length(rest));
}

bool NameCandidates::next() {
    std::size_t at = end_;
    while (const std::size_t blank = blank_length(text_.substr(at))) at += blank;
    const bool gap = at != end_;
    const std::string_view rest = text_.substr(at);
    std::string_view part = rest.substr(0, word_length(rest));
    if (part.empty()) {
        if (name_.empty() || rest.empty() || !is_operator_of_names(rest.front())) return false;
        if (rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with(".."))
            return false;
        part = rest.substr(0, 1);
        plain_ = false;
    } else if (name_.empty() ? is_digit(part.front()) : is_infix_word(part)) {
        if (name_.empty()) return false;
        plain_ = false;
    }
    if (gap && !name_.empty()) name_ += ' ';
    name_ += part;
    end_ = at + part.size();
    return true;
}

}  // namespace payung::rules
