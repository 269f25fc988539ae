#include "storage/ledger_writer.h"

#include <algorithm>
#include <cstring>

#include "storage/ledger_rows.h"
#include "storage/many_values.h"

namespace payung {
namespace {

constexpr Sql select_head{
    "ledger_group.head", "SELECT number, booked_at FROM ledger_group ORDER BY number DESC LIMIT 1"};
constexpr Sql select_last_sub_account{"ledger_sub_account.last",
                                      "SELECT id FROM ledger_sub_account ORDER BY id DESC LIMIT 1"};
constexpr Sql select_periods{"ledger_period.all", "SELECT book, first_open FROM ledger_period"};
constexpr Sql update_reversed{"ledger_group.reversed",
                              "UPDATE ledger_group SET reversed_by = $2 WHERE number = $1"};
constexpr Sql update_settled{"ledger_group.settled",
                             "UPDATE ledger_group SET state = $2 WHERE number = $1"};

constexpr RepeatedSql select_keys{"ledger_group.by_key",
                                  "SELECT key, number, digest FROM ledger_group WHERE key IN (",
                                  ")", 1, false};
constexpr RepeatedSql select_sub_accounts{
    "ledger_sub_account.by_path",
    "SELECT path, id, posted, reserved FROM ledger_sub_account WHERE path IN (", ")", 1, false};
constexpr RepeatedSql upsert_sub_accounts{
    "ledger_sub_account.upsert",
    "INSERT INTO ledger_sub_account (id, path, book, account, posted, reserved) VALUES ",
    " ON CONFLICT (id) DO UPDATE SET posted = excluded.posted, reserved = excluded.reserved", 6};
constexpr RepeatedSql upsert_totals{
    "ledger_total.upsert", "INSERT INTO ledger_total (book, account, debit, credit) VALUES ",
    " ON CONFLICT (book, account) DO UPDATE SET debit = ledger_total.debit + excluded.debit,"
    " credit = ledger_total.credit + excluded.credit",
    4};

constexpr std::array<std::string_view, 12> group_columns{
    "number", "key",      "digest",      "reason",        "refers_to", "booked_at",
    "state",  "reverses", "reversed_by", "pending_until", "settles",   "outcome"};
constexpr std::array<std::string_view, 5> entry_columns{"entry", "book", "period", "event",
                                                        "value_date"};
constexpr std::array<std::string_view, 4> line_columns{"line", "entry", "sub_account", "amount"};

std::span<const std::byte> as_bytes(const IdempotencyKey& key) {
    return std::as_bytes(std::span(key.bytes));
}

Value number_or_null(const std::optional<std::int64_t>& number) {
    return number ? Value{*number} : Value{};
}

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

}  // namespace

Result<void> LedgerWriter::prepare(std::span<const PostingRequest> requests) {
    TRY(load_head());
    TRY(load_keys(requests));
    TRY(load_sub_accounts(requests));
    return load_periods();
}

Result<void> LedgerWriter::load_head() {
    TRY(transaction_.query(select_head, {}, [&](const Row& row) -> Result<void> {
        last_ = row.integer(0).value_or(0);
        last_booked_ = Instant(std::chrono::milliseconds(row.integer(1).value_or(0)));
        return {};
    }));
    return transaction_.query(select_last_sub_account, {}, [&](const Row& row) -> Result<void> {
        last_sub_account_ = row.integer(0).value_or(0);
        return {};
    });
}

Result<void> LedgerWriter::load_keys(std::span<const PostingRequest> requests) {
    std::vector<Value> keys;
    for (const PostingRequest& request : requests) keys.emplace_back(as_bytes(request.group->key));
    const auto on_row = [&](const Row& row) -> Result<void> {
        IdempotencyKey key;
        const auto bytes = row.bytes(0);
        if (bytes && bytes->size() == key.bytes.size())
            std::memcpy(key.bytes.data(), bytes->data(), bytes->size());
        keys_[key] = {row.integer(1).value_or(0), std::string(row.text(2).value_or(""))};
        return {};
    };
    return for_many(select_keys, keys, [&](const Sql& sql, std::span<const Value> values) {
        return transaction_.query(sql, values, on_row);
    });
}

/// Where a group posts, and where what it ends was set aside.
Result<void> LedgerWriter::add_paths(const Group& group, std::set<std::string>& paths) const {
    for (const Entry& entry : group.entries)
        for (const Line& line : entry.lines)
            paths.insert(path_of({entry.book, line.account, line.key}));
    if (!group.settles) return {};
    const auto pending = booked(group.settles->number);
    if (pending) return add_paths(pending->group, paths);
    if (pending.error().code() == Code::ledger_not_found) return {};  // Perhaps in this batch.
    return pending.error();
}

Result<void> LedgerWriter::load_sub_accounts(std::span<const PostingRequest> requests) {
    std::set<std::string> paths;
    for (const PostingRequest& request : requests) TRY(add_paths(*request.group, paths));
    std::vector<Value> wanted;
    for (const std::string& path : paths) wanted.emplace_back(std::string_view(path));
    const auto on_row = [&](const Row& row) -> Result<void> {
        const std::string path(row.text(0).value_or(""));
        held_[path] = {row.integer(1).value_or(0),
                       sub_account_of(path),
                       {Money::from_sen(row.integer(2).value_or(0)),
                        Money::from_sen(row.integer(3).value_or(0))},
                       false};
        return {};
    };
    return for_many(select_sub_accounts, wanted,
                    [&](const Sql& sql, std::span<const Value> values) {
                        return transaction_.query(sql, values, on_row);
                    });
}

Result<void> LedgerWriter::load_periods() {
    return transaction_.query(select_periods, {}, [&](const Row& row) -> Result<void> {
        open_[static_cast<Book>(row.integer(0).value_or(0))] =
            parse_month(row.text(1).value_or("")).value_or(Month{});
        return {};
    });
}

LedgerWriter::Held& LedgerWriter::held(const SubAccount& sub_account) {
    Held& found = held_[path_of(sub_account)];
    if (found.id == 0) {
        found.id = ++last_sub_account_;
        found.at = sub_account;
    }
    return found;
}

void LedgerWriter::add_totals(const Group& group) {
    for (const Entry& entry : group.entries) {
        for (const Line& line : entry.lines) {
            AccountTotal& total = added_[{entry.book, line.account}];
            if (line.amount > Money{}) {
                total.debit += line.amount;
            } else {
                total.credit += Money{} - line.amount;
            }
        }
    }
}

PostingResult LedgerWriter::post(const PostingRequest& request) {
    const Group& group = *request.group;
    TRY_ASSIGN(Posting posting, accept(group, *this, now_));
    if (posting.again) return PostingReceipt{posting.number, true};
    // Strictly increasing, whatever the clock does.
    last_booked_ = std::max(now_, last_booked_ + Instant::duration(1));
    for (const auto& [sub_account, change] : posting.changes) {
        Held& at = held(sub_account);
        at.balance.posted += change.posted;
        at.balance.reserved += change.reserved;
        at.changed = true;
    }
    if (!group.pending_until) add_totals(group);
    const GroupNumber number = ++last_;
    std::string digest = digest_of(group);
    keys_[group.key] = {number, digest};
    taken_.push_back(
        {number, last_booked_, &group, request.actor, std::move(digest), std::move(posting)});
    return PostingReceipt{number, false};
}

Result<std::optional<LedgerView::Accepted>> LedgerWriter::accepted(
    const IdempotencyKey& key) const {
    const auto at = keys_.find(key);
    if (at == keys_.end()) return std::optional<Accepted>{};
    return std::optional<Accepted>{at->second};
}

Result<Balance> LedgerWriter::balance(const SubAccount& sub_account) const {
    const auto at = held_.find(path_of(sub_account));
    return at == held_.end() ? Balance{} : at->second.balance;
}

Result<Month> LedgerWriter::oldest_open(Book book) const {
    const auto at = open_.find(book);
    return at == open_.end() ? Month{} : at->second;
}

Result<Booked> LedgerWriter::booked(GroupNumber number) const {
    Booked booked;
    const auto in_batch = std::ranges::find(taken_, number, &Taken::number);
    if (in_batch == taken_.end()) {
        TRY_ASSIGN(booked, read_booked(transaction_, number));
    } else {
        booked = {number,
                  in_batch->at,
                  *in_batch->group,
                  in_batch->posting.periods,
                  in_batch->posting.state,
                  std::nullopt};
    }
    for (const Taken& later : taken_) {
        if (later.posting.reverses == number) booked.reversed_by = later.number;
        if (later.posting.settles == number) booked.state = later.posting.settled_as;
    }
    return booked;
}

Result<void> LedgerWriter::write() {
    if (taken_.empty()) return {};
    TRY(write_groups());
    TRY(write_sub_accounts());
    TRY(write_entries());
    TRY(write_lines());
    TRY(write_totals());
    TRY(write_ends());
    return write_events();
}

Result<void> LedgerWriter::write_groups() {
    TRY_ASSIGN(const auto writer, transaction_.bulk("ledger_group", group_columns));
    for (const Taken& taken : taken_) {
        const Group& group = *taken.group;
        const auto until =
            group.pending_until ? std::optional(milliseconds(*group.pending_until)) : std::nullopt;
        const auto settles = group.settles ? std::optional(group.settles->number) : std::nullopt;
        const auto outcome = group.settles
                                 ? std::optional(static_cast<std::int64_t>(group.settles->outcome))
                                 : std::nullopt;
        TRY(writer->add(
            {{Value{taken.number}, Value{as_bytes(group.key)},
              Value{std::string_view(taken.digest)}, Value{std::string_view(group.reason)},
              Value{std::string_view(group.refers_to)}, Value{milliseconds(taken.at)},
              Value{static_cast<std::int64_t>(taken.posting.state)}, number_or_null(group.reverses),
              Value{}, number_or_null(until), number_or_null(settles), number_or_null(outcome)}}));
    }
    TRY(writer->finish());
    return {};
}

Result<void> LedgerWriter::write_sub_accounts() {
    std::vector<const std::pair<const std::string, Held>*> changed;
    for (const auto& entry : held_)
        if (entry.second.changed) changed.push_back(&entry);
    // In one order, so that the same batch makes the same store.
    std::ranges::sort(changed, {}, [](const auto* entry) { return entry->second.id; });
    std::vector<Value> values;
    for (const auto* entry : changed) {
        const Held& held = entry->second;
        values.insert(values.end(),
                      {Value{held.id}, Value{std::string_view(entry->first)},
                       Value{static_cast<std::int64_t>(held.at.book)},
                       Value{static_cast<std::int64_t>(held.at.account)},
                       Value{held.balance.posted.sen()}, Value{held.balance.reserved.sen()}});
    }
    return for_many(upsert_sub_accounts, values,
                    [&](const Sql& sql, std::span<const Value> some) -> Result<void> {
                        TRY(transaction_.execute(sql, some));
                        return {};
                    });
}

Result<void> LedgerWriter::write_entries() {
    TRY_ASSIGN(const auto writer, transaction_.bulk("ledger_entry", entry_columns));
    for (const Taken& taken : taken_) {
        std::int64_t place = 0;
        for (const Entry& entry : taken.group->entries) {
            const std::string period =
                to_text(taken.posting.periods.at(static_cast<std::size_t>(place)));
            const std::string event = to_text(entry.event);
            const std::string value_date = entry.value_date ? to_text(*entry.value_date) : "";
            TRY(writer->add({{Value{taken.number * places_in_group + place},
                              Value{static_cast<std::int64_t>(entry.book)},
                              Value{std::string_view(period)}, Value{std::string_view(event)},
                              entry.value_date ? Value{std::string_view(value_date)} : Value{}}}));
            ++place;
        }
    }
    TRY(writer->finish());
    return {};
}

Result<void> LedgerWriter::write_lines() {
    TRY_ASSIGN(const auto writer, transaction_.bulk("ledger_line", line_columns));
    for (const Taken& taken : taken_) {
        std::int64_t entry_place = 0, place = 0;
        for (const Entry& entry : taken.group->entries) {
            for (const Line& line : entry.lines) {
                CHECK(place < places_in_group);
                const Held& at = held({entry.book, line.account, line.key});
                TRY(writer->add({{Value{taken.number * places_in_group + place++},
                                  Value{entry_place}, Value{at.id}, Value{line.amount.sen()}}}));
            }
            ++entry_place;
        }
    }
    TRY(writer->finish());
    return {};
}

Result<void> LedgerWriter::write_totals() {
    std::vector<Value> values;
    for (const auto& [at, total] : added_) {
        values.insert(values.end(), {Value{static_cast<std::int64_t>(at.first)},
                                     Value{static_cast<std::int64_t>(at.second)},
                                     Value{total.debit.sen()}, Value{total.credit.sen()}});
    }
    return for_many(upsert_totals, values,
                    [&](const Sql& sql, std::span<const Value> some) -> Result<void> {
                        TRY(transaction_.execute(sql, some));
                        return {};
                    });
}

/// Groups that were reversed or settled by these.
Result<void> LedgerWriter::write_ends() {
    for (const Taken& taken : taken_) {
        if (taken.posting.reverses) {
            TRY(transaction_.execute(update_reversed,
                                     {{Value{*taken.posting.reverses}, Value{taken.number}}}));
        }
        if (taken.posting.settles) {
            TRY(transaction_.execute(
                update_settled, {{Value{*taken.posting.settles},
                                  Value{static_cast<std::int64_t>(taken.posting.settled_as)}}}));
        }
    }
    return {};
}

Result<void> LedgerWriter::write_events() {
    std::vector<Told> told;
    for (const Taken& taken : taken_) {
        told.push_back({std::string(taken.actor), "ledger.post",
                        "group:" + std::to_string(taken.number),
                        digest_from_hex(taken.digest).value()});
    }
    return append_events(transaction_, told, now_);
}

}  // namespace payung
