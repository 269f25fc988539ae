#pragma once

/// Results of the law explained: rules/explain with what a rulebook brings (holidays, version,
/// units and English names of dated figures), and refused where the law refuses.
///
/// Errors   none; a refusal is explained too. A fact that the law does not know, or a day in a year
///          without a calendar, gives a null with its cause, as Rulebook::decide() does.
/// Cost     below 1 ms; units_of() and english_names_of() are made once by those who ask often.

#include "legislation/rulebook.h"
#include "rules/explain/explanation.h"
#include "rules/explain/sentences.h"

namespace payung {

/// Units of the dated figures, which their generated types do not say.
rules::Units units_of(const Rulebook& rulebook);
rules::EnglishNames english_names_of(const Rulebook& rulebook);

rules::Record explain_law(const Rulebook& rulebook, const rules::Node& decision, const Facts& facts,
                          bool why_not, const rules::Units& units);

}  // namespace payung
