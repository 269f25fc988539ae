#pragma once

/// Choosing among weighted things in constant time (Walker 1977, as Vose 1991 builds it).
///
/// Cost     one random number and one look at 8 bytes a draw, however many things there are.

#include <cstdint>
#include <span>
#include <vector>

#include "base/check.h"
#include "base/random.h"

namespace payung {

class Alias {
public:
    Alias() = default;
    /// Pre: no weight is negative and one is positive.
    explicit Alias(std::span<const double> weights) {
        double total = 0;
        for (const double weight : weights) total += weight;
        CHECK(total > 0);
        const double scale = static_cast<double>(weights.size()) / total;
        std::vector<double> left(weights.begin(), weights.end());
        std::vector<std::uint32_t> poor, rich;
        for (std::uint32_t i = 0; i < left.size(); ++i) {
            left[i] *= scale;
            (left[i] < 1 ? poor : rich).push_back(i);
        }
        cells_.assign(weights.size(), {~std::uint32_t{0}, 0});
        for (std::uint32_t i = 0; i < left.size(); ++i) cells_[i].other = i;
        while (!poor.empty() && !rich.empty()) {
            const std::uint32_t low = poor.back(), high = rich.back();
            poor.pop_back();
            cells_[low] = {static_cast<std::uint32_t>(left[low] * 0x1.0p32), high};
            left[high] -= 1 - left[low];
            if (left[high] < 1) {
                rich.pop_back();
                poor.push_back(high);
            }
        }
    }

    std::size_t size() const { return cells_.size(); }
    bool empty() const { return cells_.empty(); }

    std::uint32_t draw(Random& random) const {
        const std::uint64_t bits = random.next();
        const auto at = static_cast<std::uint32_t>(((bits >> 32) * cells_.size()) >> 32);
        const Cell cell = cells_[at];
        return static_cast<std::uint32_t>(bits) <= cell.keep ? at : cell.other;
    }

private:
    struct Cell {
        std::uint32_t keep, other;
    };
    std::vector<Cell> cells_;
};

/// A probability as a threshold, so that a chance costs one compare.
class Chance {
public:
    constexpr Chance() = default;
    static constexpr Chance ppm(std::int64_t parts) {
        return Chance{static_cast<std::uint64_t>(parts) * (std::uint64_t{1} << 32) / 1'000'000};
    }
    static constexpr Chance permille(std::int64_t parts) { return ppm(parts * 1'000); }
    static constexpr Chance of(double share) {
        return Chance{static_cast<std::uint64_t>((share < 0   ? 0
                                                  : share > 1 ? 1
                                                              : share) *
                                                 0x1.0p32)};
    }
    bool drawn(Random& random) const { return (random.next() >> 32) < threshold_; }
    /// Whether `bits`, 32 random ones, fall under it.
    constexpr bool holds(std::uint32_t bits) const { return bits < threshold_; }
    constexpr std::uint64_t threshold() const { return threshold_; }

private:
    explicit constexpr Chance(std::uint64_t threshold) : threshold_(threshold) {}
    std::uint64_t threshold_ = 0;  // of 2^32
};

}  // namespace payung
