#include "office/closing.h"

#include <fmt/format.h>

#include "base/json_writer.h"
#include "fund/errors.h"
#include "fund/rate_text.h"
#include "storage/fund_store.h"
#include "storage/ledger_reader.h"

namespace payung {
namespace {

constexpr AccountCode result_of_period = 3120, unallocated_receipts = 2220,
                      contribution_income = 4110, fee_owed = 2410;

Day last_day(Month month) {
    return Day::from_number((month + 1).first_day().number() - 1);
}

Error not_ready(Book book, Month month, std::string reason, std::string why) {
    return {fund_error::close_not_ready,
            {{"book", std::string(name_of(book))},
             {"month", to_text(month)},
             {"reason", std::move(reason)},
             {"why", std::move(why)}}};
}

Result<void> check_turn(Work& work, Book book, Month month) {
    if (day_of(work.now()) <= last_day(month))
        return not_ready(book, month, "bulannya belum lewat", "the month is not over");
    TRY_ASSIGN(const Month open, first_open(work.transaction(), book));
    const std::string name(name_of(book));
    if (month < open) {
        return Error{fund_error::close_month_closed,
                     {{"book", name}, {"month", to_text(Month::from_number(open.number() - 1))}}};
    }
    if (open == Month{} || month == open) return {};  // The first one closes all before it.
    return Error{fund_error::close_month_order, {{"book", name}, {"month", to_text(open)}}};
}

Result<void> check_sound(Work& work, Book book, Month month) {
    TRY_ASSIGN(const std::vector<Discrepancy> found, quick_check(work.transaction()));
    if (found.empty()) return {};
    const Discrepancy& first = found.front();
    const std::string where = fmt::format("{} {:04}", name_of(first.book), first.account);
    return not_ready(book, month,
                     "buku tidak seimbang di " + where + "; jalankan payung ledger verify",
                     "the books do not agree at " + where + "; run payung ledger verify");
}

/// The return of a month belongs to it: a run that was begun is finished first.
Result<void> check_credited(Work& work, Book book, Month month) {
    if (book != Book::jht) return {};
    TRY_ASSIGN(const auto run, last_credit_run(work.transaction()));
    if (!run || run->finished) return {};
    return not_ready(book, month, "hasil JHT " + to_text(run->month) + " belum selesai dikreditkan",
                     "the JHT return of " + to_text(run->month) + " is not wholly credited");
}

Result<void> post_year(Work& work, Book book, Month month) {
    TRY_ASSIGN(const Money result, booked_until(work.transaction(), book, result_of_period, month));
    const auto group = year_closing(book, month.year(), result);
    if (!group) return {};
    TRY(work.post({&*group, 1}));
    return {};
}

Result<void> post_month(Work& work, CloseReport& report) {
    TRY_ASSIGN(const auto results, result_balances(work.transaction(), report.book, report.month));
    report.lines = static_cast<int>(results.size());
    for (const ResultBalance& one : results) report.result += one.booked;
    if (const auto group = month_closing(report.book, report.month, results)) {
        TRY(work.post({&*group, 1}));
    }
    report.year_end = report.month.month() == 12;
    if (report.year_end) TRY(post_year(work, report.book, report.month));
    return close_period(work.transaction(), report.book, report.month + 1, work.desk().actor,
                        work.now());
}

Result<std::string> close(Work& work, CloseReport& report) {
    TRY(check_turn(work, report.book, report.month));
    TRY(check_sound(work, report.book, report.month));
    TRY(check_credited(work, report.book, report.month));
    TRY(post_month(work, report));
    TRY_ASSIGN(const Money unallocated,
               balance_of_account(work.transaction(), Book::clearing, unallocated_receipts));
    report.unallocated = Money{} - unallocated;
    std::string out;
    JsonWriter json(out, JsonStyle::compact);
    json.begin_object().key("lines").whole(report.lines).key("result").sen(report.result);
    json.end_object().finish();
    return out;
}

std::string fee_answer(const FeeReport& report) {
    std::string out;
    JsonWriter json(out, JsonStyle::compact);
    json.begin_object().key("income").sen(report.income).key("fee").sen(report.fee);
    json.end_object().finish();
    return out;
}

}  // namespace

Result<CloseReport> close_month(const Desk& desk, Book book, Month month) {
    CloseReport report;
    report.book = book;
    report.month = month;
    const std::string event = fmt::format("{}:{}", name_of(book), to_text(month));
    TRY_ASSIGN(const Done done, carry_out(desk, {"ledger.close", event, event},
                                          [&](Work& work) { return close(work, report); }));
    report.again = done.again;
    return report;
}

Result<FeeReport> accrue_fee(const Desk& desk, const FeeRequest& request) {
    const auto rate = parse_rate(request.rate);
    if (!rate) return Error{fund_error::fee_rate_malformed, {{"rate", request.rate}}};
    FeeReport report;
    const std::string event = fmt::format("{}:{}", name_of(request.fund), to_text(request.month));
    const std::string content = event + ' ' + to_text(*rate) + ' ' + request.reference;
    TRY_ASSIGN(
        const Done done,
        carry_out(desk, {"ledger.fee", event, content}, [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const Money booked, total_of_month(work.transaction(), request.fund,
                                                          contribution_income, request.month));
            report.income = std::max(Money{}, Money{} - booked);
            report.fee = operating_fee(report.income, *rate);
            if (report.fee != Money{}) {
                const Group group =
                    fee_accrual(request.fund, request.month, report.fee, request.reference);
                TRY(work.post({&group, 1}));
            }
            return fee_answer(report);
        }));
    report.again = done.again;
    return report;
}

Result<FeeReport> pay_fee(const Desk& desk, Book fund, Month month, const std::string& bank,
                          Day paid) {
    FeeReport report;
    const std::string event = fmt::format("{}:{}", name_of(fund), to_text(month));
    const std::string content = event + ' ' + bank + ' ' + to_text(paid);
    TRY_ASSIGN(
        const Done done,
        carry_out(desk, {"ledger.fee.pay", event, content}, [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const Money owed,
                       posted_balance(work.transaction(), {fund, fee_owed, to_text(month)}));
            report.fee = Money{} - owed;
            if (report.fee > Money{}) {
                const Group group = fee_payment(fund, month, report.fee, bank, paid);
                TRY(work.post({&group, 1}));
            }
            return fee_answer(report);
        }));
    report.again = done.again;
    return report;
}

}  // namespace payung
