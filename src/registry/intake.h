#pragma once

/// Reading files of rows into columns: what register and membership intake share.
///
/// Blocks of a file are parsed by several threads, each into a batch of its own, and the batches
/// appended in the order of the file, so that neither the table nor the verdicts depend on the
/// number of threads. Files follow one another.
///
/// A kind of file is a class (see RegisterRows) with
///     Batch                          columns of one block; derives from IntakeBatch; has clear()
///     use(const ColumnMap&)          a new file begins
///     take(FieldRow&, Batch&) const  one row: into the batch, or rejected. Many threads at once.
///     append(Batch&)                 the batch behind the table
///     reserve(rows)                  about so many rows are coming
///     rows()                         of the table
///
/// Nothing half: a file that is broken anywhere fails the whole intake. Verdicts told until then
/// are to be thrown away by whoever wrote them down.
///
/// Errors   file_*, csv_*, column_missing, column_twice, file_cut (the last record or character is
///          not whole), file_binary, too_many_rows (2^32), interrupted.

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "base/table_file.h"
#include "base/text.h"
#include "registry/area_table.h"
#include "registry/columns.h"
#include "registry/field_readers.h"
#include "registry/line_index.h"
#include "registry/name_rules.h"
#include "registry/verdict.h"

namespace payung {

struct IntakeOptions {
    const AreaTable& areas;
    const NameRules& names;
    Day as_of;  // "today" for ages: the day of the edition, or the first day of the month asked for
    unsigned threads = 1;
    std::size_t block_bytes = std::size_t{4} << 20U;
    std::uint64_t rows_max = UINT32_MAX - std::uint64_t{1};  // of a table; less only in tests
    /// Bytes read of all files, and their sum (0 if unknown). Called from one thread at a time.
    std::function<void(std::uint64_t read, std::uint64_t total)> on_progress{};
};

struct IntakeFile {
    std::string name;    // without folders
    std::string sha256;  // of an XLSX: of the rows of its first sheet
    std::uint64_t bytes = 0;
    std::uint64_t rows = 0;
    std::vector<std::string> columns_unknown;  // kept aside
};

struct IntakeReport {
    std::vector<IntakeFile> files;
    std::uint64_t rows = 0;  // taken + rejected
    std::uint64_t taken = 0;
    std::uint64_t doubted = 0;  // of the taken: with at least one doubt
    std::uint64_t rejected = 0;
    CodeCounts doubts, rejections;
    /// SHA-256 of the files' digests, in sorted order: the same files are the same edition.
    std::string edition;
};

/// What every batch counts.
struct IntakeBatch {
    RowNotes notes;
    LineIndex lines;                     // of the rows taken
    std::vector<std::uint32_t> doubted;  // rows of the batch with doubts
    std::uint64_t rows = 0;
    std::uint64_t bytes = 0;
    std::optional<std::uint64_t> short_line;  // the last record has too few fields
    std::uint32_t taken() const { return static_cast<std::uint32_t>(lines.rows()); }
    void clear_counts();
};

/// One row, by the fields of its kind of file.
class FieldRow {
public:
    /// `ascii`: no byte of the file so far is anything else.
    FieldRow(const CsvRow& row, const ColumnMap& columns, std::span<const ColumnSpec> specs,
             bool ascii, RowNotes& notes)
        : row_(row), columns_(columns), specs_(specs), ascii_(ascii), notes_(notes) {}

    std::uint64_t line() const { return row_.line; }
    bool has(std::size_t field) const { return columns_.has(field); }
    /// Trimmed; empty where the column or the value is missing.
    std::string_view text(std::size_t field) const {
        const std::int32_t at = columns_.at(field);
        return at < 0 ? std::string_view{} : field_text(row_.fields[static_cast<std::size_t>(at)]);
    }
    /// The same as UTF-8, with a doubt where it had to be made of Windows-1252. Lives as long as
    /// this.
    std::string_view utf8(std::size_t field) {
        const std::string_view bytes = text(field);
        return ascii_ || is_utf8(bytes) ? bytes : decode(field, bytes);
    }

    void doubt(std::size_t field, Code code);
    void reject(std::size_t field, Code code);
    bool rejected() const { return rejected_; }
    /// The value of `reading`, its doubt noted.
    template <class T>
    T value(std::size_t field, const Reading<T>& reading) {
        if (reading.doubt) [[unlikely]]
            doubt(field, *reading.doubt);
        return reading.value;
    }

private:
    std::string_view decode(std::size_t field, std::string_view bytes);

    const CsvRow& row_;
    const ColumnMap& columns_;
    std::span<const ColumnSpec> specs_;
    bool ascii_;
    RowNotes& notes_;
    bool rejected_ = false;
    std::vector<std::string> decoded_;
};

/// Tells verdicts in order, counts them, and knows where each row came from.
class IntakeJournal {
public:
    IntakeJournal(std::span<const ColumnSpec> specs, VerdictSink& sink)
        : specs_(specs), sink_(sink) {}

    void begin_file(std::string name, ColumnMap columns);
    void end_file(std::string sha256, std::uint64_t bytes);
    const ColumnMap& columns() const { return columns_.back(); }
    /// A batch that was appended to the table.
    void take(const IntakeBatch& batch);
    /// What is found out of a row of the table when all are in.
    void tell_later(std::uint32_t row, std::size_t field, Code code, std::string_view value,
                    RowOutcome outcome);
    IntakeReport finish();

private:
    void count(Code code, RowOutcome outcome);

    std::span<const ColumnSpec> specs_;
    VerdictSink& sink_;
    IntakeReport report_;
    std::vector<ColumnMap> columns_;  // by file
    LineIndex lines_;
    std::vector<bool> doubted_;  // by row of the table
};

/// Lets batches through in the order of their numbers.
class Turnstile {
public:
    /// Waits for the turn of `number`; false once somebody gave up.
    bool enter(std::uint64_t number);
    void leave();
    /// Nobody passes any more.
    void give_up();

private:
    std::mutex mutex_;
    std::condition_variable turn_;
    std::uint64_t next_ = 0;
    bool given_up_ = false;
};

/// One file on its way through: its digest, and whether it is whole.
class FileWatch {
public:
    /// Options that show every byte to this; of an XLSX, those of its rows as CSV.
    TableOptions options(std::size_t block_bytes);
    /// Once all is read.
    Result<void> check_whole(const std::string& file,
                             std::optional<std::uint64_t> short_line) const;
    Result<void> check_text(const std::string& file) const;
    std::string sha256() { return digest_.hex(); }
    /// No byte read so far is above 127. May be asked while others read.
    bool ascii() const { return ascii_; }

private:
    void see(std::string_view bytes);

    Sha256 digest_;
    std::string last_;     // the last bytes
    bool binary_ = false;  // a NUL byte
    std::atomic<bool> ascii_ = true;
};

/// Sum of the sizes of `files`; 0 where one is unknown.
std::uint64_t bytes_of(std::span<const Path> files);

Error too_many_rows(const std::string& file);

/// One file into `kind`.
template <class Kind>
class FileIntake {
public:
    FileIntake(Kind& kind, const IntakeOptions& options, IntakeJournal& journal, CsvFile& file,
               FileWatch& watch, std::string path)
        : kind_(kind),
          options_(options),
          journal_(journal),
          columns_(journal.columns()),
          file_(file),
          watch_(watch),
          path_(std::move(path)) {}

    /// `before` and `total`: bytes of the files before this one, and of all.
    Result<void> run(std::uint64_t before, std::uint64_t total) {
        before_ = before;
        total_ = total;
        run_threads(std::max(1U, options_.threads), [this](unsigned) { work(); });
        if (append_failure_) return *append_failure_;
        TRY(watch_.check_text(path_));
        if (read_failure_) return *read_failure_;
        return watch_.check_whole(path_, short_line_);
    }

private:
    void work() {
        CsvBlock block;
        typename Kind::Batch batch;
        while (next(block)) {
            parse(block, batch);
            if (!turnstile_.enter(block.number())) return;
            append(batch);
            turnstile_.leave();
            batch.clear();
        }
    }

    bool next(CsvBlock& block) {
        const Result<bool> more = file_.next(block);
        if (more) return *more;
        const std::lock_guard lock(mutex_);
        read_failure_ = more.error();
        return false;
    }

    void parse(CsvBlock& block, typename Kind::Batch& batch) const {
        const std::span<const ColumnSpec> specs = kind_.specs();
        const bool ascii = watch_.ascii();  // What was read covers what is parsed.
        batch.bytes = block.bytes();
        block.for_each([&](const CsvRow& csv) {
            ++batch.rows;
            batch.notes.begin_row(csv.line);
            FieldRow row(csv, columns_, specs, ascii, batch.notes);
            batch.short_line.reset();
            if (csv.fields.size() != columns_.columns()) [[unlikely]] {
                row.reject(RowNotes::no_column, Code::row_fields_wrong);
                if (csv.fields.size() < columns_.columns()) batch.short_line = csv.line;
                return;
            }
            kind_.take(row, batch);
            if (row.rejected()) return;
            if (batch.notes.row_doubted()) batch.doubted.push_back(batch.taken());
            batch.lines.add({0, csv.line});
        });
    }

    /// In turn.
    void append(typename Kind::Batch& batch) {
        if (kind_.rows() + batch.taken() > options_.rows_max) {
            append_failure_ = too_many_rows(path_);
            return turnstile_.give_up();
        }
        if (kind_.rows() == 0 && total_ > 0) {
            const double share = static_cast<double>(total_) / static_cast<double>(batch.bytes);
            constexpr double slack = 1.05;
            kind_.reserve(
                static_cast<std::size_t>(share * slack * static_cast<double>(batch.taken())));
        }
        journal_.take(batch);
        kind_.append(batch);
        short_line_ = batch.short_line;
        if (options_.on_progress) options_.on_progress(before_ + file_.bytes_read(), total_);
    }

    Kind& kind_;
    const IntakeOptions& options_;
    IntakeJournal& journal_;
    const ColumnMap& columns_;
    CsvFile& file_;
    FileWatch& watch_;
    std::string path_;
    std::uint64_t before_ = 0, total_ = 0;
    Turnstile turnstile_;
    std::mutex mutex_;
    std::optional<Error> read_failure_, append_failure_;
    std::optional<std::uint64_t> short_line_;
};

/// All of `files` into `kind`.
template <class Kind>
Result<void> read_files(Kind& kind, std::span<const Path> files, const IntakeOptions& options,
                        IntakeJournal& journal) {
    const std::uint64_t total = bytes_of(files);
    std::uint64_t before = 0;
    for (const Path& path : files) {
        FileWatch watch;
        TRY_ASSIGN(CsvFile file, open_table(path, watch.options(options.block_bytes)));
        TRY(watch.check_text(path.string()));
        TRY_ASSIGN(ColumnMap columns, ColumnMap::match(kind.specs(), file.header(), path.string()));
        journal.begin_file(path.filename().string(), std::move(columns));
        kind.use(journal.columns());
        FileIntake<Kind> intake(kind, options, journal, file, watch, path.string());
        TRY(intake.run(before, total));
        before += file.bytes_read();
        journal.end_file(watch.sha256(), file.bytes_read());
    }
    return {};
}

}  // namespace payung
