#include "storage/load_record.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/interrupt.h"
#include "storage/errors.h"
#include "storage/numbers.h"
#include "storage/row_key.h"
#include "storage/stored_tables.h"

namespace payung {
namespace {

constexpr Sql select_by_key{"staged_load.by_key",
                            "SELECT load, key, taken, position, begun_at, taken_at"
                            " FROM staged_load WHERE key = $1"};
constexpr Sql select_all{"staged_load.list",
                         "SELECT load, key, taken, position, begun_at, taken_at"
                         " FROM staged_load ORDER BY load"};
constexpr Sql select_next{"staged_load.next", "SELECT COALESCE(MAX(load), 0) + 1 FROM staged_load"};
constexpr Sql insert_load{"staged_load.insert",
                          "INSERT INTO staged_load (load, key, taken, position, begun_at, taken_at)"
                          " VALUES ($1, $2, 0, 0, $3, $3)"};
constexpr Sql insert_range{"staged_range.insert",
                           "INSERT INTO staged_range (load, table_name, first_key, end_key)"
                           " VALUES ($1, $2, $3, $4)"};
constexpr Sql update_mark{"staged_load.mark",
                          "UPDATE staged_load SET taken = $2, position = $3, taken_at = $4"
                          " WHERE load = $1"};
constexpr Sql update_dropped{"staged_load.dropped",
                             "UPDATE staged_load SET key = $2 WHERE load = $1"};
constexpr Sql delete_ranges{"staged_range.delete", "DELETE FROM staged_range WHERE load = $1"};
constexpr Sql delete_load{"staged_load.delete", "DELETE FROM staged_load WHERE load = $1"};
constexpr Sql select_ranges{"staged_range.list",
                            "SELECT table_name, first_key, end_key FROM staged_range"
                            " ORDER BY load, table_name"};
constexpr Sql select_ranges_of{"staged_range.of",
                               "SELECT table_name, first_key, end_key FROM staged_range"
                               " WHERE load = $1 ORDER BY table_name"};

constexpr int dropped_at_once = 65'536;
constexpr std::chrono::milliseconds pause{10};

Instant instant_at(const Row& row, int column) {
    return Instant{std::chrono::milliseconds{number_at(row, column)}};
}

LoadRecord load_at(const Row& row) {
    return {number_at(row, 0), std::string(text_at(row, 1)), number_at(row, 2),
            number_at(row, 3), instant_at(row, 4),           instant_at(row, 5)};
}

Result<std::vector<StagedRange>> ask_ranges(Transaction& transaction, const Sql& sql,
                                            std::span<const Value> values) {
    std::vector<StagedRange> ranges;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        ranges.push_back({std::string(text_at(row, 0)), number_at(row, 1), number_at(row, 2)});
        return {};
    }));
    return ranges;
}

std::string key_columns_of(const TableShape& table) {
    std::vector<const ColumnShape*> key;
    for (const ColumnShape& column : table.columns) {
        if (column.key > 0) key.push_back(&column);
    }
    std::ranges::sort(key, {}, &ColumnShape::key);
    std::string text;
    for (const ColumnShape* column : key) text += (text.empty() ? "" : ", ") + column->name;
    return text;
}

/// The number of rows that are gone: 0, none was left.
Result<std::int64_t> drop_some(Transaction& transaction, const StagedRange& range) {
    TRY_ASSIGN(const auto tables, table_shapes(transaction));
    const auto table = std::ranges::find(tables, range.table, &TableShape::name);
    if (table == tables.end()) return std::int64_t{0};
    const std::string key = key_columns_of(*table);
    const std::string name = "staged_range.drop." + table->name;
    const std::string text = fmt::format(
        "DELETE FROM {0} WHERE ({1}) IN"
        " (SELECT {1} FROM {0} WHERE {2} >= $1 AND {2} < $2 ORDER BY {1} LIMIT {3})",
        table->name, key, key.substr(0, key.find(',')), dropped_at_once);
    return transaction.execute({name, text}, {{Value{range.first}, Value{range.end}}});
}

Result<void> drop_range(Database& database, const StagedRange& range) {
    for (std::int64_t some = 1; some > 0;) {
        TRY(database.write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(some, drop_some(transaction, range));
            return {};
        }));
        TRY(let_others_write());
    }
    return {};
}

/// From here on nobody goes on with it.
Result<std::vector<StagedRange>> give_up(Transaction& transaction, std::int64_t load) {
    const std::string key = fmt::format("dropped:{}", load);
    TRY_ASSIGN(const std::int64_t found,
               transaction.execute(update_dropped, {{Value{load}, Value{std::string_view(key)}}}));
    if (found == 0) {
        return Error{storage_error::load_unknown, {{"load", std::to_string(load)}}};
    }
    const std::string text = "DROP TABLE IF EXISTS " + staging_table(load);
    TRY(transaction.run_script({"staged_load.drop", text}));
    return staged_ranges(transaction, load);
}

}  // namespace

std::string staging_table(std::int64_t load) {
    return fmt::format("{}{}", staging_prefix, load);
}

Result<std::optional<LoadRecord>> find_load(Transaction& transaction, std::string_view key) {
    std::optional<LoadRecord> found;
    TRY(transaction.query(select_by_key, {{Value{key}}}, [&](const Row& row) -> Result<void> {
        found = load_at(row);
        return {};
    }));
    return found;
}

Result<LoadRecord> begin_load(Transaction& transaction, std::string_view key,
                              std::span<const StagedRange> ranges, Instant now) {
    TRY_ASSIGN(const std::int64_t load, number_of(transaction, select_next));
    TRY(transaction.execute(insert_load, {{Value{load}, Value{key}, instant_value(now)}}));
    for (const StagedRange& range : ranges) {
        TRY(transaction.execute(insert_range, {{Value{load}, Value{std::string_view(range.table)},
                                                Value{range.first}, Value{range.end}}}));
    }
    return LoadRecord{load, std::string(key), 0, 0, now, now};
}

Result<void> advance_load(Transaction& transaction, const LoadRecord& load, Instant now) {
    TRY(transaction.execute(update_mark, {{Value{load.load}, Value{load.taken},
                                           Value{load.position}, instant_value(now)}}));
    return {};
}

Result<void> end_load(Transaction& transaction, std::int64_t load) {
    TRY(transaction.execute(delete_ranges, {{Value{load}}}));
    TRY(transaction.execute(delete_load, {{Value{load}}}));
    return {};
}

Result<std::vector<StagedRange>> all_staged_ranges(Transaction& transaction) {
    return ask_ranges(transaction, select_ranges, {});
}

Result<std::vector<StagedRange>> staged_ranges(Transaction& transaction, std::int64_t load) {
    return ask_ranges(transaction, select_ranges_of, {{Value{load}}});
}

Result<std::vector<LoadRecord>> unfinished_loads(Transaction& transaction) {
    std::vector<LoadRecord> loads;
    TRY(transaction.query(select_all, {}, [&](const Row& row) -> Result<void> {
        loads.push_back(load_at(row));
        return {};
    }));
    return loads;
}

Result<void> drop_load(Database& database, std::int64_t load) {
    std::vector<StagedRange> ranges;
    TRY(database.write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(ranges, give_up(transaction, load));
        return {};
    }));
    for (const StagedRange& range : ranges) TRY(drop_range(database, range));
    return database.write([&](Transaction& transaction) { return end_load(transaction, load); });
}

Result<void> let_others_write() {
    std::this_thread::sleep_for(pause);
    return check_interrupted();
}

}  // namespace payung
