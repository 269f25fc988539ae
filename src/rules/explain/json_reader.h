#pragma once

/// Reading back the JSON that record_json() writes: whole, strict, small. Depth at most 200.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace payung::rules {

struct JsonMember;
struct Json {
    enum class Kind : std::uint8_t { null, boolean, number, text, array, object };
    Kind kind = Kind::null;
    std::string text;  // of a text without quotes; of a number or Boolean as written
    std::vector<Json> items;
    std::vector<JsonMember> members;

    /// nullptr where this is no object or has no such member.
    const Json* find(std::string_view key) const;
};
struct JsonMember {
    std::string key;
    Json value;
};

/// Nothing where the text is no JSON document.
std::optional<Json> read_json(std::string_view text);

}  // namespace payung::rules
