#pragma once

/// What the text of a NIK field says: the number, and how it agrees with the record it stands in.
///
/// There is no check digit. Fillers that clerks type where a NIK is demanded count as missing, or
/// one of them would join a thousand strangers. A NIK that disagrees with the record's date or sex
/// may be genuine all the same (it is never corrected), so it is kept and flagged.
///
/// Law      domain/linkage.md 4.6; PP 40/2019 (a NIK never changes).
/// Doubts   nik_missing, nik_not_16_digits, nik_damaged, nik_filler_repeated, nik_serial_zero,
///          nik_filler; of the date in it: nik_no_such_day; nik_contradicts_date and
///          nik_contradicts_sex follow from the flags.
/// Cost     about 5 ns.

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/nik.h"
#include "registry/area_table.h"
#include "registry/identity.h"

namespace payung {

struct NikReading {
    std::uint64_t number = 0;  // 0 where the field names nobody
    std::optional<Code> doubt;
};

/// A spreadsheet's 3303650507800001.0 is read, with a doubt, where its digits prove whole;
/// 3.30365E+15 has lost them and counts as missing.
NikReading read_nik(std::string_view text);

/// The NikFlags of `nik` in a record with this birth date (YYYYMMDD, 0 unknown) and sex (0
/// unknown). 0 without a NIK.
std::uint8_t nik_flags(Nik nik, std::uint32_t birth, std::uint8_t sex, const AreaTable& areas);

}  // namespace payung
