#pragma once

/// One member in one contribution month: all that the law asks about him, and who pays.
///
/// Shape    made by the store for a month, in the order of payer and membership; texts live until
///          the next one.
/// Units    Money; months of Month; words are those of the law (legislation/umum/segmen.dmn …).

#include <cstdint>
#include <string_view>

#include "base/day.h"
#include "base/money.h"
#include "membership/account_table.h"

namespace payung {

/// Numbers of rows of the tables party, membership, participant.
using PartyNumber = std::int64_t;
using MembershipNumber = std::int64_t;
using ParticipantNumber = std::int64_t;

enum class PartyKind : std::uint8_t { person = 1, employer, group, sponsor };

struct MemberMonth {
    MembershipNumber membership = 0;
    ParticipantNumber participant = 0;
    PartyNumber payer = 0;
    PartyKind payer_kind = PartyKind::person;
    Month month;
    Segment segment = Segment::unknown;
    std::uint8_t programmes = 0;  // ProgrammeBit, as enrolled; what is owed is for the law to say
    Money wage;                   // PU, JAKON: last reported for this month or before
    Money back_pay;               // of this month's list
    bool wage_reported = false;   // for this very month, not carried on from an earlier one
    Money income;                 // BPU: declared
    std::string_view kpj;
    char sector = '\0';  // KBLI letter, 0 unknown
    Day birth;
    Day enrolled;  // first day of the first month of the membership
    bool citizen = true;
    bool has_jkn = true;
    // of the employer
    std::string_view scale, risk_group, industry;
    bool takes_jht = false, takes_jp = false;
    std::int64_t workers = 0;  // active under this payer in this month
    // of whoever pays
    std::string_view funds;  // word of `Sumber dana`
};

}  // namespace payung
