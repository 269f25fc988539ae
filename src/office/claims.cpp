#include "office/claims.h"

#include <fmt/format.h>

#include <algorithm>

#include "claims/errors.h"
#include "claims/fact_words.h"
#include "membership/errors.h"
#include "office/claim_steps.h"
#include "storage/participant_store.h"
#include "storage/relative_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

/// A claim of which papers and facts may still be taken in.
Result<void> check_open(const ClaimRecord& claim) {
    switch (claim.state) {
        case ClaimState::reported:
        case ClaimState::documents_wanted:
        case ClaimState::complete:
        case ClaimState::assessed:
            return {};
        default:
            return Error{claim_error::claim_closed,
                         {{"claim", claim.number},
                          {"tahap", std::string(phrase_of(claim.state).id)},
                          {"stage", std::string(phrase_of(claim.state).en)}}};
    }
}

/// All papers are there: the day on which the last of them came, or the claim itself.
Result<Day> completed_on(Transaction& transaction, const ClaimRecord& claim) {
    Day day = claim.claimed;
    TRY_ASSIGN(const auto documents, claim_documents(transaction, claim.claim));
    for (const ClaimDocument& document : documents) day = std::max(day, document.received);
    return day;
}

/// Papers are asked for or complete, as the law now sees the case.
Result<void> look_again(Work& work, const ClaimDesk& desk, ClaimRecord& claim) {
    TRY_ASSIGN(const ClaimFile file, gather(work.transaction(), desk, claim));
    const Assessment assessment = desk.law.assess(file.facts);
    const BothLanguages missing = missing_of(assessment, true);
    if (missing.id.empty()) {
        TRY_ASSIGN(claim.complete, completed_on(work.transaction(), claim));
        if (claim.state == ClaimState::reported || claim.state == ClaimState::documents_wanted)
            return take_step(work, claim, ClaimAction::complete, {});
    } else {
        claim.complete.reset();
        if (claim.state == ClaimState::reported || claim.state == ClaimState::complete)
            return take_step(work, claim, ClaimAction::want_documents, {missing.id, ""});
    }
    return keep_claim(work.transaction(), claim);
}

std::string line_of(const ClaimWords& words) {
    std::string line;
    for (const auto& [name, value] : words) line += fmt::format("{}={}\n", name, value);
    return line;
}

/// Facts as they are kept: those of health apart. Each must be readable.
struct SortedFacts {
    ClaimWords plain, health;
};
Result<SortedFacts> sorted(const ClaimRecord& claim, const ClaimWords& facts) {
    SortedFacts into;
    ClaimFacts trial = blank_facts(claim.kind, claim.event);
    for (const auto& [name, value] : facts) {
        TRY_ASSIGN(const FactWord* const word, find_fact_word(claim.kind, name));
        const bool unreadable = value.find('\n') != std::string::npos;
        if (!value.empty()) TRY(set_fact(*word, unreadable ? "\n" : value, trial));
        (word->health ? into.health : into.plain)[name] = value;
    }
    return into;
}

Result<void> keep_facts(Work& work, const ClaimRecord& claim, const ClaimWords& facts) {
    TRY_ASSIGN(const SortedFacts parts, sorted(claim, facts));
    TRY(add_claim_facts(work.transaction(), claim.claim, parts.plain, work.desk().actor,
                        work.now()));
    if (parts.health.empty()) return {};
    TRY_ASSIGN(ClaimWords health, health_facts(work.personal(), claim.claim));
    for (const auto& [name, value] : parts.health) health[name] = value;
    return keep_health_facts(work.personal(), claim.claim, health);
}

Result<void> check_member_since(Transaction& transaction, const Membership& membership, Day event) {
    TRY_ASSIGN(const auto spells, spells_of(transaction, membership.number));
    const Month month = month_of(event);
    std::optional<Month> first;
    for (const Spell& spell : spells)
        if (!first || spell.from < *first) first = spell.from;
    if (first && *first <= month) return {};
    return Error{claim_error::claim_before_membership,
                 {{"day", to_text(event)},
                  {"kpj", membership.kpj},
                  {"first", first ? to_text(*first) : "-"}}};
}

Result<void> reserve_estimate(Work& work, const ClaimRecord& claim, const std::string& kpj,
                              Day day) {
    if (claim.estimate == Money{}) return {};
    const ClaimRef ref{claim.kind, claim.number, kpj};
    const std::array parts{BenefitPart{std::string(estimate_code), claim.estimate}};
    return change_standing(work, ref, claim.claim, "laporan", claim.number + ":reported", day,
                           standing_reserved(ref, parts));
}

/// The family as the registry knows it, numbered from 1; papers of the claim may correct each.
Result<void> bring_family(Work& work, const ClaimRecord& claim, ParticipantNumber participant) {
    TRY_ASSIGN(const auto known, relatives_of(work.transaction(), participant));
    std::int64_t number = 0;
    for (const Relative& one : known) {
        ClaimRelative relative;
        relative.name = one.name;
        relative.member.relative = ++number;
        relative.member.kinship = parse_kinship(one.relation).value_or(Kinship::other);
        relative.member.birth = one.birth;
        relative.member.married = one.married;
        // As what he works is not known there; that he works counts until papers say otherwise.
        if (one.works) relative.member.work = ChildWork::wage_earner;
        if (!one.school.empty()) relative.member.school = {one.school, 1};
        TRY(add_claim_relative(work.transaction(), claim.claim, relative, work.desk().actor,
                               work.now()));
    }
    return {};
}

Result<ClaimRecord> take_in(Work& work, const ClaimDesk& desk, const ReportClaim& request) {
    TRY_ASSIGN(const Membership membership, known_membership(work.transaction(), request.kpj));
    TRY(check_member_since(work.transaction(), membership, request.event));
    ClaimRecord claim;
    claim.kind = request.kind;
    claim.membership = membership.number;
    claim.event = request.event;
    claim.claimed = request.claimed.value_or(desk.today());
    claim.estimate = request.estimate;
    claim.reported_by = work.desk().actor;
    TRY_ASSIGN(claim, add_claim(work.transaction(), claim, work.now()));
    TRY(add_claim_event(work.transaction(), claim.claim,
                        {"report", "", "reported", "", "", work.desk().actor, work.now()}));
    work.tell(
        "claim.report", "claim:" + claim.number,
        fmt::format("{}\n{}\n{}", name_of(claim.kind), membership.number, to_text(claim.event)));
    TRY(bring_family(work, claim, membership.participant));
    TRY(keep_facts(work, claim, request.facts));
    TRY(reserve_estimate(work, claim, membership.kpj, desk.today()));
    TRY(look_again(work, desk, claim));
    return claim;
}

/// One command on a claim that is still being proved: `work` may use the record.
using OnOpenClaim = std::function<Result<void>(Work&, ClaimRecord&)>;
Result<Done> prove(const ClaimDesk& desk, std::string_view number, const Command& command,
                   const OnOpenClaim& effect) {
    return carry_out(desk.desk, command, [&](Work& work) -> Result<std::string> {
        TRY_ASSIGN(ClaimRecord claim, known_claim(work.transaction(), number));
        TRY(check_open(claim));
        TRY(effect(work, claim));
        TRY(look_again(work, desk, claim));
        return claim_answer(claim);
    });
}

bool is_sha256(std::string_view text) {
    return digest_from_hex(text).has_value();
}

Result<void> check_day(const ClaimDesk& desk, Day day) {
    if (day <= desk.today()) return {};
    return Error{claim_error::claim_in_future, {{"day", to_text(day)}}};
}

/// What was told before, so that the same told again is nothing new.
struct Before {
    std::int64_t changes = 0;
    bool same = false;
};

Result<Before> told_before(Transaction& transaction, const ClaimDesk& desk,
                           const ClaimRecord& claim, const ClaimWords& facts) {
    TRY_ASSIGN(ClaimWords known, claim_facts(transaction, claim.claim));
    TRY_ASSIGN(const ClaimWords health,
               health_facts(PersonalStore(transaction, desk.desk.keys), claim.claim));
    known.insert(health.begin(), health.end());
    TRY_ASSIGN(const auto events, claim_events(transaction, claim.claim));
    Before told;
    told.changes = std::ranges::count(events, "facts", &ClaimEvent::action);
    told.same = std::ranges::all_of(facts, [&](const auto& fact) {
        const auto at = known.find(fact.first);
        return (at == known.end() ? std::string_view{} : std::string_view(at->second)) ==
               fact.second;
    });
    return told;
}

std::string text_of(const ClaimRelative& relative) {
    const FamilyMember& member = relative.member;
    const auto day = [](const std::optional<Day>& at) { return at ? to_text(*at) : std::string(); };
    return fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}\n{}\n{} {}\n{}", member.relative, relative.name,
                       name_of(member.kinship), day(member.birth), day(member.died), member.married,
                       name_of(member.work), member.months_as_wage_earner,
                       member.school ? member.school->level : "",
                       member.school ? member.school->year : 0, day(member.starts_school));
}

/// What papers cannot say of anybody.
Result<void> check_relative(const ClaimDesk& desk, const ClaimRelative& relative) {
    const FamilyMember& member = relative.member;
    if (mask_identifiers(relative.name) != relative.name)
        return Error{membership_error::member_name_numeric};
    for (const std::optional<Day>& day : {member.birth, member.died})
        if (day && *day > desk.today())
            return Error{claim_error::claim_in_future, {{"day", to_text(*day)}}};
    if (member.school && !school_known(member.school->level))
        return Error{claim_error::school_unknown,
                     {{"school", member.school->level}, {"known", std::string(school_words)}}};
    return {};
}

Result<Before> told_before(Transaction& transaction, const ClaimRecord& claim,
                           std::int64_t relative, std::string_view content) {
    Before told;
    TRY_ASSIGN(const auto events, claim_events(transaction, claim.claim));
    told.changes = std::ranges::count(events, "family", &ClaimEvent::action);
    TRY_ASSIGN(const auto family, claim_relatives(transaction, claim.claim));
    told.same = std::ranges::any_of(family, [&](const ClaimRelative& known) {
        return known.member.relative == relative && text_of(known) == content;
    });
    return told;
}

Result<void> note_change(Work& work, const ClaimRecord& claim, std::string_view what,
                         std::string_view content) {
    const std::string state(name_of(claim.state));
    TRY(add_claim_event(work.transaction(), claim.claim,
                        {std::string(what), state, state, "", "", work.desk().actor, work.now()}));
    work.tell(fmt::format("claim.{}", what), "claim:" + claim.number, content);
    return {};
}

}  // namespace

Result<Done> report_claim(const ClaimDesk& desk, const ReportClaim& request) {
    TRY(check_day(desk, request.event));
    if (request.claimed) TRY(check_day(desk, *request.claimed));
    const std::string event =
        fmt::format("{}:{}:{}", name_of(request.kind), request.kpj, to_text(request.event));
    return carry_out(
        desk.desk,
        {"claim.report", event,
         fmt::format("{}\n{}\n{}", event, to_text(request.estimate), line_of(request.facts))},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const ClaimRecord claim, take_in(work, desk, request));
            return claim_answer(claim);
        });
}

Result<Done> add_document(const ClaimDesk& desk, std::string_view claim,
                          const ClaimDocument& document) {
    if (!is_sha256(document.sha256)) {
        return Error{claim_error::claim_document_unreadable, {{"name", document.name}}};
    }
    TRY(check_day(desk, document.received));
    const std::string event = fmt::format("{}:{}:{}", claim, document.name, document.sha256);
    return prove(desk, claim, {"claim.document", event, event + to_text(document.received)},
                 [&](Work& work, ClaimRecord& record) -> Result<void> {
                     ClaimDocument kept = document;
                     kept.actor = work.desk().actor;
                     TRY(add_claim_document(work.transaction(), record.claim, kept, work.now()));
                     return note_change(work, record, "document", event);
                 });
}

Result<Done> set_claim_facts(const ClaimDesk& desk, std::string_view claim,
                             const ClaimWords& facts) {
    ClaimRecord record;
    const auto before = look<Before>(desk.desk, [&](Transaction& t) -> Result<Before> {
        TRY_ASSIGN(record, known_claim(t, claim));
        return told_before(t, desk, record, facts);
    });
    TRY_ASSIGN(const Before told, before);
    TRY(sorted(record, facts));
    if (told.same) return Done{claim_answer(record), true};
    const std::string content = line_of(facts);
    const std::string event = fmt::format("{}:{}:{}", claim, told.changes, digest_text(content));
    return prove(desk, claim, {"claim.facts", event, content},
                 [&](Work& work, ClaimRecord& open) -> Result<void> {
                     TRY(keep_facts(work, open, facts));
                     return note_change(work, open, "facts", content);
                 });
}

Result<Done> set_relative(const ClaimDesk& desk, std::string_view claim,
                          const ClaimRelative& relative) {
    TRY(check_relative(desk, relative));
    const std::string content = text_of(relative);
    ClaimRecord record;
    const auto before = look<Before>(desk.desk, [&](Transaction& t) -> Result<Before> {
        TRY_ASSIGN(record, known_claim(t, claim));
        return told_before(t, record, relative.member.relative, content);
    });
    TRY_ASSIGN(const Before told, before);
    if (told.same) return Done{claim_answer(record), true};
    const std::string event = fmt::format("{}:{}:{}", claim, told.changes, digest_text(content));
    return prove(desk, claim, {"claim.family", event, content},
                 [&](Work& work, ClaimRecord& open) -> Result<void> {
                     TRY(add_claim_relative(work.transaction(), open.claim, relative,
                                            work.desk().actor, work.now()));
                     return note_change(work, open, "family", content);
                 });
}

Result<Done> expire_claim(const ClaimDesk& desk, std::string_view claim) {
    return carry_out(
        desk.desk, {"claim.expire", std::string(claim), ""},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(ClaimFile file, gather(work.transaction(), desk, claim));
            const Assessment assessment = desk.law.assess(file.facts);
            const auto until = assessment.deadlines.claim_until;
            if (!until || desk.today() <= *until) {
                return Error{
                    claim_error::claim_not_expired,
                    {{"claim", file.record.number}, {"day", until ? to_text(*until) : "-"}}};
            }
            TRY(take_step(work, file.record, ClaimAction::expire, {to_text(*until), ""}));
            TRY(change_standing(work, file.ref(), file.record.claim, "kedaluwarsa",
                                file.record.number + ":expired", desk.today(), {}));
            return claim_answer(file.record);
        });
}

Result<Assessment> look_at_claim(const ClaimDesk& desk, std::string_view claim) {
    return look<Assessment>(desk.desk, [&](Transaction& t) -> Result<Assessment> {
        TRY_ASSIGN(const ClaimFile file, gather(t, desk, claim));
        return desk.law.assess(file.facts);
    });
}

}  // namespace payung
