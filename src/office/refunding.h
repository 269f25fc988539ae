#pragma once

/// Giving money back that is nobody's bill (E16): one asks, a second one decides, the bank pays.
///
/// Shape    what is asked back cannot be allocated meanwhile. Approved, it is owed (2230); paid, it
///          leaves the bank account into which it came. Refused, it is free again.
/// Errors   receipt_not_found, receipt_too_small, refund_not_found, refund_state_wrong,
///          refund_same_person.

#include <string>

#include "contributions/receipt.h"
#include "office/desk.h"

namespace payung {

struct RefundRequest {
    ReceiptNumber receipt = 0;
    Money amount;  // nought: all that is left
    std::string reason;
};
Result<Done> ask_refund(const Desk& desk, const RefundRequest& request);
/// Pre: the desk is another's than of whoever asked; else refund_same_person.
Result<Done> decide_refund(const Desk& desk, RefundNumber refund, bool approved);
/// `paid_on`: the bank's day.
Result<Done> confirm_refund(const Desk& desk, RefundNumber refund, Day paid_on);

}  // namespace payung
