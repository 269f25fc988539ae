#include "rules/explain/explanation.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "rules/explain/programs_for_tests.h"
#include "rules/explain/record_json.h"
#include "rules/explain/sentences.h"
#include "rules/explain/why_not.h"

namespace payung::rules {
namespace {

using namespace for_tests;

ExplainOptions with_why_not() {
    ExplainOptions options;
    options.why_not = true;
    options.rulebook = {"sha256:3f2c", "2025-12-22"};
    return options;
}

// Goal: the record of the worked example: rows, conditions, citations, formula, amount before
// rounding, and what else could have applied.
TEST(Explanation, tells_the_driver_of_february_2026) {
    const Program program = small_rulebook();
    const Record record =
        explain(program, id_of(program, "Iuran JKK BPU"), driver(), with_why_not());
    EXPECT_EQ(
        record_json(record),
        R"json({"decision":"Iuran JKK BPU","result":"6000","unit":"rupiah","formula":"round half up(bpu.Dasar upah BPU * parameter.Tarif JKK BPU * bpu.Faktor keringanan BPU, 0)","before_rounding":"6000","rounding":{"function":"round half up","decimals":0},"cites":[{"source":"PP 44/2015","uri":"https://example.id/pp44"},{"source":"PP 50/2025","uri":"https://example.id/pp50"}],"from":[)json"
        R"json({"decision":"Dasar upah BPU","result":"1200000","unit":"rupiah","table":{"policy":"UNIQUE","rule":2,"rule_id":"dasar_upah_bpu_02","of":3},"matched":[{"input":"Penghasilan","value":"1250000","condition":"[1100000..1300000)"}],"why_not":[{"rule":1,"failed":{"input":"Penghasilan","value":"1250000","condition":"[0..1100000)"}},{"rule":3,"failed":{"input":"Penghasilan","value":"1250000","condition":">= 1300000"}}],"cites":[{"source":"PP 44/2015","detail":"PP 44/2015 Lampiran II baris 2","uri":"https://example.id/pp44","status":"M"}]},)json"
        R"json({"decision":"Tarif JKK BPU","result":"0.01","unit":"ratio","table":{"policy":"UNIQUE","rule":1,"rule_id":"tarif_jkk_bpu_2015_07_01","of":1},"matched":[{"input":"Bulan iuran","value":"2026-02-01","condition":">= 2015-07-01"}],"cites":[{"source":"PP 44/2015","detail":"PP 44/2015 Lampiran II","uri":"https://example.id/pp44","status":"C"}]},)json"
        R"json({"decision":"Faktor keringanan BPU","result":"0.5","table":{"policy":"FIRST","rule":2,"rule_id":"faktor_keringanan_bpu_02","of":4},"matched":[{"input":"Bulan iuran","value":"2026-02-01","condition":"[2026-01-01..2027-03-01]"},{"input":"Sektor","value":"transportasi","condition":"\"transportasi\""},{"input":"Tunggakan lunas","value":"true","condition":"true"}],"why_not":[{"rule":1,"failed":{"input":"Dibayar APBN atau APBD","value":"false","condition":"true"}},{"rule":3,"later":true},{"rule":4,"later":true}],"cites":[{"source":"PP 50/2025","detail":"PP 50/2025 Pasal 4","uri":"https://example.id/pp50","status":"C"}],"from":[)json"
        R"json({"decision":"Dibayar APBN atau APBD","result":"false","table":{"policy":"UNIQUE","rule":3,"rule_id":"dibayar_apbn_apbd_04","of":3},"matched":[{"input":"Sumber dana","value":"mandiri","condition":"\"mandiri\", \"pemberi kerja\""}],"why_not":[{"rule":1,"failed":{"input":"Sumber dana","value":"mandiri","condition":"\"APBN\", \"APBD\""}},{"rule":2,"failed":{"input":"Sumber dana","value":"mandiri","condition":"\"DBH\""}}],"cites":[{"source":"PP 50/2025","detail":"PP 50/2025: bukan APBN atau APBD","uri":"https://example.id/pp50","status":"C"}]}]}],)json"
        R"json("rulebook":{"version":"sha256:3f2c","known_from":"2025-12-22"},"namespace":"urn:test:jkk","inputs":{"Bulan iuran":"date(\"2026-02-01\")","Penghasilan":"1250000","Sektor":"\"transportasi\"","Sumber dana":"\"mandiri\"","Tunggakan lunas":"true"},"diagnostics":[]})json");
}

// Goal: the amount before rounding is the exact argument, not the result.
TEST(Explanation, tells_the_amount_before_rounding) {
    const Program program =
        linked({{"umum/bpu.dmn", bpu_xml()},
                {"parameters", figures_xml()},
                {"jkk/iuran_bpu.dmn",
                 jkk_xml("round down(bpu.Dasar upah BPU * parameter.Tarif JKK BPU / 7, -1)")}});
    const Record record = explain(program, id_of(program, "Iuran JKK BPU"), driver());
    ASSERT_TRUE(record.root.rounding);
    EXPECT_EQ(display_text(record.root.result), "1710");
    EXPECT_EQ(display_text(record.root.rounding->before), "1714.285714285714285714285714285714");
    EXPECT_EQ(record.root.rounding->function, "round down");
    EXPECT_EQ(record.root.rounding->decimals, -1);
}

// Goal: a record alone is enough to ask again, with the same answer.
TEST(Explanation, can_be_replayed_from_its_record) {
    const Program program = small_rulebook();
    for (const char* payer : {"mandiri", "APBD", "DBH"}) {
        const Record record =
            explain(program, id_of(program, "Iuran JKK BPU"), driver(payer), with_why_not());
        const std::string json = record_json(record, JsonStyle::pretty);
        const auto question = question_of(json);
        ASSERT_TRUE(question);
        EXPECT_EQ(question->decision, "Iuran JKK BPU");
        EXPECT_EQ(question->version, "sha256:3f2c");
        const Node* const node = program.find(question->namespace_, question->decision);
        ASSERT_NE(node, nullptr);
        const Record again =
            explain(program, program.id_of(*node), question->inputs, with_why_not());
        EXPECT_EQ(record_json(again, JsonStyle::pretty), json);
        EXPECT_EQ(result_text(again.root.result), question->result);
    }
}

// Goal: what is no record is refused with the part that is wrong.
TEST(Explanation, refuses_records_that_are_none) {
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "JSON"},
        {"{", "JSON"},
        {"{\"decision\":\"A\"} x", "JSON"},
        {"[]", "decision"},
        {"{\"decision\":\"A\",\"result\":\"1\"}", "inputs"},
        {"{\"decision\":\"A\",\"inputs\":{}}", "result"},
        {"{\"decision\":\"A\",\"result\":\"1\",\"inputs\":{\"B\":\"[1\"}}", "inputs.B"},
    };
    for (const auto& [text, where] : cases) {
        SCOPED_TRACE(text);
        const auto question = question_of(text);
        ASSERT_FALSE(question);
        const std::string said = describe(question.diagnostics().front(), Language::en);
        EXPECT_NE(said.find("'" + where + "'"), std::string::npos) << said;
    }
}

// Goal: a null says why, where it began, and what to do.
TEST(Explanation, tells_why_there_is_no_result) {
    const Program program = small_rulebook();
    const NodeId jkk = id_of(program, "Iuran JKK BPU");
    Inputs no_income = driver();
    no_income.erase("Penghasilan");
    const Record missing = explain(program, jkk, no_income);
    ASSERT_TRUE(missing.cause);
    EXPECT_EQ(missing.cause->reason, Reason::missing_input);
    EXPECT_TRUE(missing.cause->input);
    EXPECT_EQ(missing.cause->name, "Penghasilan");
    EXPECT_NE(record_json(missing).find(
                  R"("cause":{"reason":"missing_input","input":"Penghasilan","advice":{"id":)"),
              std::string::npos);
    EXPECT_EQ(sentences(missing, Language::id).front(),
              "Iuran JKK BPU untuk Februari 2026 tidak dapat dihitung: data belum ada "
              "(Penghasilan). Lengkapi data itu, lalu hitung lagi.");

    const Record outside = explain(program, jkk, driver("CSR"));
    ASSERT_EQ(outside.absent.size(), 1U);
    EXPECT_EQ(outside.absent[0].name, "Sumber dana");
    EXPECT_EQ(outside.absent[0].reason, Reason::out_of_domain);
    EXPECT_NE(record_json(outside).find(
                  R"("diagnostics":[{"input":"Sumber dana","reason":"out_of_domain"}])"),
              std::string::npos);
    EXPECT_EQ(
        sentences(outside, Language::id).back(),
        "Perhatian, Sumber dana: nilainya di luar yang dikenal hukum, sehingga hasil ini tidak "
        "boleh dipakai. Periksa dan perbaiki nilai itu, lalu hitung lagi.");

    const Program gap = small_rulebook(
        relief_rows(), row("dasar_upah_bpu_01", "[0..1100000)|1000000|PP 44/2015|C", 1));
    const Record none = explain(gap, id_of(gap, "Iuran JKK BPU"), driver());
    ASSERT_TRUE(none.cause);
    EXPECT_EQ(none.cause->reason, Reason::no_rule);
    EXPECT_EQ(none.cause->name, "Dasar upah BPU");
    EXPECT_FALSE(none.cause->input);
}

// Goal: the worked sentences, in both languages, with what is not yet confirmed.
TEST(Sentences, tell_the_worked_example) {
    const Program program = small_rulebook();
    const Record record = explain(program, id_of(program, "Iuran JKK BPU"), driver());
    EXPECT_EQ(
        sentences(record, Language::id),
        (std::vector<std::string>{
            "Iuran JKK BPU untuk Februari 2026 adalah Rp6.000: dasar upah BPU Rp1.200.000 "
            "(penghasilan Rp1.250.000, PP 44/2015 Lampiran II baris 2), tarif JKK BPU 1 % "
            "(mulai Juli 2015, PP 44/2015 Lampiran II), faktor keringanan BPU 0,5 (Januari "
            "2026 – Maret 2027, sektor transportasi, tunggakan lunas ya, PP 50/2025 Pasal 4), "
            "dibulatkan ke rupiah terdekat.",
            "Baris 2 tabel dasar upah BPU belum dikonfirmasi dengan lembaran negara."}));
    const EnglishNames names{{"Iuran JKK BPU", "The JKK contribution"},
                             {"Dasar upah BPU", "Base wage"},
                             {"Penghasilan", "Income"},
                             {"Sektor", "Sector"},
                             {"Tarif JKK BPU", "Rate"}};
    EXPECT_EQ(
        sentences(record, Language::en, names),
        (std::vector<std::string>{
            "The JKK contribution for February 2026 is Rp 6,000: base wage Rp 1,200,000 "
            "(income Rp 1,250,000, PP 44/2015 Annex II row 2), rate 1 % (from July 2015, PP "
            "44/2015 Annex II), faktor keringanan BPU 0.5 (January 2026 – March 2027, sector "
            "transportasi, tunggakan lunas yes, PP 50/2025 Article 4), rounded to the nearest "
            "rupiah.",
            "Row 2 of the table base wage is not yet confirmed against the gazette."}));
}

// Goal: disputed sources are said so, and a statement is told as one.
TEST(Sentences, tell_statements_and_disputes) {
    const Program program = small_rulebook();
    const Record record = explain(program, id_of(program, "Dibayar APBN atau APBD"), driver("DBH"));
    EXPECT_EQ(sentences(record, Language::id),
              (std::vector<std::string>{
                  "Dibayar APBN atau APBD: ya: sumber dana DBH, dibelanjakan lewat APBD; tafsir.",
                  "Baris 2 tabel dibayar APBN atau APBD belum dikonfirmasi: sumbernya "
                  "berbeda-beda."}));
}

std::vector<std::string> ways(const Program& program, const Inputs& inputs, const Value& wanted,
                              Language language) {
    const Node& node = *program.find("Faktor keringanan BPU");
    Asked asked(program, inputs);
    const auto found = ways_to(asked, node, *node.logic->table, wanted);
    return way_sentences(node, *node.logic->table, wanted, found, language);
}

// Goal: what would have to differ for a wanted result: fewest first, and times that are over.
TEST(WhyNot, tells_what_would_have_to_differ) {
    const Program program = small_rulebook();
    const Value half = Value(*Decimal::parse("0.5"));
    EXPECT_EQ(ways(program, driver("APBD"), half, Language::id),
              (std::vector<std::string>{
                  "Baris 1 berlaku lebih dulu: dibayar APBN atau APBD ya (PP 50/2025: iuran dari "
                  "APBN atau APBD dikecualikan).",
                  "Baris 2 baru berlaku bila dibayar APBN atau APBD tidak.",
                  "Baris 3 baru berlaku bila bulan iuran April – Desember 2026 (waktu itu belum "
                  "tiba) dan sektor lainnya dan dibayar APBN atau APBD tidak."}));
    EXPECT_EQ(ways(program, driver("mandiri", "2027-06-01"), half, Language::en),
              (std::vector<std::string>{
                  "Row 2 applies only if bulan iuran is January 2026 – March 2027 (that time is "
                  "over).",
                  "Row 3 applies only if bulan iuran is April – December 2026 (that time is over) "
                  "and sektor is lainnya."}));
    EXPECT_EQ(ways(program, driver(), half, Language::id).front(), "Baris 2 sudah berlaku.");
    EXPECT_EQ(
        ways(program, driver(), Value::integer(0), Language::id),
        (std::vector<std::string>{"Tidak ada baris tabel faktor keringanan BPU yang memberi 0."}));
}

// Goal: why-not as sentences.
TEST(WhyNot, is_told_row_by_row) {
    const Program program = small_rulebook();
    const Record record =
        explain(program, id_of(program, "Faktor keringanan BPU"), driver(), with_why_not());
    const auto told = why_not_sentences(record, Language::id);
    ASSERT_GE(told.size(), 4U);
    EXPECT_EQ(told[0], "Faktor keringanan BPU:");
    EXPECT_EQ(told[1], "  Baris 1 tidak berlaku: dibayar APBN atau APBD tidak, syaratnya ya.");
    EXPECT_EQ(told[2], "  Baris 3 tidak ditanya: baris 2 berlaku lebih dulu.");
}

/// Inputs at random, near the boundaries and sometimes missing.
Inputs random_inputs(std::mt19937& random) {
    const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
    constexpr std::array incomes{0, 1'099'999, 1'100'000, 1'250'000, 1'300'000, 50'000'000};
    constexpr std::array payers{"mandiri", "pemberi kerja", "APBN", "APBD", "DBH", "CSR"};
    constexpr std::array months{"2015-07-01", "2025-12-01", "2026-01-01", "2026-04-01",
                                "2026-12-01", "2027-03-01", "2027-04-01", "2014-01-01"};
    Inputs inputs;
    inputs.emplace("Penghasilan", Value::integer(incomes.at(static_cast<std::size_t>(pick(6)))));
    inputs.emplace("Bulan iuran", Value(*parse_date(months.at(static_cast<std::size_t>(pick(8))))));
    inputs.emplace("Sektor", Value(pick(2) == 0 ? "transportasi" : "lainnya"));
    inputs.emplace("Sumber dana", Value(payers.at(static_cast<std::size_t>(pick(6)))));
    inputs.emplace("Tunggakan lunas", Value(pick(2) == 0));
    if (pick(10) == 0) inputs.erase(std::next(inputs.begin(), pick(5)));
    return inputs;
}

void check_why_not(const Explanation& told, const Program& program, const Inputs& inputs) {
    Asked asked(program, inputs);
    for (const WhyNot& why : told.why_not) {
        if (why.tests == nullptr) continue;
        const Value holds = asked.test_in(*told.decision, *why.tests, why.value);
        EXPECT_FALSE(holds.kind() == Kind::boolean && holds.boolean())
            << told.decision->name << " row " << why.rule;
    }
    if (told.table) {
        EXPECT_EQ(told.why_not.size() + told.table->rules.size(), told.table->table->rows.size());
    }
    for (const Explanation& from : told.from) check_why_not(from, program, inputs);
}

// Goal: for random people the explanation says what decide() says, why-not names conditions that
// are really false, and the record asks again to the same bytes.
TEST(Explanation, agrees_with_the_decision_for_random_people) {
    const Program program = small_rulebook();
    const NodeId jkk = id_of(program, "Iuran JKK BPU");
    const unsigned seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (int i = 0; i < 300; ++i) {
        const Inputs inputs = random_inputs(random);
        const Record record = explain(program, jkk, inputs, with_why_not());
        Decider decider(program, inputs);
        const Value decided = decider.decide(jkk);
        ASSERT_TRUE(same(record.root.result, decided));
        ASSERT_EQ(record.root.result.reason(), decided.reason());
        check_why_not(record.root, program, inputs);
        const std::string json = record_json(record);
        const auto question = question_of(json);
        ASSERT_TRUE(question);
        ASSERT_EQ(record_json(explain(program, jkk, question->inputs, with_why_not())), json);
    }
}

void check_schema(const nlohmann::json& told, bool root) {
    static const std::set<std::string> known{
        "decision", "result",          "reason",   "unit",     "told_before",
        "formula",  "before_rounding", "rounding", "table",    "matched",
        "used",     "why_not",         "cites",    "from",     "cause",
        "rulebook", "namespace",       "inputs",   "supplied", "diagnostics"};
    for (const auto& [key, value] : told.items()) EXPECT_TRUE(known.contains(key)) << key;
    EXPECT_TRUE(told.at("decision").is_string());
    EXPECT_TRUE(told.at("result").is_string() || told.at("reason").is_string());
    for (const char* key : {"inputs", "rulebook", "diagnostics", "namespace"})
        EXPECT_EQ(told.contains(key), root) << key;
    if (told.contains("told_before")) return;
    EXPECT_TRUE(told.at("cites").is_array());
    EXPECT_NE(told.contains("table"), told.contains("formula"));
    if (told.contains("from"))
        for (const auto& from : told.at("from")) check_schema(from, false);
}

// Goal: every record has the shape that readers rely on.
TEST(Explanation, has_the_shape_of_its_schema) {
    const Program program = small_rulebook();
    std::mt19937 random(1);
    for (int i = 0; i < 50; ++i) {
        const Record record = explain(program, id_of(program, "Iuran JKK BPU"),
                                      random_inputs(random), with_why_not());
        check_schema(nlohmann::json::parse(record_json(record)), true);
    }
}

}  // namespace
}  // namespace payung::rules
