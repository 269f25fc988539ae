#include "office/closing.h"

#include "fund/jht_crediting.h"
#include "office/jht_crediting.h"
#include "office/office_for_tests.h"
#include "storage/books_check.h"
#include "storage/fund_store.h"

namespace payung {
namespace {

constexpr Month january = Month::from_ym(2026, 1), december = Month::from_ym(2026, 12),
                december_before = Month::from_ym(2025, 12);

class BooksOfMonthTest : public OfficeTest {
protected:
    void post(const char* name, Book book, Month month, std::vector<Line> lines) {
        const Group group{
            key_of(name), "uji", name, {{book, month.first_day(), {}, std::move(lines)}},
            {},           {},    {}};
        const auto results = ledger().post({&group, 1}, "uji");
        ASSERT_TRUE(results && results->front()) << name;
    }
    LedgerStore ledger() { return LedgerStore::open(database(), clock(), "test").value(); }
    Money posted(Book book, AccountCode account, const char* key) {
        return ledger().balance({book, account, key}).value().posted;
    }
    void expect_sound() {
        const auto report = go_through_books(database(), 2);
        ASSERT_TRUE(report) << describe(report.error(), Language::en);
        EXPECT_TRUE(report->sound());
    }
};

Money rupiah(std::int64_t amount) {
    return Money::from_rupiah(amount);
}

std::string code_of(const Error& error) {
    return std::string(name_of(error.code()));
}

// Goal: a month is closed once and for ever, in its turn, when it is over; what comes late goes to
// the next month and is not in the result of the closed one; the year ends in net assets.
TEST_P(BooksOfMonthTest, closing_months_and_the_year) {
    post("masuk", Book::jkm, january, {{1120, "BRI", rupiah(1000)}, {4110, "PU", rupiah(-1000)}});
    post("beban", Book::jkm, january, {{5110, "wafat", rupiah(300)}, {2110, "K1", rupiah(-300)}});
    post("nanti", Book::jkm, january + 1, {{1120, "BRI", rupiah(7)}, {4110, "PU", rupiah(-7)}});
    const auto early = close_month(desk(), Book::jkm, january);
    ASSERT_FALSE(early);
    EXPECT_EQ(code_of(early.error()), "close_not_ready");
    clock().set(noon_of(2026, 2, 3));
    const auto closed = close_month(desk(), Book::jkm, january);
    ASSERT_TRUE(closed) << describe(closed.error(), Language::en);
    EXPECT_EQ(closed->lines, 2);
    EXPECT_EQ(closed->result, rupiah(-700));
    EXPECT_EQ(posted(Book::jkm, 3120, ""), rupiah(-700));
    EXPECT_EQ(posted(Book::jkm, 4110, "PU"), rupiah(-7));
    EXPECT_TRUE(close_month(desk(), Book::jkm, january)->again);
    clock().set(noon_of(2027, 1, 3));
    EXPECT_EQ(code_of(close_month(desk(), Book::jkm, january + 2).error()), "close_month_order");
    EXPECT_EQ(code_of(close_month(desk(), Book::jkm, Month::from_ym(2025, 12)).error()),
              "close_month_closed");
    post("terlambat", Book::jkm, january, {{1120, "BRI", rupiah(5)}, {4110, "PU", rupiah(-5)}});
    for (Month month = january + 1; month <= december; month = month + 1) {
        const auto next = close_month(desk(), Book::jkm, month);
        ASSERT_TRUE(next) << describe(next.error(), Language::en);
        EXPECT_EQ(next->result, month == january + 1 ? rupiah(-12) : Money{});
    }
    EXPECT_EQ(posted(Book::jkm, 3120, ""), Money{});
    EXPECT_EQ(posted(Book::jkm, 3110, ""), rupiah(-712));
    expect_sound();
}

// Goal: the fee is on what the month brought, also when it is closed; paid once.
TEST_P(BooksOfMonthTest, the_fee_of_a_month) {
    post("masuk", Book::jkm, january,
         {{1110, "BRI", rupiah(6'800'000)}, {4110, "PU", rupiah(-6'800'000)}});
    clock().set(noon_of(2026, 2, 3));
    const FeeRequest request{Book::jkm, january, "0.05757", "PMK"};
    const auto fee = accrue_fee(desk(), request);
    ASSERT_TRUE(fee) << describe(fee.error(), Language::en);
    EXPECT_EQ(fee->fee, rupiah(391'476));
    EXPECT_TRUE(accrue_fee(desk(), request)->again);
    EXPECT_EQ(code_of(accrue_fee(desk(), {Book::jkm, january, "5.757", "PMK"}).error()),
              "fee_rate_malformed");
    const auto paid = pay_fee(desk(), Book::jkm, january, "BRI", *Day::from_ymd(2026, 2, 3));
    ASSERT_TRUE(paid) << describe(paid.error(), Language::en);
    EXPECT_EQ(paid->fee, rupiah(391'476));
    EXPECT_EQ(posted(Book::bpjs, 1110, "BRI"), rupiah(391'476));
    EXPECT_EQ(posted(Book::jkm, 2410, "2026-01"), Money{});
    expect_sound();
}

class CreditingTest : public BooksOfMonthTest {
protected:
    /// Five participants with what they had at the end of December, and a January.
    void put_accounts() {
        for (int i = 1; i <= 5; ++i)
            in(("awal" + std::to_string(i)).c_str(), Month::from_ym(2025, 12),
               std::to_string(i).c_str(), rupiah(1'000'000 * i));
        in("januari", january, "1", rupiah(500'000));
        in("baru", january, "6", rupiah(500'000));
        post("ditarik", Book::jht, january,
             {{2310, "2", rupiah(2'000'000)}, {2110, "K2", rupiah(-2'000'000)}});
        in("februari", january + 1, "3", rupiah(9'000'000));
    }
    void in(const char* name, Month month, const char* key, Money amount) {
        post(name, Book::jht, month, {{1110, "BRI", amount}, {2310, key, Money{} - amount}});
    }
    Money credited(const char* key, Money paid_in) {
        return Money{} - posted(Book::jht, 2310, key) - paid_in;
    }
    static CreditRequest terms(std::int64_t part = 20'000) {
        return {january, "0.05", "SK Direksi 1/2026", std::nullopt, part};
    }
};

// Goal: each account earns on what it held when the month began, floored to the sen; what is not
// credited is undistributed; the control account is the sum. By hand: 0.004074123783648301 of
// 1,000,000 is 4,074.12 and so on; together 13,000,000 earn 52,963.60.
TEST_P(CreditingTest, a_month_to_the_sen) {
    put_accounts();
    clock().set(noon_of(2026, 2, 20));
    const auto report = credit_jht(desk(), terms());
    ASSERT_TRUE(report) << describe(report.error(), Language::en);
    EXPECT_EQ(credited("1", rupiah(1'500'000)), Money::from_sen(407'412));
    EXPECT_EQ(credited("2", Money{}), Money{});
    EXPECT_EQ(credited("3", rupiah(12'000'000)), Money::from_sen(1'222'237));
    EXPECT_EQ(credited("4", rupiah(4'000'000)), Money::from_sen(1'629'649));
    EXPECT_EQ(credited("5", rupiah(5'000'000)), Money::from_sen(2'037'061));
    EXPECT_EQ(credited("6", rupiah(500'000)), Money{});
    EXPECT_EQ(report->accounts, 4);
    EXPECT_EQ(report->basis, rupiah(13'000'000));
    EXPECT_EQ(report->credited, Money::from_sen(5'296'359));
    EXPECT_EQ(report->undistributed, Money::from_sen(1));
    EXPECT_EQ(posted(Book::jht, 2330, "2026"), Money::from_sen(-1));
    EXPECT_EQ(posted(Book::jht, 5210, "2026"), Money::from_sen(5'296'360));
    expect_sound();
    EXPECT_TRUE(credit_jht(desk(), terms())->again);
    EXPECT_EQ(posted(Book::jht, 5210, "2026"), Money::from_sen(5'296'360));
}

struct MonthOfSavings {
    const char* goal;
    struct Move {
        const char* of;  // the matter: a claim, a receipt
        Month month;
        std::int64_t rupiah;  // what came in positive
    };
    std::vector<Move> moves;
    std::int64_t earns_on;  // rupiah
};

const MonthOfSavings months_of_savings[] = {
    {"left alone", {{"r1", december_before, 1000}}, 1000},
    {"paid in this month: earns from the next",
     {{"r1", december_before, 1000}, {"r2", january, 300}},
     1000},
    {"paid out: earns no more", {{"r1", december_before, 1000}, {"k1", january, -400}}, 600},
    {"what came in does not stand in for what was paid out",
     {{"r1", december_before, 1000}, {"r2", january, 300}, {"k1", january, -400}},
     600},
    {"nor what came in after all was paid out",
     {{"r1", december_before, 1000}, {"k1", january, -1000}, {"r2", january, 300}},
     0},
    {"more paid out than there was: part of it came in this month",
     {{"r1", december_before, 1000}, {"r2", january, 300}, {"k1", january, -1300}},
     0},
    {"a deposit of this month that was taken back was never there",
     {{"r1", december_before, 1000}, {"r2", january, 300}, {"r2", january, -300}},
     1000},
    {"a deposit of an earlier month that was taken back earns no more",
     {{"r1", december_before, 1000}, {"r2", december_before, 300}, {"r2", january, -300}},
     1000},
    {"taken back and allocated once more, with less",
     {{"r1", december_before, 1000}, {"r1", january, -1000}, {"r1", january, 800}},
     800},
    {"a grant that was taken back in the month was not paid out",
     {{"r1", december_before, 1000}, {"k1", january, -400}, {"k1", january, 400}},
     1000},
    {"a grant that was made smaller",
     {{"r1", december_before, 1000}, {"k1", january, -400}, {"k1", january, 150}},
     750},
    {"a grant that was taken back a month later: paid out until then",
     {{"r1", december_before, 1000}, {"k1", january, -400}, {"k1", january + 1, 400}},
     600},
    {"two claims, and a grant of one taken back",
     {{"r1", december_before, 1000},
      {"k1", january, -400},
      {"k2", january, -100},
      {"k1", january, 400}},
     900},
    {"a claim of the next month", {{"r1", december_before, 1000}, {"k1", january + 1, -400}}, 1000},
};

// Goal: what earns in a month, case by case; read at once or after the run looked a first time.
TEST_P(CreditingTest, what_earns_when_money_came_and_went) {
    int number = 0;
    for (const MonthOfSavings& one : months_of_savings) {
        const std::string kpj = std::to_string(++number);
        int move_number = 0;
        for (const auto& [of, month, amount] : one.moves) {
            const Money moved = rupiah(amount * 1000);
            const Group group{key_of(kpj + ":" + std::to_string(++move_number)),
                              "uji",
                              kpj + of,
                              {{Book::jht,
                                month.first_day(),
                                {},
                                {{amount > 0 ? AccountCode{1110} : AccountCode{2110}, kpj, moved},
                                 {2310, kpj, Money{} - moved}}}},
                              {},
                              {},
                              {}};
            ASSERT_TRUE(ledger().post({&group, 1}, "uji")->front()) << one.goal;
        }
    }
    clock().set(noon_of(2026, 2, 20));
    ASSERT_TRUE(credit_jht(desk(), terms(3)));
    const MonthlyRate rate = MonthlyRate::of_year(Rate{50'000});
    number = 0;
    for (const MonthOfSavings& one : months_of_savings) {
        Money paid_in;
        for (const auto& move : one.moves) paid_in += rupiah(move.rupiah * 1000);
        EXPECT_EQ(credited(std::to_string(++number).c_str(), paid_in),
                  rate.credit(rupiah(one.earns_on * 1000)))
            << one.goal;
    }
    expect_sound();
}

// Goal: stopped after any part and taken up again, in parts of any size, the books are the same.
TEST_P(CreditingTest, stopped_and_taken_up) {
    put_accounts();
    clock().set(noon_of(2026, 2, 20));
    CreditReport last;
    int stops = 0;
    do {
        const auto report = credit_jht(desk(), terms(2), [](const CreditReport&) { return false; });
        ASSERT_TRUE(report) << describe(report.error(), Language::en);
        last = *report;
        if (stops == 1) in("sela", january + 1, "5", rupiah(77));  // Somebody else works meanwhile.
        ++stops;
    } while (!credit_jht(desk(), terms(1), [](const CreditReport&) { return false; })->again &&
             stops < 50);
    EXPECT_GT(stops, 2);
    EXPECT_EQ(credited("5", rupiah(5'000'077)), Money::from_sen(2'037'061));
    EXPECT_EQ(posted(Book::jht, 5210, "2026"), Money::from_sen(5'296'360));
    expect_sound();
}

// Goal: what a run refuses.
TEST_P(CreditingTest, refuses) {
    put_accounts();
    EXPECT_EQ(code_of(credit_jht(desk(), terms()).error()), "jht_month_not_over");
    clock().set(noon_of(2026, 4, 20));
    EXPECT_EQ(code_of(credit_jht(desk(), {january, "", "", {}}).error()), "jht_rate_missing");
    EXPECT_EQ(code_of(credit_jht(desk(), {january, "5", "SK", {}}).error()), "jht_rate_malformed");
    EXPECT_EQ(code_of(credit_jht(desk(), {january, "0.05", "", {}}).error()), "jht_rate_malformed");
    ASSERT_TRUE(credit_jht(desk(), terms(1), [](const CreditReport&) { return false; }));
    EXPECT_EQ(code_of(credit_jht(desk(), {january, "0.06", "SK", {}}).error()), "jht_terms_differ");
    EXPECT_EQ(code_of(close_month(desk(), Book::jht, january).error()), "close_not_ready");
    ASSERT_TRUE(credit_jht(desk(), terms()));
    EXPECT_EQ(code_of(credit_jht(desk(), {january + 2, "0.05", "SK", {}}).error()),
              "jht_month_order");
    const auto poor = credit_jht(desk(), {january + 1, "0.05", "SK", rupiah(1)});
    ASSERT_FALSE(poor);
    EXPECT_EQ(code_of(poor.error()), "jht_pool_short");
}

// Goal: the law's own figure where it has one: 2024 is 5.5 %.
TEST_P(CreditingTest, the_rate_of_the_law) {
    in("awal", Month::from_ym(2023, 12), "1", rupiah(1'000'000));
    const auto report = credit_jht(desk(), {Month::from_ym(2024, 1), "", "", {}});
    ASSERT_TRUE(report) << describe(report.error(), Language::en);
    EXPECT_EQ(report->rate, Rate{55'000});
    EXPECT_EQ(report->credited, Money::from_sen(447'169));
}

PAYUNG_EVERY_ENGINE(BooksOfMonthTest);
PAYUNG_EVERY_ENGINE(CreditingTest);

}  // namespace
}  // namespace payung
