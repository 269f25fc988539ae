#include "office/identity.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "membership/change_errors.h"
#include "membership/errors.h"
#include "membership/law_says.h"
#include "registry/field_readers.h"
#include "registry/nik_check.h"
#include "storage/bill_store.h"
#include "storage/claim_store.h"
#include "storage/participant_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

using namespace change_error;

std::string subject_of(std::int64_t correction) {
    return "identity:" + std::to_string(correction);
}

PersonData identity_of(const Participant& participant) {
    return {participant.name, participant.birth, participant.sex};
}

PersonData wanted(const IdentityRequest& request, const PersonData& now) {
    return {request.name.value_or(now.name), request.birth.value_or(now.birth),
            request.sex.value_or(now.sex)};
}

/// Somebody was born before his membership began, and not longer ago than people live.
Result<void> check_birth(Transaction& transaction, const Work& work, const Participant& participant,
                         Day birth) {
    constexpr int years_max = 120;
    TRY_ASSIGN(const auto spells, spells_of_participant(transaction, participant.number));
    const Day today = day_of(work.now());
    const Day first = spells.empty() ? today : std::min(today, spells.front().from.first_day());
    if (birth < first && birth.year() >= today.year() - years_max) return {};
    return Error{identity_birth_impossible, {{"birth", to_text(birth)}}};
}

Result<void> check_none_waits(Transaction& transaction, ParticipantNumber participant) {
    TRY_ASSIGN(const auto made, identity_corrections(transaction, participant));
    for (const IdentityCorrection& one : made)
        if (one.state == IdentityState::asked)
            return Error{identity_waits, {{"correction", std::to_string(one.number)}}};
    return {};
}

Result<void> check(Work& work, const IdentityRequest& request, const Participant& participant) {
    if (request.document.empty()) return Error{identity_document_missing};
    if (request.name && request.name->empty()) return Error{membership_error::member_name_missing};
    if (request.name && mask_identifiers(*request.name) != *request.name)
        return Error{membership_error::member_name_numeric};
    if (request.birth) TRY(check_birth(work.transaction(), work, participant, *request.birth));
    return check_none_waits(work.transaction(), participant.number);
}

Result<std::string> correct_now(Work& work, const IdentityRequest& request,
                                std::string_view content) {
    Transaction& transaction = work.transaction();
    TRY_ASSIGN(const Membership membership, known_membership(transaction, request.kpj));
    TRY_ASSIGN(const Participant participant, participant_of(transaction, membership.participant));
    TRY(check(work, request, participant));
    IdentityCorrection correction;
    correction.participant = participant.number;
    correction.before = identity_of(participant);
    correction.after = wanted(request, correction.before);
    correction.document = mask_identifiers(request.document);
    correction.asked_by = work.desk().actor;
    const bool waits = correction.after.birth != correction.before.birth;
    correction.state = waits ? IdentityState::asked : IdentityState::made;
    TRY_ASSIGN(const std::int64_t number,
               add_identity_correction(transaction, correction, work.now()));
    if (!waits) TRY(set_identity(transaction, participant.number, correction.after));
    work.tell(waits ? "member.correct.ask" : "member.correct", subject_of(number), content);
    return fmt::format(R"({{"correction":{},"state":"{}"}})", number, waits ? "asked" : "made");
}

Result<IdentityCorrection> known_correction(Transaction& transaction, std::int64_t number) {
    TRY_ASSIGN(auto found, find_identity_correction(transaction, number));
    if (found) return std::move(*found);
    return Error{identity_not_found, {{"correction", std::to_string(number)}}};
}

Result<std::string> decide_now(Work& work, std::int64_t number, bool approved) {
    Transaction& transaction = work.transaction();
    const std::string text = std::to_string(number);
    TRY_ASSIGN(IdentityCorrection correction, known_correction(transaction, number));
    if (correction.state != IdentityState::asked)
        return Error{identity_decided, {{"correction", text}}};
    if (correction.asked_by == work.desk().actor)
        return Error{identity_same_person, {{"correction", text}, {"actor", correction.asked_by}}};
    correction.decided_by = work.desk().actor;
    correction.state = approved ? IdentityState::made : IdentityState::refused;
    TRY(update_identity_correction(transaction, correction, work.now()));
    if (approved) TRY(set_identity(transaction, correction.participant, correction.after));
    work.tell(approved ? "member.correct.approve" : "member.correct.refuse", subject_of(number),
              to_text(correction.after.birth));
    return fmt::format(R"({{"correction":{},"state":"{}"}})", number,
                       approved ? "made" : "refused");
}

Result<std::optional<Day>> pension_day(const Rulebook& law, Day birth) {
    TRY_ASSIGN(const rules::Node* decision, decision_needed(law, "Tanggal usia pensiun"));
    const Facts facts{
        {"Tanggal lahir", rules::Value(rules::Date::from_day_number(birth.number()))}};
    const LawSays said = ask_law(law, *decision, facts);
    if (said.value.kind() != rules::Kind::date) return std::optional<Day>();
    return std::optional(
        Day::from_number(static_cast<std::int32_t>(said.value.date().day_number())));
}

bool rests_on_an_assessment(const ClaimRecord& claim) {
    return claim.version > 0 && claim.state != ClaimState::rejected &&
           claim.state != ClaimState::expired;
}

/// Months with JP whose contribution one of the two days decides.
Result<std::int64_t> months_with_jp(Transaction& transaction, ParticipantNumber participant,
                                    Month from) {
    std::int64_t months = 0;
    TRY_ASSIGN(const auto memberships, memberships_of(transaction, participant));
    for (const Membership& membership : memberships) {
        TRY_ASSIGN(const auto billed, months_billed(transaction, membership.number));
        for (const MonthBilled& month : billed)
            months += month.month >= from && membership.segment == Segment::pu;
    }
    return months;
}

/// Day and sex as the NIK writes them: a woman's day is 40 more.
bool says_otherwise(Nik nik, const PersonData& identity) {
    constexpr unsigned of_women = 40;
    if (!nik) return false;
    const bool woman = nik.day() > of_women;
    const unsigned written = nik.day() - (woman ? of_women : 0);
    const std::string birth = to_text(identity.birth);
    const std::string in_nik = fmt::format("{:02}-{:02}-{:02}", nik.year(), nik.month(), written);
    const bool other_sex = identity.sex != 0 && (identity.sex == 2) != woman;
    return birth.substr(2) != in_nik || other_sex;
}

}  // namespace

Result<Done> correct_identity(const Desk& desk, const IdentityRequest& request) {
    std::size_t before = 0;
    {
        TRY_ASSIGN(const auto snapshot, desk.database->read());
        TRY_ASSIGN(const Membership membership, known_membership(*snapshot, request.kpj));
        TRY_ASSIGN(const Participant now, participant_of(*snapshot, membership.participant));
        TRY_ASSIGN(const auto made, identity_corrections(*snapshot, membership.participant));
        const PersonData after = wanted(request, identity_of(now));
        if (after == identity_of(now)) return Done{R"({"correction":0,"state":"made"})", true};
        const bool asked = !made.empty() && made.back().state == IdentityState::asked &&
                           made.back().after == after;
        if (asked)
            return Done{fmt::format(R"({{"correction":{},"state":"asked"}})", made.back().number),
                        true};
        before = made.size();
    }
    const std::string content = fmt::format(
        "{}|{}|{}|{}|{}", request.kpj, request.name.value_or(""),
        request.birth ? to_text(*request.birth) : "", request.sex.value_or(0), request.document);
    return carry_out(desk, {"member.correct", fmt::format("{}|{}", content, before), content},
                     [&](Work& work) { return correct_now(work, request, content); });
}

Result<Done> decide_identity(const Desk& desk, std::int64_t correction, bool approved) {
    const std::string event = fmt::format("{}:{}", correction, approved ? "approve" : "refuse");
    return carry_out(desk, {"member.correct.decide", event, event},
                     [&](Work& work) { return decide_now(work, correction, approved); });
}

Result<IdentityFollows> what_follows(const Desk& desk, std::int64_t number) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    IdentityFollows follows;
    TRY_ASSIGN(follows.correction, known_correction(*snapshot, number));
    const IdentityCorrection& correction = follows.correction;
    TRY_ASSIGN(const auto claims, claims_of_participant(*snapshot, correction.participant));
    for (const ClaimRecord& claim : claims)
        if (rests_on_an_assessment(claim)) follows.claims.push_back(claim.number);
    if (correction.after.birth != correction.before.birth) {
        TRY_ASSIGN(follows.pension_before, pension_day(desk.law, correction.before.birth));
        TRY_ASSIGN(follows.pension_after, pension_day(desk.law, correction.after.birth));
        if (follows.pension_before && follows.pension_after) {
            const Day first = std::min(*follows.pension_before, *follows.pension_after);
            TRY_ASSIGN(follows.months_billed,
                       months_with_jp(*snapshot, correction.participant, month_of(first)));
        }
    }
    TRY_ASSIGN(const auto nik,
               PersonalStore(*snapshot, desk.keys)
                   .get({PersonalOwner::participant, correction.participant, PersonalField::nik}));
    follows.nik_says_otherwise =
        nik && says_otherwise(Nik(read_nik(*nik).number), correction.after);
    return follows;
}

}  // namespace payung
