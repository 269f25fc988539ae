#pragma once

/// Which account belongs to which person of the register: first stage, by exact agreement.
///
/// First by NIK (nik_identifies), then the accounts left by name, birth date and sex: in the nation
/// if one person has them and namesakes are rare, else in the account's village, else in its
/// regency. Two different NIKs that fit their records forbid the second way, unless the village is
/// the same: among 30 million persons most such pairs are namesakes (README.md has the counts). The
/// probabilistic engine will take over behind this header: it fills the same Link.
///
/// Shape    links sorted by (person, account); every account in at most one link, a person in many.
/// Order    shuffling the rows of either file permutes the links, nothing else.
/// Memory   beside the identities, at 30 million x 60 million: 1.5 GB at most.
/// Errors   interrupted.
/// Cost     two joins of all rows; see link_bench.

#include <array>
#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "registry/identity.h"

namespace payung {

/// In the order in which they are tried; the first that finds exactly one person decides.
enum class LinkRule : std::uint8_t {
    nik,
    name_birth_sex,
    name_birth_sex_village,
    name_birth_sex_regency
};
constexpr std::size_t link_rule_count = 4;

std::string_view name_of(LinkRule rule);

struct Link {
    std::uint32_t person = 0;   // row of the register
    std::uint32_t account = 0;  // row of the membership extract
    LinkRule rule = LinkRule::nik;

    friend bool operator==(const Link&, const Link&) = default;
};

/// For the summary; every account is counted once.
struct LinkCounts {
    std::array<std::uint64_t, link_rule_count> by_rule{};
    std::uint64_t ambiguous = 0;  // several persons agree, no place decides
    std::uint64_t too_common =
        0;  // one person agrees, but so might a stranger, and no place decides
    std::uint64_t nik_conflict = 0;  // name, date and sex agree, but two plausible NIKs differ
    std::uint64_t nobody = 0;

    friend bool operator==(const LinkCounts&, const LinkCounts&) = default;
};

struct LinkSet {
    std::vector<Link> links;
    LinkCounts counts;
};

/// A number that belongs to a register row wherever it stands in the file, such as the hash of its
/// id: the smallest decides between rows of one person. Without it, what the rows say decides, and
/// between rows that say the same their order. Called by several threads.
using TieKey = std::function<std::uint64_t(std::uint32_t row)>;

Result<LinkSet> link_exactly(std::span<const Identity> persons, std::span<const Identity> accounts,
                             unsigned threads, const TieKey& tie_key = {});

/// For each register row, the row that stands for the same person (plausible NIK and birth date
/// agree): itself, or the row whose tie key is smaller.
Result<std::vector<std::uint32_t>> same_person_rows(std::span<const Identity> persons,
                                                    unsigned threads, const TieKey& tie_key = {});

/// Two rows of one file that are one person.
inline bool same_person(const Identity& a, const Identity& b) {
    return nik_plausible(a) && nik_plausible(b) && a.nik == b.nik && a.birth != 0 &&
           a.birth == b.birth;
}

}  // namespace payung
