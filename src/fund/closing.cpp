#include "fund/closing.h"

#include "base/check.h"

namespace payung {
namespace {

constexpr AccountCode net_assets = 3110, result_of_period = 3120;

Day last_day(Month month) {
    return Day::from_number((month + 1).first_day().number() - 1);
}

std::string name_of(Book book, Month month) {
    return std::string(payung::name_of(book)) + ':' + to_text(month);
}

Group group_of(std::string_view kind, const std::string& about, std::vector<Entry> entries) {
    return {key_of(std::string(kind) + ':' + about),
            std::string(kind),
            about,
            std::move(entries),
            std::nullopt,
            std::nullopt,
            std::nullopt};
}

Money minus(Money amount) {
    return Money{} - amount;
}

}  // namespace

std::optional<Group> month_closing(Book book, Month month, std::span<const ResultBalance> results) {
    Entry entry{book, last_day(month), std::nullopt, {}};
    Money result;
    for (const ResultBalance& one : results) {
        CHECK(one.at.book == book && find_account(one.at.account)->of_result());
        if (one.booked == Money{}) continue;
        entry.lines.push_back({one.at.account, one.at.key, minus(one.booked)});
        result += one.booked;
    }
    if (entry.lines.empty()) return std::nullopt;
    if (result != Money{}) entry.lines.push_back({result_of_period, "", result});
    return group_of("tutup-bulan", name_of(book, month), {std::move(entry)});
}

std::optional<Group> year_closing(Book book, int year, Money result) {
    if (result == Money{}) return std::nullopt;
    const Entry entry{book,
                      *Day::from_ymd(year, 12, 31),
                      std::nullopt,
                      {{result_of_period, "", minus(result)}, {net_assets, "", result}}};
    return group_of("tutup-tahun", name_of(book, Month::from_ym(year, 12)), {entry});
}

Money operating_fee(Money income, Rate rate) {
    constexpr std::int64_t million = 1'000'000;
    CHECK(income >= Money{});
    return Money::from_sen(static_cast<std::int64_t>(static_cast<__int128>(income.sen()) *
                                                     rate.parts_per_million() / million));
}

Group fee_accrual(Book fund, Month month, Money fee, std::string_view reference) {
    const std::string in_month = to_text(month), of_fund(payung::name_of(fund));
    const Day day = last_day(month);
    Group group = group_of(
        "dana-operasional", name_of(fund, month),
        {{fund, day, std::nullopt, {{5310, in_month, fee}, {2410, in_month, minus(fee)}}},
         {Book::bpjs, day, std::nullopt, {{1430, of_fund, fee}, {4410, of_fund, minus(fee)}}}});
    group.refers_to += ' ' + std::string(reference);
    return group;
}

Group fee_payment(Book fund, Month month, Money fee, std::string_view bank, Day paid) {
    const std::string in_month = to_text(month), of_fund(payung::name_of(fund)), at(bank);
    return group_of("bayar-dana-operasional", name_of(fund, month),
                    {{fund, paid, paid, {{2410, in_month, fee}, {1110, at, minus(fee)}}},
                     {Book::bpjs, paid, paid, {{1110, at, fee}, {1430, of_fund, minus(fee)}}}});
}

}  // namespace payung
