#include "office/rosters.h"

#include <gtest/gtest.h>

#include <fstream>

#include "membership/errors.h"
#include "office/members_for_tests.h"
#include "storage/roster_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

namespace refuse = membership_error;

constexpr std::string_view header =
    "sumber,reg_id,nik,nama,kode_desa,program,mulai,bulan,iuran_per_bulan,jumlah\n";

class RostersTest : public OfficeTest {
protected:
    void SetUp() override {
        OfficeTest::SetUp();
        if (IsSkipped()) return;
        ASSERT_DONE(register_sponsor(desk(), "KAB-1", "Kabupaten Contoh",
                                     {PayerKind::apbd_kab, 6303000000, "Perda 1/2026"}));
    }
    Path write(std::string_view rows) const {
        const Path path = scratch() / "roster.csv";
        std::ofstream(path, std::ios::binary) << header << rows;
        return path;
    }
    Result<RosterProposed> propose(std::string_view rows, std::string_view source = {}) {
        return propose_roster(desk("pengusul"), "KAB-1", write(rows), source);
    }
};

// Goal: workers of a roster become members at the sponsor's cost once a second person approves;
// months that cost another amount are one promise.
TEST_P(RostersTest, enrols_whom_a_second_person_approves) {
    const auto proposed = propose(
        "APBD,R1,6303010102900001,Siti,6303.01.0001,JKK+JKM,2026-01,3,16800,50400\n"
        "APBD,R1,6303010102900001,Siti,6303.01.0001,JKK+JKM,2026-04,9,8400,75600\n"
        "APBD,R2,6303014102900002,Budi,6303010001,JKK+JKM,2026-01,12,16800,201600\n");
    ASSERT_DONE(proposed);
    EXPECT_EQ(proposed->done.answer, R"({"roster":1,"workers":2,"amount":"32760000"})");
    EXPECT_ERROR(refuse::roster_same_person, approve_roster(desk("pengusul"), 1));
    const auto approved = approve_roster(desk("penyetuju"), 1);
    ASSERT_DONE(approved);
    EXPECT_EQ(approved->answer, R"({"enrolled":2,"left_out":0})");
    EXPECT_TRUE(approve_roster(desk("penyetuju"), 1)->again);

    const auto snapshot = database().read();
    const auto workers = commitments_of(**snapshot, 1);
    ASSERT_EQ(workers->size(), 2U);
    EXPECT_EQ(workers->at(0).amount, Money::from_rupiah(126'000));
    EXPECT_EQ(workers->at(0).area, 6303010001);
    EXPECT_EQ(workers->at(0).sex, 1);
    EXPECT_EQ(workers->at(1).sex, 2);
    EXPECT_EQ(workers->at(0).birth, *Day::from_ymd(1990, 2, 1));
    const auto spells = spells_of(**snapshot, workers->at(0).membership);
    ASSERT_EQ(spells->size(), 1U);
    EXPECT_EQ(spells->at(0).from, Month::from_ym(2026, 1));
    EXPECT_EQ(spells->at(0).until, Month::from_ym(2027, 1));
    EXPECT_EQ(spells->at(0).commitment, workers->at(0).number);
    EXPECT_EQ(party_of(**snapshot, spells->at(0).payer)->number, "KAB-1");
    const auto roster = known_roster(**snapshot, 1);
    EXPECT_EQ(roster->state, RosterState::approved);
    EXPECT_EQ(roster->decided_by, "penyetuju");
    EXPECT_EQ(rosters_of(**snapshot, roster->sponsor)->size(), 1U);
}

// Goal: who cannot be enrolled is left out with the reason, and keeps nobody else out.
TEST_P(RostersTest, leaves_out_by_reason) {
    const PartyNumber employer = employer_for_tests(desk(), "AA000001");
    enrol_for_tests(desk(), new_member_for_tests(3, employer, Month::from_ym(2026, 1)));
    ASSERT_DONE(
        propose("APBD,R1,6303010102900001,Siti,6303010001,JKK+JKM,2026-01,12,16800,201600\n"
                "APBD,R2,6303010102900001,Siti juga,6303010001,JKK+JKM,2026-01,12,16800,201600\n"
                "APBD,R3,6303010102900003,Peserta 3,6303010001,JKK+JKM,2026-01,12,16800,201600\n"
                "APBD,R4,6303010102500004,Tua,6303010001,JKK+JKM,2026-01,12,16800,201600\n"));
    const auto approved = approve_roster(desk("penyetuju"), 1);
    ASSERT_DONE(approved);
    EXPECT_EQ(approved->answer, R"({"enrolled":1,"left_out":3})");
    const auto snapshot = database().read();
    std::vector<std::string> verdicts;
    for (const Commitment& one : *commitments_of(**snapshot, 1)) verdicts.push_back(one.verdict);
    EXPECT_EQ(verdicts,
              (std::vector<std::string>{"", "spell_overlaps", "already_covered", "member_age"}));
}

// Goal: rows that cannot be promised are told with their line; the same file again does nothing.
TEST_P(RostersTest, tells_rows_that_are_wrong) {
    const std::string_view rows =
        "APBD,R1,6303010102900001,Siti,6303010001,JKK+JKM,2026-01,12,16800,201600\n"
        "APBD,R2,123,Rusak,6303010001,JKK+JKM,2026-01,12,16800,201600\n"
        "APBD,R3,6303010102900003,Tanpa program,6303010001,,2026-01,12,16800,201600\n"
        "APBD,R4,6303010102900004,Tanpa bulan,6303010001,JKK+JKM,,12,16800,201600\n"
        "APBD,R5,6303010102900005,Salah kali,6303010001,JKK+JKM,2026-01,12,16800,201601\n"
        "APBD,R6,6303013113900006,Bulan 13,6303010001,JKK+JKM,2026-01,12,16800,201600\n";
    const auto proposed = propose(rows);
    ASSERT_DONE(proposed);
    std::vector<std::string> lines;
    for (const RowVerdict& verdict : proposed->file.verdicts)
        lines.push_back(fmt::format("{} {}", verdict.line, name_of(verdict.error.code())));
    EXPECT_EQ(lines, (std::vector<std::string>{"3 member_nik_unusable", "4 spell_without_programme",
                                               "5 roster_months_missing", "6 roster_amount_differs",
                                               "7 member_birth_missing"}));
    EXPECT_TRUE(propose(rows)->done.again);
}

// Goal: a file of several sources needs one of them; a roster without anybody is none.
TEST_P(RostersTest, proposes_one_source) {
    const std::string_view rows =
        "APBD,R1,6303010102900001,Siti,6303010001,JKK+JKM,2026-01,12,16800,201600\n"
        "CSR,R2,6303010102900002,Budi,6303010001,JKK+JKM,2026-01,12,16800,201600\n";
    EXPECT_ERROR(refuse::roster_source_missing, propose(rows));
    EXPECT_ERROR(refuse::roster_empty, propose(rows, "DBH"));
    EXPECT_EQ(propose(rows, "CSR")->done.answer, R"({"roster":1,"workers":1,"amount":"20160000"})");
}

// Goal: a roster is decided once, by somebody else, and refusing enrols nobody.
TEST_P(RostersTest, decides_once) {
    ASSERT_DONE(
        propose("APBD,R1,6303010102900001,Siti,6303010001,JKK+JKM,2026-01,12,16800,201600\n"));
    EXPECT_ERROR(refuse::roster_unknown, approve_roster(desk("penyetuju"), 7));
    EXPECT_ERROR(refuse::roster_same_person, refuse_roster(desk("pengusul"), 1, "salah"));
    ASSERT_DONE(refuse_roster(desk("penyetuju"), 1, "anggaran belum disahkan"));
    EXPECT_ERROR(refuse::roster_decided, approve_roster(desk("penyetuju"), 1));
    const auto snapshot = database().read();
    EXPECT_EQ(known_roster(**snapshot, 1)->reason, "anggaran belum disahkan");
    EXPECT_EQ(commitments_of(**snapshot, 1)->at(0).membership, 0);
    EXPECT_ERROR(refuse::run_of_roster_unknown, propose_roster_of_run(desk(), "KAB-1", 0, "APBD"));
}

PAYUNG_EVERY_ENGINE(RostersTest);

}  // namespace
}  // namespace payung
