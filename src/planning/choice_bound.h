#pragma once

/// How many more workers any other assignment could cover that keeps all those chosen.
///
/// For sources with several prices, where greedy is no longer exact. Sources are grouped so that
/// money can matter from one to another (through a class with someone left out, or with someone
/// paid). Within a group that has someone left out, whoever keeps the chosen must spend on them at
/// least the larger of: the sum of their cheapest prices; and the sum of their dearest prices less
/// the most that the ceilings can save. What is left of the ceilings then pays at most that much
/// divided by the cheapest price of those left out. A group in which every source has one price
/// gains nothing (the matroid argument holds inside it).
///
/// Cost  O(edges).

#include <cstdint>
#include <span>

#include "base/money.h"
#include "planning/assignment.h"
#include "planning/choice.h"

namespace payung {

std::uint64_t gain_at_most(std::span<const WorkerClass> classes, std::span<const Money> ceilings,
                           const Assignment& assignment, std::span<const std::uint64_t> population,
                           std::span<const std::uint64_t> taken);

}  // namespace payung
