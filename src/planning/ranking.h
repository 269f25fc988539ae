#pragma once

/// Candidates in order of priority, ties by who they are.
///
/// The order is total (priority, tie, class, row), so it does not depend on threads; and not on the
/// order of rows either, except among candidates equal in all three.
///
/// Cost   one parallel scatter by the leading bits into parts that fit the cache, each then sorted
///        there: about 10 ns a candidate and core. 16 bytes a candidate.
/// Errors interrupted.

#include <cstdint>
#include <span>
#include <vector>

#include "base/big_array.h"
#include "base/result.h"
#include "planning/choice.h"

namespace payung {

struct RankedCandidate {
    std::uint64_t key = 0;  // priority, then as many leading bits of the tie as have room
    std::uint32_t candidate = 0;
    std::uint32_t worker_class = 0;
};

struct Ranking {
    BigArray<RankedCandidate> by_rank;      // one for each candidate
    std::vector<std::uint64_t> population;  // candidates of each class
};

Result<Ranking> rank_candidates(std::span<const Candidate> candidates, std::size_t classes,
                                unsigned threads);

}  // namespace payung
