#pragma once

/// A 64-bit key and the row it belongs to: what is sorted, partitioned and joined.
///
/// Shape  12 bytes without padding (the key in two halves), so that a cache line holds five and a
///        billion bytes hold 90 million. Reading key() is one load.

#include <cstdint>

namespace payung {

class KeyedRow {
public:
    KeyedRow() = default;  // Not set: arrays of millions are made without touching them.
    constexpr KeyedRow(std::uint64_t key, std::uint32_t row)
        : low_(static_cast<std::uint32_t>(key)),
          high_(static_cast<std::uint32_t>(key >> 32)),
          row_(row) {}

    constexpr std::uint64_t key() const { return std::uint64_t{high_} << 32 | low_; }
    constexpr std::uint32_t row() const { return row_; }

    friend constexpr bool operator==(KeyedRow, KeyedRow) = default;

private:
    std::uint32_t low_, high_, row_;
};
static_assert(sizeof(KeyedRow) == 12);

}  // namespace payung
