#include "rules/explain/json_reader.h"

#include <algorithm>
#include <charconv>

namespace payung::rules {

namespace {

constexpr int depth_max = 200;

void append_utf8(std::string& out, char32_t code) {
    const auto tail = [&](unsigned shift) {
        out += static_cast<char>(0x80U | ((code >> shift) & 0x3FU));
    };
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0U | (code >> 6U));
        tail(0);
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0U | (code >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xF0U | (code >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

class Reader {
public:
    explicit Reader(std::string_view text) : rest_(text) {}

    bool document(Json& out) {
        if (!value(out, 0)) return false;
        blanks();
        return rest_.empty();
    }

private:
    void blanks() {
        const std::size_t end = rest_.find_first_not_of(" \t\r\n");
        rest_.remove_prefix(std::min(end, rest_.size()));
    }
    bool take(char c) {
        blanks();
        if (!rest_.starts_with(c)) return false;
        rest_.remove_prefix(1);
        return true;
    }

    bool value(Json& out, int depth) {
        blanks();
        if (rest_.empty() || depth > depth_max) return false;
        if (rest_.front() == '{') return object(out, depth);
        if (rest_.front() == '[') return array(out, depth);
        if (rest_.front() == '"') {
            out.kind = Json::Kind::text;
            return string(out.text);
        }
        return word(out);
    }

    bool object(Json& out, int depth) {
        out.kind = Json::Kind::object;
        (void)take('{');
        if (take('}')) return true;
        do {
            auto& [key, member] = out.members.emplace_back();
            blanks();
            if (!string(key) || !take(':') || !value(member, depth + 1)) return false;
        } while (take(','));
        return take('}');
    }

    bool array(Json& out, int depth) {
        out.kind = Json::Kind::array;
        (void)take('[');
        if (take(']')) return true;
        do {
            if (!value(out.items.emplace_back(), depth + 1)) return false;
        } while (take(','));
        return take(']');
    }

    bool word(Json& out) {
        const std::size_t end = std::min(
            rest_.find_first_not_of("+-.0123456789abcdefghijklmnopqrstuvwxyzE"), rest_.size());
        out.text = rest_.substr(0, end);
        rest_.remove_prefix(end);
        if (out.text == "null") return true;
        if (out.text == "true" || out.text == "false") {
            out.kind = Json::Kind::boolean;
            return true;
        }
        out.kind = Json::Kind::number;
        return out.text.find_first_not_of("+-.0123456789eE") == std::string::npos &&
               !out.text.empty();
    }

    bool string(std::string& out) {
        if (!rest_.starts_with('"')) return false;
        rest_.remove_prefix(1);
        while (!rest_.empty()) {
            const char c = rest_.front();
            rest_.remove_prefix(1);
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20) return false;
            if (c != '\\')
                out += c;
            else if (!escape(out))
                return false;
        }
        return false;
    }

    bool escape(std::string& out) {
        if (rest_.empty()) return false;
        const char c = rest_.front();
        rest_.remove_prefix(1);
        constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
        if (const std::size_t at = from.find(c); at != std::string_view::npos) {
            out += to[at];
            return true;
        }
        return c == 'u' && code_point(out);
    }

    std::optional<char32_t> unit() {
        unsigned code = 0;
        if (rest_.size() < 4) return std::nullopt;
        const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + 4, code, 16);
        if (error != std::errc() || end != rest_.data() + 4) return std::nullopt;
        rest_.remove_prefix(4);
        return static_cast<char32_t>(code);
    }

    bool code_point(std::string& out) {
        auto code = unit();
        if (!code) return false;
        if (*code >= 0xD800 && *code < 0xDC00) {
            if (!rest_.starts_with("\\u")) return false;
            rest_.remove_prefix(2);
            const auto low = unit();
            if (!low || *low < 0xDC00 || *low >= 0xE000) return false;
            code = 0x10000 + ((*code - 0xD800) << 10U) + (*low - 0xDC00);
        }
        append_utf8(out, *code);
        return true;
    }

    std::string_view rest_;
};

}  // namespace

const Json* Json::find(std::string_view key) const {
    const auto found = std::ranges::find(
        members, key, [](const auto& member) -> std::string_view { return member.key; });
    return found == members.end() ? nullptr : &found->value;
}

std::optional<Json> read_json(std::string_view text) {
    Json out;
    if (!Reader(text).document(out)) return std::nullopt;
    return out;
}

}  // namespace payung::rules
