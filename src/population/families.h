#pragma once

/// Families: head, husband or wife, children, parents, brothers and sisters, with ages and sexes.
///
/// The families follow simple shares (tables/synth_households.csv); the ages of heads are solved
/// for at the start so that all persons together have the ages and sexes of the census, as near as
/// such families can (expectation-maximisation on what each kind of head brings into the house,
/// after Lucy 1974). Who works is then drawn by age and sex so that workers have the ages and sexes
/// of the labour force survey.
///
/// Cost     start about 30 ms; a family of three about 100 ns.

#include <array>
#include <cstdint>
#include <vector>

#include "base/random.h"
#include "population/alias.h"
#include "population/facts.h"

namespace payung {

enum class Relation : std::uint8_t { head, partner, child, parent, sibling, other };
std::string_view name_of(Relation relation);  // "KEPALA KELUARGA" …, as in the register

struct Member {
    std::uint8_t age = 0;
    std::uint8_t sex = 0;  // 0 man, 1 woman
    Relation relation = Relation::head;
    std::uint8_t birth_order = 0;  // among the children, 0 first
    bool twin = false;             // born on the day of the child before
};

class FamilyModel {
public:
    explicit FamilyModel(const Facts& facts);

    /// One family into `members` (at most 16); how many.
    unsigned make(std::array<Member, 16>& members, Random& random) const;
    /// Whether somebody of this age and sex works.
    bool works(const Member& who, Random& random) const {
        return who.age >= 15 && works_[work_age_group(who.age)][who.sex].drawn(random);
    }

    /// Shares of the persons that the solved families hold, [age group][sex]; for marginals.
    const std::array<std::array<double, 2>, age_groups>& expected() const { return expected_; }
    /// Wanted and expected shares of workers, [age][sex].
    const std::array<std::array<double, 2>, work_age_groups>& workers() const { return workers_; }
    double persons_per_worker() const { return persons_per_worker_; }

private:
    static constexpr unsigned head_groups = 14;  // 15-19 … 75 and over: five years each, from 15
    struct Rates {
        std::array<Chance, 6> born{}, siblings{};
        std::array<Chance, 100> left{}, married{}, woman_head{};
        Chance parent, sibling, other, twin;
    };
    unsigned make_for(unsigned age, std::array<Member, 16>& members, Random& random) const;
    unsigned add_children(unsigned mother_age, bool couple, std::array<Member, 16>& members,
                          unsigned count, Random& random) const;
    unsigned add_others(std::array<Member, 16>& members, unsigned count, Random& random) const;
    void load_rates(const Facts& facts);
    void solve_heads(const Facts& facts);
    void solve_work(const Facts& facts);

    Rates rates_;
    Alias heads_;  // over head_groups
    std::array<std::array<double, 2>, age_groups> expected_{};
    std::array<std::array<double, 2>, work_age_groups> expected_work_{}, workers_{};
    std::array<std::array<Chance, 2>, work_age_groups> works_{};
    double persons_per_worker_ = 2;
};

}  // namespace payung
