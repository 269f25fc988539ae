#pragma once

/// Which account belongs to which person of the register: first stage, by exact agreement.
///
/// The probabilistic engine will take over behind this header: it fills the same Link.
///
/// Shape    links sorted by (person, account); every account in at most one link, a person in many.
/// Errors   interrupted.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registry/identity.h"

namespace payung {

/// In the order in which they are tried; the first that finds exactly one person decides.
enum class LinkRule : std::uint8_t { nik, name_birth_sex, name_birth_sex_village, name_birth_sex_regency };

std::string_view name_of(LinkRule rule);

struct Link {
    std::uint32_t person = 0;   // row of the register
    std::uint32_t account = 0;  // row of the membership extract
    LinkRule rule = LinkRule::nik;
};

struct LinkCounts {  // for the summary: why accounts found nobody
    std::uint64_t by_rule[4] = {};
    std::uint64_t ambiguous = 0;       // several persons agree, no place decides
    std::uint64_t nik_conflict = 0;    // name and date agree, two plausible NIKs differ
    std::uint64_t nobody = 0;
};

struct LinkSet {
    std::vector<Link> links;
    LinkCounts counts;
};

Result<LinkSet> link_exactly(std::span<const Identity> persons, std::span<const Identity> accounts,
                             unsigned threads);

/// For each register row, the row that stands for the same person (plausible NIK and birth date
/// agree): itself, or the row whose tie key is smaller.
Result<std::vector<std::uint32_t>> same_person_rows(std::span<const Identity> persons,
                                                    std::span<const std::uint64_t> tie_keys,
                                                    unsigned threads);

}  // namespace payung
