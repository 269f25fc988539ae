#pragma once

/// Money that came in, what was made of it, and what was asked back.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "contributions/matching.h"
#include "contributions/receipt_posting.h"

namespace payung {

using ReceiptNumber = std::int64_t;
using AllocationNumber = std::int64_t;
using RefundNumber = std::int64_t;

struct Receipt {
    ReceiptNumber number = 0;
    ReceiptAt at;
    Money amount, allocated, refunded;
    PartyNumber payer = 0;  // 0 while nobody knows
    std::string payer_name, note, codes;
    MatchRule rule = MatchRule::none;
    Unmatched reason = Unmatched::payer_unknown;
    std::int64_t statement = 0;
    std::uint64_t line = 0;  // of its file
    GroupNumber posted = 0;

    /// Neither paid for something nor asked back: what stands in 2220, but for refunds that wait.
    Money open() const { return amount - allocated - refunded; }
    friend bool operator==(const Receipt&, const Receipt&) = default;
};
inline bool operator==(const ReceiptAt& a, const ReceiptAt& b) {
    return a.key() == b.key() && a.value == b.value;
}

struct AllocatedBill {
    BillNumber bill = 0;
    PartAmounts parts;
    friend bool operator==(const AllocatedBill&, const AllocatedBill&) = default;
};

/// What a receipt paid, as one group of the books. One that takes another back is negative, and so
/// is one that frees a part of another, because a bill was corrected.
struct Allocation {
    AllocationNumber number = 0;
    ReceiptNumber receipt = 0;
    Day day;
    Money amount;
    MatchRule rule = MatchRule::by_hand;
    std::string strategy;  // empty where the bills were paid whole
    AllocationNumber undoes = 0, frees = 0;
    std::string reason;
    std::string actor;
    GroupNumber posted = 0;
    std::vector<AllocatedBill> bills;
    friend bool operator==(const Allocation&, const Allocation&) = default;
};

enum class RefundState : std::uint8_t { asked, approved, paid, refused };
std::string_view name_of(RefundState state);

struct Refund {
    RefundNumber number = 0;
    ReceiptNumber receipt = 0;
    Money amount;
    RefundState state = RefundState::asked;
    std::string payee;  // key of 2230
    std::string reason;
    std::string asked_by, decided_by;
    std::optional<Day> paid_on;
    friend bool operator==(const Refund&, const Refund&) = default;
};

/// What one allocation paid of a bill; negative where it takes another one back, or frees of it.
struct BillPayment {
    AllocationNumber allocation = 0;
    ReceiptNumber receipt = 0;
    PartAmounts parts;
    AllocationNumber undoes = 0, frees = 0;
};

}  // namespace payung
