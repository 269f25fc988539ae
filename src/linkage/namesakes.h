#pragma once

/// How many strangers with the same name, sex and birth date a person of the register would have by
/// chance.
///
/// In a town the only SUTRISNO of 1 July 1960 is the one looked for; among 30 million persons the
/// only one in the register may well be another than the one in the membership file. If names and
/// birth dates have nothing to do with each other, a name that n persons of a sex carry meets a
/// date on which b of N persons were born in n b / N persons. That grows with the register and
/// knows both common names and heaped dates (31 December, 1 July, 1 January).
///
/// Memory   up to 128 MB. Names share counters where their hashes do, so a count is never too low.
/// Cost     one pass over the register.

#include <cstdint>
#include <span>

#include "base/big_array.h"
#include "registry/identity.h"

namespace payung {

class Namesakes {
public:
    Namesakes(std::span<const Identity> persons, unsigned threads);

    /// True if fewer than one stranger in a hundred such persons is to be expected in the register.
    bool rare(const Identity& who) const;
    /// The same among those who live in the regency of `who`.
    bool rare_in_regency(const Identity& who) const;

private:
    using Counters = BigArray<std::uint32_t>;
    /// Whether `names` persons, one of them `who`, meet the birth date of `who` once in a hundred.
    bool rare_among(std::uint32_t names, const Identity& who) const;

    std::uint64_t persons_;
    Counters by_name_;             // by hash of name and sex
    Counters by_name_in_regency_;  // by hash of name, sex and regency: names have a home
    Counters by_birth_;            // by year, month and day
};

}  // namespace payung
