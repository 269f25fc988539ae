#pragma once

/// Promises that are paid over months or years: scholarships, pensions, cash after a lay-off.
///
/// Shape    an obligation is a list of dated instalments in nominal rupiah; its present value is
///          what the ledger carries in 2140 (scholarship) and 2150 (periodic).
/// Units    Money; rates and probabilities in parts per million. Computed in decimals of 34 digits
///          and rounded once, half up, to the rupiah: no floating point.
/// Law      `Jadwal beasiswa`, `Manfaat pensiun setelah pengindeksan`, `Uang tunai JKP sebulan`.
///          Discount rate and probabilities are no law: the caller gives them.
/// Cost     O(instalments).

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/money.h"

namespace payung {

enum class ObligationKind : std::uint8_t { scholarship, pension, job_loss };

struct Instalment {
    Day due;
    Money amount;
    std::string what;   // "SD 5"; "2026-05"; "bulan 3"
    bool known = true;  // false: indexed with figures that are not published yet
    friend bool operator==(const Instalment&, const Instalment&) = default;
};

struct Obligation {
    ObligationKind kind = ObligationKind::scholarship;
    std::int64_t relative = 0;  // who is paid; 0 the member
    std::string key;            // of the component: "beasiswa:17", "pensiun", "uang_tunai_jkp"
    std::vector<Instalment> instalments;  // in the order of their days
    bool for_life = false;                // goes on behind the last instalment that is listed
    friend bool operator==(const Obligation&, const Obligation&) = default;
};
Money nominal_of(const Obligation& obligation);

/// An instalment and the probability that the next one is due once it is.
struct PaymentStep {
    Money amount;
    Rate goes_on{1'000'000};
};

/// First instalment now: Σ A_k v^k Π p_j (fund-and-impact 7.6), half up to the rupiah. `yearly` is
/// the rate for the time between two instalments. Pre: amounts and rates not negative.
Money present_value(std::span<const PaymentStep> steps, Rate yearly);

/// Interest on what is still owed, half up to the rupiah (5140).
Money unwinding(Money carried, Rate yearly);

/// How likely schooling goes on for a year: within school, from there into university, within it.
struct SchoolSurvival {
    Rate within_school, into_university, within_university;
};
std::vector<PaymentStep> steps_of(const Obligation& scholarship, const SchoolSurvival& survival);

/// Steps of an obligation where the same probability holds throughout.
std::vector<PaymentStep> steps_of(const Obligation& obligation, Rate goes_on);

}  // namespace payung
