#pragma once

/// What a sponsored worker outside employment (BPU) costs a month, by the law of that month.
///
/// Asks the decisions `Iuran JKK BPU`, `Iuran JKM BPU` and `Iuran JHT BPU` of the rulebook, for a
/// worker in row 1 of the table of incomes who registers anew (no arrears). It is the contribution
/// month that counts, never the day of payment.
///
/// Law      legislation/umum/bpu.dmn and what stands around it; kinds of payer are read as the
///          words of `Sumber dana`, letters of KBLI by the table `Sektor keringanan BPU`.
/// Errors   load(): law_malformed (also a decision that is not there); file_*. due(): no_law (the
///          month is before or after what the figures cover); programme_closed (JP and JKP are for
///          wage earners).
/// Cost     due(): a programme and month are asked of the rules once, for all payers and sectors,
///          and kept; then a look-up. May be shared by threads.

#include <memory>
#include <string>

#include "base/day.h"
#include "base/file.h"
#include "base/money.h"
#include "base/result.h"
#include "legislation/programme.h"
#include "legislation/rulebook.h"

namespace payung {

struct ContributionDue {
    Money amount;
    Money amount_normal;       // before relief
    std::string cite;          // "PP 44/2015 Lampiran II baris 1; PP 50/2025 Pasal 4; …"
    bool unconfirmed = false;  // some row or figure in it that matters is marked M or X
    /// The sector is unknown and was taken as the table reads it, and that matters: a worker of
    /// another sector would owe another amount.
    bool sector_assumed = false;
};

class ContributionLaw {
public:
    static Result<ContributionLaw> load(const Path& legislation_folder);
    static Result<ContributionLaw> from(Rulebook rulebook);

    /// One programme, one month, one sponsored BPU worker of this sector (KBLI letter, 0 unknown).
    Result<ContributionDue> due(Programme programme, Month month, PayerKind payer,
                                char sector) const;

    /// What tells this law from another: for summary.json. "2025-12-22 sha256:" and 16 hex digits:
    /// the day on which its newest instrument was promulgated, and the hash of its files.
    const std::string& version() const;
    const Rulebook& rulebook() const;

private:
    struct Content;
    std::shared_ptr<Content> content_;
};

/// The word of `Sumber dana` for a kind of payer: "APBD" for both kinds of regional budget.
std::string_view funds_word(PayerKind payer);

}  // namespace payung
