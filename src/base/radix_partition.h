#pragma once

/// Rows put into 2^bits partitions by a digit of their key, on several threads, in stable order.
///
/// The rows come from `source(begin, end, emit)`, which calls emit(key, row) for those of
/// [begin, end) that have a key; it is asked twice and must answer the same. Within a partition
/// rows keep the order in which the source has them, whatever the number of threads.
///
/// Rows are gathered in small buffers in the cache, one a partition, and go out in whole cache
/// lines: the memory sees long writes instead of scattered ones.
///
/// Cost   two passes over the source, 12 bytes a row out, 192 bytes a partition and thread.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "base/big_array.h"
#include "base/check.h"
#include "base/keyed_row.h"
#include "base/parallel.h"

namespace payung {

struct KeyDigit {
    unsigned shift = 0;
    unsigned bits = 0;
    std::size_t count() const { return std::size_t{1} << bits; }
    std::size_t of(std::uint64_t key) const {
        return static_cast<std::size_t>(key >> shift) & (count() - 1);
    }
};

/// One thread's buffers in front of the partitions of one output array.
class PartitionWriter {
public:
    /// `at[d]`: where in `out` the next row of digit d goes.
    PartitionWriter(KeyedRow* out, std::vector<std::size_t> at)
        : out_(out),
          phase_(phase_of(out)),
          at_(std::move(at)),
          first_(at_),
          buffers_(at_.size() * block) {}

    void add(std::size_t digit, KeyedRow row) {
        const std::size_t at = at_[digit]++;
        const std::size_t slot = (at + phase_) % block;
        buffers_[digit * block + slot] = row;
        if (slot == block - 1) flush(digit, block);
    }
    /// Writes what is still in the buffers.
    void finish() {
        for (std::size_t digit = 0; digit < at_.size(); ++digit) {
            const std::size_t filled = (at_[digit] + phase_) % block;
            if (filled != 0) flush(digit, filled);
        }
#if defined(__SSE2__)
        _mm_sfence();
#endif
    }

private:
    static constexpr std::size_t block = 16;  // rows of 12 bytes: three cache lines

    /// What to add to a position so that multiples of `block` begin a cache line: 12 (p + phase) is
    /// a multiple of 64 where out + 12 p is; 11 is the inverse of 3 modulo 16.
    static std::size_t phase_of(const KeyedRow* out) {
        const auto words = reinterpret_cast<std::uintptr_t>(out) / sizeof(std::uint32_t);
        return static_cast<std::size_t>(words * 11 % block);
    }

    /// The buffer of `digit` holds the rows before at_[digit], the last of them in slot filled - 1.
    void flush(std::size_t digit, std::size_t filled) {
        const std::size_t end = at_[digit];
        const std::size_t rows = std::min(filled, end - first_[digit]);
        const KeyedRow* from = buffers_.data() + digit * block + (filled - rows);
        KeyedRow* to = out_ + (end - rows);
        if (rows == block) return copy_lines(to, from);
        // The first and the last lines of a partition may belong to other threads too.
        std::memcpy(to, from, rows * sizeof(KeyedRow));
    }
    /// Past the cache: the lines need not be read before they are overwritten.
    static void copy_lines(KeyedRow* to, const KeyedRow* from) {
#if defined(__SSE2__)
        for (std::size_t i = 0; i < block * sizeof(KeyedRow) / sizeof(__m128i); ++i) {
            _mm_stream_si128(reinterpret_cast<__m128i*>(to) + i,
                             _mm_loadu_si128(reinterpret_cast<const __m128i*>(from) + i));
        }
#else
        std::memcpy(to, from, block * sizeof(KeyedRow));
#endif
    }

    KeyedRow* out_;
    std::size_t phase_;
    std::vector<std::size_t> at_, first_;
    BigArray<KeyedRow> buffers_;
};

/// Rows by partition: those of digit d are rows[starts[d]] … rows[starts[d + 1] - 1].
struct Partitions {
    BigArray<KeyedRow> rows;
    std::vector<std::size_t> starts;
    std::span<KeyedRow> operator[](std::size_t digit) {
        return rows.span().subspan(starts[digit], starts[digit + 1] - starts[digit]);
    }
};

/// Where each thread's rows of each digit begin, from how many each has; `counts` becomes that.
/// Returns starts, one more than digits.
inline std::vector<std::size_t> starts_of(std::vector<std::vector<std::size_t>>& counts) {
    const std::size_t digits = counts.front().size();
    std::vector<std::size_t> starts(digits + 1);
    std::size_t at = 0;
    for (std::size_t digit = 0; digit < digits; ++digit) {
        starts[digit] = at;
        for (auto& of_thread : counts) at += std::exchange(of_thread[digit], at);
    }
    starts[digits] = at;
    return starts;
}

/// `place(total)` is asked once for the array of `total` rows that is written. Returns starts.
template <class Source, class Place>
std::vector<std::size_t> radix_partition(std::size_t size, const Source& source, KeyDigit digit,
                                         unsigned threads, const Place& place) {
    threads = std::max(threads, 1U);
    std::vector<std::vector<std::size_t>> counts(threads);
    const auto share = [&](unsigned thread) { return size * thread / threads; };
    run_threads(threads, [&](unsigned t) {
        std::vector<std::size_t> count(digit.count());
        source(share(t), share(t + 1),
               [&](std::uint64_t key, std::uint32_t) { ++count[digit.of(key)]; });
        counts[t] = std::move(count);
    });
    std::vector<std::size_t> starts = starts_of(counts);
    KeyedRow* out = place(starts.back());
    run_threads(threads, [&](unsigned t) {
        PartitionWriter writer(out, std::move(counts[t]));
        source(share(t), share(t + 1), [&](std::uint64_t key, std::uint32_t row) {
            writer.add(digit.of(key), KeyedRow{key, row});
        });
        writer.finish();
    });
    return starts;
}

/// The same into an array of its own.
template <class Source>
Partitions partition_rows(std::size_t size, const Source& source, KeyDigit digit,
                          unsigned threads) {
    Partitions made;
    made.starts = radix_partition(size, source, digit, threads, [&](std::size_t total) {
        made.rows = BigArray<KeyedRow>(total);
        return made.rows.data();
    });
    return made;
}

}  // namespace payung
