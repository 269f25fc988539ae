#pragma once

/// Worked cases put to the test: every expectation of a case against what the rules answer.
///
/// A case passes where every amount is exact, every named row is the one that applied, and every
/// refusal is refused for the named reason; on each path that is asked (boxed values, decimal
/// columns, fixed-point columns).

#include <string>
#include <vector>

#include "base/result.h"
#include "legislation/law_example.h"
#include "rules/plan/plan.h"

namespace payung {

/// One expectation that was not met.
struct Mismatch {
    rules::Path path = rules::Path::boxed;
    std::string decision;
    std::string expected, found;  // in FEEL; of rows "baris 2"
};

struct ExampleOutcome {
    std::vector<rules::Value> results;  // of example.expect, on the boxed path
    std::vector<Mismatch> mismatches;
    bool passed() const { return mismatches.empty(); }
};

/// On the boxed path, as one person's question is answered.
ExampleOutcome run_example(const Rulebook& rulebook, const LawExample& example);

/// Each on every path: one by one on boxed values, and all of them as the rows of one batch on
/// decimal and on fixed-point columns. Errors: law_malformed where no plan can be made.
Result<std::vector<ExampleOutcome>> run_examples(const Rulebook& rulebook,
                                                 std::span<const LawExample> examples);

}  // namespace payung
