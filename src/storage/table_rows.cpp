#include "storage/table_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv_writer.h"

namespace payung {
namespace {

constexpr Sql list_tables{"tables.list",
                          "SELECT name FROM sqlite_schema WHERE type = 'table'"
                          " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'",
                          "SELECT CAST(table_name AS text) FROM information_schema.tables"
                          " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"};
constexpr Sql list_columns{"tables.columns",
                           "SELECT name, type FROM pragma_table_info($1) ORDER BY cid",
                           "SELECT CAST(column_name AS text), CAST(data_type AS text)"
                           " FROM information_schema.columns WHERE table_schema = current_schema()"
                           " AND table_name = $1 ORDER BY ordinal_position"};

enum class Kind : std::uint8_t { whole, text, bytes };
struct Column {
    std::string name;
    Kind kind = Kind::text;
};

Kind kind_of(std::string_view type) {
    if (type == "INTEGER" || type == "bigint" || type == "integer") return Kind::whole;
    return type == "BLOB" || type == "bytea" ? Kind::bytes : Kind::text;
}

Result<std::vector<Column>> columns_of(Transaction& transaction, std::string_view table) {
    std::vector<Column> columns;
    const std::array values{Value{table}};
    TRY(transaction.query(list_columns, values, [&](const Row& row) -> Result<void> {
        columns.push_back({std::string(row.text(0).value_or("")), kind_of(*row.text(1))});
        return {};
    }));
    return columns;
}

void write_bytes(CsvWriter& csv, std::span<const std::byte> bytes) {
    std::string digits;
    for (const std::byte b : bytes) digits += fmt::format("{:02x}", static_cast<unsigned>(b));
    csv.text(digits);
}

void write_field(CsvWriter& csv, const Row& row, int place, Kind kind) {
    if (const auto number = kind == Kind::whole ? row.integer(place) : std::nullopt) {
        csv.whole(*number);
    } else if (const auto text = kind == Kind::text ? row.text(place) : std::nullopt) {
        csv.text(*text);
    } else if (kind == Kind::bytes && row.bytes(place)) {
        write_bytes(csv, *row.bytes(place));
    } else {
        csv.empty();
    }
}

std::string select_of(std::string_view table, const std::vector<Column>& columns) {
    std::string names;
    for (const Column& column : columns) {
        if (!names.empty()) names += ", ";
        names += column.name;
    }
    return fmt::format("SELECT {} FROM {}", names, table);
}

}  // namespace

Result<std::vector<std::string>> table_names(Transaction& transaction) {
    std::vector<std::string> names;
    TRY(transaction.query(list_tables, {}, [&](const Row& row) -> Result<void> {
        names.emplace_back(row.text(0).value_or(""));
        return {};
    }));
    std::ranges::sort(names);
    return names;
}

Result<TableRows> table_rows(Transaction& transaction, std::string_view table) {
    TRY_ASSIGN(const auto columns, columns_of(transaction, table));
    TableRows found;
    for (const Column& column : columns) {
        found.header += (found.header.empty() ? "" : ",") + column.name;
    }
    const std::string name = fmt::format("tables.rows.{}", table);
    const std::string text = select_of(table, columns);
    TRY(transaction.query(Sql{name, text}, {}, [&](const Row& row) -> Result<void> {
        std::string record;
        CsvWriter csv(record);
        for (std::size_t i = 0; i < columns.size(); ++i) {
            write_field(csv, row, static_cast<int>(i), columns[i].kind);
        }
        csv.end();
        found.rows.push_back(std::move(record));
        return {};
    }));
    std::ranges::sort(found.rows);
    return found;
}

Result<TableDigest> digest_of_table(Transaction& transaction, std::string_view table) {
    TRY_ASSIGN(const TableRows found, table_rows(transaction, table));
    std::vector<std::string_view> parts{found.header};
    parts.insert(parts.end(), found.rows.begin(), found.rows.end());
    return TableDigest{std::string(table), found.rows.size(), sha256(parts)};
}

}  // namespace payung
