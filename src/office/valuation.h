#pragma once

/// Under which assumptions obligations are valued (fund-and-impact 7.6, 7.7).
///
/// They are no law, but they stand with it: dated, with their source and how sure they are, in
/// legislation/parameters/umum (`payung law show "Tingkat diskonto kewajiban"`), so that a change
/// is a new line of a file and what was valued before can be valued again. Each obligation keeps
/// the discount rate it was booked with.
///
/// Errors   no_law: there is no assumption for that day.

#include <array>
#include <string_view>

#include "claims/schedule.h"
#include "legislation/rulebook.h"

namespace payung {

inline constexpr std::string_view discount_assumption = "Tingkat diskonto kewajiban";
/// Of scholarships besides: how likely a child goes on within school, into university, within it.
inline constexpr std::array<std::string_view, 3> school_assumptions{
    "Peluang sekolah berlanjut", "Peluang masuk kuliah", "Peluang kuliah berlanjut"};

struct Valuation {
    Rate discount;  // a year
    SchoolSurvival school;
    // Taken for certain: no mortality table and no return to work is assumed.
    Rate pension_goes_on{1'000'000};   // a month
    Rate job_loss_goes_on{1'000'000};  // a month: still without work
};

Result<Valuation> valuation_on(const Rulebook& law, Day day);

/// What is carried for instalments that begin on `today`.
Money value_of(const Valuation& valuation, const Obligation& obligation, Day today);

}  // namespace payung
