#pragma once

/// What a receipt has over, kept for later months of whoever paid it.
///
/// Shape    the money goes to the funds as advance (2210), by the parts of the payer's last bill,
///          until a bill of one of its months takes it: then the advance is mirrored and the
///          receipt pays that bill, so that the parts are those of the bill. It stays on the
///          collection account meanwhile (2420 / 1410): only what paid a bill is swept.
/// Keys     2210 "payer:first..last"; 1410 the day.
/// Law      PP 7/2025 and PP 50/2025 for months of relief: what was paid too much counts toward the
///          following month. Which article says so was not seen, nor whether it holds outside
///          relief: [M], hence by decision of two persons.

#include <string>
#include <string_view>

#include "contributions/receipt.h"

namespace payung {

using AdvanceNumber = std::int64_t;

enum class AdvanceState : std::uint8_t { asked, stands, refused, ended };
std::string_view name_of(AdvanceState state);

struct Advance {
    AdvanceNumber number = 0;
    ReceiptNumber receipt = 0;
    PartyNumber payer = 0;
    Month first, last;
    Money amount;  // what it was decided for; less stands where bills took of it
    AdvanceState state = AdvanceState::asked;
    AllocationNumber allocation = 0;  // the last that holds it; 0 none yet
    std::string reason;
    std::string asked_by, decided_by;
    friend bool operator==(const Advance&, const Advance&) = default;
};

/// An amount by the parts of a bill; what of it would be passed on to JKP stays in JKK. Pre: whole
/// rupiah, the bill is of more than nothing.
PartAmounts advance_parts(Money amount, const PartAmounts& of_bill);

/// 2220 to the funds, where it stands as advance. `number` is that of its allocation.
Group advance_group(const ReceiptAt& receipt, AllocationNumber number, Day on,
                    std::string_view payer_number, Month first, Month last,
                    const PartAmounts& parts);

}  // namespace payung
