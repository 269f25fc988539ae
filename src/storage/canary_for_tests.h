#pragma once

/// For tests: looks for values that must not be found, in any form in which they might stand: as
/// they are, in UTF-16, in hexadecimal, in base64 at each of its three offsets, and what is a
/// number as eight bytes in either order.

#include <array>
#include <bitset>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace payung {

class CanarySearch {
public:
    void add(std::string_view value) {
        put(value, std::string(value));
        put(value, in_utf16(value, true));
        put(value, in_utf16(value, false));
        put(value, in_hex(value, "0123456789abcdef"));
        put(value, in_hex(value, "0123456789ABCDEF"));
        for (std::size_t offset = 0; offset < 3; ++offset) put(value, in_base64(value, offset));
        std::int64_t number = 0;
        const auto [end, failed] =
            std::from_chars(value.data(), value.data() + value.size(), number);
        if (failed != std::errc{} || end != value.data() + value.size()) return;
        std::string bytes(sizeof number, '\0');
        std::memcpy(bytes.data(), &number, sizeof number);
        put(value, bytes);
        put(value, {bytes.rbegin(), bytes.rend()});
    }

    /// The values that stand in `bytes`, as often as they do.
    std::vector<std::string> find_in(std::string_view bytes) const {
        std::vector<std::string> found;
        for (std::size_t at = 0; at + key_bytes <= bytes.size(); ++at) {
            const std::uint64_t key = key_of(bytes.substr(at));
            if (!seen_.test(bit_of(key))) continue;
            const auto [first, last] = forms_.equal_range(key);
            for (auto form = first; form != last; ++form) {
                if (bytes.substr(at).starts_with(form->second.bytes))
                    found.push_back(form->second.value);
            }
        }
        return found;
    }

private:
    static constexpr std::size_t key_bytes = 8;
    struct Form {
        std::string value, bytes;
    };

    static std::uint64_t key_of(std::string_view bytes) {
        std::uint64_t key = 0;
        std::memcpy(&key, bytes.data(), key_bytes);
        return key;
    }
    static std::size_t bit_of(std::uint64_t key) { return key * 0x9E3779B97F4A7C15ULL >> 44U; }

    void put(std::string_view value, std::string bytes) {
        if (bytes.size() < key_bytes) return;
        const std::uint64_t key = key_of(bytes);
        seen_.set(bit_of(key));
        forms_.emplace(key, Form{std::string(value), std::move(bytes)});
    }
    static std::string in_utf16(std::string_view value, bool little) {
        std::string text;
        for (const char c : value) {
            if (!little) text += '\0';
            text += c;
            if (little) text += '\0';
        }
        return text;
    }
    static std::string in_hex(std::string_view value, std::string_view digits) {
        std::string text;
        for (const char c : value) {
            text += digits[static_cast<unsigned char>(c) >> 4U];
            text += digits[static_cast<unsigned char>(c) & 15U];
        }
        return text;
    }
    /// The characters that depend on the value alone, where `offset` bytes stand before it.
    static std::string in_base64(std::string_view value, std::size_t offset) {
        constexpr std::string_view digits =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        const std::string padded = std::string(offset, '\0') + std::string(value);
        std::string text;
        unsigned bits = 0, count = 0;
        for (const char c : padded) {
            bits = (bits << 8U) | static_cast<unsigned char>(c);
            for (count += 8; count >= 6; count -= 6) text += digits[bits >> (count - 6) & 63U];
        }
        return text.substr(offset == 0 ? 0 : offset + 1);
    }

    std::bitset<(std::size_t{1} << 20U)> seen_;
    std::unordered_multimap<std::uint64_t, Form> forms_;
};

}  // namespace payung
