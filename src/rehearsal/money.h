#pragma once

/// The third act: bills go out, people pay as is their way, the bank says so (sometimes twice), and
/// the office makes the best of it.

#include "rehearsal/stage.h"

namespace payung::rehearsal {

/// Everybody's bills of a month; whom an earlier run billed, only what is new.
Result<void> bill(Stage& stage, Month month);
/// Of those who pay for themselves, and of sponsors: early, since they pay within the month.
Result<void> bill_early(Stage& stage, Month month);
/// Those who pay for months ahead ask for their bills.
Result<void> bill_ahead(Stage& stage, Month month);
Result<void> charge_delay(Stage& stage);
Result<void> earn(Stage& stage, Month until);

/// Each payer looks at his bills and sends what he sends, to be at the bank on this day.
Result<void> pay_bills(Stage& stage);
/// What the bank has to say is taken in; now and then it sends a statement of old once more.
Result<void> take_statements(Stage& stage);
/// Somebody decides about what could not be matched: it is allocated by hand, or given back.
Result<void> settle_unmatched(Stage& stage);
Result<void> sweep(Stage& stage);

}  // namespace payung::rehearsal
