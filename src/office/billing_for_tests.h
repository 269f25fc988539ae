#pragma once

/// For tests: an employer with three workers of 5,000,000 (E1), a worker who pays for himself, a
/// sponsor with two.

#include "office/billing.h"
#include "office/members_for_tests.h"
#include "storage/bill_store.h"
#include "storage/wage_store.h"

namespace payung {

class BillingOffice : public OfficeTest {
protected:
    static Month march() { return Month::from_ym(2026, 3); }

    void SetUp() override {
        OfficeTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        employer_ = employer_for_tests(desk(), "NPP00001");
        sponsor_ = sponsor_for_tests(desk(), "KAB-6303", PayerKind::apbd_kab);
        for (int i = 1; i <= 3; ++i)
            workers_.push_back(
                enrol_for_tests(desk(), new_member_for_tests(i, employer_, first_month())));
        himself_ = enrol_for_tests(desk(), new_member_for_tests(4, 0, first_month(), Segment::bpu));
        for (int i = 5; i <= 6; ++i)
            sponsored_.push_back(enrol_for_tests(
                desk(), new_member_for_tests(i, sponsor_, first_month(), Segment::bpu)));
        wages(first_month(), {5'000'000, 5'000'000, 5'000'000});
        clock().set(noon_of(2026, 4, 1));
    }
    static Month first_month() { return Month::from_ym(2026, 3); }

    void wages(Month month, const std::vector<std::int64_t>& rupiah) {
        std::vector<WageTaken> taken;
        for (std::size_t i = 0; i < rupiah.size(); ++i)
            taken.push_back({workers_[i].membership, Money::from_rupiah(rupiah[i]), {}});
        const auto written = database().write([&](Transaction& transaction) -> Result<void> {
            const std::string sha = "sha" + std::to_string(++lists_);
            WageList list{0, employer_, month, sha, "upah.csv", std::ssize(taken), 0, 0};
            TRY(add_wage_list(transaction, list, taken, "petugas", clock().now()));
            return {};
        });
        ASSERT_TRUE(written) << describe(written.error(), Language::en);
    }
    Result<BillingReport> issue(Month month, std::size_t payers_in_step = 1000) {
        BillingRequest request{month, std::nullopt};
        request.payers_in_step = payers_in_step;
        return issue_bills(desk(), request);
    }
    std::unique_ptr<Transaction> read() { return std::move(*database().read()); }
    std::vector<Bill> bills_of(PartyNumber payer) { return *bills_of_payer(*read(), payer); }
    /// 0 where there is none.
    std::int64_t balance(Book book, AccountCode account, const std::string& key) {
        const auto store = LedgerStore::open(database(), clock(), "test");
        CHECK(store.has_value());
        return store->balance({book, account, key})->posted.rupiah();
    }
    Bill pay(const Bill& bill, Day day) {
        Bill paid;
        const auto written = database().write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(paid, apply_payment(transaction, bill.number, bill.open(), day));
            return {};
        });
        EXPECT_TRUE(written) << describe(written.error(), Language::en);
        return paid;
    }

    PartyNumber employer_ = 0, sponsor_ = 0;
    std::vector<Enrolled> workers_, sponsored_;
    Enrolled himself_;

private:
    int lists_ = 0;
};

}  // namespace payung
