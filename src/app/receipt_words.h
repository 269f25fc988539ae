#pragma once

/// How receipts are told to people and to programs: words, tables, JSON.

#include <string>
#include <string_view>

#include "app/console.h"
#include "app/text_table.h"
#include "base/json_writer.h"
#include "contributions/advance.h"
#include "contributions/receipt.h"

namespace payung::app {

std::string_view words_of(MatchRule rule, const Console& console);
std::string_view words_of(Unmatched reason, const Console& console);
std::string_view words_of(RefundState state, const Console& console);
std::string_view words_of(AdvanceState state, const Console& console);
std::string_view words_of(CandidateReason reason, const Console& console);

/// The members of an object that is begun.
void write_receipt(JsonWriter& json, const Receipt& receipt);

}  // namespace payung::app
