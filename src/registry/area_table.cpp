#include "registry/area_table.h"

#include <algorithm>
#include <bit>

#include "base/csv_reader.h"
#include "base/random.h"
#include "registry/digits.h"

namespace payung {
namespace {

constexpr std::uint8_t digits_max = 10;
constexpr std::array<std::uint8_t, 5> digits_of_level{0, 2, 4, 6, 10};
constexpr std::array<std::uint64_t, 11> powers{
    1,         10,         100,         1'000,         10'000,        100'000,
    1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000};

bool is_level(unsigned digits) {
    return digits == 2 || digits == 4 || digits == 6 || digits == 10;
}

Error malformed(const Path& path, std::uint64_t line, std::string_view value) {
    return {
        Code::areas_malformed,
        {{"file", path.string()}, {"line", std::to_string(line)}, {"value", std::string(value)}}};
}

/// Calls take(fields) -> bool for each row of a table with `columns` columns; false is malformed.
template <class Take>
Result<void> read_table(const Path& path, std::size_t columns, Take&& take) {
    TRY_ASSIGN(CsvFile file, CsvFile::open(path));
    std::optional<Error> failure;
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) return {};
        block.for_each([&](const CsvRow& row) {
            if (failure || (row.fields.size() == columns && take(row.fields))) return;
            failure = malformed(path, row.line, row.fields[0]);
        });
        if (failure) return *failure;
    }
}

}  // namespace

std::uint64_t AreaCode::short_prefix(unsigned count) const {
    return count > digits ? 0 : number / powers[digits - count];
}

AreaCode read_area_code(std::string_view text) {
    if (text.size() == digits_max) [[likely]] {
        const std::int64_t district = eight_digits(text.data());
        const std::int64_t village = all_digits(text.substr(8));
        if (district >= 0 && village >= 0) {
            return {static_cast<std::uint64_t>(district * 100 + village), digits_max, true};
        }
    }
    AreaCode code;
    unsigned seen = 0;
    bool clean = true;
    for (const char c : text) {
        const auto digit = static_cast<unsigned>(c - '0');
        if (digit > 9) {
            if (c == '.' || c == ' ') continue;
            clean = false;
            break;
        }
        if (++seen <= digits_max) code.number = code.number * 10 + digit;
    }
    code.digits = static_cast<std::uint8_t>(std::min<unsigned>(seen, digits_max));
    code.exact = clean && is_level(seen);
    return code;
}

AreaTable::AreaTable() : regency_today_(regency_codes) {
    add("", "INDONESIA");
}

Result<AreaTable> AreaTable::load(const Path& areas_csv, const Path& former_areas_csv) {
    AreaTable table;
    TRY(read_table(areas_csv, 2, [&](auto fields) { return table.add(fields[0], fields[1]); }));
    if (table.size() == 1) return Error{Code::file_empty, {{"file", areas_csv.string()}}};
    table.close();
    TRY(read_table(former_areas_csv, 4,
                   [&](auto fields) { return table.add_former(fields[0], fields[1]); }));
    return table;
}

/// False unless `code` is a whole code that follows the last one and stands inside an area we have.
bool AreaTable::add(std::string_view code, std::string_view name) {
    const AreaCode read = read_area_code(code);
    const bool nation = level_.empty();
    if (!nation && (!read.exact || read.digits != code.size() || code <= codes_[size() - 1] ||
                    code[0] == '0')) {
        return false;
    }
    const auto at = std::find(digits_of_level.begin(), digits_of_level.end(), read.digits);
    const auto level = static_cast<AreaLevel>(at - digits_of_level.begin());
    std::uint32_t above = nation ? 0 : size() - 1;
    while (level_.size() > 1 && above != 0 && level_[above] >= level) above = parent_[above];
    const auto above_digits = nation ? 0 : digits_of_level[static_cast<std::size_t>(level) - 1];
    if (!nation && codes_[above] != code.substr(0, above_digits)) return false;
    codes_.add(code);
    names_.add(name);
    level_.push_back(level);
    parent_.push_back(above);
    number_.push_back(read.number);
    if (level == AreaLevel::regency) {
        regency_today_[read.number] = static_cast<std::uint16_t>(read.number);
    }
    return true;
}

/// False unless `before` is free and `today` is a regency we have.
bool AreaTable::add_former(std::string_view before, std::string_view today) {
    const AreaCode old = read_area_code(before);
    const AreaCode now = read_area_code(today);
    if (!old.exact || !now.exact || old.digits != 4 || now.digits != 4) return false;
    if (regency_today_[old.number] != 0 || regency_today_[now.number] != now.number) return false;
    regency_today_[old.number] = static_cast<std::uint16_t>(now.number);
    return true;
}

void AreaTable::close() {
    end_.resize(level_.size());
    for (std::uint32_t i = 0; i < size(); ++i) end_[i] = i + 1;
    for (std::uint32_t i = size() - 1; i > 0; --i) {
        end_[parent_[i]] = std::max(end_[parent_[i]], end_[i]);
    }
    slots_.assign(std::bit_ceil(std::size_t{size()} * 2), 0);
    for (std::uint32_t i = 1; i < size(); ++i) {
        std::size_t slot = mix64(number_[i]) & (slots_.size() - 1);
        while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
        slots_[slot] = i;
    }
}

/// Codes of different levels differ in size, and none begins with 0: the number alone is a key.
std::uint32_t AreaTable::lookup(std::uint64_t number) const {
    std::size_t slot = mix64(number) & (slots_.size() - 1);
    while (slots_[slot] != 0 && number_[slots_[slot]] != number) {
        slot = (slot + 1) & (slots_.size() - 1);
    }
    return slots_[slot];
}

AreaCode AreaTable::current(const AreaCode& code) const {
    const std::uint64_t regency = code.prefix(4);
    const std::uint64_t today = regency_today_[regency];
    AreaCode mapped = code;
    if (today != 0 && today != regency)
        mapped.number += (today - regency) * powers[code.digits - 4U];
    return mapped;
}

std::uint32_t AreaTable::find_deepest(const AreaCode& code) const {
    const AreaCode today = current(code);
    for (std::size_t level = digits_of_level.size() - 1; level > 0; --level) {
        const std::uint64_t number = today.prefix(digits_of_level[level]);
        // A number with a leading zero is no code: it has the size of another level.
        if (number < powers[digits_of_level[level] - 1U]) continue;
        if (const std::uint32_t area = lookup(number)) return area;
    }
    return 0;
}

std::uint32_t AreaTable::find_deepest(std::string_view code) const {
    return find_deepest(read_area_code(code));
}

bool AreaTable::find(std::string_view code, std::uint32_t& area) const {
    const AreaCode read = read_area_code(code);
    if (read.digits == 0 && code.empty()) {
        area = 0;
        return true;
    }
    const std::uint32_t found = find_deepest(read);
    if (!read.exact || codes_[found].size() != read.digits) return false;
    area = found;
    return true;
}

}  // namespace payung
