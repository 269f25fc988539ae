#pragma once

/// Bills that were made become bills that are owed: numbers, postings, rows, in one command.
/// Private to office/.

#include <functional>
#include <span>
#include <string>

#include "contributions/bill.h"
#include "office/desk.h"
#include "storage/bill_store.h"

namespace payung {

struct IssuedBills {
    BillNumber first = 0, last = 0;
    bool again = false;  // the same were issued before
};

/// The text of a basis that the members of made bills name.
using BasisText = std::function<const std::string&(std::uint32_t)>;

/// `event` tells these bills from all others together with what they say.
Result<IssuedBills> issue_made_bills(const Desk& desk, std::string kind, std::string_view event,
                                     PayerRange payers, std::vector<BillWithMembers>& bills,
                                     const BasisText& text_of);

/// The same within a command: numbers the bills, books what is owed before it is paid, and adds
/// them. Members name texts of the store already.
Result<IssuedBills> add_made_bills(Work& work, PayerRange payers, std::span<BillWithMembers> bills);

}  // namespace payung
