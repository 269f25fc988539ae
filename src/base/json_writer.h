#pragma once

/// Writing JSON as it comes, into a buffer that the caller owns.
///
/// Units    money() is a number of whole rupiah, for files that people read (summary.json); sen()
/// is
///          a string of sen, for the API (see STYLE: no reader may take it for a float). Parts are
///          whole numbers with a point put in, decimal(3671, 2) is 36.71; a double is written only
///          by name, with its number of decimals.
/// Shape    always valid JSON: what is begun must be ended, members of objects need a key, and one
///          document is one value; anything else is a bug (CHECK). Bytes that are not UTF-8 become
///          U+FFFD.
/// Cost     strings are copied in runs between characters to be escaped; about 5 ns plus 1 ns a
/// byte.
///
///     JsonWriter json(out);
///     json.begin_object().key("peserta").whole(12).key("jumlah").money(due).end_object();
///     json.finish();

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/money.h"

namespace payung {

enum class JsonStyle : std::uint8_t { compact, pretty };  // pretty: a line a value, two spaces in

class JsonWriter {
public:
    /// Appends to `out`, which must outlive this.
    explicit JsonWriter(std::string& out, JsonStyle style = JsonStyle::pretty)
        : out_(&out), style_(style) {}

    JsonWriter& begin_object() { return begin('{', '}'); }
    JsonWriter& end_object() { return end('}'); }
    JsonWriter& begin_array() { return begin('[', ']'); }
    JsonWriter& end_array() { return end(']'); }
    /// The name of the member whose value comes next.
    JsonWriter& key(std::string_view name);

    JsonWriter& text(std::string_view value);
    JsonWriter& whole(std::int64_t value);
    JsonWriter& boolean(bool value) { return literal(value ? "true" : "false"); }
    JsonWriter& null() { return literal("null"); }
    /// Whole rupiah as a number; sen, where there are any, behind a point.
    JsonWriter& money(Money value);
    /// Sen as a string.
    JsonWriter& sen(Money value);
    /// value / 10^places. Pre: places <= 18.
    JsonWriter& decimal(std::int64_t value, unsigned places);
    /// Seconds, probabilities and the like, never money. Pre: finite; places <= 18.
    JsonWriter& fixed(double value, unsigned places);

    /// The end of the document; a line break behind it where it is pretty.
    void finish();

private:
    struct Level {
        char close;
        bool empty;
    };
    JsonWriter& begin(char open, char close);
    JsonWriter& end(char close);
    JsonWriter& literal(std::string_view value);
    void before_value();
    void separate(Level& level);
    void new_line();
    void append_string(std::string_view value);

    std::string* out_;
    JsonStyle style_;
    std::vector<Level> levels_;
    bool behind_key_ = false;
    bool done_ = false;  // The one value of the document is begun.
};

}  // namespace payung
