#pragma once

/// How bills are told to people and to programs.

#include <string>
#include <string_view>

#include "app/console.h"
#include "app/desk_options.h"
#include "app/receipt_words.h"
#include "base/json_writer.h"
#include "contributions/bill.h"
#include "membership/party.h"

namespace payung::app {

std::string_view words_of(BillKind kind, const Console& console);
std::string_view words_of(BillState state, const Console& console);
/// "2026-03", "2026-03 – 2026-11".
std::string months_text(const Bill& bill);

/// Code, months, kind, state, due day, amount, open.
TextTable bill_table(const Console& console);
void add_bill(TextTable& table, const Bill& bill, const Console& console);
/// The columns of it that stand to the right.
inline const std::vector<std::size_t> bill_table_right{5, 6};

/// The members of an object that is begun; money in sen.
void write_bill(JsonWriter& json, const Bill& bill);

/// Whoever has this number, of any kind. invalid_option where nobody has.
Result<PartyRecord> payer_by_number(Transaction& snapshot, const std::string& number);

/// invalid_option where it is none.
Result<Month> month_option(const std::string& text, std::string_view option);

}  // namespace payung::app
