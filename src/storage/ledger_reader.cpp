#include "storage/ledger_reader.h"

#include "storage/ledger_rows.h"

namespace payung {
namespace {

constexpr Sql select_numbers{"ledger_group.numbers",
                             "SELECT number FROM ledger_group ORDER BY number"};
constexpr Sql select_balance{"ledger_balance.of_path",
                             "SELECT b.posted, b.reserved FROM ledger_sub_account a"
                             " JOIN ledger_balance b ON b.sub_account = a.id WHERE a.path = $1"};
constexpr Sql select_statement{
    "ledger_line.statement",
    "SELECT g.number, l.event, l.period, g.reason, g.refers_to, l.amount FROM ledger_line l"
    " JOIN ledger_group g ON g.number = l.line / 1048576"
    " WHERE l.sub_account = (SELECT id FROM ledger_sub_account WHERE path = $1) AND l.period > 0"
    " ORDER BY l.line"};

}  // namespace

Result<Booked> read_group(Transaction& snapshot, GroupNumber number) {
    return read_booked(snapshot, number);
}

Result<void> each_group_in(Transaction& snapshot,
                           const std::function<Result<void>(const Booked&)>& on_group) {
    std::vector<GroupNumber> numbers;
    TRY(snapshot.query(select_numbers, {}, [&](const Row& row) -> Result<void> {
        numbers.push_back(row.integer(0).value_or(0));
        return {};
    }));
    for (const GroupNumber number : numbers) {
        TRY_ASSIGN(const Booked booked, read_booked(snapshot, number));
        TRY(on_group(booked));
    }
    return {};
}

Result<Balance> read_balance(Transaction& snapshot, const SubAccount& at) {
    const std::string path = path_of(at);
    Balance balance;
    TRY(snapshot.query(select_balance, {{Value{std::string_view(path)}}},
                       [&](const Row& row) -> Result<void> {
                           balance = {Money::from_sen(row.integer(0).value_or(0)),
                                      Money::from_sen(row.integer(1).value_or(0))};
                           return {};
                       }));
    return balance;
}

Result<Money> posted_balance(Transaction& snapshot, const SubAccount& at) {
    TRY_ASSIGN(const Balance balance, read_balance(snapshot, at));
    return balance.posted;
}

Result<std::vector<AccountLine>> statement_of(Transaction& snapshot, const SubAccount& at) {
    const std::string path = path_of(at);
    std::vector<AccountLine> lines;
    TRY(snapshot.query(
        select_statement, {{Value{std::string_view(path)}}}, [&](const Row& row) -> Result<void> {
            lines.push_back({row.integer(0).value_or(0), day_of_number(row.integer(1).value_or(0)),
                             month_of_number(row.integer(2).value_or(0)),
                             std::string(row.text(3).value_or("")),
                             std::string(row.text(4).value_or("")),
                             Money::from_sen(row.integer(5).value_or(0))});
            return {};
        }));
    return lines;
}

}  // namespace payung
