#pragma once

/// Files of new workers, enrolled in one transaction: those of an employer (SIPP), or of people who
/// pay for themselves or through their group. The same file again does nothing.
///
/// A row outside employment may name months that are paid ahead (JUMLAH_BULAN): they are billed as
/// `payung bill advance` does, after the enrolment; given again, whoever was not billed yet is.
/// An employer's file may state wages: they become the wages of the month in which each begins.
///
/// Errors   party_unknown; those of membership/worker_file.h and desk.h. Rows are no errors: each
///          has its verdict.

#include <optional>

#include "membership/worker_file.h"
#include "office/enrolment.h"

namespace payung {

struct WorkerFileRequest {
    Path file;
    std::string employer;       // NPP; empty: outside employment
    std::string group;          // number of the group that pays; empty: each for himself
    std::optional<Month> from;  // for rows that name no month
};

/// Who was taken, in the order of the file; with the KPJ he has now.
struct WorkerTaken {
    std::uint64_t line = 0;
    std::string name, kpj;
};

struct WorkersTaken {
    Done done;  // {"enrolled":…,"rejected":…}
    HandedFile file;
    std::vector<WorkerTaken> taken;    // empty where the file was taken before
    std::vector<RowVerdict> verdicts;  // the same
    std::int64_t advances = 0;         // bills of months ahead
    Money advanced;
};

Result<WorkersTaken> take_workers(const Desk& desk, const WorkerFileRequest& request);

}  // namespace payung
