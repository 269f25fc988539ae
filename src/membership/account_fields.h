#pragma once

/// What the fields of a membership row say that a register row does not have. Pure, like
/// registry/field_readers.h: the value, and a doubt where it is not what the format asks for.
///
/// Missing  0 where nothing could be read; empty is no doubt.

#include <cstdint>
#include <string_view>

#include "membership/account_table.h"
#include "registry/field_readers.h"

namespace payung {

/// PU, BPU, PMI, JAKON, or their long names. segment_unreadable.
Reading<Segment> read_segment(std::string_view text);

/// "JKK+JKM+JHT" as ProgrammeBit; plus, comma, semicolon, bar or blanks between. What is no
/// programme is left out, with programme_unreadable.
Reading<std::uint8_t> read_programmes(std::string_view text);

/// AKTIF (also where nothing or nothing readable stands) or NONAKTIF. account_status_unreadable.
Reading<bool> read_active(std::string_view text);

/// Month number of "2024-03"; "03-2024", "03/2024", "2024/03" and whole dates are read with the
/// doubt month_not_iso. month_unreadable; also for years before 1900 or after 2199.
Reading<std::int32_t> read_month(std::string_view text);

/// Number of an employer: letters and digits, 4 to 12. npp_unreadable. Not kept yet.
Reading<bool> read_employer_number(std::string_view text);

}  // namespace payung
