#pragma once

/// Numbers for texts that repeat: 0 is the empty text, the others count up as they come.
///
/// Cost     about 10 ns a text that is there; no allocation.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace payung {

class TextDictionary {
public:
    /// The number of `text`, a new one if it has none yet.
    std::uint32_t index_of(std::string_view text) {
        if (text.empty()) return 0;
        const std::uint64_t hash = hash_bytes(text);
        const std::size_t slot = slot_of(text, hash);
        return slots_[slot] != 0 ? slots_[slot] : add(text, hash, slot);
    }
    /// The number of `text`, 0 if it has none.
    std::uint32_t find(std::string_view text) const {
        return text.empty() ? 0 : slots_[slot_of(text, hash_bytes(text))];
    }
    std::size_t size() const { return texts_.size(); }
    const std::vector<std::string>& texts() const { return texts_; }
    std::vector<std::string> take() && { return std::move(texts_); }

private:
    /// Where `text` stands, or would.
    std::size_t slot_of(std::string_view text, std::uint64_t hash) const {
        std::size_t slot = hash & (slots_.size() - 1);
        while (slots_[slot] != 0) {
            const std::uint32_t index = slots_[slot];
            if (hashes_[index] == hash && texts_[index] == text) break;
            slot = (slot + 1) & (slots_.size() - 1);
        }
        return slot;
    }
    std::uint32_t add(std::string_view text, std::uint64_t hash, std::size_t slot) {
        const auto index = static_cast<std::uint32_t>(texts_.size());
        texts_.emplace_back(text);
        hashes_.push_back(hash);
        slots_[slot] = index;
        if (texts_.size() * 2 > slots_.size()) grow();
        return index;
    }
    void grow() {
        slots_.assign(slots_.size() * 4, 0);
        for (std::uint32_t i = 1; i < texts_.size(); ++i) {
            std::size_t slot = hashes_[i] & (slots_.size() - 1);
            while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
            slots_[slot] = i;
        }
    }

    std::vector<std::string> texts_{""};
    std::vector<std::uint64_t> hashes_{0};
    std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(256);
};

}  // namespace payung
