#pragma once

/// What a register row and an account say about each other. Pure, and the same from both sides.
///
/// A NIK holds the day of birth and the sex of whoever it was given to. So a record whose own birth
/// date or sex contradicts its NIK has an error in one of them, or carries a relative's NIK; one
/// that fits (nik_plausible) is very rarely wrong. What was counted for each rule is in README.md.

#include <cstdint>

#include "registry/identity.h"

namespace payung {

inline bool same_name(const Identity& a, const Identity& b) {
    return a.name_key != 0 && a.name_key == b.name_key;
}
inline bool same_birth(const Identity& a, const Identity& b) {
    return a.birth != 0 && a.birth == b.birth;
}
inline bool same_sex(const Identity& a, const Identity& b) {
    return a.sex != 0 && a.sex == b.sex;
}
inline bool same_regency(const Identity& a, const Identity& b) {
    return a.regency != 0 && a.regency == b.regency;
}
inline bool same_village(const Identity& a, const Identity& b) {
    return same_regency(a, b) && a.village != 0 && a.village == b.village;
}
inline bool same_nik(const Identity& a, const Identity& b) {
    return a.nik != 0 && a.nik == b.nik;
}

/// Year, month or day agree, or one date is not known. A slip changes one part of a date and a swap
/// keeps the year; the dates of two relatives rarely share a part.
bool births_touch(const Identity& a, const Identity& b);

/// The records carry one NIK: is it one person? A relative's NIK occurs, so where it contradicts a
/// record something else must speak for it:
///   plausible in both                nothing
///   plausible in one of them         the name, or the birth date, or sex and a part of the date
///   contradicts both                 the name
bool nik_identifies(const Identity& a, const Identity& b);

/// Each record carries a NIK that fits it, and they are two: two persons, as far as NIKs tell.
bool niks_conflict(const Identity& a, const Identity& b);

/// How much agrees, for choosing among several rows that a NIK names; more is better.
std::uint32_t agreement(const Identity& a, const Identity& b);

}  // namespace payung
