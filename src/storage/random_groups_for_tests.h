#pragma once

/// For tests: groups at random, most of which the books take.

#include <string>

#include "base/random.h"
#include "ledger/memory_ledger.h"

namespace payung {

inline constexpr Day may_3 = *Day::from_ymd(2026, 5, 3);

inline Group random_group(Random& random, int number) {
    const std::string name = "g" + std::to_string(number);
    const std::string claim = "K" + std::to_string(random.below(6));
    const Money amount = Money::from_sen(1 + random.below(5000));
    const Money back = Money{} - amount;
    const auto jkm = [&](std::vector<Line> lines) {
        return Group{key_of(name), "uji", name, {{Book::jkm, may_3, {}, std::move(lines)}},
                     {},           {},    {}};
    };
    switch (random.below(4)) {
        case 0:
            return jkm({{1120, "BRI", amount}, {4110, "", back}});
        case 1:
            return jkm({{5110, "", amount}, {2110, claim, back}});
        case 2:
            return jkm({{2110, claim, amount}, {1120, "BRI", back}});
        default: {
            Group pending = jkm({{5110, "", amount}, {1120, "BRI", back}});
            pending.pending_until =
                Instant(std::chrono::milliseconds(1'779'000'000'000 + 1000 * (1 + number)));
            return pending;
        }
    }
}

/// Something that refers to what is there already: a reversal or the end of a pending group.
inline Group random_end(Random& random, const MemoryLedger& memory, int number) {
    const auto& groups = memory.groups();
    const Booked& of = groups[random.below(static_cast<std::uint32_t>(groups.size()))];
    const IdempotencyKey key = key_of("end" + std::to_string(number));
    if (!of.group.pending_until) return reversal_of(of.group, of.number, key, may_3);
    Group end{key, "uji", "akhir", {}, {}, {}, Settlement{of.number, Outcome::cancelled}};
    if (random.below(2) == 0) {
        end.settles->outcome = Outcome::confirmed;
        end.entries = of.group.entries;
    }
    return end;
}

}  // namespace payung
