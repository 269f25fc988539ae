#include "office/arrears.h"

#include <fmt/format.h>

#include <map>

#include "contributions/bill_posting.h"
#include "contributions/errors.h"
#include "storage/bill_store.h"
#include "storage/ledger_reader.h"
#include "storage/party_store.h"

namespace payung {
namespace {

constexpr AccountCode allowance_account = 1390;

}  // namespace

std::size_t age_band_of(Day due, Day on) {
    constexpr std::int32_t recent = 3, within_a_year = 12;
    const Month from = month_of(due);
    std::int32_t months = month_of(on) - from;
    if (on.day() <= due.day()) --months;  // whole months only
    if (months < recent) return 0;
    return months < within_a_year ? 1 : 2;
}

Result<std::vector<Arrear>> arrears(const Desk& desk, std::size_t most) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    const Day today = day_of(desk.clock->now());
    std::vector<Arrear> found;
    TRY(each_overdue_bill(*snapshot, today, [&](const Bill& bill) -> Result<void> {
        if (most != 0 && found.size() == most) return {};
        found.push_back(
            {bill, {}, {}, today.number() - bill.due.number(), age_band_of(bill.due, today)});
        return {};
    }));
    std::map<PartyNumber, PartyRecord> parties;
    for (Arrear& arrear : found) {
        const auto [at, fresh] = parties.try_emplace(arrear.bill.payer);
        if (fresh) {
            TRY_ASSIGN(at->second, party_of(*snapshot, arrear.bill.payer));
        }
        arrear.payer_number = at->second.number;
        arrear.payer_name = at->second.name;
    }
    return found;
}

Result<Done> set_allowance(const Desk& desk, Book fund, std::size_t age_band, Money wanted,
                           std::string_view reason) {
    const std::string band(age_bands.at(age_band));
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const Money posted, posted_balance(*snapshot, {fund, allowance_account, band}));
    const Money before = Money{} - posted;
    if (before == wanted) {
        return Error{bill_error::allowance_unchanged,
                     {{"fund", std::string(name_of(fund))}, {"band", band}}};
    }
    const Day today = day_of(desk.clock->now());
    const std::string event = fmt::format("{}:{}:{}:{}:{}", name_of(fund), band, to_text(today),
                                          before.sen(), wanted.sen());
    const Command command{"bill.allowance", event, std::string(reason)};
    return carry_out(desk, command, [&](Work& work) -> Result<std::string> {
        const Group group = impairment_of(fund, band, before, wanted, today, "allowance:" + event);
        TRY(work.post({&group, 1}));
        work.tell(command.kind, event, reason);
        return fmt::format("{{\"before\":{},\"now\":{}}}", before.sen(), wanted.sen());
    });
}

}  // namespace payung
