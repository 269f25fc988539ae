#pragma once

/// From when until when a membership stands, with what and at whose cost.
///
/// A spell is never edited: what ends it, or was learned later, is a new spell in its place, that
/// names the old one. A spell that should not have been is replaced by one of no months.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "base/money.h"
#include "membership/cover.h"

namespace payung {

using SpellNumber = std::int64_t;

/// Words of `Sebab berhenti`, as stored and as read from people.
inline constexpr std::array<std::string_view, 9> end_reasons{
    "mengundurkan diri", "PHK",          "kontrak berakhir",    "pensiun",  "meninggal dunia",
    "cacat total tetap", "pindah bayar", "penanggung berhenti", "dikoreksi"};

struct Spell {
    SpellNumber number = 0;
    MembershipNumber membership = 0;
    PartyNumber payer = 0;
    std::uint8_t programmes = 0;  // ProgrammeBit
    Money income;                 // declared a month (BPU); 0 where wages are reported
    char sector = '\0';           // KBLI letter of the work; 0 unknown
    bool has_jkn = true;
    Month from;
    std::optional<Month> until;   // the first month not in it
    std::string end_reason;       // of end_reasons; empty while open
    std::int64_t commitment = 0;  // the sponsor's promise; 0 none
    SpellNumber replaces = 0;
    friend bool operator==(const Spell&, const Spell&) = default;
};

/// Whether `month` lies in it.
inline bool stands_in(const Spell& spell, Month month) {
    return spell.from <= month && (!spell.until || month < *spell.until);
}

/// The first month in which both stand with a programme in common; nothing where there is none.
std::optional<Month> first_overlap(const Spell& a, const Spell& b);

}  // namespace payung
