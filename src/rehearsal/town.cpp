#include "rehearsal/town.h"

#include <fmt/format.h>

#include <array>

#include "base/random.h"

namespace payung::rehearsal {
namespace {

// Streams of the seed: one for each kind of thing, so that more of one leaves the others as they
// were.
enum Stream : std::uint64_t {
    of_employers = 1,
    of_sponsors,
    of_workers,
    of_self_paying,
    of_sponsored
};

template <class T, std::size_t n>
const T& one_of(Random& random, const std::array<T, n>& all) {
    return all[random.below(static_cast<std::uint32_t>(n))];
}

/// Half are punctual, the others are of any kind.
Temper draw_temper(Random& random) {
    constexpr std::array others{Temper::forgetful, Temper::careless, Temper::vanishing};
    return random.below(2) == 0 ? Temper::punctual : one_of(random, others);
}

EmployerFact draw_fact(Random& random, Month from) {
    constexpr std::array<std::string_view, 4> scales{"mikro", "kecil", "menengah", "besar"};
    constexpr std::array<std::string_view, 5> risks{"I", "II", "III", "IV", "V"};
    constexpr std::array<std::string_view, 3> industries{"lainnya", "furnitur",
                                                         "tekstil dan pakaian jadi"};
    EmployerFact fact;
    fact.from = from;
    fact.scale = one_of(random, scales);
    fact.risk_group = one_of(random, risks);
    fact.sector = 'C';
    fact.industry = one_of(random, industries);
    fact.takes_jht = random.below(2) == 0;
    fact.takes_jp = fact.takes_jht && random.below(2) == 0;
    fact.area = 6371011001;
    return fact;
}

TownEmployer draw_employer(Random& random, const TownPlan& plan, std::uint32_t number) {
    TownEmployer employer;
    employer.npp = fmt::format("GL{:06}", number + 1);
    employer.name = fmt::format("PT Gladi {}", number + 1);
    employer.temper = draw_temper(random);
    employer.fact = draw_fact(random, plan.from);
    return employer;
}

/// On both sides of the limits of the wage for JKP and JP, and to the rupiah.
Money draw_wage(Random& random) {
    constexpr std::array around{3'500'000, 4'999'999, 5'000'001, 7'250'000, 10'547'400, 11'500'333};
    const std::int64_t base = one_of(random, around);
    return Money::from_rupiah(base + random.below(40) * 12'345);
}

Money draw_income(Random& random) {
    constexpr std::array declared{900'000, 1'099'000, 1'100'000, 1'850'000, 2'700'000, 5'200'000};
    return Money::from_rupiah(one_of(random, declared));
}

Day draw_birth(Random& random, int first, int last) {
    const int year =
        first + static_cast<int>(random.below(static_cast<std::uint32_t>(last - first + 1)));
    return *Day::from_ymd(year, 1 + random.below(12), 1 + random.below(28));
}

/// District 63.71.99 is not in use: the number belongs to nobody.
std::string nik_of(const Townsman& person, std::uint32_t serial) {
    const auto birth = person.birth.ymd();
    const unsigned day = static_cast<unsigned>(birth.day()) + (person.sex == 2 ? 40 : 0);
    return fmt::format("637199{:02}{:02}{:02}{:04}", day, static_cast<unsigned>(birth.month()),
                       static_cast<int>(birth.year()) % 100, serial % 9'999 + 1);
}

/// Most are there from the first month on, the others come later; a few leave.
void draw_stay(Random& random, const TownPlan& plan, Townsman& person) {
    const auto months = static_cast<std::uint32_t>(plan.months);
    person.from =
        plan.from + (random.below(4) == 0 ? static_cast<std::int32_t>(random.below(months)) : 0);
    person.until = plan.from + 12 * 100;
    if (random.below(8) == 0) {
        person.until = person.from + 1 + static_cast<std::int32_t>(random.below(months));
    }
}

Townsman draw_person(Random& random, const TownPlan& plan, std::string_view kind,
                     std::uint32_t number) {
    Townsman person;
    person.sex = random.below(2) == 0 ? 1 : 2;
    person.birth = draw_birth(random, 1964, 2004);
    person.nik = nik_of(person, static_cast<std::uint32_t>(kind[0]) * 31 + number);
    person.kpj = fmt::format("{}{:09}", kind, number + 1);
    person.name = fmt::format("WARGA {}{}", kind, number + 1);
    draw_stay(random, plan, person);
    return person;
}

}  // namespace

Town draw_town(const TownPlan& plan) {
    Town town;
    town.plan = plan;
    Random employers(plan.seed, of_employers);
    for (std::uint32_t i = 0; i < plan.employers; ++i) {
        town.employers.push_back(draw_employer(employers, plan, i));
    }
    Random sponsors(plan.seed, of_sponsors);
    constexpr std::array payers{PayerKind::apbd_kab, PayerKind::tjsl, PayerKind::dbh_sawit};
    for (std::uint32_t i = 0; i < plan.sponsors; ++i) {
        town.sponsors.push_back({fmt::format("S{:03}", i + 1), fmt::format("Sponsor {}", i + 1),
                                 payers[i % payers.size()],
                                 plan.from + static_cast<std::int32_t>(sponsors.below(4)),
                                 6 + static_cast<std::int32_t>(sponsors.below(7))});
    }
    Random workers(plan.seed, of_workers);
    for (std::uint32_t i = 0; i < plan.workers; ++i) {
        Townsman& person = town.workers.emplace_back(draw_person(workers, plan, "PU", i));
        person.wage = draw_wage(workers);
        person.payer = workers.below(plan.employers);
        person.has_jkn = workers.below(10) != 0;
    }
    Random self_paying(plan.seed, of_self_paying);
    for (std::uint32_t i = 0; i < plan.self_paying; ++i) {
        Townsman& person = town.self_paying.emplace_back(draw_person(self_paying, plan, "BP", i));
        constexpr std::array sectors{'A', 'G', 'H'};
        constexpr std::array ahead{1, 1, 1, 3, 6, 12};
        person.wage = draw_income(self_paying);
        person.sector = one_of(self_paying, sectors);
        person.saves = self_paying.below(2) == 0;
        person.ahead = one_of(self_paying, ahead);
        person.temper = draw_temper(self_paying);
    }
    Random sponsored(plan.seed, of_sponsored);
    for (std::uint32_t i = 0; i < plan.sponsored; ++i) {
        Townsman& person = town.sponsored.emplace_back(draw_person(sponsored, plan, "SP", i));
        person.payer = sponsored.below(plan.sponsors);
        person.wage = Money::from_rupiah(1'000'000);
    }
    return town;
}

}  // namespace payung::rehearsal
