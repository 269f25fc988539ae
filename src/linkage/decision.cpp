#include "linkage/decision.h"

#include <algorithm>

#include "linkage/pair_evidence.h"

namespace payung {
namespace {

bool same_name_birth_sex(const Identity& a, const Identity& b) {
    return same_name(a, b) && same_birth(a, b) && same_sex(a, b);
}

}  // namespace

bool Decider::better(std::uint32_t a, std::uint32_t b, const Identity& account) const {
    const std::uint32_t agrees_a = agreement(persons_[a], account);
    const std::uint32_t agrees_b = agreement(persons_[b], account);
    return agrees_a != agrees_b ? agrees_a > agrees_b : tie_.before(a, b);
}

template <class Keep>
Decider::Found Decider::find(const Identity& account, std::span<const std::uint32_t> rows,
                             const Keep& keep) const {
    Found found;
    for (const std::uint32_t row : rows) {
        if (!keep(persons_[row])) continue;
        if (found.persons == 0) {
            found = {row, 1};
            continue;
        }
        if (!same_person(persons_[row], persons_[found.row])) found.persons = 2;
        if (better(row, found.row, account)) found.row = row;
    }
    return found;
}

Decision Decider::by_nik(const Identity& account, std::span<const std::uint32_t> rows) const {
    std::uint32_t most = 0;
    for (const std::uint32_t row : rows) {
        if (nik_identifies(persons_[row], account)) {
            most = std::max(most, agreement(persons_[row], account));
        }
    }
    const Found best = find(account, rows, [&](const Identity& person) {
        return nik_identifies(person, account) && agreement(person, account) == most;
    });
    if (best.persons == 1) return {Fate::nik, best.row};
    return {best.persons == 0 ? Fate::nobody : Fate::ambiguous};
}

Decision Decider::by_name(const Identity& account, std::span<const std::uint32_t> rows,
                          const Namesakes& namesakes) const {
    bool refused = false;
    const auto possible = [&](const Identity& person) {
        if (!same_name_birth_sex(person, account)) return false;
        const bool conflict = niks_conflict(person, account) && !same_village(person, account);
        refused = refused || conflict;
        return !conflict;
    };
    const Found nation = find(account, rows, possible);
    if (nation.persons == 0) return {refused ? Fate::nik_conflict : Fate::nobody};
    if (nation.persons == 1 && namesakes.rare(account)) return {Fate::name_birth_sex, nation.row};

    const Found village = find(account, rows, [&](const Identity& person) {
        return possible(person) && same_village(person, account);
    });
    if (village.persons == 1) return {Fate::name_birth_sex_village, village.row};

    const Found regency = find(account, rows, [&](const Identity& person) {
        return possible(person) && same_regency(person, account);
    });
    if (regency.persons == 1 && namesakes.rare_in_regency(account)) {
        return {Fate::name_birth_sex_regency, regency.row};
    }
    return {nation.persons == 1 ? Fate::too_common : Fate::ambiguous};
}

}  // namespace payung
