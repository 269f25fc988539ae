#pragma once

/// The books in memory: for tests, simulations and files of worked events. Obeys posting.h as the
/// books in a database do, and is what those are compared with.

#include <map>
#include <unordered_map>
#include <vector>

#include "ledger/posting.h"

namespace payung {

/// Where a group came to stand.
struct PostingReceipt {
    GroupNumber number = 0;
    bool again = false;  // it was there already; nothing was changed
    friend bool operator==(const PostingReceipt&, const PostingReceipt&) = default;
};

class MemoryLedger final : public LedgerView {
public:
    /// All or nothing.
    Result<PostingReceipt> post(const Group& group, Instant now);
    /// No entry of `book` goes to a month before `first_open` any more. Only ever forward:
    /// ledger_period.
    Result<void> close_before(Book book, Month first_open);

    Result<std::optional<Accepted>> accepted(const IdempotencyKey& key) const override;
    Result<Balance> balance(const SubAccount& sub_account) const override;
    Result<Month> oldest_open(Book book) const override;
    Result<Booked> booked(GroupNumber number) const override;

    const std::vector<Booked>& groups() const { return groups_; }
    const std::map<SubAccount, Balance>& balances() const { return balances_; }

private:
    std::vector<Booked> groups_;  // number - 1
    std::map<IdempotencyKey, Accepted> accepted_;
    std::map<SubAccount, Balance> balances_;
    std::map<Book, Month> open_;
};

}  // namespace payung
