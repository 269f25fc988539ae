#include <fmt/format.h>

#include "office/advances.h"
#include "office/late_charges.h"
#include "rehearsal/money.h"

namespace payung::rehearsal {
namespace {

std::string person_key(const Townsman& person) {
    return fmt::format("{}:{}", static_cast<int>(PartyKind::person), person.kpj);
}

/// No further than the town is lived in: nobody has the holidays of later years.
bool pays_ahead_in(const Stage& stage, const Townsman& person, Month month) {
    const Month last = std::min(person.until, stage.town.end());
    return person.ahead > 1 && person.from <= month && month + person.ahead <= last &&
           (month - person.from) % person.ahead == 0;
}

Result<void> bill_one(Stage& stage, Month month, PartyKind kind, const std::string& number) {
    const auto payer = stage.payers.find(fmt::format("{}:{}", static_cast<int>(kind), number));
    if (payer == stage.payers.end()) return {};
    const auto issued = stage.counter.ask<BillingReport>(clerk, [&](const Desk& desk) {
        return issue_bills(desk, {month, payer->second});
    });
    if (!issued) return issued.error();
    stage.happened.bills += issued->bills;
    DiaryLine line = stage.note("bill");
    JsonWriter& json = line.month("month", month).json();
    json.key("payer").begin_array().text(word_of(kind)).text(number).end_array();
    return {};
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

Result<void> bill_early(Stage& stage, Month month) {
    for (const Townsman& person : stage.town.self_paying) {
        if (month < person.from || month >= person.until) continue;
        TRY(bill_one(stage, month, PartyKind::person, person.kpj));
    }
    for (const TownSponsor& sponsor : stage.town.sponsors) {
        if (month < sponsor.from || month >= sponsor.from + sponsor.months) continue;
        TRY(bill_one(stage, month, PartyKind::sponsor, sponsor.id));
    }
    return {};
}

Result<void> bill_ahead(Stage& stage, Month month) {
    for (const Townsman& person : stage.town.self_paying) {
        if (!pays_ahead_in(stage, person, month)) continue;
        const auto known = stage.payers.find(person_key(person));
        if (known == stage.payers.end()) continue;
        const PartyNumber payer = known->second;
        constexpr std::array<std::string_view, 1> done_before{"bill_nothing_owed"};
        TRY(stage.counter.ask_or<BillingReport>(clerk, done_before, [&](const Desk& desk) {
            return issue_advance(desk, {payer, month, person.ahead});
        }));
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
