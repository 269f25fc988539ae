#pragma once

/// Who inherits a benefit: the order of the law, who in it receives what, and what happens without
/// heirs.
///
/// Law      legislation/umum/ahli_waris.dmn: PP 44/2015 Pasal 37 ayat (5) (JKK), Permenaker 44/2015
///          Pasal 19 and Permenaker 1/2025 Pasal 79 (JKM), PP 46/2015 (JHT), Permenaker 4/2023
///          (PMI). How several heirs of one degree share is not said there: `Cara membagi santunan`
///          reads it, marked as not confirmed.
/// Errors   check_heir(): heir_not_in_order, heir_unknown, will_without_deed. heirs_of(): none; the
///          assessment tells what is missing.
/// Units    Money; a split gives parts that add up to the whole, larger remainders first.

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/result.h"
#include "claims/claim_facts.h"

namespace payung {

class ClaimQuestions;

/// One who receives, with equal parts for all in a plan.
struct Heir {
    std::int64_t relative = 0;
    Kinship kinship = Kinship::other;
    friend bool operator==(const Heir&, const Heir&) = default;
};

struct HeirPlan {
    std::string group;  // "janda, duda, atau anak" …, "tidak ada", "Balai Harta Peninggalan"
    std::string way;    // how they share, word of `Cara membagi santunan`
    std::string basis;  // "urutan undang-undang", "wasiat", "penetapan pengadilan"
    std::vector<Heir> heirs;           // equal parts; empty: nobody
    bool grant_to_fund = false;        // goes back to the Dana Jaminan Sosial
    bool funeral_to_arranger = false;  // to whoever arranged the funeral
    bool to_estate_chamber = false;    // JHT: Balai Harta Peninggalan
    bool will_without_deed = false;    // there is a will, but it counts for nothing
    std::string cite;
    bool confirmed = true;
};

/// Asks `Ahli waris …` of the claim's programme. `on`: the day of death; whoever died before or on
/// it does not inherit.
HeirPlan heirs_of(ClaimQuestions& law, const ClaimFacts& facts, Day on);

/// Whether this person may be paid as heir.
Result<void> check_heir(const HeirPlan& plan, std::span<const FamilyMember> family,
                        std::int64_t relative);

struct HeirShare {
    std::int64_t relative = 0;
    Money amount;
    friend bool operator==(const HeirShare&, const HeirShare&) = default;
};
/// Equal parts in whole rupiah; what does not divide goes a rupiah each to the first ones. Pre: the
/// plan has heirs, amount >= 0.
std::vector<HeirShare> shares_of(Money amount, const HeirPlan& plan);

}  // namespace payung
