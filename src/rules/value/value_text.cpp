/// Values as text: FEEL notation, and what string() gives.

#include "rules/value/value.h"

namespace payung::rules {

namespace {

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\r':
                out += "\\r";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                out += c;
        }
    }
    return out + '"';
}

/// A name as a context key: as it is where it is a plain name, else quoted.
std::string key_text(const std::string& name) {
    const auto plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
    };
    bool all = !name.empty() && !(name[0] >= '0' && name[0] <= '9') && name[0] != ' ' &&
               name.back() != ' ';
    for (const char c : name) all = all && plain(c);
    return all ? name : quoted(name);
}

std::string list_text(const List& list) {
    std::string out = "[";
    for (const Value& item : list) {
        if (out.size() > 1) out += ", ";
        out += to_feel(item);
    }
    return out + ']';
}

std::string context_text(const Context& context) {
    std::string out = "{";
    for (const auto& [name, value] : context.entries()) {
        if (out.size() > 1) out += ", ";
        out += key_text(name) + ": " + to_feel(value);
    }
    return out + '}';
}

std::string unary_text(const Range& range) {
    if (range.form == Range::Form::not_equal) return "!= " + to_feel(range.low);
    if (range.low.is_null()) return (range.high_included ? "<= " : "< ") + to_feel(range.high);
    if (range.high.is_null()) return (range.low_included ? ">= " : "> ") + to_feel(range.low);
    return "= " + to_feel(range.low);
}

std::string range_text(const Range& range) {
    if (range.form != Range::Form::interval) return '(' + unary_text(range) + ')';
    return (range.low_included ? '[' : '(') + to_feel(range.low) + ".." + to_feel(range.high) +
           (range.high_included ? ']' : ')');
}

std::string function_text(const Function& function) {
    std::string out = "function(";
    for (const std::string& name : function.parameters()) {
        if (out.back() != '(') out += ", ";
        out += name;
    }
    return out + ')';
}

}  // namespace

std::string display_text(const Value& value) {
    switch (value.kind()) {
        case Kind::null:
            return "null";
        case Kind::boolean:
            return value.boolean() ? "true" : "false";
        case Kind::number:
            return value.number().text();
        case Kind::string:
            return value.text();
        case Kind::date:
            return to_text(value.date());
        case Kind::time:
            return to_text(value.time());
        case Kind::date_time:
            return to_text(value.date_time());
        case Kind::days_time_duration:
            return to_text(value.days_time());
        case Kind::years_months_duration:
            return to_text(value.years_months());
        case Kind::list:
            return list_text(value.list());
        case Kind::context:
            return context_text(value.context());
        case Kind::range:
            return range_text(value.range());
        case Kind::function:
            return function_text(value.function());
    }
    return {};
}

std::string to_feel(const Value& value) {
    const auto called = [&value](std::string_view name) {
        return std::string(name) + "(\"" + display_text(value) + "\")";
    };
    switch (value.kind()) {
        case Kind::string:
            return quoted(value.text());
        case Kind::date:
            return called("date");
        case Kind::time:
            return called("time");
        case Kind::date_time:
            return called("date and time");
        case Kind::days_time_duration:
        case Kind::years_months_duration:
            return called("duration");
        default:
            return display_text(value);
    }
}

}  // namespace payung::rules
