#include "population/fact_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace payung {

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t at = text.find(separator);
        parts.push_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

Error FactTable::malformed(std::size_t line) const {
    return {Code::population_table_malformed,
            {{"file", path_.string()}, {"line", fmt::to_string(line)}}};
}

Result<FactTable> FactTable::load(const Path& folder, std::string_view name) {
    FactTable table;
    table.path_ = folder / fmt::format("synth_{}.csv", name);
    TRY_ASSIGN(std::string bytes, read_file(table.path_));
    table.text_ = std::make_shared<const std::string>(std::move(bytes));
    std::size_t line = 0;
    for (const std::string_view text : split(*table.text_, '\n')) {
        ++line;
        if (text.empty() || text[0] == '#') continue;
        auto cells = split(text, ',');
        if (table.header_.empty()) {
            table.header_ = std::move(cells);
        } else if (cells.size() == table.header_.size()) {
            table.cells_.push_back(std::move(cells));
            table.lines_.push_back(line);
        } else {
            return table.malformed(line);
        }
    }
    if (table.cells_.empty()) return table.malformed(line);
    return table;
}

std::string_view FactTable::cell(std::size_t row, std::string_view column) const {
    const auto at = std::find(header_.begin(), header_.end(), column);
    if (at != header_.end()) return cells_[row][static_cast<std::size_t>(at - header_.begin())];
    if (bad_line_ == 0) bad_line_ = lines_[row];
    return {};
}

std::int64_t FactTable::number(std::size_t row, std::string_view column) const {
    const std::string_view text = cell(row, column);
    std::int64_t value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = failure == std::errc{} && end == text.data() + text.size();
    if (!whole && bad_line_ == 0) bad_line_ = lines_[row];
    return whole ? value : 0;
}

Result<void> FactTable::check() const {
    if (bad_line_ != 0) return malformed(bad_line_);
    return {};
}

Result<void> FactTable::require(std::span<const std::string_view> keys) const {
    TRY(check());
    for (const std::string_view key : keys) {
        const auto stands_in = [&](const std::vector<std::string_view>& row) {
            return row[0] == key || fmt::format("{},{}", row[0], row[1]) == key;
        };
        // Told as the line after the last: that is where it is missing.
        if (std::none_of(cells_.begin(), cells_.end(), stands_in))
            return malformed(lines_.back() + 1);
    }
    return {};
}

}  // namespace payung
