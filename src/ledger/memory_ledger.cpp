#include "ledger/memory_ledger.h"

namespace payung {

Result<PostingReceipt> MemoryLedger::post(const Group& group, Instant now) {
    TRY_ASSIGN(Posting posting, accept(group, *this, now));
    if (posting.again) return PostingReceipt{posting.number, true};

    const auto number = static_cast<GroupNumber>(groups_.size()) + 1;
    // Strictly increasing, whatever the clock does.
    if (!groups_.empty()) now = std::max(now, groups_.back().booked_at + Instant::duration(1));
    for (const auto& [sub_account, change] : posting.changes) {
        Balance& balance = balances_[sub_account];
        balance.posted += change.posted;
        balance.reserved += change.reserved;
    }
    const auto booked_as = [this](GroupNumber of) -> Booked& {
        return groups_.at(static_cast<std::size_t>(of) - 1);
    };
    if (posting.reverses) booked_as(*posting.reverses).reversed_by = number;
    if (posting.settles) booked_as(*posting.settles).state = posting.settled_as;
    accepted_.emplace(group.key, Accepted{number, posting.digest});
    groups_.push_back(
        {number, now, group, std::move(posting.periods), posting.state, std::nullopt});
    return PostingReceipt{number, false};
}

Result<void> MemoryLedger::close_before(Book book, Month first_open) {
    Month& open = open_[book];
    if (first_open < open) return Error{Code::ledger_period, {{"month", to_text(open)}}};
    open = first_open;
    return {};
}

Result<std::optional<LedgerView::Accepted>> MemoryLedger::accepted(
    const IdempotencyKey& key) const {
    const auto at = accepted_.find(key);
    if (at == accepted_.end()) return std::optional<Accepted>{};
    return std::optional<Accepted>{at->second};
}

Result<Balance> MemoryLedger::balance(const SubAccount& sub_account) const {
    const auto at = balances_.find(sub_account);
    return at == balances_.end() ? Balance{} : at->second;
}

Result<Month> MemoryLedger::oldest_open(Book book) const {
    const auto at = open_.find(book);
    return at == open_.end() ? Month{} : at->second;
}

Result<Booked> MemoryLedger::booked(GroupNumber number) const {
    if (number < 1 || number > static_cast<GroupNumber>(groups_.size()))
        return Error{Code::ledger_not_found, {{"number", std::to_string(number)}}};
    return groups_[static_cast<std::size_t>(number) - 1];
}

}  // namespace payung
