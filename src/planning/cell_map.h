#pragma once

/// A hash table from 64-bit keys to small numbers in order of arrival, and how often each was met.
///
/// Open addressing, never more than half full. For few keys that are met often.

#include <cstdint>
#include <utility>
#include <vector>

#include "base/random.h"

namespace payung {

class CellMap {
public:
    /// The number of `key`, new if it was not met before; counts it.
    std::uint32_t meet(std::uint64_t key) {
        std::size_t at = mix64(key) & mask_;
        while (slots_[at] != 0 && cells_[slots_[at] - 1].first != key) at = (at + 1) & mask_;
        if (slots_[at] == 0) [[unlikely]]
            at = insert(key, at);
        const std::uint32_t number = slots_[at] - 1;
        ++cells_[number].second;
        return number;
    }

    /// Key and count, by number.
    const std::vector<std::pair<std::uint64_t, std::uint64_t>>& cells() const { return cells_; }

private:
    std::size_t insert(std::uint64_t key, std::size_t at) {
        cells_.emplace_back(key, 0);
        slots_[at] = static_cast<std::uint32_t>(cells_.size());
        if (2 * cells_.size() <= mask_) return at;
        grow();
        at = mix64(key) & mask_;
        while (cells_[slots_[at] - 1].first != key) at = (at + 1) & mask_;
        return at;
    }

    void grow() {
        mask_ = 2 * mask_ + 1;
        slots_.assign(mask_ + 1, 0);
        for (std::uint32_t i = 0; i < cells_.size(); ++i) {
            std::size_t at = mix64(cells_[i].first) & mask_;
            while (slots_[at] != 0) at = (at + 1) & mask_;
            slots_[at] = i + 1;
        }
    }

    std::size_t mask_ = 1'023;
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(mask_ + 1, 0);  // number + 1
    std::vector<std::pair<std::uint64_t, std::uint64_t>> cells_;
};

}  // namespace payung
