#include <fmt/format.h>

#include <chrono>

#include "storage/backup.h"
#include "storage/key_rotation.h"
#include "storage/ledger_store.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql integrity{"sqlite.integrity", "SELECT integrity_check FROM pragma_integrity_check"};

double seconds_since(std::chrono::steady_clock::time_point began) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
}

Result<void> look_at_file(Database& database, std::vector<std::string>& faults) {
    if (database.engine() != Engine::sqlite) return {};
    TRY_ASSIGN(const auto snapshot, database.read());
    return snapshot->query(integrity, {}, [&](const Row& row) -> Result<void> {
        if (text_at(row, 0) != "ok") faults.push_back(fmt::format("file: {}", text_at(row, 0)));
        return {};
    });
}

Result<void> look_at_books(Database& database, const Clock& clock,
                           std::vector<std::string>& faults) {
    TRY_ASSIGN(const LedgerStore books, LedgerStore::open(database, clock, PAYUNG_VERSION));
    TRY_ASSIGN(const TrialBalance history, books.history());
    TRY_ASSIGN(const TrialBalance totals, books.totals());
    TRY_ASSIGN(const auto balances, books.balances());
    if (history != totals) faults.emplace_back("books: totals differ from their lines");
    for (const Discrepancy& one : check_books(history, balances)) {
        faults.push_back(
            fmt::format("books: {} {} by {}", name_of(one.book), one.account, one.by.sen()));
    }
    return {};
}

Result<void> look_at_personal(Database& database, const PersonalKeys& keys,
                              std::vector<std::string>& faults) {
    TRY_ASSIGN(const KeyCheck check, check_keys(database, keys));
    if (check.damaged > 0) {
        faults.push_back(fmt::format("personal data: {} values damaged", check.damaged));
    }
    return {};
}

}  // namespace

Result<DrillReport> drill_backup(const Path& file, const PersonalKeys& keys, Database& database,
                                 const Clock& clock) {
    DrillReport report;
    auto began = std::chrono::steady_clock::now();
    // Digests of the rows, audit chain and sums are compared in here.
    TRY_ASSIGN(report.manifest, restore_backup(file, keys, database, clock));
    report.restore_seconds = seconds_since(began);
    began = std::chrono::steady_clock::now();
    TRY(look_at_file(database, report.faults));
    TRY(look_at_books(database, clock, report.faults));
    TRY(look_at_personal(database, keys, report.faults));
    report.check_seconds = seconds_since(began);
    return report;
}

}  // namespace payung
