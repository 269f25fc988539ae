#include "planning/choice.h"

#include <algorithm>

#include "base/check.h"
#include "base/interrupt.h"
#include "planning/assignment.h"
#include "planning/choice_bound.h"
#include "planning/ranking.h"

namespace payung {
namespace {

constexpr std::size_t candidates_between_questions = std::size_t{1} << 20;

/// How far the money reached into each class. Its chosen are always its first by rank: once a
/// worker of a class cannot be paid, none of that class can.
struct Reach {
    std::vector<std::uint64_t> taken;           // by class
    std::vector<std::uint32_t> first_left_out;  // by class: a rank; no_candidate if all are taken
};

Result<Reach> take_in_order(const Ranking& ranking, std::size_t size, Assignment& assignment) {
    const std::size_t classes = ranking.population.size();
    Reach reach{std::vector<std::uint64_t>(classes, 0),
                std::vector<std::uint32_t>(classes, no_candidate)};
    for (std::size_t rank = 0; rank < size; ++rank) {
        if (rank % candidates_between_questions == 0) TRY(check_interrupted());
        const std::uint32_t worker_class = ranking.by_rank[rank].worker_class;
        if (reach.first_left_out[worker_class] != no_candidate) continue;
        if (assignment.take(worker_class)) {
            ++reach.taken[worker_class];
        } else {
            reach.first_left_out[worker_class] = static_cast<std::uint32_t>(rank);
        }
    }
    return reach;
}

/// What one class still has to hand out: places with the source it stands at.
struct Places {
    std::uint64_t left = 0;    // in all
    std::uint64_t here = 0;    // with this source
    std::uint32_t source = 0;  // index into the list of the class
};

/// Names the workers: each class gives its places to its first, the most restricted source first.
Result<void> deal_out(const Ranking& ranking, std::span<const WorkerClass> classes,
                      const Assignment& assignment, const Reach& reach, Choice& choice) {
    std::vector<Places> places(classes.size());
    for (std::uint32_t i = 0; i < classes.size(); ++i) {
        places[i].left = reach.taken[i];
        if (!classes[i].payable_by.empty()) places[i].here = assignment.paid(i)[0];
    }
    for (std::size_t rank = 0; rank < choice.order.size(); ++rank) {
        if (rank % candidates_between_questions == 0) TRY(check_interrupted());
        const RankedCandidate& who = ranking.by_rank[rank];
        choice.order[rank] = who.candidate;
        Places& of_class = places[who.worker_class];
        if (of_class.left == 0) continue;
        while (of_class.here == 0) {
            of_class.here = assignment.paid(who.worker_class)[++of_class.source];
        }
        --of_class.left;
        --of_class.here;
        const std::uint32_t source = classes[who.worker_class].payable_by[of_class.source].source;
        choice.source_of[who.candidate] = source;
        choice.sources[source].last_covered = who.candidate;
    }
    return {};
}

Leftover why_left(const SourceOutcome& source) {
    if (source.used == source.ceiling) return Leftover::nothing;
    if (source.eligible == 0) return Leftover::nobody_eligible;
    return source.left_out > 0 ? Leftover::too_little : Leftover::nobody_to_pay;
}

void account(const Ranking& ranking, std::span<const WorkerClass> classes,
             const Assignment& assignment, const Reach& reach, Choice& choice) {
    std::vector<std::uint32_t> first_left_out(choice.sources.size(), no_candidate);  // ranks
    for (std::uint32_t i = 0; i < classes.size(); ++i) {
        for (std::size_t j = 0; j < classes[i].payable_by.size(); ++j) {
            const PayableBy& payable = classes[i].payable_by[j];
            SourceOutcome& source = choice.sources[payable.source];
            const std::uint64_t workers = assignment.paid(i)[j];
            source.workers += workers;
            source.used += payable.cost * static_cast<std::int64_t>(workers);
            source.eligible += ranking.population[i];
            source.left_out += ranking.population[i] - reach.taken[i];
            first_left_out[payable.source] =
                std::min(first_left_out[payable.source], reach.first_left_out[i]);
        }
    }
    for (std::uint32_t f = 0; f < choice.sources.size(); ++f) {
        SourceOutcome& source = choice.sources[f];
        CHECK(source.used <= source.ceiling);
        CHECK(source.ceiling - source.used == assignment.left(f));
        if (first_left_out[f] != no_candidate) {
            source.first_left_out = choice.order[first_left_out[f]];
        }
        source.leftover = why_left(source);
    }
}

}  // namespace

Result<Choice> choose(std::span<const Candidate> candidates, std::span<const WorkerClass> classes,
                      std::span<const Money> ceilings, unsigned threads) {
    CHECK(candidates.size() < no_candidate);
    TRY_ASSIGN(const Ranking ranking, rank_candidates(candidates, classes.size(), threads));
    Assignment assignment(classes, ceilings, ranking.population);
    TRY_ASSIGN(const Reach reach, take_in_order(ranking, candidates.size(), assignment));

    Choice choice;
    choice.order.resize(candidates.size());
    choice.source_of.assign(candidates.size(), no_source);
    choice.sources.resize(ceilings.size());
    for (std::size_t f = 0; f < ceilings.size(); ++f) choice.sources[f].ceiling = ceilings[f];
    TRY(deal_out(ranking, classes, assignment, reach, choice));
    account(ranking, classes, assignment, reach, choice);

    choice.nested = assignment.nested();
    choice.exchanges = assignment.exchanges();
    if (!assignment.one_price()) {
        choice.optimality = Optimality::bounded;
        choice.gain_at_most =
            gain_at_most(classes, ceilings, assignment, ranking.population, reach.taken);
    }
    return choice;
}

}  // namespace payung
