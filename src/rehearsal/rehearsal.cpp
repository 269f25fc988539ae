#include "rehearsal/rehearsal.h"

#include "rehearsal/books_act.h"
#include "rehearsal/claims.h"
#include "rehearsal/money.h"
#include "rehearsal/people.h"
#include "rehearsal/proofs.h"
#include "rehearsal/wages.h"

namespace payung::rehearsal {
namespace {

void go_to(Stage& stage, Month month, unsigned day) {
    stage.counter.go_to(Day::from_number(month.first_day().number() + static_cast<int>(day) - 1));
}

/// From the purse to the funds.
Result<void> bank_days(Stage& stage, Month month, unsigned day) {
    go_to(stage, month, day);
    TRY(pay_bills(stage));
    go_to(stage, month, day + 1);
    stage.counter.step_back(std::chrono::minutes{stage.random.below(90)});
    TRY(take_statements(stage));
    TRY(settle_unmatched(stage));
    TRY(earn(stage, month));
    return sweep(stage);
}

Result<void> first_days(Stage& stage, Month month) {
    go_to(stage, month, 1);
    TRY(join(stage, month));
    TRY(take_rosters(stage, month));
    TRY(earn(stage, month));
    go_to(stage, month, 2);
    TRY(bill_ahead(stage, month));
    return bill_early(stage, month);
}

/// Lists of this month, those of the last that come now, and what was wrong in the one before.
Result<void> wage_days(Stage& stage, Month month) {
    go_to(stage, month, 24);
    TRY(hand_in_wages(stage, month, HandingIn::in_time));
    for (const auto& [ago, how] : {std::pair{1, HandingIn::late}, {2, HandingIn::corrected}}) {
        if (month + -ago < stage.town.plan.from) continue;
        TRY(hand_in_wages(stage, month + -ago, how));
    }
    go_to(stage, month, 25);
    for (int ago = 2; ago >= 0; --ago) {
        if (month + -ago >= stage.town.plan.from) TRY(bill(stage, month + -ago));
    }
    return {};
}

/// Savings earn by the month before; the one before that is closed.
Result<void> last_days(Stage& stage, Month month) {
    go_to(stage, month, 28);
    if (month > stage.town.plan.from) TRY(credit_savings(stage, month + -1));
    if (month > stage.town.plan.from + 1) TRY(close_books(stage, month + -2));
    return {};
}

Result<void> live(Stage& stage, Month month) {
    TRY(first_days(stage, month));
    TRY(bank_days(stage, month, 8));
    go_to(stage, month, 15);
    TRY(claim_month(stage, month));
    go_to(stage, month, 20);
    TRY(charge_delay(stage));
    TRY(wage_days(stage, month));
    TRY(bank_days(stage, month, 26));
    return last_days(stage, month);
}

}  // namespace

Result<RehearsalReport> rehearse(Stage& stage, const std::function<void(Month)>& on_month) {
    RehearsalReport report;
    TRY(open_office(stage));
    TRY(endow(stage));
    for (Month month = stage.town.plan.from; month < stage.town.end(); month = month + 1) {
        TRY(live(stage, month));
        ++report.months;
        if (on_month) on_month(month);
        TRY_ASSIGN(report.faults, find_faults(stage));
        if (!report.faults.empty()) break;
    }
    report.happened = stage.happened;
    report.commands = stage.counter.asked();
    report.deaths = stage.counter.deaths();
    return report;
}

bool is_encrypted(std::string_view table) {
    return table.starts_with("personal") || table.ends_with("_sealed") ||
           table == "schema_migration";
}

Result<std::vector<TableDigest>> digests(Database& database) {
    TRY_ASSIGN(const auto snapshot, database.read());
    TRY_ASSIGN(const auto names, table_names(*snapshot));
    std::vector<TableDigest> found;
    for (const std::string& name : names) {
        if (is_encrypted(name)) continue;
        TRY_ASSIGN(found.emplace_back(), digest_of_table(*snapshot, name));
    }
    return found;
}

}  // namespace payung::rehearsal
