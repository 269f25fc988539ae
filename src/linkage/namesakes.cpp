#include "linkage/namesakes.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <vector>

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

/// Counters stand anywhere in 64 MB: some rows wait until theirs have come into the cache.
class WaitingCounts {
public:
    void add(std::uint32_t& slot) {
        __builtin_prefetch(&slot, 1);
        std::uint32_t*& place = slots_[next_++ % slots_.size()];
        if (place != nullptr) count(*place);
        place = &slot;
    }
    ~WaitingCounts() {
        for (std::uint32_t* slot : slots_) {
            if (slot != nullptr) count(*slot);
        }
    }

private:
    std::array<std::uint32_t*, 32> slots_{};
    std::size_t next_ = 0;
};

}  // namespace

Namesakes::Namesakes(std::span<const Identity> persons, unsigned threads)
    : persons_(persons.size()),
      by_name_(name_slots_for(persons.size())),
      by_name_in_regency_(name_slots_for(persons.size())),
      by_birth_(birth_slots) {
    constexpr std::size_t piece = 1 << 20;
    for_pieces(persons.size(), piece, threads, [&](std::size_t begin, std::size_t end, auto) {
        WaitingCounts counts;
        // Heaped dates are everybody's: each thread counts dates for itself.
        std::vector<std::uint32_t> births(birth_slots);
        for (const Identity& who : persons.subspan(begin, end - begin)) {
            if (who.name_key == 0 || who.birth == 0) continue;  // Nobody's namesake.
            counts.add(name_slot(by_name_, who, nation));
            counts.add(name_slot(by_name_in_regency_, who, who.regency));
            ++births[birth_slot(who.birth)];
        }
        for (std::size_t i = 0; i < birth_slots; ++i) {
            if (births[i] != 0) std::atomic_ref(by_birth_[i]).fetch_add(births[i]);
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
