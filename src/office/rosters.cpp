#include "office/rosters.h"

#include <fmt/format.h>

#include "membership/errors.h"
#include "office/enrolment.h"
#include "storage/party_store.h"
#include "storage/roster_store.h"

namespace payung {
namespace {

namespace refuse = membership_error;

Result<std::string> propose(Work& work, std::string_view sponsor, std::string source,
                            std::vector<Commitment> workers) {
    if (workers.empty()) return Error{refuse::roster_empty, {{"source", std::move(source)}}};
    TRY_ASSIGN(const PartyRecord party,
               known_party(work.transaction(), PartyKind::sponsor, sponsor));
    RosterRecord roster;
    roster.sponsor = party.party;
    roster.source = std::move(source);
    roster.workers = static_cast<std::int64_t>(workers.size());
    for (const Commitment& one : workers) roster.amount += one.amount;
    roster.proposed_by = work.desk().actor;
    TRY(add_roster(work.transaction(), roster, workers, work.now()));
    std::vector<PersonalValue> niks;
    niks.reserve(workers.size());
    for (const Commitment& one : workers) {
        if (one.nik.empty()) continue;
        niks.push_back({{PersonalOwner::commitment, one.number, PersonalField::nik}, one.nik});
    }
    TRY(work.personal().put_all(niks));
    work.tell(
        "roster.propose", fmt::format("roster:{}", roster.number),
        fmt::format("{}|{}|{}|{}", sponsor, roster.source, roster.workers, roster.amount.sen()));
    return fmt::format(R"({{"roster":{},"workers":{},"amount":"{}"}})", roster.number,
                       roster.workers, roster.amount.sen());
}

/// A roster that this actor may decide on.
Result<RosterRecord> open_roster(Work& work, std::int64_t number) {
    TRY_ASSIGN(RosterRecord roster, known_roster(work.transaction(), number));
    if (roster.state != RosterState::proposed) {
        return Error{
            refuse::roster_decided,
            {{"roster", std::to_string(number)}, {"state", std::string(name_of(roster.state))}}};
    }
    if (roster.proposed_by == work.desk().actor)
        return Error{refuse::roster_same_person, {{"actor", roster.proposed_by}}};
    return roster;
}

NewMember member_of(const Commitment& one, PartyNumber sponsor) {
    NewMember member;
    member.nik = one.nik;
    member.name = one.name;
    member.birth = one.birth;
    member.sex = one.sex;
    member.area = one.area;
    member.segment = Segment::bpu;
    member.payer = sponsor;
    member.programmes = one.programmes;
    member.sector = one.sector;
    member.from = one.from;
    member.until = one.from + one.months;
    member.commitment = one.number;
    member.only_uncovered = true;
    return member;
}

Result<std::vector<Commitment>> with_niks(Work& work, std::int64_t roster) {
    TRY_ASSIGN(std::vector<Commitment> workers, commitments_of(work.transaction(), roster));
    std::vector<std::int64_t> numbers;
    numbers.reserve(workers.size());
    for (const Commitment& one : workers) numbers.push_back(one.number);
    TRY_ASSIGN(auto niks,
               work.personal().get_all(PersonalOwner::commitment, PersonalField::nik, numbers));
    for (std::size_t i = 0; i < workers.size(); ++i)
        if (niks[i]) workers[i].nik = std::move(*niks[i]);
    return workers;
}

Result<std::string> approve(Work& work, std::int64_t number) {
    TRY_ASSIGN(const RosterRecord roster, open_roster(work, number));
    TRY_ASSIGN(std::vector<Commitment> workers, with_niks(work, number));
    std::vector<NewMember> members;
    members.reserve(workers.size());
    for (const Commitment& one : workers) members.push_back(member_of(one, roster.sponsor));
    TRY_ASSIGN(const auto answers, enrol_members(work, members));
    std::int64_t enrolled = 0;
    for (std::size_t i = 0; i < workers.size(); ++i) {
        if (answers[i]) {
            workers[i].membership = answers[i]->membership;
            ++enrolled;
        } else {
            workers[i].verdict = name_of(answers[i].error().code());
        }
    }
    TRY(settle_commitments(work.transaction(), workers));
    TRY(decide_roster(work.transaction(), number, RosterState::approved, work.desk().actor, {},
                      work.now()));
    work.tell("roster.approve", fmt::format("roster:{}", number),
              fmt::format("{}|{}|{}", roster.source, enrolled, roster.workers - enrolled));
    return fmt::format(R"({{"enrolled":{},"left_out":{}}})", enrolled, roster.workers - enrolled);
}

}  // namespace

Result<Done> register_sponsor(const Desk& desk, std::string_view number, std::string_view name,
                              const SponsorFact& fact) {
    const std::string content = fmt::format("{}|{}|{}|{}|{}", number, name, name_of(fact.payer),
                                            fact.area, fact.legal_basis);
    return carry_out(
        desk, {"sponsor.register", std::string(number), content},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const PartyNumber party,
                       add_party(work.transaction(), PartyKind::sponsor, number, name, work.now()));
            TRY(add_sponsor_fact(work.transaction(), party, fact));
            work.tell("sponsor.register", "sponsor:" + std::string(number), content);
            return fmt::format(R"({{"party":{}}})", party);
        });
}

Result<RosterProposed> propose_roster(const Desk& desk, std::string_view sponsor, const Path& path,
                                      std::string_view source) {
    TRY_ASSIGN(RosterFile file, read_roster_file(path, source, day_of(desk.clock->now())));
    const std::string name = fmt::format("sha256:{}:{}", file.file.sha256, file.source);
    const std::string content = fmt::format("roster:{}:{}", sponsor, name);
    RosterProposed proposed;
    TRY_ASSIGN(proposed.done,
               carry_out(desk, {"roster.propose", content, content}, [&](Work& work) {
                   return propose(work, sponsor, name, std::move(file.workers));
               }));
    proposed.file = std::move(file.file);
    return proposed;
}

Result<Done> propose_roster_of_run(const Desk& desk, std::string_view sponsor, std::int64_t run,
                                   std::string_view source) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    std::string name;
    TRY_ASSIGN(std::vector<Commitment> workers,
               commitments_of_run(*snapshot, desk.keys, run, source, name));
    const std::string content = fmt::format("roster:{}:{}", sponsor, name);
    return carry_out(desk, {"roster.propose", content, content},
                     [&](Work& work) { return propose(work, sponsor, name, std::move(workers)); });
}

Result<Done> approve_roster(const Desk& desk, std::int64_t roster) {
    const std::string event = fmt::format("roster:{}", roster);
    return carry_out(desk, {"roster.approve", event, event},
                     [&](Work& work) { return approve(work, roster); });
}

Result<Done> refuse_roster(const Desk& desk, std::int64_t number, std::string_view reason) {
    const std::string event = fmt::format("roster:{}", number);
    const std::string content = fmt::format("{}|{}", event, reason);
    return carry_out(desk, {"roster.refuse", event, content},
                     [&](Work& work) -> Result<std::string> {
                         TRY_ASSIGN(const RosterRecord roster, open_roster(work, number));
                         TRY(decide_roster(work.transaction(), number, RosterState::refused,
                                           desk.actor, reason, work.now()));
                         work.tell("roster.refuse", event, content);
                         return std::string("{}");
                     });
}

}  // namespace payung
