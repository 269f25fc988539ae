#pragma once

/// Enrolling: a person becomes a participant (found again by his NIK), gets a number (KPJ), and a
/// spell in which somebody pays for him.
///
/// Shape    any number at once, set-wise; each is taken or has the error that left him out, and
///          those who are taken are taken all or none with the command they belong to. In one
///          set a later row sees what an earlier one did.
/// KPJ      one given along is kept; else wage earners get a new one (one an employment), others
/// the
///          one they have in their segment, or a new one (membership/kpj.h).
/// Law      `Boleh peserta BPU` (age on the first day of the first month); UU 24/2011 Pasal 14.
/// Errors   of a row: membership_error::*; nik codes of registry/nik_check.h become
///          member_nik_unusable.
/// Cost     a few statements for 256 rows; see enrolment_bench.cpp.

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "membership/participant.h"
#include "membership/spell.h"
#include "office/desk.h"

namespace payung {

struct NewMember {
    std::string kpj;  // empty: his own, or a new one
    std::string nik;  // may be empty for who is no citizen
    std::string name;
    Day birth;
    std::uint8_t sex = 0;  // 1 man, 2 woman; 0 unknown
    bool citizen = true;
    std::int64_t area = 0;
    Segment segment = Segment::pu;
    PartyNumber payer = 0;  // 0: himself, under his KPJ
    std::uint8_t programmes = bit_jkk | bit_jkm;
    Money income;
    char sector = '\0';
    bool has_jkn = true;
    Month from;
    std::optional<Month> until;
    std::int64_t commitment = 0;
    /// Left out where he has JKK or JKM in one of these months already, from whomever.
    bool only_uncovered = false;
};

struct Enrolled {
    ParticipantNumber participant = 0;
    MembershipNumber membership = 0;
    SpellNumber spell = 0;
    std::string kpj;
    bool known_before = false;  // the person was a participant already
};

/// Within a command. The answers stand in the order of `members`.
Result<std::vector<Result<Enrolled>>> enrol_members(Work& work, std::span<const NewMember> members);

/// One member as a command of its own, done once for each NIK and content. The answer is
/// {"participant":…,"membership":…,"kpj":…}.
Result<Done> enrol(const Desk& desk, const NewMember& member);

}  // namespace payung
