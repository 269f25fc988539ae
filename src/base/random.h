#pragma once

/// A seeded random source: the same seed gives the same numbers on every machine, for ever.
///
/// splitmix64 (Steele, Lea and Flood 2014): each number is a mix of a counter, so stream `n` of a
/// seed can be taken up anywhere, by any thread, and no answer depends on who drew first.

#include <cstdint>

namespace payung {

/// A well-mixed 64-bit number of `x`; a bijection.
constexpr std::uint64_t mix64(std::uint64_t x) {
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBULL;
    x ^= x >> 31;
    return x;
}

class Random {
public:
    explicit constexpr Random(std::uint64_t seed, std::uint64_t stream = 0)
        : state_(mix64(seed + 0x9E3779B97F4A7C15ULL) ^ mix64(stream * 0xD1B54A32D192ED03ULL + 1)) {}

    constexpr std::uint64_t next() { return mix64(state_ += 0x9E3779B97F4A7C15ULL); }
    /// 0 <= result < bound. Pre: bound > 0. (Lemire's multiply; its bias is below 2^-32.)
    constexpr std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }
    /// 0 <= result < 1, for shapes and shares; never near money.
    constexpr double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
    constexpr bool chance(double probability) { return unit() < probability; }

private:
    std::uint64_t state_;
};

}  // namespace payung
