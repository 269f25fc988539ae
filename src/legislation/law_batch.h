#pragma once

/// Many cases asked at once: decisions of the rulebook over columns of facts.
///
/// Shape    a column of values for each input; rows are cases. Complete cases run on the columns of
///          the engine; a case with an unknown fact is asked by itself, as Rulebook::decide() does,
///          so that what is not known decides nothing.
/// Errors   law_malformed where no plan can be made. A case without a result has a null that says
///          why.
/// Cost     a complete case tens of nanoseconds on fixed-point columns, beside the making of boxed
///          values; the plan is made once.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "legislation/rulebook.h"
#include "rules/plan/plan.h"

namespace payung {

/// Facts by input, a value for each case; inputs that are not there are unknown in every case.
struct FactColumns {
    std::size_t cases = 0;
    std::map<std::string, std::vector<rules::Value>, std::less<>> columns;

    Facts facts_of(std::size_t at) const;
};

/// By decision, in the order asked for: the result of each case and the row of its table, -1 where
/// it has no row numbers.
struct BatchAnswer {
    std::vector<rules::Value> values;
    std::vector<int> rows;
};

class LawBatch {
public:
    static Result<LawBatch> make(Rulebook rulebook, std::span<const rules::Node* const> decisions,
                                 rules::Path path = rules::Path::fix);

    /// As the engine's columns answer, unknown facts being null.
    Result<std::vector<BatchAnswer>> ask_columns(const FactColumns& facts,
                                                 unsigned threads = 1) const;
    /// As the law answers.
    Result<std::vector<BatchAnswer>> ask(const FactColumns& facts, unsigned threads = 1) const;

private:
    LawBatch(Rulebook rulebook, std::span<const rules::Node* const> decisions, rules::Plan plan)
        : rulebook_(std::move(rulebook)),
          decisions_(decisions.begin(), decisions.end()),
          plan_(std::move(plan)) {}

    bool complete(const FactColumns& facts, std::size_t at) const;

    Rulebook rulebook_;
    std::vector<const rules::Node*> decisions_;
    rules::Plan plan_;
};

}  // namespace payung
