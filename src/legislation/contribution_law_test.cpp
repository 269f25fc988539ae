#include "legislation/contribution_law.h"

#include <gtest/gtest.h>

#include <array>

#include "legislation/law_folder_for_tests.h"

namespace payung {
namespace {

const ContributionLaw& law() {
    static const Result<ContributionLaw> loaded =
        ContributionLaw::load(Path(PAYUNG_SOURCE_DIR) / "legislation");
    return loaded.value();
}

constexpr Month ym(int year, unsigned month) {
    return Month::from_ym(year, month);
}

constexpr auto jkk = Programme::jkk;
constexpr auto jkm = Programme::jkm;
constexpr auto jht = Programme::jht;

std::int64_t rupiah(Programme programme, Month month, PayerKind payer, char sector) {
    return law().due(programme, month, payer, sector).value().amount.rupiah();
}

// Goal: the worked cases C1 and C2 of the reference on contributions, by their parts.
TEST(ContributionLaw, follows_the_worked_cases) {
    struct Case {
        const char* why;
        Month month;
        PayerKind payer;
        char sector;
        std::int64_t jkk, jkm, jht;
    };
    const std::array cases{
        Case{"C1 two programmes, no relief", ym(2025, 6), PayerKind::donor, 'A', 10'000, 6'800,
             20'000},
        Case{"C1 relieved: 8,400", ym(2026, 5), PayerKind::donor, 'A', 5'000, 3'400, 20'000},
        Case{"C2 transport, February 2026: 28,400", ym(2026, 2), PayerKind::tjsl, 'H', 5'000, 3'400,
             20'000},
        Case{"C2 paid by the regency", ym(2026, 2), PayerKind::apbd_kab, 'H', 10'000, 6'800,
             20'000},
        Case{"99 % relief: JKM Rp 68", ym(2020, 10), PayerKind::apbd_kab, 'A', 100, 68, 20'000},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(rupiah(jkk, c.month, c.payer, c.sector), c.jkk);
        EXPECT_EQ(rupiah(jkm, c.month, c.payer, c.sector), c.jkm);
        EXPECT_EQ(rupiah(jht, c.month, c.payer, c.sector), c.jht);
    }
}

// Goal: C7. Kotawaringin Timur 2024, palm-oil share: 4,400 workers for April to December cost
// 665,280,000; the budget of 739,122,000 pays for 4,888.
TEST(ContributionLaw, costs_the_budget_of_kotawaringin_timur) {
    std::int64_t a_worker = 0;
    for (Month m = ym(2024, 4); m <= ym(2024, 12); m = m + 1) {
        a_worker +=
            rupiah(jkk, m, PayerKind::dbh_sawit, 'A') + rupiah(jkm, m, PayerKind::dbh_sawit, 'A');
    }
    EXPECT_EQ(4'400 * a_worker, 665'280'000);
    EXPECT_EQ(739'122'000 / a_worker, 4'888);
}

// Goal: the month before and the month in which every window of relief opens and closes.
TEST(ContributionLaw, changes_in_the_months_the_law_names) {
    struct Case {
        const char* why;
        Month month;
        char sector;
        std::int64_t jkk, jkm;
    };
    const std::array cases{
        Case{"before PP 49/2020", ym(2020, 7), 'A', 10'000, 6'800},
        Case{"PP 49/2020 opens", ym(2020, 8), 'A', 100, 68},
        Case{"PP 49/2020, last month", ym(2021, 1), 'H', 100, 68},
        Case{"after PP 49/2020", ym(2021, 2), 'H', 10'000, 6'800},
        Case{"before PP 50/2025", ym(2025, 12), 'H', 10'000, 6'800},
        Case{"transport opens", ym(2026, 1), 'H', 5'000, 3'400},
        Case{"others still whole", ym(2026, 3), 'A', 10'000, 6'800},
        Case{"others open", ym(2026, 4), 'A', 5'000, 3'400},
        Case{"others, last month", ym(2026, 12), 'A', 5'000, 3'400},
        Case{"others closed", ym(2027, 1), 'A', 10'000, 6'800},
        Case{"transport goes on", ym(2027, 1), 'H', 5'000, 3'400},
        Case{"transport, last month", ym(2027, 3), 'H', 5'000, 3'400},
        Case{"transport closed", ym(2027, 4), 'H', 10'000, 6'800},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(rupiah(jkk, c.month, PayerKind::donor, c.sector), c.jkk);
        EXPECT_EQ(rupiah(jkm, c.month, PayerKind::donor, c.sector), c.jkm);
    }
}

// Goal: from January 2026 money of the state and the regions, and what is spent through their
// budgets, never has the relief: in no month, for no sector.
TEST(ContributionLaw, never_relieves_public_money) {
    for (const PayerKind payer : {PayerKind::apbn, PayerKind::apbd_prov, PayerKind::apbd_kab,
                                  PayerKind::dbh_sawit, PayerKind::dbhcht}) {
        for (Month m = ym(2026, 1); m <= ym(2027, 3); m = m + 1) {
            for (const char sector : {'A', 'G', 'H', 'U', char{0}}) {
                SCOPED_TRACE(std::string(name_of(payer)) + " " + to_text(m) + " " + sector);
                EXPECT_EQ(rupiah(jkk, m, payer, sector), 10'000);
                EXPECT_EQ(rupiah(jkm, m, payer, sector), 6'800);
            }
        }
    }
}

// Goal: village money is not among what PP 50/2025 excludes, and is read with the relief: a reading
// that is not confirmed, and says so.
TEST(ContributionLaw, relieves_village_money_and_says_that_it_is_a_reading) {
    EXPECT_EQ(rupiah(jkk, ym(2026, 3), PayerKind::apbdes, 'A'), 10'000);
    EXPECT_EQ(rupiah(jkk, ym(2026, 5), PayerKind::apbdes, 'A'), 5'000);
    EXPECT_EQ(rupiah(jkm, ym(2026, 2), PayerKind::apbdes, 'H'), 3'400);
    EXPECT_TRUE(law().due(jkk, ym(2026, 5), PayerKind::apbdes, 'A')->unconfirmed);
}

// Goal: JHT is savings of the worker and is never relieved, whoever pays and whenever.
TEST(ContributionLaw, never_relieves_jht) {
    for (Month m = ym(2015, 7); m <= ym(2028, 1); m = m + 1) {
        EXPECT_EQ(rupiah(jht, m, PayerKind::donor, 'H'), 20'000) << to_text(m);
    }
}

// Goal: what rests on an unconfirmed reading says so; what does not, does not.
TEST(ContributionLaw, marks_what_is_unconfirmed) {
    struct Case {
        const char* why;
        Programme programme;
        Month month;
        PayerKind payer;
        char sector;
        bool unconfirmed, sector_assumed;
    };
    const std::array cases{
        Case{"plain figure", jkk, ym(2025, 6), PayerKind::apbd_kab, 'A', false, false},
        Case{"regency in the window", jkk, ym(2026, 5), PayerKind::apbd_kab, 'A', false, false},
        Case{"palm-oil share counted as APBD", jkk, ym(2026, 5), PayerKind::dbh_sawit, 'A', true,
             false},
        Case{"the same share, no relief to refuse", jkk, ym(2025, 5), PayerKind::dbh_sawit, 'A',
             false, false},
        Case{"village money", jkk, ym(2026, 5), PayerKind::apbdes, 'A', true, false},
        Case{"donor, every sector relieved", jkk, ym(2026, 5), PayerKind::donor, 'A', false, false},
        Case{"driver is read as KBLI H", jkk, ym(2026, 2), PayerKind::donor, 'H', true, false},
        Case{"sector unknown where it matters", jkk, ym(2026, 2), PayerKind::donor, 0, true, true},
        Case{"sector unknown, the same for all", jkk, ym(2026, 5), PayerKind::donor, 0, false,
             false},
        Case{"sector unknown, public money", jkk, ym(2026, 2), PayerKind::apbd_kab, 0, false,
             false},
        Case{"sector unknown, JHT", jht, ym(2026, 2), PayerKind::donor, 0, false, false},
        Case{"months of PP 49/2020", jkm, ym(2020, 9), PayerKind::apbn, 'A', true, false},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto due = law().due(c.programme, c.month, c.payer, c.sector);
        ASSERT_TRUE(due);
        EXPECT_EQ(due->unconfirmed, c.unconfirmed) << due->cite;
        EXPECT_EQ(due->sector_assumed, c.sector_assumed) << due->cite;
    }
}

// Goal: a worker of unknown sector costs what the dearer sector costs, in every month.
TEST(ContributionLaw, takes_the_dearer_reading_of_an_unknown_sector) {
    for (Month m = ym(2026, 1); m <= ym(2027, 4); m = m + 1) {
        const std::int64_t dearest =
            std::max(rupiah(jkk, m, PayerKind::tjsl, 'A'), rupiah(jkk, m, PayerKind::tjsl, 'H'));
        EXPECT_EQ(rupiah(jkk, m, PayerKind::tjsl, 0), dearest) << to_text(m);
    }
}

// Goal: every amount names the articles of the rows that applied, and the reason for which a relief
// was refused.
TEST(ContributionLaw, cites_the_articles) {
    const auto relieved = law().due(jkk, ym(2026, 5), PayerKind::donor, 'A');
    ASSERT_TRUE(relieved);
    EXPECT_EQ(relieved->cite,
              "PP 44/2015 Lampiran II baris 1; PP 50/2025: bukan APBN atau APBD; PP 50/2025 Pasal "
              "4; sesudah PP 49/2020; PP 44/2015 Lampiran II");
    EXPECT_EQ(relieved->amount_normal, Money::from_rupiah(10'000));
    const auto refused = law().due(jkm, ym(2026, 5), PayerKind::apbn, 'A');
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->cite,
              "PP 50/2025: iuran dari APBN atau APBD dikecualikan; sesudah PP 49/2020; PP 44/2015: "
              "iuran JKM peserta BPU");
}

// Goal: months before the law, and programmes that are not for such workers, are refused.
TEST(ContributionLaw, refuses_what_the_law_does_not_know) {
    for (const Programme programme : {jkk, jkm, jht}) {
        const auto before = law().due(programme, ym(2015, 6), PayerKind::apbn, 'A');
        ASSERT_FALSE(before);
        EXPECT_EQ(before.error().code(), Code::no_law);
        EXPECT_NE(describe(before.error(), Language::en).find("2015-07"), std::string::npos);
        EXPECT_TRUE(law().due(programme, ym(2015, 7), PayerKind::apbn, 'A'));
    }
    for (const Programme programme : {Programme::jp, Programme::jkp}) {
        const auto closed = law().due(programme, ym(2026, 1), PayerKind::donor, 'A');
        ASSERT_FALSE(closed);
        EXPECT_EQ(closed.error().code(), Code::programme_closed);
    }
}

// Goal: a figure that the law ends is not carried past its end.
TEST(ContributionLaw, ends_where_the_figures_end) {
    const LawFolder folder("ends");
    const Path file = "parameters/jkm/besar_iuran_jkm_bpu.yaml";
    folder.write(file.string(), read_file(folder.path() / file).value() + "until: 2027-03\n");
    const auto changed = ContributionLaw::load(folder.path());
    ASSERT_TRUE(changed);
    EXPECT_TRUE(changed->due(jkm, ym(2027, 2), PayerKind::apbn, 'A'));
    const auto after = changed->due(jkm, ym(2027, 3), PayerKind::apbn, 'A');
    ASSERT_FALSE(after);
    EXPECT_EQ(after.error().code(), Code::no_law);
}

// Goal: a missing or wrong file is an error that names it, never a default.
TEST(ContributionLaw, refuses_a_broken_folder) {
    const auto nowhere = ContributionLaw::load("/nowhere");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.error().code(), Code::file_not_found);

    const LawFolder folder("broken");
    folder.replace("parameters/jkm/besar_iuran_jkm_bpu.yaml", "rupiah_per_month", "rupiahs");
    const auto unit = ContributionLaw::load(folder.path());
    ASSERT_FALSE(unit);
    EXPECT_EQ(unit.error().code(), Code::law_malformed);
    EXPECT_NE(describe(unit.error(), Language::id).find("besar_iuran_jkm_bpu.yaml"),
              std::string::npos);
}

// Goal: the version changes with any figure and with nothing else.
TEST(LawVersion, tells_one_edition_from_another) {
    const LawFolder folder("version");
    EXPECT_TRUE(law().version().starts_with("2025-12-22 sha256:"));
    EXPECT_EQ(law().version().size(), 34U);
    const auto version = [&] { return ContributionLaw::load(folder.path()).value().version(); };
    EXPECT_EQ(version(), law().version());

    folder.write("BACA.txt", "not law");
    folder.write("examples/case.yaml", "- why: not law\n");
    EXPECT_EQ(version(), law().version());

    folder.replace("parameters/jkm/besar_iuran_jkm_bpu.yaml", "6800", "6801");
    EXPECT_NE(version(), law().version());
    folder.replace("parameters/jkm/besar_iuran_jkm_bpu.yaml", "6801", "6800");
    EXPECT_EQ(version(), law().version());
}

// Goal: versions of the rulebook stand in order of time, and there is one.
TEST(LawVersion, refuses_a_wrong_rulebook) {
    const LawFolder folder("rulebook");
    const std::string changes =
        "    changes: [{cite: PP 1/2025, effective: 2025-12, decision: Iuran, what: naik}]\n";
    const std::string hash = "    hash: sha256:" + std::string(64, 'a') + "\n";
    const std::array<std::string, 6> wrong{
        "versions: []\n",
        "versions:\n  - known_from: yesterday\n" + changes,
        "versions:\n  - known_from: 2025-12-22\n    changes: []\n",
        "versions:\n  - known_from: 2025-12-22\n" + changes + hash +
            "  - known_from: 2025-12-21\n" + changes,
        "versions:\n  - known_from: 2025-12-22\n" + changes + "  - known_from: 2025-12-23\n" +
            changes,
        "versions:\n  - known_from: 2025-12-22\n    hash: sha256:12\n" + changes};
    for (const std::string& text : wrong) {
        folder.write("rulebook.yaml", text);
        const auto loaded = ContributionLaw::load(folder.path());
        ASSERT_FALSE(loaded) << text;
        EXPECT_EQ(loaded.error().code(), Code::law_malformed) << text;
    }
}

// Goal: words of files lead to payers and programmes and back, in any case of letters.
TEST(Programme, reads_the_words_of_files) {
    for (const PayerKind payer : all_payer_kinds)
        EXPECT_EQ(parse_payer_kind(name_of(payer)), payer);
    for (const Programme p : all_programmes) EXPECT_EQ(parse_programme(name_of(p)), p);
    EXPECT_EQ(parse_payer_kind("apbd_kab"), PayerKind::apbd_kab);
    EXPECT_EQ(parse_payer_kind("APBD"), std::nullopt);
    EXPECT_EQ(parse_programme("jkk "), std::nullopt);
}

}  // namespace
}  // namespace payung
