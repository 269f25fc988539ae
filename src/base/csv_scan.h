#pragma once

/// Where the fields and records of CSV text end: the state machine under CsvFile and CsvBlock.
///
/// A field that begins with a quote is quoted: in it delimiters and line breaks are text, and a
/// doubled quote is one quote. A quote anywhere else is text. Only LF ends a record; a CR before
/// it is left to the reader of the field. Two implementations that give the same answers: byte by
/// byte, the reference; and 64 bytes at a time with AVX2, where the processor has it.
///
/// Cost     with the splitting of csv_reader.h: AVX2 0.3 ns, byte-wise 1.7 ns a byte
///          (csv_reader_bench, Xeon 2.3 GHz).

#include <cstddef>
#include <cstdint>

namespace payung {

/// What the byte before this one left behind.
enum class CsvState : std::uint8_t {
    field_start,      // a quote here opens a quoted field
    plain,            // in an unquoted field, or behind the closing quote of a quoted one
    quoted,           // in a quoted field
    quote_in_quoted,  // behind a quote in a quoted field: its end, unless another quote follows
};

/// The next state, and whether `c` is a mark: the end of a field or of a record.
struct CsvStep {
    CsvState state;
    bool mark;
};
constexpr CsvStep csv_step(CsvState state, bool ends_field, bool is_quote) {
    if (state == CsvState::quoted) {
        return {is_quote ? CsvState::quote_in_quoted : CsvState::quoted, false};
    }
    if (ends_field) return {CsvState::field_start, true};
    const bool opens = is_quote && state != CsvState::plain;
    return {opens ? CsvState::quoted : CsvState::plain, false};
}

/// The search for the last end of a record in a text that may still grow behind. Start from {}.
struct CsvCut {
    CsvState state = CsvState::field_start;
    std::size_t scanned = 0;      // bytes looked at
    std::size_t end = 0;          // just behind the last LF that ends a record
    std::uint64_t lines = 0;      // LFs before `scanned`
    std::uint64_t end_lines = 0;  // LFs before `end`
    std::uint64_t records = 0;    // that end before `end`, blank lines among them
    bool too_long = false;        // the record at `end` is longer than the limit; stopped there
    bool operator==(const CsvCut&) const = default;
};

/// One implementation of the two scans.
struct CsvScanner {
    /// Writes where the marks of text[from, until) are, as offsets into `text`; returns how many.
    /// Pre: room for until - from + 8 marks; until < 2^32.
    std::size_t (*marks)(const char* text, std::size_t from, std::size_t until, char delimiter,
                         CsvState& state, std::uint32_t* marks);
    /// Takes `cut` on to `size`, or to a record longer than `record_bytes_max` (>= 64).
    void (*cut)(const char* text, std::size_t size, char delimiter, std::size_t record_bytes_max,
                CsvCut& cut);

    static const CsvScanner& bytewise();
    static const CsvScanner* avx2();     // nullptr where the processor has none
    static const CsvScanner& fastest();  // on this processor
};

}  // namespace payung
