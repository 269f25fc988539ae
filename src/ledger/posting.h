#pragma once

/// Accepting a group: what it meets in the books, and what it changes there. Pure but for the view,
/// so that the books in memory and the books in a database obey the same code.
///
/// Laws     I3 a key counts once: the same again returns the first result, other content under the
///          same key is refused; I4 nothing is edited, a group is reversed once; I5 no entry into a
///          closed period: a late event goes to the oldest open one; I6 limits of sub-accounts; I10
///          pending amounts may not be spent twice, and end once.
/// Errors   those of laws.h; ledger_key_conflict, ledger_limit (which account of which book, never
///          the key), ledger_reversal (what is wrong), ledger_settlement (what is wrong),
///          ledger_not_found.
/// Cost     one look-up of a balance for each line, one of the key.

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "base/result.h"
#include "ledger/entry.h"

namespace payung {

struct SubAccount {
    Book book = Book::jkk;
    AccountCode account = 0;
    std::string key;
    friend auto operator<=>(const SubAccount&, const SubAccount&) = default;
};

struct Balance {
    Money posted;
    Money reserved;  // of pending groups, only what moves towards the limit of the account
    friend bool operator==(const Balance&, const Balance&) = default;
};

enum class GroupState : std::uint8_t { posted, pending, confirmed, cancelled, expired };

/// A group as the books keep it.
struct Booked {
    GroupNumber number = 0;
    Instant booked_at;
    Group group;
    std::vector<Month> periods;  // of each entry
    GroupState state = GroupState::posted;
    std::optional<GroupNumber> reversed_by;
};

/// What posting looks up.
class LedgerView {
public:
    virtual ~LedgerView() = default;
    /// The number and the digest of the group that was accepted under this key.
    struct Accepted {
        GroupNumber number = 0;
        Digest digest{};
    };
    virtual Result<std::optional<Accepted>> accepted(const IdempotencyKey& key) const = 0;
    virtual Result<Balance> balance(const SubAccount& sub_account) const = 0;
    /// Everything before this month is closed.
    virtual Result<Month> oldest_open(Book book) const = 0;
    /// ledger_not_found where there is none.
    virtual Result<Booked> booked(GroupNumber number) const = 0;
};

/// What is to be added to the balance of a sub-account.
struct Change {
    SubAccount at;
    Balance by;
};

/// What a group does to the books.
struct Posting {
    bool again = false;      // the key was known: nothing is to be done
    GroupNumber number = 0;  // of the earlier group if `again`; else given by the books
    Digest digest{};
    std::vector<Month> periods;
    std::vector<Change> changes;  // each sub-account once
    GroupState state = GroupState::posted;
    std::optional<GroupNumber> reverses, settles;
    GroupState settled_as = GroupState::confirmed;
};

/// `digest` is that of the group, where it was made beforehand.
Result<Posting> accept(const Group& group, const LedgerView& view, Instant now,
                       const Digest* digest = nullptr);

}  // namespace payung
