#pragma once

/// What a receipt does in the books: groups as E2 to E5, E14 to E16 of fund-and-impact.md.
///
/// Shape    pure. Money arrives in clearing as unallocated (2220), leaves it for a fund by the
///          mirror 2420 / 1410, and there pays a debt (1310, with JHT on to the members), is a
///          charge earned (4310) or stands as advance (2210) until its month is earned. Each
///          payment of one receipt is one group, so that it can be taken back whole.
/// Units    Money; keys of sub-accounts as docs/reference/ledger.md.
/// Law      UU 24/2011 Pasal 40 and UU 40/2004 Pasal 49 ayat (2): no programme pays for another, so
///          the share of JKK that belongs to JKP is cash of JKK until the sweep passes it on.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contributions/bill.h"
#include "ledger/entry.h"

namespace payung {

/// Where a receipt stands in the books.
struct ReceiptAt {
    std::string channel;    // of 1130
    std::string reference;  // the bank's
    Day booked, value;
    /// "BRI:2026-03-15:000123": the business key, unique for ever, and the key of 2220.
    std::string key() const;
};

/// 1130 / 2220: money has come in, nobody knows yet for what.
Group arrival(const ReceiptAt& receipt, Money amount);

/// What goes to one member's JHT account, by KPJ.
struct JhtCredit {
    std::string kpj;
    Money amount;
    friend bool operator==(const JhtCredit&, const JhtCredit&) = default;
};

/// A bill that is paid, by which parts.
struct BillPaid {
    const Bill* bill = nullptr;
    std::string_view payer_number;
    PartAmounts parts;
    /// Of parts[jht], where it goes to members at once (see credits_members()); adds up to it.
    std::vector<JhtCredit> jht;
};

/// Whether the JHT part of this bill is credited to the members when it is paid: where it was a
/// debt before. What is earned only when its month has come is an advance until then
/// (bill_posting.h).
bool credits_members(const Bill& bill);

/// 2220 to the funds and what is paid there. `number` tells the payments of one receipt apart.
Group allocation_group(const ReceiptAt& receipt, std::int64_t number, Day on,
                       std::span<const BillPaid> bills);

/// The mirror of that for what is free again of one bill that was corrected.
Group freed_group(const ReceiptAt& receipt, std::int64_t number, Day on, const BillPaid& freed);

/// 2220 / 2230 when a refund is approved; 2230 / 1130 when the bank has paid it.
Group refund_approved(const ReceiptAt& receipt, std::int64_t refund, std::string_view payee,
                      Money amount, Day on);
Group refund_paid(const ReceiptAt& receipt, std::int64_t refund, std::string_view payee,
                  Money amount, Day on);

/// Of payments since the last sweep, those of one day from one channel for bills of one month.
struct SweepShare {
    std::string channel;
    Day day;      // of the payments: the key of 1410
    Month month;  // of the bills: the key of 2430 and 1420
    PartAmounts parts;
    Money passed_on;  // of parts[jkp_from_jkk]: what JKK owes to JKP
};

/// Clearing to the custodian banks, and what JKK owes on to JKP (E3). What was taken back makes a
/// share negative: it then flows the other way. No entries where everything is nought.
Group sweep_group(std::int64_t sweep, Day on, std::string_view custodian,
                  std::span<const SweepShare> shares);

/// The fund whose book a part of a bill belongs to.
Book fund_of(BillPart part);

}  // namespace payung
