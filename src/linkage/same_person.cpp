#include <numeric>

#include "base/hash_join.h"
#include "base/random.h"
#include "linkage/link.h"
#include "linkage/tie_break.h"

namespace payung {
namespace {

constexpr std::uint32_t rows_of_a_person_max = 64;  // More is a filler: each row stands for itself.

std::uint64_t person_key(const Identity& who) {
    return nik_plausible(who) && who.birth != 0 ? mix64(who.nik ^ std::uint64_t{who.birth} << 32)
                                                : 0;
}

}  // namespace

Result<std::vector<std::uint32_t>> same_person_rows(std::span<const Identity> persons,
                                                    unsigned threads, const TieKey& tie_key) {
    const TieBreak tie(persons, tie_key);
    const JoinSide side{persons.size(), [&](std::size_t begin, std::span<std::uint64_t> keys) {
                            for (std::size_t i = 0; i < keys.size(); ++i) {
                                keys[i] = person_key(persons[begin + i]);
                            }
                        }};
    std::vector<std::uint32_t> stands_for(persons.size());
    std::iota(stands_for.begin(), stands_for.end(), 0U);
    TRY(hash_join(side, side, {rows_of_a_person_max, threads},
                  [&](std::span<const Meeting> meetings, std::span<const std::uint32_t> lefts) {
                      for (const Meeting& m : meetings) {
                          if (m.count < 2) continue;  // Nobody but itself.
                          std::uint32_t& first = stands_for[m.right];
                          for (const std::uint32_t row : lefts.subspan(m.first, m.count)) {
                              if (same_person(persons[row], persons[m.right]) &&
                                  tie.before(row, first)) {
                                  first = row;
                              }
                          }
                      }
                  }));
    return stands_for;
}

}  // namespace payung
