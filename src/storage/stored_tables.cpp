#include "storage/stored_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql list_columns{
    "catalog.columns",
    "SELECT t.name, c.name, c.type, c.pk FROM sqlite_schema t JOIN pragma_table_info(t.name) c"
    " WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' ORDER BY t.name, c.cid",
    "SELECT CAST(c.relname AS TEXT), CAST(a.attname AS TEXT),"
    " CAST(format_type(a.atttypid, NULL) AS TEXT),"
    " CAST(COALESCE(array_position(CAST(i.indkey AS int2[]), a.attnum) + 1, 0) AS BIGINT)"
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0"
    " AND NOT a.attisdropped LEFT JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary"
    " WHERE c.relkind = 'r' AND c.relnamespace = CAST('public' AS regnamespace)"
    " ORDER BY CAST(c.relname AS TEXT) COLLATE \"C\", a.attnum"};
constexpr Sql list_references{
    "catalog.references",
    "SELECT t.name, f.\"table\" FROM sqlite_schema t JOIN pragma_foreign_key_list(t.name) f"
    " WHERE t.type = 'table'",
    "SELECT CAST(a.relname AS TEXT), CAST(b.relname AS TEXT) FROM pg_constraint f"
    " JOIN pg_class a ON a.oid = f.conrelid JOIN pg_class b ON b.oid = f.confrelid"
    " WHERE f.contype = 'f' AND a.relnamespace = CAST('public' AS regnamespace)"};

constexpr std::string_view not_backed_up = "schema_migration";  // told by its number instead

std::optional<ColumnType> type_of(std::string_view name) {
    if (name == "INTEGER" || name == "bigint") return ColumnType::number;
    if (name == "TEXT" || name == "text") return ColumnType::text;
    if (name == "BLOB" || name == "bytea") return ColumnType::bytes;
    return std::nullopt;
}

using References = std::set<std::pair<std::string, std::string>>;  // who refers, to whom

Result<References> references_in(Transaction& transaction) {
    References references;
    TRY(transaction.query(list_references, {}, [&](const Row& row) -> Result<void> {
        if (text_at(row, 0) != text_at(row, 1))
            references.emplace(text_at(row, 0), text_at(row, 1));
        return {};
    }));
    return references;
}

/// Takes, of those that wait for no other, the first by name, until none is left.
std::vector<TableShape> in_order(std::vector<TableShape> tables, const References& references) {
    std::vector<TableShape> ordered;
    std::set<std::string> left;
    for (const TableShape& table : tables) left.insert(table.name);
    const auto waits = [&](const TableShape& table) {
        return std::ranges::any_of(references, [&](const auto& one) {
            return one.first == table.name && left.contains(one.second);
        });
    };
    while (!tables.empty()) {
        const auto next = std::ranges::find_if_not(tables, waits);
        CHECK(next != tables.end());  // No migration of ours has tables that wait for each other.
        left.erase(next->name);
        ordered.push_back(std::move(*next));
        tables.erase(next);
    }
    return ordered;
}

Result<void> mark_staged(Transaction& transaction, std::vector<TableShape>& tables) {
    TRY_ASSIGN(auto ranges, all_staged_ranges(transaction));
    for (StagedRange& range : ranges) {
        const auto table = std::ranges::find(tables, range.table, &TableShape::name);
        if (table != tables.end()) table->staged.push_back(std::move(range));
    }
    return {};
}

template <class Number>
void append_number(std::string& out, Number number) {
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append_text(std::string& out, ColumnType type, std::string_view text) {
    out += static_cast<char>(type);
    append_number(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

void append_column(std::string& out, const Row& row, int column, ColumnType type) {
    if (type == ColumnType::number) {
        if (const auto number = row.integer(column)) {
            out += static_cast<char>(type);
            append_number(out, *number);
            return;
        }
    } else if (type == ColumnType::text) {
        if (const auto text = row.text(column)) return append_text(out, type, *text);
    } else if (const auto bytes = row.bytes(column)) {
        return append_text(out, type,
                           {reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    }
    out += '\0';
}

/// Reads what append_column() wrote.
class RowReader {
public:
    explicit RowReader(std::string_view row) : left_(row) {}
    Value next() {
        switch (static_cast<ColumnType>(take(1).front())) {
            case ColumnType::number:
                return number<std::int64_t>();
            case ColumnType::text:
                return take(number<std::uint32_t>());
            case ColumnType::bytes:
                return std::as_bytes(std::span(take(number<std::uint32_t>())));
        }
        return {};
    }
    bool at_end() const { return left_.empty(); }

private:
    std::string_view take(std::size_t size) {
        CHECK(size <= left_.size());
        const std::string_view taken = left_.substr(0, size);
        left_.remove_prefix(size);
        return taken;
    }
    template <class Number>
    Number number() {
        Number value = 0;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string_view left_;
};

/// "WHERE NOT (person >= 4 AND person < 8) AND …"; nothing where nothing is staged.
std::string without_staged(const TableShape& table, std::string_view first_key) {
    std::string text;
    for (const StagedRange& range : table.staged) {
        text += fmt::format(" {0} NOT ({1} >= {2} AND {1} < {3})", text.empty() ? "WHERE" : "AND",
                            first_key, range.first, range.end);
    }
    return text;
}

std::string select_all(const TableShape& table) {
    std::string columns;
    std::vector<const ColumnShape*> key;
    for (const ColumnShape& column : table.columns) {
        columns += (columns.empty() ? "" : ", ") + column.name;
        if (column.key > 0) key.push_back(&column);
    }
    std::ranges::sort(key, {}, [](const ColumnShape* column) { return column->key; });
    std::string order;
    for (const ColumnShape* column : key) order += (order.empty() ? "" : ", ") + column->name;
    CHECK(!order.empty());  // Every table of ours has a primary key.
    return fmt::format("SELECT {} FROM {}{} ORDER BY {}", columns, table.name,
                       without_staged(table, key.front()->name), order);
}

}  // namespace

Result<std::vector<TableShape>> table_shapes(Transaction& transaction) {
    std::vector<TableShape> tables;
    bool has_loads = false;  // not in the store of an older program
    TRY(transaction.query(list_columns, {}, [&](const Row& row) -> Result<void> {
        const std::string_view table = text_at(row, 0);
        has_loads = has_loads || table == "staged_range";
        if (table == not_backed_up || table.starts_with(staging_prefix)) return {};
        const auto type = type_of(text_at(row, 2));
        if (!type) {
            return Error{
                Code::store_broken,
                {{"statement", std::string(table)}, {"reason", "a column of another type"}}};
        }
        if (tables.empty() || tables.back().name != table) {
            tables.push_back({std::string(table), {}});
        }
        tables.back().columns.push_back(
            {std::string(text_at(row, 1)), *type, fitted<int>(number_at(row, 3))});
        return {};
    }));
    if (has_loads) TRY(mark_staged(transaction, tables));
    TRY_ASSIGN(const References references, references_in(transaction));
    return in_order(std::move(tables), references);
}

Result<void> each_row(Transaction& transaction, const TableShape& table,
                      const std::function<Result<void>(std::string_view)>& on_row) {
    const std::string text = select_all(table);
    // Columns, and what is left out, may differ from one time to the next.
    const std::string name = fmt::format("rows.{}.{:016x}", table.name, hash_bytes(text));
    std::string bytes;
    return transaction.query({name, text}, {}, [&](const Row& row) -> Result<void> {
        bytes.clear();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            append_column(bytes, row, static_cast<int>(i), table.columns[i].type);
        return on_row(bytes);
    });
}

Result<StoredDigest> stored_digest(Transaction& transaction, const TableShape& table) {
    Sha256 sum;
    StoredDigest digest{table.name, 0, {}};
    TRY(each_row(transaction, table, [&](std::string_view row) -> Result<void> {
        sum.add(row);
        ++digest.rows;
        return {};
    }));
    digest.sha256 = sum.hex();
    return digest;
}

Result<std::vector<StoredDigest>> stored_digests(Transaction& transaction) {
    TRY_ASSIGN(const auto tables, table_shapes(transaction));
    std::vector<StoredDigest> digests;
    for (const TableShape& table : tables) {
        TRY_ASSIGN(digests.emplace_back(), stored_digest(transaction, table));
    }
    std::ranges::sort(digests, {}, &StoredDigest::table);
    return digests;
}

std::vector<Value> values_of(std::string_view row, std::size_t columns) {
    RowReader reader(row);
    std::vector<Value> values;
    values.reserve(columns);
    for (std::size_t i = 0; i < columns; ++i) values.push_back(reader.next());
    CHECK(reader.at_end());
    return values;
}

}  // namespace payung
