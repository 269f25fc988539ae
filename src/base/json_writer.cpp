#include "base/json_writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/decimal.h"
#include "base/text.h"

namespace payung {
namespace {

constexpr unsigned places_max = 18;

/// Characters that stand in a string as they are, one byte each.
bool is_plain(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void append_escaped(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    constexpr std::string_view named = "\"\\\b\f\n\r\t";
    constexpr std::string_view names = "\"\\bfnrt";
    const std::size_t at = named.find(c);
    out += '\\';
    if (at != std::string_view::npos) {
        out += names[at];
        return;
    }
    const auto byte = static_cast<unsigned char>(c);
    out.append("u00").append(1, hex[byte >> 4U]).append(1, hex[byte & 15U]);
}

}  // namespace

JsonWriter& JsonWriter::begin(char open, char close) {
    before_value();
    out_->push_back(open);
    levels_.push_back({close, true});
    return *this;
}

JsonWriter& JsonWriter::end(char close) {
    CHECK(!levels_.empty() && levels_.back().close == close && !behind_key_);
    const bool empty = levels_.back().empty;
    levels_.pop_back();
    if (!empty) new_line();
    out_->push_back(close);
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    CHECK(!levels_.empty() && levels_.back().close == '}' && !behind_key_);
    separate(levels_.back());
    append_string(name);
    out_->append(style_ == JsonStyle::pretty ? ": " : ":");
    behind_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view value) {
    before_value();
    append_string(value);
    return *this;
}

JsonWriter& JsonWriter::whole(std::int64_t value) {
    return decimal(value, 0);
}

JsonWriter& JsonWriter::money(Money value) {
    if (value.sen() % 100 == 0) return whole(value.sen() / 100);
    return decimal(value.sen(), 2);
}

JsonWriter& JsonWriter::sen(Money value) {
    return text(std::to_string(value.sen()));
}

JsonWriter& JsonWriter::decimal(std::int64_t value, unsigned places) {
    char digits[decimal_bytes_max];
    return literal({digits, put_decimal(digits, value, places)});
}

JsonWriter& JsonWriter::fixed(double value, unsigned places) {
    CHECK(std::isfinite(value) && places <= places_max);
    char digits[384];  // 309 digits before the point, and the decimals
    const auto end = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed,
                                   static_cast<int>(places));
    const std::string_view written(digits, end.ptr);
    const bool nought = written.find_first_of("123456789") == std::string_view::npos;
    return literal(written.substr(nought && written.starts_with('-') ? 1 : 0));  // Never -0.
}

JsonWriter& JsonWriter::literal(std::string_view value) {
    before_value();
    out_->append(value);
    return *this;
}

void JsonWriter::finish() {
    CHECK(levels_.empty() && done_);
    if (style_ == JsonStyle::pretty) out_->push_back('\n');
}

void JsonWriter::before_value() {
    if (levels_.empty()) {
        CHECK(!done_);
        done_ = true;
    } else if (levels_.back().close == ']') {
        separate(levels_.back());
    } else {
        CHECK(behind_key_);
        behind_key_ = false;
    }
}

void JsonWriter::separate(Level& level) {
    if (!level.empty) out_->push_back(',');
    level.empty = false;
    new_line();
}

void JsonWriter::new_line() {
    if (style_ == JsonStyle::compact) return;
    out_->push_back('\n');
    out_->append(2 * levels_.size(), ' ');
}

void JsonWriter::append_string(std::string_view value) {
    out_->push_back('"');
    while (!value.empty()) {
        const auto plain = static_cast<std::size_t>(
            std::find_if_not(value.begin(), value.end(), is_plain) - value.begin());
        out_->append(value.substr(0, plain));
        value.remove_prefix(plain);
        if (value.empty()) break;
        const std::size_t length = utf8_length(value);
        if (length == 0) out_->append("\xEF\xBF\xBD");
        if (length == 1) append_escaped(*out_, value.front());
        if (length > 1) out_->append(value.substr(0, length));
        value.remove_prefix(std::max(length, std::size_t{1}));
    }
    out_->push_back('"');
}

}  // namespace payung
