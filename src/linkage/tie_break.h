#pragma once

/// Which of two rows of one person stands for both: a total order that does not depend on the
/// file's.

#include <span>
#include <tuple>

#include "linkage/link.h"

namespace payung {

class TieBreak {
public:
    TieBreak(std::span<const Identity> persons, const TieKey& tie_key)
        : persons_(persons), tie_key_(tie_key) {}

    bool before(std::uint32_t a, std::uint32_t b) const {
        if (tie_key_) {
            const std::uint64_t key_a = tie_key_(a), key_b = tie_key_(b);
            if (key_a != key_b) return key_a < key_b;
        }
        const auto said_by = [](const Identity& who) {
            return std::tie(who.nik, who.name_key, who.birth, who.area, who.village, who.regency,
                            who.sex, who.nik_flags);
        };
        const auto said_a = said_by(persons_[a]), said_b = said_by(persons_[b]);
        return said_a != said_b ? said_a < said_b : a < b;
    }

private:
    std::span<const Identity> persons_;
    const TieKey& tie_key_;
};

}  // namespace payung
