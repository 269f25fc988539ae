#pragma once

/// A person who is or was a member, and the numbers (KPJ) under which he is one. NIK, family card,
/// phone and bank account are not here: they lie encrypted in `personal`.

#include <cstdint>
#include <optional>
#include <string>

#include "base/day.h"
#include "membership/member_month.h"

namespace payung {

struct Participant {
    ParticipantNumber number = 0;
    std::string name;
    Day birth;
    std::uint8_t sex = 0;  // 1 man, 2 woman; 0 unknown
    bool citizen = true;   // WNI
    std::int64_t area = 0;
    std::optional<Day> died;
    friend bool operator==(const Participant&, const Participant&) = default;
};

struct Membership {
    MembershipNumber number = 0;
    std::string kpj;
    ParticipantNumber participant = 0;
    Segment segment = Segment::unknown;
    friend bool operator==(const Membership&, const Membership&) = default;
};

/// "PU", "BPU", "PMI", "JAKON": words of the law.
std::string_view name_of(Segment segment);

}  // namespace payung
