#include <gtest/gtest.h>

#include <random>

#include "rules/explain/programs_for_tests.h"
#include "rules/reform/overlay.h"
#include "rules/reform/population.h"
#include "rules/reform/reform_effect.h"

namespace payung::rules {
namespace {

using namespace for_tests;

/// "Relief for all sectors until March 2027": one decision, all else as inputs.
std::string reform_xml(const std::string& value = "0.5", const std::string& type = "tFaktor") {
    return definitions(
        "usulan", "usulan",
        types() + input("bulan_iuran", "Bulan iuran", "tBulan") +
            input("dibayar", "Dibayar APBN atau APBD", "boolean") +
            input("tunggakan", "Tunggakan lunas", "boolean") + sources() +
            xml("<decision id='faktor' name='Faktor keringanan BPU'><variable name='Faktor "
                "keringanan "
                "BPU' typeRef='" +
                type + R"('/>
<informationRequirement><requiredInput href='#bulan_iuran'/></informationRequirement>
<informationRequirement><requiredInput href='#dibayar'/></informationRequirement>
<informationRequirement><requiredInput href='#tunggakan'/></informationRequirement>
<authorityRequirement><requiredAuthority href='#pp50'/></authorityRequirement>
<decisionTable hitPolicy='FIRST'>
<input><inputExpression typeRef='tBulan'><text>Bulan iuran</text></inputExpression></input>
<input><inputExpression typeRef='boolean'><text>Dibayar APBN atau APBD</text></inputExpression></input>
<input><inputExpression typeRef='boolean'><text>Tunggakan lunas</text></inputExpression></input>
<output typeRef=')" +
                type + "'/>") +
            annotations() +
            row("u_01",
                "[date(\"2026-01-01\")..date(\"2027-03-01\")]|false|true|" + value + "|usulan|P",
                3) +
            row("u_02", "-|-|-|1|tanpa keringanan|P", 3) + "</decisionTable></decision>\n");
}

Program reform_program(const std::string& value = "0.5") {
    return linked({{"reforms/semua_sektor.dmn", reform_xml(value)}});
}

Value ask(const Program& program, NodeId node, const Inputs& inputs) {
    Decider decider(program, inputs);
    return decider.decide(node);
}

// Goal: the reform's decision takes the place of the law's, bound by name; the law itself stays.
TEST(Overlay, replaces_decisions_by_name) {
    const Program baseline = small_rulebook();
    const Program reform = reform_program();
    const auto laid = lay_over(baseline, std::span(&reform, 1));
    ASSERT_TRUE(laid);
    const NodeId jkk = id_of(baseline, "Iuran JKK BPU");
    Inputs other = driver();
    other.insert_or_assign("Sektor", Value("lainnya"));
    EXPECT_EQ(display_text(ask(laid->program, jkk, other)), "12000");
    EXPECT_EQ(display_text(ask(laid->program, laid->under_reform(jkk), other)), "6000");
    // The APBD is excluded in both: the reform's input is the law's decision.
    other.insert_or_assign("Sumber dana", Value("APBD"));
    EXPECT_EQ(display_text(ask(laid->program, laid->under_reform(jkk), other)), "12000");
    EXPECT_EQ(laid->replaced, std::vector{id_of(baseline, "Faktor keringanan BPU")});
    EXPECT_EQ(laid->reform_of.size(), 2U);  // what is not downstream is shared
    EXPECT_EQ(laid->under_reform(id_of(baseline, "Dasar upah BPU")),
              id_of(baseline, "Dasar upah BPU"));
    EXPECT_EQ(laid->program.find("Iuran JKK BPU"), &laid->program.nodes[jkk]);
}

// Goal: a reform of nothing changes nothing.
TEST(Overlay, of_nothing_is_the_baseline) {
    const Program baseline = small_rulebook();
    const auto laid = lay_over(baseline, {});
    ASSERT_TRUE(laid);
    EXPECT_EQ(laid->program.nodes.size(), baseline.nodes.size());
    EXPECT_TRUE(laid->reform_of.empty());
}

// Goal: requirements come before what requires them, as the rest of the engine expects.
TEST(Overlay, keeps_the_order_of_nodes) {
    const Program baseline = small_rulebook();
    const Program reform = reform_program();
    const auto laid = lay_over(baseline, std::span(&reform, 1));
    ASSERT_TRUE(laid);
    for (NodeId id = 0; id < laid->program.nodes.size(); ++id)
        for (const Requirement& needed : laid->program.nodes[id].requires_)
            EXPECT_LT(needed.node, id) << laid->program.nodes[id].name;
}

// Goal: two proposals for one decision must be told which one is meant.
TEST(Overlay, refuses_conflicts) {
    const Program baseline = small_rulebook();
    const std::array reforms{reform_program("0.5"), reform_program("0.25")};
    const auto refused = lay_over(baseline, reforms);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.diagnostics().front().code, DiagnosticCode::overlay_conflict);
    const auto laid = lay_over(baseline, reforms, {"Faktor keringanan BPU"});
    ASSERT_TRUE(laid);
    const NodeId jkk = id_of(baseline, "Iuran JKK BPU");
    EXPECT_EQ(display_text(ask(laid->program, laid->under_reform(jkk), driver())), "3000");
}

// Goal: a replacement of another kind, or one that needs itself, is refused.
TEST(Overlay, refuses_other_types_and_circles) {
    const Program baseline = small_rulebook();
    const Program text =
        linked({{"r.dmn", replaced(reform_xml("\"a\"", "string"), "|1|", "|\"b\"|")}});
    ASSERT_FALSE(text.nodes.empty());
    const auto other = lay_over(baseline, std::span(&text, 1));
    ASSERT_FALSE(other);
    EXPECT_EQ(other.diagnostics().front().code, DiagnosticCode::overlay_type);
    const Program circle = linked(
        {{"r.dmn",
          definitions(
              "u", "u",
              types() + input("i", "Iuran JKK BPU", "tRupiah") +
                  xml(R"(<decision id='d' name='Dasar upah BPU'><variable name='Dasar upah BPU' typeRef='tRupiah'/>
<informationRequirement><requiredInput href='#i'/></informationRequirement>
<literalExpression><text>Iuran JKK BPU</text></literalExpression></decision>)"))}});
    const auto round = lay_over(baseline, std::span(&circle, 1));
    ASSERT_FALSE(round);
    EXPECT_EQ(round.diagnostics().front().code, DiagnosticCode::overlay_cycle);
}

PopulationOptions grouped() {
    PopulationOptions options;
    options.constants.emplace("Bulan iuran", Value(*parse_date("2026-05-01")));
    options.constants.emplace("Tunggakan lunas", Value(true));
    options.groupings = {{"sektor", "sektor", {}},
                         {"provinsi", "kode_desa",
                          [](std::string_view code) { return std::string(code.substr(0, 2)); }},
                         {"desil", "desil", {}}};
    return options;
}

Population read(const Program& program, const std::string& csv, const PopulationOptions& options) {
    auto file = CsvFile::of_text(csv, "penduduk.csv");
    EXPECT_TRUE(file);
    const NodeId jkk = id_of(program, "Iuran JKK BPU");
    auto population = read_population(*file, inputs_of(program, std::span(&jkk, 1)), options);
    EXPECT_TRUE(population) << describe(population.error(), Language::en);
    return std::move(population).value();
}

// Goal: columns are found by the names of inputs; cells keep their exact values.
TEST(Population, reads_facts_from_columns) {
    const Program program = small_rulebook();
    const Population people = read(program,
                                   "id,penghasilan,sektor,sumber_dana,kode_desa,lain\n"
                                   "A,1250000,transportasi,mandiri,6371010001,x\n"
                                   "B,1250000.5,lainnya,APBD,6271010001,x\n"
                                   "C,,lainnya,mandiri,,x\n"
                                   "D,banyak,lainnya,mandiri,,x\n",
                                   grouped());
    EXPECT_EQ(people.rows(), 4U);
    const auto b = people.facts_of(1);
    EXPECT_EQ(display_text(b.at("Penghasilan")), "1250000.5");
    EXPECT_EQ(display_text(people.facts_of(0).at("Penghasilan")), "1250000");
    EXPECT_EQ(b.at("Sumber dana").text(), "APBD");
    EXPECT_EQ(display_text(b.at("Bulan iuran")), "2026-05-01");
    EXPECT_EQ(people.facts_of(2).at("Penghasilan").reason(), Reason::missing_input);
    EXPECT_EQ(people.unreadable_count(), 1U);
    EXPECT_EQ(people.unreadable()[0].line, 5U);
    EXPECT_EQ(people.unreadable()[0].column, "penghasilan");
    EXPECT_EQ(people.key_of(3), "D");
    EXPECT_EQ(people.unused().size(), 1U);
    ASSERT_EQ(people.groupings().size(), 2U);  // no column desil
    EXPECT_EQ(people.groupings()[1].labels, (std::vector<std::string>{"63", "62", ""}));
}

// Goal: a fact that neither the file nor a constant gives is asked for by name.
TEST(Population, names_columns_that_are_missing) {
    const Program program = small_rulebook();
    auto file = CsvFile::of_text("penghasilan\n1\n", "penduduk.csv");
    ASSERT_TRUE(file);
    const NodeId jkk = id_of(program, "Iuran JKK BPU");
    const auto read = read_population(*file, inputs_of(program, std::span(&jkk, 1)), grouped());
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code(), Code::column_missing);
    EXPECT_NE(describe(read.error(), Language::id).find("sektor, sumber_dana"), std::string::npos);
}

// Goal: facts as people type them.
TEST(Population, reads_typed_facts) {
    const auto fact = [](const char* text, const char* type) {
        const auto value = fact_from_text(text, built_in_type(type).get());
        return value ? to_feel(*value) : "nothing";
    };
    EXPECT_EQ(fact("2026-05", "date"), "date(\"2026-05-01\")");
    EXPECT_EQ(fact("2026-05-17", "date"), "date(\"2026-05-17\")");
    EXPECT_EQ(fact("Mei 2026", "date"), "nothing");
    EXPECT_EQ(fact("ya", "boolean"), "true");
    EXPECT_EQ(fact("0.5", "number"), "0.5");
    EXPECT_EQ(fact("0,5", "number"), "nothing");
    EXPECT_EQ(fact("APBD", "string"), "\"APBD\"");
    EXPECT_EQ(fact("[1, 2]", "Any"), "[1, 2]");
}

}  // namespace
}  // namespace payung::rules
