#pragma once

/// One batch of groups on its way into the tables: what it must look up is fetched together, each
/// group is accepted on top of those before it, and what changed is written together. Private to
/// storage/.

#include <map>
#include <set>
#include <span>
#include <unordered_map>
#include <vector>

#include "storage/audit_store.h"
#include "storage/ledger_store.h"

namespace payung {

class LedgerWriter final : public LedgerView {
public:
    LedgerWriter(Transaction& transaction, Instant now) : transaction_(transaction), now_(now) {}

    /// Looks up what these requests will ask for.
    Result<void> prepare(std::span<const PostingRequest> requests);
    PostingResult post(const PostingRequest& request);
    Result<void> write();

    Result<std::optional<Accepted>> accepted(const IdempotencyKey& key) const override;
    Result<Balance> balance(const SubAccount& sub_account) const override;
    Result<Month> oldest_open(Book book) const override;
    Result<Booked> booked(GroupNumber number) const override;

private:
    struct Held {
        std::int64_t id = 0;
        SubAccount at;
        Balance balance;
        bool changed = false;
    };
    struct Taken {  // of this batch
        GroupNumber number = 0;
        Instant at;
        const Group* group = nullptr;
        std::string_view actor;
        std::string digest;
        Posting posting;
    };

    Result<void> load_head();
    Result<void> load_keys(std::span<const PostingRequest> requests);
    Result<void> load_sub_accounts(std::span<const PostingRequest> requests);
    Result<void> add_paths(const Group& group, std::set<std::string>& paths) const;
    Result<void> load_periods();
    Held& held(const SubAccount& sub_account);
    void add_totals(const Group& group);
    Result<void> write_sub_accounts();
    Result<void> write_totals();
    Result<void> write_groups();
    Result<void> write_entries();
    Result<void> write_lines();
    Result<void> write_ends();
    Result<void> write_events();

    Transaction& transaction_;
    Instant now_, last_booked_{};
    GroupNumber last_ = 0;
    std::int64_t last_sub_account_ = 0;
    std::map<IdempotencyKey, Accepted> keys_;
    std::unordered_map<std::string, Held> held_;  // by path
    std::map<Book, Month> open_;
    std::map<std::pair<Book, AccountCode>, AccountTotal> added_;
    std::vector<Taken> taken_;
};

}  // namespace payung
