#include "office/claim_steps.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/json_writer.h"
#include "claims/errors.h"
#include "claims/grant.h"

namespace payung {

Result<ClaimState> check_step(const Desk& desk, const ClaimRecord& claim, ClaimAction action,
                              std::span<const std::string> involved) {
    // Whoever is not among them is a second person; an empty maker is nobody.
    const std::string& actor = desk.actor;
    const bool took_part = std::ranges::find(involved, actor) != involved.end();
    return next_state(claim.state, action, {took_part ? std::string_view(actor) : "", actor});
}

Result<void> take_step(Work& work, ClaimRecord& claim, ClaimAction action, const Ground& ground,
                       std::span<const std::string> involved) {
    TRY_ASSIGN(const ClaimState to, check_step(work.desk(), claim, action, involved));
    const ClaimEvent event{std::string(name_of(action)),
                           std::string(name_of(claim.state)),
                           std::string(name_of(to)),
                           ground.reason,
                           ground.article,
                           work.desk().actor,
                           work.now()};
    TRY(add_claim_event(work.transaction(), claim.claim, event));
    claim.state = to;
    TRY(keep_claim(work.transaction(), claim));
    work.tell(fmt::format("claim.{}", event.action), "claim:" + claim.number,
              fmt::format("{}\n{}\n{}\n{}\n{}", event.from, event.to, claim.version, event.reason,
                          event.article));
    return {};
}

Result<void> change_standing(Work& work, const ClaimRef& claim, std::int64_t row,
                             std::string_view reason, std::string_view event, Day day,
                             const Standing& after) {
    TRY_ASSIGN(const Standing before, claim_standing(work.transaction(), row));
    const auto group = change_of_standing(claim, reason, event, day, before, after);
    if (!group) return {};
    TRY(work.post(std::array{*group}));
    return keep_standing(work.transaction(), row, after);
}

std::string claim_answer(const ClaimRecord& claim) {
    std::string out;
    JsonWriter json(out, JsonStyle::compact);
    json.begin_object().key("claim").text(claim.number).key("stage").text(name_of(claim.state));
    json.key("version").whole(claim.version).end_object();
    json.finish();
    return out;
}

std::string digest_text(std::string_view content) {
    return to_hex(sha256(content));
}

BothLanguages missing_of(const Assessment& assessment, bool papers_too) {
    BothLanguages words;
    const auto add = [&](std::string_view id, std::string_view en) {
        words.id += fmt::format("{}{}", words.id.empty() ? "" : ", ", id);
        words.en += fmt::format("{}{}", words.en.empty() ? "" : ", ", en);
    };
    for (const MissingForClaim& what : assessment.missing) {
        if (what.kind == MissingForClaim::Kind::document && papers_too)
            add("dokumen " + what.name, "paper " + what.name);
        if (what.kind == MissingForClaim::Kind::fact && what.blocks)
            add("fakta " + what.name, "fact " + what.name);
        if (what.kind == MissingForClaim::Kind::law && what.blocks)
            add("hukum belum menjawab " + what.name, "the law leaves open " + what.name);
    }
    return words;
}

BothLanguages refusals_of(const Assessment& assessment) {
    BothLanguages words;
    for (const ClaimRefusal& refusal : assessment.refusals) {
        if (!refusal.whole) continue;
        const std::string_view between = words.id.empty() ? "" : "; ";
        words.id += fmt::format("{}{}", between, describe(refusal, Language::id));
        words.en += fmt::format("{}{}", between, describe(refusal, Language::en));
    }
    return words;
}

Result<void> keep_assessment(Work& work, ClaimRecord& claim, const Assessment& assessment) {
    AssessmentRecord record;
    record.claim = claim.claim;
    record.version = ++claim.version;
    record.receipt = assessment.receipt;
    record.rulebook = assessment.rulebook;
    record.total = assessment.total;
    record.withheld = assessment.total_withheld;
    record.scheduled = assessment.total_scheduled;
    record.payable = assessment.payable();
    record.refusal = refusals_of(assessment).id;
    record.maker = work.desk().actor;
    record.made_at = work.now();
    record.components = assessment.components;
    claim.pay_until = assessment.deadlines.pay_until;
    TRY(add_assessment(work.transaction(), record));
    return keep_claim(work.transaction(), claim);
}

Result<void> reserve(Work& work, const ClaimFile& file, const Assessment& assessment, Day day) {
    if (file.record.approved != 0) return {};
    const Grant grant = grant_of(assessment);
    return change_standing(work, file.ref(), file.record.claim, "penilaian",
                           fmt::format("{}:assessed:{}", file.record.number, file.record.version),
                           day, standing_reserved(file.ref(), grant.due));
}

}  // namespace payung
