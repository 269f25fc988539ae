#pragma once

/// Bills and the members on them, in the database.
///
/// Shape    functions over the transaction of a command. Bills are added, many at once; payments
/// add
///          up on them, and corrections make them smaller by shares of their own. Members of a bill
///          are one range of rows, so that ten million a month need one index, the one by
///          membership.
/// Units    Money; months and days of the law.
/// Errors   bill_not_found, bill_overpaid, bill_withdrawn, payment_code_malformed; those of
///          database.h.
/// Cost     add_bills(): a row a bill and a row a member. Look-ups: by number or payer, an index.

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "contributions/bill_making.h"
#include "membership/cover.h"
#include "storage/database.h"
#include "storage/spell_store.h"

namespace payung {

/// The number that the next bill gets.
Result<BillNumber> next_bill_number(Transaction& transaction);

/// `bill.number` is given by whoever makes it, from next_bill_number() on.
Result<void> add_bills(Transaction& transaction, std::span<const BillWithMembers> bills);

/// The number of a text that says by which rows of the law something is owed.
Result<std::int64_t> keep_basis(Transaction& transaction, std::string_view text);
Result<std::string> basis_text(Transaction& transaction, std::int64_t basis);

/// bill_not_found
Result<Bill> bill_by_number(Transaction& transaction, BillNumber number);
/// By payment code: payment_code_malformed, bill_not_found.
Result<Bill> bill_by_code(Transaction& transaction, std::string_view code);

using OnBill = std::function<Result<void>(const Bill&)>;
/// All bills of a payer, oldest month first.
Result<std::vector<Bill>> bills_of_payer(Transaction& transaction, PartyNumber payer);
/// Those that are not fully paid nor withdrawn, by their age: month, then late charges last.
Result<std::vector<Bill>> open_bills_of_payer(Transaction& transaction, PartyNumber payer);
/// Open bills of everybody that were due before `day`, by due day and number.
Result<void> each_overdue_bill(Transaction& transaction, Day day, const OnBill& on_bill);
/// Bills of these payers for exactly this first month.
Result<std::vector<Bill>> bills_of_month(Transaction& transaction, PayerRange payers, Month month);

/// A part of a payment, by the parts of the bill; negative takes one back. Completed on `value_day`
/// where nothing is open any more. Returns the bill as it then is. bill_overpaid, bill_withdrawn.
Result<Bill> apply_payment(Transaction& transaction, BillNumber number, const PartAmounts& amounts,
                           Day value_day);
/// When how much was paid of a bill that is charged for delay, in the order in which it was told.
struct DatedPayment {
    Day value_day;
    Money amount;  // negative: taken back
    friend bool operator==(const DatedPayment&, const DatedPayment&) = default;
};
Result<std::vector<DatedPayment>> payments_of_bill(Transaction& transaction, BillNumber number);
/// Bills of wage earners that are late on `day`, or were paid late, and whose delay was not
/// charged up to then; by payer and number.
Result<std::vector<Bill>> bills_to_charge(Transaction& transaction, PayerRange payers, Day day);
Result<Money> charged_for(Transaction& transaction, BillNumber late);
/// That the delay of a bill was charged up to this day, where that cost nothing more.
Result<void> set_charged_until(Transaction& transaction, BillNumber late, Day day);
/// What a bill of charges holds.
struct LateCharge {
    BillNumber late = 0;
    Day until;                // delay was counted up to then
    std::int64_t months = 0;  // of delay by then
    Money amount;             // charged this time
    friend bool operator==(const LateCharge&, const LateCharge&) = default;
};
Result<void> add_late_charges(Transaction& transaction, BillNumber charge,
                              std::span<const LateCharge> charges);
Result<std::vector<LateCharge>> late_charges(Transaction& transaction, BillNumber charge);

/// Bills that are paid and have a month up to `until` that is not income yet, by that month and
/// number; at most `most`.
Result<std::vector<Bill>> unearned_bills(Transaction& transaction, Month until, std::size_t most);
/// What members' shares of one month of a bill add up to.
Result<PartAmounts> month_of_bill(Transaction& transaction, BillNumber number, Month month);
Result<void> set_unearned_from(Transaction& transaction, BillNumber number,
                               std::optional<Month> month);
/// bill_overpaid where something was paid.
Result<void> withdraw_bill(Transaction& transaction, BillNumber number, std::string_view why);

/// A correction of the bill, and its shares (amounts are negative): the sums of the bill become
/// less, it is paid where nothing is open, and withdrawn where nothing is left. `correction.share`
/// is found here. Pre: what is freed was taken off by apply_payment() before.
Result<void> add_correction(Transaction& transaction, BillCorrection correction,
                            std::span<const BillMember> shares, Instant now);
Result<CorrectionNumber> next_correction(Transaction& transaction);
/// In their order.
Result<std::vector<BillCorrection>> corrections_of(Transaction& transaction, BillNumber bill);

struct BilledMember {
    BillNumber bill = 0;
    BillMember member;
    std::string kpj;
};
using OnBilledMember = std::function<Result<void>(const BilledMember&)>;
/// Members of a bill in the order in which they stand on it.
Result<void> each_member_of_bill(Transaction& transaction, BillNumber number,
                                 const OnBilledMember& on_member);

/// What was billed for one month of one membership, over all bills that are not withdrawn.
struct MonthBilled {
    Month month;
    Money base;  // the last one known
    PartAmounts amount;
    Money jkp_state;
    std::optional<Day> completed_on;  // empty while something of it is open
    BillNumber bill = 0;              // the first
    friend bool operator==(const MonthBilled&, const MonthBilled&) = default;
};
/// By month. For claims: wages, months of contribution, what was paid.
Result<std::vector<MonthBilled>> months_billed(Transaction& transaction,
                                               MembershipNumber membership);
/// The same as the law of cover wants it: programmes that are fully paid for, and when.
Result<std::vector<MonthPaid>> months_paid(Transaction& transaction, MembershipNumber membership);
/// What was paid for a membership, month by month, in [from, until).
Result<PartAmounts> sum_paid(Transaction& transaction, MembershipNumber membership, Month from,
                             Month until);

/// What was billed for members in a month by bills of these payers, advances included; withdrawn
/// bills do not count, but for those that lapsed (contributions/bill.h: lapsed_reason). By payer
/// and membership.
Result<std::vector<BilledBefore>> billed_in_month(Transaction& transaction, PayerRange payers,
                                                  Month month);

/// A payer, and about how many members it has: to cut the payers of a month into steps.
struct PayerSize {
    PartyNumber payer = 0;
    std::int64_t members = 0;
};
Result<std::vector<PayerSize>> payer_sizes(Transaction& transaction);
/// Numbers of parties as people know them (NPP, KPJ …), by party.
Result<std::map<PartyNumber, std::string>> payer_numbers(Transaction& transaction,
                                                         PayerRange payers);
/// Payers of the range that owe contributions for months before `month` which were due before
/// `day`.
Result<std::vector<PartyNumber>> payers_in_arrears(Transaction& transaction, PayerRange payers,
                                                   Month month, Day day);

}  // namespace payung
