#pragma once

/// Which rows of two sides have the same 64-bit key: exact, many to many, on several threads.
///
/// Both sides are cut into partitions by bits of a hash of the key, so that the table of one
/// partition stays in the cache; then the threads take the partitions in turn. The hash is a
/// bijection, so equal hashes are equal keys and nothing has to be looked up again.
///
/// Shape    row i of a side has keys[i]; 0 is "no key" and meets nobody. At most 2^32 - 1 rows.
/// Order    partition by partition (their number depends on the size of the left side alone),
/// within
///          it right rows rising, and for each its left rows rising: the same for any thread count.
/// Crowds   a key of more than `left_rows_max` left rows is reported as crowded, without rows: else
///          a filler that half the file carries would make 10^14 pairs.
/// Memory   12 bytes a row that has a key, of both sides: 1.1 GB for 30 million x 60 million; 384
/// KB
///          a thread for buffers; join_pairs() twice 8 bytes a pair beside that.
/// Errors   interrupted.
/// Cost     O(left + right + pairs); see hash_join_bench.

#include <cstdint>
#include <functional>
#include <limits>
#include <span>

#include "base/big_array.h"
#include "base/result.h"

namespace payung {

/// A side of the join makes its keys when they are needed, so that no array of them is kept:
/// write(begin, keys) sets keys[i] to the key of row begin + i. Asked twice, must answer the same.
struct JoinSide {
    std::size_t rows = 0;
    std::function<void(std::size_t begin, std::span<std::uint64_t> keys)> write;
};
JoinSide side_of(std::span<const std::uint64_t> keys);

/// A right row and the left rows of its key: lefts[first] … lefts[first + count - 1].
struct Meeting {
    std::uint32_t right = 0;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
    bool crowded = false;  // More than left_rows_max: count is 0.
};

struct JoinOptions {
    std::uint32_t left_rows_max = std::numeric_limits<std::uint32_t>::max();
    unsigned threads = 1;
};

/// Tells `meet` of every right row that has company, some thousand at a time. Called by several
/// threads at once; a right row comes once, and all rows of one key come to the same thread.
Result<void> hash_join(const JoinSide& left, const JoinSide& right, JoinOptions options,
                       const std::function<void(std::span<const Meeting>,
                                                std::span<const std::uint32_t> lefts)>& meet);

struct RowPair {
    std::uint32_t left = 0, right = 0;
    friend bool operator==(const RowPair&, const RowPair&) = default;
};

/// All pairs, in the order above.
Result<BigArray<RowPair>> join_pairs(const JoinSide& left, const JoinSide& right, unsigned threads);

}  // namespace payung
