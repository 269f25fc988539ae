#pragma once

/// How a payment that is less than what is owed is shared out over the parts of bills.
///
/// Shape    pure. largest_remainder() is the one way of splitting money here: the parts add up to
///          the whole exactly, and each is less than one unit from its share (CHECK). allocate()
///          ranks the parts by a strategy and splits within the rank where the money ends.
/// Law      which programme, worker or month goes first in a short payment was not found in the
///          texts: hence strategies with names and versions, `proportional/1` unless somebody says
///          otherwise. Charges always come after what they were charged on.
/// Units    Money, in whole units (a rupiah): amounts must be multiples of it.
/// Cost     O(n log n).

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"

namespace payung {

inline constexpr Money one_rupiah = Money::from_rupiah(1);

/// `amount` in parts that stand to each other as the weights do: what is left over when each share
/// is cut down to whole units goes, a unit each, to the shares that were cut most, the earlier of
/// equal ones first. A part is never more than its weight where the whole is not.
/// Pre: amount, weights >= 0, multiples of unit > 0; weights not all 0 unless amount is.
std::vector<Money> largest_remainder(Money amount, std::span<const Money> weights, Money unit);

enum class AllocationStrategy : std::uint8_t {
    proportional = 1,    // all parts at once
    oldest_month_first,  // a month is paid whole before the next
    programme_order,     // a programme is paid whole before the next
};
/// "proportional/1": the name and the version of what it does.
std::string_view name_of(AllocationStrategy strategy);
/// With or without the version.
std::optional<AllocationStrategy> parse_allocation_strategy(std::string_view word);

/// A part of a bill on which something is owed still.
struct OpenPart {
    std::int64_t bill = 0;
    Month month;
    std::uint8_t order = 0;  // of the part in its bill: the fixed order of programmes
    bool charge = false;     // for being late; after everything else
    Money open;
};

/// What each part gets, in their places. Pre: amount <= the sum of the parts.
std::vector<Money> allocate(Money amount, std::span<const OpenPart> parts,
                            AllocationStrategy strategy);

}  // namespace payung
