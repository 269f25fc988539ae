#include "legislation/rulebook.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "legislation/accepted_findings.h"
#include "legislation/boundaries.h"
#include "legislation/example_run.h"
#include "legislation/horizon.h"
#include "legislation/law_batch.h"
#include "legislation/law_conventions.h"
#include "legislation/law_folder_for_tests.h"

namespace payung {
namespace {

const Rulebook& law() {
    static const Result<Rulebook> loaded = Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
    return loaded.value();
}

const std::vector<LawExample>& cases() {
    static const Result<std::vector<LawExample>> loaded = load_examples(law());
    return loaded.value();
}

rules::Value day(int year, unsigned month, unsigned of_month = 1) {
    return rules::Value(
        rules::Date::from_day_number(Day::from_ymd(year, month, of_month)->number()));
}

/// A driver who pays for himself in February 2026.
Facts driver() {
    return {{"Penghasilan", rules::Value::integer(1'250'000)},
            {"Bulan iuran", day(2026, 2)},
            {"Sektor", rules::Value("transportasi")},
            {"Sumber dana", rules::Value("mandiri")},
            {"Tunggakan lunas", rules::Value(true)}};
}

Answer ask(std::string_view decision, const Facts& facts) {
    return law().decide(*law().decision(decision), facts);
}

// Goal: the law as it stands loads without a fault, and two loadings are one version.
TEST(Rulebook, loads_the_law) {
    const auto again = Rulebook::load(Path(PAYUNG_SOURCE_DIR) / "legislation");
    for (const rules::Diagnostic& fault : again.diagnostics())
        ADD_FAILURE() << rules::describe(fault, Language::id);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->version().text(), law().version().text());
    EXPECT_GT(law().parameters().size(), 80U);
    EXPECT_TRUE(law().calendars().covers(2026));
}

// Goal: every worked case is met exactly, in amounts, rows and refusals, on all three paths.
TEST(Rulebook, meets_every_worked_case) {
    ASSERT_GT(cases().size(), 1'000U);
    const auto outcomes = run_examples(law(), cases());
    ASSERT_TRUE(outcomes);
    for (std::size_t i = 0; i < cases().size(); ++i) {
        for (const Mismatch& mismatch : (*outcomes)[i].mismatches) {
            ADD_FAILURE() << cases()[i].file << ":" << cases()[i].line << " " << mismatch.decision
                          << ": expected " << mismatch.expected << ", found " << mismatch.found;
        }
    }
}

// Goal: every boundary of a row marked C has a case on each side.
TEST(Rulebook, is_tested_on_both_sides_of_every_confirmed_boundary) {
    const std::vector<Boundary> boundaries = find_boundaries(law(), cases());
    EXPECT_GT(boundaries.size(), 400U);
    for (const Boundary& boundary : boundaries) {
        EXPECT_FALSE(boundary.wanted())
            << boundary.decision->name << " row " << boundary.edge.row << " " << boundary.column;
    }
}

// Goal: what the analysis finds is what people have accepted, line by line.
TEST(Rulebook, has_the_findings_that_were_accepted) {
    const auto accepted = AcceptedFindings::load(law().folder());
    ASSERT_TRUE(accepted);
    const auto difference = accepted->compare(law().findings());
    EXPECT_EQ(difference.fresh, std::vector<std::string>{}) << "payung law analyse --accept";
    EXPECT_EQ(difference.gone, std::vector<std::string>{}) << "payung law analyse --accept";
}

// Goal: an answer tells the rows that applied and what they cite, in the order they were asked.
TEST(Rulebook, tells_the_rows_that_applied) {
    const Answer answer = ask("Iuran JKK BPU", driver());
    EXPECT_TRUE(rules::same(answer.value, rules::Value::integer(6'000)));
    std::vector<std::string> told;
    for (const RowsApplied& applied : answer.applied) {
        const rules::Node& node = law().program().nodes[applied.node];
        told.push_back(node.name + " " + std::to_string(applied.rows.front()) + " " +
                       source_of(node, applied.rows.front()).status);
    }
    std::sort(told.begin(), told.end());
    EXPECT_EQ(told,
              (std::vector<std::string>{"Dasar upah BPU 2 M", "Dibayar APBN atau APBD 4 C",
                                        "Faktor keringanan BPU 2 C",
                                        "Faktor keringanan pandemi 4 D", "Tarif JKK BPU 1 C"}));
}

// Goal: what is not known, or is outside its type, decides nothing: it is refused where it matters
// and ignored where it does not.
TEST(Rulebook, refuses_what_is_not_known) {
    struct Case {
        const char* why;
        const char* input;
        rules::Value value;
        const char* decision;
        rules::Reason reason;  // none: an answer all the same
    };
    const rules::Value unknown = rules::Value::null(rules::Reason::missing_input);
    const std::array refused{
        Case{"no payer", "Sumber dana", unknown, "Iuran JKK BPU", rules::Reason::missing_input},
        Case{"no sector", "Sektor", unknown, "Iuran JKM BPU", rules::Reason::missing_input},
        Case{"a payer nobody knows", "Sumber dana", rules::Value("pemda"), "Iuran JKK BPU",
             rules::Reason::out_of_domain},
        Case{"half a rupiah", "Penghasilan", rules::Value(*rules::Decimal::parse("0.5")),
             "Iuran JKK BPU", rules::Reason::out_of_domain},
        Case{"a day that is no month", "Bulan iuran", day(2026, 2, 2), "Iuran JKK BPU",
             rules::Reason::out_of_domain},
        Case{"income does not matter to JKM", "Penghasilan", unknown, "Iuran JKM BPU",
             rules::Reason::none},
        Case{"nor the payer to JHT", "Sumber dana", unknown, "Iuran JHT BPU", rules::Reason::none},
    };
    for (const Case& c : refused) {
        SCOPED_TRACE(c.why);
        Facts facts = driver();
        facts.insert_or_assign(c.input, c.value);
        const Answer answer = ask(c.decision, facts);
        EXPECT_EQ(rules::name_of(answer.value.reason()), rules::name_of(c.reason));
        if (c.reason == rules::Reason::none) continue;
        const LawException told =
            law().exception_of(*law().decision(c.decision), facts, answer, "R1");
        EXPECT_EQ(told.decision, c.decision);
        EXPECT_EQ(told.reason, c.reason);
        EXPECT_FALSE(told.origin.empty());
        EXPECT_NE(advice_for(told, Language::id), advice_for(told, Language::en));
    }
}

// Goal: a row that excludes somebody is asked before the rows that do not name him: unknown facts
// are refused in a batch as they are one by one.
TEST(LawBatch, answers_as_the_rulebook_does) {
    const std::array decisions{law().decision("Iuran JKK BPU"), law().decision("Iuran JKM BPU")};
    const std::array<std::string_view, 5> payers{"mandiri", "APBD", "", "pemda", "donatur"};
    FactColumns facts;
    facts.cases = payers.size();
    for (const std::string_view payer : payers) {
        Facts one = driver();
        one.insert_or_assign("Sumber dana", payer.empty()
                                                ? rules::Value::null(rules::Reason::missing_input)
                                                : rules::Value(payer));
        for (const auto& [name, value] : one) facts.columns[name].push_back(value);
    }
    for (const rules::Path path : {rules::Path::fix, rules::Path::decimal, rules::Path::boxed}) {
        const auto batch = LawBatch::make(law(), decisions, path);
        ASSERT_TRUE(batch);
        const auto answers = batch->ask(facts);
        ASSERT_TRUE(answers);
        for (std::size_t i = 0; i < payers.size(); ++i) {
            for (std::size_t d = 0; d < decisions.size(); ++d) {
                const Answer one = law().decide(*decisions[d], facts.facts_of(i));
                EXPECT_TRUE(rules::same((*answers)[d].values[i], one.value)) << payers[i];
                EXPECT_EQ((*answers)[d].values[i].reason(), one.value.reason()) << payers[i];
            }
        }
    }
}

// Goal: a year without a calendar has no answer; it is not a year without holidays.
TEST(Rulebook, counts_working_days_only_where_holidays_are_known) {
    const rules::Node* due = law().decision("Jatuh tempo iuran");
    ASSERT_NE(due, nullptr);
    Facts facts = driver();
    for (const char* segment : {"PU", "BPU"}) {
        facts.insert_or_assign("Segmen", rules::Value(segment));
        facts.insert_or_assign("Bulan iuran", day(2026, 5));
        const Answer known = law().decide(*due, facts);
        EXPECT_EQ(known.value.kind(), rules::Kind::date) << segment;
    }
    facts.insert_or_assign("Segmen", rules::Value("PU"));
    facts.insert_or_assign("Bulan iuran", day(2040, 5));
    const Answer answer = law().decide(*due, facts);
    EXPECT_TRUE(answer.value.is_null());
    EXPECT_EQ(rules::name_of(answer.value.reason()), rules::name_of(rules::Reason::missing_input));
}

// Goal: joint leave is free only where the figure says so.
TEST(Rulebook, takes_joint_leave_as_the_figure_says) {
    const auto leave_days = [](const Rulebook& rulebook) {
        return rulebook.holidays().list().size();
    };
    const LawFolder folder("joint_leave");
    folder.replace("parameters/umum/cuti_bersama_hari_libur.yaml", "value: true", "value: false");
    const auto without = Rulebook::load(folder.path(), Rulebook::Findings::skip);
    ASSERT_TRUE(without);
    EXPECT_LT(leave_days(*without), leave_days(law()));
}

// Goal: what ends is told in the month it ends and not in the one after.
TEST(Horizon, names_what_ends) {
    const auto ends = ends_between(law(), *Day::from_ymd(2027, 2, 1), *Day::from_ymd(2027, 3, 1));
    const auto cap = std::find_if(ends.begin(), ends.end(), [](const LawEnd& end) {
        return end.decision == "Batas upah JP";
    });
    ASSERT_NE(cap, ends.end());
    EXPECT_EQ(to_text(cap->last), "2027-02-01");
    EXPECT_EQ(cap->kind, LawEnd::Kind::figure);
    EXPECT_TRUE(
        ends_between(law(), *Day::from_ymd(2090, 1, 1), *Day::from_ymd(2091, 1, 1)).empty());
}

// Goal: figures hidden in formulas are found; names, months of a year and rounding digits are none.
TEST(Conventions, finds_figures_in_formulas) {
    struct Case {
        const char* feel;
        std::vector<std::string> figures;
    };
    const std::array formulas{
        Case{"round half up(Upah * parameter.Tarif Jakon JKK 1, 0)", {}},
        Case{"round half up(Upah * 0.0024, 0)", {"0.0024"}},
        Case{"decimal(Upah / (12 * 12), 4)", {}},
        Case{"Upah * 4", {"4"}},
        Case{"if Upah > 5000000 then 0 else 1", {"5000000"}},
        Case{"\"pasal 28\"", {}},
        Case{"for i in 0..30 return Tanggal + duration(\"P1D\") * i", {}},
        Case{"min(Upah, 5)", {"5"}},
        Case{"Batas Jakon 4 + 7", {"7"}},
    };
    for (const Case& c : formulas) EXPECT_EQ(figures_in(c.feel), c.figures) << c.feel;
}

// Goal: the ends of intervals and comparisons, one step inside and one outside, within the domain.
TEST(TableEdges, are_one_step_apart) {
    const rules::Node* base = law().decision("Dasar upah BPU");
    const std::vector<Edge> edges = edges_of(*base->logic->table);
    EXPECT_EQ(edges.size(), 64U);  // 33 rows, without the ends of the domain
    for (const Edge& edge : edges) {
        const auto distance = edge.outside.number() - edge.inside.number();
        EXPECT_EQ(distance->text(), edge.upper ? "1" : "-1");
    }
    const rules::Node* relief = law().decision("Faktor keringanan BPU");
    const std::vector<Edge> months = edges_of(*relief->logic->table);
    ASSERT_EQ(months.size(), 4U);
    EXPECT_EQ(rules::display_text(months[0].inside), "2026-01-01");
    EXPECT_EQ(rules::display_text(months[0].outside), "2025-12-01");
    EXPECT_EQ(rules::display_text(months[1].outside), "2027-04-01");
}

}  // namespace
}  // namespace payung
