#pragma once

/// Months of a running pension, as far as the law says by how much it rises.
///
/// Law      `Manfaat pensiun setelah pengindeksan`; a pension rises in the months in which a new
///          figure of `Inflasi pengindeks JP` begins. Paid first in the month after the right began
///          (not confirmed). After the last published figure nothing is listed.
/// Units    Money a month, in whole rupiah; due on the first day of the month.
/// Cost     one question a year.

#include <cstddef>
#include <span>
#include <vector>

#include "claims/claim_questions.h"
#include "claims/schedule.h"

namespace payung {

/// From the first month to twelve months behind that of `known_on`, at most to the last month with
/// a published figure.
std::vector<Instalment> pension_months(ClaimQuestions& law, Day start, Money monthly, Day known_on);

/// One of `of` equal parts of each instalment; what does not divide goes to the first ones.
std::vector<Instalment> share_of(std::span<const Instalment> whole, std::size_t at, std::size_t of);

}  // namespace payung
