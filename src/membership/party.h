#pragma once

/// Whoever pays: a worker for himself, an employer, a group of workers, a sponsor; and what holds
/// of an employer from a month on.

#include <cstdint>
#include <string>

#include "base/day.h"
#include "legislation/programme.h"
#include "membership/member_month.h"

namespace payung {

struct PartyRecord {
    PartyNumber party = 0;
    PartyKind kind = PartyKind::employer;
    std::string number;  // NPP, number of the group, id of the sponsor; KPJ of a person
    std::string name;
    friend bool operator==(const PartyRecord&, const PartyRecord&) = default;
};

/// What holds of an employer from a month on: the last one recorded for the latest month counts.
struct EmployerFact {
    Month from;
    std::string scale = "besar";       // word of `Skala usaha`
    std::string risk_group = "I";      // word of `Kelompok risiko`
    char sector = '\0';                // KBLI letter; 0 unknown
    std::string industry = "lainnya";  // word of `Industri`
    bool takes_jht = false;            // of its own will, where it need not
    bool takes_jp = false;
    std::int64_t area = 0;  // ten digits
    bool closed = false;    // no activity from that month on (BLTH NA)
    std::string reason;
    friend bool operator==(const EmployerFact&, const EmployerFact&) = default;
};

struct SponsorFact {
    PayerKind payer = PayerKind::donor;
    std::int64_t area = 0;
    std::string legal_basis;
    friend bool operator==(const SponsorFact&, const SponsorFact&) = default;
};

/// The word of `Sumber dana` (legislation/umum/bpu.dmn) for what this payer pays with.
/// Of a sponsor: funds_word() of its money.
std::string_view funds_of(PartyKind kind);

std::string_view name_of(PartyKind kind);

}  // namespace payung
