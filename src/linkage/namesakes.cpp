#include "linkage/namesakes.h"

#include <algorithm>
#include <atomic>
#include <bit>

#include "base/parallel.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr std::uint64_t rare_one_in = 100;
// Sixteen a person, where memory allows, so that names hardly ever share one.
constexpr std::size_t name_slots_min = 1 << 10, name_slots_max = 1 << 24;
constexpr std::uint32_t nation = 0;
constexpr std::size_t birth_slots = 400 * 12 * 31;  // 400 years; others share their slots

std::size_t birth_slot(std::uint32_t birth) {
    const std::uint32_t year = birth / 10'000, month = birth / 100 % 100, day = birth % 100;
    return ((std::size_t{year} * 12 + month) * 31 + day % 31) % birth_slots;
}

std::size_t name_slots_for(std::size_t persons) {
    return std::clamp(std::bit_ceil(persons * 16), name_slots_min, name_slots_max);
}

template <class Counters>
auto& name_slot(Counters& names, const Identity& who, std::uint32_t regency) {
    const std::uint64_t place = std::uint64_t{regency} << 8 | who.sex;
    return names[mix64(who.name_key ^ mix64(place)) & (names.size() - 1)];
}

void count(std::uint32_t& slot) {
    std::atomic_ref(slot).fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

Namesakes::Namesakes(std::span<const Identity> persons, unsigned threads)
    : persons_(persons.size()),
      by_name_(name_slots_for(persons.size())),
      by_name_in_regency_(name_slots_for(persons.size())),
      by_birth_(birth_slots) {
    constexpr std::size_t piece = 1 << 16;
    for_pieces(persons.size(), piece, threads, [&](std::size_t begin, std::size_t end, auto) {
        for (const Identity& who : persons.subspan(begin, end - begin)) {
            if (who.name_key == 0 || who.birth == 0) continue;  // Nobody's namesake.
            count(name_slot(by_name_, who, nation));
            count(name_slot(by_name_in_regency_, who, who.regency));
            count(by_birth_[birth_slot(who.birth)]);
        }
    });
}

bool Namesakes::rare_among(std::uint32_t names, const Identity& who) const {
    const std::uint64_t strangers = std::max(names, 1U) - 1;
    return strangers * by_birth_[birth_slot(who.birth)] <= persons_ / rare_one_in;
}

bool Namesakes::rare(const Identity& who) const {
    return rare_among(name_slot(by_name_, who, nation), who);
}

bool Namesakes::rare_in_regency(const Identity& who) const {
    return rare_among(name_slot(by_name_in_regency_, who, who.regency), who);
}

}  // namespace payung
