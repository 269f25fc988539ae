#pragma once

/// 64-bit hash of bytes for keys inside one run, and SHA-256 for what must be told apart for ever.
///
/// hash_bytes() is stable across machines and versions (it orders ties, see planning), but it is no
/// secret and no protection: two persons' keys may be compared by anyone.

#include <array>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "base/random.h"
#include "base/result.h"

namespace payung {

/// The `size` bytes at `at` as the low bytes of a number, without a loop. Pre: 0 < size < 8.
inline std::uint64_t few_bytes(const char* at, std::size_t size) {
    const auto byte = [&](std::size_t i) {
        return std::uint64_t{static_cast<unsigned char>(at[i])} << (8 * i);
    };
    if (size < 4) return byte(0) | byte(size / 2) | byte(size - 1);
    std::uint32_t low = 0, high = 0;
    std::memcpy(&low, at, 4);
    std::memcpy(&high, at + size - 4, 4);
    return low | std::uint64_t{high} << (8 * (size - 4));
}

/// Never 0, so that 0 can mean "nothing to compare".
inline std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0) {
    constexpr std::uint64_t k = 0x9FB21C651E98DF25ULL;
    std::uint64_t h = seed ^ (bytes.size() * k);
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    while (left >= 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        h = mix64(h ^ word) * k;
        at += 8;
        left -= 8;
    }
    if (left > 0) {
        h = mix64(h ^ few_bytes(at, left) ^ (std::uint64_t{left} << 56)) * k;
    }
    h = mix64(h);
    return h == 0 ? 1 : h;
}

/// SHA-256 as it grows; hex() ends it.
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&& other) noexcept;
    Sha256& operator=(Sha256&&) = delete;
    void add(std::string_view bytes);
    std::string hex();

private:
    void* context_;
};

}  // namespace payung
