#pragma once

/// Many short texts in two arrays: the bytes end to end, and where each begins.
///
/// Shape  row i is bytes [starts[i], starts[i + 1]). Cost 8 bytes a row beside the text itself.

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace payung {

class TextColumn {
public:
    std::size_t size() const { return starts_.size() - 1; }
    std::string_view operator[](std::size_t row) const {
        return {bytes_.data() + starts_[row], starts_[row + 1] - starts_[row]};
    }
    void add(std::string_view text) {
        bytes_.insert(bytes_.end(), text.begin(), text.end());
        starts_.push_back(bytes_.size());
    }
    /// All rows of `other` behind ours.
    void append(const TextColumn& other) {
        const std::uint64_t shift = bytes_.size();
        bytes_.insert(bytes_.end(), other.bytes_.begin(), other.bytes_.end());
        const std::size_t rows = starts_.size();
        starts_.resize(rows + other.size());
        for (std::size_t i = 0; i < other.size(); ++i) {
            starts_[rows + i] = other.starts_[i + 1] + shift;
        }
    }
    /// Only the rows for which `drop` is false, in their order. Pre: drop.size() == size().
    void remove(const std::vector<bool>& drop) {
        std::size_t kept = 0;
        std::uint64_t end = 0;
        for (std::size_t i = 0; i < drop.size(); ++i) {
            const std::uint64_t begin = starts_[i];
            const std::uint64_t size = starts_[i + 1] - begin;
            if (drop[i]) continue;
            std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(begin), size,
                        bytes_.begin() + static_cast<std::ptrdiff_t>(end));
            end += size;
            starts_[++kept] = end;
        }
        bytes_.resize(end);
        starts_.resize(kept + 1);
    }
    void reserve(std::size_t rows, std::size_t bytes) {
        starts_.reserve(rows + 1);
        bytes_.reserve(bytes);
    }
    void clear() {
        bytes_.clear();
        starts_.assign(1, 0);
    }

private:
    std::vector<char> bytes_;
    std::vector<std::uint64_t> starts_{0};
};

}  // namespace payung
