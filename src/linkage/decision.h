#pragma once

/// Whom one account belongs to, given the register rows that share its NIK, or its name, birth and
/// sex.
///
/// Pure: reads the two identities' fields alone, so it does not matter in which order rows come.

#include <cstdint>
#include <span>

#include "linkage/link.h"
#include "linkage/namesakes.h"
#include "linkage/tie_break.h"

namespace payung {

/// The rule that linked an account (in the order of LinkRule), or why none did.
enum class Fate : std::uint8_t {
    nik,
    name_birth_sex,
    name_birth_sex_village,
    name_birth_sex_regency,
    ambiguous,
    too_common,
    nik_conflict,
    nobody,
};
constexpr std::size_t fate_count = 8;
constexpr bool is_linked(Fate fate) {
    return fate <= Fate::name_birth_sex_regency;
}

struct Decision {
    Fate fate = Fate::nobody;
    std::uint32_t person = 0;  // register row, where linked

    friend bool operator==(const Decision&, const Decision&) = default;
};

class Decider {
public:
    Decider(std::span<const Identity> persons, const TieKey& tie_key)
        : persons_(persons), tie_(persons, tie_key) {}

    /// `rows` carry the account's NIK. The one that agrees most; equals must be rows of one person.
    Decision by_nik(const Identity& account, std::span<const std::uint32_t> rows) const;

    /// `rows` carry the account's name, birth and sex (others among them are passed over).
    Decision by_name(const Identity& account, std::span<const std::uint32_t> rows,
                     const Namesakes& namesakes) const;

private:
    /// Persons among some rows: none, one (in one row or more, the best of them), or several (2).
    struct Found {
        std::uint32_t row = 0;
        unsigned persons = 0;
    };
    template <class Keep>
    Found find(const Identity& account, std::span<const std::uint32_t> rows,
               const Keep& keep) const;
    bool better(std::uint32_t a, std::uint32_t b, const Identity& account) const;

    std::span<const Identity> persons_;
    TieBreak tie_;
};

}  // namespace payung
