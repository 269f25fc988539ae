#include "rules/value/range_text.h"

#include "rules/value/builtins.h"
#include "rules/value/code_points.h"
#include "rules/value/operators.h"

namespace payung::rules {

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

/// Where ".." stands outside of quotes; npos where it does not.
std::size_t find_dots(std::string_view text) {
    bool quoted = false;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
        if (text[i] == '\\' && quoted)
            ++i;
        else if (text[i] == '"')
            quoted = !quoted;
        else if (!quoted && text[i] == '.' && text[i + 1] == '.')
            return i;
    }
    return std::string_view::npos;
}

/// "…" as its text; nothing where it is not one string literal.
std::optional<std::string> string_literal(std::string_view text) {
    if (text.size() < 2 || text.front() != '"' || text.back() != '"') return std::nullopt;
    return unescaped(text.substr(1, text.size() - 2));
}

/// date("…") and the other constructors of one string.
Value constructed(std::string_view text) {
    const std::size_t open = text.find('(');
    if (open == std::string_view::npos || text.back() != ')')
        return Value::null(Reason::invalid_value);
    const std::string_view name = trimmed(text.substr(0, open));
    if (name != "date" && name != "time" && name != "date and time" && name != "duration")
        return Value::null(Reason::invalid_value);
    const auto argument = string_literal(trimmed(text.substr(open + 1, text.size() - open - 2)));
    if (!argument) return Value::null(Reason::invalid_value);
    return find_builtin(name)->call(List{Value(*argument)});
}

Value end_value(std::string_view text) {
    text = trimmed(text);
    if (text.empty()) return Value::null(Reason::invalid_value);
    if (text.front() == '"') {
        auto literal = string_literal(text);
        return literal ? Value(*std::move(literal)) : Value::null(Reason::invalid_value);
    }
    if (text.front() == '@') {
        const auto literal = string_literal(trimmed(text.substr(1)));
        return literal ? parse_at_literal(*literal) : Value::null(Reason::invalid_value);
    }
    if (const auto number = Decimal::parse(text)) return Value(*number);
    return constructed(text);
}

std::optional<char32_t> hexadecimal(std::string_view digits) {
    char32_t value = 0;
    for (const char c : digits) {
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return std::nullopt;
        value = value * 16 + static_cast<char32_t>(digit);
    }
    return value;
}

bool is_high_surrogate(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low_surrogate(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

/// \uXXXX or \UXXXXXX at the start of `text`, without the backslash; takes it off if it is one.
std::optional<char32_t> take_unicode(std::string_view& text) {
    const std::size_t digits = text[0] == 'u' ? 4 : 6;
    if (text.size() < digits + 1) return std::nullopt;
    const auto value = hexadecimal(text.substr(1, digits));
    if (value) text.remove_prefix(digits + 1);
    return value;
}

/// A code point by its number; two \u for a pair of surrogates.
std::optional<char32_t> take_code_point(std::string_view& text) {
    std::string_view rest = text;
    auto value = take_unicode(rest);
    if (value && is_high_surrogate(*value) && rest.starts_with("\\u")) {
        rest.remove_prefix(1);
        const auto low = take_unicode(rest);
        if (!low || !is_low_surrogate(*low)) return std::nullopt;
        value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
    }
    if (!value || *value > 0x10FFFF || (*value >= 0xD800 && *value < 0xE000)) return std::nullopt;
    text = rest;
    return value;
}

/// What follows a backslash. What is no escape stays as written: "\s" is a pattern.
void take_escape(std::string_view& text, std::string& out) {
    constexpr std::string_view letters = "nrt\"\\'", meanings = "\n\r\t\"\\'";
    const char c = text.empty() ? '\0' : text[0];
    if (c == 'u' || c == 'U') {
        if (const auto value = take_code_point(text)) return append_code_point(out, *value);
    }
    const std::size_t at = c == '\0' ? std::string_view::npos : letters.find(c);
    if (at == std::string_view::npos) {
        out += '\\';
        return;
    }
    out += meanings[at];
    text.remove_prefix(1);
}

}  // namespace

std::optional<std::string> unescaped(std::string_view literal) {
    std::string out;
    while (!literal.empty()) {
        const char c = literal[0];
        if (c == '"') return std::nullopt;
        literal.remove_prefix(1);
        if (c == '\\')
            take_escape(literal, out);
        else
            out += c;
    }
    return out;
}

Value parse_at_literal(std::string_view text) {
    if (const auto date = parse_date(text)) return Value(*date);
    if (auto moment = parse_date_time(text)) return Value(*std::move(moment));
    if (auto time = parse_time(text)) return Value(*std::move(time));
    if (const auto duration = parse_days_time(text)) return Value(*duration);
    if (const auto duration = parse_years_months(text)) return Value(*duration);
    return Value::null(Reason::invalid_value);
}

Value parse_range(std::string_view text) {
    text = trimmed(text);
    const std::size_t dots = find_dots(text);
    if (text.size() < 4 || dots == std::string_view::npos)
        return Value::null(Reason::invalid_value);
    const char open = text.front(), close = text.back();
    if ((open != '[' && open != '(' && open != ']') ||
        (close != ']' && close != ')' && close != '['))
        return Value::null(Reason::invalid_value);
    return interval(end_value(text.substr(1, dots - 1)), open == '[',
                    end_value(text.substr(dots + 2, text.size() - dots - 3)), close == ']');
}

}  // namespace payung::rules
