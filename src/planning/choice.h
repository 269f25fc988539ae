#pragma once

/// Whom the budgets cover: the greedy choice of domain/fund-and-impact.md 11.2, exact by proof.
///
/// Workers are taken in order of priority (extreme poor first); each is paid by the most restricted
/// source that still has money for him, and left out if there is none. Where eligibility sets
/// cross, a search first looks for a chain of exchanges: a worker chosen before moves to another
/// source that may pay him, and leaves his place to the newcomer. Workers of one class (same
/// sources, same cost with each) are interchangeable, so the search runs over classes, and the
/// chosen of a class are dealt out to its sources at the end, in order of priority, the most
/// restricted source first.
///
/// Priority is lexicographic: one worker of better rank outweighs all those behind him. Value for
/// money (11.3) would prefer two cheap workers to one dear and poorer one; the promise is "the
/// poorest first", so cost never changes the order. A worker whom no leftover can pay is passed
/// over, and a later, cheaper one may still be paid from that leftover: this takes nothing from the
/// first.
///
/// Proof    A source with one price is a row of equal places, and the sets of workers that can be
///          seated are the independent sets of a transversal matroid: greedy is optimal for every
///          weighting that falls with the rank (Edmonds 1971). A failed search leaves a set of full
///          sources whose workers can go nowhere else, so it never needs to be repeated. With
///          nested sources no search is needed at all (11.2). For several prices see Optimality.
/// Shape    candidate i <-> source_of[i]; ranks are 0 … n-1 over all candidates.
/// Same     for any number of threads and any order of rows, while (priority, tie, class) differ.
/// Cost     one radix sort of the candidates, O(1) a candidate; a failed search at most once a
/// class. Errors   interrupted.

#include <cstdint>
#include <span>
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
inline constexpr std::uint32_t no_candidate = UINT32_MAX;

/// A source's whole cost of one worker of this class, over all its months. Pre: cost > 0, a source
/// at most once.
struct PayableBy {
    std::uint32_t source = 0;
    Money cost;
    friend auto operator<=>(const PayableBy&, const PayableBy&) = default;
};

/// Interchangeable workers and who may pay for them, the most restricted source first. Nobody may
/// pay for a class without sources.
struct WorkerClass {
    std::vector<PayableBy> payable_by;
    friend bool operator==(const WorkerClass&, const WorkerClass&) = default;
};

/// Why money is left in a source at the end.
enum class Leftover : std::uint8_t {
    nothing,        // spent to the last rupiah
    too_little,     // workers are left out whom it may pay; none of them costs as little as is left
    nobody_to_pay,  // everyone it may pay is covered, by it or by another source
    nobody_eligible  // it may pay none of the candidates at all
};

struct SourceOutcome {
    Money ceiling, used;
    std::uint64_t workers = 0;
    std::uint64_t eligible = 0;                 // candidates it may pay, covered or not
    std::uint64_t left_out = 0;                 // of these, covered by nobody
    std::uint32_t last_covered = no_candidate;  // the worst in rank whom it pays: the margin
    std::uint32_t first_left_out =
        no_candidate;  // the best in rank whom it may pay and nobody does
    Leftover leftover = Leftover::nothing;
};

/// What is known of the answer.
///
/// `proven`   Every source has one price for all it may pay: no payable set is better, for any
///            weights that fall with the rank.
/// `bounded`  Some source has several prices (relief by sector in some of its months). Then, given
///            how much each source spends at each of its prices, still no set is better; and
///            whoever keeps all those chosen cannot add more than `gain_at_most` workers, however
///            he rearranges. Not claimed: that another split of a source between its prices could
///            not have paid someone of better rank (deciding that is a packing problem).
enum class Optimality : std::uint8_t { proven, bounded };

struct Choice {
    std::vector<std::uint32_t> order;      // candidates by rank
    std::vector<std::uint32_t> source_of;  // by candidate; no_source if left out
    std::vector<SourceOutcome> sources;
    bool nested = true;  // of the candidates at hand: no two sources cross, lists follow inclusion
    Optimality optimality = Optimality::proven;
    std::uint64_t gain_at_most = 0;  // 0 if proven
    std::uint64_t exchanges = 0;     // workers taken by a chain of exchanges
};

/// Pre: ceilings >= 0; every class and source index in range; fewer than 2^32 - 1 candidates.
Result<Choice> choose(std::span<const Candidate> candidates, std::span<const WorkerClass> classes,
                      std::span<const Money> ceilings, unsigned threads);

}  // namespace payung
