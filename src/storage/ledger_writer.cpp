#include "storage/ledger_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "storage/ledger_rows.h"
#include "storage/many_values.h"

namespace payung {
namespace {

constexpr std::size_t remembered_max = 500'000;  // sub-accounts: some 75 MB

constexpr Sql select_head{
    "ledger_group.head",
    "SELECT number, booked_at, key FROM ledger_group ORDER BY number DESC LIMIT 1"};
constexpr Sql select_last_sub_account{"ledger_sub_account.last",
                                      "SELECT id FROM ledger_sub_account ORDER BY id DESC LIMIT 1"};
constexpr Sql select_periods{"ledger_period.all", "SELECT book, first_open FROM ledger_period"};
constexpr Sql update_reversed{"ledger_group.reversed",
                              "UPDATE ledger_group SET reversed_by = $2 WHERE number = $1"};
constexpr Sql update_settled{"ledger_group.settled",
                             "UPDATE ledger_group SET state = $2 WHERE number = $1"};

constexpr RepeatedSql select_keys{"ledger_key.by_slot",
                                  "SELECT k.slot, g.key, k.number, g.digest FROM ledger_key k"
                                  " JOIN ledger_group g ON g.number = k.number WHERE k.slot IN (",
                                  ")",
                                  1,
                                  false,
                                  true};
constexpr Sql select_slot{"ledger_key.slot", "SELECT 1 FROM ledger_key WHERE slot = $1"};
constexpr Sql insert_key{"ledger_key.insert",
                         "INSERT INTO ledger_key (slot, number) VALUES ($1, $2)"};
constexpr RepeatedSql select_sub_accounts{
    "ledger_sub_account.by_path",
    "SELECT a.path, a.id, b.posted, b.reserved FROM ledger_sub_account a"
    " JOIN ledger_balance b ON b.sub_account = a.id WHERE a.path IN (",
    ")",
    1,
    false,
    true};
constexpr RepeatedSql upsert_balances{
    "ledger_balance.upsert", "INSERT INTO ledger_balance (sub_account, posted, reserved) VALUES ",
    " ON CONFLICT (sub_account) DO UPDATE SET posted = excluded.posted,"
    " reserved = excluded.reserved",
    3};
// The same with three lists: a server would read three thousand parameters anew each time.
constexpr Sql upsert_balances_at_once{
    "ledger_balance.upsert_lists",
    "INSERT INTO ledger_balance (sub_account, posted, reserved)"
    " SELECT * FROM unnest(CAST($1 AS BIGINT[]), CAST($2 AS BIGINT[]), CAST($3 AS BIGINT[]))"
    " ON CONFLICT (sub_account) DO UPDATE SET posted = excluded.posted,"
    " reserved = excluded.reserved"};
constexpr RepeatedSql upsert_totals{
    "ledger_total.upsert",
    "INSERT INTO ledger_total (book, account, period, debit, credit) VALUES ",
    " ON CONFLICT (book, account, period) DO UPDATE SET debit = ledger_total.debit + "
    "excluded.debit,"
    " credit = ledger_total.credit + excluded.credit",
    5};

constexpr std::array<std::string_view, 12> group_columns{
    "number", "key",      "digest",      "reason",        "refers_to", "booked_at",
    "state",  "reverses", "reversed_by", "pending_until", "settles",   "outcome"};
constexpr std::array<std::string_view, 2> key_columns{"slot", "number"};
constexpr std::array<std::string_view, 4> sub_account_columns{"id", "path", "book", "account"};
constexpr std::array<std::string_view, 7> line_columns{"line",   "entry", "sub_account", "amount",
                                                       "period", "event", "value_date"};

template <class Bytes>
std::span<const std::byte> as_bytes(const Bytes& bytes) {
    return std::as_bytes(std::span(bytes));
}

template <class Bytes>
void copy_bytes(Bytes& into, std::optional<std::span<const std::byte>> from) {
    if (from && from->size() == into.size()) std::memcpy(into.data(), from->data(), into.size());
}

Value number_or_null(const std::optional<std::int64_t>& number) {
    return number ? Value{*number} : Value{};
}

/// Where a key is looked for first: its first bytes, so that their order is that of the slots.
std::int64_t first_slot(const IdempotencyKey& key) {
    std::uint64_t slot = 0;
    for (std::size_t i = 0; i < sizeof slot; ++i) slot = slot << 8U | key.bytes[i];
    return std::bit_cast<std::int64_t>(slot);
}

/// After the last comes the first.
std::int64_t next_slot(std::int64_t slot) {
    return std::bit_cast<std::int64_t>(std::bit_cast<std::uint64_t>(slot) + 1);
}

std::int64_t milliseconds(Instant instant) {
    return instant.time_since_epoch().count();
}

}  // namespace

void LedgerMemory::forget() {
    head.reset();
    table.clear();
}

Result<void> LedgerWriter::prepare(std::span<const PostingRequest> requests) {
    TRY(load_head());
    TRY(load_keys(requests));
    TRY(load_sub_accounts(requests));
    return load_periods();
}

Result<void> LedgerWriter::load_head() {
    TRY(transaction_.query(select_head, {}, [&](const Row& row) -> Result<void> {
        head_.number = row.integer(0).value_or(0);
        head_.booked = Instant(std::chrono::milliseconds(row.integer(1).value_or(0)));
        copy_bytes(head_.key.bytes, row.bytes(2));
        return {};
    }));
    first_ = head_.number + 1;
    const bool holds = memory_.head == head_ && memory_.table.size() < remembered_max;
    memory_.head.reset();  // Until all is written.
    return holds ? Result<void>{} : begin_anew();
}

Result<void> LedgerWriter::begin_anew() {
    memory_.forget();
    memory_.last_sub_account = 0;
    return transaction_.query(select_last_sub_account, {}, [&](const Row& row) -> Result<void> {
        memory_.last_sub_account = row.integer(0).value_or(0);
        return {};
    });
}

/// Nearly all are found, or not, in their first slot. Where another key has it, the next is looked
/// at, until each key is found or its slot free.
Result<void> LedgerWriter::load_keys(std::span<const PostingRequest> requests) {
    using Sought = std::pair<std::int64_t, const IdempotencyKey*>;  // slot, whose
    std::vector<Sought> sought;
    sought.reserve(requests.size());
    keys_.reserve(requests.size());
    taken_.reserve(requests.size());
    lines_.reserve(2 * requests.size());
    for (const PostingRequest& request : requests)
        sought.emplace_back(first_slot(request.group->key), &request.group->key);
    while (!sought.empty()) {
        std::vector<Value> slots;
        slots.reserve(sought.size());
        for (const Sought& one : sought) slots.emplace_back(one.first);
        std::unordered_map<std::int64_t, IdempotencyKey> taken;
        const auto on_row = [&](const Row& row) -> Result<void> {
            IdempotencyKey& key = taken[row.integer(0).value_or(0)];
            copy_bytes(key.bytes, row.bytes(1));
            Accepted& accepted = keys_[key];
            accepted.number = row.integer(2).value_or(0);
            copy_bytes(accepted.digest, row.bytes(3));
            return {};
        };
        TRY(for_many(select_keys, slots, [&](const Sql& sql, std::span<const Value> values) {
            return transaction_.query(sql, values, on_row);
        }));
        std::erase_if(sought, [&](Sought& one) {
            const auto at = taken.find(one.first);
            if (at == taken.end() || at->second == *one.second) return true;
            one.first = next_slot(one.first);
            displaced_[*one.second] = one.first;
            return false;
        });
    }
    return {};
}

/// The first that no key has, from `from` on.
Result<std::int64_t> LedgerWriter::free_slot(std::int64_t from) const {
    for (;; from = next_slot(from)) {
        bool taken = false;
        TRY(transaction_.query(select_slot, {{Value{from}}}, [&](const Row&) -> Result<void> {
            taken = true;
            return {};
        }));
        if (!taken) return from;
    }
}

LedgerWriter::Place LedgerWriter::held(Book book, AccountCode account, std::string_view key) {
    return memory_.table.find_or_add(book, account, key);
}

/// Where a group posts, and where what it ends was set aside.
Result<void> LedgerWriter::meet(const Group& group) {
    for (const Entry& entry : group.entries)
        for (const Line& line : entry.lines) held(entry.book, line.account, line.key);
    if (!group.settles) return {};
    const auto pending = booked(group.settles->number);
    if (pending) return meet(pending->group);
    if (pending.error().code() == Code::ledger_not_found) return {};  // Perhaps in this batch.
    return pending.error();
}

Result<void> LedgerWriter::load_sub_accounts(std::span<const PostingRequest> requests) {
    const std::size_t before = memory_.table.size();
    for (const PostingRequest& request : requests) TRY(meet(*request.group));
    std::vector<Place> unknown;
    for (std::size_t place = before; place < memory_.table.size(); ++place)
        unknown.push_back(static_cast<Place>(place));
    return load_paths(unknown);
}

Result<void> LedgerWriter::load_paths(std::span<const Place> places) {
    std::vector<std::string> paths;
    paths.reserve(places.size());
    std::vector<Value> wanted;
    for (const Place place : places) {
        // An account that is not of the chart is refused later, and stands nowhere.
        paths.push_back(path_of(memory_.table[place].at));
        wanted.emplace_back(std::string_view(paths.back()));
    }
    const auto on_row = [&](const Row& row) -> Result<void> {
        const SubAccount at = sub_account_of(row.text(0).value_or(""));
        auto& found = memory_.table[held(at.book, at.account, at.key)];
        found.id = row.integer(1).value_or(0);
        found.stored = true;
        found.balance = {Money::from_sen(row.integer(2).value_or(0)),
                         Money::from_sen(row.integer(3).value_or(0))};
        return {};
    };
    return for_many(select_sub_accounts, wanted,
                    [&](const Sql& sql, std::span<const Value> values) {
                        return transaction_.query(sql, values, on_row);
                    });
}

Result<void> LedgerWriter::load_periods() {
    return transaction_.query(select_periods, {}, [&](const Row& row) -> Result<void> {
        open_.at(static_cast<std::size_t>(row.integer(0).value_or(0))) =
            parse_month(row.text(1).value_or("")).value_or(Month{});
        return {};
    });
}

void LedgerWriter::apply(const std::vector<Change>& changes) {
    for (const Change& change : changes) {
        const Place place = held(change.at.book, change.at.account, change.at.key);
        SubAccountTable::Held& row = memory_.table[place];
        row.balance.posted += change.by.posted;
        row.balance.reserved += change.by.reserved;
        if (row.id == 0) row.id = ++memory_.last_sub_account;
        if (!row.changed) changed_.push_back(place);
        row.changed = true;
    }
}

/// Lines of a group that is only set aside bear a negative month, and count in no total.
void LedgerWriter::add_lines(const Group& group, GroupNumber number,
                             std::span<const Month> periods) {
    std::int64_t line_number = number * places_in_group, place = 0;
    for (const Entry& entry : group.entries) {
        const std::int64_t month = whole_number(periods[static_cast<std::size_t>(place)]);
        const std::int64_t period = group.pending_until ? -month : month;
        const std::int64_t event = whole_number(entry.event);
        const std::int64_t value_date = entry.value_date ? whole_number(*entry.value_date) : 0;
        for (const Line& line : entry.lines) {
            lines_.push_back({line_number++, place, held(entry.book, line.account, line.key),
                              line.amount, period, event, value_date});
            if (group.pending_until) continue;
            AccountTotal& total = added_[{entry.book, line.account, period}];
            if (line.amount > Money{}) {
                total.debit += line.amount;
            } else {
                total.credit -= line.amount;
            }
        }
        ++place;
    }
    CHECK(line_number <= (number + 1) * places_in_group);
}

PostingResult LedgerWriter::post(const PostingRequest& request) {
    const Group& group = *request.group;
    TRY_ASSIGN(Posting posting, accept(group, *this, now_, request.digest));
    if (posting.again) return PostingReceipt{posting.number, true};
    // Strictly increasing, whatever the clock does.
    head_ = {head_.number + 1, std::max(now_, head_.booked + Instant::duration(1)), group.key};
    apply(posting.changes);
    add_lines(group, head_.number, posting.periods);
    keys_[group.key] = {head_.number, posting.digest};
    if (posting.reverses) reversed_[*posting.reverses] = head_.number;
    if (posting.settles) settled_[*posting.settles] = posting.settled_as;
    taken_.push_back({head_.number, head_.booked, &group, request.actor, posting.digest,
                      std::move(posting.periods), posting.state, posting.reverses, posting.settles,
                      posting.settled_as});
    return PostingReceipt{head_.number, false};
}

Result<std::optional<LedgerView::Accepted>> LedgerWriter::accepted(
    const IdempotencyKey& key) const {
    const auto at = keys_.find(key);
    if (at == keys_.end()) return std::optional<Accepted>{};
    return std::optional<Accepted>{at->second};
}

Result<Balance> LedgerWriter::balance(const SubAccount& at) const {
    const Place place = memory_.table.find(at.book, at.account, at.key);
    return place == SubAccountTable::none ? Balance{} : memory_.table[place].balance;
}

Result<Month> LedgerWriter::oldest_open(Book book) const {
    return open_.at(static_cast<std::size_t>(book));
}

Result<Booked> LedgerWriter::booked(GroupNumber number) const {
    Booked booked;
    if (number < first_ || number > head_.number) {
        TRY_ASSIGN(booked, read_booked(transaction_, number));
    } else {
        const Taken& taken = taken_[static_cast<std::size_t>(number - first_)];
        booked = {number, taken.at, *taken.group, taken.periods, taken.state, std::nullopt};
    }
    if (const auto by = reversed_.find(number); by != reversed_.end())
        booked.reversed_by = by->second;
    if (const auto as = settled_.find(number); as != settled_.end()) booked.state = as->second;
    return booked;
}

Result<void> LedgerWriter::write() {
    if (!taken_.empty()) {
        TRY(write_keys());
        TRY(write_groups());
        TRY(write_sub_accounts());
        TRY(write_lines());
        TRY(write_totals());
        TRY(write_ends());
        TRY(write_events());
    }
    memory_.head = head_;
    return {};
}

Result<void> LedgerWriter::write_groups() {
    TRY_ASSIGN(const auto writer, transaction_.append("ledger_group", group_columns));
    for (const Taken& taken : taken_) {
        const Group& group = *taken.group;
        const auto until =
            group.pending_until ? std::optional(milliseconds(*group.pending_until)) : std::nullopt;
        const auto settles = group.settles ? std::optional(group.settles->number) : std::nullopt;
        const auto outcome = group.settles
                                 ? std::optional(static_cast<std::int64_t>(group.settles->outcome))
                                 : std::nullopt;
        const std::array<Value, 12> row{Value{taken.number},
                                        Value{as_bytes(group.key.bytes)},
                                        Value{as_bytes(taken.digest)},
                                        Value{std::string_view(group.reason)},
                                        Value{std::string_view(group.refers_to)},
                                        Value{milliseconds(taken.at)},
                                        Value{static_cast<std::int64_t>(taken.state)},
                                        number_or_null(group.reverses),
                                        Value{},
                                        number_or_null(until),
                                        number_or_null(settles),
                                        number_or_null(outcome)};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return {};
}

/// In their own order: neighbours share the way to their page. Those whose slot another key of this
/// batch has come last, one by one.
Result<void> LedgerWriter::write_keys() {
    using Slot = std::pair<std::int64_t, GroupNumber>;
    std::vector<Slot> slots;
    slots.reserve(taken_.size());
    for (const Taken& taken : taken_) {
        const auto at = displaced_.find(taken.group->key);
        slots.emplace_back(at == displaced_.end() ? first_slot(taken.group->key) : at->second,
                           taken.number);
    }
    std::ranges::sort(slots);
    std::vector<Slot> late;
    TRY_ASSIGN(const auto writer, transaction_.append("ledger_key", key_columns));
    const Slot* before = nullptr;
    for (const Slot& slot : slots) {
        if (before != nullptr && before->first == slot.first) {
            late.push_back(slot);
            continue;
        }
        TRY(writer->add({{Value{slot.first}, Value{slot.second}}}));
        before = &slot;
    }
    TRY(writer->finish());
    for (const auto& [slot, number] : late) {
        TRY_ASSIGN(const std::int64_t free, free_slot(slot));
        TRY(transaction_.execute(insert_key, {{Value{free}, Value{number}}}));
    }
    return {};
}

/// In the order of their ids, which is also that of the tables.
Result<void> LedgerWriter::write_sub_accounts() {
    std::ranges::sort(changed_, {}, [&](Place place) { return memory_.table[place].id; });
    TRY(insert_sub_accounts());
    TRY(transaction_.engine() == Engine::postgres ? write_balances_at_once() : write_balances());
    for (const Place place : changed_) {
        memory_.table[place].changed = false;
        memory_.table[place].stored = true;
    }
    return {};
}

Result<void> LedgerWriter::insert_sub_accounts() {
    TRY_ASSIGN(const auto writer, transaction_.append("ledger_sub_account", sub_account_columns));
    for (const Place place : changed_) {
        const SubAccountTable::Held& held = memory_.table[place];
        if (held.stored) continue;
        const std::string path = path_of(held.at);
        TRY(writer->add({{Value{held.id}, Value{std::string_view(path)},
                          Value{static_cast<std::int64_t>(held.at.book)},
                          Value{static_cast<std::int64_t>(held.at.account)}}}));
    }
    TRY(writer->finish());
    return {};
}

Result<void> LedgerWriter::write_balances() {
    std::vector<Value> values;
    values.reserve(3 * changed_.size());
    for (const Place place : changed_) {
        const SubAccountTable::Held& held = memory_.table[place];
        values.insert(values.end(), {Value{held.id}, Value{held.balance.posted.sen()},
                                     Value{held.balance.reserved.sen()}});
    }
    return for_many(upsert_balances, values,
                    [&](const Sql& sql, std::span<const Value> some) -> Result<void> {
                        TRY(transaction_.execute(sql, some));
                        return {};
                    });
}

Result<void> LedgerWriter::write_balances_at_once() {
    if (changed_.empty()) return {};
    std::array<std::string, 3> lists{"{", "{", "{"};
    for (const Place place : changed_) {
        const SubAccountTable::Held& held = memory_.table[place];
        const std::array numbers{held.id, held.balance.posted.sen(), held.balance.reserved.sen()};
        for (std::size_t i = 0; i < lists.size(); ++i)
            fmt::format_to(std::back_inserter(lists[i]), "{},", numbers[i]);
    }
    for (std::string& list : lists) list.back() = '}';
    TRY(transaction_.execute(upsert_balances_at_once,
                             {{Value{std::string_view(lists[0])}, Value{std::string_view(lists[1])},
                               Value{std::string_view(lists[2])}}}));
    return {};
}

Result<void> LedgerWriter::write_lines() {
    TRY_ASSIGN(const auto writer, transaction_.append("ledger_line", line_columns));
    for (const LineRow& line : lines_) {
        const std::array<Value, 7> row{Value{line.line},
                                       Value{line.entry},
                                       Value{memory_.table[line.sub_account].id},
                                       Value{line.amount.sen()},
                                       Value{line.period},
                                       Value{line.event},
                                       line.value_date != 0 ? Value{line.value_date} : Value{}};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return {};
}

Result<void> LedgerWriter::write_totals() {
    std::vector<Value> values;
    for (const auto& [at, total] : added_) {
        const auto& [book, account, period] = at;
        values.insert(values.end(), {Value{static_cast<std::int64_t>(book)},
                                     Value{static_cast<std::int64_t>(account)}, Value{period},
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
        if (taken.reverses) {
            TRY(transaction_.execute(update_reversed,
                                     {{Value{*taken.reverses}, Value{taken.number}}}));
        }
        if (taken.settles) {
            TRY(transaction_.execute(
                update_settled,
                {{Value{*taken.settles}, Value{static_cast<std::int64_t>(taken.settled_as)}}}));
        }
    }
    return {};
}

/// One event for groups that follow each other and were asked for by the same person.
Result<void> LedgerWriter::write_events() {
    std::vector<Told> told;
    for (auto from = taken_.begin(); from != taken_.end();) {
        const auto until = std::find_if(from, taken_.end(),
                                        [&](const Taken& one) { return one.actor != from->actor; });
        std::vector<Digest> digests;
        for (const Taken& one : std::ranges::subrange(from, until)) digests.push_back(one.digest);
        told.push_back({std::string(from->actor), "ledger.post",
                        posted_subject(from->number, std::prev(until)->number),
                        posted_content(digests)});
        from = until;
    }
    return append_events(transaction_, told, now_);
}

}  // namespace payung
