/// Proofs that large commands of the office survive kills and power cuts at any moment, and end
/// with the same tables as if nothing had been: goals A1 and B3 of docs/reliability.md.

#include <gtest/gtest.h>

#include <fstream>

#include "office/billing_for_tests.h"
#include "office/receipts_for_tests.h"
#include "office/rosters.h"
#include "storage/books_for_tests.h"
#include "storage/cut_deed_for_tests.h"
#include "storage/kill_deed_for_tests.h"

namespace payung {
namespace {

/// A store that nobody has open, as a disk has it.
Disk::Image image_of_store(const Path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::stringstream content;
    content << stream.rdbuf();
    return {{"store.db", content.str()}};
}

int images_wanted() {
    return long_seconds() > 0 ? scaled(20'000) : 200;
}
int kills_wanted() {
    return long_seconds() > 0 ? scaled(200) : 12;
}

void report_kills(const char* what, Engine engine, const KillTally& tally) {
    fmt::print("{}, {}: {:.3f} s undisturbed, {} kills, {} came to the end\n", what,
               name_of(engine), tally.seconds, tally.kills, tally.finished);
}

// ------------------------------------------------------------------------------- rosters

/// A roster that waits for a second person.
class RosterCrashTest : public OfficeTest {
protected:
    void propose(int workers) {
        ASSERT_DONE(register_sponsor(desk(), "KAB-1", "Kabupaten Contoh",
                                     {PayerKind::apbd_kab, 6303000000, "Perda 1/2026"}));
        const Path path = scratch() / "roster.csv";
        {
            std::ofstream csv(path, std::ios::binary);
            csv << "sumber,reg_id,nik,nama,kode_desa,program,mulai,bulan,iuran_per_bulan,jumlah\n";
            for (int i = 1; i <= workers; ++i)
                csv << fmt::format(
                    "APBD,R{0},630301010290{0:04},Pekerja {0},6303010001,JKK+JKM,2026-01,12,16800,"
                    "201600\n",
                    i);
        }
        ASSERT_DONE(propose_roster(desk("pengusul"), "KAB-1", path, {}));
        shut();
    }
    Result<void> approve(Database& database) {
        TRY(approve_roster(desk_at(database, "penyetuju"), 1));
        return {};
    }
};
PAYUNG_EVERY_ENGINE(RosterCrashTest);

// Goal B3: the approval of a roster, killed again and again, enrols all or nobody, and in the end
// everybody once.
TEST_P(RosterCrashTest, an_approval_is_killed_again_and_again) {
    SCOPED_TRACE(fmt::format("PAYUNG_SEED={}", seed_or(21)));
    propose(long_seconds() > 0 ? scaled(9'000) : 80);
    keep_as_start();
    Random random(seed_or(21));
    const KillDeed deed{[this] {
                            const auto database = open();
                            return database != nullptr && approve(*database);
                        },
                        [this] { return open(); }, [this] { renew(); }};
    report_kills("roster", GetParam(), kill_again_and_again(deed, kills_wanted(), random, true));
}

// Goal A1: wherever the power is cut while a roster is approved, it is approved or it is not.
TEST_P(RosterCrashTest, power_is_cut_while_a_roster_is_approved) {
    if (GetParam() != Engine::sqlite) GTEST_SKIP() << "the disk under SQLite";
    propose(25);
    CutDeed deed(image_of_store(file()),
                 [this](Database& database, const auto& answered) -> Result<void> {
                     TRY(approve(database));
                     answered();
                     return {};
                 });
    expect_nothing_lost("roster", deed.cut(seed_or(22), images_wanted()));
}

// ------------------------------------------------------------------------------- statements

/// A bank statement of several batches, one line of which pays a bill.
class StatementCrashTest : public ReceiptOfficeTest {
protected:
    void SetUp() override {
        ReceiptOfficeTest::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        std::vector<BankLineForTests> lines{
            {"R0", "iuran " + payment_code(bill_of_e1().number), 1'386'000}};
        for (int i = 1; i < (long_seconds() > 0 ? scaled(20'000) : 560); ++i)
            lines.push_back({fmt::format("R{}", i), "setoran", 1'000 + i});
        statement_ = statement_for_tests(lines);
        shut();
    }
    Result<void> take_in(Database& database) {
        TRY_ASSIGN(const ImportReport report,
                   import_statement(desk_at(database), statement_, "koran.csv"));
        EXPECT_TRUE(report.faults.empty());
        return {};
    }
    std::string statement_;
};
PAYUNG_EVERY_ENGINE(StatementCrashTest);

// Goal B3: a statement that was cut short goes on where it stopped, though killed again and again;
// in the end each line is a receipt once.
TEST_P(StatementCrashTest, an_import_is_killed_again_and_again) {
    SCOPED_TRACE(fmt::format("PAYUNG_SEED={}", seed_or(23)));
    keep_as_start();
    Random random(seed_or(23));
    const KillDeed deed{[this] {
                            const auto database = open();
                            return database != nullptr && take_in(*database);
                        },
                        [this] { return open(); }, [this] { renew(); }};
    report_kills("statement", GetParam(),
                 kill_again_and_again(deed, kills_wanted(), random, false));
}

// ------------------------------------------------------------------------------- bills

/// Employers of one worker each, to be billed some at a time.
class BillCutTest : public BillingOffice {
protected:
    void SetUp() override {
        BillingOffice::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        for (int i = 10; i < 16; ++i) {
            const PartyNumber payer = employer_for_tests(desk(), fmt::format("NPP000{}", i));
            enrol_for_tests(desk(), new_member_for_tests(i, payer, march()));
        }
        shut();
    }
};
INSTANTIATE_TEST_SUITE_P(engines, BillCutTest, testing::Values(Engine::sqlite),
                         [](const auto& engine) { return name_of(engine.param); });

// Goal A1: wherever the power is cut while a month is billed, each step is there whole or not at
// all, none that was answered is lost, and billing again bills the rest.
TEST_P(BillCutTest, power_is_cut_while_a_month_is_billed) {
    CutDeed deed(image_of_store(file()),
                 [this](Database& database, const auto& answered) -> Result<void> {
                     BillingRequest request{march(), std::nullopt};
                     request.payers_in_step = 4;
                     request.on_step = [&](std::int64_t, std::int64_t) { answered(); };
                     TRY(issue_bills(desk_at(database), request));
                     return {};
                 });
    expect_nothing_lost("bills", deed.cut(seed_or(24), images_wanted()));
}

}  // namespace
}  // namespace payung
