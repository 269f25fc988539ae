#pragma once

/// From which file and line a row of a table came, for what is found out only when all rows are in.
///
/// Kept as runs of rows on consecutive lines: a few bytes for a whole block.

#include <cstdint>
#include <vector>

namespace payung {

class LineIndex {
public:
    struct Place {
        std::uint32_t file = 0;
        std::uint64_t line = 0;
        friend bool operator==(const Place&, const Place&) = default;
    };

    /// The next row. Rows come in order, beginning with 0.
    void add(Place place) {
        if (runs_.empty() || place != expected_) runs_.push_back({rows_, place});
        expected_ = {place.file, place.line + 1};
        ++rows_;
    }
    /// All rows of `other` behind ours, as rows of `file`.
    void append(const LineIndex& other, std::uint32_t file) {
        for (const Run& run : other.runs_) {
            runs_.push_back({rows_ + run.row, {file, run.place.line}});
        }
        expected_ = {UINT32_MAX, 0};
        rows_ += other.rows_;
    }
    Place operator[](std::uint64_t row) const {
        std::size_t low = 0, high = runs_.size();
        while (high - low > 1) {
            const std::size_t middle = (low + high) / 2;
            (runs_[middle].row <= row ? low : high) = middle;
        }
        return {runs_[low].place.file, runs_[low].place.line + (row - runs_[low].row)};
    }
    std::uint64_t rows() const { return rows_; }
    void clear() {
        runs_.clear();
        expected_ = {};
        rows_ = 0;
    }

private:
    struct Run {
        std::uint64_t row;
        Place place;
    };
    std::vector<Run> runs_;
    Place expected_;
    std::uint64_t rows_ = 0;
};

}  // namespace payung
