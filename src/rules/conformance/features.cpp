#include "rules/conformance/features.h"

#include <initializer_list>

namespace payung::rules::conformance {

namespace {

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_word(char c) {
    return is_lower(c) || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_';
}

/// Whether `text` holds `word` at a place of which `fits(before, at)` is true.
template <class Fits>
bool holds(std::string_view text, std::string_view word, Fits&& fits) {
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1))
        if (fits(at)) return true;
    return false;
}

bool after_no_letter(std::string_view text, std::string_view word) {
    return holds(text, word, [&](std::size_t at) { return at == 0 || !is_lower(text[at - 1]); });
}

bool whole_word_start(std::string_view text, std::string_view word) {
    return holds(text, word, [&](std::size_t at) { return at == 0 || !is_word(text[at - 1]); });
}

/// @"…T1…": an at-literal with a time of day.
bool at_literal_with_time(std::string_view text) {
    return holds(text, "@\"", [&](std::size_t at) {
        if (at > 0 && is_lower(text[at - 1])) return false;
        for (std::size_t i = at + 2; i + 1 < text.size() && text[i] != '"'; ++i)
            if (text[i] == 'T' && is_digit(text[i + 1])) return true;
        return false;
    });
}

/// "10:30 or "T10:30
bool quoted_time(std::string_view text) {
    return holds(text, "\"", [&](std::size_t at) {
        if (at > 0 && is_lower(text[at - 1])) return false;
        std::string_view rest = text.substr(at + 1);
        if (!rest.empty() && rest[0] == 'T') rest.remove_prefix(1);
        return rest.size() >= 5 && is_digit(rest[0]) && is_digit(rest[1]) && rest[2] == ':' &&
               is_digit(rest[3]) && is_digit(rest[4]);
    });
}

bool any_after_no_letter(std::string_view text, std::initializer_list<std::string_view> words) {
    for (const std::string_view word : words)
        if (after_no_letter(text, word)) return true;
    return false;
}

bool java_word(std::string_view text) {
    return holds(text, "java", [&](std::size_t at) {
        const bool starts = at == 0 || !is_word(text[at - 1]);
        const bool ends = at + 4 >= text.size() || !is_word(text[at + 4]);
        return starts && ends;
    });
}

}  // namespace

Features operator|(const Features& a, const Features& b) {
    return {a.time || b.time,
            a.regex || b.regex,
            a.java || b.java,
            a.function_value || b.function_value,
            a.instance_of || b.instance_of,
            a.range || b.range};
}

Features features_of(std::string_view source) {
    const auto has = [&](std::string_view word) {
        return source.find(word) != std::string_view::npos;
    };
    Features found;
    found.time = any_after_no_letter(
                     source, {"time(", "date and time(", "time offset", "timezone", "now("}) ||
                 at_literal_with_time(source) || quoted_time(source);
    found.regex = whole_word_start(source, "matches(") || whole_word_start(source, "replace(") ||
                  whole_word_start(source, "split(");
    found.java = java_word(source) || has("method signature");
    found.function_value = has("function(") || has("function (");
    found.instance_of = has("instance of");
    found.range = after_no_letter(source, "range(");
    return found;
}

}  // namespace payung::rules::conformance
