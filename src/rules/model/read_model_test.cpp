#include "rules/model/read_model.h"

#include <gtest/gtest.h>

#include "rules/model/models_for_tests.h"

namespace payung::rules::model {
namespace {

std::string around(std::string_view inside) {
    return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:uji">)" +
           std::string("\n") + std::string(inside) + "\n</definitions>";
}

std::string nested(int depth) {
    std::string out;
    for (int i = 0; i < depth; ++i) out += "<a>";
    for (int i = 0; i < depth; ++i) out += "</a>";
    return out;
}

// Goal: the file of the reference is read whole: tables, cells, citations, and where they stand.
TEST(ReadModel, reads_the_law_file_of_the_reference) {
    const auto model = read_model(bpu_dmn, "umum/bpu.dmn", true);
    ASSERT_TRUE(model) << describe(model.diagnostics()[0], Language::en);
    EXPECT_EQ(model->file, "umum/bpu.dmn");
    EXPECT_EQ(model->namespace_, "urn:payung:hukum:umum:bpu");
    ASSERT_EQ(model->items.size(), 5u);
    EXPECT_EQ(model->items[0].allowed_values->text, "[0..1000000000000]");
    EXPECT_EQ(model->items[0].constraint->text, "? = floor(?)");
    ASSERT_EQ(model->inputs.size(), 5u);
    EXPECT_EQ(model->inputs[1].variable, (Variable{"Bulan iuran", "tBulan"}));
    ASSERT_EQ(model->decisions.size(), 3u);
    const Decision& factor = model->decisions[2];
    EXPECT_EQ(factor.id, "faktor_keringanan_bpu");
    EXPECT_EQ(factor.required_inputs.size(), 3u);
    EXPECT_EQ(factor.required_decisions, (std::vector<Reference>{{"#dibayar_apbn_apbd", 51}}));
    EXPECT_EQ(factor.authorities, (std::vector<Reference>{{"#pp50_2025", 52}}));
    const DecisionTable& table = *factor.logic->table;
    EXPECT_EQ(table.policy, HitPolicy::first);
    EXPECT_EQ(table.annotations, (std::vector<std::string>{"Dasar hukum", "Status"}));
    ASSERT_EQ(table.rules.size(), 4u);
    EXPECT_EQ(table.rules[1].id, "faktor_keringanan_bpu_02");
    EXPECT_EQ(table.rules[1].conditions[1].text, "\"transportasi\"");
    EXPECT_EQ(table.rules[1].line, 62u);
    EXPECT_EQ(model->decisions[0].logic->table->rules[2].conditions[0].text, ">= 20200000");
}

// Goal: files of other tools are read: prefixes, older namespaces, diagrams, extensions, CDATA.
TEST(ReadModel, reads_what_other_tools_write) {
    const auto model = read_model(R"(<?xml version="1.0"?>
<s:definitions xmlns:s="http://www.omg.org/spec/DMN/20180521/MODEL/" xmlns:t="urn:tool" namespace="urn:uji" t:x="1">
  <!-- drawn by hand -->
  <s:extensionElements><t:anything/></s:extensionElements>
  <s:decision id="d" name="D" t:colour="red">
    <s:question>what?</s:question>
    <s:literalExpression><s:text><![CDATA[1 < 2]]></s:text></s:literalExpression>
  </s:decision>
  <t:picture><t:line/></t:picture>
</s:definitions>)",
                                  "tool.dmn");
    ASSERT_TRUE(model) << describe(model.diagnostics()[0], Language::en);
    ASSERT_EQ(model->decisions.size(), 1u);
    EXPECT_EQ(model->decisions[0].logic->text.text, "1 < 2");
    EXPECT_EQ(model->decisions[0].logic->text.line, 7u);
}

struct Bad {
    const char* why;
    std::string xml;
    DiagnosticCode code;
    std::uint64_t line;
    const char* id;
    const char* en;
};

// Goal: whatever is wrong with the XML is told with its line and what to do, in both languages.
TEST(ReadModel, tells_what_is_wrong) {
    using enum DiagnosticCode;
    const std::string laughs =
        "<!DOCTYPE a [<!ENTITY l \"ha\"><!ENTITY m \"&l;&l;&l;&l;\">]>\n<a>&m;</a>";
    const std::vector<Bad> cases{
        {"tag not closed", "<definitions>\n<decision>\n</definitions>", xml_malformed, 3,
         "akhir elemen tidak cocok dengan awalnya", "end tag that does not match"},
        {"nothing", "", xml_malformed, 1, "tidak ada elemen", "there is no element"},
        {"not UTF-8", "<a>\xff</a>", xml_malformed, 0, "bukan UTF-8", "not UTF-8"},
        {"attribute twice", "<a>\n<b x='1' x='2'/></a>", xml_malformed, 2, "tertulis dua kali",
         "written twice"},
        {"two roots", "<a/>\n<b/>", xml_malformed, 2, "sesudah yang pertama",
         "after the outermost"},
        {"billion laughs", laughs, xml_doctype, 1, "DOCTYPE", "DOCTYPE"},
        {"too deep", nested(101), xml_too_deep, 1, "lebih dari 100 lapis", "more than 100 deep"},
        {"not DMN", "<html/>", not_dmn, 1, "bukan definitions DMN", "not the definitions of DMN"},
        {"unknown element", around("<decision name='D'><decisionTabel/></decision>"),
         unknown_element, 2, "'decisionTabel' tidak dikenal di dalam 'decision'",
         "'decisionTabel' is not known within 'decision'"},
        {"unknown policy",
         around("<decision name='D'><decisionTable hitPolicy='UNIK'/></decision>"),
         unknown_attribute_value, 2, "'UNIK' tidak dikenal", "Use one of: UNIQUE, ANY, PRIORITY"},
        {"no name", around("<decision/>"), missing_attribute, 2,
         "Atribut 'name' tidak ada pada 'decision'", "'name' is missing from 'decision'"},
        {"no href",
         around("<decision name='D'><informationRequirement>\n<requiredInput/>"
                "</informationRequirement></decision>"),
         missing_attribute, 3, "Atribut 'href'", "'href' is missing"},
        {"two expressions",
         around("<decision name='D'><literalExpression/>\n<literalExpression/></decision>"),
         second_expression, 3, "hanya boleh satu", "only one"},
        {"text astray", around("<decision name='D'>1 + 1</decision>"), stray_text, 2,
         "'1 + 1' berdiri langsung di dalam 'decision'", "'1 + 1' stands directly within"},
        {"short row",
         around("<decision name='D'><relation><column name='a'/><row/></relation></decision>"),
         relation_row_length, 2, "berisi 0 sel, kolomnya 1", "has 0 cells, and there are 1"},
    };
    for (const Bad& bad : cases) {
        SCOPED_TRACE(bad.why);
        const auto model = read_model(bad.xml, "uji.dmn");
        ASSERT_FALSE(model);
        const Diagnostic& found = model.diagnostics()[0];
        EXPECT_EQ(name_of(found.code), name_of(bad.code));
        EXPECT_EQ(found.place.line, bad.line);
        EXPECT_EQ(found.place.file, "uji.dmn");
        EXPECT_NE(describe(found, Language::id).find(bad.id), std::string::npos)
            << describe(found, Language::id);
        EXPECT_NE(describe(found, Language::en).find(bad.en), std::string::npos)
            << describe(found, Language::en);
    }
}

// Goal: a law file holds nothing that would be lost when it is written again.
TEST(ReadModel, refuses_in_law_files_what_the_canonical_form_does_not_keep) {
    using enum DiagnosticCode;
    const std::vector<Bad> cases{
        {"comment", around("<!-- why -->"), xml_comment, 2, "Komentar XML", "no XML comments"},
        {"comment before", "<!-- why -->\n" + around(""), xml_comment, 1, "Komentar", "comments"},
        {"extension", around("<extensionElements/>"), foreign_element, 2, "'extensionElements'",
         "'extensionElements'"},
        {"diagram", around("<x:d xmlns:x='urn:x'/>"), foreign_element, 2, "'x:d'", "'x:d'"},
        {"question", around("<decision name='D'><question>?</question></decision>"),
         foreign_element, 2, "'question'", "'question'"},
        {"misspelt attribute",
         around("<decision name='D'><decisionTable hitpolicy='ANY'/></decision>"),
         unknown_attribute, 2, "'hitpolicy' pada 'decisionTable'", "'hitpolicy' of"},
    };
    for (const Bad& bad : cases) {
        SCOPED_TRACE(bad.why);
        EXPECT_TRUE(read_model(bad.xml, "uji.dmn"));
        const auto model = read_model(bad.xml, "uji.dmn", true);
        ASSERT_FALSE(model);
        const Diagnostic& found = model.diagnostics()[0];
        EXPECT_EQ(name_of(found.code), name_of(bad.code));
        EXPECT_EQ(found.place.line, bad.line);
        EXPECT_NE(describe(found, Language::id).find(bad.id), std::string::npos)
            << describe(found, Language::id);
        EXPECT_NE(describe(found, Language::en).find(bad.en), std::string::npos)
            << describe(found, Language::en);
    }
}

// Goal: limits are told with the limit.
TEST(ReadModel, refuses_files_and_tables_that_are_too_large) {
    const auto large = read_model(std::string(file_bytes_max + 1, ' '), "besar.dmn");
    ASSERT_FALSE(large);
    EXPECT_EQ(describe(large.diagnostics()[0], Language::en),
              "besar.dmn: The file has 16777217 bytes; the limit is 16777216. Split the file by "
              "topic.");
    std::string inputs;
    for (int i = 0; i < 257; ++i)
        inputs += "<input><inputExpression><text>1</text></inputExpression></input>";
    const auto wide = read_model(
        around("<decision name='D'><decisionTable>" + inputs + "</decisionTable></decision>"), "");
    ASSERT_FALSE(wide);
    EXPECT_EQ(describe(wide.diagnostics()[0], Language::id),
              ":2: D: Tabel punya 257 kolom masukan; batasnya 256. Bagi tabelnya.");
}

}  // namespace
}  // namespace payung::rules::model
