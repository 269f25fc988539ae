#pragma once

/// Husband or wife, children and others of a participant's family, as declared or proved.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/day.h"
#include "membership/member_month.h"

namespace payung {

/// Words of relations, as stored, read from people, and understood by claims.
inline constexpr std::array<std::string_view, 8> relations{
    "pasangan",        "anak",   "orang tua", "kakek atau nenek", "cucu",
    "saudara kandung", "mertua", "lain"};

struct Relative {
    std::int64_t number = 0;
    ParticipantNumber participant = 0;
    std::string name;
    std::optional<Day> birth;
    std::string relation;  // of relations
    bool married = false;
    bool works = false;
    std::string school;         // level of schooling, a word of the law; empty: none
    std::int64_t replaces = 0;  // the record of before, which counts no more
    friend bool operator==(const Relative&, const Relative&) = default;
};

}  // namespace payung
