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
    const auto bits =
        std::clamp(static_cast<unsigned>(std::bit_width(wanted)), 1U, partition_bits_max);
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
        // starts_[b + 1] is where bucket b begins until filling has moved it to where b ends.
        starts_.assign(bucket_.count() + 2, 0);
        for (const KeyedRow& row : rows) ++starts_[bucket_.of(row.key()) + 2];
        for (std::size_t b = 2; b < starts_.size(); ++b) starts_[b] += starts_[b - 1];
        rows_.resize(rows.size() + at_once);
        for (const KeyedRow& row : rows) rows_[starts_[bucket_.of(row.key()) + 1]++] = row;
    }

    static constexpr std::size_t at_once = 2;
    /// Where the bucket of `hash` begins. `at_once` rows may be read from there, also of a shorter
    /// bucket: what is not of the bucket has another hash.
    const KeyedRow* begin_of(std::uint64_t hash) const {
        return rows_.data() + starts_[bucket_.of(hash)];
    }
    std::size_t size_of(std::uint64_t hash) const {
        const std::size_t bucket = bucket_.of(hash);
        return starts_[bucket + 1] - starts_[bucket];
    }

private:
    KeyDigit bucket_;
    std::vector<std::uint32_t> starts_;
    std::vector<KeyedRow> rows_;  // and `at_once` more, so that reading never leaves the array
};

/// Meetings of one partition, handed over when there are enough of them.
class MeetingBatch {
public:
    MeetingBatch(const Meet& meet, std::uint32_t left_rows_max)
        : meet_(meet), left_rows_max_(left_rows_max) {}

    /// Whether a row finds company is a coin toss that no processor predicts. Most buckets hold at
    /// most two rows; for these the result is written always, and counted if it is one.
    void add(std::size_t partition, const KeyedRow& right, const PartitionTable& table) {
        const std::uint64_t hash = right.key();
        if (table.size_of(hash) > PartitionTable::at_once) [[unlikely]] {
            add_from_bucket(right, {table.begin_of(hash), table.size_of(hash)});
        } else {
            const KeyedRow* row = table.begin_of(hash);
            const std::uint32_t first_meets = row[0].key() == hash;
            const std::uint32_t second_meets = row[1].key() == hash;
            lefts_[lefts_used_] = row[0].row();
            lefts_[lefts_used_ + first_meets] = row[1].row();
            keep(right, first_meets + second_meets);
        }
        if (meetings_used_ == meetings_per_call) hand_over(partition);
    }
    void hand_over(std::size_t partition) {
        if (meetings_used_ != 0) {
            meet_(partition, std::span(meetings_).first(meetings_used_),
                  std::span(lefts_).first(lefts_used_));
        }
        meetings_used_ = 0;
        lefts_used_ = 0;
    }

private:
    void keep(const KeyedRow& right, std::uint32_t count) {
        const bool crowded = count > left_rows_max_;
        const std::uint32_t kept = crowded ? 0 : count;
        meetings_[meetings_used_] = {right.row(), lefts_used_, kept, crowded};
        meetings_used_ += count != 0;
        lefts_used_ += kept;
    }
    void add_from_bucket(const KeyedRow& right, std::span<const KeyedRow> bucket) {
        if (lefts_.size() < lefts_used_ + bucket.size() + slack) {
            lefts_.resize(2 * (lefts_used_ + bucket.size()) + slack);
        }
        std::uint32_t count = 0;
        for (const KeyedRow& left : bucket) {
            if (left.key() != right.key()) continue;
            lefts_[lefts_used_ + count] = left.row();
            if (++count > left_rows_max_) break;
        }
        keep(right, count);
    }

    static constexpr std::size_t slack = 2 * meetings_per_call + PartitionTable::at_once;
    const Meet& meet_;
    std::uint32_t left_rows_max_;
    std::vector<Meeting> meetings_ = std::vector<Meeting>(meetings_per_call);
    std::vector<std::uint32_t> lefts_ = std::vector<std::uint32_t>(slack);
    std::uint32_t meetings_used_ = 0, lefts_used_ = 0;
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
            for (const KeyedRow& row : right[p]) batch.add(p, row, table);
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
