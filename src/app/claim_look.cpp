/// `payung claim show`, `list`, `due`, `why`: what is known, what is due, and by which law.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>

#include "app/claim_commands.h"
#include "fund/rate_text.h"
#include "office/claim_payments.h"
#include "office/claim_steps.h"
#include "office/valuation.h"
#include "storage/participant_store.h"

namespace payung::app {
namespace {

/// All of one claim, read at one moment.
struct ClaimView {
    ClaimRecord claim;
    std::string kpj;
    std::vector<ClaimRelative> family;
    std::vector<ClaimDocument> documents;
    std::vector<ClaimEvent> events;
    std::vector<Beneficiary> beneficiaries;
    std::vector<ObligationRecord> obligations;
    std::vector<Due> dues;
    std::vector<Payment> payments;
    std::optional<AssessmentRecord> assessment;

    const Beneficiary* beneficiary(std::int64_t row) const {
        for (const Beneficiary& one : beneficiaries)
            if (one.beneficiary == row) return &one;
        return nullptr;
    }
};

Result<ClaimView> view_of(Transaction& transaction, std::string_view number) {
    ClaimView view;
    TRY_ASSIGN(view.claim, known_claim(transaction, number));
    const std::int64_t row = view.claim.claim;
    TRY_ASSIGN(const Membership membership, membership_of(transaction, view.claim.membership));
    view.kpj = membership.kpj;
    TRY_ASSIGN(view.family, claim_relatives(transaction, row));
    TRY_ASSIGN(view.documents, claim_documents(transaction, row));
    TRY_ASSIGN(view.events, claim_events(transaction, row));
    TRY_ASSIGN(view.beneficiaries, beneficiaries_of(transaction, row));
    TRY_ASSIGN(view.obligations, obligations_of(transaction, row));
    TRY_ASSIGN(view.dues, dues_of(transaction, row));
    TRY_ASSIGN(view.payments, payments_of_claim(transaction, row));
    if (view.claim.version != 0) {
        TRY_ASSIGN(view.assessment, assessment_of(transaction, row, view.claim.version));
    }
    return view;
}

std::string payee_text(const ClaimView& view, std::int64_t row, const Console& console) {
    const Beneficiary* const who = view.beneficiary(row);
    if (who == nullptr) return "-";
    std::string text(words_of(who->role, console));
    if (who->relative != 0) text += fmt::format(" {}", who->relative);
    if (!who->name.empty()) text += fmt::format(" ({})", who->name);
    return text;
}

Phrase phrase_of_due(DueState state) {
    switch (state) {
        case DueState::open:
            return {"terbuka", "open"};
        case DueState::ordered:
            return {"di bank", "with the bank"};
        case DueState::paid:
            return {"dibayar", "paid"};
        case DueState::cancelled:
            return {"dibatalkan", "cancelled"};
    }
    return {};
}

void tell_dues(const ClaimView& view, const Console& console, bool all) {
    TextTable table({std::string(console.say("JATUH TEMPO", "DUE")),
                     std::string(console.say("UNTUK", "FOR")),
                     std::string(console.say("PENERIMA", "PAYEE")),
                     std::string(console.say("JUMLAH", "AMOUNT")),
                     std::string(console.say("KEADAAN", "STATE"))});
    for (const Due& due : view.dues) {
        if (!all && due.state == DueState::cancelled) continue;
        std::string state(phrase_of_due(due.state).in(console.language));
        if (due.state == DueState::open && due.needs_proof && due.proof.empty())
            state += console.say(", menunggu bukti sekolah", ", waits for the school's paper");
        table.add({to_text(due.due_on), due.what, payee_text(view, due.beneficiary, console),
                   amount_text(due.amount, console), state});
    }
    if (!table.empty()) table.tell(console, {3});
}

/// Of a step, or of what was noted down in between.
std::string_view words_of_action(std::string_view action, const Console& console) {
    for (const ClaimStep& step : claim_steps())
        if (name_of(step.action) == action) return phrase_of(step.action).in(console.language);
    constexpr std::array notes{std::pair{"report", Phrase{"laporan", "report"}},
                               std::pair{"document", Phrase{"dokumen", "paper"}},
                               std::pair{"family", Phrase{"keluarga", "family"}},
                               std::pair{"facts", Phrase{"fakta", "facts"}},
                               std::pair{"account", Phrase{"rekening", "account"}}};
    for (const auto& [name, words] : notes)
        if (action == name) return words.in(console.language);
    return action;
}

std::string_view words_of_stage(const ClaimEvent& event, const Console& console) {
    if (event.from == event.to) return {};
    const auto stage = parse_claim_state(event.to);
    return stage ? phrase_of(*stage).in(console.language) : std::string_view(event.to);
}

void tell_history(const ClaimView& view, const Console& console) {
    console.tell("");
    for (const ClaimEvent& event : view.events) {
        std::string line =
            fmt::format("{}  {:<14} {:<20} {}", to_text(event.at).substr(0, 16), event.actor,
                        words_of_action(event.action, console), words_of_stage(event, console));
        line.erase(line.find_last_not_of(' ') + 1);
        if (!event.reason.empty()) line += "  " + event.reason;
        if (!event.article.empty()) line += "  [" + event.article + "]";
        console.tell(line);
    }
}

void tell_next(const ClaimView& view, const Assessment& law, const Console& console) {
    const BothLanguages missing = missing_of(law, true);
    if (!missing.id.empty()) {
        console.tell(fmt::format("{}: {}", console.say("Kurang", "Missing"),
                                 console.say(missing.id, missing.en)));
    }
    const BothLanguages refused = refusals_of(law);
    if (!refused.id.empty()) {
        console.tell(fmt::format("{}: {}", console.say("Hukum menolak", "The law refuses"),
                                 console.say(refused.id, refused.en)));
    }
    std::string next;
    for (const ClaimStep& step : claim_steps()) {
        if (step.from != view.claim.state || step.who == MayDo::bank) continue;
        next += fmt::format("{}{}", next.empty() ? "" : ", ",
                            phrase_of(step.action).in(console.language));
    }
    if (!next.empty())
        console.tell(fmt::format("{}: {}", console.say("Langkah berikut", "Next steps"), next));
}

void tell_view(const ClaimView& view, const Assessment& law, const Console& console) {
    const ClaimRecord& claim = view.claim;
    console.tell(fmt::format("{}  {}  KPJ {}  {} {}", claim.number, name_of(claim.kind), view.kpj,
                             console.say("peristiwa", "event"), to_text(claim.event)));
    std::string stage(phrase_of(claim.state).in(console.language));
    if (claim.complete)
        stage +=
            fmt::format(", {} {}", console.say("lengkap", "complete"), to_text(*claim.complete));
    if (claim.pay_until)
        stage += fmt::format(", {} {}", console.say("dibayar paling lambat", "to be paid by"),
                             to_text(*claim.pay_until));
    console.tell(stage);
    if (view.assessment) {
        console.tell(fmt::format(
            "{} {}: {}; {} {}; {} {}", console.say("Penilaian", "Assessment"),
            view.assessment->version, view.assessment->maker, console.say("sekaligus", "at once"),
            amount_text(view.assessment->total, console), console.say("berjadwal", "scheduled"),
            amount_text(view.assessment->scheduled, console)));
    }
    tell_next(view, law, console);
    tell_dues(view, console, false);
    tell_history(view, console);
}

void write_claim(JsonWriter& json, const ClaimRecord& claim) {
    json.key("claim").text(claim.number).key("kind").text(name_of(claim.kind));
    json.key("event").text(to_text(claim.event)).key("claimed").text(to_text(claim.claimed));
    json.key("stage").text(name_of(claim.state)).key("version").whole(claim.version);
    json.key("approved").whole(claim.approved);
    if (claim.complete) json.key("complete").text(to_text(*claim.complete));
    if (claim.pay_until) json.key("pay_until").text(to_text(*claim.pay_until));
}

void write_dues(JsonWriter& json, const ClaimView& view) {
    json.key("dues").begin_array();
    for (const Due& due : view.dues) {
        const Beneficiary* const who = view.beneficiary(due.beneficiary);
        json.begin_object().key("on").text(to_text(due.due_on)).key("what").text(due.what);
        json.key("payee").text(who == nullptr ? "" : name_of(who->role));
        json.key("relative").whole(who == nullptr ? 0 : who->relative);
        json.key("amount").money(due.amount).key("state").text(name_of(due.state));
        json.key("waits_for_proof").boolean(due.needs_proof && due.proof.empty()).end_object();
    }
    json.end_array();
}

void tell_view_json(const ClaimView& view, const Assessment& law, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object();
    write_claim(json, view.claim);
    json.key("kpj").text(view.kpj).key("missing").begin_array();
    for (const MissingForClaim& what : law.missing) json.text(what.name);
    json.end_array();
    write_dues(json, view);
    json.key("history").begin_array();
    for (const ClaimEvent& event : view.events) {
        json.begin_object().key("at").text(to_text(event.at)).key("actor").text(event.actor);
        json.key("action").text(event.action).key("to").text(event.to);
        json.key("reason").text(event.reason).key("article").text(event.article).end_object();
    }
    json.end_array().end_object();
    json.finish();
    console.tell_lines(out);
}

Result<int> show(const ClaimOptions& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const auto snapshot, desk.desk.database->read());
        TRY_ASSIGN(const ClaimView view, view_of(*snapshot, request.claim));
        TRY_ASSIGN(const Assessment law, look_at_claim(desk, request.claim));
        if (console.json) {
            tell_view_json(view, law, console);
        } else {
            tell_view(view, law, console);
        }
        return in_order;
    });
}

struct ListRequest {
    DeskOptions desk;
    std::string state;
    std::int64_t limit = 50;
};

Result<int> list(const ListRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        std::optional<ClaimState> state;
        if (!request.state.empty()) {
            state = parse_claim_state(request.state);
            if (!state)
                return Error{
                    Code::invalid_option,
                    {{"option", "--state"},
                     {"value", request.state},
                     {"reason", "reported, complete, assessed, approved, ordered, paid …"}}};
        }
        TRY_ASSIGN(const auto snapshot, desk.desk.database->read());
        TRY_ASSIGN(const auto claims, list_claims(*snapshot, state, request.limit));
        if (console.json) {
            std::string out;
            JsonWriter json(out);
            json.begin_array();
            for (const ClaimRecord& claim : claims) {
                json.begin_object();
                write_claim(json, claim);
                json.end_object();
            }
            json.end_array().finish();
            console.tell_lines(out);
            return in_order;
        }
        TextTable table({std::string(console.say("KLAIM", "CLAIM")), "PROGRAM",
                         std::string(console.say("PERISTIWA", "EVENT")),
                         std::string(console.say("BAYAR SEBELUM", "PAY BY")),
                         std::string(console.say("TAHAP", "STAGE"))});
        for (const ClaimRecord& claim : claims) {
            table.add({claim.number, std::string(name_of(claim.kind)), to_text(claim.event),
                       claim.pay_until ? to_text(*claim.pay_until) : "-",
                       std::string(phrase_of(claim.state).in(console.language))});
        }
        table.tell(console, {});
        return in_order;
    });
}

Result<int> due(const ClaimOptions& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const auto snapshot, desk.desk.database->read());
        TRY_ASSIGN(const ClaimView view, view_of(*snapshot, request.claim));
        if (!console.json) {
            tell_dues(view, console, true);
            return in_order;
        }
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("claim").text(view.claim.number);
        write_dues(json, view);
        json.end_object().finish();
        console.tell_lines(out);
        return in_order;
    });
}

// --- Why: every part with the rows that gave it and their articles.

Phrase phrase_of_nature(Component::Nature nature) {
    switch (nature) {
        case Component::Nature::due:
            return {"sekaligus", "at once"};
        case Component::Nature::withheld:
            return {"dipotong", "withheld"};
        case Component::Nature::scheduled:
            return {"berjadwal", "scheduled"};
        case Component::Nature::periodic:
            return {"tiap bulan", "monthly"};
        case Component::Nature::kept:
            return {"tinggal dalam dana", "stays in the fund"};
    }
    return {};
}

void tell_component(const Component& part, const Console& console) {
    std::string who(words_of(part.payee, console));
    if (part.relative != 0) who += fmt::format(" {}", part.relative);
    console.tell(fmt::format("{}: {}  ({}, {})", part.name, amount_text(part.amount, console),
                             phrase_of_nature(part.nature).in(console.language), who));
    console.tell(fmt::format("    {} \"{}\", {} {}", console.say("keputusan", "decision"),
                             part.decision, console.say("baris", "rows"),
                             fmt::join(part.rows, ", ")));
    console.tell(fmt::format(
        "    {} {}{}", console.say("dasar:", "basis:"), part.cite,
        part.confirmed ? "" : console.say(" (belum dikonfirmasi)", " (not confirmed)")));
}

/// "5,75" or "5.75": a rate as a percentage, without trailing zeros.
std::string percent_of(Rate rate, const Console& console) {
    const char point = console.language == Language::id ? ',' : '.';
    const std::int64_t parts = rate.parts_per_million();
    std::string text = fmt::format("{}{}{:04}", parts / 10'000, point, parts % 10'000);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == point) text.pop_back();
    return text;
}

void tell_why(const AssessmentRecord& kept, const ReceiptReplay& replayed, const Console& console) {
    console.tell(fmt::format("{} {}, {} {}", console.say("Penilaian", "Assessment"), kept.version,
                             console.say("hukum", "law"), kept.rulebook));
    if (!kept.refusal.empty())
        console.tell(fmt::format("{}: {}", console.say("Ditolak", "Refused"), kept.refusal));
    for (const Component& part : kept.components) tell_component(part, console);
    console.tell(fmt::format("{}: {}", console.say("Jumlah sekaligus", "Total at once"),
                             amount_text(kept.total - kept.withheld, console)));
    if (kept.scheduled != Money{})
        console.tell(fmt::format("{}: {}", console.say("Jumlah berjadwal", "Total scheduled"),
                                 amount_text(kept.scheduled, console)));
    console.tell(fmt::format(
        "{} {} {}", replayed.asked,
        console.say("pertanyaan ditanyakan lagi:", "questions asked again:"),
        replayed.same() ? console.say("jawabannya sama.", "the answers are the same.")
                        : console.say("jawabannya kini lain:", "the answers are others now:")));
    for (const auto& difference : replayed.differences)
        console.tell(
            fmt::format("    {}: {} -> {}", difference.decision, difference.was, difference.now));
}

/// One assumption as it was on that day, with its source and how sure it is.
void tell_assumption(const Rulebook& law, std::string_view name, Day day, const Console& console) {
    for (const Parameter& parameter : law.parameters()) {
        const ParameterValue* const then = parameter.name == name ? parameter.at(day) : nullptr;
        if (then == nullptr) continue;
        const auto rate = parse_rate(then->value);
        console.tell(fmt::format(
            "    {} \"{}\" {} %: {}{}", console.say("asumsi", "assumption"),
            console.say(parameter.name, parameter.name_en),
            rate ? percent_of(*rate, console) : then->value, then->cite,
            then->status == "C" ? "" : console.say(" (belum dikonfirmasi)", " (not confirmed)")));
    }
}

/// Under which assumptions the books carry what is promised: no law, and said so.
void tell_assumptions(const Rulebook& law, const ObligationRecord& obligation,
                      const Console& console) {
    console.tell(fmt::format("{} {}: {} {}, {} {} %", console.say("Kewajiban", "Obligation"),
                             obligation.code, console.say("nilai buku", "carried at"),
                             amount_text(obligation.carried, console),
                             console.say("diskonto setahun", "discounted a year by"),
                             percent_of(obligation.discount, console)));
    tell_assumption(law, discount_assumption, obligation.interest_to, console);
    if (obligation.kind != ObligationKind::scholarship) return;
    for (const std::string_view name : school_assumptions)
        tell_assumption(law, name, obligation.interest_to, console);
}

/// What the law says of a claim that nobody has assessed yet.
void tell_law_json(const Assessment& law, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("assessed").boolean(false).key("components").begin_array();
    for (const Component& part : law.components) {
        json.begin_object().key("name").text(part.name).key("amount").money(part.amount);
        json.key("decision").text(part.decision).key("basis").text(part.cite);
        json.key("confirmed").boolean(part.confirmed).end_object();
    }
    json.end_array().key("refused").text(refusals_of(law).id).end_object().finish();
    console.tell_lines(out);
}

struct WhyRequest : ClaimOptions {
    std::int64_t version = 0;
};

Result<int> why(const WhyRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const auto snapshot, desk.desk.database->read());
        TRY_ASSIGN(const ClaimRecord claim, known_claim(*snapshot, request.claim));
        if (request.version > claim.version || claim.version == 0) {
            TRY_ASSIGN(const Assessment law, look_at_claim(desk, request.claim));
            if (console.json) {
                tell_law_json(law, console);
                return not_in_order;
            }
            console.tell(console.say("Belum dinilai. Kini hukum mengatakan:",
                                     "Not assessed yet. Now the law says:"));
            for (const Component& part : law.components) tell_component(part, console);
            const BothLanguages refused = refusals_of(law);
            if (!refused.id.empty()) console.tell(console.say(refused.id, refused.en));
            return not_in_order;
        }
        const std::int64_t version = request.version == 0 ? claim.version : request.version;
        TRY_ASSIGN(const AssessmentRecord kept, assessment_of(*snapshot, claim.claim, version));
        if (console.json) {
            console.tell(kept.receipt);
            return in_order;
        }
        TRY_ASSIGN(const ReceiptReplay replayed, replay(desk.desk.law, kept.receipt));
        tell_why(kept, replayed, console);
        TRY_ASSIGN(const auto obligations, obligations_of(*snapshot, claim.claim));
        for (const ObligationRecord& one : obligations)
            tell_assumptions(desk.desk.law, one, console);
        return replayed.same() ? in_order : not_in_order;
    });
}

}  // namespace

TopicAnswer build_claim_show(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ClaimOptions>();
    add_claim_options(sub, console, *request);
    return [request](const Console& c) { return show(*request, c); };
}

TopicAnswer build_claim_list(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ListRequest>();
    add_desk_options(sub, console, request->desk);
    add_text(sub, console, "--state", request->state,
             {"tahap: reported, complete, assessed, approved, ordered, paid …",
              "stage: reported, complete, assessed, approved, ordered, paid …"});
    sub.add_option("--limit", request->limit, std::string(console.say("paling banyak", "at most")))
        ->capture_default_str();
    return [request](const Console& c) { return list(*request, c); };
}

TopicAnswer build_claim_due(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ClaimOptions>();
    add_claim_options(sub, console, *request);
    return [request](const Console& c) { return due(*request, c); };
}

TopicAnswer build_claim_why(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<WhyRequest>();
    add_claim_options(sub, console, *request);
    sub.add_option("--assessment", request->version,
                   std::string(console.say("nomor penilaian (bawaan: yang terakhir)",
                                           "number of the assessment (default: the last)")));
    return [request](const Console& c) { return why(*request, c); };
}

}  // namespace payung::app
