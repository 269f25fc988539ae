#include "membership/account_intake.h"

#include <gtest/gtest.h>

#include <array>

#include "base/random.h"
#include "registry/intake_testing.h"

namespace payung {
namespace {

using namespace testing_intake;

const Path dev_set =
    Path{PAYUNG_SOURCE_DIR} / "../shared/data/linkage/registry_membership_60k_90k/membership.csv";
constexpr std::string_view header =
    "kpj,nik,nama,tgl_lahir,jk,kode_desa,segmen,program,status,mulai,akhir,upah,penanggung,npp\n";
constexpr std::string_view good =
    "K1,6303050507800001,BUDI,1980-07-05,L,6303051001,BPU,JKK+JKM,AKTIF,2025-01,,1000000,APBD,\n";

std::uint64_t count(const CodeCounts& counts, Code code) {
    const auto at = counts.find(code);
    return at == counts.end() ? 0 : at->second;
}

// Goal: every field of the file format arrives where it belongs; the last month is the one before
// `until`.
TEST(AccountIntake, takes_every_field) {
    const TestFolder folder;
    const Path file = folder.write(
        "membership.csv",
        std::string(header) +
            "K1,6303054507800001,Siti Aminah,1980-07-05,P,63.03.05.1001,BPU,JKK+JKM,NONAKTIF,"
            "2025-01,2025-12,1.250.000,APBD Kabupaten,JJ012345\n");
    VerdictLines verdicts;
    const auto taken = read_accounts(std::array{file}, options(), verdicts);
    ASSERT_TRUE(taken);
    EXPECT_EQ(verdicts.lines, std::vector<std::string>{});
    ASSERT_EQ(taken->accounts.size(), 1U);
    const AccountFacts expected{.from = Month::from_ym(2025, 1).number(),
                                .until = Month::from_ym(2026, 1).number(),
                                .wage_rupiah = 1'250'000,
                                .programmes = bit_jkk | bit_jkm,
                                .segment = Segment::bpu,
                                .active = false,
                                .payer = 1};
    EXPECT_EQ(taken->accounts.facts[0], expected);
    EXPECT_EQ(taken->accounts.payers, (std::vector<std::string>{"", "APBD Kabupaten"}));
    EXPECT_EQ(taken->accounts.id[0], "K1");
    const Identity& who = taken->accounts.identity[0];
    EXPECT_EQ(who.nik, 6303054507800001U);
    EXPECT_EQ(who.name_key, names().key("SITI AMINAH"));
    EXPECT_EQ(areas().code(who.area), "6303051001");
}

// Goal: an account counts in the months from its first to its last, both included.
TEST(AccountIntake, covers_its_months) {
    const TestFolder folder;
    const Path file = folder.write("m.csv",
                                   "nama,tgl_lahir,jk,status,mulai,akhir\n"
                                   "BUDI,1980-07-05,L,,2025-02,2025-03\n"
                                   "BUDI,1980-07-05,L,NONAKTIF,,\n"
                                   "BUDI,1980-07-05,L,,,\n"
                                   "BUDI,1980-07-05,L,,2025-03,2025-02\n");
    NoVerdicts nobody;
    const auto taken = read_accounts(std::array{file}, options(), nobody);
    ASSERT_TRUE(taken);
    std::array<std::string, 4> active;
    for (std::size_t row = 0; row < 4; ++row) {
        for (unsigned month = 1; month <= 4; ++month) {
            const bool in = active_in(taken->accounts.facts[row], Month::from_ym(2025, month));
            active[row] += in ? '+' : '-';
        }
    }
    EXPECT_EQ(active, (std::array<std::string, 4>{"-++-", "----", "++++", "----"}));
    EXPECT_EQ(taken->report.doubts, (CodeCounts{{Code::months_reversed, 1}}));
}

// Goal: what is wrong with a row is told; only rows that identify nobody are rejected.
TEST(AccountIntake, says_what_is_wrong_with_each_row) {
    struct Case {
        std::string_view why, row, verdict;
    };
    const std::array cases{
        Case{"too few fields", "K2,1\n", "rejected row_fields_wrong  "},
        Case{"no NIK, no date", "K2,,BUDI,,L,6303051001,,,,,,,,\n", "rejected account_of_nobody  "},
        Case{"a filler, no name", "K2,1111111111111111,,1980-07-05,L,,,,,,,,,\n",
             "rejected account_of_nobody  "},
        Case{"NIK alone", "K2,6303050507800001,,1980-07-05,L,6303051001,,,,,,,,\n",
             "doubt name_missing nama "},
        Case{"name and date alone", "K2,,BUDI,1980-07-05,L,6303051001,,,,,,,,\n",
             "doubt nik_missing nik "},
        Case{"no place", "K2,6303050507800001,BUDI,1980-07-05,L,,,,,,,,,\n",
             "doubt place_missing kode_desa "},
        Case{"no such province", "K2,6303050507800001,BUDI,1980-07-05,L,99,,,,,,,,\n",
             "doubt place_unknown kode_desa 99"},
        Case{"village unknown", "K2,6303050507800001,BUDI,1980-07-05,L,6303,,,,,,,,\n",
             "doubt village_unknown kode_desa 6303"},
        Case{"segment", "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,X,,,,,,,\n",
             "doubt segment_unreadable segmen X"},
        Case{"programme", "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,,JKN,,,,,,\n",
             "doubt programme_unreadable program JKN"},
        Case{"status", "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,,,Y,,,,,\n",
             "doubt account_status_unreadable status Y"},
        Case{"month", "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,,,,2025,,,,\n",
             "doubt month_unreadable mulai 2025"},
        Case{"month in another form",
             "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,,,,,12/2025,,,\n",
             "doubt month_not_iso akhir 12/2025"},
        Case{"reversed", "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,,,,2025-02,2025-01,,,\n",
             "doubt months_reversed akhir 2025-01"},
        Case{"wage", "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,,,,,,-1,,\n",
             "doubt money_negative upah -1"},
        Case{"npp", "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,,,,,,,,?\n",
             "doubt npp_unreadable npp ?"},
    };
    const TestFolder folder;
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Path file =
            folder.write("m.csv", std::string(header) + std::string(good) + std::string(c.row));
        VerdictLines verdicts;
        const auto taken = read_accounts(std::array{file}, options(), verdicts);
        ASSERT_TRUE(taken);
        ASSERT_EQ(verdicts.lines, std::vector<std::string>{"m.csv:3 " + std::string(c.verdict)});
        const bool rejected = c.verdict.starts_with("rejected");
        EXPECT_EQ(taken->accounts.size(), rejected ? 1U : 2U);
        EXPECT_EQ(taken->report.rejected, rejected ? 1U : 0U);
    }
}

// Goal: rows of one number are all taken, each with a doubt.
TEST(AccountIntake, keeps_all_rows_of_a_number) {
    const TestFolder folder;
    const Path file = folder.write("m.csv", std::string(header) + std::string(good) +
                                                "K2,6303050507800001,BUDI,1980-07-05,L,6303051001,"
                                                ",,,,,,,\n" +
                                                std::string(good));
    VerdictLines verdicts;
    const auto taken = read_accounts(std::array{file}, options(), verdicts);
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->accounts.size(), 3U);
    EXPECT_EQ(verdicts.lines, (std::vector<std::string>{"m.csv:2 doubt account_id_twice kpj K1",
                                                        "m.csv:4 doubt account_id_twice kpj K1"}));
    EXPECT_EQ(taken->report.doubted, 2U);
}

// Goal: kinds of payer have one byte; what does not fit is missing and told, not wrapped around.
TEST(AccountIntake, tells_when_payers_are_too_many) {
    const TestFolder folder;
    std::string text = "nama,tgl_lahir,jk,penanggung\n";
    for (int i = 1; i <= 300; ++i) text += "BUDI,1980-07-05,L,Pembayar " + std::to_string(i) + "\n";
    text += "BUDI,1980-07-05,L,Pembayar 7\n";
    for (const std::size_t block_bytes : {200U, 1U << 20U}) {
        NoVerdicts nobody;
        const auto taken =
            read_accounts(std::array{folder.write("m.csv", text)}, options(2, block_bytes), nobody);
        ASSERT_TRUE(taken);
        EXPECT_EQ(taken->accounts.payers.size(), 256U);
        EXPECT_EQ(taken->accounts.facts[254].payer, 255);
        EXPECT_EQ(taken->accounts.facts[255].payer, 0);
        EXPECT_EQ(taken->accounts.facts[300].payer, 7);
        EXPECT_EQ(taken->report.doubts, (CodeCounts{{Code::too_many_payers, 45}}));
    }
}

// Goal: table and verdicts are the same with one thread and several.
TEST(AccountIntake, does_not_depend_on_threads) {
    const TestFolder folder;
    Random random(12);
    std::string text(header);
    for (int i = 0; i < 4'000; ++i) {
        text += "K" + std::to_string(random.below(3'900)) + ",";
        text += random.chance(0.3) ? "" : "6303050507800001";
        text +=
            random.chance(0.1) ? ",,,L,x,X,JKN,?,13,,-1," : ",BUDI,1980-07-05,L,6303051001,,,,,,,";
        text += "Pembayar " + std::to_string(random.below(400)) + ",\n";
    }
    const Path file = folder.write("m.csv", text);
    VerdictLines one, several;
    const auto alone = read_accounts(std::array{file}, options(), one);
    const auto together = read_accounts(std::array{file}, options(3, 5'000), several);
    ASSERT_TRUE(alone);
    ASSERT_TRUE(together);
    EXPECT_EQ(one.lines, several.lines);
    EXPECT_EQ(alone->accounts.identity, together->accounts.identity);
    EXPECT_EQ(alone->accounts.facts, together->accounts.facts);
    EXPECT_EQ(alone->accounts.payers, together->accounts.payers);
    EXPECT_EQ(alone->report.edition, together->report.edition);
}

// Goal: a register given as a membership extract, or a cut file, is an error.
TEST(AccountIntake, refuses_broken_files) {
    const TestFolder folder;
    NoVerdicts nobody;
    const auto missing = read_accounts(std::array{folder.write("m.csv", "kpj,nik,nama\n1,2,3\n")},
                                       options(), nobody);
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code(), Code::column_missing);
    const auto cut = read_accounts(
        std::array{folder.write("m.csv", std::string(header) + std::string(good) + "K2,63")},
        options(2), nobody);
    ASSERT_FALSE(cut);
    EXPECT_EQ(cut.error().code(), Code::file_cut);
}

// Goal: the counts that are known of the test file (domain/linkage.md 1.5).
TEST(AccountIntake, counts_the_errors_of_the_test_file) {
    if (!std::filesystem::exists(dev_set)) GTEST_SKIP() << "needs " << dev_set;
    IntakeOptions late = options(2);
    late.as_of = *Day::from_ymd(2040, 1, 1);  // some of its dates lie in the future of 2026
    VerdictLines verdicts;
    const auto taken = read_accounts(std::array{dev_set}, late, verdicts);
    ASSERT_TRUE(taken);
    const IntakeReport& report = taken->report;
    EXPECT_EQ(report.rows, 90'000U);
    // Nine rows have no date either, so their NIK is no doubt but the reason to reject them: seven
    // are empty, one is a repeated digit, one has serial 0000.
    EXPECT_EQ(report.rejections, (CodeCounts{{Code::account_of_nobody, 9}}));
    EXPECT_EQ(count(report.doubts, Code::nik_missing), 1'832U - 7);
    EXPECT_EQ(count(report.doubts, Code::nik_not_16_digits), 138U);
    EXPECT_EQ(count(report.doubts, Code::nik_filler_repeated), 132U - 1);
    EXPECT_EQ(count(report.doubts, Code::nik_serial_zero), 297U - 41 - 1);  // 41 are all zeros
    EXPECT_EQ(count(report.doubts, Code::birth_missing), 317U - 9);
    EXPECT_EQ(count(report.doubts, Code::place_missing), 7'184U);
}

}  // namespace
}  // namespace payung
