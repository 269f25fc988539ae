#include "storage/backup.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "storage/audit_store.h"
#include "storage/backup_manifest.h"
#include "storage/errors.h"
#include "storage/migrations.h"
#include "storage/personal_cipher.h"
#include "storage/row_key.h"
#include "storage/sealed_file.h"
#include "storage/store_keys.h"

namespace payung {
namespace {

constexpr Sql count_migrations{"schema_migration.count", "SELECT COUNT(*) FROM schema_migration"};
constexpr Sql sum_lines{
    "ledger_line.sides",
    "SELECT CAST(COALESCE(SUM(CASE WHEN amount > 0 THEN amount ELSE 0 END), 0) AS BIGINT),"
    " CAST(COALESCE(SUM(CASE WHEN amount < 0 THEN -amount ELSE 0 END), 0) AS BIGINT)"
    " FROM ledger_line WHERE period >= 0"};
constexpr Sql defer_references{"foreign_keys.defer", "PRAGMA defer_foreign_keys = ON",
                               "SET CONSTRAINTS ALL DEFERRED"};

enum class Mark : char { table = 'T', row = 'R', end_of_table = 'E', end = 'Z' };

std::string_view name_of(Engine engine) {
    return engine == Engine::sqlite ? "sqlite" : "postgresql";
}

Error differs(std::string_view what) {
    return {storage_error::backup_differs, {{"what", std::string(what)}}};
}

// ------------------------------------------------------------------------------- writing

std::string length_text(std::size_t number) {
    const auto small = static_cast<std::uint32_t>(number);
    return {reinterpret_cast<const char*>(&small), sizeof small};
}

Result<void> write_marked(SealedWriter& writer, Mark mark, std::string_view bytes) {
    std::string head(1, static_cast<char>(mark));
    head += length_text(bytes.size());
    TRY(writer.write(head));
    return writer.write(bytes);
}

/// "name column column …": what a table was, to be compared with what it is.
std::string shape_text(const TableShape& table) {
    std::string text = table.name;
    for (const ColumnShape& column : table.columns) {
        text += ' ';
        text += column.name;
        text += ':';
        text += std::to_string(static_cast<int>(column.type));
    }
    return text;
}

Result<StoredDigest> write_table(Transaction& snapshot, const TableShape& table,
                                 SealedWriter& writer) {
    TRY(write_marked(writer, Mark::table, shape_text(table)));
    Sha256 sum;
    StoredDigest digest{table.name, 0, {}};
    TRY(each_row(snapshot, table, [&](std::string_view row) -> Result<void> {
        sum.add(row);
        ++digest.rows;
        return write_marked(writer, Mark::row, row);
    }));
    TRY(write_marked(writer, Mark::end_of_table, {}));
    digest.sha256 = sum.hex();
    return digest;
}

Result<void> ask_sums(Transaction& snapshot, BackupManifest& into) {
    TRY(snapshot.query(count_migrations, {}, [&](const Row& row) -> Result<void> {
        into.migrations = fitted<int>(number_at(row, 0));
        return {};
    }));
    TRY(snapshot.query(sum_lines, {}, [&](const Row& row) -> Result<void> {
        into.debit = number_at(row, 0);
        into.credit = number_at(row, 1);
        return {};
    }));
    TRY_ASSIGN(const ChainReport chain, verify_events(snapshot));
    if (chain.fault) return differs("audit_event");  // Bad news must not wait for the next drill.
    into.events = chain.events;
    into.head = to_hex(chain.head);
    return {};
}

/// That of the store, or of the file where nothing was ever encrypted in the store.
Result<StoreKeys::Known> key_for(Transaction& snapshot, const PersonalKeys& keys) {
    const StoreKeys store_keys(snapshot, keys);
    TRY_ASSIGN(const auto known, store_keys.all());
    if (!known.empty()) return known.back();
    TRY_ASSIGN(const int newest, keys.content().newest());
    TRY_ASSIGN(const VersionKeys* const content, keys.content().find(newest));
    return StoreKeys::Known{newest, content};
}

// ------------------------------------------------------------------------------- reading

/// What a backup tells, in its order. Damage is told by the reader of the file; what is read was
/// written by this program.
class BackupReader {
public:
    static Result<BackupReader> open(const Path& file, const PersonalKeys& keys) {
        TRY_ASSIGN(auto sealed, SealedReader::open(file, keys));
        return BackupReader(file, std::move(sealed));
    }
    struct Piece {
        Mark mark = Mark::end;
        std::string_view bytes;  // valid until the next piece
    };
    Result<Piece> next() {
        TRY_ASSIGN(const std::string_view head, sealed_->take(1 + sizeof(std::uint32_t)));
        const Mark mark{head.front()};
        std::uint32_t length = 0;
        std::memcpy(&length, head.data() + 1, sizeof length);
        TRY_ASSIGN(const std::string_view bytes, sealed_->take(length));
        return Piece{mark, bytes};
    }
    Result<BackupManifest> finish() {
        TRY_ASSIGN(const std::string text, sealed_->finish());
        auto manifest = parse_manifest(text);
        if (manifest) return *std::move(manifest);
        return Error{storage_error::backup_damaged, {{"file", file_.string()}}};
    }

private:
    BackupReader(Path file, std::unique_ptr<SealedReader> sealed)
        : file_(std::move(file)), sealed_(std::move(sealed)) {}
    Path file_;
    std::unique_ptr<SealedReader> sealed_;
};

using OnTable = std::function<Result<void>(std::string_view shape)>;
using OnRow = std::function<Result<void>(std::string_view row)>;

/// Reads all of the file; the digests of what was read are those of the manifest.
Result<BackupManifest> read_all(const Path& file, const PersonalKeys& keys, const OnTable& on_table,
                                const OnRow& on_row, const std::function<Result<void>()>& on_end) {
    TRY_ASSIGN(BackupReader reader, BackupReader::open(file, keys));
    std::vector<StoredDigest> found;
    std::optional<Sha256> sum;
    for (;;) {
        TRY_ASSIGN(const BackupReader::Piece piece, reader.next());
        if (piece.mark == Mark::end) break;
        if (piece.mark == Mark::table) {
            found.push_back({std::string(piece.bytes.substr(0, piece.bytes.find(' '))), 0, {}});
            sum.emplace();
            TRY(on_table(piece.bytes));
        } else if (piece.mark == Mark::row && sum) {
            sum->add(piece.bytes);
            ++found.back().rows;
            TRY(on_row(piece.bytes));
        } else if (piece.mark == Mark::end_of_table && sum) {
            found.back().sha256 = sum->hex();
            sum.reset();
            TRY(on_end());
        } else {
            return Error{storage_error::backup_damaged, {{"file", file.string()}}};
        }
    }
    TRY_ASSIGN(BackupManifest manifest, reader.finish());
    std::ranges::sort(found, {}, &StoredDigest::table);
    if (found != manifest.tables) return differs("tables");
    return manifest;
}

// ------------------------------------------------------------------------------- restoring

Result<void> refuse_rows(Transaction& transaction, const std::vector<TableShape>& tables) {
    for (const TableShape& table : tables) {
        const std::string name = "any." + table.name;
        const std::string text = "SELECT 1 FROM " + table.name + " LIMIT 1";
        bool any = false;
        TRY(transaction.query({name, text}, {}, [&](const Row&) -> Result<void> {
            any = true;
            return {};
        }));
        if (any) return Error{storage_error::backup_place_taken, {{"table", table.name}}};
    }
    return {};
}

/// Puts the tables of a backup into the empty ones of a store, one after the other.
class Restorer {
public:
    Restorer(Transaction& transaction, const std::vector<TableShape>& tables)
        : transaction_(transaction), tables_(tables) {}

    Result<void> begin(std::string_view shape) {
        const auto table = std::ranges::find(tables_, shape, shape_text);
        if (table == tables_.end()) return differs(shape.substr(0, shape.find(' ')));
        columns_.clear();
        for (const ColumnShape& column : table->columns) columns_.push_back(column.name);
        TRY_ASSIGN(writer_, transaction_.bulk(table->name, columns_));
        return {};
    }
    Result<void> add(std::string_view row) { return writer_->add(values_of(row, columns_.size())); }
    Result<void> end() {
        TRY(writer_->finish());
        writer_.reset();
        return {};
    }

private:
    Transaction& transaction_;
    const std::vector<TableShape>& tables_;
    std::vector<std::string_view> columns_;
    std::unique_ptr<BulkWriter> writer_;
};

/// The first thing in which the store is another than the manifest says; empty: none.
Result<std::string> difference(Transaction& transaction, const BackupManifest& manifest) {
    TRY_ASSIGN(const auto digests, stored_digests(transaction));
    for (const StoredDigest& table : manifest.tables) {
        if (std::ranges::find(digests, table) == digests.end()) return table.table;
    }
    if (digests.size() != manifest.tables.size()) return std::string("tables");
    BackupManifest found = manifest;
    TRY(ask_sums(transaction, found));
    return found == manifest ? std::string() : std::string("audit_event, ledger_line");
}

Result<BackupManifest> restore_rows(const Path& file, const PersonalKeys& keys,
                                    Transaction& transaction) {
    TRY_ASSIGN(const auto tables, table_shapes(transaction));
    TRY(refuse_rows(transaction, tables));
    TRY(transaction.run_script(defer_references));
    Restorer restorer(transaction, tables);
    TRY_ASSIGN(BackupManifest manifest,
               read_all(
                   file, keys, [&](std::string_view shape) { return restorer.begin(shape); },
                   [&](std::string_view row) { return restorer.add(row); },
                   [&] { return restorer.end(); }));
    TRY_ASSIGN(const std::string different, difference(transaction, manifest));
    if (!different.empty()) return differs(different);
    return manifest;
}

/// The migrations that the backup's store had; the others follow when the store is opened for use.
Result<void> prepare_place(Database& database, const BackupManifest& manifest, const Clock& clock) {
    const auto all = migrations_of(database.engine());
    const auto wanted = static_cast<std::size_t>(std::max(manifest.migrations, 0));
    if (wanted > all.size()) {
        return Error{
            Code::store_newer_version,
            {{"number", std::to_string(manifest.migrations)}, {"version", manifest.program}}};
    }
    return migrate(database, all.first(wanted), clock, PAYUNG_VERSION);
}

}  // namespace

Result<BackupManifest> make_backup(Database& database, const PersonalKeys& keys, const Path& file,
                                   const Clock& clock, std::string_view program) {
    TRY_ASSIGN(const auto snapshot, database.read());
    BackupManifest manifest;
    manifest.made_at = to_text(clock.now());
    manifest.program = program;
    manifest.engine = name_of(database.engine());
    TRY(ask_sums(*snapshot, manifest));
    TRY_ASSIGN(const StoreKeys::Known key, key_for(*snapshot, keys));
    TRY_ASSIGN(const auto writer, SealedWriter::create(file, key));
    TRY_ASSIGN(const auto tables, table_shapes(*snapshot));
    for (const TableShape& table : tables) {
        TRY_ASSIGN(manifest.tables.emplace_back(), write_table(*snapshot, table, *writer));
    }
    TRY(write_marked(*writer, Mark::end, {}));
    std::ranges::sort(manifest.tables, {}, &StoredDigest::table);
    TRY(writer->finish(text_of(manifest)));
    return manifest;
}

Result<BackupManifest> manifest_of(const Path& file) {
    TRY_ASSIGN(const std::string text, summary_of(file));
    auto manifest = parse_manifest(text);
    if (manifest) return *std::move(manifest);
    return Error{storage_error::backup_not_one, {{"file", file.string()}}};
}

Result<BackupManifest> check_backup(const Path& file, const PersonalKeys& keys) {
    return read_all(
        file, keys, [](std::string_view) -> Result<void> { return {}; },
        [](std::string_view) -> Result<void> { return {}; }, []() -> Result<void> { return {}; });
}

Result<BackupManifest> restore_backup(const Path& file, const PersonalKeys& keys,
                                      Database& database, const Clock& clock) {
    TRY_ASSIGN(BackupManifest manifest, check_backup(file, keys));  // before anything is touched
    TRY(prepare_place(database, manifest, clock));
    const auto restored = database.write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(manifest, restore_rows(file, keys, transaction));
        return {};
    });
    if (!restored) return restored.error();
    return manifest;
}

}  // namespace payung
