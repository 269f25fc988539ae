#pragma once

/// Whom the budgets cover: the greedy choice of domain/fund-and-impact.md 11.2, exact by proof.
///
/// Workers are taken in order of priority (extreme poor first); each is paid by the most restricted
/// source that still has money for him. Where eligibility sets cross, an augmenting path moves
/// workers already chosen to other sources that may pay them. Workers of one class (same eligible
/// sources, same cost with each) are interchangeable, so the search runs over classes, and the
/// chosen of a class are dealt out to its sources at the end, in order of priority.
///
/// Shape    candidate i <-> source_of[i]; ranks are 0 … n-1 over all candidates.
/// Cost     one radix sort of the candidates, then O(1) a candidate while sources are nested.
/// Errors   interrupted.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"

namespace payung {

/// Someone to cover. Smaller priority first; equal priorities are ordered by tie (a hash of who he
/// is), never by row.
struct Candidate {
    std::uint64_t tie = 0;
    std::uint32_t priority = 0;
    std::uint32_t worker_class = 0;  // index into the classes
};

inline constexpr std::uint32_t no_source = UINT32_MAX;

/// A source's whole cost of one worker of this class, over all its months; sources from the most
/// restricted to the least.
struct PayableBy {
    std::uint32_t source = 0;
    Money cost;
};
struct WorkerClass {
    std::vector<PayableBy> payable_by;
};

struct SourceOutcome {
    Money ceiling, used;
    std::uint64_t workers = 0;
    std::uint64_t eligible = 0;               // candidates it could have paid
    std::uint32_t last_covered = UINT32_MAX;  // candidate of worst rank it pays
    std::uint32_t first_left_out = UINT32_MAX;  // candidate of best rank it could pay and nobody does
};

/// What is known of the answer. `proven`: every source pays the same for each worker it may pay, so
/// the matroid argument holds and no choice covers a better set. `bounded`: some source has
/// several prices; at most one worker a source could be gained.
enum class Optimality : std::uint8_t { proven, bounded };

struct Choice {
    std::vector<std::uint32_t> order;      // candidates by rank
    std::vector<std::uint32_t> source_of;  // by candidate; no_source if left out
    std::vector<SourceOutcome> sources;
    bool nested = true;                    // no augmenting path was needed by the shape of the sets
    Optimality optimality = Optimality::proven;
};

Result<Choice> choose(std::span<const Candidate> candidates, std::span<const WorkerClass> classes,
                      std::span<const Money> ceilings, unsigned threads);

}  // namespace payung
