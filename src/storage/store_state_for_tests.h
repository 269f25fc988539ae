#pragma once

/// For tests of crashes: all that a store holds in one text, so that one comparison says that
/// nothing is lost, halved or done twice.
///
/// Shape    a line a table: rows and the SHA-256 of them in the order of the primary key, of all
///          columns but what is sealed, which is never the same twice. That those open is asked by
///          themselves.

#include <fmt/format.h>

#include <string>

#include "storage/audit_store.h"
#include "storage/stored_tables.h"

namespace payung {

struct StoreState {
    std::string fault;  // not to be read, damaged, or a chain that is broken
    std::string tables;
    friend bool operator==(const StoreState&, const StoreState&) = default;
};

namespace state_detail {

inline Result<std::string> tables_in(Transaction& snapshot) {
    std::string text;
    TRY_ASSIGN(std::vector<TableShape> shapes, table_shapes(snapshot));
    for (TableShape& table : shapes) {
        std::erase_if(table.columns, [](const ColumnShape& one) { return one.name == "sealed"; });
        TRY_ASSIGN(const StoredDigest found, stored_digest(snapshot, table));
        text += fmt::format("{} {} {}\n", found.table, found.rows, found.sha256);
    }
    return text;
}

inline Result<StoreState> look(Database& database) {
    StoreState state;
    TRY_ASSIGN(const auto snapshot, database.read());
    if (database.engine() == Engine::sqlite) {
        TRY(snapshot->query({"test.sound", "SELECT quick_check FROM pragma_quick_check"}, {},
                            [&](const Row& row) -> Result<void> {
                                if (row.text(0) != "ok") state.fault += row.text(0).value_or("?");
                                return {};
                            }));
    }
    TRY_ASSIGN(state.tables, tables_in(*snapshot));
    if (state.tables.find("audit_event ") == std::string::npos) return state;  // An older store.
    TRY_ASSIGN(const ChainReport chain, verify_events(*snapshot));
    if (chain.fault) state.fault += " [the audit chain is broken]";
    return state;
}

}  // namespace state_detail

/// Never fails: what cannot be read is a fault.
inline StoreState state_in(Database& database) {
    auto found = state_detail::look(database);
    if (found) return std::move(*found);
    return {describe(found.error(), Language::en), {}};
}

}  // namespace payung
