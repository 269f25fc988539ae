#include "office/worker_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/xlsx_writer.h"
#include "membership/errors.h"
#include "office/members_for_tests.h"
#include "office/withdrawing.h"
#include "registry/nik_check.h"
#include "storage/errors.h"
#include "storage/spell_store.h"
#include "storage/wage_store.h"

namespace payung {
namespace {

constexpr Month march = Month::from_ym(2026, 3);

class WorkerFilesTest : public OfficeTest {
protected:
    Path write(std::string_view text) const {
        const Path path = scratch() / "pekerja.csv";
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    Result<WorkersTaken> take(std::string_view text, std::string employer = {},
                              std::optional<Month> from = std::nullopt) {
        return take_workers(desk(), {write(text), std::move(employer), {}, from});
    }
    static std::vector<std::string> lines_of(const WorkersTaken& taken) {
        std::vector<std::string> lines;
        for (const RowVerdict& verdict : taken.verdicts) {
            lines.push_back(
                fmt::format("{} {} {}", verdict.line,
                            verdict.outcome == RowOutcome::rejected ? "rejected" : "doubt",
                            name_of(verdict.error.code())));
        }
        return lines;
    }
};

// Goal: the upload of employers as it is; programmes are those of the employer's scale, the wage is
// that of the month in which he begins, phone and account are kept and nobody's NIK is shown.
TEST_P(WorkerFilesTest, takes_the_upload_of_an_employer) {
    EmployerFact fact;
    fact.from = Month::from_ym(2025, 1);
    fact.scale = "kecil";
    ASSERT_DONE(register_employer(desk(), "AA000001", "CV Kecil", fact));
    const auto taken = take(
        "NO,NIK,NAMA_LENGKAP,TEMPAT_LAHIR,TANGGAL_LAHIR,JENIS_KELAMIN,STATUS_KAWIN,IBU_KANDUNG,"
        "ALAMAT,KODE_POS,NO_HP,EMAIL,NPWP,KEWARGANEGARAAN,PASSPORT,TANGGAL_MASUK,UPAH,STATUS_KERJA,"
        "LOKASI_PEKERJAAN,KPJ,BANK,NO_REKENING\n"
        "1,6303010102900001,Siti Aminah,Banjar,1990-02-01,P,K,Ibu,Jalan,70000,081200000001,,,WNI,,"
        "2026-03-09,4500000,PKWT,Pabrik,,BRI,1234567890\n"
        "2,,John Smith,London,1985-05-06,L,,,,,,,,WNA,P123,2026-03-01,20000000,PKWT,Pabrik,,,\n",
        "AA000001");
    ASSERT_DONE(taken);
    EXPECT_EQ(lines_of(*taken), std::vector<std::string>{});
    EXPECT_EQ(taken->file.columns_unknown, std::vector<std::string>{});
    EXPECT_EQ(taken->done.answer, R"({"enrolled":2,"rejected":0})");
    ASSERT_EQ(taken->taken.size(), 2U);
    const auto snapshot = database().read();
    const auto siti = known_membership(**snapshot, taken->taken[0].kpj);
    EXPECT_EQ(spells_of(**snapshot, siti->number)->at(0).programmes,
              bit_jkk | bit_jkm | bit_jht | bit_jkp);
    EXPECT_EQ(spells_of(**snapshot, siti->number)->at(0).from, march);
    EXPECT_EQ(wages_of(**snapshot, siti->number)->at(0).amount, Money::from_rupiah(4'500'000));
    const PersonalStore personal(**snapshot, keys());
    EXPECT_EQ(*personal.get({PersonalOwner::participant, siti->participant, PersonalField::phone}),
              "081200000001");
    EXPECT_FALSE(participant_of(**snapshot, siti->participant + 1)->citizen);
}

// Goal: bulk registration outside employment; each row that is refused says why, the same file
// again does nothing.
TEST_P(WorkerFilesTest, takes_bulk_registration) {
    const std::string_view file =
        "NIK,NAMA,TANGGAL_LAHIR,JENIS_KELAMIN,PENGHASILAN,PROGRAM,BULAN_MULAI,JUMLAH_BULAN\n"
        "6303010102900001,Siti,1990-02-01,P,1200000,\"JKK,JKM\",2026-03,12\n"  // 2: no holidays of
                                                                               // 2027
        "6303010102900002,Budi,1990-02-01,L,1200000,\"JKK,JKM,JHT\",2026-03,\n"  // 3
        "6303010102900003,Tua,1955-02-01,L,1200000,,2026-03,\n"                  // 4: 71 years old
        "6303010102900004,Anak,2015-02-01,L,1200000,,2026-03,\n"                 // 5: 11
        "6303010102900005,Joko,1990-02-01,L,1200000,JKK+JKM+JP,2026-03,\n"       // 6
        "6303010102900006,Tanpa bulan,1990-02-01,L,1200000,,,\n"                 // 7
        "6303010102900001,Siti,1990-02-01,P,1200000,,2026-03,\n"                 // 8: again
        "123,Rusak,1990-02-01,L,1200000,,2026-03,\n"                             // 9
        "6303010102900007,Lahir,31-02-1990,L,1200000,,2026-03,\n"                // 10
        "6303010102900008,Sen,1990-02-01,L,1200000.5,,2026-03,\n"                // 11
        "6303010102900009,Bulan,1990-02-01,L,1200000,,2026-13,\n"                // 12
        "6303010102900010,Besar,1990-02-01,L,1000000000000,,2026-03,\n";         // 13
    const auto taken = take(file);
    ASSERT_DONE(taken);
    EXPECT_EQ(lines_of(*taken),
              (std::vector<std::string>{
                  "2 doubt bill_due_unknown", "4 rejected member_age", "5 rejected member_age",
                  "6 rejected member_programme_closed", "7 rejected member_month_missing",
                  "8 rejected spell_overlaps", "9 rejected member_nik_unusable",
                  "10 rejected member_birth_missing", "11 rejected money_unreadable",
                  "12 rejected month_unreadable", "13 rejected wage_too_large"}));
    EXPECT_EQ(taken->done.answer, R"({"enrolled":2,"rejected":10})");
    const auto again = take(file);
    ASSERT_DONE(again);
    EXPECT_TRUE(again->done.again);
    EXPECT_EQ(again->done.answer, taken->done.answer);
    ASSERT_DONE(
        take("nik,nama,tanggal_lahir\n6303010102900006,Tanpa bulan,1990-02-01\n", {}, march));
}

// Goal: a group is registered once; its workers are enrolled from a file and it pays for them.
TEST_P(WorkerFilesTest, takes_the_members_of_a_group) {
    const std::string_view file =
        "NIK,NAMA,TANGGAL_LAHIR,PENGHASILAN,BULAN_MULAI\n"
        "6303010102900001,Siti,1990-02-01,1200000,2026-03\n";
    const Path path = write(file);
    EXPECT_ERROR(membership_error::party_unknown, take_workers(desk(), {path, {}, "WD-1", {}}));
    ASSERT_DONE(register_group(desk(), "WD-1", "Wadah Nelayan"));
    EXPECT_TRUE(register_group(desk(), "WD-1", "Wadah Nelayan")->again);
    EXPECT_ERROR(storage_error::command_key_conflict, register_group(desk(), "WD-1", "Wadah Lain"));
    const auto taken = take_workers(desk(), {path, {}, "WD-1", {}});
    ASSERT_DONE(taken);
    ASSERT_EQ(taken->taken.size(), 1U);
    const auto snapshot = database().read();
    const auto siti = known_membership(**snapshot, taken->taken[0].kpj);
    const auto group = known_party(**snapshot, PartyKind::group, "WD-1");
    EXPECT_EQ(spells_of(**snapshot, siti->number)->at(0).payer, group->party);
    EXPECT_EQ(siti->segment, Segment::bpu);
}

// Goal: a spreadsheet of workers is taken like a CSV; the NIK stands in it as text.
TEST_P(WorkerFilesTest, takes_a_spreadsheet) {
    const Path path = scratch() / "pekerja.xlsx";
    auto sheet = XlsxWriter::create(path, path.parent_path());
    ASSERT_TRUE(sheet);
    sheet->begin_sheet("BPU",
                       {{"NIK"}, {"NAMA"}, {"TANGGAL_LAHIR"}, {"PENGHASILAN"}, {"BULAN_MULAI"}});
    sheet->nik(Nik(read_nik("6303010102900001").number));
    sheet->text("Siti");
    sheet->text("1990-02-01");
    sheet->number(1'200'000);
    sheet->text("2026-03");
    sheet->end_row();
    sheet->empty();
    sheet->text("Tanpa NIK");
    sheet->text("1990-02-01");
    sheet->number(1'200'000);
    sheet->text("2026-03");
    sheet->end_row();
    ASSERT_DONE(sheet->close());
    const auto taken = take_workers(desk(), {path, {}, {}, {}});
    ASSERT_DONE(taken);
    EXPECT_EQ(lines_of(*taken), std::vector<std::string>{"3 rejected member_nik_missing"});
    ASSERT_EQ(taken->taken.size(), 1U);
    const auto snapshot = database().read();
    const auto siti = known_membership(**snapshot, taken->taken[0].kpj);
    EXPECT_EQ(spells_of(**snapshot, siti->number)->at(0).income, Money::from_rupiah(1'200'000));
    EXPECT_EQ(spells_of(**snapshot, siti->number)->at(0).from, march);
}

// Goal: months that are paid ahead are billed with the enrolment, on one bill for each who pays for
// himself and one for a group; the same file again bills nobody twice, not even after a withdrawal.
TEST_P(WorkerFilesTest, bills_months_that_are_paid_ahead) {
    const std::string_view persons =
        "NIK,NAMA,TANGGAL_LAHIR,PENGHASILAN,PROGRAM,BULAN_MULAI,JUMLAH_BULAN\n"
        "6303010102900001,Ani,1990-02-01,1000000,JKK+JKM,2026-03,6\n"
        "6303010102900002,Budi,1990-02-01,1000000,JKK+JKM,2026-03,1\n"
        "6303010102900003,Cici,1990-02-01,1000000,JKK+JKM,2026-03,5\n"
        "6303010102900004,Dedi,1990-02-01,1000000,JKK+JKM,2026-03,lama\n";
    const auto taken = take(persons);
    ASSERT_DONE(taken);
    EXPECT_EQ(taken->taken.size(), 4U);
    EXPECT_EQ(taken->advances, 1);
    EXPECT_EQ(taken->advanced.rupiah(), 16'800 + 5 * 8'400);  // half from April on
    EXPECT_EQ(lines_of(*taken), (std::vector<std::string>{"4 doubt bill_advance_refused",
                                                          "5 doubt months_ahead_unreadable"}));
    ASSERT_DONE(withdraw(desk(), 1, "keliru"));
    const auto again = take(persons);
    EXPECT_TRUE(again->done.again);
    EXPECT_EQ(again->advances, 0);
}

TEST_P(WorkerFilesTest, bills_a_group_ahead_once) {
    ASSERT_DONE(register_group(desk(), "WD-17", "Wadah Nelayan"));
    const auto file = [&](std::string_view second) {
        const std::string text = fmt::format(
            "NIK,NAMA,TANGGAL_LAHIR,BULAN_MULAI,JUMLAH_BULAN\n"
            "6303010102900001,Ani,1990-02-01,2026-03,3\n{}",
            second);
        return take_workers(desk(), {write(text), {}, "WD-17", std::nullopt});
    };
    const auto differ = file("6303010102900002,Budi,1990-02-01,2026-03,6\n");
    EXPECT_EQ(lines_of(*differ), (std::vector<std::string>{"2 doubt months_ahead_differ",
                                                           "3 doubt months_ahead_differ"}));
    const auto agree = file("6303010102900003,Cici,1990-02-01,2026-03,3\n");
    EXPECT_EQ(agree->advances, 1);
    EXPECT_EQ(agree->advanced.rupiah(), 3 * (16'800 + 2 * 8'400));  // all who are in it by now
}

PAYUNG_EVERY_ENGINE(WorkerFilesTest);

}  // namespace
}  // namespace payung
