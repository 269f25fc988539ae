#pragma once

/// What every linked group must obey by itself, whatever the books hold: I1, I2, I7 of
/// docs/reference/ledger.md.
///
/// Errors   ledger_malformed (no entry, fewer than two lines, a line of nought, a rounding line
///          beyond one rupiah, but for the closing of a month), ledger_unbalanced,
///          ledger_wrong_account (not in the chart, or not in that book), ledger_flow_unlawful
///          (money that crosses books without its mirror).

#include "base/result.h"
#include "ledger/entry.h"

namespace payung {

Result<void> check_laws(const Group& group);

}  // namespace payung
