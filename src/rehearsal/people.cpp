#include "rehearsal/people.h"

#include "office/employers.h"
#include "office/enrolment.h"
#include "office/receiving.h"
#include "storage/party_store.h"

namespace payung::rehearsal {
namespace {

std::string payer_key(PartyKind kind, std::string_view number) {
    return std::to_string(static_cast<int>(kind)) + ":" + std::string(number);
}

Result<void> learn_party(Stage& stage, PartyKind kind, std::string_view number) {
    TRY_ASSIGN(const auto snapshot, stage.counter.database().read());
    TRY_ASSIGN(const PartyRecord party, known_party(*snapshot, kind, number));
    stage.payers[payer_key(kind, number)] = party.party;
    return {};
}

Result<void> register_one(Stage& stage, const TownEmployer& employer) {
    const auto done = stage.counter.ask<Done>(clerk, [&](const Desk& desk) {
        return register_employer(desk, employer.npp, employer.name, employer.fact);
    });
    if (!done) return done.error();
    stage.note("employer")
        .text("npp", employer.npp)
        .month("month", employer.fact.from)
        .text("scale", employer.fact.scale)
        .text("risk", employer.fact.risk_group)
        .text("sector", std::string_view(&employer.fact.sector, 1))
        .text("industry", employer.fact.industry)
        .flag("jht", employer.fact.takes_jht)
        .flag("jp", employer.fact.takes_jp);
    return learn_party(stage, PartyKind::employer, employer.npp);
}

constexpr std::uint8_t of_wages = bit_jkk | bit_jkm | bit_jht | bit_jp | bit_jkp;

NewMember member_of(const Townsman& person, Segment segment) {
    NewMember member;
    member.kpj = person.kpj;
    member.nik = person.nik;
    member.name = person.name;
    member.birth = person.birth;
    member.sex = person.sex;
    member.citizen = person.citizen;
    member.has_jkn = person.has_jkn;
    member.area = 6371011001;
    member.segment = segment;
    member.from = person.from;
    return member;
}

void note_member(Stage& stage, const NewMember& member, const PayerName& payer) {
    DiaryLine line = stage.note("member");
    line.text("kpj", member.kpj)
        .text("birth", to_text(member.birth))
        .flag("citizen", member.citizen)
        .flag("jkn", member.has_jkn)
        .text("segment", name_of(member.segment))
        .text("payer_kind", word_of(payer.kind))
        .text("payer", payer.number)
        .sen("income", member.income)
        .text("sector", std::string_view(&member.sector, member.sector == '\0' ? 0 : 1))
        .flag("saves", (member.programmes & bit_jht) != 0)
        .month("from", member.from);
    if (member.until) line.month("until", *member.until);
}

Result<void> enrol_one(Stage& stage, const NewMember& member, const PayerName& payer) {
    const auto done =
        stage.counter.ask<Done>(clerk, [&](const Desk& desk) { return enrol(desk, member); });
    if (!done) return stage.strict ? Result<void>(done.error()) : Result<void>();
    ++stage.happened.members;
    stage.members.push_back(member.kpj);
    note_member(stage, member, payer);
    if (member.payer != 0) return {};
    return learn_party(stage, PartyKind::person, member.kpj);
}

Result<void> join_worker(Stage& stage, const Townsman& person) {
    const TownEmployer& employer = stage.town.employers[person.payer];
    NewMember member = member_of(person, Segment::pu);
    member.programmes = of_wages;
    member.payer = stage.payers.at(payer_key(PartyKind::employer, employer.npp));
    if (person.until < stage.town.end()) member.until = person.until;
    return enrol_one(stage, member, {PartyKind::employer, employer.npp});
}

Result<void> join_by_himself(Stage& stage, const Townsman& person) {
    NewMember member = member_of(person, Segment::bpu);
    member.programmes = static_cast<std::uint8_t>(bit_jkk | bit_jkm | (person.saves ? bit_jht : 0));
    member.income = person.wage;
    member.sector = person.sector;
    if (person.until < stage.town.end()) member.until = person.until;
    return enrol_one(stage, member, {PartyKind::person, person.kpj});
}

}  // namespace

Result<void> open_office(Stage& stage) {
    stage.counter.go_to(stage.town.plan.from.first_day());
    const auto opened = stage.counter.ask<Done>(
        clerk, [](const Desk& desk) { return open_channel(desk, channel, collection_account); });
    if (!opened) return opened.error();
    for (const TownEmployer& employer : stage.town.employers) TRY(register_one(stage, employer));
    return {};
}

Result<void> join(Stage& stage, Month month) {
    for (const Townsman& person : stage.town.workers) {
        if (person.from == month) TRY(join_worker(stage, person));
    }
    for (const Townsman& person : stage.town.self_paying) {
        if (person.from == month) TRY(join_by_himself(stage, person));
    }
    return {};
}

}  // namespace payung::rehearsal
