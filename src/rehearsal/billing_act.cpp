#include <fmt/format.h>

#include "office/advances.h"
#include "office/late_charges.h"
#include "rehearsal/money.h"

namespace payung::rehearsal {
namespace {

std::string person_key(const Townsman& person) {
    return fmt::format("{}:{}", static_cast<int>(PartyKind::person), person.kpj);
}

bool pays_ahead_in(const Townsman& person, Month month) {
    return person.ahead > 1 && person.from <= month && month + person.ahead <= person.until &&
           (month - person.from) % person.ahead == 0;
}

}  // namespace

Result<void> bill(Stage& stage, Month month) {
    const auto issued = stage.counter.ask<BillingReport>(clerk, [&](const Desk& desk) {
        return issue_bills(desk, {month, {}});
    });
    if (!issued) return issued.error();
    stage.happened.bills += issued->bills;
    stage.happened.differences += issued->differences;
    stage.note("bill").month("month", month);
    return {};
}

Result<void> bill_self_paying(Stage& stage, Month month) {
    for (const Townsman& person : stage.town.self_paying) {
        if (month < person.from || month >= person.until) continue;
        const PartyNumber payer = stage.payers.at(person_key(person));
        const auto issued = stage.counter.ask<BillingReport>(clerk, [&](const Desk& desk) {
            return issue_bills(desk, {month, payer});
        });
        if (!issued) return issued.error();
        stage.happened.bills += issued->bills;
        stage.note("bill").month("month", month).text("kpj", person.kpj);
    }
    return {};
}

Result<void> bill_ahead(Stage& stage, Month month) {
    for (const Townsman& person : stage.town.self_paying) {
        if (!pays_ahead_in(person, month)) continue;
        const PartyNumber payer = stage.payers.at(person_key(person));
        const auto issued = stage.counter.ask<BillingReport>(clerk, [&](const Desk& desk) {
            return issue_advance(desk, {payer, month, person.ahead});
        });
        if (!issued) return issued.error();
        ++stage.happened.bills;
        stage.note("advance")
            .text("kpj", person.kpj)
            .month("first", month)
            .whole("months", person.ahead);
    }
    return {};
}

Result<void> charge_delay(Stage& stage) {
    const auto charged =
        stage.counter.ask<ChargeReport>(clerk, [](const Desk& desk) { return charge_late(desk); });
    if (!charged) return charged.error();
    stage.note("charge");
    return {};
}

Result<void> earn(Stage& stage, Month until) {
    const auto earned = stage.counter.ask<EarnedReport>(
        clerk, [&](const Desk& desk) { return earn_months(desk, until); });
    if (!earned) return earned.error();
    stage.note("earn").month("until", until);
    return {};
}

}  // namespace payung::rehearsal
