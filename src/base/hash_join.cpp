#include "base/hash_join.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <vector>

#include "base/interrupt.h"
#include "base/radix_partition.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr std::size_t left_rows_per_partition = 16'384;  // their table takes about 300 KB
constexpr unsigned partition_bits_max = 12;
constexpr std::size_t meetings_per_call = 1'024;

using Meet = std::function<void(std::size_t partition, std::span<const Meeting>,
                                std::span<const std::uint32_t> lefts)>;

KeyDigit partition_digit(std::size_t left_rows) {
    const std::size_t wanted = left_rows / left_rows_per_partition;
    const auto bits = std::min(static_cast<unsigned>(std::bit_width(wanted)), partition_bits_max);
    return {64 - bits, bits};
}

Partitions partition_side(const JoinSide& side, KeyDigit digit, unsigned threads) {
    const auto source = [&](std::size_t begin, std::size_t end, auto emit) {
        std::array<std::uint64_t, 1'024> keys;
        for (std::size_t at = begin; at < end; at += keys.size()) {
            const std::size_t count = std::min(keys.size(), end - at);
            side.write(at, std::span(keys).first(count));
            for (std::size_t i = 0; i < count; ++i) {
                if (keys[i] != 0) emit(mix64(keys[i]), static_cast<std::uint32_t>(at + i));
            }
        }
    };
    return partition_rows(side.rows, source, digit, threads);
}

/// The left rows of one partition, those of a bucket side by side: a table without chains.
class PartitionTable {
public:
    /// `digit`: the bits of the hash that all rows of the partition share.
    void fill(std::span<const KeyedRow> rows, KeyDigit digit) {
        const auto bits = static_cast<unsigned>(std::bit_width(rows.size()));
        bucket_ = {digit.shift - bits, bits};
        ends_.assign(bucket_.count() + 1, 0);
        rows_.resize(rows.size());
        for (const KeyedRow& row : rows) ++ends_[bucket_.of(row.key()) + 1];
        for (std::size_t b = 1; b < ends_.size(); ++b) ends_[b] += ends_[b - 1];
        // Now ends_[b] is where bucket b begins; filling moves it to where b ends.
        for (const KeyedRow& row : rows) rows_[ends_[bucket_.of(row.key())]++] = row;
    }
    std::span<const KeyedRow> bucket_of(std::uint64_t hash) const {
        const std::size_t bucket = bucket_.of(hash);
        const std::uint32_t begin = bucket == 0 ? 0 : ends_[bucket - 1];
        return {rows_.data() + begin, ends_[bucket] - begin};
    }

private:
    KeyDigit bucket_;
    std::vector<std::uint32_t> ends_;
    std::vector<KeyedRow> rows_;
};

/// Meetings of one partition, handed over when there are enough of them.
class MeetingBatch {
public:
    MeetingBatch(const Meet& meet, std::uint32_t left_rows_max)
        : meet_(meet), left_rows_max_(left_rows_max) {}

    void add(std::size_t partition, const KeyedRow& right, std::span<const KeyedRow> bucket) {
        const auto first = static_cast<std::uint32_t>(lefts_.size());
        std::uint32_t count = 0;
        for (const KeyedRow& left : bucket) {
            if (left.key() != right.key()) continue;
            if (++count > left_rows_max_) break;
            lefts_.push_back(left.row());
        }
        if (count == 0) return;
        const bool crowded = count > left_rows_max_;
        if (crowded) lefts_.resize(first);
        meetings_.push_back({right.row(), first, crowded ? 0 : count, crowded});
        if (meetings_.size() >= meetings_per_call) hand_over(partition);
    }
    void hand_over(std::size_t partition) {
        if (!meetings_.empty()) meet_(partition, meetings_, lefts_);
        meetings_.clear();
        lefts_.clear();
    }

private:
    const Meet& meet_;
    std::uint32_t left_rows_max_;
    std::vector<Meeting> meetings_;
    std::vector<std::uint32_t> lefts_;
};

Result<void> join_partitions(const JoinSide& left_side, const JoinSide& right_side,
                             JoinOptions options, const Meet& meet) {
    const unsigned threads = std::max(options.threads, 1U);
    const KeyDigit digit = partition_digit(left_side.rows);
    Partitions left = partition_side(left_side, digit, threads);
    TRY(check_interrupted());
    Partitions right = partition_side(right_side, digit, threads);
    std::atomic<std::size_t> next = 0;
    run_threads(threads, [&](unsigned) {
        PartitionTable table;
        MeetingBatch batch(meet, options.left_rows_max);
        for (std::size_t p = next++; p < digit.count() && !interrupted(); p = next++) {
            if (left[p].empty() || right[p].empty()) continue;
            table.fill(left[p], digit);
            for (const KeyedRow& row : right[p]) batch.add(p, row, table.bucket_of(row.key()));
            batch.hand_over(p);
        }
    });
    return check_interrupted();
}

}  // namespace

JoinSide side_of(std::span<const std::uint64_t> keys) {
    return {keys.size(), [keys](std::size_t begin, std::span<std::uint64_t> out) {
                std::ranges::copy(keys.subspan(begin, out.size()), out.begin());
            }};
}

Result<void> hash_join(
    const JoinSide& left, const JoinSide& right, JoinOptions options,
    const std::function<void(std::span<const Meeting>, std::span<const std::uint32_t>)>& meet) {
    return join_partitions(left, right, options,
                           [&](std::size_t, std::span<const Meeting> meetings,
                               std::span<const std::uint32_t> lefts) { meet(meetings, lefts); });
}

Result<BigArray<RowPair>> join_pairs(const JoinSide& left, const JoinSide& right,
                                     unsigned threads) {
    std::vector<std::vector<RowPair>> found(partition_digit(left.rows).count());
    const auto keep = [&](std::size_t partition, std::span<const Meeting> meetings,
                          std::span<const std::uint32_t> lefts) {
        for (const Meeting& meeting : meetings) {
            for (const std::uint32_t row : lefts.subspan(meeting.first, meeting.count)) {
                found[partition].push_back({row, meeting.right});
            }
        }
    };
    TRY(join_partitions(left, right, {.threads = threads}, keep));
    std::vector<std::size_t> starts(found.size() + 1);
    for (std::size_t p = 0; p < found.size(); ++p) starts[p + 1] = starts[p] + found[p].size();
    BigArray<RowPair> pairs(starts.back());
    for_pieces(found.size(), 1, threads, [&](std::size_t p, std::size_t, std::size_t) {
        std::ranges::copy(found[p], pairs.data() + starts[p]);
        found[p] = {};
    });
    return pairs;
}

}  // namespace payung
