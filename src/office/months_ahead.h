#pragma once

/// Months that workers of a file pay ahead (JUMLAH_BULAN), billed as `payung bill advance` does.
/// Private to office/.
///
/// Shape    after the enrolment, a command for each payer: he himself, or the group once for all.
///          Whoever is no member from that month, or has a bill of just these months (be it paid,
///          open or withdrawn), is passed over. What cannot be billed is a doubt of its row.
/// Errors   those of the database and the books.

#include <span>
#include <vector>

#include "membership/worker_file.h"
#include "office/worker_files.h"

namespace payung {

struct MonthsAhead {
    std::int64_t bills = 0;
    Money amount;
    std::vector<RowVerdict> verdicts;
};
Result<MonthsAhead> bill_months_ahead(const Desk& desk, const WorkerFileRequest& request,
                                      std::span<const WorkerRow> rows);

}  // namespace payung
