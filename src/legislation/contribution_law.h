#pragma once

/// What a sponsored worker outside employment (BPU) costs a month, by the law of that month.
///
/// Stop-gap behind this header until the rules engine answers: dated figures and the reliefs of
/// legislation/, each with its article and its status. A sponsored worker is enrolled in row 1 of
/// the table of incomes. It is the contribution month that counts, never the day of payment.
///
/// Law      PP 44/2015 and PP 46/2015, table of BPU incomes (row 1); PP 49/2020 and PP 50/2025
///          (relief: who pays and which sector decide; see legislation/keringanan_bpu.yaml).
/// Errors   law_malformed; file_*; no_law (the month is before or after what the figures cover);
///          programme_closed (JP and JKP are for wage earners).
/// Cost     due(): a search among a few dated lines; texts of the citations are made each time.

#include <array>
#include <string>

#include "base/day.h"
#include "base/file.h"
#include "base/money.h"
#include "base/result.h"
#include "legislation/contribution_relief.h"
#include "legislation/dated_parameter.h"
#include "legislation/programme.h"

namespace payung {

struct ContributionDue {
    Money amount;
    Money amount_normal;       // before relief
    std::string cite;          // "PP 44/2015 Lampiran II baris 1; PP 50/2025 Pasal 4; …"
    bool unconfirmed = false;  // some figure or reading in it is marked M
    /// The sector is unknown and was taken as one without a rule of its own, and that matters: a
    /// worker of another sector would owe another amount.
    bool sector_assumed = false;
};

class ContributionLaw {
public:
    static Result<ContributionLaw> load(const Path& legislation_folder);

    /// One programme, one month, one sponsored BPU worker of this sector (KBLI letter, 0 unknown).
    Result<ContributionDue> due(Programme programme, Month month, PayerKind payer,
                                char sector) const;

    /// What tells this law from another: for summary.json. "2025-12-22 sha256:" and 16 hex digits:
    /// the day on which its newest instrument was promulgated, and the hash of all its files.
    const std::string& version() const { return version_; }

private:
    static constexpr std::size_t programmes_open = 3;  // JKK, JKM, JHT

    std::array<DatedParameter, programmes_open> contributions_;
    ReliefSchedule reliefs_;
    std::string version_;
};

}  // namespace payung
