#pragma once

/// A made-up town for an office to be rehearsed on: who lives in it, who employs whom, who pays for
/// whom, and how each of them pays. Nobody in it exists.
///
/// Shape    drawn from a seed; the same seed and plan give the same town on every machine.
/// Units    Money a month; wages are those of the first month and move with the months.
/// Law      none: figures of law are asked when they are needed. Wages lie on both sides of the
///          limits that the law knows, so that the months in which those move are felt.

#include <cstdint>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "membership/party.h"

namespace payung::rehearsal {

struct TownPlan {
    std::uint64_t seed = 1;
    Month from = Month::from_ym(2025, 2);
    std::int32_t months = 24;
    std::uint32_t employers = 6;
    std::uint32_t workers = 40;      // of all employers
    std::uint32_t self_paying = 20;  // outside employment, for themselves
    std::uint32_t sponsors = 2;
    std::uint32_t sponsored = 12;  // of all sponsors
};

/// How somebody pays his bills.
enum class Temper : std::uint8_t {
    punctual,
    forgetful,  // sometimes late, sometimes not at all for a month or two
    careless,   // too little, too much, twice
    vanishing,  // stops paying one day
};

struct TownEmployer {
    std::string npp, name;
    EmployerFact fact;
    Temper temper = Temper::punctual;
};

struct Townsman {
    std::string nik, kpj, name;
    Day birth;
    std::uint8_t sex = 1;
    bool citizen = true, has_jkn = true;
    Month from;              // first month as a member
    Month until;             // first month not, whatever happens; far away where he stays
    Money wage;              // wage or declared income
    std::size_t payer = 0;   // employer or sponsor, by place
    char sector = 'A';       // outside employment
    bool saves = false;      // outside employment: JHT too
    std::int32_t ahead = 1;  // outside employment: months paid at once
    Temper temper = Temper::punctual;
};

struct TownSponsor {
    std::string id, name;
    PayerKind payer = PayerKind::apbd_kab;
    Month from;
    std::int32_t months = 12;
};

struct Town {
    TownPlan plan;
    std::vector<TownEmployer> employers;
    std::vector<TownSponsor> sponsors;
    std::vector<Townsman> workers, self_paying, sponsored;

    Month end() const { return plan.from + plan.months; }
};

Town draw_town(const TownPlan& plan);

}  // namespace payung::rehearsal
