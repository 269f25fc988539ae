#pragma once

/// A wage list as an employer hands it in, and each row of it met with who is enrolled.
///
/// Columns  those of the agency's own list (Daftar Upah TK): KPJ or NIK, UPAH_TK; BLTH,
///          TANGGAL_LAHIR and RAPEL_UPAH_TK are looked at; amounts of contributions and numbers of
///          rows are passed over, since the law says what is owed. Upper and lower case are one.
/// Rejected are rows of nobody, of another employer's worker or month, without a wage or with one
///          that cannot be, and both rows of a worker who stands twice with different amounts.
///          Doubted, and taken, are conflicting birth dates, wages below the minimum and unusually
///          large ones.
/// Law      `Upah memenuhi upah minimum` (legislation/umum/upah.dmn), where a minimum is given.
/// Errors   those of handed_file.h; law_malformed.

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "legislation/rulebook.h"
#include "membership/handed_file.h"
#include "membership/member_month.h"

namespace payung {

struct WageRow {
    std::uint64_t line = 0;
    std::string kpj;          // as kpj_of() reads it; may be empty
    std::uint64_t nik = 0;    // 0: none that can be used
    std::uint32_t birth = 0;  // YYYYMMDD; 0 unknown
    std::int32_t month = 0;   // number of the Month; 0: that of the list
    Money amount, back_pay;
};

struct WageFile {
    HandedFile file;
    std::vector<WageRow> rows;
};

/// Not of any month's law: above the first a wage is doubted, from the second on it is none.
inline constexpr Money wage_unusual_from = Money::from_rupiah(1'000'000'000);
inline constexpr Money wage_never_from = Money::from_rupiah(100'000'000'000);

Result<WageFile> read_wage_file(const Path& path, Day today);

/// Who is enrolled with the employer, now or at another time.
struct ListedWorker {
    MembershipNumber membership = 0;
    std::string kpj;
    std::uint64_t nik = 0;
    std::uint32_t birth = 0;
    bool stands = false;  // in the month of the list
};

struct WageListFacts {
    Month month;
    std::vector<ListedWorker> workers;
    /// KPJ that others have; all else is unknown.
    std::vector<std::string> kpj_of_others;
    std::optional<Money> minimum;
};

struct WageOfWorker {
    MembershipNumber membership = 0;
    Money amount, back_pay;
};

struct WageVerdicts {
    std::vector<WageOfWorker> taken;   // in the order of the rows
    std::vector<RowVerdict> verdicts;  // those of the file too, in order of line
    std::uint64_t doubted = 0;         // rows, of those taken
    std::uint64_t rejected = 0;        // rows
    std::uint64_t absent = 0;          // workers of that month of whom nothing was taken
};

Result<WageVerdicts> check_wages(const Rulebook& law, const WageFile& file,
                                 const WageListFacts& facts);

}  // namespace payung
