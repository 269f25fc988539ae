#pragma once

/// In which months somebody is protected, and why: nobody sets a flag. Derived from the spells of
/// the membership, the months that were paid for, and the grace that the law gives.
///
/// Law      legislation/umum/jatuh_tempo.dmn (due dates, `Perlindungan BPU`, re-entry);
///          UU 24/2011; PP 44/2015. For wage earners a month is covered while the spell stands: the
///          employer's arrears are the employer's burden (`Pembayar pertama …`), and that is said.
/// Unpaid   months protect against accident, death and loss of work; savings and pension grow only
///          by what was paid.
/// Errors   no_law (a month that the law does not reach), from the functions of cover_law.h.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "membership/member_month.h"

namespace payung {

struct SpellFacts {
    std::int64_t spell = 0;
    Segment segment = Segment::unknown;
    PartyKind payer_kind = PartyKind::person;
    std::uint8_t programmes = 0;
    Month from;
    std::optional<Month> until;  // the first month not in it
};

/// A month for which a contribution was owed, and what became of it.
struct MonthPaid {
    Month month;
    std::uint8_t programmes = 0;  // fully paid for
    std::optional<Day> paid_on;   // bank value date of the receipt that completed it; empty: unpaid
    std::int64_t bill = 0;        // evidence
};

/// Words of `Dasar perlindungan`, and for months of which the law is not asked.
enum class CoverReason : std::uint8_t {
    paid,          // contribution received
    not_due,       // not received, and not due yet
    arrears,       // wage earner: unpaid, the employer answers for it
    grace,         // outside employment: unpaid, within the grace of the law
    lapsed,        // grace is used up
    not_paid_yet,  // enrolled but the first contribution never came
    not_enrolled,  // no spell in that month
};
/// "lunas", "masa tenggang" …: as the law says it; "tidak terdaftar" for not_enrolled.
std::string_view name_of(CoverReason reason);

struct CoveredMonth {
    Month month;
    std::uint8_t programmes = 0;  // under protection
    CoverReason reason = CoverReason::not_enrolled;
    std::int64_t spell = 0, bill = 0;  // evidence; 0 none
    std::string cite;                  // article; with "(belum dikonfirmasi)" where so marked
    friend bool operator==(const CoveredMonth&, const CoveredMonth&) = default;
};

}  // namespace payung
