/// substring, string length, upper case, lower case, substring before, substring after, contains,
/// starts with, ends with, string join. Lengths and places count code points.

#include <algorithm>
#include <clocale>
#include <cwctype>

#include "rules/value/builtin.h"
#include "rules/value/code_points.h"

namespace payung::rules {

namespace {

Value substring(Arguments arguments) {
    const std::string& text = arguments[0].text();
    const auto length = static_cast<std::int64_t>(count_code_points(text));
    const auto place = whole(arguments[1]);
    if (!place || *place == 0 || *place > length || *place < -length)
        return Value::null(Reason::invalid_value);
    const std::int64_t start = *place > 0 ? *place - 1 : length + *place;
    std::int64_t wanted = length - start;
    if (arguments.size() > 2) {
        const auto given = whole(arguments[2]);
        if (!given || *given < 1) return Value::null(Reason::invalid_value);
        wanted = std::min(wanted, *given);
    }
    const std::size_t from = byte_of_code_point(text, static_cast<std::size_t>(start));
    const std::string_view rest = std::string_view(text).substr(from);
    return Value(rest.substr(0, byte_of_code_point(rest, static_cast<std::size_t>(wanted))));
}

Value string_length(Arguments arguments) {
    return Value::integer(static_cast<std::int64_t>(count_code_points(arguments[0].text())));
}

/// Letter by letter, as the C.UTF-8 locale of the system maps them.
template <wint_t (*change)(wint_t, locale_t)>
Value with_case(Arguments arguments) {
    static const locale_t locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
    std::string changed;
    std::string_view rest = arguments[0].text();
    while (!rest.empty()) {
        const CodePoint point = first_code_point(rest);
        if (locale == nullptr || !point.valid)
            changed += rest.substr(0, point.bytes);
        else
            append_code_point(changed, static_cast<char32_t>(change(point.value, locale)));
        rest.remove_prefix(point.bytes);
    }
    return Value(std::move(changed));
}

Value substring_before(Arguments arguments) {
    const std::string& text = arguments[0].text();
    const std::size_t at = text.find(arguments[1].text());
    return Value(at == std::string::npos ? std::string() : text.substr(0, at));
}
Value substring_after(Arguments arguments) {
    const std::string& text = arguments[0].text();
    const std::size_t at = text.find(arguments[1].text());
    if (at == std::string::npos) return Value(std::string());
    return Value(text.substr(at + arguments[1].text().size()));
}

Value contains_text(Arguments arguments) {
    return Value(arguments[0].text().find(arguments[1].text()) != std::string::npos);
}
Value starts_with(Arguments arguments) {
    return Value(arguments[0].text().starts_with(arguments[1].text()));
}
Value ends_with(Arguments arguments) {
    return Value(arguments[0].text().ends_with(arguments[1].text()));
}

/// Nulls are passed over.
Value string_join(Arguments arguments) {
    const bool delimited = arguments.size() > 1 && !arguments[1].is_null();
    const std::string_view delimiter = delimited ? arguments[1].text() : std::string_view();
    std::string joined;
    bool first = true;
    for (const Value& item : arguments[0].list()) {
        if (item.is_null()) continue;
        if (item.kind() != Kind::string) return Value::null(Reason::type_error);
        if (!first) joined += delimiter;
        joined += item.text();
        first = false;
    }
    return Value(std::move(joined));
}

}  // namespace

std::span<const Builtin> string_builtins() {
    constexpr Parameter text{.name = "string", .takes = Takes::string};
    constexpr Parameter match{.name = "match", .takes = Takes::string};
    static const std::vector<Builtin> all = {
        {"substring",
         {{{text,
            {.name = "start position", .takes = Takes::number},
            {.name = "length", .takes = Takes::number, .optional = true}},
           substring}}},
        {"string length", {{{text}, string_length}}},
        {"upper case", {{{text}, with_case<towupper_l>}}},
        {"lower case", {{{text}, with_case<towlower_l>}}},
        {"substring before", {{{text, match}, substring_before}}},
        {"substring after", {{{text, match}, substring_after}}},
        {"contains", {{{text, match}, contains_text}}},
        {"starts with", {{{text, match}, starts_with}}},
        {"ends with", {{{text, match}, ends_with}}},
        {"string join",
         {{{{.name = "list", .takes = Takes::list},
            {.name = "delimiter", .takes = Takes::string, .optional = true, .nullable = true}},
           string_join}}},
    };
    return all;
}

}  // namespace payung::rules
