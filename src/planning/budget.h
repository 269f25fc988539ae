#pragma once

/// The sources of money: who pays, for whom, for which months, and up to what ceiling.
///
/// Read from budgets.csv (DESIGN.md "Files in"): sumber, jenis, pagu, mulai and bulan are needed;
/// nama, wilayah, lapangan_usaha, desil_maks, program and dasar may be left out. Budgets are few
/// and each is a decision of somebody: one bad row refuses the file, and all bad rows are told.
///
/// CSV or XLSX.
/// Units    pagu in whole rupiah ("5000000000" or "5.000.000.000"); months as YYYY-MM.
/// Law      JKK and JKM together, JHT if wanted (Permenaker 5/2021, BPU); JP and JKP are for wage
///          earners (PP 45/2015; PP 37/2021 with PP 6/2025 Pasal 4).
/// Errors   file_*, csv_*, budget_column_missing, budget_none; of rows: budget_*.

#include <cstdint>
#include <string>
#include <vector>

#include "base/csv_reader.h"
#include "base/day.h"
#include "base/money.h"
#include "base/result.h"
#include "legislation/programme.h"
#include "registry/area_table.h"

namespace payung {

/// Programmes and sectors as sets of bits.
constexpr std::uint8_t programme_bit(Programme programme) {
    return static_cast<std::uint8_t>(1U << static_cast<unsigned>(programme));
}
/// 0 for an unknown sector, which is in no set of letters. Pre: 0 or 'A' … 'Z'.
constexpr std::uint32_t sector_bit(char letter) {
    return letter == 0 ? 0 : 1U << static_cast<unsigned>(letter - 'A');
}

struct Budget {
    std::string id, name;
    PayerKind kind = PayerKind::apbn;
    std::uint32_t area = 0;       // index into AreaTable; 0 is the nation
    std::uint32_t sectors = 0;    // sector_bit()s; 0 is every sector, known or not
    std::uint8_t decile_max = 0;  // 0 is no limit; with a limit, an unknown decile is outside
    std::uint8_t programmes = 0;  // programme_bit()s
    Money ceiling;
    Month from;
    std::int32_t months = 0;
    std::string legal_basis;
    std::uint64_t line = 0;
};

/// "JKK+JKM".
std::string programmes_text(std::uint8_t programmes);

struct BudgetFile {
    std::vector<Budget> budgets;  // empty if there are problems
    std::vector<Error> problems;  // each with file, line, field and value
    std::vector<std::string> columns_unknown;
};

inline constexpr std::int32_t budget_months_max = 120;

Result<BudgetFile> read_budgets(const Path& path, const AreaTable& areas);
/// The same of a table that is open already; `name` stands for the file in errors.
Result<BudgetFile> read_budgets(CsvFile& file, const std::string& name, const AreaTable& areas);

}  // namespace payung
