#pragma once

/// Reading CSV files of any size, in blocks of whole records that several threads may parse.
///
/// UTF-8 with or without BOM; comma, semicolon or tab, found by looking at the header line; LF or
/// CRLF; quoted fields with doubled quotes, delimiters and line breaks inside. Header names are
/// trimmed and lower-cased. Bytes that are not UTF-8 are passed on as they are: see text.h.
///
/// Shape    next() hands out blocks in the order of the file, about 4 MB each, cut between records;
///          a block knows its number and the line its first record begins on. next() may be called
///          by several threads at once; a block is parsed by the one that got it.
/// Errors   csv_no_header, csv_delimiter_unknown, csv_header_too_wide, csv_line_too_long,
///          csv_quote_open (a quoted field that never ends), file_*, interrupted.
/// Cost     one read and one pass for quotes and line breaks in next(); one SIMD pass in
/// for_each().

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"

namespace payung {

/// One record. Views die when the callback returns.
struct CsvRow {
    std::span<const std::string_view> fields;  // unquoted
    std::uint64_t line = 0;                    // where the record begins; the header is line 1
};

/// A run of whole records.
class CsvBlock {
public:
    std::uint64_t number() const { return number_; }
    std::uint64_t bytes() const { return text_.size(); }

    /// Calls take(const CsvRow&) for each record; blank lines are passed over.
    template <class Take>
    void for_each(Take&& take);

    // To be filled in by the implementation.
private:
    friend class CsvFile;
    std::string text_;
    std::uint64_t number_ = 0;
    std::uint64_t first_line_ = 0;
    char delimiter_ = ',';
};

class CsvFile {
public:
    static Result<CsvFile> open(const Path& path);
    const std::vector<std::string>& header() const;
    Result<bool> next(CsvBlock& block);
    std::uint64_t bytes_total() const;  // 0 where unknown; for progress
    std::uint64_t bytes_read() const;
};

}  // namespace payung
