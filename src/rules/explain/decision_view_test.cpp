#include "rules/explain/decision_view.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

#include "rules/explain/draw_html.h"
#include "rules/explain/draw_text.h"
#include "rules/explain/programs_for_tests.h"

namespace payung::rules {
namespace {

using namespace for_tests;

std::string drawn(const Program& program, std::string_view name, const ViewOptions& options = {},
                  bool colours = false) {
    std::string out;
    for (const View& view : views_of(program, *program.find(name), options))
        out += draw_text(view, {options.language, colours, 120});
    return out;
}

// Goal: a table as staff read it: policy in words, sources, months, Indonesian notation, marks.
TEST(DrawText, draws_a_table_in_indonesian) {
    const Program program = small_rulebook();
    EXPECT_EQ("\n" + drawn(program, "Faktor keringanan BPU"), R"(
Faktor keringanan BPU   kebijakan: baris pertama yang cocok (F)   sumber: PP 50/2025
#  Bulan iuran           Sektor         Dibayar   Tunggakan       Faktor   Dasar hukum                         Status
                                        APBN      lunas       keringanan
                                        atau                         BPU
                                        APBD
1  -                     -              ya        -                    1   PP 50/2025: iuran dari APBN atau    C
                                                                           APBD dikecualikan
2  Jan 2026 – Mar 2027   transportasi   -         ya                 0,5   PP 50/2025 Pasal 4                  C
3  Apr – Des 2026        lainnya        -         ya                 0,5   PP 50/2025 Pasal 4                  C
4  -                     -              -         -                    1   tanpa keringanan                    D
)");
}

// Goal: unconfirmed rows are marked and counted.
TEST(DrawText, marks_what_is_not_confirmed) {
    const Program program = small_rulebook();
    EXPECT_EQ("\n" + drawn(program, "Dasar upah BPU"), R"(
Dasar upah BPU   kebijakan: tepat satu baris yang cocok (U)   sumber: PP 44/2015
#  Penghasilan                   Dasar   Dasar hukum                       Status
                              upah BPU
1  0 – < 1.100.000           1.000.000   PP 44/2015 Lampiran II baris 1    C
2! 1.100.000 – < 1.300.000   1.200.000   PP 44/2015 Lampiran II baris 2    M
3  ≥ 1.300.000               1.400.000   PP 44/2015 Lampiran II baris 33   C
! 1 baris belum dikonfirmasi
)");
}

// Goal: a formula is one line, without import prefixes.
TEST(DrawText, draws_a_formula) {
    const Program program = small_rulebook();
    EXPECT_EQ(drawn(program, "Iuran JKK BPU"),
              "Iuran JKK BPU = round half up(Dasar upah BPU * Tarif JKK BPU * Faktor keringanan "
              "BPU, 0)   sumber: PP 44/2015, PP 50/2025\n");
}

// Goal: filters leave out rows that cannot hold, and say so.
TEST(DecisionView, filters_by_month_and_value) {
    const Program program = small_rulebook();
    const auto rows = [&](ViewOptions options) {
        const View view =
            views_of(program, *program.find("Faktor keringanan BPU"), options).front();
        std::vector<int> numbers;
        for (const ViewRow& row : view.rows) numbers.push_back(row.number);
        EXPECT_EQ(view.rows.size() + view.hidden, 4U);
        return numbers;
    };
    ViewOptions february;
    february.as_of = parse_date("2026-02-01");
    EXPECT_EQ(rows(february), (std::vector{1, 2, 4}));
    ViewOptions sector;
    sector.where = {{"sektor", "lainnya"}};
    EXPECT_EQ(rows(sector), (std::vector{1, 3, 4}));
    ViewOptions month_and_payer;
    month_and_payer.where = {{"Bulan iuran", "2027-06"}, {"Dibayar APBN atau APBD", "tidak"}};
    EXPECT_EQ(rows(month_and_payer), (std::vector{4}));
    ViewOptions output;
    output.where = {{"Faktor keringanan BPU", "0.5"}};
    EXPECT_EQ(rows(output), (std::vector{2, 3}));
}

// Goal: gaps that the analysis found are rows in their place.
TEST(DecisionView, draws_gaps_as_rows) {
    const Program program = small_rulebook(
        relief_rows(), row("dasar_upah_bpu_01", "[0..1099000]|1000000|PP 44/2015|C", 1) +
                           row("dasar_upah_bpu_02", ">= 1100000|1200000|PP 44/2015|C", 1));
    const auto findings = analyse(program);
    ViewOptions options;
    options.findings = &findings;
    const View view = views_of(program, *program.find("Dasar upah BPU"), options).front();
    ASSERT_EQ(view.rows.size(), 3U);
    EXPECT_TRUE(view.rows[1].gap());
    EXPECT_EQ(view.rows[1].cells.at(0), "1.099.001 – 1.099.999");
    EXPECT_EQ(view.rows[1].cells.at(1), "celah");
    EXPECT_NE(html_of(view, Language::id).find("<tr class=\"gap\">"), std::string::npos);
}

// Goal: the row of a person is marked, and the first cell that failed elsewhere.
TEST(DrawHtml, marks_the_row_that_applied) {
    const Program program = small_rulebook();
    ViewOptions options;
    options.matched = {2};
    options.failed = {{1, 3}};
    const View view = views_of(program, *program.find("Faktor keringanan BPU"), options).front();
    const std::string html = html_of(view, Language::id);
    EXPECT_NE(html.find("<tr id=\"baris-2\" class=\"matched\" aria-current=\"true\">"),
              std::string::npos);
    EXPECT_NE(
        html.find("<td class=\"failed\">ya<span class=\"spoken\"> (tidak terpenuhi)</span></td>"),
        std::string::npos);
    EXPECT_NE(draw_text(view, {Language::id, false, 120}).find("\n2> Jan 2026"), std::string::npos);
}

// Goal: a page has what readers and screen readers need, and no script.
TEST(DrawHtml, is_a_plain_page) {
    const Program program = small_rulebook();
    const auto views = views_of(program, *program.find("Dasar upah BPU"), {});
    const std::string page = html_page("Dasar upah BPU", views, "versi 1", Language::id);
    for (const char* part :
         {"<!DOCTYPE html>", "<html lang=\"id\">", "<caption>", "<th scope=\"col\"",
          "<th scope=\"row\">2</th>", "id=\"baris-3\"", "href=\"https://example.id/pp44\"",
          "belum dikonfirmasi", "@page { size: A4", "<footer>versi 1</footer>", "1.200.000"})
        EXPECT_NE(page.find(part), std::string::npos) << part;
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_EQ(page.find("gap\">"), std::string::npos);
}

// Goal: no text of a rulebook can become markup.
TEST(DrawHtml, escapes_everything) {
    const Program program = small_rulebook(
        relief_rows(),
        row("dasar_upah_bpu_01", "-|1000000|<script>alert(\"x\")</script> & 'y'|C", 1));
    const auto views = views_of(program, *program.find("Dasar upah BPU"), {});
    const std::string page = html_page("<b>", views, "</footer>", Language::en);
    EXPECT_EQ(page.find("<script"), std::string::npos);
    EXPECT_NE(page.find("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;"),
              std::string::npos);
    EXPECT_NE(page.find("<title>&lt;b&gt;</title>"), std::string::npos);
    EXPECT_EQ(page.find("</footer></footer>"), std::string::npos);
}

// Goal: English words for the same table.
TEST(DrawText, speaks_english) {
    const Program program = small_rulebook();
    ViewOptions options;
    options.language = Language::en;
    const std::string text = drawn(program, "Dasar upah BPU", options);
    for (const char* part :
         {"policy: exactly one row matches (U)", "source: PP 44/2015", "1,100,000 – < 1,300,000",
          "PP 44/2015 Annex II row 2", "! 1 rows not yet confirmed"})
        EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
}

// Goal: FEEL text on request, byte for byte.
TEST(DecisionView, shows_feel_on_request) {
    const Program program = small_rulebook();
    ViewOptions options;
    options.feel = true;
    const View view = views_of(program, *program.find("Faktor keringanan BPU"), options).front();
    EXPECT_EQ(view.rows[1].cells[0], "[date(\"2026-01-01\")..date(\"2027-03-01\")]");
    EXPECT_EQ(view.rows[1].cells[4], "0.5");
}

// Goal: 500 rows within 20 ms, laid out and drawn as a page.
TEST(DrawHtml, draws_500_rows_quickly) {
    std::string rows;
    for (int i = 0; i < 500; ++i)
        rows += row("r_" + std::to_string(i),
                    "[" + std::to_string(i * 1000) + ".." + std::to_string(i * 1000 + 1000) + ")|" +
                        std::to_string(i) + "|PP 44/2015 Lampiran II baris 1|C",
                    1);
    const Program program = small_rulebook(relief_rows(), rows);
    const Node& node = *program.find("Dasar upah BPU");
    auto best = std::chrono::steady_clock::duration::max();
    for (int i = 0; i < 5; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        const auto views = views_of(program, node, {});
        const std::string page = html_page("x", views, "", Language::id);
        best = std::min(best, std::chrono::steady_clock::now() - begin);
        EXPECT_NE(page.find("baris-500"), std::string::npos);
    }
    EXPECT_LT(best, std::chrono::milliseconds(20));
}

}  // namespace
}  // namespace payung::rules
