#pragma once

/// Results of the law explained: rules/explain with what a rulebook brings (holidays, version,
/// units and English names of dated figures), and refused where the law refuses.
///
/// Errors   none; a refusal is explained too. A fact that the law does not know, or a day in a year
///          without a calendar, gives a null with its cause, as Rulebook::decide() does.
/// Shape    LawCase for a case that is asked several decisions: what they share is computed once.
/// Cost     below 1 ms, a further decision of a case some microseconds; units_of() and
/// english_names_of() are made once by those who ask often.

#include "legislation/rulebook.h"
#include "rules/explain/asked.h"
#include "rules/explain/explanation.h"
#include "rules/explain/sentences.h"

namespace payung {

/// Units of the dated figures, which their generated types do not say.
rules::Units units_of(const Rulebook& rulebook);
rules::EnglishNames english_names_of(const Rulebook& rulebook);

rules::Record explain_law(const Rulebook& rulebook, const rules::Node& decision, const Facts& facts,
                          bool why_not, const rules::Units& units);

/// One thread; rulebook and units must outlive it.
class LawCase {
public:
    LawCase(const Rulebook& rulebook, Facts facts, const rules::Units& units);
    LawCase(const LawCase&) = delete;
    LawCase& operator=(const LawCase&) = delete;

    /// As explain_law() without why-not; the record keeps only the facts that the decision needs.
    rules::Record explain(const rules::Node& decision);

private:
    const Rulebook* rulebook_;
    Facts facts_;
    rules::Inputs supplied_;
    rules::ExplainOptions options_;
    rules::Asked asked_;
};

}  // namespace payung
