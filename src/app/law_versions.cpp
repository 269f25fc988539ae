/// `payung law at` and `payung law release`: the two clocks of the law.

#include <CLI/CLI.hpp>
#include <memory>

#include "app/law.h"
#include "base/json_writer.h"
#include "legislation/law_example.h"
#include "legislation/release.h"

namespace payung::app {
namespace {

struct AtRequest {
    Path law;
    std::string known, month, decision;
    std::vector<std::string> facts;  // "Penghasilan=1250000"
};

Error wrong_fact(const std::string& text, std::string apa, std::string what) {
    return Error{
        Code::law_malformed,
        {{"file", text}, {"line", "1"}, {"apa", std::move(apa)}, {"what", std::move(what)}}};
}

/// Names and values as worked cases write them, checked against the inputs of the decision.
Result<Facts> facts_from(const AtRequest& request, const Rulebook& rulebook,
                         const rules::Node& decision) {
    std::vector<std::string> given = request.facts;
    if (!request.month.empty()) given.push_back("Bulan iuran=" + request.month);
    Facts facts;
    for (const std::string& text : given) {
        const std::size_t sign = text.find('=');
        const std::string name = text.substr(0, sign);
        const rules::Node* input = nullptr;
        for (const rules::Node* node : rulebook.inputs_of(decision))
            if (node->name == name) input = node;
        if (sign == std::string::npos || input == nullptr) {
            if (name == "Bulan iuran") continue;  // --month, of a decision without months
            return wrong_fact(text, "keputusan ini tidak mempunyai masukan '" + name + "'",
                              "this decision has no input '" + name + "'");
        }
        TRY_ASSIGN(const YamlNode node, parse_yaml("v: " + text.substr(sign + 1), text));
        TRY_ASSIGN(const YamlNode* value, node.get("v"));
        TRY_ASSIGN(rules::Value read, value_from(*value, input->type.get()));
        facts.insert_or_assign(name, std::move(read));
    }
    return facts;
}

void tell_applied(const Rulebook& rulebook, const Answer& answer, const Console& console) {
    for (const RowsApplied& applied : answer.applied) {
        const rules::Node& node = rulebook.program().nodes[applied.node];
        for (const int row : applied.rows) {
            const RowSource source = source_of(node, row);
            console.tell("  " + node.name + std::string(console.say(", baris ", ", row ")) +
                         std::to_string(row) + ": " + source.cite + " [" + source.status + "]");
        }
    }
}

void tell_json(const Rulebook& rulebook, const rules::Node& decision, const Answer& answer,
               const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("decision").text(decision.name);
    json.key("version").text(rulebook.version().text());
    if (answer.value.is_null()) {
        json.key("result").null().key("reason").text(rules::name_of(answer.value.reason()));
    } else {
        json.key("result").text(rules::display_text(answer.value));
    }
    json.key("rows").begin_array();
    for (const RowsApplied& applied : answer.applied) {
        const rules::Node& node = rulebook.program().nodes[applied.node];
        for (const int row : applied.rows) {
            const RowSource source = source_of(node, row);
            json.begin_object().key("decision").text(node.name).key("row").whole(row);
            json.key("cite").text(source.cite).key("status").text(std::string(1, source.status));
            json.end_object();
        }
    }
    json.end_array().end_object().finish();
    console.tell_lines(out);
}

Result<int> at(const AtRequest& request, const Console& console) {
    Path folder = law_folder_or_own(request.law);
    if (!request.known.empty()) {
        TRY_ASSIGN(folder, folder_known_on(folder, *parse_day(request.known)));
    }
    const auto rulebook = load_or_tell(folder, console);
    if (!rulebook) return law_not_in_order;
    const rules::Node* decision = rulebook->decision(request.decision);
    if (decision == nullptr) {
        return wrong_fact(request.decision, "keputusan ini tidak ada dalam versi itu",
                          "there is no such decision in that version");
    }
    TRY_ASSIGN(const Facts facts, facts_from(request, *rulebook, *decision));
    const Answer answer = rulebook->decide(*decision, facts);
    const int status = answer.value.is_null() ? law_not_in_order : law_in_order;
    if (console.json) {
        tell_json(*rulebook, *decision, answer, console);
        return status;
    }
    console.tell(std::string(console.say("Hukum ", "Law ")) + rulebook->version().text());
    if (answer.value.is_null()) {
        const LawException exception = rulebook->exception_of(*decision, facts, answer, "");
        console.tell(decision->name + ": " + std::string(rules::name_of(exception.reason)) + " (" +
                     exception.origin + "). " + advice_for(exception, console.language));
    } else {
        console.tell(decision->name + " = " + rules::display_text(answer.value));
    }
    tell_applied(*rulebook, answer, console);
    return status;
}

struct ReleaseRequest {
    Path law;
    std::string approver;
};

Result<int> release_folder(const ReleaseRequest& request, const Console& console) {
    const auto rulebook = load_or_tell(request.law, console);
    if (!rulebook) return law_not_in_order;
    TRY_ASSIGN(const Release done, release(*rulebook, request.approver));
    console.tell(std::string(console.say("Terbit: ", "Released: ")) + done.hash);
    console.tell("  " + std::to_string(done.files) +
                 std::string(console.say(" berkas disimpan di ", " files kept in ")) + done.kept +
                 "; " + std::to_string(done.cases) +
                 std::string(console.say(" kasus sesuai", " cases as expected")));
    return law_in_order;
}

std::string day_or_complaint(const std::string& text) {
    return parse_day(text) ? std::string() : "TTTT-BB-HH: " + text;
}
std::string month_or_complaint(const std::string& text) {
    return parse_month(text) ? std::string() : "TTTT-BB: " + text;
}

}  // namespace

LawAnswer build_law_at(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AtRequest>();
    const auto say = [&console](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    add_law_folder(sub, console, request->law);
    sub.add_option("--known", request->known,
                   say("sebagaimana dikenal pada tanggal TTTT-BB-HH (bawaan: kini)",
                       "as known on the day YYYY-MM-DD (default: now)"))
        ->check(day_or_complaint);
    sub.add_option("--month", request->month,
                   say("bulan iuran TTTT-BB", "contribution month YYYY-MM"))
        ->check(month_or_complaint);
    sub.add_option("--given", request->facts,
                   say("masukan, misalnya Penghasilan=1250000; boleh berulang",
                       "an input, for example Penghasilan=1250000; may be repeated"));
    sub.add_option("decision", request->decision,
                   say("nama keputusan, misalnya \"Iuran JKK BPU\"",
                       "name of a decision, for example \"Iuran JKK BPU\""))
        ->required();
    return [request](const Console& c) { return at(*request, c); };
}

LawAnswer build_law_release(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ReleaseRequest>();
    sub.add_option("--law", request->law,
                   std::string(console.say("folder hukum yang diterbitkan",
                                           "the folder of law to release")))
        ->required();
    sub.add_option("--approved-by", request->approver,
                   std::string(console.say("siapa yang menyetujui, bukan penyusunnya",
                                           "who approves, another than the author")))
        ->required();
    return [request](const Console& c) { return release_folder(*request, c); };
}

}  // namespace payung::app
