#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "ledger/journal.h"
#include "ledger/memory_ledger.h"
#include "ledger/trial_balance.h"
#include "ledger/worked_events_for_tests.h"

namespace payung {
namespace {

const Instant noon = Instant(std::chrono::milliseconds(1'779'000'000'000));

MemoryLedger with_worked_events() {
    MemoryLedger ledger;
    EXPECT_TRUE(ledger.post(opening_for_worked_events(), noon));
    for (const WorkedEvent& event : worked_events()) {
        const auto posted = ledger.post(event.group, noon);
        EXPECT_TRUE(posted) << event.name << ": "
                            << (posted ? "" : describe(posted.error(), Language::en));
    }
    return ledger;
}

TrialBalance history_of(const MemoryLedger& ledger) {
    TrialBalanceMaker maker;
    for (const Booked& booked : ledger.groups())
        for (const Entry& entry : booked.group.entries) maker.add(entry);
    return maker.result();
}

// Goal: the nineteen worked events are 183 lines in 78 entries, and the books take all of them.
TEST(WorkedEvents, are_taken_by_the_books) {
    const std::vector<WorkedEvent> events = worked_events();
    ASSERT_EQ(events.size(), 19U);
    std::size_t entries = 0;
    for (const WorkedEvent& event : events) entries += event.group.entries.size();
    EXPECT_EQ(entries, 78U);
    EXPECT_EQ(with_worked_events().groups().size(), 20U);
}

// Goal: after all of them every law of the books holds, and balances known from the events stand.
TEST(WorkedEvents, leave_the_books_right) {
    const MemoryLedger ledger = with_worked_events();
    EXPECT_EQ(check_books(history_of(ledger), ledger.balances()), std::vector<Discrepancy>{});
    struct Case {
        std::string why;
        SubAccount at;
        std::int64_t rupiah;
    };
    const std::vector<Case> cases{
        {"worker 1 has his month of JHT", {Book::jht, 2310, "W1"}, -285'000},
        {"withdrawn in full", {Book::jht, 2310, "W9"}, 0},
        {"grade 5: obligation after a year", {Book::jkm, 2140, "A"}, -33'041'372},
        {"E1 paid by E2, E4 and E14 of other bills", {Book::jp, 1310, ""}, -524'675},
        {"result moved to net assets", {Book::jkm, 3120, ""}, 0},
        {"tax shown for illustration", {Book::jht, 2440, ""}, -250'000},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(ledger.balance(c.at)->posted, Money::from_rupiah(c.rupiah));
    }
}

// Goal: two programs that share no code with us accept the journal, find it balanced, and agree on
// balances.
TEST(WorkedEvents, are_accepted_by_ledger_and_hledger) {
    std::string journal;
    const MemoryLedger ledger = with_worked_events();
    for (const Booked& booked : ledger.groups()) write_journal(journal, booked);
    const std::string file = (std::filesystem::temp_directory_path() /
                              ("payung_journal_" + std::to_string(::getpid()) + ".txt"))
                                 .string();
    std::ofstream(file) << journal;
    const auto output = [](const std::string& command) {
        std::string out;
        FILE* const pipe = ::popen((command + " 2>&1").c_str(), "r");
        for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) out += static_cast<char>(c);
        return std::pair{::pclose(pipe), out};
    };
    if (output("ledger --version").first != 0 || output("hledger --version").first != 0) {
        std::filesystem::remove(file);
        GTEST_SKIP() << "ledger or hledger is not installed: the journal was not checked";
    }
    const auto [ledger_status, ledger_says] =
        output("ledger -f " + file + " balance --flat --format '%(total)\\n' '2440'");
    EXPECT_EQ(ledger_status, 0) << ledger_says;
    EXPECT_NE(ledger_says.find("IDR -250000.00"), std::string::npos) << ledger_says;
    const auto [checked, hledger_says] = output("hledger -f " + file + " check");
    EXPECT_EQ(checked, 0) << hledger_says;
    const auto [status, csv] = output("hledger -f " + file + " balance -O csv '2440'");
    EXPECT_EQ(status, 0);
    EXPECT_NE(csv.find("IDR -250000.00"), std::string::npos) << csv;
    // A journal that does not balance must be refused, or the check says nothing.
    std::ofstream(file, std::ios::app)
        << "2026-05-15 salah\n    JKM:1110 Kas  IDR 1.00\n    JKM:3110 Aset  IDR -2.00\n";
    EXPECT_NE(output("hledger -f " + file + " check").first, 0);
    EXPECT_NE(output("ledger -f " + file + " balance").first, 0);
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace payung
