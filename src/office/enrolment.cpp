#include "office/enrolment.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "membership/entry_law.h"
#include "membership/errors.h"
#include "membership/kpj.h"
#include "registry/nik_check.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

namespace refuse = membership_error;
constexpr std::uint8_t bits_basic = bit_jkk | bit_jkm;

/// Somebody who may be enrolled: as kept, or as an earlier row of the set made him.
struct Person {
    Participant record;
    std::vector<Membership> memberships;
    std::vector<Spell> spells;  // of all of them; those that count
    bool known_before = false;

    const Membership& membership_of(const Spell& spell) const {
        return *std::find_if(memberships.begin(), memberships.end(),
                             [&](const Membership& one) { return one.number == spell.membership; });
    }
};

using PersonIndex = std::size_t;

/// What is known before the first row is looked at.
class Known {
public:
    static Result<Known> load(Work& work, std::span<const NewMember> members);

    std::vector<Person> persons;
    std::unordered_map<std::uint64_t, PersonIndex> by_nik;
    std::unordered_map<std::string, PersonIndex> by_kpj;
    std::unordered_map<std::string, PartyNumber> own_parties;  // by KPJ

private:
    Result<void> load_niks(Work& work, std::span<const NewMember> members);
    Result<void> load_kpjs(Work& work, std::span<const NewMember> members);
    Result<void> load_persons(Transaction& transaction);
    Result<void> load_own_parties(Transaction& transaction);

    std::unordered_map<ParticipantNumber, PersonIndex> by_number_;
    PersonIndex person_of(ParticipantNumber number) {
        const auto [at, fresh] = by_number_.try_emplace(number, persons.size());
        if (fresh) persons.emplace_back().record.number = number;
        return at->second;
    }
};

std::vector<ParticipantNumber> numbers_of(const std::vector<Person>& persons) {
    std::vector<ParticipantNumber> numbers;
    for (const Person& person : persons) numbers.push_back(person.record.number);
    return numbers;
}

Result<void> Known::load_niks(Work& work, std::span<const NewMember> members) {
    std::vector<std::string_view> niks;
    for (const NewMember& member : members) niks.push_back(member.nik);
    TRY_ASSIGN(const auto matches,
               work.personal().find_all(PersonalOwner::participant, PersonalField::nik, niks));
    for (const PersonalMatch& match : matches)
        by_nik.try_emplace(read_nik(niks[match.index]).number, person_of(match.number));
    return {};
}

Result<void> Known::load_kpjs(Work& work, std::span<const NewMember> members) {
    std::vector<std::string> kpjs;
    for (const NewMember& member : members)
        if (!member.kpj.empty()) kpjs.push_back(kpj_of(member.kpj));
    const std::vector<std::string_view> texts(kpjs.begin(), kpjs.end());
    TRY_ASSIGN(const auto found, find_memberships(work.transaction(), texts));
    for (const Membership& membership : found) person_of(membership.participant);
    return {};
}

Result<void> Known::load_persons(Transaction& transaction) {
    const std::vector<ParticipantNumber> numbers = numbers_of(persons);
    TRY_ASSIGN(auto records, find_participants(transaction, numbers));
    for (Participant& record : records) {
        Person& person = persons[person_of(record.number)];
        person.record = std::move(record);
        person.known_before = true;
    }
    std::unordered_map<MembershipNumber, PersonIndex> of_membership;
    TRY_ASSIGN(auto memberships, memberships_of_all(transaction, numbers));
    for (Membership& one : memberships) {
        const PersonIndex person = person_of(one.participant);
        of_membership[one.number] = person;
        by_kpj[one.kpj] = person;
        persons[person].memberships.push_back(std::move(one));
    }
    TRY_ASSIGN(auto spells, spells_of_participants(transaction, numbers));
    for (Spell& spell : spells)
        persons[of_membership.at(spell.membership)].spells.push_back(std::move(spell));
    return {};
}

Result<void> Known::load_own_parties(Transaction& transaction) {
    std::vector<std::string_view> kpjs;
    for (const auto& [kpj, person] : by_kpj) kpjs.push_back(kpj);
    TRY_ASSIGN(const auto parties, find_parties(transaction, PartyKind::person, kpjs));
    for (const PartyRecord& party : parties) own_parties[party.number] = party.party;
    return {};
}

Result<Known> Known::load(Work& work, std::span<const NewMember> members) {
    Known known;
    TRY(known.load_niks(work, members));
    TRY(known.load_kpjs(work, members));
    TRY(known.load_persons(work.transaction()));
    TRY(known.load_own_parties(work.transaction()));
    return known;
}

/// The rows that will be written.
struct NewRows {
    std::vector<Participant> participants;
    std::vector<std::pair<ParticipantNumber, std::string>> niks;
    std::vector<Membership> memberships;
    std::vector<PartyRecord> parties;
    std::vector<Spell> spells;
};

class Enrolment {
public:
    static Result<Enrolment> begin(Work& work, std::span<const NewMember> members);
    /// Nothing of a row that is refused is kept.
    Result<Enrolled> take(const NewMember& member);
    Result<void> write(Work& work) const;

private:
    Enrolment(Known known, EntryLaw law, Instant now)
        : known_(std::move(known)), law_(std::move(law)), year_(day_of(now).year()) {}

    static Result<std::uint64_t> check_row(const NewMember& member);
    /// Nothing for somebody new.
    Result<std::optional<PersonIndex>> person_of(const NewMember& member, std::uint64_t nik,
                                                 std::string_view kpj) const;
    static Result<void> check_same(const NewMember& member, const Person& person);
    /// Of his, the one that is meant; nothing where it is to be a new one.
    static Result<const Membership*> membership_meant(const NewMember& member, std::string_view kpj,
                                                      const Person& person);
    static Result<void> check_free(const NewMember& member, const Spell& spell,
                                   const Person& person);
    Result<void> check_age(const NewMember& member, const Person* person);

    PersonIndex add_person(const NewMember& member, std::uint64_t nik);
    const Membership& add_membership(const NewMember& member, std::string kpj, PersonIndex person);
    PartyNumber own_party(const NewMember& member, const std::string& kpj);

    Known known_;
    EntryLaw law_;
    int year_;
    ParticipantNumber next_participant_ = 0;
    MembershipNumber next_membership_ = 0;
    PartyNumber next_party_ = 0;
    SpellNumber next_spell_ = 0;
    NewRows rows_;
};

Result<Enrolment> Enrolment::begin(Work& work, std::span<const NewMember> members) {
    TRY_ASSIGN(Known known, Known::load(work, members));
    TRY_ASSIGN(EntryLaw law, EntryLaw::open(work.desk().law));
    Enrolment enrolment(std::move(known), std::move(law), work.now());
    TRY_ASSIGN(enrolment.next_participant_, next_participant(work.transaction()));
    TRY_ASSIGN(enrolment.next_membership_, next_membership(work.transaction()));
    TRY_ASSIGN(enrolment.next_party_, next_party(work.transaction()));
    TRY_ASSIGN(enrolment.next_spell_, next_spell(work.transaction()));
    return enrolment;
}

/// The NIK as a number; 0 where there need not be one.
Result<std::uint64_t> Enrolment::check_row(const NewMember& member) {
    if (member.name.empty()) return Error{refuse::member_name_missing};
    if (mask_identifiers(member.name) != member.name) return Error{refuse::member_name_numeric};
    if (member.programmes == 0) return Error{refuse::spell_without_programme};
    if (member.until && *member.until <= member.from) {
        return Error{refuse::spell_ends_before,
                     {{"from", to_text(member.from)}, {"until", to_text(*member.until)}}};
    }
    if (member.nik.empty()) {
        if (member.citizen) return Error{refuse::member_nik_missing};
        return std::uint64_t{0};
    }
    const NikReading nik = read_nik(member.nik);
    if (nik.number == 0) return Error{refuse::member_nik_unusable};
    return nik.number;
}

Result<std::optional<PersonIndex>> Enrolment::person_of(const NewMember& member, std::uint64_t nik,
                                                        std::string_view kpj) const {
    std::optional<PersonIndex> found;
    if (const auto at = known_.by_nik.find(nik); nik != 0 && at != known_.by_nik.end())
        found = at->second;
    if (kpj.empty()) return found;
    const auto owner = known_.by_kpj.find(std::string(kpj));
    if (owner == known_.by_kpj.end()) {
        if (has_given_form(kpj)) return Error{refuse::kpj_not_given, {{"kpj", std::string(kpj)}}};
        return found;
    }
    const bool his = member.nik.empty() || found == owner->second;
    if (!his) return Error{refuse::membership_exists, {{"kpj", std::string(kpj)}}};
    return std::optional(owner->second);
}

Result<void> Enrolment::check_same(const NewMember& member, const Person& person) {
    if (person.record.birth != member.birth)
        return Error{refuse::member_nik_of_another, {{"birth", to_text(member.birth)}}};
    if (person.record.died) return Error{refuse::member_died};
    return {};
}

Result<const Membership*> Enrolment::membership_meant(const NewMember& member, std::string_view kpj,
                                                      const Person& person) {
    const Membership* meant = nullptr;
    for (const Membership& one : person.memberships) {
        const bool same_segment = one.segment == member.segment;
        if (one.kpj == kpj && !same_segment)
            return Error{refuse::membership_exists, {{"kpj", one.kpj}}};
        const bool goes_on = member.segment == Segment::bpu || member.segment == Segment::pmi;
        if (kpj.empty() ? goes_on && same_segment : one.kpj == kpj) meant = &one;
    }
    return meant;
}

/// A wage earner may work for several, so his spells keep others out only under the same number or
/// the same employer.
Result<void> Enrolment::check_free(const NewMember& member, const Spell& spell,
                                   const Person& person) {
    for (const Spell& held : person.spells) {
        const Membership& under = person.membership_of(held);
        const auto month = first_overlap(held, spell);
        const bool outside = member.segment != Segment::pu && under.segment == member.segment;
        if (month && (held.membership == spell.membership || held.payer == spell.payer || outside))
            return Error{refuse::spell_overlaps, {{"month", to_text(*month)}, {"kpj", under.kpj}}};
        if (!member.only_uncovered) continue;
        Spell basic = held;
        Spell asked = spell;
        basic.programmes = (held.programmes & bits_basic) != 0 ? bits_basic : 0;
        asked.programmes = bits_basic;
        if (const auto covered = first_overlap(basic, asked)) {
            return Error{refuse::already_covered,
                         {{"month", to_text(*covered)}, {"kpj", under.kpj}}};
        }
    }
    return {};
}

Result<void> Enrolment::check_age(const NewMember& member, const Person* person) {
    if (member.segment != Segment::bpu) return {};
    const Day on = member.from.first_day();
    const bool before = person != nullptr && !person->spells.empty();
    const EntryLaw::Verdict& verdict = law_.on_own_account(member.birth, on, before);
    if (verdict.may) return {};
    return Error{
        refuse::member_age,
        {{"age", std::to_string(verdict.age)}, {"day", to_text(on)}, {"cite", verdict.cite}}};
}

PersonIndex Enrolment::add_person(const NewMember& member, std::uint64_t nik) {
    const PersonIndex index = known_.persons.size();
    Person& person = known_.persons.emplace_back();
    person.record = {next_participant_++, member.name, member.birth, member.sex,
                     member.citizen,      member.area, std::nullopt};
    rows_.participants.push_back(person.record);
    if (nik != 0) {
        known_.by_nik[nik] = index;
        rows_.niks.emplace_back(person.record.number, Nik(nik).digits());
    }
    return index;
}

const Membership& Enrolment::add_membership(const NewMember& member, std::string kpj,
                                            PersonIndex person) {
    const MembershipNumber number = next_membership_++;
    if (kpj.empty()) kpj = kpj_given_out(year_, number);
    known_.by_kpj[kpj] = person;
    Person& his = known_.persons[person];
    rows_.memberships.push_back({number, std::move(kpj), his.record.number, member.segment});
    return his.memberships.emplace_back(rows_.memberships.back());
}

PartyNumber Enrolment::own_party(const NewMember& member, const std::string& kpj) {
    const auto [at, fresh] = known_.own_parties.try_emplace(kpj, next_party_);
    if (fresh) rows_.parties.push_back({next_party_++, PartyKind::person, kpj, member.name});
    return at->second;
}

Spell spell_of(const NewMember& member) {
    Spell spell;
    spell.payer = member.payer;
    spell.programmes = member.programmes;
    spell.income = member.income;
    spell.sector = member.sector;
    spell.has_jkn = member.has_jkn;
    spell.from = member.from;
    spell.until = member.until;
    spell.commitment = member.commitment;
    return spell;
}

Result<Enrolled> Enrolment::take(const NewMember& member) {
    TRY_ASSIGN(const std::uint64_t nik, check_row(member));
    std::string kpj = kpj_of(member.kpj);
    if (!kpj.empty() && (!is_kpj(kpj) || (has_given_form(kpj) && !checks(kpj))))
        return Error{refuse::kpj_malformed, {{"kpj", kpj}}};
    if (next_membership_ > kpj_serial_max) return Error{refuse::kpj_used_up};
    TRY_ASSIGN(std::optional<PersonIndex> who, person_of(member, nik, kpj));
    Spell spell = spell_of(member);
    const Membership* under = nullptr;
    if (who) {
        const Person& person = known_.persons[*who];
        TRY(check_same(member, person));
        TRY_ASSIGN(under, membership_meant(member, kpj, person));
        if (under != nullptr) spell.membership = under->number;
        if (spell.payer == 0 && under != nullptr) {
            const auto own = known_.own_parties.find(under->kpj);
            if (own != known_.own_parties.end()) spell.payer = own->second;
        }
        TRY(check_free(member, spell, person));
    }
    TRY(check_age(member, who ? &known_.persons[*who] : nullptr));
    const bool known_before = who && known_.persons[*who].known_before;
    if (!who) who = add_person(member, nik);
    if (under == nullptr) under = &add_membership(member, std::move(kpj), *who);
    spell.membership = under->number;
    if (spell.payer == 0) spell.payer = own_party(member, under->kpj);
    spell.number = next_spell_++;
    rows_.spells.push_back(spell);
    const Enrolled enrolled{known_.persons[*who].record.number, under->number, spell.number,
                            under->kpj, known_before};
    known_.persons[*who].spells.push_back(std::move(spell));
    return enrolled;
}

Result<void> Enrolment::write(Work& work) const {
    TRY(add_parties(work.transaction(), rows_.parties, work.now()));
    TRY(add_participants(work.transaction(), rows_.participants, work.now()));
    std::vector<PersonalValue> niks;
    niks.reserve(rows_.niks.size());
    for (const auto& [number, nik] : rows_.niks)
        niks.push_back({{PersonalOwner::participant, number, PersonalField::nik}, nik});
    TRY(work.personal().put_all(niks));
    TRY(add_memberships(work.transaction(), rows_.memberships, work.now()));
    return add_spells(work.transaction(), rows_.spells, work.desk().actor, work.now());
}

/// All that a request says but the NIK, of which no digest is kept anywhere without a key.
std::string content_of(const NewMember& m) {
    return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}|{}", m.kpj, m.name,
                       to_text(m.birth), m.sex, m.citizen, m.area, name_of(m.segment), m.payer,
                       m.programmes, m.income.sen(), m.sector, m.has_jkn, to_text(m.from),
                       m.until ? to_text(*m.until) : "", m.commitment, m.only_uncovered);
}

std::string answer_of(const Enrolled& enrolled) {
    return fmt::format(R"({{"participant":{},"membership":{},"kpj":"{}"}})", enrolled.participant,
                       enrolled.membership, enrolled.kpj);
}

/// Whether the member of this answer has this NIK.
Result<bool> is_of(const Desk& desk, std::string_view answer, const std::string& nik) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    constexpr std::string_view before = R"({"participant":)";
    const std::string_view rest = answer.substr(before.size());
    const auto participant = parse_u64(rest.substr(0, rest.find(',')));
    CHECK(participant);
    const PersonalSubject subject{PersonalOwner::participant,
                                  static_cast<std::int64_t>(*participant), PersonalField::nik};
    TRY_ASSIGN(const auto kept, PersonalStore(*snapshot, desk.keys).get(subject));
    return read_nik(kept.value_or("")).number == read_nik(nik).number;
}

}  // namespace

Result<std::vector<Result<Enrolled>>> enrol_members(Work& work,
                                                    std::span<const NewMember> members) {
    TRY_ASSIGN(Enrolment enrolment, Enrolment::begin(work, members));
    std::vector<Result<Enrolled>> answers;
    answers.reserve(members.size());
    for (const NewMember& member : members) answers.push_back(enrolment.take(member));
    TRY(enrolment.write(work));
    return answers;
}

Result<Done> enrol(const Desk& desk, const NewMember& member) {
    const std::string content = content_of(member);
    const auto effect = [&](Work& work) -> Result<std::string> {
        TRY_ASSIGN(auto answers, enrol_members(work, {&member, 1}));
        TRY_ASSIGN(const Enrolled enrolled, std::move(answers.front()));
        work.tell("member.enrol", "membership:" + enrolled.kpj, content);
        return answer_of(enrolled);
    };
    // Somebody else may be called the same and be born on the same day: he is the next of them.
    for (int namesake = 1;; ++namesake) {
        const std::string event = fmt::format("{}|{}", content, namesake);
        TRY_ASSIGN(const Done done, carry_out(desk, {"member.enrol", event, content}, effect));
        if (!done.again) return done;
        TRY_ASSIGN(const bool his, is_of(desk, done.answer, member.nik));
        if (his) return done;
    }
}

}  // namespace payung
