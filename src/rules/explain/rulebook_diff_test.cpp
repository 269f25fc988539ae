#include "rules/explain/rulebook_diff.h"

#include <gtest/gtest.h>

#include <random>

#include "rules/explain/programs_for_tests.h"

namespace payung::rules {
namespace {

using namespace for_tests;

std::string relief(const std::string& second, const std::string& more = "") {
    const auto id = [](int n) { return "faktor_keringanan_bpu_0" + std::to_string(n); };
    return row(id(1), "-|-|true|-|1|PP 50/2025: iuran dari APBN atau APBD dikecualikan|C", 4) +
           row(id(2), second, 4) + more +
           row(id(3),
               "[date(\"2026-04-01\")..date(\"2026-12-01\")]|\"lainnya\"|-|true|0.5|PP 50/2025 "
               "Pasal "
               "4|C",
               4) +
           row(id(4), "-|-|-|-|1|tanpa keringanan|D", 4);
}

const std::string window = "[date(\"2026-01-01\")..date(\"2027-03-01\")]|\"transportasi\"|-|true|";

DiffOptions known(const char* day) {
    DiffOptions options;
    options.known_from = parse_date(day);
    return options;
}

struct Compared {
    Program before, after;
    RulebookDiff diff;
};

Compared compared(const std::string& before, const std::string& after, const DiffOptions& options) {
    Compared out{small_rulebook(before), small_rulebook(after), {}};
    out.diff = compare_rulebooks(out.before, out.after, options);
    return out;
}

// Goal: equal law is no difference, however it is spelt.
TEST(RulebookDiff, sees_no_difference_in_spelling) {
    EXPECT_EQ(describe(compared(relief_rows(), relief_rows(), {}).diff, Language::id), "");
    const Program before = small_rulebook();
    const Program after = linked(
        {{"umum/bpu.dmn",
          replaced(bpu_xml(), "\"APBN\", \"APBD\"</text>", "\"APBD\" ,  \"APBN\"</text>")},
         {"parameters", figures_xml()},
         {"jkk/iuran_bpu.dmn",
          jkk_xml(
              "round half up( bpu.Dasar upah BPU*parameter.Tarif JKK BPU * bpu.Faktor keringanan "
              "BPU,0 )")}});
    EXPECT_TRUE(compare_rulebooks(before, after, known("2026-01-01")).decisions.empty());
}

// Goal: a new rate before its window opens, by a new instrument: told and allowed.
TEST(RulebookDiff, tells_a_change_of_the_future) {
    const auto c = compared(relief(window + "0.5|PP 50/2025 Pasal 4|C"),
                            relief(window + "0.25|PP 60/2025 Pasal 2|C"), known("2025-12-30"));
    EXPECT_EQ(describe(c.diff, Language::id),
              "umum/bpu.dmn · Faktor keringanan BPU\n"
              "  ~ baris 2: 0,5 → 0,25 mulai Januari 2026; Bulan iuran Jan 2026 – Mar 2027, Sektor "
              "transportasi, Tunggakan lunas ya [PP 60/2025 Pasal 2]\n");
    EXPECT_FALSE(c.diff.refused());
}

// Goal: what may not be done is refused with its reason.
TEST(RulebookDiff, refuses_what_may_not_be_done) {
    const std::string old = relief(window + "0.5|PP 50/2025 Pasal 4|C");
    struct Case {
        std::string why, after;
        DiffOptions options;
        std::vector<Refusal> refusals;
    };
    DiffOptions corrects = known("2026-06-01");
    corrects.corrected.insert("Faktor keringanan BPU");
    DiffOptions announced = known("2025-12-30");
    announced.announced["Faktor keringanan BPU"] = {"PP 60/2025", "2026-01", ""};
    const std::vector<Case> cases{
        {"the citation stays the old one",
         relief(window + "0.25|PP 50/2025 Pasal 4|C"),
         known("2025-12-30"),
         {Refusal::no_citation}},
        {"the citation is empty",
         relief(window + "0.25||C"),
         known("2025-12-30"),
         {Refusal::no_citation}},
        {"announced by the rulebook", relief(window + "0.25|PP 50/2025 Pasal 4|C"), announced, {}},
        {"it was in force already",
         relief(window + "0.25|PP 60/2025 Pasal 2|C"),
         known("2026-06-01"),
         {Refusal::edits_past}},
        {"a mistake is mended", relief(window + "0.25|PP 50/2025 Pasal 4|C"), corrects, {}},
        {"the window is cut in the future",
         relief(
             "[date(\"2026-01-01\")..date(\"2026-12-01\")]|\"transportasi\"|-|true|0.5|PP 60/2025 "
             "Pasal 2|C"),
         known("2026-06-01"),
         {}},
        {"the window is cut in the past",
         relief(
             "[date(\"2026-01-01\")..date(\"2026-02-01\")]|\"transportasi\"|-|true|0.5|PP 60/2025 "
             "Pasal 2|C"),
         known("2026-06-01"),
         {Refusal::edits_past}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto found = compared(old, c.after, c.options);
        ASSERT_EQ(found.diff.decisions.size(), 1U);
        ASSERT_EQ(found.diff.decisions[0].rows.size(), 1U);
        EXPECT_EQ(found.diff.decisions[0].rows[0].refusals, c.refusals);
        EXPECT_EQ(found.diff.refused(), !c.refusals.empty());
    }
}

// Goal: a row that is added moves those behind it, which is no change of law.
TEST(RulebookDiff, tells_added_and_moved_rows) {
    const auto c = compared(
        relief(window + "0.5|PP 50/2025 Pasal 4|C"),
        relief(window + "0.5|PP 50/2025 Pasal 4|C",
               row("faktor_keringanan_bpu_05",
                   "[date(\"2027-04-01\")..date(\"2027-12-01\")]|\"transportasi\"|-|true|0.5|PP "
                   "61/2026 Pasal 3|M",
                   4)),
        known("2026-12-01"));
    EXPECT_EQ(describe(c.diff, Language::id),
              "umum/bpu.dmn · Faktor keringanan BPU\n"
              "  + baris 3: 0,5 mulai April 2027; Bulan iuran Apr – Des 2027, Sektor transportasi, "
              "Tunggakan lunas ya [PP 61/2026 Pasal 3]\n"
              "  = baris 4 (semula baris 3) hanya pindah\n"
              "  = baris 5 (semula baris 4) hanya pindah\n");
    EXPECT_FALSE(c.diff.refused());
}

// Goal: the id of a row that was in force may not vanish.
TEST(RulebookDiff, keeps_ids_of_rows_in_use) {
    const std::string before =
        row("a_01", "< 1000000|1|PP 1/2020|C", 1) + row("a_02", ">= 1000000|2|PP 1/2020|C", 1);
    const std::string renamed =
        row("a_01", "< 1000000|1|PP 1/2020|C", 1) + row("a_03", ">= 1000000|2|PP 1/2020|C", 1);
    const Program a = small_rulebook(relief_rows(), before);
    const Program b = small_rulebook(relief_rows(), renamed);
    const auto diff = compare_rulebooks(a, b, known("2026-01-01"));
    ASSERT_EQ(diff.decisions.size(), 1U);
    EXPECT_EQ(diff.decisions[0].rows.at(0).kind, RowChange::Kind::annotated);
    EXPECT_EQ(diff.decisions[0].rows.at(0).refusals, std::vector{Refusal::id_in_use});
    DiffOptions none = known("2026-01-01");
    none.in_use.emplace();
    EXPECT_FALSE(compare_rulebooks(a, b, none).refused());
}

// Goal: a changed formula needs an announcement, since it has no citation of its own.
TEST(RulebookDiff, tells_a_changed_formula) {
    const Program before = small_rulebook();
    const Program after = linked({{"umum/bpu.dmn", bpu_xml()},
                                  {"parameters", figures_xml()},
                                  {"jkk/iuran_bpu.dmn", jkk_xml("bpu.Dasar upah BPU")}});
    DiffOptions options = known("2026-01-01");
    const auto diff = compare_rulebooks(before, after, options);
    ASSERT_EQ(diff.decisions.size(), 1U);
    EXPECT_EQ(diff.decisions[0].refusals, std::vector{Refusal::no_citation});
    options.announced["Iuran JKK BPU"] = {"PP 60/2025", "2026-01", "tanpa tarif"};
    const auto allowed = compare_rulebooks(before, after, options);
    EXPECT_FALSE(allowed.refused());
    EXPECT_NE(describe(allowed, Language::id).find("diumumkan: PP 60/2025 tanpa tarif"),
              std::string::npos);
}

// Goal: decisions that come and go are told, those that go need a reason.
TEST(RulebookDiff, tells_decisions_added_and_removed) {
    const Program whole = small_rulebook();
    const Program part = linked({{"umum/bpu.dmn", bpu_xml()}, {"parameters", figures_xml()}});
    const auto removed = compare_rulebooks(whole, part, known("2026-01-01"));
    ASSERT_EQ(removed.decisions.size(), 1U);
    EXPECT_EQ(removed.decisions[0].kind, DecisionChange::Kind::removed);
    EXPECT_TRUE(removed.refused());
    const auto added = compare_rulebooks(part, whole, known("2026-01-01"));
    EXPECT_EQ(added.decisions.at(0).kind, DecisionChange::Kind::added);
    EXPECT_FALSE(added.refused());
}

// Goal: random edits of values are found, exactly those, whatever the order of rows.
TEST(RulebookDiff, finds_random_edits) {
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int round = 0; round < 20; ++round) {
        std::vector<int> values(12), edited;
        for (int& v : values) v = static_cast<int>(random() % 1000);
        edited = values;
        std::set<std::string> touched;
        for (int i = 0; i < 3; ++i) {
            const std::size_t at = random() % edited.size();
            edited[at] += 1 + static_cast<int>(random() % 5);
            touched.insert("r_" + std::to_string(at));
        }
        std::vector<std::size_t> order(values.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::shuffle(order.begin(), order.end(), random);
        const auto text = [](std::size_t i, int value) {
            return row("r_" + std::to_string(i),
                       "[" + std::to_string(i * 10) + ".." + std::to_string(i * 10 + 10) + ")|" +
                           std::to_string(value) + "|PP 44/2015|C",
                       1);
        };
        std::string before, after;
        for (std::size_t i = 0; i < values.size(); ++i) before += text(i, values[i]);
        for (const std::size_t i : order) after += text(i, edited[i]);
        const Program a = small_rulebook(relief_rows(), before);
        const Program b = small_rulebook(relief_rows(), after);
        std::set<std::string> found;
        for (const auto& decision : compare_rulebooks(a, b).decisions)
            for (const RowChange& change : decision.rows) {
                if (change.kind == RowChange::Kind::changed) found.insert(change.id);
                EXPECT_NE(change.kind, RowChange::Kind::added);
                EXPECT_NE(change.kind, RowChange::Kind::removed);
            }
        EXPECT_EQ(found, touched);
    }
}

}  // namespace
}  // namespace payung::rules
