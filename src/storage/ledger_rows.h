#pragma once

/// How the books stand in tables: paths of sub-accounts, numbers of lines, rows of groups. Private
/// to storage/.

#include <string>
#include <string_view>

#include "ledger/posting.h"
#include "storage/database.h"

namespace payung {

/// Lines and entries of a group are one range of numbers.
inline constexpr std::int64_t places_in_group = 1'048'576;

/// Days and months as they stand in ledger tables: 20260503 and 202605.
std::int64_t whole_number(Day day);
std::int64_t whole_number(Month month);
Day day_of_number(std::int64_t number);
Month month_of_number(std::int64_t number);

/// "JKM:2110:K-2026-0001"
std::string path_of(const SubAccount& sub_account);
SubAccount sub_account_of(std::string_view path);

/// A group with its entries and lines; ledger_not_found where there is none.
Result<Booked> read_booked(Transaction& transaction, GroupNumber number);

/// What the event of groups that were posted together says: "group:17", "group:17-80", and their
/// digest, or one over theirs in their order.
std::string posted_subject(GroupNumber first, GroupNumber last);
Digest posted_content(std::span<const Digest> digests);

/// Columns of `read_group_row`: number, key, reason, refers_to, booked_at, state, reverses,
/// reversed_by, pending_until, settles, outcome. Without entries.
Booked read_group_row(const Row& row);

}  // namespace payung
