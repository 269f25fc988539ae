#include "office/wages.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/xlsx_writer.h"
#include "membership/errors.h"
#include "office/members_for_tests.h"
#include "storage/spell_store.h"
#include "storage/wage_store.h"

namespace payung {
namespace {

constexpr Month march = Month::from_ym(2026, 3);

class WagesTest : public OfficeTest {
protected:
    void SetUp() override {
        OfficeTest::SetUp();
        if (IsSkipped()) return;
        employer_ = employer_for_tests(desk(), "AA000001");
        const PartyNumber other = employer_for_tests(desk(), "AA000002");
        const Month january = Month::from_ym(2026, 1);
        for (int i = 1; i <= 4; ++i)
            kpj_.push_back(
                enrol_for_tests(desk(), new_member_for_tests(i, employer_, january)).kpj);
        NewMember left = new_member_for_tests(5, employer_, january);
        left.until = Month::from_ym(2026, 2);
        kpj_.push_back(enrol_for_tests(desk(), left).kpj);
        kpj_.push_back(enrol_for_tests(desk(), new_member_for_tests(6, other, january)).kpj);
    }

    Path write(std::string_view text, std::string_view name = "upah.csv") const {
        const Path path = scratch() / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    /// "{1}" stands for the KPJ of worker 1.
    std::string with_kpj(std::string text) const {
        for (std::size_t i = 0; i < kpj_.size(); ++i) {
            const std::string mark = "{" + std::to_string(i + 1) + "}";
            for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
                text.replace(at, mark.size(), kpj_[i]);
        }
        return text;
    }
    Result<WageListTaken> take(const std::string& text,
                               std::optional<Money> minimum = std::nullopt) {
        return take_wages(desk(), "AA000001", march, write(with_kpj(text)), minimum);
    }
    /// "line outcome code field" of each verdict.
    static std::vector<std::string> lines_of(const WageListTaken& taken) {
        std::vector<std::string> lines;
        for (const RowVerdict& verdict : taken.verdicts) {
            lines.push_back(
                fmt::format("{} {} {} {}", verdict.line,
                            verdict.outcome == RowOutcome::rejected ? "rejected" : "doubt",
                            name_of(verdict.error.code()), verdict.field));
        }
        return lines;
    }
    std::int64_t wage_in(int worker, Month month) {
        const auto snapshot = database().read();
        std::int64_t wage = -1;
        const auto read = each_member_month(**snapshot, month, employer_,
                                            [&](const MemberMonth& m) -> Result<void> {
                                                if (m.membership == worker) wage = m.wage.rupiah();
                                                return {};
                                            });
        EXPECT_TRUE(read);
        return wage;
    }

    PartyNumber employer_ = 0;
    std::vector<std::string> kpj_;
};

// Goal: the agency's own list is taken whole, with its own names of columns and its own way of
// writing a month; a column that nobody knows is named.
TEST_P(WagesTest, takes_the_list_of_the_agency) {
    const auto taken = take(
        "CS_NO,NOMOR_PEGAWAI,BLTH,NIK,KPJ,NAMA,TANGGAL_LAHIR,PERIODE_KEPESERTAAN,UPAH_TK,"
        "RAPEL_UPAH_TK,JHT,JKM,JKK,JPN,IURAN,CF_IURAN,WARNA\n"
        "1,P-1,03-2026,6303010102900001,{1},Peserta 1,1990-02-01,2026-01-01,5000000,100000,285000,"
        "15000,12000,150000,462000,0,biru\n"
        "2,P-2,2026-03,,{2},Peserta 2,,,Rp 6.000.000,,,,,,,,\n");
    ASSERT_DONE(taken);
    EXPECT_EQ(taken->done.answer,
              R"({"wage_list":1,"taken":2,"doubted":0,"rejected":0,"absent":2})");
    EXPECT_EQ(taken->file.columns_unknown, std::vector<std::string>{"warna"});
    EXPECT_EQ(lines_of(*taken), std::vector<std::string>{});
    EXPECT_EQ(wage_in(1, march), 5'000'000);
    EXPECT_EQ(wage_in(2, march), 6'000'000);
    EXPECT_EQ(wage_in(3, march), 0);
}

// Goal: each way in which a row is refused or doubted has its line, field and code; the other rows
// are taken all the same.
TEST_P(WagesTest, tells_each_row_that_is_wrong) {
    const auto taken = take(
        "KPJ,NIK,TANGGAL_LAHIR,BLTH,UPAH_TK,RAPEL_UPAH_TK\n"
        "{1},,,,5000000,\n"                  // 2: in order
        "99999999999,,,,5000000,\n"          // 3: nobody's
        "{6},,,,5000000,\n"                  // 4: of another employer
        "{5},,,,5000000,\n"                  // 5: left in February
        "{2},,,2026-02,5000000,\n"           // 6: another month
        "{2},,,,0,\n"                        // 7
        "{2},,,,,\n"                         // 8
        "{2},,,,1000000000000,\n"            // 9
        "{2},,,,5000000.50,\n"               // 10
        "{2},,,,-5000000,\n"                 // 11
        "{2},,,,banyak,\n"                   // 12
        "{2},6303010102900003,,,5000000,\n"  // 13: NIK of somebody else
        ",,,,5000000,\n"                     // 14
        "{2},,,,5000000,100000000000\n"      // 15
        "{3},,1991-03-04,,2500000000,\n"     // 16: taken with two doubts
        ",6303010102900004,,,2900000,\n"     // 17: told by his NIK
        "{2},,,13-2026,5000000,\n",          // 18
        Money::from_rupiah(3'000'000));
    ASSERT_DONE(taken);
    EXPECT_EQ(lines_of(*taken), (std::vector<std::string>{
                                    "3 rejected membership_unknown kpj",
                                    "4 rejected wage_of_other_employer kpj",
                                    "5 rejected wage_not_member kpj",
                                    "6 rejected wage_month_differs blth",
                                    "7 rejected wage_zero upah_tk",
                                    "8 rejected wage_missing upah_tk",
                                    "9 rejected wage_too_large upah_tk",
                                    "10 rejected money_unreadable upah_tk",
                                    "11 rejected money_negative upah_tk",
                                    "12 rejected money_unreadable upah_tk",
                                    "13 rejected wage_nik_differs nik",
                                    "14 rejected wage_kpj_missing kpj",
                                    "15 rejected wage_too_large rapel_upah_tk",
                                    "16 doubt wage_unusual upah_tk",
                                    "16 doubt wage_birth_differs tanggal_lahir",
                                    "17 doubt wage_by_nik kpj",
                                    "17 doubt wage_below_minimum upah_tk",
                                    "18 rejected month_unreadable blth",
                                }));
    EXPECT_EQ(taken->done.answer,
              R"({"wage_list":1,"taken":3,"doubted":2,"rejected":14,"absent":1})");
    EXPECT_EQ(wage_in(4, march), 2'900'000);
}

// Goal: a worker twice with one amount is one row too many; with two amounts nobody knows which.
TEST_P(WagesTest, tells_a_worker_who_stands_twice) {
    const auto taken = take(
        "kpj,upah\n{1},5000000\n{2},6000000\n{1},5000000\n{2},6000001\n{2},6000002\n{3},1000000\n");
    ASSERT_DONE(taken);
    EXPECT_EQ(lines_of(*taken), (std::vector<std::string>{
                                    "3 rejected wage_worker_twice upah_tk",
                                    "4 rejected wage_row_again kpj",
                                    "5 rejected wage_worker_twice upah_tk",
                                    "6 rejected wage_worker_twice upah_tk",
                                }));
    EXPECT_EQ(wage_in(1, march), 5'000'000);
    EXPECT_EQ(wage_in(2, march), 0);
}

// Goal: the same file again does nothing; a later one makes a new version and leaves the old.
TEST_P(WagesTest, takes_a_file_once_and_later_ones_as_new_versions) {
    ASSERT_DONE(take("kpj,upah\n{1},5000000\n{2},6000000\n"));
    const auto again = take("kpj,upah\n{1},5000000\n{2},6000000\n");
    ASSERT_DONE(again);
    EXPECT_TRUE(again->done.again);
    ASSERT_DONE(take("kpj,upah\n{1},5500000\n"));
    const auto snapshot = database().read();
    const auto wages = wages_of(**snapshot, 1);
    ASSERT_EQ(wages->size(), 2U);
    EXPECT_EQ(wages->at(0).amount, Money::from_rupiah(5'000'000));
    EXPECT_EQ(wages->at(1).version, 2);
    EXPECT_EQ(wages->at(1).amount, Money::from_rupiah(5'500'000));
    EXPECT_EQ(wages_of(**snapshot, 2)->size(), 1U);
    EXPECT_EQ(wage_lists(**snapshot, employer_)->size(), 2U);
    EXPECT_EQ(wage_in(1, march), 5'500'000);
    EXPECT_EQ(wage_in(2, march + 1), 6'000'000);
}

// Goal: a file that is broken, or of nobody, changes nothing.
TEST_P(WagesTest, refuses_files_as_a_whole) {
    EXPECT_ERROR(Code::column_missing, take("kpj,gaji\n{1},5000000\n"));
    EXPECT_ERROR(Code::file_cut, take("kpj,nama,upah\n{1},A,5000000\n{2},B"));
    EXPECT_ERROR(Code::file_not_found,
                 take_wages(desk(), "AA000001", march, scratch() / "tidak_ada.csv"));
    const Path good = write(with_kpj("kpj,upah\n{1},5000000\n"));
    EXPECT_ERROR(membership_error::party_unknown, take_wages(desk(), "ZZ", march, good));
    const auto snapshot = database().read();
    EXPECT_EQ(wage_lists(**snapshot, employer_)->size(), 0U);
}

// Goal: a spreadsheet is taken like a CSV: numbers and text alike, doubts by their row.
TEST_P(WagesTest, takes_a_spreadsheet) {
    const Path path = scratch() / "upah.xlsx";
    auto sheet = XlsxWriter::create(path, path.parent_path());
    ASSERT_TRUE(sheet);
    sheet->begin_sheet("Upah", {{"KPJ"}, {"UPAH_TK"}});
    sheet->text(kpj_[0]);
    sheet->number(4'500'000);
    sheet->end_row();
    sheet->text(kpj_[1]);
    sheet->text("5.250.000");
    sheet->end_row();
    sheet->text(kpj_[2]);
    sheet->empty();
    sheet->end_row();
    ASSERT_DONE(sheet->close());
    const auto taken = take_wages(desk(), "AA000001", march, path, std::nullopt);
    ASSERT_DONE(taken);
    EXPECT_EQ(lines_of(*taken), std::vector<std::string>{"4 rejected wage_missing upah_tk"});
    EXPECT_EQ(wage_in(1, march), 4'500'000);
    EXPECT_EQ(wage_in(2, march), 5'250'000);
    EXPECT_TRUE(take_wages(desk(), "AA000001", march, path, std::nullopt)->done.again);
}

PAYUNG_EVERY_ENGINE(WagesTest);

}  // namespace
}  // namespace payung
