#include "storage/ledger_rows.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <cstring>

namespace payung {
namespace {

constexpr Sql select_group{
    "ledger_group.one",
    "SELECT number, key, reason, refers_to, booked_at, state, reverses, reversed_by,"
    " pending_until, settles, outcome FROM ledger_group WHERE number = $1"};
constexpr Sql select_lines{
    "ledger_line.of_group",
    "SELECT l.entry, a.path, l.amount, l.period, l.event, l.value_date FROM ledger_line l"
    " JOIN ledger_sub_account a ON a.id = l.sub_account WHERE l.line >= $1 AND l.line < $2"
    " ORDER BY l.line"};

Instant instant_of(std::int64_t milliseconds) {
    return Instant(std::chrono::milliseconds(milliseconds));
}

std::string text_at(const Row& row, int column) {
    return std::string(row.text(column).value_or(std::string_view{}));
}

/// The first line of an entry brings the entry with it.
Result<void> read_line(const Row& row, Booked& booked) {
    SubAccount at = sub_account_of(row.text(1).value_or(""));
    std::vector<Entry>& entries = booked.group.entries;
    const auto place = static_cast<std::size_t>(row.integer(0).value_or(0));
    if (place == entries.size()) {
        Entry entry{at.book, day_of_number(row.integer(4).value_or(0)), std::nullopt, {}};
        if (const auto value_date = row.integer(5)) entry.value_date = day_of_number(*value_date);
        booked.periods.push_back(month_of_number(std::abs(row.integer(3).value_or(0))));
        entries.push_back(std::move(entry));
    }
    entries.at(place).lines.push_back(
        {at.account, std::move(at.key), Money::from_sen(row.integer(2).value_or(0))});
    return {};
}

Result<void> read_entries(Transaction& transaction, Booked& booked) {
    const Value from = booked.number * places_in_group;
    const Value until = (booked.number + 1) * places_in_group;
    return transaction.query(select_lines, {{from, until}},
                             [&](const Row& row) { return read_line(row, booked); });
}

}  // namespace

std::int64_t whole_number(Day day) {
    return std::int64_t{10'000} * day.year() + 100 * day.month() + day.day();
}

std::int64_t whole_number(Month month) {
    return std::int64_t{100} * month.year() + month.month();
}

Day day_of_number(std::int64_t number) {
    return Day::from_ymd(static_cast<int>(number / 10'000),
                         static_cast<unsigned>(number / 100 % 100),
                         static_cast<unsigned>(number % 100))
        .value_or(Day{});
}

Month month_of_number(std::int64_t number) {
    return Month::from_ym(static_cast<int>(number / 100), static_cast<unsigned>(number % 100));
}

std::string path_of(const SubAccount& sub_account) {
    std::string path;
    path.reserve(16 + sub_account.key.size());
    path += name_of(sub_account.book);
    path += ':';
    for (int unit = 1000, rest = sub_account.account % 10'000; unit > 0; unit /= 10)
        path += static_cast<char>('0' + rest / unit % 10);
    path += ':';
    path += sub_account.key;
    return path;
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

std::string posted_subject(GroupNumber first, GroupNumber last) {
    return first == last ? fmt::format("group:{}", first) : fmt::format("group:{}-{}", first, last);
}

Digest posted_content(std::span<const Digest> digests) {
    if (digests.size() == 1) return digests.front();
    const auto bytes = std::as_bytes(digests);
    return sha256(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
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
