/// `payung claim assess`, `approve`, `reject`, `appeal`, `expire`, `reassess`: what is decided.

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "app/claim_commands.h"
#include "office/claim_steps.h"

namespace payung::app {
namespace {

struct DecideRequest : ClaimOptions {
    std::int64_t version = 0;  // 0: the last
    Ground ground;
};

/// The last assessment, where none is named: what the checker has just looked at.
Result<std::int64_t> version_of(const ClaimDesk& desk, const DecideRequest& request) {
    if (request.version != 0) return request.version;
    TRY_ASSIGN(const auto snapshot, desk.desk.database->read());
    TRY_ASSIGN(const ClaimRecord claim, known_claim(*snapshot, request.claim));
    return claim.version;
}

Result<int> assess(const ClaimOptions& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) {
        return tell_done(assess_claim(desk, request.claim), console);
    });
}

Result<int> approve(const DecideRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const std::int64_t version, version_of(desk, request));
        return tell_done(approve_claim(desk, request.claim, version), console);
    });
}

Result<int> reject(const DecideRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        TRY_ASSIGN(const std::int64_t version, version_of(desk, request));
        return tell_done(reject_claim(desk, request.claim, version, request.ground), console);
    });
}

struct AppealRequest : ClaimOptions {
    std::string grounds, file, filed;
    bool uphold = false, dismiss = false;
    Ground ground;
};

Result<int> appeal(const AppealRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        if (request.uphold || request.dismiss) {
            return tell_done(decide_appeal(desk, request.claim, request.uphold, request.ground),
                             console);
        }
        FileAppeal filing;
        filing.grounds = request.grounds;
        TRY_ASSIGN(filing.filed, day_of_option("--filed", request.filed, desk.today()));
        if (!request.file.empty()) {
            TRY_ASSIGN(const std::string bytes, read_file(request.file));
            filing.sha256 = digest_text(bytes);
        }
        return tell_done(appeal_claim(desk, request.claim, filing), console);
    });
}

Result<int> expire(const ClaimOptions& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) {
        return tell_done(expire_claim(desk, request.claim), console);
    });
}

struct ReassessRequest {
    DeskOptions desk;
    std::string claim, kpj, reason;
    std::int64_t limit = 1000;
    bool open_only = false;
};

std::string changes_text(const Reassessment& found, const Console& console) {
    std::string text;
    for (const ComponentChange& change : found.changes) {
        text += fmt::format("{}{} {} -> {}", text.empty() ? "" : "; ", change.code,
                            amount_text(change.was, console), amount_text(change.now, console));
    }
    return text;
}

void tell_touched_json(const std::vector<TouchedClaim>& touched, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const TouchedClaim& claim : touched) {
        json.begin_object().key("claim").text(claim.number).key("stage").text(name_of(claim.state));
        json.key("to_pay").money(claim.found.to_pay).key("overpaid").money(claim.found.overpaid);
        json.key("changes").begin_array();
        for (const ComponentChange& change : claim.found.changes) {
            json.begin_object().key("code").text(change.code).key("was").money(change.was);
            json.key("now").money(change.now).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Result<int> tell_touched(const ClaimDesk& desk, const ReassessRequest& request,
                         const Console& console) {
    TRY_ASSIGN(const auto touched, touched_claims(desk, request.kpj, request.limit));
    if (console.json) {
        tell_touched_json(touched, console);
        return touched.empty() ? in_order : not_in_order;
    }
    TextTable table({std::string(console.say("KLAIM", "CLAIM")),
                     std::string(console.say("TAHAP", "STAGE")),
                     std::string(console.say("TAMBAHAN", "TO PAY")),
                     std::string(console.say("KELEBIHAN", "OVERPAID")),
                     std::string(console.say("PERUBAHAN", "CHANGES"))});
    for (const TouchedClaim& claim : touched) {
        table.add({claim.number, std::string(phrase_of(claim.state).in(console.language)),
                   amount_text(claim.found.to_pay, console),
                   amount_text(claim.found.overpaid, console), changes_text(claim.found, console)});
    }
    if (table.empty()) {
        console.tell(
            console.say("Tidak ada keputusan yang akan berbeda.", "No decision would be another."));
        return in_order;
    }
    table.tell(console, {2, 3});
    return not_in_order;
}

Result<int> reassess(const ReassessRequest& request, const Console& console) {
    return at_claim_desk(request.desk, false, [&](const ClaimDesk& desk) -> Result<int> {
        if (request.claim.empty()) return tell_touched(desk, request, console);
        if (request.open_only)
            return tell_done(reopen_claim(desk, request.claim, request.reason), console);
        return tell_done(reassess_claim(desk, request.claim, request.reason), console);
    });
}

void add_ground(CLI::App& sub, const Console& console, Ground& ground, Phrase about) {
    add_text(sub, console, "--reason", ground.reason, about);
    add_text(sub, console, "--article", ground.article, {"pasal", "article of law"});
}

void add_version(CLI::App& sub, const Console& console, std::int64_t& into) {
    sub.add_option("--assessment", into,
                   std::string(console.say("nomor penilaian (bawaan: yang terakhir)",
                                           "number of the assessment (default: the last)")));
}

}  // namespace

TopicAnswer build_claim_assess(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ClaimOptions>();
    add_claim_options(sub, console, *request);
    return [request](const Console& c) { return assess(*request, c); };
}

TopicAnswer build_claim_approve(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<DecideRequest>();
    add_claim_options(sub, console, *request);
    add_version(sub, console, request->version);
    return [request](const Console& c) { return approve(*request, c); };
}

TopicAnswer build_claim_reject(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<DecideRequest>();
    add_claim_options(sub, console, *request);
    add_version(sub, console, request->version);
    add_ground(sub, console, request->ground,
               {"alasan (bawaan: penolakan hukum)", "reason (default: the refusal of the law)"});
    return [request](const Console& c) { return reject(*request, c); };
}

TopicAnswer build_claim_appeal(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AppealRequest>();
    add_claim_options(sub, console, *request);
    add_text(sub, console, "--grounds", request->grounds, {"dasar keberatan", "grounds"});
    add_text(sub, console, "--file", request->file, {"surat keberatan", "letter of appeal"});
    add_text(sub, console, "--filed", request->filed,
             {"hari diajukan (bawaan: hari kerja ini)", "day of filing (default: today)"});
    auto* const uphold =
        sub.add_flag("--uphold", request->uphold,
                     std::string(console.say("keberatan diterima: klaim dibuka kembali",
                                             "upheld: the claim is opened again")));
    sub.add_flag("--dismiss", request->dismiss,
                 std::string(console.say("keberatan ditolak", "dismissed")))
        ->excludes(uphold);
    add_ground(sub, console, request->ground, {"alasan keputusan", "reason of the decision"});
    return [request](const Console& c) { return appeal(*request, c); };
}

TopicAnswer build_claim_expire(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ClaimOptions>();
    add_claim_options(sub, console, *request);
    return [request](const Console& c) { return expire(*request, c); };
}

TopicAnswer build_claim_reassess(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<ReassessRequest>();
    add_desk_options(sub, console, request->desk);
    sub.add_option(
        "claim", request->claim,
        std::string(console.say("nomor klaim; tanpa ini: keputusan mana yang akan berbeda",
                                "number of the claim; without: which decisions would be another")));
    add_text(sub, console, "--kpj", request->kpj,
             {"hanya klaim orang ini", "only claims of this person"});
    add_text(sub, console, "--reason", request->reason,
             {"mengapa dibuka kembali", "why it is opened again"});
    sub.add_flag("--open", request->open_only,
                 std::string(console.say("buka saja, tanpa menilai", "open only, do not assess")));
    sub.add_option("--limit", request->limit,
                   std::string(console.say("berapa klaim terakhir", "how many of the last claims")))
        ->capture_default_str()
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000}));
    return [request](const Console& c) { return reassess(*request, c); };
}

}  // namespace payung::app
