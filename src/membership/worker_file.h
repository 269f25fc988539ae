#pragma once

/// A file of new workers: the upload of employers (SIPP) and the bulk registration outside
/// employment, which share most of their columns.
///
/// Columns  NIK or, for foreigners, PASSPORT; a name, a birth date; the rest may be missing.
/// PROGRAM
///          and PENGHASILAN are of those outside employment, UPAH and TANGGAL_MASUK of wage
///          earners. Address, mother, e-mail, tax number and working hours are known columns but
///          not kept; JUMLAH_BULAN is how many months are paid ahead outside employment.
/// Errors   those of handed_file.h.

#include <string>
#include <vector>

#include "base/money.h"
#include "membership/account_table.h"
#include "membership/handed_file.h"

namespace payung {

struct WorkerRow {
    std::uint64_t line = 0;
    std::string kpj, nik, name;
    Day birth;
    std::uint8_t sex = 0;
    bool citizen = true;
    std::int32_t from = 0;        // number of the Month in which he begins; 0 not said
    std::uint8_t programmes = 0;  // 0 not said
    Money wage, income;           // nought: not said
    std::int32_t months = 0;      // paid ahead; 0 not said
    char sector = '\0';
    std::string area;  // code as written
    std::string phone, bank_account;
};

struct WorkerFile {
    HandedFile file;
    std::vector<WorkerRow> rows;
};

Result<WorkerFile> read_worker_file(const Path& path, Day today);

}  // namespace payung
