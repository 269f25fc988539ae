#pragma once

/// SHA-256 as 32 bytes, for chains and trees. (base/hash.h has it for files, in hexadecimal.)

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace payung {

using Digest = std::array<std::uint8_t, 32>;

/// Of all parts, one after the other.
Digest sha256(std::span<const std::string_view> parts);
inline Digest sha256(std::string_view whole) {
    return sha256(std::span(&whole, 1));
}

std::string to_hex(const Digest& digest);
std::optional<Digest> digest_from_hex(std::string_view hex);
inline std::string_view bytes_of(const Digest& digest) {
    return {reinterpret_cast<const char*>(digest.data()), digest.size()};
}

}  // namespace payung
