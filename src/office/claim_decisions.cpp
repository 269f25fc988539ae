#include <fmt/format.h>

#include <algorithm>

#include "claims/errors.h"
#include "office/claim_grants.h"
#include "storage/participant_store.h"

namespace payung {
namespace {

/// A claim with what the law says of it, and how often it was opened again: the same words of the
/// law said in another round are another assessment.
struct Looked {
    ClaimFile file;
    Assessment assessment;
    std::int64_t rounds = 0;
};

Result<Looked> look_at(Transaction& transaction, const ClaimDesk& desk, std::string_view number) {
    Looked looked;
    TRY_ASSIGN(looked.file, gather(transaction, desk, number));
    looked.assessment = desk.law.assess(looked.file.facts);
    TRY_ASSIGN(const auto events, claim_events(transaction, looked.file.record.claim));
    looked.rounds = std::ranges::count(events, name_of(ClaimAction::reopen), &ClaimEvent::action);
    return looked;
}

Result<Looked> look_at(const ClaimDesk& desk, std::string_view number) {
    return look<Looked>(desk.desk, [&](Transaction& t) { return look_at(t, desk, number); });
}

/// A refusal of the law is an answer too, whatever else is not known.
Result<void> check_decided(const Looked& looked) {
    const bool refused = !refusals_of(looked.assessment).id.empty();
    if (refused || looked.assessment.decided()) return {};
    const BothLanguages missing = missing_of(looked.assessment, false);
    return Error{
        claim_error::claim_undecided,
        {{"claim", looked.file.record.number}, {"kurang", missing.id}, {"missing", missing.en}}};
}

Error changed(const ClaimRecord& claim) {
    return {claim_error::claim_facts_changed, {{"claim", claim.number}}};
}

/// The law was asked before the command, for its key. Its answer holds here too where the facts are
/// still the same: the same facts give the same bytes.
Result<std::string> assess(Work& work, const ClaimDesk& desk, std::string_view number,
                           const Looked& before) {
    TRY_ASSIGN(ClaimFile file, gather(work.transaction(), desk, number));
    if (file.facts != before.file.facts) return changed(file.record);
    TRY(keep_assessment(work, file.record, before.assessment));
    TRY(take_step(work, file.record, ClaimAction::assess, {refusals_of(before.assessment).id, ""}));
    TRY(reserve(work, file, before.assessment, desk.today()));
    return claim_answer(file.record);
}

/// The claim, its last assessment as kept, and what the law says now: the same, or it must be
/// assessed again.
struct ToDecide {
    Looked looked;
    AssessmentRecord kept;
};
Result<ToDecide> to_decide(Work& work, const ClaimDesk& desk, std::string_view number,
                           std::int64_t version) {
    ToDecide that;
    TRY_ASSIGN(that.looked, look_at(work.transaction(), desk, number));
    const ClaimRecord& claim = that.looked.file.record;
    if (claim.version == 0)
        return Error{claim_error::claim_not_assessed, {{"claim", claim.number}}};
    if (version != claim.version) {
        return Error{
            claim_error::claim_assessment_old,
            {{"version", std::to_string(version)}, {"last", std::to_string(claim.version)}}};
    }
    TRY_ASSIGN(that.kept, assessment_of(work.transaction(), claim.claim, version));
    return that;
}

Result<void> check_payable(const ToDecide& that) {
    const Assessment& assessment = that.looked.assessment;
    const ClaimRecord& claim = that.looked.file.record;
    if (assessment.receipt != that.kept.receipt) return changed(claim);
    // A decision that was taken may be lowered to nothing; a first one needs something to grant.
    if (assessment.payable() || (claim.approved != 0 && assessment.decided())) return {};
    BothLanguages why = refusals_of(assessment);
    if (why.id.empty()) why = missing_of(assessment, true);
    if (why.id.empty()) why = {"tidak ada yang dibayarkan", "nothing is due"};
    return Error{claim_error::claim_not_payable,
                 {{"claim", claim.number}, {"mengapa", why.id}, {"why", why.en}}};
}

Result<void> settle_if_paid(Work& work, ClaimRecord& claim) {
    TRY_ASSIGN(const auto dues, dues_of(work.transaction(), claim.claim));
    const bool open = std::ranges::any_of(dues, [](const Due& due) {
        return due.state == DueState::open || due.state == DueState::ordered;
    });
    if (open || dues.empty()) return {};
    return take_step(work, claim, ClaimAction::settle, {});
}

Result<std::string> approve(Work& work, const ClaimDesk& desk, std::string_view number,
                            std::int64_t version) {
    TRY_ASSIGN(ToDecide that, to_decide(work, desk, number, version));
    ClaimRecord& claim = that.looked.file.record;
    const std::array involved{that.kept.maker};
    TRY(check_step(work.desk(), claim, ClaimAction::approve, involved));
    TRY(check_payable(that));
    TRY(apply_grant(work, desk, that.looked.file, that.looked.assessment,
                    fmt::format("{}:{}", claim.number, version)));
    TRY(decide_assessment(work.transaction(), claim.claim, version, true, work.desk().actor,
                          work.now()));
    claim.approved = version;
    TRY(take_step(work, claim, ClaimAction::approve, {}, involved));
    TRY(settle_if_paid(work, claim));
    return claim_answer(claim);
}

/// The refusal of the law, where the checker gives no other ground.
Result<Ground> ground_of(const ToDecide& that, const Ground& given) {
    if (!given.reason.empty() && !given.article.empty()) return given;
    Ground ground;
    for (const ClaimRefusal& refusal : that.looked.assessment.refusals) {
        if (!refusal.whole) continue;
        const std::string_view between = ground.reason.empty() ? "" : "; ";
        ground.reason += fmt::format("{}{}", between, describe(refusal, Language::id));
        ground.article += fmt::format("{}{}", between, refusal.cite);
    }
    if (ground.reason.empty() || ground.article.empty())
        return Error{claim_error::claim_needs_reason};
    return ground;
}

Result<std::string> reject(Work& work, const ClaimDesk& desk, std::string_view number,
                           std::int64_t version, const Ground& given) {
    TRY_ASSIGN(ToDecide that, to_decide(work, desk, number, version));
    ClaimRecord& claim = that.looked.file.record;
    TRY_ASSIGN(const Ground ground, ground_of(that, given));
    const std::array involved{that.kept.maker};
    TRY(check_step(work.desk(), claim, ClaimAction::reject, involved));
    TRY(decide_assessment(work.transaction(), claim.claim, version, false, work.desk().actor,
                          work.now()));
    const std::string event = fmt::format("{}:{}:rejected", claim.number, version);
    if (claim.approved != 0) {
        TRY(apply_grant(work, desk, that.looked.file, Assessment{}, event));
    } else {
        TRY(change_standing(work, that.looked.file.ref(), claim.claim, "penolakan", event,
                            desk.today(), {}));
    }
    TRY(take_step(work, claim, ClaimAction::reject, ground, involved));
    return claim_answer(claim);
}

/// Nobody who had a part in the last decision.
Result<std::vector<std::string>> deciders_of(Transaction& transaction, const ClaimRecord& claim) {
    std::vector<std::string> involved;
    if (claim.version == 0) return involved;
    TRY_ASSIGN(const AssessmentRecord last, assessment_of(transaction, claim.claim, claim.version));
    involved.push_back(last.maker);
    if (last.checker) involved.push_back(*last.checker);
    return involved;
}

Result<void> check_reason(std::string_view reason) {
    if (reason.empty()) return Error{claim_error::claim_needs_reason};
    return {};
}

Result<Reassessment> compare(Transaction& transaction, const ClaimDesk& desk,
                             const ClaimRecord& claim) {
    TRY_ASSIGN(const AssessmentRecord decided,
               assessment_of(transaction, claim.claim, claim.approved));
    TRY_ASSIGN(const ClaimFile file, gather(transaction, desk, claim));
    return reassess(desk.law, decided.receipt, file.facts);
}

}  // namespace

Result<Done> assess_claim(const ClaimDesk& desk, std::string_view claim) {
    TRY_ASSIGN(const Looked looked, look_at(desk, claim));
    TRY(check_decided(looked));
    const std::string digest = digest_text(looked.assessment.receipt);
    return carry_out(
        desk.desk, {"claim.assess", fmt::format("{}:{}:{}", claim, looked.rounds, digest), digest},
        [&](Work& work) { return assess(work, desk, claim, looked); });
}

Result<Done> approve_claim(const ClaimDesk& desk, std::string_view claim, std::int64_t version) {
    return carry_out(desk.desk, {"claim.approve", fmt::format("{}:{}", claim, version), ""},
                     [&](Work& work) { return approve(work, desk, claim, version); });
}

Result<Done> reject_claim(const ClaimDesk& desk, std::string_view claim, std::int64_t version,
                          const Ground& ground) {
    return carry_out(desk.desk,
                     {"claim.reject", fmt::format("{}:{}", claim, version),
                      fmt::format("{}\n{}", ground.reason, ground.article)},
                     [&](Work& work) { return reject(work, desk, claim, version, ground); });
}

Result<Done> appeal_claim(const ClaimDesk& desk, std::string_view claim, const FileAppeal& appeal) {
    TRY(check_reason(appeal.grounds));
    const std::string event =
        fmt::format("{}:{}:{}", claim, to_text(appeal.filed), digest_text(appeal.grounds));
    return carry_out(desk.desk, {"claim.appeal", event, appeal.grounds + "\n" + appeal.sha256},
                     [&](Work& work) -> Result<std::string> {
                         TRY_ASSIGN(ClaimRecord record, known_claim(work.transaction(), claim));
                         Appeal kept;
                         kept.filed = appeal.filed;
                         kept.grounds = appeal.grounds;
                         kept.sha256 = appeal.sha256;
                         TRY(take_step(work, record, ClaimAction::appeal, {appeal.grounds, ""}));
                         TRY(add_appeal(work.transaction(), record.claim, kept));
                         return claim_answer(record);
                     });
}

Result<Done> decide_appeal(const ClaimDesk& desk, std::string_view claim, bool upheld,
                           const Ground& ground) {
    TRY(check_reason(ground.reason));
    const auto count = look<std::size_t>(desk.desk, [&](Transaction& t) -> Result<std::size_t> {
        TRY_ASSIGN(const ClaimRecord record, known_claim(t, claim));
        TRY_ASSIGN(const auto appeals, appeals_of(t, record.claim));
        return appeals.size();
    });
    TRY_ASSIGN(const std::size_t position, count);
    return carry_out(
        desk.desk,
        {"claim.appeal.decide", fmt::format("{}:{}", claim, position),
         fmt::format("{}\n{}\n{}", upheld, ground.reason, ground.article)},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(ClaimRecord record, known_claim(work.transaction(), claim));
            TRY_ASSIGN(const auto involved, deciders_of(work.transaction(), record));
            TRY(take_step(work, record, upheld ? ClaimAction::reopen : ClaimAction::dismiss, ground,
                          involved));
            Appeal decided;
            decided.upheld = upheld;
            decided.decided_by = work.desk().actor;
            decided.reason = ground.reason;
            decided.article = ground.article;
            TRY(payung::decide_appeal(work.transaction(), record.claim, decided, work.now()));
            return claim_answer(record);
        });
}

Result<Done> reopen_claim(const ClaimDesk& desk, std::string_view claim, std::string_view reason) {
    TRY(check_reason(reason));
    TRY_ASSIGN(const Looked looked, look_at(desk, claim));
    const ClaimRecord& record = looked.file.record;
    const std::string event = fmt::format("{}:{}:{}", claim, record.version, digest_text(reason));
    return carry_out(desk.desk, {"claim.reopen", event, std::string(reason)},
                     [&](Work& work) -> Result<std::string> {
                         TRY_ASSIGN(ClaimRecord open, known_claim(work.transaction(), claim));
                         TRY(take_step(work, open, ClaimAction::reopen, {std::string(reason), ""}));
                         return claim_answer(open);
                     });
}

Result<Done> reassess_claim(const ClaimDesk& desk, std::string_view claim,
                            std::string_view reason) {
    TRY(check_reason(reason));
    TRY_ASSIGN(const Looked looked, look_at(desk, claim));
    const ClaimRecord& record = looked.file.record;
    const auto found = look<Reassessment>(desk.desk, [&](Transaction& t) -> Result<Reassessment> {
        if (record.approved == 0) return Reassessment{};
        return compare(t, desk, record);
    });
    TRY_ASSIGN(const Reassessment changes, found);
    if (record.approved != 0 && changes.same()) return Done{claim_answer(record), true};
    TRY(check_decided(looked));
    const std::string digest = digest_text(looked.assessment.receipt);
    return carry_out(desk.desk,
                     {"claim.reassess", fmt::format("{}:{}:{}", claim, record.approved, digest),
                      std::string(reason)},
                     [&](Work& work) -> Result<std::string> {
                         TRY_ASSIGN(ClaimRecord open, known_claim(work.transaction(), claim));
                         TRY(take_step(work, open, ClaimAction::reopen, {std::string(reason), ""}));
                         return assess(work, desk, claim, looked);
                     });
}

Result<std::vector<TouchedClaim>> touched_claims(const ClaimDesk& desk, std::string_view kpj,
                                                 std::int64_t limit) {
    using List = std::vector<TouchedClaim>;
    return look<List>(desk.desk, [&](Transaction& t) -> Result<List> {
        std::vector<ClaimRecord> claims;
        if (kpj.empty()) {
            TRY_ASSIGN(claims, list_claims(t, std::nullopt, limit));
        } else {
            TRY_ASSIGN(const Membership membership, known_membership(t, kpj));
            TRY_ASSIGN(claims, claims_of_participant(t, membership.participant));
        }
        List touched;
        for (const ClaimRecord& claim : claims) {
            if (claim.approved == 0) continue;
            TRY_ASSIGN(Reassessment found, compare(t, desk, claim));
            if (!found.same()) touched.push_back({claim.number, claim.state, std::move(found)});
        }
        return touched;
    });
}

Result<Done> set_account(const ClaimDesk& desk, std::string_view claim, PayeeRole role,
                         std::int64_t relative, const BankAccount& account) {
    const std::string value = fmt::format("{}\n{}", account.bank, account.number);
    const std::string content =
        fmt::format("{}\n{}\n{}\n{}", name_of(role), relative, account.holder, value);
    if (account.holder.empty() || account.number.empty() || content.find('\r') != std::string::npos)
        return Error{claim_error::beneficiary_account_unreadable};
    TRY_ASSIGN(const Looked looked, look_at(desk, claim));
    if (role == PayeeRole::heirs && looked.assessment.heirs)
        TRY(check_heir(*looked.assessment.heirs, looked.file.facts.family, relative));
    const bool of_family = std::ranges::any_of(
        looked.file.facts.family, [&](const auto& member) { return member.relative == relative; });
    if (relative != 0 && !of_family)
        return Error{claim_error::heir_unknown, {{"heir", std::to_string(relative)}}};
    struct Before {
        std::size_t changes = 0;
        bool same = false;
    };
    const auto before = look<Before>(desk.desk, [&](Transaction& t) -> Result<Before> {
        Before was;
        TRY_ASSIGN(const auto events, claim_events(t, looked.file.record.claim));
        was.changes =
            static_cast<std::size_t>(std::ranges::count(events, "account", &ClaimEvent::action));
        TRY_ASSIGN(const auto known, beneficiaries_of(t, looked.file.record.claim));
        for (const Beneficiary& one : known) {
            if (one.role != role || one.relative != relative) continue;
            TRY_ASSIGN(const auto kept, PersonalStore(t, desk.desk.keys)
                                            .get({PersonalOwner::claim, one.beneficiary,
                                                  PersonalField::bank_account}));
            was.same = one.name == account.holder && kept == value;
        }
        return was;
    });
    TRY_ASSIGN(const Before was, before);
    if (was.same) return Done{claim_answer(looked.file.record), true};
    const std::string event = fmt::format("{}:{}:{}", claim, was.changes, digest_text(content));
    return carry_out(
        desk.desk, {"claim.account", event, content}, [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const ClaimRecord record, known_claim(work.transaction(), claim));
            TRY_ASSIGN(const Beneficiary one, beneficiary_of(work.transaction(), record.claim, role,
                                                             relative, work.now()));
            TRY(name_beneficiary(work.transaction(), one.beneficiary, account.holder));
            TRY(work.personal().put(
                {PersonalOwner::claim, one.beneficiary, PersonalField::bank_account}, value));
            const std::string state(name_of(record.state));
            TRY(add_claim_event(work.transaction(), record.claim,
                                {"account", state, state, "", "", work.desk().actor, work.now()}));
            work.tell("claim.account", "claim:" + record.number, one.name);
            return claim_answer(record);
        });
}

}  // namespace payung
