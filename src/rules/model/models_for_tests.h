#pragma once

/// Files in the canonical form that tests of several parts read.

#include <string>
#include <string_view>

namespace payung::rules::model {

/// Reference 4.1, the first rows: every kind of header line, tables U and F.
inline constexpr std::string_view bpu_dmn =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="umum_bpu" name="BPU" namespace="urn:payung:hukum:umum:bpu">
  <itemDefinition name="tRupiah"><typeRef>number</typeRef><allowedValues><text>[0..1000000000000]</text></allowedValues><typeConstraint><text>? = floor(?)</text></typeConstraint></itemDefinition>
  <itemDefinition name="tBulan"><typeRef>date</typeRef><allowedValues><text>[date("2015-07-01")..date("2099-12-01")]</text></allowedValues><typeConstraint><text>?.day = 1</text></typeConstraint></itemDefinition>
  <itemDefinition name="tSektor"><typeRef>string</typeRef><allowedValues><text>"transportasi", "lainnya"</text></allowedValues></itemDefinition>
  <itemDefinition name="tSumberDana"><typeRef>string</typeRef><allowedValues><text>"mandiri", "APBN", "APBD", "APBDes", "DBH"</text></allowedValues></itemDefinition>
  <itemDefinition name="tFaktor"><typeRef>number</typeRef><allowedValues><text>[0..1]</text></allowedValues><typeConstraint><text>? = decimal(?, 2)</text></typeConstraint></itemDefinition>
  <inputData id="penghasilan" name="Penghasilan"><variable name="Penghasilan" typeRef="tRupiah"/></inputData>
  <inputData id="bulan_iuran" name="Bulan iuran"><variable name="Bulan iuran" typeRef="tBulan"/></inputData>
  <inputData id="sektor" name="Sektor"><variable name="Sektor" typeRef="tSektor"/></inputData>
  <inputData id="sumber_dana" name="Sumber dana"><variable name="Sumber dana" typeRef="tSumberDana"/></inputData>
  <inputData id="tunggakan_lunas" name="Tunggakan lunas"><variable name="Tunggakan lunas" typeRef="boolean"/></inputData>
  <knowledgeSource id="pp44_2015" name="PP 44/2015" locationURI="https://peraturan.go.id/id/pp-no-44-tahun-2015"/>
  <knowledgeSource id="pp50_2025" name="PP 50/2025" locationURI="https://peraturan.go.id/id/pp-no-50-tahun-2025"/>

  <decision id="dasar_upah_bpu" name="Dasar upah BPU">
    <variable name="Dasar upah BPU" typeRef="tRupiah"/>
    <informationRequirement><requiredInput href="#penghasilan"/></informationRequirement>
    <authorityRequirement><requiredAuthority href="#pp44_2015"/></authorityRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression typeRef="tRupiah"><text>Penghasilan</text></inputExpression></input>
      <output typeRef="tRupiah"/>
      <annotation name="Dasar hukum"/>
      <annotation name="Status"/>
      <rule id="dasar_upah_bpu_01"><inputEntry><text>[0..1100000)</text></inputEntry><outputEntry><text>1000000</text></outputEntry><annotationEntry><text>PP 44/2015 Lampiran II baris 1</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
      <rule id="dasar_upah_bpu_02"><inputEntry><text>[1100000..1300000)</text></inputEntry><outputEntry><text>1200000</text></outputEntry><annotationEntry><text>PP 44/2015 Lampiran II baris 2</text></annotationEntry><annotationEntry><text>M</text></annotationEntry></rule>
      <rule id="dasar_upah_bpu_33"><inputEntry><text>&gt;= 20200000</text></inputEntry><outputEntry><text>20700000</text></outputEntry><annotationEntry><text>PP 44/2015 Lampiran II baris 33</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
    </decisionTable>
  </decision>

  <decision id="dibayar_apbn_apbd" name="Dibayar APBN atau APBD">
    <variable name="Dibayar APBN atau APBD" typeRef="boolean"/>
    <informationRequirement><requiredInput href="#sumber_dana"/></informationRequirement>
    <authorityRequirement><requiredAuthority href="#pp50_2025"/></authorityRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression typeRef="tSumberDana"><text>Sumber dana</text></inputExpression></input>
      <output typeRef="boolean"/>
      <annotation name="Dasar hukum"/>
      <annotation name="Status"/>
      <rule id="dibayar_apbn_apbd_01"><inputEntry><text>"APBN", "APBD"</text></inputEntry><outputEntry><text>true</text></outputEntry><annotationEntry><text>PP 50/2025: dikecualikan</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
      <rule id="dibayar_apbn_apbd_02"><inputEntry><text>"DBH"</text></inputEntry><outputEntry><text>true</text></outputEntry><annotationEntry><text>dibelanjakan lewat APBD; tafsir</text></annotationEntry><annotationEntry><text>M</text></annotationEntry></rule>
      <rule id="dibayar_apbn_apbd_03"><inputEntry><text>"mandiri", "APBDes"</text></inputEntry><outputEntry><text>false</text></outputEntry><annotationEntry><text>PP 50/2025: bukan APBN atau APBD</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
    </decisionTable>
  </decision>

  <decision id="faktor_keringanan_bpu" name="Faktor keringanan BPU">
    <variable name="Faktor keringanan BPU" typeRef="tFaktor"/>
    <informationRequirement><requiredInput href="#bulan_iuran"/></informationRequirement>
    <informationRequirement><requiredInput href="#sektor"/></informationRequirement>
    <informationRequirement><requiredInput href="#tunggakan_lunas"/></informationRequirement>
    <informationRequirement><requiredDecision href="#dibayar_apbn_apbd"/></informationRequirement>
    <authorityRequirement><requiredAuthority href="#pp50_2025"/></authorityRequirement>
    <decisionTable hitPolicy="FIRST">
      <input><inputExpression typeRef="tBulan"><text>Bulan iuran</text></inputExpression></input>
      <input><inputExpression typeRef="tSektor"><text>Sektor</text></inputExpression></input>
      <input><inputExpression typeRef="boolean"><text>Dibayar APBN atau APBD</text></inputExpression></input>
      <input><inputExpression typeRef="boolean"><text>Tunggakan lunas</text></inputExpression></input>
      <output typeRef="tFaktor"/>
      <annotation name="Dasar hukum"/>
      <annotation name="Status"/>
      <rule id="faktor_keringanan_bpu_01"><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>true</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><annotationEntry><text>PP 50/2025: dikecualikan</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
      <rule id="faktor_keringanan_bpu_02"><inputEntry><text>[date("2026-01-01")..date("2027-03-01")]</text></inputEntry><inputEntry><text>"transportasi"</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>true</text></inputEntry><outputEntry><text>0.5</text></outputEntry><annotationEntry><text>PP 50/2025 Pasal 4</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
      <rule id="faktor_keringanan_bpu_03"><inputEntry><text>[date("2026-04-01")..date("2026-12-01")]</text></inputEntry><inputEntry><text>"lainnya"</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>true</text></inputEntry><outputEntry><text>0.5</text></outputEntry><annotationEntry><text>PP 50/2025 Pasal 4</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
      <rule id="faktor_keringanan_bpu_04"><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry><annotationEntry><text>tanpa keringanan</text></annotationEntry><annotationEntry><text>D</text></annotationEntry></rule>
    </decisionTable>
  </decision>
</definitions>
)";

/// Reference 4.2, with the rate as a table instead of a parameter.
inline constexpr std::string_view iuran_bpu_dmn =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="jkk_iuran_bpu" name="Iuran JKK BPU" namespace="urn:payung:hukum:jkk:iuran_bpu">
  <import name="bpu" namespace="urn:payung:hukum:umum:bpu" locationURI="../umum/bpu.dmn" importType="https://www.omg.org/spec/DMN/20230324/MODEL/"/>
  <inputData id="bulan_iuran" name="Bulan iuran"><variable name="Bulan iuran" typeRef="bpu.tBulan"/></inputData>
  <knowledgeSource id="pp44_2015" name="PP 44/2015" locationURI="https://peraturan.go.id/id/pp-no-44-tahun-2015"/>
  <knowledgeSource id="pp50_2025" name="PP 50/2025" locationURI="https://peraturan.go.id/id/pp-no-50-tahun-2025"/>

  <decision id="tarif_jkk_bpu" name="Tarif JKK BPU">
    <variable name="Tarif JKK BPU" typeRef="bpu.tFaktor"/>
    <informationRequirement><requiredInput href="#bulan_iuran"/></informationRequirement>
    <authorityRequirement><requiredAuthority href="#pp44_2015"/></authorityRequirement>
    <decisionTable hitPolicy="UNIQUE">
      <input><inputExpression typeRef="bpu.tBulan"><text>Bulan iuran</text></inputExpression></input>
      <output typeRef="bpu.tFaktor"/>
      <annotation name="Dasar hukum"/>
      <annotation name="Status"/>
      <rule id="tarif_jkk_bpu_01"><inputEntry><text>&gt;= date("2015-07-01")</text></inputEntry><outputEntry><text>0.01</text></outputEntry><annotationEntry><text>PP 44/2015 Lampiran II</text></annotationEntry><annotationEntry><text>C</text></annotationEntry></rule>
    </decisionTable>
  </decision>

  <decision id="iuran_jkk_bpu" name="Iuran JKK BPU">
    <variable name="Iuran JKK BPU" typeRef="bpu.tRupiah"/>
    <informationRequirement><requiredDecision href="urn:payung:hukum:umum:bpu#dasar_upah_bpu"/></informationRequirement>
    <informationRequirement><requiredDecision href="urn:payung:hukum:umum:bpu#faktor_keringanan_bpu"/></informationRequirement>
    <informationRequirement><requiredDecision href="#tarif_jkk_bpu"/></informationRequirement>
    <authorityRequirement><requiredAuthority href="#pp44_2015"/></authorityRequirement>
    <authorityRequirement><requiredAuthority href="#pp50_2025"/></authorityRequirement>
    <literalExpression><text>round half up(bpu.Dasar upah BPU * Tarif JKK BPU * bpu.Faktor keringanan BPU, 0)</text></literalExpression>
  </decision>
</definitions>
)";

/// Every boxed expression, knowledge model and service once.
inline constexpr std::string_view all_kinds_dmn =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="semua" name="Semua &amp; &quot;lain&quot;" namespace="urn:payung:uji:semua">
  <description>Satu dari setiap jenis.</description>
  <itemDefinition name="tAnak" isCollection="true"><description>anak yang berhak</description><itemComponent name="Nama"><typeRef>string</typeRef></itemComponent><itemComponent name="Umur"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemComponent></itemDefinition>
  <itemDefinition name="tFungsi"><functionItem outputTypeRef="number"><parameters name="x" typeRef="number"/></functionItem></itemDefinition>
  <inputData id="anak" name="Anak"><description>semua anak</description><variable name="Anak" typeRef="tAnak"/></inputData>
  <knowledgeSource id="uu" name="UU 40/2004"><description>induk</description></knowledgeSource>

  <businessKnowledgeModel id="dua_kali" name="Dua kali">
    <description>dua kali x</description>
    <variable name="Dua kali" typeRef="tFungsi"/>
    <encapsulatedLogic typeRef="number">
      <formalParameter name="x" typeRef="number"/>
      <literalExpression typeRef="number"><text>x * 2</text></literalExpression>
    </encapsulatedLogic>
    <authorityRequirement><requiredAuthority href="#uu"/></authorityRequirement>
  </businessKnowledgeModel>

  <decision id="gabungan" name="Gabungan">
    <variable name="Gabungan"/>
    <informationRequirement><requiredInput href="#anak"/></informationRequirement>
    <knowledgeRequirement><requiredKnowledge href="#dua_kali"/></knowledgeRequirement>
    <context>
      <contextEntry>
        <variable name="hasil panggilan" typeRef="number"/>
        <invocation>
          <literalExpression><text>Dua kali</text></literalExpression>
          <binding>
            <parameter name="x" typeRef="number"/>
            <literalExpression><text>21</text></literalExpression>
          </binding>
        </invocation>
      </contextEntry>
      <contextEntry>
        <variable name="daftar"/>
        <list>
          <literalExpression><text>1</text></literalExpression>
          <literalExpression><text>2</text></literalExpression>
        </list>
      </contextEntry>
      <contextEntry>
        <variable name="tabel"/>
        <relation>
          <column name="a" typeRef="number"/>
          <column name="b"/>
          <row>
            <literalExpression><text>1</text></literalExpression>
            <literalExpression><text>"satu"</text></literalExpression>
          </row>
          <row>
            <literalExpression><text>2</text></literalExpression>
            <literalExpression><text>"dua"</text></literalExpression>
          </row>
        </relation>
      </contextEntry>
      <contextEntry>
        <variable name="tambah"/>
        <functionDefinition>
          <formalParameter name="y" typeRef="number"/>
          <literalExpression><text>y + 1</text></literalExpression>
        </functionDefinition>
      </contextEntry>
      <contextEntry>
        <variable name="bila"/>
        <conditional>
          <if>
            <literalExpression><text>hasil panggilan &gt; 1</text></literalExpression>
          </if>
          <then>
            <literalExpression><text>"ya"</text></literalExpression>
          </then>
          <else>
            <literalExpression><text>"tidak"</text></literalExpression>
          </else>
        </conditional>
      </contextEntry>
      <contextEntry>
        <variable name="saring"/>
        <filter>
          <in>
            <literalExpression><text>Anak</text></literalExpression>
          </in>
          <match>
            <literalExpression><text>Umur &lt; 23</text></literalExpression>
          </match>
        </filter>
      </contextEntry>
      <contextEntry>
        <variable name="ulang"/>
        <for iteratorVariable="i">
          <in typeRef="tAnak">
            <literalExpression><text>saring</text></literalExpression>
          </in>
          <return>
            <literalExpression><text>i.Umur</text></literalExpression>
          </return>
        </for>
      </contextEntry>
      <contextEntry>
        <variable name="ada"/>
        <some iteratorVariable="i">
          <in>
            <literalExpression><text>daftar</text></literalExpression>
          </in>
          <satisfies>
            <literalExpression><text>i &gt; 1</text></literalExpression>
          </satisfies>
        </some>
      </contextEntry>
      <contextEntry>
        <variable name="semua"/>
        <every iteratorVariable="i">
          <in>
            <literalExpression><text>daftar</text></literalExpression>
          </in>
          <satisfies>
            <literalExpression><text>i &gt; 1</text></literalExpression>
          </satisfies>
        </every>
      </contextEntry>
      <contextEntry>
        <decisionTable hitPolicy="COLLECT" aggregation="SUM" outputLabel="jumlah">
          <input label="berapa"><inputExpression><text>hasil panggilan</text></inputExpression><inputValues><text>[0..100]</text></inputValues></input>
          <output label="nilai" name="nilai" typeRef="number"><outputValues><text>1, 2</text></outputValues><defaultOutputEntry><text>2</text></defaultOutputEntry></output>
          <rule><inputEntry><text>&gt; 5</text></inputEntry><outputEntry><text>1</text></outputEntry></rule>
          <rule><inputEntry><text>&gt; 6</text></inputEntry><outputEntry><text>2</text></outputEntry></rule>
        </decisionTable>
      </contextEntry>
    </context>
  </decision>

  <decisionService id="layanan" name="Layanan">
    <variable name="Layanan"/>
    <outputDecision href="#gabungan"/>
    <inputData href="#anak"/>
  </decisionService>
</definitions>
)";

/// A copy of `text` with the first `from` turned into `to`, for tests of what is wrong.
inline std::string changed(std::string_view text, std::string_view from, std::string_view to) {
    std::string out(text);
    const std::size_t at = out.find(from);
    return at == std::string::npos ? std::string("did not find: ") + std::string(from)
                                   : out.replace(at, from.size(), to);
}

}  // namespace payung::rules::model
