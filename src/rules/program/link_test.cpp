#include <gtest/gtest.h>

#include "rules/model/models_for_tests.h"
#include "rules/nearest.h"
#include "rules/program/programs_for_tests.h"

namespace payung::rules {
namespace {

using model::bpu_dmn;
using model::changed;
using model::iuran_bpu_dmn;

// Goal: the law files of the reference satisfy the law profile, and what they import is bound.
TEST(Link, takes_the_law_files_of_the_reference) {
    const auto program = linked({bpu_dmn, iuran_bpu_dmn}, Profile::law);
    ASSERT_TRUE(program) << describe(program.diagnostics()[0], Language::en);
    EXPECT_EQ(program->nodes.size(), 10u);  // five inputs, one of them declared twice; 5 decisions
    const Node* due = program->find("Iuran JKK BPU");
    ASSERT_NE(due, nullptr);
    ASSERT_EQ(due->requires_.size(), 3u);
    EXPECT_EQ(due->requires_[0].name, "bpu.Dasar upah BPU");
    EXPECT_EQ(due->requires_[0].prefix, "bpu");
    EXPECT_EQ(due->requires_[2].name, "Tarif JKK BPU");
    ASSERT_EQ(due->authorities.size(), 2u);
    EXPECT_EQ(due->authorities[1].name, "PP 50/2025");
    EXPECT_EQ(due->type->name, "tRupiah");
    EXPECT_EQ(program->find_id("urn:payung:hukum:umum:bpu", "sektor")->name, "Sektor");
}

// Goal: a decision stands after everything it requires.
TEST(Link, puts_decisions_after_what_they_require) {
    const auto program = linked({iuran_bpu_dmn, bpu_dmn}, Profile::law);
    ASSERT_TRUE(program);
    for (NodeId id = 0; id < program->nodes.size(); ++id)
        for (const Requirement& requirement : program->nodes[id].requires_)
            EXPECT_LT(requirement.node, id);
}

struct Bad {
    const char* why;
    std::string bpu, due;
    DiagnosticCode code;
    const char* place;  // as describe() begins
    const char* id;
    const char* en;
};

std::string bpu_with(std::string_view from, std::string_view to) {
    return changed(bpu_dmn, from, to);
}
std::string due_with(std::string_view from, std::string_view to) {
    return changed(iuran_bpu_dmn, from, to);
}

// Goal: whatever is wrong with a law file stops it, and the author reads where and what to do.
TEST(Link, refuses_law_files_that_are_wrong) {
    using enum DiagnosticCode;
    const std::string bpu(bpu_dmn), due(iuran_bpu_dmn);
    const std::vector<Bad> cases{
        {"misspelt name", bpu, due_with("* Tarif JKK BPU *", "* Tarip JKK BPU *"), unknown_name,
         "uji2.dmn:28: Iuran JKK BPU: ", "tidak dikenal di sini", "is not known here"},
        {"misspelt field of an import", bpu, due_with("bpu.Dasar upah BPU", "bpu.Dasar upah BPX"),
         unknown_field, "uji2.dmn:28: Iuran JKK BPU: ", "('Dasar upah BPU'?)", "is no part of"},
        {"misspelt requirement",
         bpu_with("<requiredInput href=\"#sektor\"/>", "<requiredInput href=\"#sector\"/>"), due,
         unknown_reference, "uji1.dmn:49: Faktor keringanan BPU: ",
         "'#sector' tidak menunjuk apa pun ('#sektor'?)", "'#sector' points to nothing"},
        {"unknown source of law",
         bpu_with("<requiredAuthority href=\"#pp44_2015\"/>",
                  "<requiredAuthority href=\"#pp44_2016\"/>"),
         due, unknown_reference, "uji1.dmn:19: Dasar upah BPU: ", "('#pp44_2015'?)",
         "points to nothing"},
        {"not required",
         bpu_with("    <informationRequirement><requiredInput href=\"#sektor\"/>"
                  "</informationRequirement>\n",
                  ""),
         due, unknown_name, "uji1.dmn:54: Faktor keringanan BPU, kolom Sektor: ",
         "'Sektor' tidak dikenal", "'Sektor' is not known"},
        {"unknown type",
         bpu_with("name=\"Penghasilan\" typeRef=\"tRupiah\"",
                  "name=\"Penghasilan\" typeRef=\"tRupia\""),
         due, unknown_type, "uji1.dmn:8: Penghasilan: ", "'tRupia' tidak dikenal ('tRupiah'?)",
         "'tRupia' is not known ('tRupiah'?)"},
        {"text that is no FEEL", bpu, due_with("BPU, 0)</text>", "BPU, 0</text>"), syntax_error,
         "uji2.dmn:28: Iuran JKK BPU: ", "FEEL tidak dapat dibaca", "cannot be read"},
        {"cell that is no FEEL", bpu_with("[1100000..1300000)", "[1100000..1300000"), due,
         syntax_error, "uji1.dmn:26: Dasar upah BPU, baris 2, kolom Penghasilan: ",
         "FEEL tidak dapat dibaca", "cannot be read"},
        {"too few cells", bpu_with("<inputEntry><text>\"transportasi\"</text></inputEntry>", ""),
         due, cell_count, "uji1.dmn:62: Faktor keringanan BPU, baris 2: ",
         "punya 3 sel masukan, tabelnya 4 kolom", "has 3 input cells, the table has 4 columns"},
        {"too few annotations",
         bpu_with("<annotationEntry><text>tanpa keringanan</text></annotationEntry>", ""), due,
         cell_count, "uji1.dmn:64: Faktor keringanan BPU, baris 4: ", "1 sel anotasi",
         "1 annotation cells"},
        {"kind of a condition", bpu_with("\"transportasi\"</text>", "12</text>"), due,
         type_compared, "uji1.dmn:62: Faktor keringanan BPU, baris 2, kolom Sektor: ",
         "tSektor tidak dapat dibandingkan dengan number", "tSektor does not compare with number"},
        {"word outside the list", bpu_with("\"transportasi\"</text>", "\"transport\"</text>"), due,
         value_outside, "uji1.dmn:62: Faktor keringanan BPU, baris 2, kolom Sektor: ",
         "Nilai \"transport\" berada di luar tSektor", "value \"transport\" is outside tSektor"},
        {"kind of an output", bpu_with("<text>1000000</text>", "<text>\"1000000\"</text>"), due,
         type_wanted, "uji1.dmn:25: Dasar upah BPU, baris 1: ",
         "seharusnya tRupiah, tetapi tertulis string", "tRupiah is wanted, but what is written is"},
        {"output beyond its range", bpu_with("<text>0.5</text>", "<text>1.5</text>"), due,
         value_outside, "uji1.dmn:62: Faktor keringanan BPU, baris 2: ", "Nilai 1.5",
         "value 1.5 is outside tFaktor"},
        {"operands", bpu, due_with("bpu.Dasar upah BPU *", "\"Rp\" *"), type_operands,
         "uji2.dmn:28: Iuran JKK BPU: ", "'*' tidak berlaku untuk string dan tFaktor",
         "'*' does not apply to string and tFaktor"},
        {"number of arguments", bpu, due_with("BPU, 0)", "BPU, 0, 1)"), argument_shape,
         "uji2.dmn:28: Iuran JKK BPU: ", "Bentuknya: round half up(n, scale)",
         "Its shape: round half up(n, scale)"},
        {"kind of an argument", bpu, due_with("BPU, 0)", "BPU, \"0\")"), argument_kind,
         "uji2.dmn:28: Iuran JKK BPU: ", "Argumen ke-2 dari 'round half up' tidak boleh string",
         "Argument 2 of 'round half up' cannot be string"},
        {"a day that is not", bpu_with("date(\"2026-12-01\")", "date(\"2026-13-01\")"), due,
         certain_null, "uji1.dmn:63: Faktor keringanan BPU, baris 3, kolom Bulan iuran: ",
         "selalu null", "always null"},
        {"the clock", bpu, due_with(", 0)<", ", 0) + today().day<"), feature_refused,
         "uji2.dmn:28: Iuran JKK BPU: ", "tidak memakai jam sekarang", "does not use the clock"},
        {"the time of day", bpu, due_with(", 0)<", ", 0) + time(\"10:00:00\").hour<"),
         feature_refused, "uji2.dmn:28: Iuran JKK BPU: ", "jam dalam hari", "the time of day"},
        {"regular expressions", bpu,
         due_with("round half up(",
                  "if matches(\"a\", \"b\") then 0 "
                  "else round half up("),
         feature_refused, "uji2.dmn:28: Iuran JKK BPU: ", "ekspresi reguler",
         "regular expressions"},
        {"instance of", bpu,
         due_with("round half up(",
                  "if 1 instance of number then 0 else "
                  "round half up("),
         feature_refused, "uji2.dmn:28: Iuran JKK BPU: ", "instance of", "instance of"},
        {"functions as values", bpu, due_with("round half up(", "(function(x) x)("),
         feature_refused, "uji2.dmn:28: Iuran JKK BPU: ", "fungsi sebagai nilai",
         "functions as values"},
        {"branches", bpu, due_with(", 0)<", ", 0) + (if true then 1 else \"1\")<"), type_branches,
         "uji2.dmn:28: Iuran JKK BPU: ", "then memberi number, cabang else memberi string",
         "then gives number, the branch else gives string"},
        {"not a function", bpu, due_with("round half up(", "Tarif JKK BPU("), not_a_function,
         "uji2.dmn:28: Iuran JKK BPU: ", "tFaktor bukan fungsi", "tFaktor is not a function"},
        {"table without rows", bpu,
         due_with("      <rule id=\"tarif_jkk_bpu_01\">",
                  "    </decisionTable>\n  </decision>\n"
                  "  <decision name=\"x\"><decisionTable>"
                  "<rule id=\"x\">"),
         empty_table, "uji2.dmn:12: Tarif JKK BPU: ", "tidak punya baris", "has no rows"},
        {"no logic", bpu,
         due_with("    <literalExpression><text>round half up(bpu.Dasar upah BPU "
                  "* Tarif JKK BPU * bpu.Faktor keringanan BPU, 0)</text>"
                  "</literalExpression>\n",
                  ""),
         no_logic, "uji2.dmn:21: Iuran JKK BPU: ", "tidak punya logika", "has no logic"},
        {"no type", bpu,
         due_with("<variable name=\"Iuran JKK BPU\" typeRef=\"bpu.tRupiah\"/>",
                  "<variable name=\"Iuran JKK BPU\"/>"),
         untyped, "uji2.dmn:21: Iuran JKK BPU: ", "tidak bertipe", "has no type"},
        {"another name", bpu,
         due_with("<variable name=\"Iuran JKK BPU\"", "<variable name=\"Iuran JKK\""),
         variable_name, "uji2.dmn:21: Iuran JKK BPU: ", "Nama variable 'Iuran JKK' berbeda",
         "name 'Iuran JKK' is not that"},
        {"input without range",
         bpu_with("<allowedValues><text>[0..1000000000000]</text>"
                  "</allowedValues>",
                  ""),
         due, input_without_range, "uji1.dmn:8: Penghasilan: ", "Tipe tRupiah dari masukan",
         "declares no range or list"},
        {"one input, two types", bpu,
         due_with("name=\"Bulan iuran\" typeRef=\"bpu.tBulan\"",
                  "name=\"Bulan iuran\" "
                  "typeRef=\"bpu.tRupiah\""),
         input_of_two_types, "uji2.dmn:4: Bulan iuran: ", "sudah dinyatakan dengan tipe lain",
         "already declared with another type at uji1.dmn:9"},
        {"unknown import", bpu,
         due_with("namespace=\"urn:payung:hukum:umum:bpu\" loc",
                  "namespace=\"urn:payung:hukum:umum:bpx\" loc"),
         unknown_import, "uji2.dmn:3: ", "Tidak ada berkas", "No file has"},
        {"not imported", bpu,
         due_with("  <import name=\"bpu\" namespace=\"urn:payung:hukum:umum:bpu\" "
                  "locationURI=\"../umum/bpu.dmn\" "
                  "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"/>\n",
                  ""),
         import_missing, "uji2.dmn:22: Iuran JKK BPU: ", "tidak diimpor", "not imported"},
        {"a circle",
         bpu_with("<requiredInput href=\"#sumber_dana\"/>",
                  "<requiredDecision href=\"#faktor_keringanan_bpu\"/>"),
         due, cyclic_decisions, "uji1.dmn:", "Faktor keringanan BPU", "in a circle"},
        {"type of itself",
         bpu_with("<itemDefinition name=\"tRupiah\"><typeRef>number",
                  "<itemDefinition name=\"tRupiah\"><typeRef>tRupiah"),
         due, cyclic_type, "uji1.dmn:3: ", "merujuk dirinya", "refers to itself"},
        {"type twice",
         bpu_with("<itemDefinition name=\"tBulan\">", "<itemDefinition name=\"tRupiah\">"), due,
         name_twice, "uji1.dmn:4: ", "dipakai dua kali", "is used twice"},
        {"id twice", bpu_with("<inputData id=\"bulan_iuran\"", "<inputData id=\"penghasilan\""),
         due, id_twice, "uji1.dmn:9: Bulan iuran: ", "Id 'penghasilan'", "id 'penghasilan'"},
        {"one namespace, two files", bpu, bpu, namespace_twice,
         "uji2.dmn: ", "sudah dipakai uji1.dmn", "already that of uji1.dmn"},
        {"wrong kind of requirement",
         bpu_with("<informationRequirement><requiredInput href=\"#sumber_dana\"/>"
                  "</informationRequirement>",
                  "<knowledgeRequirement><requiredKnowledge href=\"#sumber_dana\"/>"
                  "</knowledgeRequirement>"),
         due, wrong_requirement, "uji1.dmn:33: Dibayar APBN atau APBD: ", "dengan cara ini",
         "in this way"},
        {"allowed values that are no FEEL", bpu_with("<text>[0..1]</text>", "<text>[0..</text>"),
         due, syntax_error, "uji1.dmn:7: ", "FEEL tidak dapat dibaca", "cannot be read"},
    };
    for (const Bad& bad : cases) {
        SCOPED_TRACE(bad.why);
        const auto program = linked({bad.bpu, bad.due}, Profile::law);
        if (program) {
            ADD_FAILURE() << "nothing was told";
            continue;
        }
        const Diagnostic* found = nullptr;
        for (const Diagnostic& diagnostic : program.diagnostics())
            if (found == nullptr && diagnostic.code == bad.code) found = &diagnostic;
        if (found == nullptr) {
            for (const Diagnostic& diagnostic : program.diagnostics())
                ADD_FAILURE() << describe(diagnostic, Language::en);
            continue;
        }
        const std::string id = describe(*found, Language::id);
        EXPECT_TRUE(id.starts_with(bad.place)) << id;
        EXPECT_NE(id.find(bad.id), std::string::npos) << id;
        const std::string en = describe(*found, Language::en);
        EXPECT_NE(en.find(bad.en), std::string::npos) << en;
    }
}

// Goal: the full profile keeps what it found and answers what it can.
TEST(Link, in_the_full_profile_one_broken_decision_does_not_stop_the_others) {
    const auto program = linked({definitions(R"(
      <decision name="Rusak"><literalExpression><text>1 +</text></literalExpression></decision>
      <decision name="Baik"><literalExpression><text>1 + 1</text></literalExpression></decision>)")});
    ASSERT_TRUE(program);
    ASSERT_EQ(program->diagnostics.size(), 1u);
    EXPECT_EQ(program->diagnostics[0].code, DiagnosticCode::syntax_error);
    EXPECT_EQ(told_with_reason(ask(*program, "Baik")), "2");
    EXPECT_EQ(told_with_reason(ask(*program, "Rusak")), "null type_error!");
}

// Goal: decisions that require each other are null and an error, not an endless loop.
TEST(Link, in_the_full_profile_a_circle_is_null) {
    const auto program = linked({definitions(R"(
      <decision id="a" name="A"><informationRequirement><requiredDecision href="#b"/></informationRequirement><literalExpression><text>B</text></literalExpression></decision>
      <decision id="b" name="B"><informationRequirement><requiredDecision href="#a"/></informationRequirement><literalExpression><text>A</text></literalExpression></decision>)")});
    ASSERT_TRUE(program);
    ASSERT_EQ(program->diagnostics.size(), 1u);
    EXPECT_EQ(describe(program->diagnostics[0], Language::en),
              "uji1.dmn:3: A: Decisions require each other in a circle: A → B → A. Remove one of "
              "the requirements.");
    EXPECT_EQ(told_with_reason(ask(*program, "A")), "null type_error!");
}

// Goal: a misspelt name is answered with the name that was meant, or with nothing.
TEST(Nearest, finds_the_name_that_was_meant) {
    const std::vector<std::string> known{"Sektor", "Sumber dana", "bpu.Dasar upah BPU"};
    struct Case {
        const char *why, *name, *meant;
    };
    for (const Case& c :
         {Case{"one letter", "Sekter", "Sektor"}, Case{"case", "sumber Dana", "Sumber dana"},
          Case{"prefix missing", "Dasar upah BPU", "bpu.Dasar upah BPU"},
          Case{"two letters swapped", "Sumber adna", "Sumber dana"},
          Case{"something else", "Penghasilan", ""}}) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(nearest(c.name, known), c.meant);
    }
    EXPECT_EQ(edit_distance("", "abc"), 3u);
    EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
    EXPECT_EQ(nearest_hint("Sekter", known), " ('Sektor'?)");
    EXPECT_EQ(nearest_hint("x", known), "");
}

}  // namespace
}  // namespace payung::rules
