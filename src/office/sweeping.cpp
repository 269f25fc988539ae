#include "office/sweeping.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <set>

#include "storage/receipt_store.h"

namespace payung {
namespace {

Result<AllocationNumber> last_waiting(const Desk& desk) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(const Unswept found, unswept(*snapshot));
    return found.last;
}

Result<std::string> sweep_now(Work& work, std::string_view custodian, Swept& swept) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(const Unswept moved, unswept(transaction));
    SweepRecord record;
    TRY_ASSIGN(record.number, next_sweep(transaction));
    record.day = day_of(work.now());
    record.last = moved.last;
    record.actor = work.desk().actor;
    for (const SweepShare& share : moved.shares) {
        record.amount += share.parts.sum();
        record.passed_on += share.passed_on;
    }
    const Group group = sweep_group(record.number, record.day, custodian, moved.shares);
    if (!group.entries.empty()) {
        TRY_ASSIGN(const auto posted, work.post({&group, 1}));
        record.posted = posted.front().number;
    }
    TRY(add_sweep(transaction, record, work.now()));
    swept = {record.number, record.amount, record.passed_on};
    work.tell("receipt.sweep", "sweep:" + std::to_string(record.number),
              fmt::format("{}|{}", record.last, to_text(record.amount)));
    return fmt::format(R"({{"sweep":{},"amount":"{}","passed_on":"{}"}})", record.number,
                       record.amount.sen(), record.passed_on.sen());
}

std::set<Day> free_days(const Calendars& calendars) {
    std::set<Day> days;
    for (const CalendarYear& year : calendars.years())
        for (const Holiday& holiday : year.days) days.insert(holiday.day);
    return days;
}

bool on_weekend(Day day) {
    const std::chrono::weekday weekday{std::chrono::sys_days{std::chrono::days{day.number()}}};
    return weekday == std::chrono::Saturday || weekday == std::chrono::Sunday;
}

/// Without a calendar it is not known, and then better told than not.
AgeAlert alert_of(std::optional<int> days) {
    if (!days || *days >= red_after_days) return AgeAlert::red;
    return *days >= amber_after_days ? AgeAlert::amber : AgeAlert::none;
}

}  // namespace

Result<Swept> sweep_receipts(const Desk& desk, std::string_view custodian) {
    TRY_ASSIGN(const AllocationNumber last, last_waiting(desk));
    Swept swept;
    if (last == 0) return swept;
    const std::string event = fmt::format("{}:{}", last, custodian);
    TRY(carry_out(desk, {"receipt.sweep", event, event},
                  [&](Work& work) { return sweep_now(work, custodian, swept); }));
    return swept;
}

std::optional<int> working_days_between(Day from, Day until, const Calendars& calendars) {
    for (int year = from.year(); year <= until.year(); ++year)
        if (!calendars.covers(year)) return std::nullopt;
    const std::set<Day> free = free_days(calendars);
    int days = 0;
    for (std::int32_t n = from.number() + 1; n <= until.number(); ++n) {
        const Day day = Day::from_number(n);
        if (!on_weekend(day) && !free.contains(day)) ++days;
    }
    return days;
}

Result<std::vector<AgedReceipt>> age_receipts(const Desk& desk) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    ReceiptQuery query;
    query.open_only = true;
    query.limit = std::numeric_limits<std::int32_t>::max();
    TRY_ASSIGN(std::vector<Receipt> receipts, list_receipts(*snapshot, query));
    const Day today = day_of(desk.clock->now());
    std::map<Day, std::optional<int>> ages;  // many receipts share their day
    std::vector<AgedReceipt> aged;
    for (Receipt& receipt : receipts) {
        const auto [age, fresh] = ages.try_emplace(receipt.at.booked);
        if (fresh)
            age->second = working_days_between(receipt.at.booked, today, desk.law.calendars());
        aged.push_back({std::move(receipt), age->second, alert_of(age->second)});
    }
    return aged;
}

}  // namespace payung
