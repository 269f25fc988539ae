/// `payung law explain` and `payung law replay`: why a result is what it is.

#include <CLI/CLI.hpp>
#include <array>
#include <memory>

#include "app/law.h"
#include "app/law_question.h"
#include "app/law_topics.h"
#include "base/json_writer.h"
#include "rules/explain/record_json.h"
#include "rules/explain/why_not.h"
#include "rules/reform/population.h"

namespace payung::app {

std::span<const LawTopic> law_topics() {
    static constexpr std::array<std::string_view, 8> contribution{"Iuran JKK",
                                                                  "Iuran JKM",
                                                                  "Iuran JHT pemberi kerja",
                                                                  "Iuran JHT pekerja",
                                                                  "Iuran JP pemberi kerja",
                                                                  "Iuran JP pekerja",
                                                                  "Iuran JKP pemerintah",
                                                                  "Iuran ditagih"};
    static constexpr std::array<std::string_view, 8> benefit{"Santunan kematian JKK",
                                                             "Manfaat JKK cacat total",
                                                             "Santunan STMB",
                                                             "Manfaat JKM",
                                                             "JHT sekaligus diterima",
                                                             "Manfaat pensiun bulanan",
                                                             "Uang tunai JKP seluruhnya",
                                                             "Santunan cacat sebagian"};
    static constexpr std::array topics{LawTopic{{"iuran", "contribution"}, contribution},
                                       LawTopic{{"manfaat", "benefit"}, benefit}};
    return topics;
}

namespace {

struct ExplainRequest {
    Path law;
    std::string what, month, wanted;
    std::vector<std::string> given;
    bool why_not = false;
};

/// The decisions of a topic, or the one that is named.
Result<std::vector<const rules::Node*>> decisions_of(const Rulebook& rulebook,
                                                     const std::string& what,
                                                     const Console& console) {
    std::vector<const rules::Node*> decisions;
    for (const LawTopic& topic : law_topics()) {
        if (what != topic.word.id && what != topic.word.en) continue;
        for (const std::string_view name : topic.decisions)
            if (const rules::Node* const node = rulebook.decision(name)) decisions.push_back(node);
        return decisions;
    }
    TRY_ASSIGN(const rules::Node* named, decision_named(rulebook, what, console));
    decisions.push_back(named);
    return decisions;
}

bool is_answered(const rules::Record& record) {
    return !record.cause && record.absent.empty();
}

void tell_record(const Rulebook& rulebook, const rules::Record& record, bool why_not,
                 const Console& console) {
    const rules::EnglishNames names = english_names_of(rulebook);
    for (const std::string& line : rules::sentences(record, console.language, names))
        console.tell(line);
    if (!why_not) return;
    for (const std::string& line : rules::why_not_sentences(record, console.language, names))
        console.tell(line);
}

/// Of a topic, decisions that lack facts are only named: nobody has facts for all of them.
void tell_lacking(const rules::Record& record, const Console& console) {
    std::string lacking;
    for (const rules::AbsentInput& absent : record.absent)
        lacking += (lacking.empty() ? "" : ", ") + std::string(absent.name);
    console.note(record.root.decision->name + ": " +
                 std::string(console.say("tidak dihitung, kurang ", "not computed, lacks ")) +
                 lacking);
}

Result<int> tell_ways(const Rulebook& rulebook, const rules::Node& decision,
                      const ExplainRequest& request, const rules::Inputs& facts,
                      const Console& console) {
    if (decision.logic == nullptr || decision.logic->table == nullptr)
        return wrong_value(
            "--wanted", request.wanted,
            std::string(console.say("keputusan ini bukan tabel", "this decision is no table")));
    const auto wanted = rules::fact_from_text(request.wanted, decision.type.get());
    if (!wanted)
        return wrong_value("--wanted", request.wanted,
                           std::string(console.say("nilainya tidak terbaca menurut jenisnya",
                                                   "the value cannot be read as its type")));
    rules::Asked asked(rulebook.program(), facts);
    const rules::Table& table = *decision.logic->table;
    const auto ways = rules::ways_to(asked, decision, table, *wanted);
    for (const std::string& line : rules::way_sentences(
             decision, table, *wanted, ways, console.language, {}, english_names_of(rulebook)))
        console.tell(line);
    return law_in_order;
}

int tell_json(const std::vector<rules::Record>& records, bool topic, const Console& console) {
    std::string out;
    JsonWriter json(out);
    if (topic) json.begin_array();
    bool all = true;
    for (const rules::Record& record : records) {
        rules::put_record(json, record);
        all = all && is_answered(record);
    }
    if (topic) json.end_array();
    json.finish();
    console.tell_lines(out);
    return all && !records.empty() ? law_in_order : law_not_in_order;
}

Result<int> explain(const ExplainRequest& request, const Console& console) {
    const auto rulebook =
        load_or_tell(law_folder_or_own(request.law), console, Rulebook::Findings::skip);
    if (!rulebook) return law_not_in_order;
    TRY_ASSIGN(const auto decisions, decisions_of(*rulebook, request.what, console));
    std::vector<rules::NodeId> ids;
    for (const rules::Node* node : decisions) ids.push_back(rulebook->program().id_of(*node));
    TRY_ASSIGN(const rules::Inputs facts,
               facts_given(request.given, request.month, ids, rulebook->program(), console));
    const bool topic = decisions.size() > 1;
    if (!request.wanted.empty() && !topic)
        return tell_ways(*rulebook, *decisions.front(), request, facts, console);
    const rules::Units units = units_of(*rulebook);
    std::vector<rules::Record> records;
    for (const rules::Node* node : decisions) {
        rules::Record record = explain_law(*rulebook, *node, facts, request.why_not, units);
        if (topic && !record.absent.empty() && !console.json)
            tell_lacking(record, console);
        else if (!topic || record.absent.empty())
            records.push_back(std::move(record));
    }
    if (console.json) return tell_json(records, topic, console);
    bool all = !records.empty();
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (i > 0) console.tell("");
        tell_record(*rulebook, records[i], request.why_not, console);
        all = all && is_answered(records[i]);
    }
    return all ? law_in_order : law_not_in_order;
}

struct ReplayRequest {
    Path law, record;
};

void replay_json(const rules::Question& question, const rules::Record& again, bool same_version,
                 const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("same_result");
    json.boolean(rules::result_text(again.root.result) == question.result);
    json.key("same_version").boolean(same_version);
    json.key("was").text(question.result).key("record");
    rules::put_record(json, again);
    json.end_object().finish();
    console.tell_lines(out);
}

Result<int> replay(const ReplayRequest& request, const Console& console) {
    TRY_ASSIGN(const std::string text, read_file(request.record));
    const auto question = rules::question_of(text);
    if (!question) {
        tell_faults(question.diagnostics(), console);
        return law_not_in_order;
    }
    const auto rulebook =
        load_or_tell(law_folder_or_own(request.law), console, Rulebook::Findings::skip);
    if (!rulebook) return law_not_in_order;
    TRY_ASSIGN(const rules::Node* node, decision_named(*rulebook, question->decision, console));
    const rules::Record again =
        explain_law(*rulebook, *node, question->inputs, false, units_of(*rulebook));
    const bool same_version = again.rulebook.version == question->version;
    const std::string now = rules::result_text(again.root.result);
    if (console.json) {
        replay_json(*question, again, same_version, console);
        return now == question->result ? law_in_order : law_not_in_order;
    }
    if (!same_version)
        console.note(std::string(console.say("versi hukumnya lain: catatan ",
                                             "the version of the law differs: record ")) +
                     question->version + ", " + again.rulebook.version);
    console.tell(question->decision + ": " + question->result + " → " + now + " (" +
                 std::string(now == question->result ? console.say("sama", "the same")
                                                     : console.say("berbeda", "different")) +
                 ")");
    tell_record(*rulebook, again, false, console);
    return now == question->result ? law_in_order : law_not_in_order;
}

}  // namespace

LawAnswer build_law_explain(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ExplainRequest>();
    const auto say = [&console](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    add_law_folder(sub, console, request->law);
    sub.add_option("what", request->what,
                   say("contribution (iuran), benefit (manfaat), atau nama keputusan",
                       "contribution, benefit, or the name of a decision"))
        ->required();
    sub.add_option("--given", request->given,
                   say("fakta, misalnya Penghasilan=1250000; boleh berulang",
                       "a fact, for example Penghasilan=1250000; may be repeated"));
    sub.add_option("--month", request->month,
                   say("bulan iuran TTTT-BB", "contribution month YYYY-MM"));
    sub.add_flag("--why-not", request->why_not,
                 say("mengapa baris lain tidak berlaku", "why other rows do not apply"));
    sub.add_option("--wanted", request->wanted,
                   say("apa yang harus berbeda agar tabel memberi nilai ini",
                       "what would have to differ for the table to give this value"));
    return [request](const Console& c) { return explain(*request, c); };
}

LawAnswer build_law_replay(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ReplayRequest>();
    add_law_folder(sub, console, request->law);
    sub.add_option("record", request->record,
                   std::string(console.say("JSON dari payung law explain --json",
                                           "JSON of payung law explain --json")))
        ->required();
    return [request](const Console& c) { return replay(*request, c); };
}

}  // namespace payung::app
