#include "linkage/namesakes.h"

#include <algorithm>
#include <atomic>
#include <bit>

#include "base/parallel.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr std::uint64_t rare_one_in = 100;
constexpr std::size_t name_slots_min = 1 << 10, name_slots_max = 1 << 24;
constexpr std::size_t birth_slots = 400 * 12 * 31;  // 1800 … 2199; other years share slots
constexpr std::size_t regency_slots = 1 << 16;

std::size_t birth_slot(std::uint32_t birth) {
    const std::uint32_t year = birth / 10'000, month = birth / 100 % 100, day = birth % 100;
    return (std::size_t{year} * 12 + month) * 31 % birth_slots + day % 31;
}

void count(std::uint32_t& slot) {
    std::atomic_ref(slot).fetch_add(1, std::memory_order_relaxed);
}

}  // namespace

Namesakes::Namesakes(std::span<const Identity> persons, unsigned threads)
    : persons_(persons.size()),
      by_name_(std::clamp(std::bit_ceil(persons.size() * 2), name_slots_min, name_slots_max)),
      by_birth_(birth_slots + 31),
      by_regency_(regency_slots) {
    constexpr std::size_t piece = 1 << 16;
    for_pieces(persons.size(), piece, threads,
               [&](std::size_t begin, std::size_t end, std::size_t) {
                   for (const Identity& who : persons.subspan(begin, end - begin)) {
                       count(by_name_[name_slot(who)]);
                       if (who.birth != 0) count(by_birth_[birth_slot(who.birth)]);
                       count(by_regency_[who.regency]);
                   }
               });
}

std::size_t Namesakes::name_slot(const Identity& who) const {
    return mix64(who.name_key + who.sex) & (by_name_.size() - 1);
}

std::uint64_t Namesakes::strangers_times_persons(const Identity& who) const {
    const std::uint32_t names = by_name_[name_slot(who)];
    return names == 0 ? 0 : std::uint64_t{names - 1} * by_birth_[birth_slot(who.birth)];
}

bool Namesakes::rare(const Identity& who) const {
    return strangers_times_persons(who) <= persons_ / rare_one_in;
}

bool Namesakes::rare_in_regency(const Identity& who) const {
    using Wide = unsigned __int128;  // strangers / persons x share of the regency, without rounding
    const Wide met = Wide{strangers_times_persons(who)} * by_regency_[who.regency];
    return met * rare_one_in <= Wide{persons_} * persons_;
}

}  // namespace payung
