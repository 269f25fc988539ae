#pragma once

/// A small rulebook for tests of explanations: the BPU bracket and its temporary relief, in two
/// files and one of dated figures, as rulebooks are written.

#include <string>
#include <vector>

#include "rules/explain/explanation.h"

namespace payung::rules::for_tests {

inline std::string replaced(std::string text, std::string_view what, std::string_view by) {
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

/// Attributes in these texts are written with ' for reading.
inline std::string xml(std::string text) {
    return replaced(std::move(text), "'", "\"");
}

/// A row of a table; `entries` are parted by |, the last two are citation and status.
inline std::string row(const std::string& id, const std::string& entries, std::size_t inputs) {
    std::vector<std::string> cells(1);
    for (const char c : entries) {
        if (c == '|')
            cells.emplace_back();
        else
            cells.back() += c;
    }
    std::string out = "<rule id=\"" + id + "\">";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string name = i < inputs             ? "inputEntry"
                                 : i + 2 < cells.size() ? "outputEntry"
                                                        : "annotationEntry";
        std::string text = replaced(cells[i], "&", "&amp;");
        text = replaced(replaced(text, "<", "&lt;"), ">", "&gt;");
        out += "<" + name + "><text>" + text + "</text></" + name + ">";
    }
    return out + "</rule>\n";
}

inline std::string base_rows() {
    return row("dasar_upah_bpu_01", "[0..1100000)|1000000|PP 44/2015 Lampiran II baris 1|C", 1) +
           row("dasar_upah_bpu_02", "[1100000..1300000)|1200000|PP 44/2015 Lampiran II baris 2|M",
               1) +
           row("dasar_upah_bpu_33", ">= 1300000|1400000|PP 44/2015 Lampiran II baris 33|C", 1);
}

inline std::string relief_rows() {
    const auto id = [](int n) { return "faktor_keringanan_bpu_0" + std::to_string(n); };
    return row(id(1), "-|-|true|-|1|PP 50/2025: iuran dari APBN atau APBD dikecualikan|C", 4) +
           row(id(2),
               "[date(\"2026-01-01\")..date(\"2027-03-01\")]|\"transportasi\"|-|true|0.5|PP "
               "50/2025 "
               "Pasal 4|C",
               4) +
           row(id(3),
               "[date(\"2026-04-01\")..date(\"2026-12-01\")]|\"lainnya\"|-|true|0.5|PP 50/2025 "
               "Pasal "
               "4|C",
               4) +
           row(id(4), "-|-|-|-|1|tanpa keringanan|D", 4);
}

inline std::string types() {
    return xml(
        R"(<itemDefinition name='tRupiah'><typeRef>number</typeRef><allowedValues><text>[0..1000000000000]</text></allowedValues><typeConstraint><text>? = floor(?)</text></typeConstraint></itemDefinition>
<itemDefinition name='tBulan'><typeRef>date</typeRef><allowedValues><text>[date("2015-07-01")..date("2099-12-01")]</text></allowedValues><typeConstraint><text>?.day = 1</text></typeConstraint></itemDefinition>
<itemDefinition name='tRasio'><typeRef>number</typeRef><allowedValues><text>[0..1]</text></allowedValues></itemDefinition>
<itemDefinition name='tFaktor'><typeRef>number</typeRef><allowedValues><text>[0..1]</text></allowedValues></itemDefinition>
<itemDefinition name='tSektor'><typeRef>string</typeRef><allowedValues><text>"transportasi", "lainnya"</text></allowedValues></itemDefinition>
<itemDefinition name='tSumberDana'><typeRef>string</typeRef><allowedValues><text>"mandiri", "pemberi kerja", "APBN", "APBD", "DBH"</text></allowedValues></itemDefinition>
)");
}

inline std::string definitions(const std::string& id, const std::string& space,
                               const std::string& content) {
    return xml("<?xml version='1.0' encoding='UTF-8'?>\n<definitions "
               "xmlns='https://www.omg.org/spec/DMN/20230324/MODEL/' id='" +
               id + "' name='" + id + "' namespace='urn:test:" + space + "'>\n") +
           content + "</definitions>\n";
}

inline std::string input(const std::string& id, const std::string& name, const std::string& type) {
    return xml("<inputData id='" + id + "' name='" + name + "'><variable name='" + name +
               "' typeRef='" + type + "'/></inputData>\n");
}

inline std::string sources() {
    return xml(
        "<knowledgeSource id='pp44' name='PP 44/2015' locationURI='https://example.id/pp44'/>"
        "<knowledgeSource id='pp50' name='PP 50/2025' locationURI='https://example.id/pp50'/>");
}

inline std::string annotations() {
    return xml("<annotation name='Dasar hukum'/><annotation name='Status'/>\n");
}

inline std::string bpu_xml(const std::string& relief = relief_rows(),
                           const std::string& base = base_rows()) {
    return definitions(
        "umum_bpu", "bpu",
        types() + input("penghasilan", "Penghasilan", "tRupiah") +
            input("bulan_iuran", "Bulan iuran", "tBulan") + input("sektor", "Sektor", "tSektor") +
            input("sumber_dana", "Sumber dana", "tSumberDana") +
            input("tunggakan_lunas", "Tunggakan lunas", "boolean") + sources() +
            xml(R"(<decision id='dasar_upah_bpu' name='Dasar upah BPU'><variable name='Dasar upah BPU' typeRef='tRupiah'/>
<informationRequirement><requiredInput href='#penghasilan'/></informationRequirement>
<authorityRequirement><requiredAuthority href='#pp44'/></authorityRequirement>
<decisionTable hitPolicy='UNIQUE'><input><inputExpression typeRef='tRupiah'><text>Penghasilan</text></inputExpression></input>
<output typeRef='tRupiah'/>)") +
            annotations() + base + xml(R"(</decisionTable></decision>
<decision id='dibayar_apbn_apbd' name='Dibayar APBN atau APBD'><variable name='Dibayar APBN atau APBD' typeRef='boolean'/>
<informationRequirement><requiredInput href='#sumber_dana'/></informationRequirement>
<authorityRequirement><requiredAuthority href='#pp50'/></authorityRequirement>
<decisionTable hitPolicy='UNIQUE'><input><inputExpression typeRef='tSumberDana'><text>Sumber dana</text></inputExpression></input>
<output typeRef='boolean'/>)") +
            annotations() +
            row("dibayar_apbn_apbd_01",
                "\"APBN\", \"APBD\"|true|PP 50/2025: iuran dari APBN atau APBD dikecualikan|C", 1) +
            row("dibayar_apbn_apbd_02", "\"DBH\"|true|dibelanjakan lewat APBD; tafsir|X", 1) +
            row("dibayar_apbn_apbd_04",
                "\"mandiri\", \"pemberi kerja\"|false|PP 50/2025: bukan APBN atau APBD|C", 1) +
            xml(R"(</decisionTable></decision>
<decision id='faktor_keringanan_bpu' name='Faktor keringanan BPU'><variable name='Faktor keringanan BPU' typeRef='tFaktor'/>
<informationRequirement><requiredInput href='#bulan_iuran'/></informationRequirement>
<informationRequirement><requiredInput href='#sektor'/></informationRequirement>
<informationRequirement><requiredInput href='#tunggakan_lunas'/></informationRequirement>
<informationRequirement><requiredDecision href='#dibayar_apbn_apbd'/></informationRequirement>
<authorityRequirement><requiredAuthority href='#pp50'/></authorityRequirement>
<decisionTable hitPolicy='FIRST'>
<input><inputExpression typeRef='tBulan'><text>Bulan iuran</text></inputExpression></input>
<input><inputExpression typeRef='tSektor'><text>Sektor</text></inputExpression></input>
<input><inputExpression typeRef='boolean'><text>Dibayar APBN atau APBD</text></inputExpression></input>
<input><inputExpression typeRef='boolean'><text>Tunggakan lunas</text></inputExpression></input>
<output typeRef='tFaktor'/>)") +
            annotations() + relief + "</decisionTable></decision>\n");
}

inline std::string figures_xml() {
    return definitions(
        "parameter", "parameter",
        types() + input("bulan_iuran", "Bulan iuran", "tBulan") + sources() +
            xml(R"(<decision id='tarif_jkk_bpu' name='Tarif JKK BPU'><variable name='Tarif JKK BPU' typeRef='tRasio'/>
<informationRequirement><requiredInput href='#bulan_iuran'/></informationRequirement>
<authorityRequirement><requiredAuthority href='#pp44'/></authorityRequirement>
<decisionTable hitPolicy='UNIQUE'><input><inputExpression typeRef='tBulan'><text>Bulan iuran</text></inputExpression></input>
<output typeRef='tRasio'/>)") +
            annotations() +
            row("tarif_jkk_bpu_2015_07_01", ">= date(\"2015-07-01\")|0.01|PP 44/2015 Lampiran II|C",
                1) +
            "</decisionTable></decision>\n");
}

inline std::string jkk_xml(const std::string& formula =
                               "round half up(bpu.Dasar upah BPU * parameter.Tarif JKK BPU * "
                               "bpu.Faktor keringanan BPU, 0)") {
    return definitions(
        "jkk_iuran_bpu", "jkk",
        xml(R"(<import name='bpu' namespace='urn:test:bpu' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>
<import name='parameter' namespace='urn:test:parameter' importType='https://www.omg.org/spec/DMN/20230324/MODEL/'/>)") +
            sources() +
            xml(R"(<decision id='iuran_jkk_bpu' name='Iuran JKK BPU'><variable name='Iuran JKK BPU' typeRef='bpu.tRupiah'/>
<informationRequirement><requiredDecision href='urn:test:bpu#dasar_upah_bpu'/></informationRequirement>
<informationRequirement><requiredDecision href='urn:test:parameter#tarif_jkk_bpu'/></informationRequirement>
<informationRequirement><requiredDecision href='urn:test:bpu#faktor_keringanan_bpu'/></informationRequirement>
<authorityRequirement><requiredAuthority href='#pp44'/></authorityRequirement>
<authorityRequirement><requiredAuthority href='#pp50'/></authorityRequirement>
<literalExpression><text>)") +
            formula + "</text></literalExpression></decision>\n");
}

/// A driver who pays himself in February 2026.
inline Inputs driver(std::string_view payer = "mandiri", const char* month = "2026-02-01") {
    Inputs inputs;
    inputs.emplace("Penghasilan", Value::integer(1'250'000));
    inputs.emplace("Bulan iuran", Value(*parse_date(month)));
    inputs.emplace("Sektor", Value("transportasi"));
    inputs.emplace("Sumber dana", Value(payer));
    inputs.emplace("Tunggakan lunas", Value(true));
    return inputs;
}

}  // namespace payung::rules::for_tests
