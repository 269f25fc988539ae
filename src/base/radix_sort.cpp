#include "base/radix_sort.h"

#include <algorithm>
#include <array>
#include <bit>

#include "base/radix_partition.h"

namespace payung {
namespace {

constexpr std::size_t piece_rows_max = 1 << 15;  // Twice 384 KB: both sides of a pass stay in L2.
constexpr std::size_t insertion_rows_max = 32;
constexpr unsigned piece_digit_bits = 8;
constexpr unsigned split_digit_bits = 11;

/// Bits in which the keys of a range are not all the same.
class VaryingBits {
public:
    void add(std::uint64_t key) {
        any_ |= key;
        all_ &= key;
    }
    void add(const VaryingBits& other) {
        any_ |= other.any_;
        all_ &= other.all_;
    }
    std::uint64_t mask() const { return any_ & ~all_; }

private:
    std::uint64_t any_ = 0, all_ = ~std::uint64_t{0};
};

std::uint64_t varying_bits(std::span<const KeyedRow> rows, unsigned threads) {
    std::vector<VaryingBits> found(threads);
    run_threads(threads, [&](unsigned t) {
        VaryingBits bits;
        const std::size_t end = rows.size() * (t + 1) / threads;
        for (std::size_t i = rows.size() * t / threads; i < end; ++i) bits.add(rows[i].key());
        found[t] = bits;
    });
    for (const VaryingBits& bits : found) found.front().add(bits);
    return rows.empty() ? 0 : found.front().mask();
}

/// The rows to sort stand in `full`; `spare` is as long. The sorted ones are wanted in either.
struct Range {
    std::span<KeyedRow> full, spare;
    bool wanted_in_spare = false;

    std::span<KeyedRow> wanted() const { return wanted_in_spare ? spare : full; }
    Range part(std::size_t begin, std::size_t end) const {
        return {full.subspan(begin, end - begin), spare.subspan(begin, end - begin),
                wanted_in_spare};
    }
    /// After a pass that wrote all rows to the other side.
    void turn() {
        std::swap(full, spare);
        wanted_in_spare = !wanted_in_spare;
    }
    void settle() const {
        if (wanted_in_spare) std::ranges::copy(full, spare.begin());
    }
};

void insertion_sort(std::span<KeyedRow> rows) {
    for (std::size_t i = 1; i < rows.size(); ++i) {
        const KeyedRow row = rows[i];
        std::size_t at = i;
        for (; at > 0 && rows[at - 1].key() > row.key(); --at) rows[at] = rows[at - 1];
        rows[at] = row;
    }
}

void scatter_by_digit(std::span<const KeyedRow> from, std::span<KeyedRow> to, KeyDigit digit) {
    std::array<std::uint32_t, 1 << piece_digit_bits> at{};
    for (const KeyedRow& row : from) ++at[digit.of(row.key())];
    std::uint32_t begin = 0;
    for (std::uint32_t& count : at) begin += std::exchange(count, begin);
    for (const KeyedRow& row : from) to[at[digit.of(row.key())]++] = row;
}

/// Lowest digit first, one thread.
void sort_piece(Range range) {
    if (range.full.size() <= insertion_rows_max) {
        range.settle();
        return insertion_sort(range.wanted());
    }
    std::uint64_t open = varying_bits(range.full, 1);
    while (open != 0) {
        const auto shift = static_cast<unsigned>(std::countr_zero(open));
        scatter_by_digit(range.full, range.spare, {shift, piece_digit_bits});
        range.turn();
        const unsigned done = shift + piece_digit_bits;
        open = done < 64 ? open >> done << done : 0;
    }
    range.settle();
}

void sort_range(Range range, unsigned threads);

/// What a split left: large pieces by all threads in turn, the others one a thread.
void sort_pieces(Range range, std::span<const std::size_t> starts, unsigned threads) {
    std::vector<std::size_t> small;
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        const std::size_t size = starts[i + 1] - starts[i];
        if (size > piece_rows_max) {
            sort_range(range.part(starts[i], starts[i + 1]), threads);
        } else if (size > 0) {
            small.push_back(i);
        }
    }
    for_pieces(small.size(), 1, threads, [&](std::size_t at, std::size_t, std::size_t) {
        sort_piece(range.part(starts[small[at]], starts[small[at] + 1]));
    });
}

/// Highest digit first, all threads.
void sort_range(Range range, unsigned threads) {
    if (range.full.size() <= piece_rows_max) return sort_piece(range);
    const std::uint64_t open = varying_bits(range.full, threads);
    if (open == 0) return range.settle();
    const auto top = static_cast<unsigned>(std::bit_width(open));
    const KeyDigit digit{top - std::min(top, split_digit_bits), std::min(top, split_digit_bits)};
    const auto source = [&](std::size_t begin, std::size_t end, auto emit) {
        for (std::size_t i = begin; i < end; ++i) {
            emit(range.full[i].key(), range.full[i].row());
        }
    };
    const auto starts = radix_partition(range.full.size(), source, digit, threads,
                                        [&](std::size_t) { return range.spare.data(); });
    range.turn();
    sort_pieces(range, starts, threads);
}

}  // namespace

void radix_sort(std::span<KeyedRow> rows, unsigned threads) {
    BigArray<KeyedRow> scratch(rows.size());
    sort_range({rows, scratch.span()}, std::max(threads, 1U));
}

}  // namespace payung
