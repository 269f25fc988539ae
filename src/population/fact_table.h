#pragma once

/// One of our own tables of facts: comment lines with '#', a header line, cells without quotes.
///
/// Errors   file_*; population_table_malformed with file and line: a row of another width, a column
///          that is not there, a cell that is no number.

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace payung {

class FactTable {
public:
    static Result<FactTable> load(const Path& folder, std::string_view name);

    std::size_t rows() const { return lines_.size(); }
    /// "" where there is no such column; check() then fails.
    std::string_view cell(std::size_t row, std::string_view column) const;
    /// 0 where the cell is no whole number; check() then fails.
    std::int64_t number(std::size_t row, std::string_view column) const;
    /// The first cell that could not be read, to be asked when all was read.
    Result<void> check() const;
    /// check(), and that every key stands in the first column, or in the first two as "kind,key".
    Result<void> require(std::span<const std::string_view> keys) const;
    /// A row that cannot be used for a reason the caller knows.
    Error broken(std::size_t row) const { return malformed(lines_[row]); }

private:
    Error malformed(std::size_t line) const;
    Path path_;
    std::shared_ptr<const std::string> text_;  // the views below look into it
    std::vector<std::string_view> header_;
    std::vector<std::vector<std::string_view>> cells_;
    std::vector<std::size_t> lines_;  // line in the file of each row
    mutable std::size_t bad_line_ = 0;
};

/// `text` cut at each `separator`; empty parts are kept.
std::vector<std::string_view> split(std::string_view text, char separator);

}  // namespace payung
