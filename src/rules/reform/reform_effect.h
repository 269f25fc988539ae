#pragma once

/// What a reform costs and whom it touches: both sides computed for a population in one run, added
/// up by groups, with the rows of law that changed under people's feet.
///
/// Units    sums in micro-units (10^-6) of what the decisions count, in 128 bits; exact for results
///          of at most six decimals.
/// Shape    a row without a result on either side is in the exceptions and in no sum: never zero.
///          Sums do not depend on the number of threads.
/// Cost     both sides are one plan, so what they share is computed once.

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "rules/explain/words.h"
#include "rules/reform/overlay.h"
#include "rules/reform/population.h"

namespace payung::rules {

using Micro = __int128;

/// One group of one grouping; of one decision, or of all of them together.
struct Outcome {
    std::uint64_t rows = 0;                         // with a result on both sides
    std::uint64_t exceptions = 0;                   // without
    std::uint64_t lower = 0, same = 0, higher = 0;  // under the reform
    Micro baseline = 0, reform = 0;

    Micro difference() const { return reform - baseline; }
    Outcome& operator+=(const Outcome& other);
};

struct GroupOutcome {
    std::string label;
    Outcome outcome;
};

/// How many rows moved from one row of a table to another; 0: none applied.
struct RuleMove {
    int before = 0, after = 0;
    std::uint64_t rows = 0;
};

struct TableMoves {
    const Node* before = nullptr;
    const Node* after = nullptr;
    std::vector<RuleMove> moves;  // all pairs that occur, those that stayed too
};

struct DecisionOutcome {
    const Node* decision = nullptr;
    Outcome all;
};

struct EffectException {
    std::size_t row = 0;
    const Node* decision = nullptr;
    bool reform = false;  // which side
    Reason reason = Reason::none;
};

struct ReformEffect {
    std::size_t rows = 0;
    Outcome all;  // of the decisions added up, row by row
    std::vector<DecisionOutcome> decisions;
    std::vector<std::pair<std::string, std::vector<GroupOutcome>>> groups;  // by grouping
    std::vector<TableMoves> tables;
    std::vector<EffectException> exceptions;  // by row; at most exceptions_max
    std::uint64_t exception_count = 0;
    static constexpr std::size_t exceptions_max = 1'000'000;
};

struct EffectOptions {
    Constants constants;
    unsigned threads = 1;
    Path path = Path::fix;
};

/// `decisions` are numbers of the baseline. Must outlive the answer: `overlaid`.
Checked<ReformEffect> effect_of(const Overlaid& overlaid, std::span<const NodeId> decisions,
                                const Population& population, const EffectOptions& options);

/// Decisions of the baseline that the reform reaches, count rupiah (by `units` or their type), and
/// are not part of another such decision.
std::vector<NodeId> affected_amounts(const Overlaid& overlaid, const Units* units);

}  // namespace payung::rules
