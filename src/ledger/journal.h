#pragma once

/// The books as a plain-text journal that ledger-cli and hledger read: a second opinion from
/// programs that share no code with us.
///
/// Shape    one transaction an entry, in order; accounts are "JKM:2110 Utang manfaat:KLAIM-1".
///          Amounts in rupiah with two decimals. Personal keys are for the reader's eyes only: the
///          caller may hide them.

#include <functional>
#include <string>
#include <string_view>

#include "ledger/posting.h"

namespace payung {

/// What stands for a sub-account's key in the journal.
using ShowKey = std::function<std::string(const SubAccount&)>;

/// Appends one group. Nothing for groups that posted nothing.
void write_journal(std::string& out, const Booked& booked, const ShowKey& show_key = {});

}  // namespace payung
