#pragma once

/// What a sponsored worker outside employment (BPU) costs a month, by the law of that month.
///
/// Stop-gap behind this header until the rules engine answers: dated figures of
/// legislation/bpu.yaml, each with its article and its status (C confirmed, M unconfirmed).
///
/// Law      PP 44/2015 and PP 46/2015, table of BPU incomes (row 1); PP 50/2025 (half-price relief:
///          who pays and which sector decide; see legislation/bpu.yaml).
/// Errors   law_malformed, no_law (the month is before or after what the figures cover).

#include <cstdint>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/file.h"
#include "base/money.h"
#include "base/result.h"

namespace payung {

enum class Programme : std::uint8_t { jkk, jkm, jht, jp, jkp };

/// Kind of money that pays. Public money (APBN, APBD and what the law counts with them) has no relief.
enum class PayerKind : std::uint8_t { apbn, apbd_prov, apbd_kab, apbdes, dbh_sawit, dbhcht, tjsl, donor };

struct ContributionDue {
    Money amount;
    std::string cite;          // "PP 44/2015 Lampiran II baris 1; PP 50/2025 Pasal 4"
    bool unconfirmed = false;  // some figure in it is marked M
};

class ContributionLaw {
public:
    static Result<ContributionLaw> load(const Path& legislation_folder);
    /// One programme, one month, one sponsored BPU worker of this sector (KBLI letter, 0 unknown).
    Result<ContributionDue> due(Programme programme, Month month, PayerKind payer, char sector) const;
    /// What tells this law from another: for summary.json.
    const std::string& version() const;
};

}  // namespace payung
