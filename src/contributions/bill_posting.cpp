#include "contributions/bill_posting.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/check.h"
#include "contributions/assessment_facts.h"

namespace payung {
namespace {

Day last_day_of(Month month) {
    return Day::from_number((month + 1).first_day().number() - 1);
}

/// A debit and a credit of the same amount; nothing of nought.
void move(Entry& entry, const Line& debit, const Line& credit) {
    CHECK(debit.amount >= Money{} && debit.amount + credit.amount == Money{});
    if (debit.amount == Money{}) return;
    entry.lines.push_back(debit);
    entry.lines.push_back(credit);
}

void add(Group& group, Entry entry) {
    if (!entry.lines.empty()) group.entries.push_back(std::move(entry));
}

Money minus(Money amount) {
    return Money{} - amount;
}

/// Receivable against income, or against what is not yet credited to accounts.
Entry receivable(Book book, Day day, const std::string& key, Money amount, Line credit) {
    Entry entry{book, day, std::nullopt, {}};
    credit.amount = minus(amount);
    move(entry, {1310, key, amount}, credit);
    return entry;
}

Entry jkk_entry(const Bill& bill, Day day, const std::string& key, const std::string& segment) {
    const Money passed_on = bill.amount[BillPart::jkp_from_jkk];
    const Money jkk_billed = bill.amount[BillPart::jkk] + passed_on;
    Entry entry = receivable(Book::jkk, day, key, jkk_billed, {4110, segment, {}});
    const std::string month = to_text(bill.first);
    move(entry, {5150, month, passed_on}, {2430, month, minus(passed_on)});
    return entry;
}

Entry jkp_entry(const Bill& bill, Day day, const std::string& segment) {
    const Money passed_on = bill.amount[BillPart::jkp_from_jkk];
    Entry entry{Book::jkp, day, std::nullopt, {}};
    move(entry, {1420, to_text(bill.first), passed_on}, {4130, segment, minus(passed_on)});
    move(entry, {1330, std::to_string(bill.first.year()), bill.jkp_state},
         {4120, segment, minus(bill.jkp_state)});
    return entry;
}

/// What is earned in a book on a day.
struct EarnedEntry {
    std::map<std::string, Money> advances;                         // by key
    std::map<std::pair<AccountCode, std::string>, Money> credits;  // negative
};

Entry entry_of(Book book, Day day, const EarnedEntry& earned) {
    Entry entry{book, day, std::nullopt, {}};
    for (const auto& [key, amount] : earned.advances) entry.lines.push_back({2210, key, amount});
    for (const auto& [at, amount] : earned.credits)
        if (amount != Money{}) entry.lines.push_back({at.first, at.second, amount});
    return entry;
}

}  // namespace

std::string receivable_key(std::string_view payer_number, Month month) {
    return fmt::format("{}:{}", payer_number, to_text(month));
}

std::string advance_key(std::string_view payer_number, Month first, Month last) {
    return fmt::format("{}:{}..{}", payer_number, to_text(first), to_text(last));
}

Group accrual_of(const Bill& bill, std::string_view payer_number) {
    CHECK(owed_before_paid(bill.segment) && bill.first == bill.last);
    CHECK(bill.kind != BillKind::late_charge && !bill.amount.any_negative());
    const std::string code = payment_code(bill.number);
    Group group{key_of("bill:" + code), "tagihan", code, {}, {}, {}, {}};
    const Day day = std::min(last_day_of(bill.first), bill.issued);
    const std::string key = receivable_key(payer_number, bill.first);
    const std::string segment(word_of(bill.segment));
    add(group, jkk_entry(bill, day, key, segment));
    add(group, jkp_entry(bill, day, segment));
    add(group, receivable(Book::jkm, day, key, bill.amount[BillPart::jkm], {4110, segment, {}}));
    add(group, receivable(Book::jht, day, key, bill.amount[BillPart::jht], {2320, key, {}}));
    add(group, receivable(Book::jp, day, key, bill.amount[BillPart::jp], {4110, segment, {}}));
    return group;
}

Group earned_months(std::span<const EarnedMonth> months, std::string_view event) {
    std::map<std::pair<Book, Day>, EarnedEntry> entries;
    for (const EarnedMonth& earned : months) {
        const Bill& bill = *earned.bill;
        CHECK(!owed_before_paid(bill.segment) && bill.completed_on);
        CHECK(earned.amounts[BillPart::jkp_from_jkk] == Money{});
        const Day day = std::max(earned.month.first_day(), *bill.completed_on);
        const std::string key = advance_key(earned.payer_number, bill.first, bill.last);
        const std::string segment(word_of(bill.segment));
        for (const auto& [book, part] : {std::pair{Book::jkk, BillPart::jkk},
                                         {Book::jkm, BillPart::jkm},
                                         {Book::jht, BillPart::jht},
                                         {Book::jp, BillPart::jp}}) {
            const Money amount = earned.amounts[part];
            if (amount == Money{}) continue;
            EarnedEntry& entry = entries[{book, day}];
            entry.advances[key] += amount;
            if (book != Book::jht) entry.credits[{4110, segment}] -= amount;
        }
        for (const JhtShare& share : earned.jht)
            entries[{Book::jht, day}].credits[{2310, share.kpj}] -= share.amount;
    }
    Group group{key_of(event), "iuran bulan berjalan", std::string(event), {}, {}, {}, {}};
    for (const auto& [at, earned] : entries)
        group.entries.push_back(entry_of(at.first, at.second, earned));
    return group;
}

Group impairment_of(Book fund, std::string_view age_band, Money allowed_before, Money wanted,
                    Day on, std::string_view event) {
    CHECK(allowed_before != wanted);
    const std::string band(age_band);
    const Money more = wanted - allowed_before;
    Group group{key_of(event), "cadangan piutang iuran", band, {}, {}, {}, {}};
    group.entries.push_back(
        {fund, on, std::nullopt, {{5410, "", more}, {1390, band, minus(more)}}});
    return group;
}

}  // namespace payung
