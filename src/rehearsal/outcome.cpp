#include "rehearsal/outcome.h"

#include <filesystem>
#include <functional>

#include "base/csv_writer.h"
#include "membership/cover_law.h"
#include "rehearsal/rehearsal.h"
#include "storage/bill_store.h"
#include "storage/participant_store.h"
#include "storage/spell_store.h"
#include "storage/table_rows.h"

namespace payung::rehearsal {
namespace {

Result<void> write_file(const Path& path, std::string_view content) {
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write(content);
    return file.close();
}

Result<void> write_tables(Transaction& snapshot, const Path& folder) {
    TRY_ASSIGN(const auto names, table_names(snapshot));
    for (const std::string& name : names) {
        if (is_encrypted(name)) continue;
        TRY_ASSIGN(const TableRows rows, table_rows(snapshot, name));
        std::string text = rows.header + '\n';
        for (const std::string& row : rows.rows) text += row;
        TRY(write_file(folder / (name + ".csv"), text));
    }
    return {};
}

using OnMonth = std::function<void(const std::string& kpj, const CoveredMonth& month)>;

Result<void> months_of(Transaction& snapshot, CoverLaw& law, const std::string& kpj, Month until,
                       Day as_of, const OnMonth& on_month) {
    TRY_ASSIGN(const auto membership, find_membership(snapshot, kpj));
    if (!membership) return {};
    TRY_ASSIGN(const auto spells, cover_facts(snapshot, membership->number));
    TRY_ASSIGN(const auto paid, months_paid(snapshot, membership->number));
    if (spells.empty()) return {};
    TRY_ASSIGN(const auto months, law.months(spells, paid, spells.front().from, until, as_of));
    for (const CoveredMonth& month : months) on_month(kpj, month);
    return {};
}

Result<void> each_month(Stage& stage, const OnMonth& on_month) {
    TRY_ASSIGN(CoverLaw law, CoverLaw::open(stage.counter.desk(clerk).law));
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    for (const std::string& kpj : stage.members) {
        TRY(months_of(*snapshot, law, kpj, stage.town.end(), stage.counter.today(), on_month));
    }
    return {};
}

Result<void> write_cover(Stage& stage, const Path& path) {
    std::string text = "kpj,month,reason,programmes\n";
    TRY(each_month(stage, [&](const std::string& kpj, const CoveredMonth& month) {
        CsvWriter csv(text);
        csv.text(kpj).month(month.month).text(name_of(month.reason)).whole(month.programmes).end();
    }));
    return write_file(path, text);
}

}  // namespace

Result<std::map<std::string, std::int64_t>> count_months(Stage& stage) {
    std::map<std::string, std::int64_t> counts;
    TRY(each_month(stage, [&](const std::string&, const CoveredMonth& month) {
        if (month.reason != CoverReason::not_enrolled) ++counts[std::string(name_of(month.reason))];
    }));
    return counts;
}

Result<void> write_outcome(Stage& stage, const Path& folder) {
    std::filesystem::create_directories(folder / "tables");
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    TRY(write_tables(*snapshot, folder / "tables"));
    TRY(write_cover(stage, folder / "cover.csv"));
    return write_file(folder / "diary.jsonl", stage.diary);
}

}  // namespace payung::rehearsal
