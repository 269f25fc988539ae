#pragma once

/// Wage lists that employers handed in, and the wages taken from them.
///
/// Shape    within a transaction of the caller. The highest version of a month counts; a later list
///          makes a new version, never a change.
/// Errors   those of database.h.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/money.h"
#include "membership/member_month.h"
#include "storage/database.h"

namespace payung {

struct WageList {
    std::int64_t number = 0;
    PartyNumber employer = 0;
    Month month;
    std::string sha256, file;
    std::int64_t taken = 0, doubted = 0, rejected = 0;
    friend bool operator==(const WageList&, const WageList&) = default;
};

struct WageTaken {
    MembershipNumber membership = 0;
    Money amount, back_pay;
    friend bool operator==(const WageTaken&, const WageTaken&) = default;
};

/// A list with its wages, each as the next version of its month. Pre: no membership twice; each was
/// paid for by this employer at some time. Gives the number of the list.
Result<std::int64_t> add_wage_list(Transaction& transaction, const WageList& list,
                                   std::span<const WageTaken> wages, std::string_view actor,
                                   Instant now);
/// The lists of an employer, oldest first.
Result<std::vector<WageList>> wage_lists(Transaction& transaction, PartyNumber employer);
Result<std::optional<WageList>> find_wage_list(Transaction& transaction, PartyNumber employer,
                                               Month month, std::string_view sha256);

struct WageVersion {
    Month month;
    std::int64_t version = 0;
    Money amount, back_pay;
    std::int64_t wage_list = 0;
    friend bool operator==(const WageVersion&, const WageVersion&) = default;
};
/// Every version, by month and version.
Result<std::vector<WageVersion>> wages_of(Transaction& transaction, MembershipNumber membership);

}  // namespace payung
