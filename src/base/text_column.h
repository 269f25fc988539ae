#pragma once

/// Many short texts in two arrays: the bytes end to end, and where each begins.
///
/// Shape  row i is bytes [starts[i], starts[i + 1]). Cost 8 bytes a row beside the text itself.

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
        for (std::size_t i = 1; i < other.starts_.size(); ++i) {
            starts_.push_back(other.starts_[i] + shift);
        }
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
