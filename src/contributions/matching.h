#pragma once

/// Which bills a receipt pays: said by what the payer wrote and by exact amounts, never guessed.
///
/// Order    1 the bills whose codes it names, where they are open and add up to it exactly;
///          2 the one open bill of the payer with that amount;
///          3 the oldest open bills of the payer, where a run of them adds up to it exactly;
///          4 none: it stays unallocated, with the reason and the bills that a person may choose
///          from.
/// Rule     what a code says is never overruled: a match must hold every open bill that is named,
///          and a receipt that names a bill which is paid or withdrawn is left to a person (it may
///          have been sent twice). Two bills that would do equally well are no match.
/// Law      fund-and-impact 4.3; a proposal of this program, not a rule of law.
/// Cost     O(n log n) in the open bills of the payers.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"

namespace payung {

enum class BillStanding : std::uint8_t { open, paid, withdrawn };

/// A bill as matching sees it.
struct BillOffer {
    std::int64_t bill = 0;
    std::int64_t payer = 0;
    Month month;  // the first
    Day due;
    bool charge = false;  // for being late: after everything else
    BillStanding standing = BillStanding::open;
    Money open;
    friend bool operator==(const BillOffer&, const BillOffer&) = default;
};

enum class MatchRule : std::uint8_t { none, code, same_amount, oldest_sum, by_hand };
std::string_view name_of(MatchRule rule);

/// Why a receipt is not matched.
enum class Unmatched : std::uint8_t {
    matched,
    payer_unknown,
    several_payers,  // codes of different payers, and not exactly those bills
    bill_paid,
    bill_withdrawn,
    nothing_open,
    less_than_bill,    // of the bill that is named, or of every open bill
    more_than_owed,    // all open bills together
    several_would_do,  // bills of the same amount, none of them the oldest
    amount_differs,
    taken_back,  // by a person, after it had paid something
    corrected,   // a bill that it had paid was corrected down
};
std::string_view name_of(Unmatched reason);

enum class CandidateReason : std::uint8_t { named, same_amount, oldest, open };
std::string_view name_of(CandidateReason reason);

struct MatchCandidate {
    std::int64_t bill = 0;
    Money open;
    CandidateReason reason = CandidateReason::open;
    friend bool operator==(const MatchCandidate&, const MatchCandidate&) = default;
};

struct Match {
    MatchRule rule = MatchRule::none;
    Unmatched reason = Unmatched::payer_unknown;
    std::vector<std::int64_t> bills;         // oldest first; together exactly the receipt
    std::vector<MatchCandidate> candidates;  // where none matched; at most 20
    friend bool operator==(const Match&, const Match&) = default;
};

/// What a receipt says, and what is owed by whom it names.
struct MatchFacts {
    Money amount;
    std::span<const BillOffer> named;  // bills whose payment code it shows
    std::span<const BillOffer> open;   // all open bills of their payers, and of `payers`
    bool payer_known = false;          // it shows a payer's number, or a code
};

Match match_receipt(const MatchFacts& facts);

}  // namespace payung
