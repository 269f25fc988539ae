#pragma once

/// For tests: an employer and its workers in a few words.

#include <fmt/format.h>

#include "office/employers.h"
#include "office/enrolment.h"
#include "office/office_for_tests.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"

namespace payung {

/// An employer from 2024-01, of the largest scale and the lowest risk.
inline PartyNumber employer_for_tests(const Desk& desk, std::string_view number) {
    EmployerFact fact;
    fact.from = Month::from_ym(2024, 1);
    fact.sector = 'C';
    const auto done = register_employer(desk, number, "PT Contoh", fact);
    CHECK(done.has_value());
    const auto snapshot = desk.database->read();
    return (*known_party(**snapshot, PartyKind::employer, number)).party;
}

/// A sponsor that pays with money of that kind.
inline PartyNumber sponsor_for_tests(const Desk& desk, std::string_view number, PayerKind kind) {
    PartyNumber party = 0;
    const auto written = desk.database->write([&](Transaction& transaction) -> Result<void> {
        TRY_ASSIGN(party, add_party(transaction, PartyKind::sponsor, number, "Kabupaten Contoh",
                                    desk.clock->now()));
        return add_sponsor_fact(transaction, party, {kind, 0, "Perda 1/2026"});
    });
    CHECK(written.has_value());
    return party;
}

/// Worker `i` (1 …), a NIK of his own, born on 1 February 1990.
inline NewMember new_member_for_tests(int i, PartyNumber payer, Month from,
                                      Segment segment = Segment::pu) {
    NewMember member;
    member.nik = fmt::format("630301010290{:04}", i);
    member.name = fmt::format("Peserta {}", i);
    member.birth = *Day::from_ymd(1990, 2, 1);
    member.sex = 1;
    member.segment = segment;
    member.payer = payer;
    member.from = from;
    if (segment == Segment::pu) member.programmes = bit_jkk | bit_jkm | bit_jht | bit_jp | bit_jkp;
    return member;
}

inline Enrolled enrol_for_tests(const Desk& desk, const NewMember& member) {
    Enrolled enrolled;
    const auto done =
        carry_out(desk, {"test.enrol", member.nik + to_text(member.from) + member.kpj, ""},
                  [&](Work& work) -> Result<std::string> {
                      TRY_ASSIGN(auto answers, enrol_members(work, {&member, 1}));
                      TRY_ASSIGN(enrolled, std::move(answers.front()));
                      return std::string("{}");
                  });
    CHECK(done.has_value());
    return enrolled;
}

}  // namespace payung
