#pragma once

/// Rosters: the workers whom a sponsor promises to pay for, by name. Proposed by one person,
/// decided on by another.
///
/// Errors   roster_file(): those of handed_file.h; roster_source_missing.
/// Birth    where a roster does not say it, the NIK does: two digits of the year are of the last
///          century, unless that makes a worker of more than a hundred years or this one makes one
///          of ten at least.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "membership/handed_file.h"
#include "membership/member_month.h"

namespace payung {

enum class RosterState : std::uint8_t { proposed, approved, refused };
std::string_view name_of(RosterState state);

struct RosterRecord {
    std::int64_t number = 0;
    PartyNumber sponsor = 0;
    std::string source;  // "run:ID:SOURCE", or the SHA-256 of a file and the source in it
    RosterState state = RosterState::proposed;
    std::int64_t workers = 0;
    Money amount;
    std::string proposed_by, decided_by, reason;
    friend bool operator==(const RosterRecord&, const RosterRecord&) = default;
};

/// One worker for months in a row.
struct Commitment {
    std::int64_t number = 0;
    std::int64_t position = 0;  // in the roster, from 1
    std::string name, reg_id;
    std::string nik;  // kept in `personal`
    Day birth;
    std::uint8_t sex = 0;
    std::int64_t area = 0;
    char sector = '\0';
    std::uint8_t programmes = 0;
    Month from;
    std::int32_t months = 0;
    Money amount;                     // of all months
    MembershipNumber membership = 0;  // once approved
    std::string verdict;              // name of the code that left him out
    friend bool operator==(const Commitment&, const Commitment&) = default;
};

struct RosterFile {
    HandedFile file;
    std::string source;  // of the file
    std::vector<Commitment> workers;
};

/// roster.csv of `payung run`, of one source. Rows of a worker that follow on each other, as where
/// relief ends, are one commitment.
Result<RosterFile> read_roster_file(const Path& path, std::string_view source, Day today);

/// The day that a NIK holds; nothing where it holds none.
std::optional<Day> birth_of_nik(std::uint64_t nik, Day today);
/// 1 man, 2 woman.
std::uint8_t sex_of_nik(std::uint64_t nik);

/// Adds a row behind the commitments, or to the last one where it goes on.
void add_months(std::vector<Commitment>& workers, Commitment row);

}  // namespace payung
