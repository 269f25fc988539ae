#pragma once

/// A decision table on boxed values: which rows match, and what the hit policy makes of them.
///
/// In law a null never decides: a row is undecided where no condition is false and one meets a null
/// without naming it, and a table with such a row (FIRST: before the row that matches) is null.
/// "-" does not ask.
///
/// Source   DMN 1.5, 8.2.11 (hit policies), 8.2.8 (default output).
/// Errors   by value: no_rule, rule_conflict, out_of_domain (inputValues, outputValues).

#include <vector>

#include "rules/feel/evaluate.h"
#include "rules/program/program.h"

namespace payung::rules {

/// `rules`, where not null, gets the numbers of the rows that matched, from 1.
Value evaluate_table(const Table& table, const Environment& environment, std::vector<int>* rules);

/// Makes ready what is constant in the rows; see TableRow.
void make_ready(Table& table);

}  // namespace payung::rules
