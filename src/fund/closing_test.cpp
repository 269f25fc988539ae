#include "fund/closing.h"

#include <gtest/gtest.h>

#include "ledger/memory_ledger.h"
#include "ledger/trial_balance.h"

namespace payung {
namespace {

constexpr Month may = Month::from_ym(2026, 5);
constexpr Instant now{std::chrono::milliseconds{1'780'000'000'000}};

Money rupiah(std::int64_t amount) {
    return Money::from_rupiah(amount);
}

Money posted(const MemoryLedger& books, Book book, AccountCode account, const char* key) {
    return books.balance({book, account, key}).value().posted;
}

// Goal: E19: all income and expense of JKM to the result, then the result to net assets, with the
// amounts of the worked entry.
TEST(Closing, a_book_is_closed_as_e19_says) {
    const std::vector<ResultBalance> results{{{Book::jkm, 4110, "PU"}, rupiah(-6'845'000)},
                                             {{Book::jkm, 4310, "NPP1"}, rupiah(-1'800)},
                                             {{Book::jkm, 5110, "kematian"}, rupiah(10'000'000)},
                                             {{Book::jkm, 5120, "2026-05"}, rupiah(600'000'000)},
                                             {{Book::jkm, 5125, "2026-05"}, rupiah(9'776'620)},
                                             {{Book::jkm, 5130, "K1:1"}, rupiah(81'444'890)},
                                             {{Book::jkm, 5140, "K1:1"}, rupiah(4'076'693)},
                                             {{Book::jkm, 5310, "2026-05"}, rupiah(391'476)},
                                             {{Book::jkm, 5410, ""}, Money{}}};
    MemoryLedger books;
    const auto month = month_closing(Book::jkm, may, results);
    ASSERT_TRUE(month);
    ASSERT_TRUE(books.post(*month, now));
    EXPECT_EQ(posted(books, Book::jkm, 3120, ""), rupiah(698'842'879));
    EXPECT_EQ(posted(books, Book::jkm, 5130, "K1:1"), rupiah(-81'444'890));
    EXPECT_EQ(month->entries[0].lines.size(), 9U);  // Nothing for what is nought.
    const auto year = year_closing(Book::jkm, 2026, posted(books, Book::jkm, 3120, ""));
    ASSERT_TRUE(year);
    ASSERT_TRUE(books.post(*year, now));
    EXPECT_EQ(posted(books, Book::jkm, 3120, ""), Money{});
    EXPECT_EQ(posted(books, Book::jkm, 3110, ""), rupiah(698'842'879));
}

// Goal: nothing booked, nothing to close; income that equals expense leaves no result.
TEST(Closing, nothing_to_close) {
    EXPECT_FALSE(month_closing(Book::jp, may, {}));
    EXPECT_FALSE(year_closing(Book::jp, 2026, Money{}));
    const std::vector<ResultBalance> even{{{Book::jp, 4110, "PU"}, rupiah(-5)},
                                          {{Book::jp, 5410, ""}, rupiah(5)}};
    EXPECT_EQ(month_closing(Book::jp, may, even)->entries[0].lines.size(), 2U);
}

// Goal: E10: 5.757 % of 6,800,000 is 391,476; owed, then paid, each with its mirror.
TEST(Closing, the_fee_is_that_of_e10) {
    const Money fee = operating_fee(rupiah(6'800'000), Rate{57'570});
    EXPECT_EQ(fee, rupiah(391'476));
    EXPECT_EQ(operating_fee(Money::from_sen(99), Rate{57'570}), Money::from_sen(5));
    MemoryLedger books;
    const Group income{key_of("masuk"),
                       "uji",
                       "",
                       {{Book::jkm,
                         may.first_day(),
                         {},
                         {{1110, "BRI", rupiah(6'800'000)}, {4110, "PU", rupiah(-6'800'000)}}}},
                       {},
                       {},
                       {}};
    ASSERT_TRUE(books.post(income, now));
    ASSERT_TRUE(books.post(fee_accrual(Book::jkm, may, fee, "PMK"), now));
    EXPECT_EQ(posted(books, Book::bpjs, 1430, "JKM"), fee);
    ASSERT_TRUE(
        books.post(fee_payment(Book::jkm, may, fee, "BRI", *Day::from_ymd(2026, 6, 5)), now));
    EXPECT_EQ(posted(books, Book::bpjs, 1110, "BRI"), fee);
    EXPECT_EQ(posted(books, Book::jkm, 2410, "2026-05"), Money{});
    TrialBalanceMaker history;
    for (const Booked& booked : books.groups())
        for (const Entry& entry : booked.group.entries) history.add(entry);
    EXPECT_TRUE(check_books(history.result(), books.balances()).empty());
}

}  // namespace
}  // namespace payung
