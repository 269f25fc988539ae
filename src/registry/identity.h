#pragma once

/// What tells one person from another, the same for a register row and a membership account.
///
/// Shape    32 bytes, two a cache line. Row i of a register or a membership file is identity i.
/// Units    birth as YYYYMMDD, so that a key needs no calendar; area as an index into AreaTable.
/// Missing  0 in every field. Sex 1 is L (man), 2 is P (woman).
/// Source   shared by registry intake and membership intake; read by linkage.

#include <cstdint>

namespace payung {

struct Identity {
    std::uint64_t nik = 0;       // 16 digits as a number; 0 also for fillers and malformed ones
    std::uint64_t name_key = 0;  // hash of the normalised name
    std::uint32_t birth = 0;     // YYYYMMDD
    std::uint32_t area = 0;      // deepest known area of the village code; 0 is the nation
    std::uint32_t village = 0;   // last six digits of the code as given: district and village
    std::uint16_t regency = 0;   // first four digits of the code as given
    std::uint8_t sex = 0;        // 1 L, 2 P
    std::uint8_t nik_flags = 0;  // NikFlag

    friend bool operator==(const Identity&, const Identity&) = default;
};
static_assert(sizeof(Identity) == 32);

/// How a NIK agrees with the record it stands in (domain: self-consistent, contradicts).
enum NikFlag : std::uint8_t {
    nik_well_formed = 1,       // the date in it exists
    nik_date_agrees = 2,       // day, month and year are those of `birth`
    nik_date_contradicts = 4,  // `birth` is known and is another
    nik_sex_agrees = 8,
    nik_sex_contradicts = 16,
    nik_region_known = 32,  // its regency is or was in use
};

/// True if the NIK may identify this record on its own: well formed, contradicted by nothing.
inline bool nik_plausible(const Identity& who) {
    return who.nik != 0 && (who.nik_flags & nik_well_formed) != 0 &&
           (who.nik_flags & (nik_date_contradicts | nik_sex_contradicts)) == 0;
}

}  // namespace payung
