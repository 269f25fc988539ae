/// From the regular expressions of XPath to those of PCRE2. Reads the pattern by the grammar of XML
/// Schema part 2, appendix F, with the additions of XPath: anchors, groups that do not capture,
/// reluctant quantifiers, references back.

#include <algorithm>
#include <array>
#include <cstdio>

#include "rules/value/code_points.h"
#include "rules/value/regex.h"
#include "rules/value/unicode_blocks.h"

namespace payung::rules {

namespace {

using Span = std::pair<char32_t, char32_t>;

// Letters and characters that may begin and stand in a name of XML 1.0, ascending.
constexpr std::array name_starts = {
    Span{':', ':'},       Span{'A', 'Z'},       Span{'_', '_'},       Span{'a', 'z'},
    Span{0xC0, 0xD6},     Span{0xD8, 0xF6},     Span{0xF8, 0x2FF},    Span{0x370, 0x37D},
    Span{0x37F, 0x1FFF},  Span{0x200C, 0x200D}, Span{0x2070, 0x218F}, Span{0x2C00, 0x2FEF},
    Span{0x3001, 0xD7FF}, Span{0xF900, 0xFDCF}, Span{0xFDF0, 0xFFFD}, Span{0x10000, 0xEFFFF}};
constexpr std::array name_characters = {
    Span{'-', '.'},       Span{'0', ':'},        Span{'A', 'Z'},       Span{'_', '_'},
    Span{'a', 'z'},       Span{0xB7, 0xB7},      Span{0xC0, 0xD6},     Span{0xD8, 0xF6},
    Span{0xF8, 0x37D},    Span{0x37F, 0x1FFF},   Span{0x200C, 0x200D}, Span{0x203F, 0x2040},
    Span{0x2070, 0x218F}, Span{0x2C00, 0x2FEF},  Span{0x3001, 0xD7FF}, Span{0xF900, 0xFDCF},
    Span{0xFDF0, 0xFFFD}, Span{0x10000, 0xEFFFF}};
constexpr std::array blanks = {Span{'\t', '\n'}, Span{'\r', '\r'}, Span{' ', ' '}};

std::string code_point_text(char32_t value) {
    std::array<char, 16> text{};
    std::snprintf(text.data(), text.size(), "\\x{%X}", static_cast<unsigned>(value));
    return text.data();
}

std::string span_text(char32_t first, char32_t last) {
    return code_point_text(first) + '-' + code_point_text(last);
}

/// Spans as the inside of a class.
template <class Spans>
std::string inside(const Spans& spans) {
    std::string text;
    for (const auto& [first, last] : spans) text += span_text(first, last);
    return text;
}

/// All that the spans do not hold.
template <class Spans>
std::string outside(const Spans& spans) {
    std::string text;
    char32_t next = 0;
    for (const auto& [first, last] : spans) {
        if (first > next) text += span_text(next, first - 1);
        next = last == 0xD7FF ? 0xE000 : last + 1;  // halves of surrogates are no characters
    }
    return text + span_text(next, 0x10FFFF);
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// White space outside of classes is not part of the pattern under flag x.
std::string without_blanks(std::string_view pattern) {
    std::string kept;
    int depth = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const char c = pattern[i];
        if (c == '\\' && i + 1 < pattern.size() && !is_blank(pattern[i + 1])) {
            kept += c;
            kept += pattern[++i];
            continue;
        }
        if (c == '[') ++depth;
        if (c == ']') --depth;
        if (depth > 0 || !is_blank(c)) kept += c;
    }
    return kept;
}

class Translator {
public:
    Translator(std::string_view pattern, bool dot_all, bool lines)
        : rest_(pattern), dot_all_(dot_all), lines_(lines) {}

    std::optional<TranslatedPattern> translate() {
        if (!alternatives(0) || !rest_.empty()) return std::nullopt;
        return TranslatedPattern{std::move(out_), opened_};
    }

private:
    static constexpr int depth_max = 100;

    char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
    bool take(char c) {
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }

    // regExp ::= branch ( '|' branch )*
    bool alternatives(int depth) {
        if (depth > depth_max) return false;
        while (true) {
            while (!rest_.empty() && peek() != '|' && peek() != ')')
                if (!piece(depth)) return false;
            if (!take('|')) return true;
            out_ += '|';
        }
    }

    // piece ::= atom quantifier?
    bool piece(int depth) {
        const bool anchor = peek() == '^' || peek() == '$';
        if (!atom(depth)) return false;
        const std::size_t before = out_.size();
        if (!quantifier()) return false;
        return !anchor || out_.size() == before;
    }

    bool atom(int depth) {
        switch (peek()) {
            case '(':
                return group(depth);
            case '[':
                return take('['), character_class(depth, out_);
            case '\\':
                return take('\\'), escape_outside();
            case '.':
                take('.');
                out_ += dot_all_ ? "[\\x{0}-\\x{10FFFF}]" : "[^\\n\\r]";
                return true;
            case '^':
                take('^');
                out_ += lines_ ? "^" : "\\A";
                return true;
            case '$':
                take('$');
                out_ += lines_ ? "$" : "\\z";
                return true;
            case '?':
            case '*':
            case '+':
            case '{':
            case '}':
            case ']':
                return false;
            default:
                return literal(out_);
        }
    }

    /// One character as it is.
    bool literal(std::string& out) {
        const CodePoint point = first_code_point(rest_);
        if (!point.valid) return false;
        out += code_point_text(point.value);
        rest_.remove_prefix(point.bytes);
        return true;
    }

    bool group(int depth) {
        take('(');
        std::size_t number = 0;
        if (take('?')) {
            if (!take(':')) return false;
            out_ += "(?:";
        } else {
            number = ++opened_;
            closed_.push_back(false);
            out_ += '(';
        }
        if (!alternatives(depth + 1) || !take(')')) return false;
        if (number != 0) closed_[number - 1] = true;
        out_ += ')';
        return true;
    }

    // quantifier ::= ( [?*+] | '{' n (',' m?)? '}' ) '?'?
    bool quantifier() {
        const char c = peek();
        if (c == '?' || c == '*' || c == '+') {
            out_ += c;
            rest_.remove_prefix(1);
        } else if (c == '{') {
            if (!counted()) return false;
        } else {
            return true;
        }
        if (take('?')) out_ += '?';
        return true;
    }

    bool counted() {
        take('{');
        const auto least = count();
        if (!least) return false;
        out_ += '{' + std::to_string(*least);
        if (take(',')) {
            out_ += ',';
            if (peek() != '}') {
                const auto most = count();
                if (!most || *most < *least) return false;
                out_ += std::to_string(*most);
            }
        }
        out_ += '}';
        return take('}');
    }

    std::optional<unsigned> count() {
        unsigned value = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && rest_[digits] >= '0' && rest_[digits] <= '9'; ++digits)
            value = std::min(value * 10 + static_cast<unsigned>(rest_[digits] - '0'), 100'000U);
        rest_.remove_prefix(digits);
        if (digits == 0) return std::nullopt;
        return value;
    }

    /// After a backslash, not in a class: a reference back, or what a class may hold too.
    bool escape_outside() {
        if (peek() >= '1' && peek() <= '9') return back_reference();
        std::string set;
        if (!escape(set)) return false;
        out_ += '[' + set + ']';
        return true;
    }

    /// As many digits as make the number of a group; that group must be closed.
    bool back_reference() {
        std::size_t number = 0;
        while (peek() >= '0' && peek() <= '9') {
            const std::size_t longer = number * 10 + static_cast<std::size_t>(peek() - '0');
            if (number != 0 && longer > opened_) break;
            number = longer;
            rest_.remove_prefix(1);
        }
        if (number > opened_ || !closed_[number - 1]) return false;
        out_ += "\\g{" + std::to_string(number) + '}';
        return true;
    }

    /// After a backslash: the set of characters it means, as the inside of a class.
    bool escape(std::string& set) {
        if (rest_.empty()) return false;
        const char c = rest_[0];
        if (c == 'p' || c == 'P') return property(set);
        rest_.remove_prefix(1);
        switch (c) {
            case 'n':
                set += "\\n";
                return true;
            case 'r':
                set += "\\r";
                return true;
            case 't':
                set += "\\t";
                return true;
            case 's':
                set += inside(blanks);
                return true;
            case 'S':
                set += outside(blanks);
                return true;
            case 'i':
                set += inside(name_starts);
                return true;
            case 'I':
                set += outside(name_starts);
                return true;
            case 'c':
                set += inside(name_characters);
                return true;
            case 'C':
                set += outside(name_characters);
                return true;
            case 'd':
                set += "\\p{Nd}";
                return true;
            case 'D':
                set += "\\P{Nd}";
                return true;
            case 'w':
                set += "\\p{L}\\p{M}\\p{N}\\p{S}";
                return true;
            case 'W':
                set += "\\p{P}\\p{Z}\\p{C}";
                return true;
            default:
                break;
        }
        constexpr std::string_view single = "\\|.-^?*+{}()[]$";
        if (single.find(c) == std::string_view::npos) return false;
        set += code_point_text(static_cast<unsigned char>(c));
        return true;
    }

    /// \p{Lu}, \P{IsGreek}
    bool property(std::string& set) {
        const bool negative = peek() == 'P';
        rest_.remove_prefix(1);
        const std::size_t end = rest_.find('}');
        if (!take('{') || end == std::string_view::npos) return false;
        const std::string_view name = rest_.substr(0, end - 1);
        rest_.remove_prefix(end);
        if (name.starts_with("Is")) {
            const auto block = unicode_block(name.substr(2));
            if (!block) return false;
            const std::array spans = {*block};
            set += negative ? outside(spans) : inside(spans);
            return true;
        }
        constexpr std::string_view categories =
            " L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp "
            "S Sm Sc Sk So C Cc Cf Co Cn ";
        if (name.empty() || name.find(' ') != std::string_view::npos ||
            categories.find(' ' + std::string(name) + ' ') == std::string_view::npos)
            return false;
        set += (negative ? "\\P{" : "\\p{") + std::string(name) + '}';
        return true;
    }

    /// After '[': what it holds, less what a class after "-" takes away: (?![aeiou])[a-z].
    bool character_class(int depth, std::string& out) {
        if (depth > depth_max) return false;
        const bool negative = take('^');
        std::string set, taken_away;
        bool any = false;
        while (peek() != ']') {
            if (rest_.empty()) return false;
            if (any && rest_.starts_with("-[")) {
                rest_.remove_prefix(2);
                if (!character_class(depth + 1, taken_away) || peek() != ']') return false;
                break;
            }
            if (!class_member(set, any)) return false;
            any = true;
        }
        if (!take(']') || !any) return false;
        const std::string held = (negative ? "[^" : "[") + set + ']';
        out += taken_away.empty() ? held : "(?:(?!" + taken_away + ')' + held + ')';
        return true;
    }

    /// One character, escape or range of a class.
    bool class_member(std::string& set, bool any) {
        const auto low = class_character(set, any);
        if (!low) return false;
        if (*low == no_character) return true;
        const bool range =
            rest_.size() >= 2 && rest_[0] == '-' && rest_[1] != ']' && rest_[1] != '[';
        if (!range) {
            set += code_point_text(*low);
            return true;
        }
        take('-');
        std::string unused;
        const auto high = class_character(unused, false);
        if (!high || *high == no_character || *high < *low) return false;
        set += span_text(*low, *high);
        return true;
    }

    static constexpr char32_t no_character = 0xFFFF'FFFF;

    /// A single character; `no_character` where an escape of many was added to the set. A bare "-"
    /// may only be the first or the last.
    std::optional<char32_t> class_character(std::string& set, bool any) {
        if (take('\\')) {
            const std::size_t before = set.size();
            const char c = peek();
            if (!escape(set)) return std::nullopt;
            constexpr std::string_view many = "sSiIcCdDwWpP";
            if (many.find(c) != std::string_view::npos) return no_character;
            set.resize(before);
            return c == 'n'   ? U'\n'
                   : c == 'r' ? U'\r'
                   : c == 't' ? U'\t'
                              : static_cast<char32_t>(c);
        }
        if (rest_.empty() || peek() == '[' || peek() == ']') return std::nullopt;
        if (peek() == '-' && any && rest_.size() >= 2 && rest_[1] != ']') return std::nullopt;
        const CodePoint point = first_code_point(rest_);
        if (!point.valid) return std::nullopt;
        rest_.remove_prefix(point.bytes);
        return point.value;
    }

    std::string_view rest_;
    const bool dot_all_, lines_;
    std::string out_;
    std::size_t opened_ = 0;
    std::vector<bool> closed_;
};

}  // namespace

std::optional<TranslatedPattern> translate_pattern(std::string_view pattern,
                                                   std::string_view flags) {
    const auto has = [&](char flag) { return flags.find(flag) != std::string_view::npos; };
    const std::string plain = has('x') ? without_blanks(pattern) : std::string(pattern);
    return Translator(plain, has('s'), has('m')).translate();
}

}  // namespace payung::rules
