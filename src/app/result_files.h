#pragma once

/// The files of a run, as DESIGN names them: links, gap, left_out, roster (CSV and XLSX), bills,
/// coverage.
///
/// Order    links by (person, account) as the register has them; gap by rank; roster by source in
///          the order of the budgets, then by rank; the rest in the order of the register or of
///          areas.
/// Errors   file_unwritable, interrupted.

#include "app/console.h"
#include "app/stages.h"
#include "base/file.h"
#include "base/nik.h"
#include "base/xlsx_writer.h"

namespace payung::app {

/// Above this many rows roster.xlsx holds the summary alone (docs/decisions/0003).
inline constexpr std::uint64_t xlsx_rows_max = 1'000'000;

/// A file of this text.
Result<void> write_text(const Path& path, std::string_view text);
Result<void> write_links(const Path& path, std::span<const Link> links,
                         const TextColumn& person_ids, const TextColumn& account_ids,
                         const RulePrecision& precision, unsigned threads);
Result<void> write_gap(const Path& path, const PersonTable& persons, const Gap& gap,
                       const FundedPlan& plan, unsigned threads);
Result<void> write_left_out(const Path& path, const PersonTable& persons, const Gap& gap,
                            unsigned threads);
Result<void> write_roster(const Path& path, const PersonTable& persons, const Gap& gap,
                          const FundedPlan& plan, unsigned threads);
Result<void> write_roster_workbook(const Path& path, const Path& temporary,
                                   const PersonTable& persons, const Gap& gap,
                                   const FundedPlan& plan, const AreaTable& areas,
                                   Language language);
Result<void> write_bills(const Path& path, const FundedPlan& plan);
Result<void> write_coverage(const Path& path, const Coverage& coverage, const AreaTable& areas);

/// gap.csv, roster.csv, bills.csv line by line, for those who have the values from elsewhere.
inline constexpr std::string_view gap_header =
    "reg_id,kode_desa,desil,lapangan_usaha,age,rank,reason\n";
inline constexpr std::string_view roster_header =
    "sumber,reg_id,nik,nama,kode_desa,program,mulai,bulan,iuran_per_bulan,jumlah\n";

struct GapLine {
    std::string_view id, village;
    std::uint8_t decile = 0;
    char sector = 0;
    std::uint8_t age = age_not_known;
    std::uint32_t rank = 0;
    Standing standing = Standing::in_gap_no_account;
};
void append_csv(const GapLine& line, std::string& out);

struct RosterLine {
    std::string_view source, id, name, village;
    Nik nik;
    std::uint8_t programmes = 0;
    Month from;
    std::int32_t months = 0;
    Money monthly;
};
void append_csv(const RosterLine& line, std::string& out);

/// Roster lines in a workbook, a sheet for each source. Lines of a source come one after another.
class RosterSheets {
public:
    explicit RosterSheets(XlsxWriter& book) : book_(book) {}
    void add(const RosterLine& line);

private:
    XlsxWriter& book_;
    std::string source_;
    bool begun_ = false;
};

}  // namespace payung::app
