#include "rehearsal/wages.h"

#include <fmt/format.h>

#include "base/csv_writer.h"
#include "office/wages.h"

namespace payung::rehearsal {
namespace {

struct Row {
    std::string kpj;
    Money wage;
};

bool works_in(const Townsman& worker, Month month) {
    return worker.from <= month && month < worker.until;
}

/// What a list is like is a matter of its employer and month, not of what happened before.
Random luck_of(const Stage& stage, std::size_t employer, Month month) {
    return Random(stage.town.plan.seed * 1000 + employer,
                  static_cast<std::uint64_t>(month.number()));
}

HandingIn draw_way(Random& luck, Temper temper) {
    return temper == Temper::punctual || luck.below(3) != 0 ? HandingIn::in_time : HandingIn::late;
}

std::vector<Row> rows_of(const Stage& stage, std::size_t employer, Month month) {
    std::vector<Row> rows;
    for (const Townsman& worker : stage.town.workers) {
        if (worker.payer == employer && works_in(worker, month)) {
            rows.push_back({worker.kpj, wage_in(worker, month)});
        }
    }
    return rows;
}

/// One worker was written down wrongly, by a month's bonus or the other way.
void correct(Random& luck, std::vector<Row>& rows) {
    Row& row = rows[luck.below(static_cast<std::uint32_t>(rows.size()))];
    const Money by = Money::from_rupiah(250'000 + luck.below(500'000));
    row.wage = luck.below(2) == 0 ? row.wage - by : row.wage + by;
}

Result<void> hand_in(Stage& stage, const TownEmployer& employer, Month month,
                     std::string_view which, const std::vector<Row>& rows, int times) {
    std::string text = "KPJ,UPAH_TK\n";
    for (const Row& row : rows) CsvWriter(text).text(row.kpj).money(row.wage).end();
    const std::string name = fmt::format("upah-{}-{}-{}.csv", employer.npp, to_text(month), which);
    TRY_ASSIGN(const Path file, put_file(stage, name, text));
    for (int i = 0; i < times; ++i) {
        const auto taken = stage.counter.ask<WageListTaken>(
            clerk, [&](const Desk& desk) { return take_wages(desk, employer.npp, month, file); });
        if (!taken) return taken.error();
    }
    ++stage.happened.wage_lists;
    stage.happened.twice += times - 1;
    DiaryLine line = stage.note("wages");
    JsonWriter& json = line.text("npp", employer.npp).month("month", month).json();
    json.key("rows").begin_array();
    for (const Row& row : rows) json.begin_array().text(row.kpj).whole(row.wage.sen()).end_array();
    json.end_array();
    return {};
}

}  // namespace

Money wage_in(const Townsman& worker, Month month) {
    const int years = month.year() - 2025;
    return worker.wage + Money::from_rupiah(worker.wage.rupiah() / 20) * years;
}

Result<void> hand_in_wages(Stage& stage, Month month, HandingIn how) {
    for (std::size_t i = 0; i < stage.town.employers.size(); ++i) {
        const TownEmployer& employer = stage.town.employers[i];
        Random luck = luck_of(stage, i, month);
        const HandingIn way = draw_way(luck, employer.temper);
        const int times = luck.below(6) == 0 ? 2 : 1;
        const bool corrects = luck.below(5) == 0;
        std::vector<Row> rows = rows_of(stage, i, month);
        if (rows.empty()) continue;
        if (how == HandingIn::corrected) {
            if (!corrects) continue;
            correct(luck, rows);
            TRY(hand_in(stage, employer, month, "koreksi", rows, 1));
        } else if (how == way) {
            TRY(hand_in(stage, employer, month, "asli", rows, times));
        }
    }
    return {};
}

}  // namespace payung::rehearsal
