/// matches, replace, split: by regular expression.

#include <chrono>

#include "rules/value/builtin.h"
#include "rules/value/regex.h"

namespace payung::rules {

namespace {

using Compiled = std::variant<std::shared_ptr<const Regex>, Reason>;

Compiled compiled(Arguments arguments, std::size_t pattern, std::size_t flags) {
    const bool flagged = arguments.size() > flags && !arguments[flags].is_null();
    return Regex::compile(arguments[pattern].text(),
                          flagged ? std::string_view(arguments[flags].text()) : "");
}

Value matches(Arguments arguments) {
    const Compiled regex = compiled(arguments, 1, 2);
    if (const Reason* reason = std::get_if<Reason>(&regex)) return Value::null(*reason);
    const auto found = std::get<0>(regex)->find(arguments[0].text(), 0);
    if (const Reason* reason = std::get_if<Reason>(&found)) return Value::null(*reason);
    return Value(std::get<0>(found).has_value());
}

/// Each match has its limit of steps; all matches of one call have this time together.
constexpr std::chrono::seconds matches_time_max{1};

/// Calls `on_match` for each match from left to right; the reason where that fails. A pattern that
/// matches nothing at all would match everywhere: refused, as XPath says.
template <class OnMatch>
Reason for_each_match(const Regex& regex, std::string_view text, OnMatch on_match) {
    const auto empty = regex.find("", 0);
    if (const Reason* reason = std::get_if<Reason>(&empty)) return *reason;
    if (std::get<0>(empty)) return Reason::invalid_value;
    const auto begin = std::chrono::steady_clock::now();
    std::size_t from = 0;
    while (from <= text.size()) {
        if (std::chrono::steady_clock::now() - begin > matches_time_max) return Reason::refused;
        const auto found = regex.find(text, from);
        if (const Reason* reason = std::get_if<Reason>(&found)) return *reason;
        const auto& match = std::get<0>(found);
        if (!match) break;
        if (match->end == match->begin) return Reason::invalid_value;  // "^" finds an empty place
        on_match(*match);
        from = match->end;
    }
    return Reason::none;
}

/// The replacement read once: texts, and groups between them.
struct Replacement {
    std::vector<std::pair<std::string, std::size_t>> parts;  // text, then the group after it
    std::string last;

    /// "$1", "$0", "\$", "\\"; nothing where a "$" or "\" stands otherwise.
    static std::optional<Replacement> read(std::string_view text, std::size_t groups) {
        Replacement replacement;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\') {
                if (++i == text.size() || (text[i] != '\\' && text[i] != '$')) return std::nullopt;
                replacement.last += text[i];
            } else if (text[i] == '$') {
                const std::size_t digits = replacement.read_group(text.substr(i + 1), groups);
                if (digits == 0) return std::nullopt;
                i += digits;
            } else {
                replacement.last += text[i];
            }
        }
        return replacement;
    }

    void append_to(std::string& out, std::string_view text, const Match& match) const {
        for (const auto& [before, group] : parts) {
            out += before;
            if (group == 0)
                out += text.substr(match.begin, match.end - match.begin);
            else if (group <= match.groups.size() && match.groups[group - 1])
                out +=
                    text.substr(match.groups[group - 1]->first,
                                match.groups[group - 1]->second - match.groups[group - 1]->first);
        }
        out += last;
    }

private:
    /// As many digits as make the number of a group; at least one. How many were taken.
    std::size_t read_group(std::string_view text, std::size_t groups) {
        std::size_t number = 0, digits = 0;
        while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
            const std::size_t longer = number * 10 + static_cast<std::size_t>(text[digits] - '0');
            if (digits > 0 && longer > groups) break;
            number = longer;
            ++digits;
        }
        if (digits > 0) parts.emplace_back(std::exchange(last, {}), number);
        return digits;
    }
};

Value replace(Arguments arguments) {
    const Compiled regex = compiled(arguments, 1, 3);
    if (const Reason* reason = std::get_if<Reason>(&regex)) return Value::null(*reason);
    const Regex& pattern = *std::get<0>(regex);
    const auto replacement = Replacement::read(arguments[2].text(), pattern.groups());
    if (!replacement) return Value::null(Reason::invalid_value);
    const std::string_view text = arguments[0].text();
    std::string out;
    std::size_t copied = 0;
    const Reason reason = for_each_match(pattern, text, [&](const Match& match) {
        out += text.substr(copied, match.begin - copied);
        replacement->append_to(out, text, match);
        copied = match.end;
    });
    if (reason != Reason::none) return Value::null(reason);
    out += text.substr(copied);
    return Value(std::move(out));
}

Value split(Arguments arguments) {
    const Compiled regex = compiled(arguments, 1, 2);
    if (const Reason* reason = std::get_if<Reason>(&regex)) return Value::null(*reason);
    const std::string_view text = arguments[0].text();
    List pieces;
    std::size_t copied = 0;
    const Reason reason = for_each_match(*std::get<0>(regex), text, [&](const Match& match) {
        pieces.emplace_back(text.substr(copied, match.begin - copied));
        copied = match.end;
    });
    if (reason != Reason::none) return Value::null(reason);
    pieces.emplace_back(text.substr(copied));
    return Value(std::move(pieces));
}

}  // namespace

std::span<const Builtin> pattern_builtins() {
    constexpr Parameter input{.name = "input", .takes = Takes::string};
    constexpr Parameter pattern{.name = "pattern", .takes = Takes::string};
    constexpr Parameter flags{
        .name = "flags", .takes = Takes::string, .optional = true, .nullable = true};
    static const std::vector<Builtin> all = {
        {"matches", {{{input, pattern, flags}, matches}}},
        {"replace",
         {{{input, pattern, {.name = "replacement", .takes = Takes::string}, flags}, replace}}},
        {"split",
         {{{{.name = "string", .takes = Takes::string},
            {.name = "delimiter", .takes = Takes::string}},
           split}}},
    };
    return all;
}

}  // namespace payung::rules
