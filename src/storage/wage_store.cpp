#include "storage/wage_store.h"

#include <unordered_map>

#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql next_list{"wage_list.next", "SELECT COALESCE(MAX(wage_list), 0) + 1 FROM wage_list"};
constexpr Sql insert_list{
    "wage_list.insert",
    "INSERT INTO wage_list (wage_list, employer, month, sha256, file, taken, doubted, rejected,"
    " actor, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};
constexpr Sql select_lists{"wage_list.of_employer",
                           "SELECT wage_list, employer, month, sha256, file, taken, doubted,"
                           " rejected FROM wage_list WHERE employer = $1 ORDER BY wage_list"};
constexpr Sql select_list{"wage_list.find",
                          "SELECT wage_list, employer, month, sha256, file, taken, doubted,"
                          " rejected FROM wage_list"
                          " WHERE employer = $1 AND month = $2 AND sha256 = $3"};
constexpr Sql select_versions{
    "wage.versions",
    "SELECT w.membership, MAX(w.version) FROM spell s JOIN wage w ON w.membership = s.membership"
    " WHERE s.payer = $1 AND w.month = $2 GROUP BY w.membership"};
constexpr std::array<std::string_view, 6> columns{"membership", "month",    "version",
                                                  "amount",     "back_pay", "wage_list"};
constexpr Sql select_wages{"wage.of_membership",
                           "SELECT month, version, amount, back_pay, wage_list FROM wage"
                           " WHERE membership = $1 ORDER BY month, version"};

WageList list_at(const Row& row) {
    return {number_at(row, 0),
            number_at(row, 1),
            month_at(row, 2).value_or(Month{}),
            std::string(text_at(row, 3)),
            std::string(text_at(row, 4)),
            number_at(row, 5),
            number_at(row, 6),
            number_at(row, 7)};
}

Result<std::vector<WageList>> select(Transaction& transaction, const Sql& sql,
                                     std::span<const Value> values) {
    std::vector<WageList> lists;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        lists.push_back(list_at(row));
        return {};
    }));
    return lists;
}

Result<std::int64_t> insert(Transaction& transaction, const WageList& list, std::string_view month,
                            std::string_view actor, Instant now) {
    TRY_ASSIGN(const std::int64_t number, number_of(transaction, next_list));
    const std::array<Value, 10> values{number,
                                       list.employer,
                                       month,
                                       std::string_view(list.sha256),
                                       std::string_view(list.file),
                                       list.taken,
                                       list.doubted,
                                       list.rejected,
                                       actor,
                                       instant_value(now)};
    TRY(transaction.execute(insert_list, values));
    return number;
}

using Versions = std::unordered_map<MembershipNumber, std::int64_t>;

Result<Versions> versions_before(Transaction& transaction, PartyNumber employer,
                                 std::string_view month) {
    Versions versions;
    TRY(transaction.query(select_versions, {{Value{employer}, Value{month}}},
                          [&](const Row& row) -> Result<void> {
                              versions[number_at(row, 0)] = number_at(row, 1);
                              return {};
                          }));
    return versions;
}

}  // namespace

Result<std::int64_t> add_wage_list(Transaction& transaction, const WageList& list,
                                   std::span<const WageTaken> wages, std::string_view actor,
                                   Instant now) {
    const std::string month = to_text(list.month);
    TRY_ASSIGN(const std::int64_t number, insert(transaction, list, month, actor, now));
    TRY_ASSIGN(Versions versions, versions_before(transaction, list.employer, month));
    TRY_ASSIGN(const auto writer, transaction.bulk("wage", columns));
    for (const WageTaken& wage : wages) {
        const std::array<Value, 6> row{
            wage.membership,   std::string_view(month), versions[wage.membership] + 1,
            wage.amount.sen(), wage.back_pay.sen(),     number};
        TRY(writer->add(row));
    }
    TRY(writer->finish());
    return number;
}

Result<std::vector<WageList>> wage_lists(Transaction& transaction, PartyNumber employer) {
    return select(transaction, select_lists, {{Value{employer}}});
}

Result<std::optional<WageList>> find_wage_list(Transaction& transaction, PartyNumber employer,
                                               Month month, std::string_view sha256) {
    const std::string text = to_text(month);
    const std::array<Value, 3> values{employer, std::string_view(text), sha256};
    TRY_ASSIGN(auto lists, select(transaction, select_list, values));
    if (lists.empty()) return std::optional<WageList>{};
    return std::optional(std::move(lists.front()));
}

Result<std::vector<WageVersion>> wages_of(Transaction& transaction, MembershipNumber membership) {
    std::vector<WageVersion> wages;
    TRY(transaction.query(select_wages, {{Value{membership}}}, [&](const Row& row) -> Result<void> {
        wages.push_back({month_at(row, 0).value_or(Month{}), number_at(row, 1),
                         Money::from_sen(number_at(row, 2)), Money::from_sen(number_at(row, 3)),
                         number_at(row, 4)});
        return {};
    }));
    return wages;
}

}  // namespace payung
