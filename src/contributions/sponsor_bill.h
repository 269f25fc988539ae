#pragma once

/// What a sponsor owes in each month for each programme, for the workers he has committed to.
///
/// Shape    bills stand by source, month, programme; one bill each, with how many participants it
/// is
///          for. A programme that costs nothing in a month is billed with nought, so that the
///          participants of the month can be read from it; one that is not paid for is not there.
/// Sums     exact: the bills add up to the commitments (CHECK).
/// Law      a contribution is owed whole for each month (PP 44/2015; PP 46/2015); amounts are those
///          of the month, given by whoever made the commitment from the law.
/// Cost     O(months of the commitments).

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "legislation/programme.h"

namespace payung {

/// A source pays for so many participants, each the same, in each of these months.
struct SponsorCommitment {
    std::uint32_t source = 0;
    Month from;
    std::int32_t months = 0;
    std::uint64_t participants = 0;
    std::uint8_t programmes = 0;                         // bit k: Programme k
    std::array<Money, all_programmes.size()> monthly{};  // of one participant, by Programme
};

struct SponsorBill {
    std::uint32_t source = 0;
    Month month;
    Programme programme = Programme::jkk;
    std::uint64_t participants = 0;
    Money amount;
    friend bool operator==(const SponsorBill&, const SponsorBill&) = default;
};

/// Pre: months >= 0; programmes that are not in `programmes` cost nothing.
std::vector<SponsorBill> bills_of(std::span<const SponsorCommitment> commitments);

Money sum_of(std::span<const SponsorBill> bills);
Money sum_of(std::span<const SponsorCommitment> commitments);

}  // namespace payung
