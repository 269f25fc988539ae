#pragma once

/// One batch of groups on its way into the tables: what it must look up is fetched together, each
/// group is accepted on top of those before it, and what changed is written together. Private to
/// storage/.
///
/// Shape    LedgerMemory keeps sub-accounts from one batch to the next. It holds good only while
///          the last group in the database is the one this memory wrote: whoever else posts, in
///          this process or another, makes it begin anew. It must be forgotten when a batch was not
///          committed.

#include <array>
#include <atomic>
#include <bit>
#include <map>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "storage/audit_store.h"
#include "storage/ledger_store.h"
#include "storage/sub_account_table.h"

namespace payung {

struct LedgerMemory {
    struct Head {
        GroupNumber number = 0;
        Instant booked{};
        IdempotencyKey key;
        friend bool operator==(const Head&, const Head&) = default;
    };
    std::optional<Head> head;
    std::int64_t last_sub_account = 0;
    SubAccountTable table;

    std::uint64_t turn = 0;                    // of the last command that used it
    std::atomic<std::uint64_t> committed = 0;  // the last that is known to stand

    void forget();
};

class LedgerWriter final : public LedgerView {
public:
    LedgerWriter(Transaction& transaction, Instant now, LedgerMemory& memory)
        : transaction_(transaction), memory_(memory), now_(now) {}

    /// Looks up what these requests will ask for.
    Result<void> prepare(std::span<const PostingRequest> requests);
    PostingResult post(const PostingRequest& request);
    Result<void> write();

    Result<std::optional<Accepted>> accepted(const IdempotencyKey& key) const override;
    Result<Balance> balance(const SubAccount& sub_account) const override;
    Result<Month> oldest_open(Book book) const override;
    Result<Booked> booked(GroupNumber number) const override;

private:
    using Place = SubAccountTable::Place;
    struct Taken {  // of this batch
        GroupNumber number = 0;
        Instant at;
        const Group* group = nullptr;
        std::string_view actor;
        Digest digest{};
        std::vector<Month> periods;
        GroupState state = GroupState::posted;
        std::optional<GroupNumber> reverses, settles;
        GroupState settled_as = GroupState::confirmed;
    };
    struct LineRow {
        std::int64_t line = 0, entry = 0;
        Place sub_account = 0;
        Money amount;
        std::int64_t period = 0, event = 0, value_date = 0;  // 0: none
    };

    Result<void> load_head();
    Result<void> begin_anew();
    Result<void> load_keys(std::span<const PostingRequest> requests);
    Result<std::int64_t> free_slot(std::int64_t from) const;
    Result<void> load_sub_accounts(std::span<const PostingRequest> requests);
    Result<void> meet(const Group& group);
    Result<void> load_paths(std::span<const Place> places);
    Result<void> load_periods();
    Place held(Book book, AccountCode account, std::string_view key);
    void add_lines(const Group& group, GroupNumber number, std::span<const Month> periods);
    void apply(const std::vector<Change>& changes);
    Result<void> write_keys();
    Result<void> write_groups();
    Result<void> write_sub_accounts();
    Result<void> insert_sub_accounts();
    Result<void> write_balances();
    Result<void> write_balances_at_once();
    Result<void> write_lines();
    Result<void> write_totals();
    Result<void> write_ends();
    Result<void> write_events();

    Transaction& transaction_;
    LedgerMemory& memory_;
    Instant now_;
    LedgerMemory::Head head_;
    struct KeyHash {  // a key is a digest already
        std::size_t operator()(const IdempotencyKey& key) const {
            return std::bit_cast<std::array<std::size_t, 2>>(key.bytes)[0];
        }
    };
    std::unordered_map<IdempotencyKey, Accepted, KeyHash> keys_;  // known before, and of this batch
    std::unordered_map<IdempotencyKey, std::int64_t, KeyHash> displaced_;  // new, their slot taken
    std::array<Month, all_books.size()> open_{};
    using TotalKey = std::tuple<Book, AccountCode, std::int64_t>;
    std::map<TotalKey, AccountTotal> added_;
    GroupNumber first_ = 0;  // of this batch
    std::vector<Taken> taken_;
    std::vector<LineRow> lines_;
    std::vector<Place> changed_;
    std::unordered_map<GroupNumber, GroupNumber> reversed_;  // by groups of this batch
    std::unordered_map<GroupNumber, GroupState> settled_;
};

}  // namespace payung
