#pragma once

/// Reading CSV files of any size, in blocks of whole records that several threads may parse.
///
/// UTF-8 with or without BOM; comma, semicolon or tab, found by looking at the header line; LF or
/// CRLF; quoted fields with doubled quotes, delimiters and line breaks inside (csv_scan.h). Blank
/// lines are passed over. Header names are trimmed and lower-cased. Bytes that are not UTF-8 are
/// passed on as they are: see text.h. A record with more or fewer fields than the header is passed
/// on too: whoever reads it knows which fields it needs.
///
/// Shape    next() hands out blocks in the order of the file, about 4 MB each, cut between records;
///          a block knows its number and the line its first record begins on. next() may be called
///          by several threads at once; a block is parsed by the one that got it. Which records
///          make a block depends on nothing but the file and the block size.
/// Limits   1,000 columns, 1 MiB a record.
/// Errors   file_*, file_empty, csv_no_header, csv_delimiter_unknown, csv_header_too_wide,
///          csv_line_too_long, csv_quote_open (a quoted field that never ends), csv_utf16,
///          csv_line_breaks (CR alone), interrupted. After a failure every next() tells it again.
/// Cost     one read and one pass for quotes and line breaks in next(); one SIMD pass in
/// for_each().
///
///     TRY_ASSIGN(CsvFile file, CsvFile::open(path));
///     CsvBlock block;
///     for (;;) {
///         TRY_ASSIGN(const bool more, file.next(block));
///         if (!more) break;
///         block.for_each([&](const CsvRow& row) { … });
///     }

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv_scan.h"
#include "base/file.h"
#include "base/result.h"

namespace payung {

/// One record. `fields` dies when the callback returns; the texts in it live until the block is
/// read or filled again.
struct CsvRow {
    std::span<const std::string_view> fields;  // unquoted; never empty
    std::uint64_t line = 0;                    // where the record begins; the file starts at line 1
};

/// A run of whole records. Can be read more than once. Reuse one block for many next().
class CsvBlock {
public:
    std::uint64_t number() const { return number_; }  // 0, 1, … in the order of the file
    std::uint64_t first_line() const { return first_line_; }
    std::uint64_t bytes() const { return size_; }

    /// Calls take(const CsvRow&) for each record; blank lines are passed over.
    template <class Take>
    void for_each(Take&& take);

private:
    friend class CsvFile;
    static constexpr std::size_t piece_bytes = 16'384;  // its marks stay in the first-level cache

    /// The text of a quoted field that stands in [begin, end); adds its line breaks to `breaks`.
    std::string_view unquote(const char* begin, const char* end, std::uint64_t& breaks);
    std::string_view unescape(const char* begin, const char* quote, const char* end);
    void prepare_to_read();

    std::vector<char> storage_;  // records, each ended by LF, in [0, size_)
    std::size_t size_ = 0;
    std::uint64_t number_ = 0;
    std::uint64_t first_line_ = 1;
    bool has_breaks_ = true;  // Some record has a line break inside.
    char delimiter_ = ',';
    const CsvScanner* scanner_ = &CsvScanner::fastest();
    std::vector<std::uint32_t> marks_;      // of one piece
    std::vector<std::string_view> fields_;  // of one record
    std::vector<char> unescaped_;  // texts without their doubled quotes; never moves while read
};

struct CsvOptions {
    std::size_t block_bytes = std::size_t{4} << 20U;  // read at once; >= 1, below 2^31
    /// Gets every byte of the file in order, as it is read, one call at a time: for a hash.
    std::function<void(std::string_view)> on_bytes;
    const CsvScanner* scanner = &CsvScanner::fastest();
};

class CsvFile {
public:
    static constexpr std::size_t columns_max = 1'000;
    static constexpr std::size_t record_bytes_max = std::size_t{1} << 20U;

    static Result<CsvFile> open(const Path& path, CsvOptions options = {});
    /// The same for a file that is open already; its path stands for it in errors.
    static Result<CsvFile> of_file(InputFile file, CsvOptions options = {});
    /// The same for a text in memory; `name` stands for the file in errors.
    static Result<CsvFile> of_text(std::string text, std::string name, CsvOptions options = {});

    CsvFile(CsvFile&& other) noexcept;
    CsvFile& operator=(CsvFile&& other) noexcept;
    ~CsvFile();

    const std::vector<std::string>& header() const;
    char delimiter() const;
    /// False, and an empty block, at the end.
    Result<bool> next(CsvBlock& block);
    std::uint64_t bytes_total() const;  // 0 where unknown; for progress
    std::uint64_t bytes_read() const;   // may be asked while others call next()

private:
    struct State;
    static Result<CsvFile> start(std::unique_ptr<State> state);
    static Result<void> read_header(State& state);
    static Result<void> take_header(State& state, std::size_t size);
    static Result<bool> next_locked(State& state, CsvBlock& block);
    explicit CsvFile(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

template <class Take>
void CsvBlock::for_each(Take&& take) {
    prepare_to_read();
    const char* const text = storage_.data();
    CsvState state = CsvState::field_start;
    std::size_t field_begin = 0;
    std::size_t count = 0;
    std::uint64_t line = first_line_;
    std::uint64_t breaks = 0;  // line breaks inside the fields of this record
    for (std::size_t from = 0; from < size_; from += piece_bytes) {
        const std::size_t until = from + piece_bytes < size_ ? from + piece_bytes : size_;
        const std::size_t found =
            scanner_->marks(text, from, until, delimiter_, state, marks_.data());
        for (std::size_t i = 0; i < found; ++i) {
            const char* const begin = text + field_begin;
            const char* end = text + marks_[i];
            const bool ends_record = *end == '\n';
            field_begin = std::size_t{marks_[i]} + 1;
            if (ends_record && end != begin && end[-1] == '\r') --end;
            if (count == fields_.size()) [[unlikely]]
                fields_.resize(2 * count);
            fields_[count++] =
                *begin == '"' ? unquote(begin, end, breaks) : std::string_view(begin, end);
            if (!ends_record) continue;
            if (count > 1 || begin != end) take(CsvRow{{fields_.data(), count}, line});
            line += 1 + breaks;
            breaks = 0;
            count = 0;
        }
    }
}

}  // namespace payung
