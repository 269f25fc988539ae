#include "claims/claim_receipt.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <charconv>

#include "base/json_writer.h"
#include "claims/errors.h"
#include "legislation/law_explanation.h"
#include "rules/explain/record_json.h"
#include "rules/explain/sentences.h"

namespace payung {
namespace {

namespace dom = simdjson::dom;

constexpr std::string_view format = "payung.klaim.1";
constexpr std::array<std::string_view, 5> nature_words{"due", "withheld", "scheduled", "periodic",
                                                       "kept"};
constexpr std::array<std::string_view, 3> missing_words{"document", "fact", "law"};
/// Far more than any receipt has.
constexpr std::size_t bytes_max = std::size_t{64} << 20;

void put_component(JsonWriter& json, const Component& part) {
    json.begin_object().key("code").text(part.code).key("name").text(part.name);
    json.key("nature").text(name_of(part.nature)).key("payee").text(name_of(part.payee));
    if (part.relative != 0) json.key("relative").whole(part.relative);
    json.key("amount").sen(part.amount).key("decision").text(part.decision);
    json.key("question").whole(static_cast<std::int64_t>(part.question));
    json.key("rows").begin_array();
    for (const std::string& row : part.rows) json.text(row);
    json.end_array().key("cite").text(part.cite);
    json.key("confirmed").boolean(part.confirmed).end_object();
}

void put_refusals(JsonWriter& json, const Assessment& out) {
    json.key("refusals").begin_array();
    for (const ClaimRefusal& refusal : out.refusals) {
        json.begin_object().key("reason").text(name_of(refusal.reason));
        json.key("whole").boolean(refusal.whole).key("decision").text(refusal.decision);
        json.key("cite").text(refusal.cite);
        json.key("confirmed").boolean(refusal.confirmed).end_object();
    }
    json.end_array();
}

void put_missing(JsonWriter& json, const Assessment& out) {
    json.key("missing").begin_array();
    for (const MissingForClaim& what : out.missing) {
        json.begin_object();
        json.key("kind").text(missing_words.at(static_cast<std::size_t>(what.kind)));
        json.key("name").text(what.name).key("decision").text(what.decision);
        json.key("blocks").boolean(what.blocks).end_object();
    }
    json.end_array();
}

void put_heirs(JsonWriter& json, const HeirPlan& plan) {
    json.key("heirs").begin_object().key("group").text(plan.group).key("way").text(plan.way);
    if (!plan.basis.empty()) json.key("basis").text(plan.basis);
    json.key("relatives").begin_array();
    for (const Heir& heir : plan.heirs) json.whole(heir.relative);
    json.end_array().key("cite").text(plan.cite);
    json.key("confirmed").boolean(plan.confirmed).end_object();
}

void put_obligations(JsonWriter& json, const Assessment& out) {
    json.key("obligations").begin_array();
    for (const Obligation& obligation : out.obligations) {
        json.begin_object().key("key").text(obligation.key);
        if (obligation.relative != 0) json.key("relative").whole(obligation.relative);
        json.key("for_life").boolean(obligation.for_life).key("instalments").begin_array();
        for (const Instalment& instalment : obligation.instalments) {
            json.begin_object().key("due").text(to_text(instalment.due));
            json.key("what").text(instalment.what);
            json.key("amount").sen(instalment.amount).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array();
}

void put_day(JsonWriter& json, std::string_view key, const std::optional<Day>& day) {
    if (day) json.key(key).text(to_text(*day));
}
void put_truth(JsonWriter& json, std::string_view key, const std::optional<bool>& truth) {
    if (truth) json.key(key).boolean(*truth);
}

void put_deadlines(JsonWriter& json, const ClaimDeadlines& deadlines) {
    json.key("deadlines").begin_object();
    put_day(json, "claim_until", deadlines.claim_until);
    put_day(json, "earliest", deadlines.earliest);
    put_truth(json, "first_report_timely", deadlines.first_report_timely);
    put_truth(json, "second_report_timely", deadlines.second_report_timely);
    if (deadlines.working_days) json.key("working_days").whole(*deadlines.working_days);
    put_day(json, "pay_until", deadlines.pay_until);
    if (deadlines.late_charge) json.key("late_charge").sen(*deadlines.late_charge);
    json.end_object();
}

void put_totals(JsonWriter& json, const Assessment& out) {
    json.key("total").sen(out.total).key("withheld").sen(out.total_withheld);
    json.key("scheduled").sen(out.total_scheduled);
}

Error unreadable(std::string where) {
    return Error{claim_error::receipt_unreadable, {{"where", std::move(where)}}};
}

Result<std::string_view> text_in(dom::object object, const char* key) {
    std::string_view text;
    if (object[key].get(text) != simdjson::SUCCESS) return unreadable(key);
    return text;
}

Result<Money> sen_in(dom::object object, const char* key) {
    TRY_ASSIGN(const std::string_view text, text_in(object, key));
    std::int64_t sen = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), sen);
    if (error != std::errc() || end != text.data() + text.size()) return unreadable(key);
    return Money::from_sen(sen);
}

Result<ClaimReceipt::Part> part_in(dom::object object) {
    ClaimReceipt::Part part;
    TRY_ASSIGN(part.code, text_in(object, "code"));
    TRY_ASSIGN(part.payee, text_in(object, "payee"));
    TRY_ASSIGN(part.amount, sen_in(object, "amount"));
    TRY_ASSIGN(const std::string_view nature, text_in(object, "nature"));
    const auto at = std::find(nature_words.begin(), nature_words.end(), nature);
    if (at == nature_words.end()) return unreadable("nature");
    part.nature = static_cast<Component::Nature>(at - nature_words.begin());
    if (object["relative"].get(part.relative) != simdjson::SUCCESS) part.relative = 0;
    std::int64_t question = 0;
    if (object["question"].get(question) != simdjson::SUCCESS || question < 0)
        return unreadable("question");
    part.question = static_cast<std::size_t>(question);
    return part;
}

Result<void> read_parts(dom::object root, ClaimReceipt& out) {
    dom::array parts;
    if (root["components"].get(parts) != simdjson::SUCCESS) return unreadable("components");
    for (const dom::element element : parts) {
        dom::object object;
        if (element.get(object) != simdjson::SUCCESS) return unreadable("components");
        TRY_ASSIGN(ClaimReceipt::Part part, part_in(object));
        out.parts.push_back(std::move(part));
    }
    return {};
}

Result<void> read_records(dom::object root, ClaimReceipt& out) {
    dom::array decisions;
    if (root["decisions"].get(decisions) != simdjson::SUCCESS) return unreadable("decisions");
    for (const dom::element element : decisions) out.records.push_back(simdjson::minify(element));
    for (const ClaimReceipt::Part& part : out.parts)
        if (part.question >= out.records.size()) return unreadable("question");
    return {};
}

}  // namespace

std::string_view name_of(Component::Nature nature) {
    return nature_words.at(static_cast<std::size_t>(nature));
}

std::string receipt_json(const ClaimQuestions& law) {
    const Assessment& out = law.out();
    std::string text;
    JsonWriter json(text, JsonStyle::compact);
    json.begin_object().key("receipt").text(format).key("programme").text(name_of(out.kind));
    const RulebookVersion& version = law.rulebook().version();
    json.key("rulebook").begin_object().key("version").text(version.hash);
    json.key("known_from").text(to_text(version.known_from)).end_object();
    json.key("facts").begin_object();
    for (const auto& [name, value] : law.facts()) json.key(name).text(rules::to_feel(value));
    json.end_object().key("interim").boolean(out.interim).key("components").begin_array();
    for (const Component& part : out.components) put_component(json, part);
    json.end_array();
    put_totals(json, out);
    put_refusals(json, out);
    put_missing(json, out);
    put_deadlines(json, out.deadlines);
    if (out.heirs) put_heirs(json, *out.heirs);
    put_obligations(json, out);
    if (!out.first_payer.empty()) json.key("first_payer").text(out.first_payer);
    json.end_object().finish();
    // Records are JSON already: they stand before the brace that closes the object.
    text.erase(text.rfind('}'));
    text += ",\"decisions\":[";
    for (std::size_t i = 0; i < law.records().size(); ++i)
        text += (i == 0 ? "" : ",") + law.records()[i];
    return text + "]}";
}

Result<ClaimReceipt> read_claim_receipt(std::string_view json) {
    dom::parser parser(bytes_max);
    dom::object root;
    if (json.size() > bytes_max || parser.parse(json.data(), json.size()).get(root))
        return unreadable("JSON");
    TRY_ASSIGN(const std::string_view receipt, text_in(root, "receipt"));
    if (receipt != format) return unreadable("receipt");
    ClaimReceipt out;
    TRY_ASSIGN(const std::string_view programme, text_in(root, "programme"));
    const auto kind = parse_claim_kind(programme);
    if (!kind) return unreadable("programme");
    out.kind = *kind;
    dom::object rulebook;
    if (root["rulebook"].get(rulebook) != simdjson::SUCCESS) return unreadable("rulebook");
    TRY_ASSIGN(out.version, text_in(rulebook, "version"));
    TRY_ASSIGN(out.total, sen_in(root, "total"));
    TRY(read_parts(root, out));
    TRY(read_records(root, out));
    return out;
}

namespace {

/// One record asked again; empty where its answer is what it was.
Result<std::optional<ReceiptReplay::Difference>> ask_again(const Rulebook& rulebook,
                                                           const std::string& record) {
    auto question = rules::question_of(record);
    if (!question) return unreadable("decisions");
    ReceiptReplay::Difference difference{question->decision, question->result, ""};
    const rules::Node* node = rulebook.decision(question->decision);
    if (node == nullptr) return std::optional(std::move(difference));
    const Facts facts(question->inputs.begin(), question->inputs.end());
    difference.now = rules::result_text(rulebook.decide(*node, facts).value);
    if (difference.now == difference.was) return std::optional<ReceiptReplay::Difference>();
    return std::optional(std::move(difference));
}

/// A component is what its decision gave: a receipt that was tampered with is seen.
Result<void> check_parts(const ClaimReceipt& receipt, ReceiptReplay& out) {
    for (const ClaimReceipt::Part& part : receipt.parts) {
        const auto question = rules::question_of(receipt.records[part.question]);
        if (!question) return unreadable("decisions");
        const auto amount = rules::Decimal::parse(question->result);
        const auto sen = amount ? amount->scaled(2) : std::nullopt;
        if (sen == part.amount.sen()) continue;
        out.differences.push_back({part.code, to_text(part.amount), question->result});
    }
    return {};
}

}  // namespace

Result<ReceiptReplay> replay(const Rulebook& rulebook, std::string_view receipt) {
    TRY_ASSIGN(const ClaimReceipt read, read_claim_receipt(receipt));
    ReceiptReplay out;
    out.same_law = read.version == rulebook.version().hash;
    out.asked = read.records.size();
    for (const std::string& record : read.records) {
        TRY_ASSIGN(auto difference, ask_again(rulebook, record));
        if (difference) out.differences.push_back(std::move(*difference));
    }
    TRY(check_parts(read, out));
    return out;
}

Result<std::vector<std::string>> explain_component(const Rulebook& rulebook,
                                                   std::string_view receipt, std::string_view code,
                                                   Language language) {
    TRY_ASSIGN(const ClaimReceipt read, read_claim_receipt(receipt));
    const auto part = std::find_if(read.parts.begin(), read.parts.end(),
                                   [&](const auto& candidate) { return candidate.code == code; });
    if (part == read.parts.end()) return unreadable(std::string(code));
    const auto question = rules::question_of(read.records[part->question]);
    const rules::Node* node = question ? rulebook.decision(question->decision) : nullptr;
    if (node == nullptr) return unreadable("decisions");
    const Facts facts(question->inputs.begin(), question->inputs.end());
    const rules::Units units = units_of(rulebook);
    const rules::Record record = explain_law(rulebook, *node, facts, false, units);
    return rules::sentences(record, language, english_names_of(rulebook));
}

}  // namespace payung
