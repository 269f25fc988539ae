#include "ledger/posting.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "ledger/laws.h"

namespace payung {
namespace {

Error wrong_reversal(std::string apa, std::string what) {
    return {Code::ledger_reversal, {{"apa", std::move(apa)}, {"what", std::move(what)}}};
}

Error wrong_settlement(std::string apa, std::string what) {
    return {Code::ledger_settlement, {{"apa", std::move(apa)}, {"what", std::move(what)}}};
}

/// The part of an amount that moves towards the limit of its account.
Money towards_limit(Limit limit, Money amount) {
    const bool away = (limit == Limit::never_credit && amount > Money{}) ||
                      (limit == Limit::never_debit && amount < Money{});
    return limit == Limit::none || away ? Money{} : amount;
}

Limit limit_of(AccountCode account) {
    return find_account(account)->limit;
}

Balance change_of(const Line& line, bool pending, std::int64_t sign) {
    if (!pending) return {line.amount * sign, Money{}};
    return {Money{}, towards_limit(limit_of(line.account), line.amount) * sign};
}

/// What the entries do, posted or set aside, times `sign`: line by line.
void add_changes(std::vector<Change>& changes, const Group& group, bool pending,
                 std::int64_t sign) {
    for (const Entry& entry : group.entries)
        for (const Line& line : entry.lines)
            changes.push_back(
                {{entry.book, line.account, line.key}, change_of(line, pending, sign)});
}

void add_to(Change& change, const Balance& by) {
    change.by.posted += by.posted;
    change.by.reserved += by.reserved;
}

/// Each sub-account once, in their order. Most groups have a handful of lines.
void merge(std::vector<Change>& changes) {
    std::ranges::sort(changes, {}, &Change::at);
    std::size_t kept = 0;
    for (std::size_t i = 1; i < changes.size(); ++i) {
        if (changes[kept].at == changes[i].at) {
            add_to(changes[kept], changes[i].by);
        } else if (++kept != i) {
            changes[kept] = std::move(changes[i]);
        }
    }
    if (!changes.empty()) changes.resize(kept + 1);
}

bool within(Limit limit, Money balance) {
    if (limit == Limit::never_credit) return balance >= Money{};
    return limit == Limit::none || balance <= Money{};
}

/// A sub-account that a change brings nearer to its limit must not pass it; what was set aside is
/// not there to be spent.
Result<void> check_limits(const std::vector<Change>& changes, const LedgerView& view) {
    for (const auto& [sub_account, change] : changes) {
        const Limit limit = limit_of(sub_account.account);
        const Money moved = change.posted + change.reserved;
        if (limit == Limit::none || towards_limit(limit, moved) == Money{}) continue;
        TRY_ASSIGN(const Balance held, view.balance(sub_account));
        if (within(limit, held.posted + held.reserved + moved)) continue;
        return Error{Code::ledger_limit,
                     {{"account", fmt::format("{:04}", sub_account.account)},
                      {"book", std::string(name_of(sub_account.book))}}};
    }
    return {};
}

bool mirrors(const Group& reversal, const Group& original) {
    return std::ranges::equal(
        reversal.entries, original.entries, [](const Entry& a, const Entry& b) {
            return a.book == b.book &&
                   std::ranges::equal(a.lines, b.lines, [](const Line& x, const Line& y) {
                       return x.account == y.account && x.key == y.key &&
                              x.amount + y.amount == Money{};
                   });
        });
}

Result<void> check_reversal(const Group& group, const LedgerView& view) {
    if (!group.reverses) return {};
    TRY_ASSIGN(const Booked original, view.booked(*group.reverses));
    // What was set aside is posted, if ever, by the group that confirms it: that one is reversed.
    if (original.group.pending_until || original.group.entries.empty())
        return wrong_reversal("yang dibalik belum dibukukan", "what it reverses was never posted");
    if (original.reversed_by) return wrong_reversal("sudah dibalik", "it was reversed already");
    if (!mirrors(group, original.group))
        return wrong_reversal("isinya bukan cermin aslinya", "it is no mirror of the original");
    return {};
}

/// Each line of a confirmation has its own in the pending group, of the same side, and no larger.
bool no_more_than(const Group& confirmed, const Group& pending) {
    std::map<SubAccount, std::pair<Money, Money>> set_aside;  // debits, credits
    for (const Entry& entry : pending.entries)
        for (const Line& line : entry.lines) {
            auto& [debit, credit] = set_aside[{entry.book, line.account, line.key}];
            (line.amount > Money{} ? debit : credit) += line.amount;
        }
    for (const Entry& entry : confirmed.entries)
        for (const Line& line : entry.lines) {
            auto& [debit, credit] = set_aside[{entry.book, line.account, line.key}];
            (line.amount > Money{} ? debit : credit) -= line.amount;
            if (debit < Money{} || credit > Money{}) return false;
        }
    return true;
}

Result<void> check_settlement(const Group& group, const Booked& pending, Instant now) {
    if (pending.state != GroupState::pending)
        return wrong_settlement("tidak tertunda lagi", "it is not pending any more");
    const bool over = now >= *pending.group.pending_until;
    if (group.settles->outcome == Outcome::expired && !over)
        return wrong_settlement("tenggatnya belum lewat", "its deadline has not passed");
    if (group.settles->outcome == Outcome::confirmed && over)
        return wrong_settlement("tenggatnya sudah lewat", "its deadline has passed");
    if (!no_more_than(group, pending.group))
        return wrong_settlement("melebihi jumlah yang disisihkan", "it is more than was set aside");
    return {};
}

GroupState state_after(Outcome outcome) {
    switch (outcome) {
        case Outcome::confirmed:
            return GroupState::confirmed;
        case Outcome::cancelled:
            return GroupState::cancelled;
        case Outcome::expired:
            return GroupState::expired;
    }
    return GroupState::expired;
}

Result<void> settle(const Group& group, const LedgerView& view, Instant now, Posting& posting) {
    if (!group.settles) return {};
    TRY_ASSIGN(const Booked pending, view.booked(group.settles->number));
    TRY(check_settlement(group, pending, now));
    posting.settles = pending.number;
    posting.settled_as = state_after(group.settles->outcome);
    add_changes(posting.changes, pending.group, true, -1);
    return {};
}

Result<std::vector<Month>> periods_of(const Group& group, const LedgerView& view) {
    std::vector<Month> periods;
    for (const Entry& entry : group.entries) {
        TRY_ASSIGN(const Month open, view.oldest_open(entry.book));
        periods.push_back(std::max(open, month_of(entry.event)));
    }
    return periods;
}

/// Whether the key was there: then `posting` is the result of the first time.
Result<bool> known(const Group& group, const LedgerView& view, Posting& posting) {
    TRY_ASSIGN(const std::optional<LedgerView::Accepted> first, view.accepted(group.key));
    if (!first) return false;
    if (first->digest != posting.digest) return Error{Code::ledger_key_conflict};
    posting.again = true;
    posting.number = first->number;
    return true;
}

}  // namespace

Result<Posting> accept(const Group& group, const LedgerView& view, Instant now,
                       const Digest* digest) {
    TRY(check_laws(group));
    Posting posting;
    posting.digest = digest != nullptr ? *digest : digest_of(group);
    TRY_ASSIGN(const bool again, known(group, view, posting));
    if (again) return posting;
    TRY(check_reversal(group, view));
    TRY(settle(group, view, now, posting));
    const bool pending = group.pending_until.has_value();
    if (pending && *group.pending_until <= now)
        return wrong_settlement("tenggatnya sudah lewat", "its deadline has passed");
    posting.state = pending ? GroupState::pending : GroupState::posted;
    posting.reverses = group.reverses;
    add_changes(posting.changes, group, pending, 1);
    merge(posting.changes);
    TRY(check_limits(posting.changes, view));
    TRY_ASSIGN(posting.periods, periods_of(group, view));
    return posting;
}

}  // namespace payung
