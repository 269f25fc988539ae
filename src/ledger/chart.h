#pragma once

/// The chart of accounts: which account stands in which book, and how far it may go.
///
/// An account has sub-accounts, told apart by a key (bank account, claim, participant, month …).
/// The account itself is the sum of its sub-accounts and is never posted to otherwise, so control
/// equals sub-ledger by construction.
///
/// Source   chart_of_accounts.def.

#include <cstdint>
#include <span>
#include <string_view>

#include "ledger/book.h"

namespace payung {

using AccountCode = std::uint16_t;  // four digits

enum class Limit : std::uint8_t {
    none,
    never_credit,  // every sub-account >= 0
    never_debit,   // every sub-account <= 0
};

struct Account {
    AccountCode code = 0;
    Books books = 0;
    Limit limit = Limit::none;
    std::string_view key_id;  // what its sub-accounts are told apart by; empty: nothing
    std::string_view name_id, name_en;

    constexpr bool stands_in(Book book) const { return (books & only(book)) != 0; }
    /// Income and expense: closed to the result of the period.
    constexpr bool of_result() const { return code / 1000 == 4 || code / 1000 == 5; }
};

/// By code.
std::span<const Account> chart_of_accounts();
/// nullptr where there is no such account.
const Account* find_account(AccountCode code);

/// The largest part of an entry that may go to the rounding difference: one rupiah.
inline constexpr AccountCode rounding_account = 5510;
inline constexpr std::int64_t rounding_sen_max = 100;

}  // namespace payung
