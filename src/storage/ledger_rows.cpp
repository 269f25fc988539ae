#include "storage/ledger_rows.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>

namespace payung {
namespace {

constexpr Sql select_group{
    "ledger_group.one",
    "SELECT number, key, reason, refers_to, booked_at, state, reverses, reversed_by,"
    " pending_until, settles, outcome FROM ledger_group WHERE number = $1"};
constexpr Sql select_entries{"ledger_entry.of_group",
                             "SELECT book, period, event, value_date FROM ledger_entry"
                             " WHERE entry >= $1 AND entry < $2 ORDER BY entry"};
constexpr Sql select_lines{
    "ledger_line.of_group",
    "SELECT l.entry, a.path, l.amount FROM ledger_line l JOIN ledger_sub_account a"
    " ON a.id = l.sub_account WHERE l.line >= $1 AND l.line < $2 ORDER BY l.line"};

Instant instant_of(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

std::string text_at(const Row& row, int column) {
    return std::string(row.text(column).value_or(std::string_view{}));
}

Result<void> read_entries(Transaction& transaction, Booked& booked) {
    const Value from = booked.number * places_in_group;
    const Value until = (booked.number + 1) * places_in_group;
    TRY(transaction.query(select_entries, {{from, until}}, [&](const Row& row) -> Result<void> {
        Entry entry{static_cast<Book>(row.integer(0).value_or(0)),
                    parse_day(row.text(2).value_or("")).value_or(Day{}),
                    std::nullopt,
                    {}};
        if (const auto value_date = row.text(3)) entry.value_date = parse_day(*value_date);
        booked.periods.push_back(parse_month(row.text(1).value_or("")).value_or(Month{}));
        booked.group.entries.push_back(std::move(entry));
        return {};
    }));
    return transaction.query(select_lines, {{from, until}}, [&](const Row& row) -> Result<void> {
        SubAccount at = sub_account_of(row.text(1).value_or(""));
        booked.group.entries.at(static_cast<std::size_t>(row.integer(0).value_or(0)))
            .lines.push_back(
                {at.account, std::move(at.key), Money::from_sen(row.integer(2).value_or(0))});
        return {};
    });
}

}  // namespace

std::string path_of(const SubAccount& sub_account) {
    return fmt::format("{}:{:04}:{}", name_of(sub_account.book), sub_account.account,
                       sub_account.key);
}

SubAccount sub_account_of(std::string_view path) {
    const std::size_t first = path.find(':');
    const std::size_t second = path.find(':', first + 1);
    CHECK(first != std::string_view::npos && second != std::string_view::npos);
    SubAccount at;
    at.book = parse_book(path.substr(0, first)).value();
    const std::string_view code = path.substr(first + 1, second - first - 1);
    std::from_chars(code.data(), code.data() + code.size(), at.account);
    at.key = path.substr(second + 1);
    return at;
}

Booked read_group_row(const Row& row) {
    Booked booked;
    booked.number = row.integer(0).value_or(0);
    if (const auto key = row.bytes(1); key && key->size() == booked.group.key.bytes.size())
        std::memcpy(booked.group.key.bytes.data(), key->data(), key->size());
    booked.group.reason = text_at(row, 2);
    booked.group.refers_to = text_at(row, 3);
    booked.booked_at = instant_of(row.integer(4).value_or(0));
    booked.state = static_cast<GroupState>(row.integer(5).value_or(0));
    booked.group.reverses = row.integer(6);
    booked.reversed_by = row.integer(7);
    if (const auto until = row.integer(8)) booked.group.pending_until = instant_of(*until);
    if (const auto settles = row.integer(9)) {
        booked.group.settles =
            Settlement{*settles, static_cast<Outcome>(row.integer(10).value_or(0))};
    }
    return booked;
}

Result<Booked> read_booked(Transaction& transaction, GroupNumber number) {
    std::optional<Booked> booked;
    TRY(transaction.query(select_group, {{Value{number}}}, [&](const Row& row) -> Result<void> {
        booked = read_group_row(row);
        return {};
    }));
    if (!booked) return Error{Code::ledger_not_found, {{"number", std::to_string(number)}}};
    TRY(read_entries(transaction, *booked));
    return *std::move(booked);
}

}  // namespace payung
