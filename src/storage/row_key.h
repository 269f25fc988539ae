#pragma once

/// How rows of files, areas and dates stand in the tables of the store.
///
/// A row of an edition, or a line of what a run says, is one number: owner * 2^32 + row.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "registry/area_table.h"
#include "storage/database.h"

namespace payung {

constexpr std::int64_t row_key(std::int64_t owner, std::uint32_t row) {
    return owner * (std::int64_t{1} << 32) + row;
}
constexpr std::uint32_t row_of(std::int64_t key) {
    return static_cast<std::uint32_t>(key);
}

/// All rows of `owner` lie in [row_key(owner, 0), row_key(owner + 1, 0)).
constexpr std::int64_t end_key(std::int64_t owner) {
    return row_key(owner + 1, 0);
}

/// An area code filled up to ten digits, so that everything inside an area is one range: "6303" is
/// 6303000000, the nation 0. `code` is digits without points.
std::int64_t area_number(std::string_view code);
/// The first number past everything inside the area.
std::int64_t area_number_end(std::string_view code);
/// Of every area, by its index.
std::vector<std::int64_t> area_numbers_of(const AreaTable& areas);
/// "6303" of 6303000000.
std::string area_code(std::int64_t number);

/// The index of each stored area number of a file, where neighbours are often alike.
class AreaFinder {
public:
    explicit AreaFinder(const AreaTable& areas) : areas_(areas) {}
    std::uint32_t find(std::int64_t number);

private:
    const AreaTable& areas_;
    std::int64_t last_number_ = 0;
    std::uint32_t last_area_ = 0;
};

/// "1980-12-31" of 19801231, and back; NULL for 0. Lives as long as `into`.
Value birth_value(std::uint32_t birth, std::array<char, 10>& into);
std::uint32_t birth_number(std::string_view text);

/// "2026-01" of a month's number, and back; NULL for 0. Lives as long as `into`.
Value month_value(std::int32_t month, std::array<char, 7>& into);
std::int32_t month_number(std::string_view text);

/// 0 as NULL.
constexpr Value or_null(std::int64_t number) {
    return number == 0 ? Value{} : Value{number};
}

/// NULL as 0, and as "".
inline std::int64_t number_at(const Row& row, int column) {
    return row.integer(column).value_or(0);
}
inline std::string_view text_at(const Row& row, int column) {
    return row.text(column).value_or(std::string_view{});
}

/// A number as the type it was; one that does not fit is damage, and read as 0.
template <class T>
T fitted(std::int64_t number) {
    return std::in_range<T>(number) ? static_cast<T>(number) : T{};
}

}  // namespace payung
