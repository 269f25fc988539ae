#include "linkage/pair_evidence.h"

#include <initializer_list>

namespace payung {
namespace {

unsigned plausible_count(const Identity& a, const Identity& b) {
    return static_cast<unsigned>(nik_plausible(a)) + static_cast<unsigned>(nik_plausible(b));
}

}  // namespace

bool births_touch(const Identity& a, const Identity& b) {
    if (a.birth == 0 || b.birth == 0) return true;
    return a.birth / 10'000 == b.birth / 10'000 || a.birth / 100 % 100 == b.birth / 100 % 100 ||
           a.birth % 100 == b.birth % 100;
}

bool nik_identifies(const Identity& a, const Identity& b) {
    if (!same_nik(a, b)) return false;
    switch (plausible_count(a, b)) {
        case 2:
            return true;
        case 1:
            return same_name(a, b) || same_birth(a, b) || (same_sex(a, b) && births_touch(a, b));
        default:
            return same_name(a, b);
    }
}

bool niks_conflict(const Identity& a, const Identity& b) {
    return a.nik != b.nik && plausible_count(a, b) == 2;
}

std::uint32_t agreement(const Identity& a, const Identity& b) {
    // The first that differs decides: plausible NIK, name, birth, sex, village, regency.
    std::uint32_t sum = plausible_count(a, b);
    for (const bool agrees : {same_name(a, b), same_birth(a, b), same_sex(a, b), same_village(a, b),
                              same_regency(a, b)}) {
        sum = sum << 1 | static_cast<std::uint32_t>(agrees);
    }
    return sum;
}

}  // namespace payung
