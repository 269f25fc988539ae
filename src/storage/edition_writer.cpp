#include "storage/edition_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "storage/nik_blocks.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql find_edition{"edition.find",
                           "SELECT edition FROM edition"
                           " WHERE kind = $1 AND sha256 = $2 AND rows_digest = $3"};
// Numbers of editions that are being loaded, or were left, are taken.
constexpr Sql next_edition{
    "edition.next",
    "SELECT COALESCE(MAX(e.edition), 0) + 1 FROM (SELECT edition FROM edition UNION ALL"
    " SELECT first_key / 4294967296 AS edition FROM staged_range"
    " WHERE table_name IN ('person', 'account')) e"};
constexpr Sql insert_edition{
    "edition.insert",
    "INSERT INTO edition (edition, kind, sha256, rows_digest, columns, rows_taken, rows_doubted,"
    " rows_rejected, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr Sql insert_file{"edition_file.insert",
                          "INSERT INTO edition_file (edition, position, name) VALUES ($1, $2, $3)"};
constexpr Sql insert_word{"edition_word.insert",
                          "INSERT INTO edition_word (edition, word, text) VALUES ($1, $2, $3)"};

class EditionWriter {
public:
    EditionWriter(const EditionSource& source, EditionRows& rows, const Clock& clock)
        : source_(source),
          rows_(rows),
          clock_(clock),
          digest_(rows.digest()),
          key_(fmt::format("edition:{}:{}:{}:{}:{}", name_of(rows.kind()), source.sha256, digest_,
                           rows.form(), PAYUNG_VERSION)) {}

    /// Writes up to `count` pieces more: where they are the last, the edition is there. Asked of
    /// the store each time, so that whoever else does the same does no harm.
    Result<void> write_some(Transaction& transaction, std::int64_t count);
    const std::optional<SavedEdition>& saved() const { return saved_; }
    std::int64_t written() const { return written_; }

private:
    struct Place {
        LoadRecord load;
        std::int64_t edition = 0;
    };
    Result<std::optional<std::int64_t>> find(Transaction& transaction) const;
    Result<Place> begin_or_resume(Transaction& transaction) const;
    Result<void> publish(Transaction& transaction, std::int64_t edition) const;

    const EditionSource& source_;
    EditionRows& rows_;
    const Clock& clock_;
    std::string digest_, key_;
    std::int64_t written_ = 0;
    std::optional<SavedEdition> saved_;
};

Result<std::optional<std::int64_t>> EditionWriter::find(Transaction& transaction) const {
    TRY_ASSIGN(const std::int64_t found,
               number_of(transaction, find_edition,
                         {{Value{name_of(rows_.kind())}, Value{std::string_view{source_.sha256}},
                           Value{std::string_view{digest_}}}}));
    return found == 0 ? std::optional<std::int64_t>{} : found;
}

Result<EditionWriter::Place> EditionWriter::begin_or_resume(Transaction& transaction) const {
    TRY_ASSIGN(auto load, find_load(transaction, key_));
    if (load) {
        TRY_ASSIGN(const auto ranges, staged_ranges(transaction, load->load));
        CHECK(!ranges.empty());
        constexpr std::int64_t keys_of_one = row_key(1, 0);  // the first range is one of rows
        return Place{std::move(*load), ranges.front().first / keys_of_one};
    }
    TRY_ASSIGN(const std::int64_t edition, number_of(transaction, next_edition));
    TRY_ASSIGN(LoadRecord begun,
               begin_load(transaction, key_, rows_.ranges(edition), clock_.now()));
    return Place{std::move(begun), edition};
}

Result<void> EditionWriter::publish(Transaction& transaction, std::int64_t edition) const {
    const std::string columns = rows_.columns();
    const std::string at = to_text(clock_.now());
    const auto count = [](std::uint64_t rows) { return Value{static_cast<std::int64_t>(rows)}; };
    TRY(transaction.execute(
        insert_edition,
        {{Value{edition}, Value{name_of(rows_.kind())}, Value{std::string_view{source_.sha256}},
          Value{std::string_view{digest_}}, Value{std::string_view{columns}},
          count(source_.rows_taken), count(source_.rows_doubted), count(source_.rows_rejected),
          Value{std::string_view{at}}}}));
    for (std::size_t i = 0; i < source_.files.size(); ++i) {
        TRY(transaction.execute(
            insert_file, {{Value{edition}, count(i), Value{std::string_view{source_.files[i]}}}}));
    }
    const std::vector<std::string>& words = rows_.words();
    for (std::size_t word = 1; word < words.size(); ++word) {  // Word 0 is "unknown".
        TRY(transaction.execute(
            insert_word, {{Value{edition}, count(word), Value{std::string_view{words[word]}}}}));
    }
    return {};
}

Result<void> EditionWriter::write_some(Transaction& transaction, std::int64_t count) {
    TRY_ASSIGN(const auto there, find(transaction));
    if (there) {
        saved_ = SavedEdition{*there, written_ == 0};
        return {};
    }
    TRY_ASSIGN(Place place, begin_or_resume(transaction));
    LoadRecord& load = place.load;
    const std::int64_t end = std::min(load.taken + count, rows_.size());
    TRY(rows_.write(transaction, place.edition, load.taken, end));
    written_ = load.taken = load.position = end;
    if (end < rows_.size()) return advance_load(transaction, load, clock_.now());
    TRY(publish(transaction, place.edition));
    TRY(end_load(transaction, load.load));
    saved_ = SavedEdition{place.edition, false};
    return {};
}

}  // namespace

Result<SavedEdition> save_edition(Database& database, const EditionSource& source,
                                  EditionRows& rows, const Clock& clock,
                                  const EditionBatches& batches) {
    CHECK(batches.rows > 0 && batches.rows % persons_of_block == 0);
    EditionWriter writer(source, rows, clock);
    for (;;) {
        TRY(database.write([&](Transaction& transaction) {
            return writer.write_some(transaction, batches.rows);
        }));
        if (writer.saved()) return *writer.saved();
        TRY(batches.between(writer.written()));
    }
}

Result<SavedEdition> save_register(Database& database, const EditionSource& source,
                                   const PersonTable& persons, const AreaTable& areas,
                                   const Clock& clock, const PersonalKeys& keys,
                                   const EditionBatches& batches) {
    const auto rows = register_rows(persons, areas, keys);
    return save_edition(database, source, *rows, clock, batches);
}

Result<SavedEdition> save_membership(Database& database, const EditionSource& source,
                                     const AccountTable& accounts, const Clock& clock,
                                     const EditionBatches& batches) {
    const auto rows = membership_rows(accounts);
    return save_edition(database, source, *rows, clock, batches);
}

}  // namespace payung
