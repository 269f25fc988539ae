#pragma once

/// The books in the database. Many groups are accepted in one command: the cost of making it
/// durable is shared, and one refusal does not sink the others.
///
/// Shape    post_groups() runs within a command, so that a claim is decided and posted, and told in
///          the audit chain, in one transaction. LedgerStore::post() is a command of its own.
/// Laws     ledger/posting.h, the same code as for books in memory.
/// Errors   of a group: those of ledger/posting.h; of the whole: those of database.h.
/// Cost     a few statements a batch, and one row a group, entry, line and event.

#include <map>
#include <span>
#include <string>
#include <vector>

#include "base/clock.h"
#include "ledger/memory_ledger.h"
#include "ledger/posting.h"
#include "ledger/trial_balance.h"
#include "storage/database.h"

namespace payung {

using PostingResult = Result<PostingReceipt>;

struct PostingRequest {
    const Group* group = nullptr;
    std::string_view actor;          // who asks, for the audit chain
    const Digest* digest = nullptr;  // of the group, where it was made beforehand
};

/// In order; each result belongs to the request of the same place.
Result<std::vector<PostingResult>> post_groups(Transaction& transaction,
                                               std::span<const PostingRequest> requests,
                                               Instant now);

/// Everything of `book` before `first_open` is closed, for ever; ledger_period where months would
/// be opened again.
Result<void> close_period(Transaction& transaction, Book book, Month first_open,
                          std::string_view actor, Instant now);

struct LedgerMemory;

class LedgerStore {
public:
    /// Brings the tables up to date.
    static Result<LedgerStore> open(Database& database, const Clock& clock,
                                    std::string_view version);

    Result<std::vector<PostingResult>> post(std::span<const PostingRequest> requests);
    Result<std::vector<PostingResult>> post(std::span<const Group> groups, std::string_view actor);
    /// ledger_period where months would be opened again.
    Result<void> close_before(Book book, Month first_open, std::string_view actor);

    Result<Balance> balance(const SubAccount& sub_account) const;
    Result<Booked> booked(GroupNumber number) const;
    Result<std::map<SubAccount, Balance>> balances() const;
    /// Summed from the lines, not from what was kept as they came.
    Result<TrialBalance> history() const;
    /// As kept while posting: must equal history().
    Result<TrialBalance> totals() const;
    Result<void> each_group(const std::function<Result<void>(const Booked&)>& on_group) const;

private:
    LedgerStore(Database& database, const Clock& clock) : database_(&database), clock_(&clock) {}
    Database* database_;
    const Clock* clock_;
    std::shared_ptr<LedgerMemory> memory_;  // of sub-accounts, see ledger_writer.h
};

}  // namespace payung
