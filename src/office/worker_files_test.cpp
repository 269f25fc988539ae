#include "office/worker_files.h"

#include <gtest/gtest.h>

#include <fstream>

#include "membership/errors.h"
#include "office/members_for_tests.h"
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
        "6303010102900001,Siti,1990-02-01,P,1200000,\"JKK,JKM\",2026-03,12\n"    // 2
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
                  "4 rejected member_age", "5 rejected member_age",
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

PAYUNG_EVERY_ENGINE(WorkerFilesTest);

}  // namespace
}  // namespace payung
