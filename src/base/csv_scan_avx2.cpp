/// The scans of csv_scan.h, 64 bytes at a time: one bit a byte for quotes, delimiters and LFs.
///
/// Which bytes lie in quotes follows from the parity of the quotes before them (a prefix xor), as
/// long as every quote that opens a field stands at its beginning. A step in which one does not
/// (Jl. Veteran 5" dalam) is left to the byte-wise scan.

#include "base/csv_scan.h"

#if defined(__x86_64__)

#include <immintrin.h>

#include <bit>

#define PAYUNG_AVX2 __attribute__((target("avx2,bmi,popcnt")))
#define PAYUNG_AVX2_INLINE PAYUNG_AVX2 __attribute__((always_inline)) inline

namespace payung {
namespace {

constexpr std::size_t step_bytes = 64;

/// 64 bytes of text in two registers.
struct Chunk {
    __m256i low, high;
};

PAYUNG_AVX2_INLINE Chunk load(const char* text) {
    const auto* at = reinterpret_cast<const __m256i*>(text);
    return {_mm256_loadu_si256(at), _mm256_loadu_si256(at + 1)};
}

/// Bit i is set where byte i is `c`.
PAYUNG_AVX2_INLINE std::uint64_t where(const Chunk& chunk, char c) {
    const __m256i wanted = _mm256_set1_epi8(c);
    const int low = _mm256_movemask_epi8(_mm256_cmpeq_epi8(chunk.low, wanted));
    const int high = _mm256_movemask_epi8(_mm256_cmpeq_epi8(chunk.high, wanted));
    return static_cast<std::uint32_t>(low) | std::uint64_t{static_cast<std::uint32_t>(high)} << 32U;
}

/// Bit i of the result is the parity of bits 0 … i.
constexpr std::uint64_t parity_up_to(std::uint64_t bits) {
    for (unsigned shift = 1; shift < 64; shift *= 2) bits ^= bits << shift;
    return bits;
}

/// What the quotes of a step make of it.
struct Quoting {
    std::uint64_t outside;  // bytes that are not in quotes
    CsvState state;         // behind the step
    bool stray;             // a quote inside a plain field: nothing here holds
};

PAYUNG_AVX2_INLINE Quoting quoting(std::uint64_t quotes, std::uint64_t field_ends, CsvState state) {
    const std::uint64_t inside =
        parity_up_to(quotes) ^ (state == CsvState::quoted ? ~std::uint64_t{0} : 0);
    const std::uint64_t closing = quotes & ~inside;
    const std::uint64_t ends = field_ends & ~inside;
    const std::uint64_t may_open = (ends | closing) << 1U | (state == CsvState::plain ? 0 : 1);
    const std::uint64_t last = std::uint64_t{1} << 63U;
    CsvState behind = CsvState::plain;
    if ((inside & last) != 0) {
        behind = CsvState::quoted;
    } else if ((closing & last) != 0) {
        behind = CsvState::quote_in_quoted;
    } else if ((ends & last) != 0) {
        behind = CsvState::field_start;
    }
    return {~inside, behind, (quotes & inside & ~may_open) != 0};
}

/// The same for a step without quotes, of which `last` is the last byte.
PAYUNG_AVX2_INLINE Quoting no_quotes(bool last_ends_field, CsvState state) {
    if (state == CsvState::quoted) return {0, state, false};
    return {~std::uint64_t{0}, last_ends_field ? CsvState::field_start : CsvState::plain, false};
}

/// Writes `at` plus the place of each bit behind `marks`, eight at a time; returns the new end.
PAYUNG_AVX2_INLINE std::uint32_t* write_marks(std::uint64_t bits, std::uint32_t at,
                                              std::uint32_t* marks) {
    std::uint32_t* const end = marks + std::popcount(bits);
    do {
        for (int i = 0; i < 8; ++i) {
            marks[i] = at + static_cast<std::uint32_t>(_tzcnt_u64(bits));
            bits = _blsr_u64(bits);
        }
        marks += 8;
    } while (bits != 0);
    return end;
}

PAYUNG_AVX2 std::size_t marks_avx2(const char* text, std::size_t from, std::size_t until,
                                   char delimiter, CsvState& state, std::uint32_t* marks) {
    std::uint32_t* mark = marks;
    CsvState now = state;
    std::size_t at = from;
    for (; at + step_bytes <= until; at += step_bytes) {
        const Chunk chunk = load(text + at);
        const std::uint64_t quotes = where(chunk, '"');
        const std::uint64_t field_ends = where(chunk, delimiter) | where(chunk, '\n');
        const Quoting found = quotes == 0 ? no_quotes((field_ends >> 63U) != 0, now)
                                          : quoting(quotes, field_ends, now);
        if (found.stray) [[unlikely]] {
            mark += CsvScanner::bytewise().marks(text, at, at + step_bytes, delimiter, now, mark);
            continue;
        }
        mark = write_marks(field_ends & found.outside, static_cast<std::uint32_t>(at), mark);
        now = found.state;
    }
    mark += CsvScanner::bytewise().marks(text, at, until, delimiter, now, mark);
    state = now;
    return static_cast<std::size_t>(mark - marks);
}

/// Takes `cut` one step on; false if it is for the byte-wise scan.
PAYUNG_AVX2_INLINE bool cut_step(const char* text, char delimiter, std::size_t record_bytes_max,
                                 CsvCut& cut) {
    const char* const here = text + cut.scanned;
    const Chunk chunk = load(here);
    const std::uint64_t quotes = where(chunk, '"');
    const std::uint64_t line_feeds = where(chunk, '\n');
    const char last = here[step_bytes - 1];
    const Quoting found = quotes == 0
                              ? no_quotes(last == delimiter || last == '\n', cut.state)
                              : quoting(quotes, where(chunk, delimiter) | line_feeds, cut.state);
    const std::uint64_t ends = line_feeds & found.outside;
    const std::size_t first_end = cut.scanned + _tzcnt_u64(ends);
    if (found.stray || (ends != 0 && first_end - cut.end > record_bytes_max)) return false;
    if (ends != 0) {
        cut.records += static_cast<unsigned>(std::popcount(ends));
        const unsigned behind = 63U - static_cast<unsigned>(std::countl_zero(ends));
        const std::uint64_t up_to_end = line_feeds << (63U - behind);
        cut.end = cut.scanned + behind + 1;
        cut.end_lines = cut.lines + static_cast<unsigned>(std::popcount(up_to_end));
    }
    cut.lines += static_cast<unsigned>(std::popcount(line_feeds));
    cut.scanned += step_bytes;
    cut.state = found.state;
    return true;
}

PAYUNG_AVX2 void cut_avx2(const char* text, std::size_t size, char delimiter,
                          std::size_t record_bytes_max, CsvCut& cut) {
    const CsvScanner& bytewise = CsvScanner::bytewise();
    CsvCut now = cut;
    while (now.scanned + step_bytes <= size && !now.too_long) {
        if (cut_step(text, delimiter, record_bytes_max, now)) continue;
        bytewise.cut(text, now.scanned + step_bytes, delimiter, record_bytes_max, now);
    }
    bytewise.cut(text, size, delimiter, record_bytes_max, now);
    cut = now;
}

}  // namespace

const CsvScanner* CsvScanner::avx2() {
    static constexpr CsvScanner scanner{marks_avx2, cut_avx2};
    const bool runs = __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("bmi") != 0 &&
                      __builtin_cpu_supports("popcnt") != 0;
    return runs ? &scanner : nullptr;
}

}  // namespace payung

#else

namespace payung {
const CsvScanner* CsvScanner::avx2() {
    return nullptr;
}
}  // namespace payung

#endif
