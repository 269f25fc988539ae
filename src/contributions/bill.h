#pragma once

/// A bill: what somebody who pays owes for the protection of members in some months, in parts by
/// the fund that each belongs to.
///
/// Shape    parts stand in the fixed order of BillPart; the contribution for JKK is two of them:
///          what stays there, and what is passed on to JKP. What the State owes stands beside.
/// Units    Money. The state of a bill is derived, never set.
/// Codes    a payment code is the number of the bill, ten digits, and two check digits (ISO 7064
///          MOD 97-10): one wrong digit or two exchanged ones are always noticed.
/// Errors   payment_code_malformed.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"
#include "base/result.h"
#include "membership/member_month.h"

namespace payung {

using BillNumber = std::int64_t;
inline constexpr BillNumber bill_number_max = 9'999'999'999;

enum class BillKind : std::uint8_t { contribution = 1, late_charge, back_wage };
std::string_view name_of(BillKind kind);

enum class BillPart : std::uint8_t { jkk, jkp_from_jkk, jkm, jht, jp };
inline constexpr std::array all_bill_parts{BillPart::jkk, BillPart::jkp_from_jkk, BillPart::jkm,
                                           BillPart::jht, BillPart::jp};
std::string_view name_of(BillPart part);

/// An amount for each part.
class PartAmounts {
public:
    Money& operator[](BillPart part) { return amounts_[static_cast<std::size_t>(part)]; }
    Money operator[](BillPart part) const { return amounts_[static_cast<std::size_t>(part)]; }
    Money sum() const;
    PartAmounts& operator+=(const PartAmounts& other);
    PartAmounts& operator-=(const PartAmounts& other);
    friend PartAmounts operator+(PartAmounts a, const PartAmounts& b) { return a += b; }
    friend PartAmounts operator-(PartAmounts a, const PartAmounts& b) { return a -= b; }
    bool any_negative() const;
    friend bool operator==(const PartAmounts&, const PartAmounts&) = default;

private:
    std::array<Money, all_bill_parts.size()> amounts_{};
};

enum class BillState : std::uint8_t { open, partly_paid, paid, withdrawn };
std::string_view name_of(BillState state);

struct Bill {
    BillNumber number = 0;
    PartyNumber payer = 0;
    BillKind kind = BillKind::contribution;
    Segment segment = Segment::pu;
    Month first, last;
    std::int64_t version = 0;  // of one payer, first month, kind and segment
    Day issued, due;
    std::int64_t members = 0;
    PartAmounts amount, paid;
    Money jkp_state;  // owed by the State beside it
    std::optional<Month>
        unearned_from;                // paid before it is owed: first month that is no income yet
    std::optional<Day> completed_on;  // value day of the payment that completed it
    std::optional<std::string> withdrawn;  // why
    /// The payer owed nothing from earlier months when it was made: a condition of relief that
    /// stays as it was, also for differences.
    bool settled = true;
    std::int64_t posted = 0;  // group of the books; 0 none

    PartAmounts open() const { return amount - paid; }
    BillState state() const;
    bool in_advance() const { return first < last; }
    friend bool operator==(const Bill&, const Bill&) = default;
};

/// Why a bill is withdrawn once grace is over: nobody is billed for those months again.
inline constexpr std::string_view lapsed_reason = "masa tenggang lewat";

/// Whether the contribution counts as income when it is owed (wage earners: the employer's debt) or
/// only when it is paid.
constexpr bool owed_before_paid(Segment segment) {
    return segment == Segment::pu || segment == Segment::jakon;
}

/// One member in one month of a bill.
struct BillMember {
    MembershipNumber membership = 0;
    Month month;
    Money base;  // wage, or declared income
    PartAmounts amount;
    Money jkp_state;
    std::int64_t basis = 0;  // by which law: a text of storage/bill_store.h
    friend bool operator==(const BillMember&, const BillMember&) = default;
};

/// A bill with its members, in their order.
struct BillWithMembers {
    Bill bill;
    std::vector<BillMember> members;
};

/// "000000123478": pre: 1 <= number <= bill_number_max.
std::string payment_code(BillNumber number);
/// Blanks, dots and hyphens between the digits do not matter.
Result<BillNumber> parse_payment_code(std::string_view code);

}  // namespace payung
