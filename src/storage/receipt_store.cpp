#include "storage/receipt_store.h"

#include <algorithm>

#include "base/error.h"
#include "contributions/receipt_errors.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

using namespace receipt_error;

#define PAYUNG_RECEIPT_COLUMNS                                                             \
    "receipt, channel, booked, reference, value_day, amount, allocated, refunded, payer, " \
    "payer_name, note, codes, rule, reason, statement, line, posted"
constexpr std::size_t receipt_columns = 17;

constexpr Sql insert_account{"collection_account.insert",
                             "INSERT INTO collection_account (account, channel, actor, recorded_at)"
                             " VALUES ($1, $2, $3, $4)"};
constexpr Sql select_accounts{"collection_account.all",
                              "SELECT account, channel FROM collection_account"};
constexpr Sql find_statement{
    "bank_statement.find",
    "SELECT statement FROM bank_statement WHERE sha256 = $1 AND account = $2"};
constexpr Sql next_statement{"bank_statement.next",
                             "SELECT COALESCE(MAX(statement), 0) + 1 FROM bank_statement"};
constexpr Sql insert_statement{
    "bank_statement.insert",
    "INSERT INTO bank_statement (statement, sha256, account, file, number, from_day, until_day,"
    " opening, closing, actor, recorded_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"};

constexpr Sql select_next_receipt{"receipt.next",
                                  "SELECT COALESCE(MAX(receipt), 0) + 1 FROM receipt"};
constexpr RepeatedSql insert_receipts{"receipt.insert",
                                      "INSERT INTO receipt (" PAYUNG_RECEIPT_COLUMNS ") VALUES ",
                                      "", receipt_columns, true};
constexpr RepeatedSql select_receipts_at{
    "receipt.at",
    "SELECT " PAYUNG_RECEIPT_COLUMNS " FROM receipt WHERE (channel, booked, reference) IN (VALUES ",
    ")", 3, true};
constexpr Sql select_receipt{"receipt.one",
                             "SELECT " PAYUNG_RECEIPT_COLUMNS " FROM receipt WHERE receipt = $1"};
constexpr Sql update_receipt{"receipt.update",
                             "UPDATE receipt SET allocated = $2, refunded = $3, payer = $4,"
                             " rule = $5, reason = $6 WHERE receipt = $1"};
constexpr Sql select_list{"receipt.list",
                          "SELECT " PAYUNG_RECEIPT_COLUMNS
                          " FROM receipt WHERE booked >= $1 AND booked <= $2"
                          " AND ($3 = 0 OR payer = $3) ORDER BY booked, receipt LIMIT $4"};
constexpr Sql select_open{"receipt.open",
                          "SELECT " PAYUNG_RECEIPT_COLUMNS
                          " FROM receipt WHERE allocated + refunded < amount"
                          " AND booked >= $1 AND booked <= $2"
                          " AND ($3 = 0 OR payer = $3) ORDER BY booked, receipt LIMIT $4"};

constexpr Sql select_next_allocation{"allocation.next",
                                     "SELECT COALESCE(MAX(allocation), 0) + 1 FROM allocation"};
constexpr RepeatedSql insert_allocations{
    "allocation.insert",
    "INSERT INTO allocation (allocation, receipt, day, amount, rule, strategy, undoes, frees,"
    " reason, actor, at, posted) VALUES ",
    "", 12, true};
constexpr RepeatedSql insert_allocated_bills{
    "allocation_bill.insert",
    "INSERT INTO allocation_bill (allocation, bill, jkk, jkp_jkk, jkm, jht, jp) VALUES ", "", 7,
    true};
#define PAYUNG_ALLOCATION_COLUMNS \
    "allocation, receipt, day, amount, rule, strategy, undoes, reason, actor, posted, frees"
constexpr Sql select_allocations_of{"allocation.of_receipt",
                                    "SELECT " PAYUNG_ALLOCATION_COLUMNS
                                    " FROM allocation WHERE receipt = $1 ORDER BY allocation"};
constexpr Sql select_allocation{
    "allocation.one", "SELECT " PAYUNG_ALLOCATION_COLUMNS " FROM allocation WHERE allocation = $1"};
constexpr Sql select_allocated_bills{
    "allocation_bill.of_allocation",
    "SELECT bill, jkk, jkp_jkk, jkm, jht, jp FROM allocation_bill WHERE allocation = $1"
    " ORDER BY bill"};
constexpr Sql select_payments_to{
    "allocation_bill.of_bill",
    "SELECT a.allocation, a.receipt, b.jkk, b.jkp_jkk, b.jkm, b.jht, b.jp, a.undoes, a.frees"
    " FROM allocation_bill b"
    " JOIN allocation a ON a.allocation = b.allocation WHERE b.bill = $1 ORDER BY a.allocation"};

#define PAYUNG_OFFER_COLUMNS                                                                       \
    "bill, payer, first_month, due, kind, amount - paid, CASE WHEN withdrawn IS NULL THEN 0 ELSE " \
    "1 END"
constexpr RepeatedSql select_offers{
    "bill.offers", "SELECT " PAYUNG_OFFER_COLUMNS " FROM contribution_bill WHERE bill IN (", ")", 1,
    false};
constexpr RepeatedSql select_open_offers{
    "bill.open_offers",
    "SELECT " PAYUNG_OFFER_COLUMNS
    " FROM contribution_bill WHERE paid < amount AND withdrawn IS NULL AND payer IN (",
    ")", 1, false};
constexpr Sql select_offers_of_amount{
    "bill.offers_of_amount",
    "SELECT " PAYUNG_OFFER_COLUMNS
    " FROM contribution_bill WHERE paid < amount AND withdrawn IS NULL AND amount - paid = $1"
    " ORDER BY due, bill LIMIT $2"};
constexpr RepeatedSql select_parties{
    "party.with_numbers",
    "SELECT party, kind, number, name FROM party WHERE kind IN (1, 2, 3, 4) AND number IN (", ")",
    1, false};

#define PAYUNG_REFUND_COLUMNS \
    "refund, receipt, amount, state, payee, reason, asked_by, decided_by, paid_on"
constexpr Sql select_next_refund{"refund.next", "SELECT COALESCE(MAX(refund), 0) + 1 FROM refund"};
constexpr Sql insert_refund{"refund.insert",
                            "INSERT INTO refund (refund, receipt, amount, state, payee, reason,"
                            " asked_by, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};
constexpr Sql select_refund{"refund.one",
                            "SELECT " PAYUNG_REFUND_COLUMNS " FROM refund WHERE refund = $1"};
constexpr Sql select_refunds{"refund.of_receipt",
                             "SELECT " PAYUNG_REFUND_COLUMNS
                             " FROM refund WHERE receipt = $1 ORDER BY refund"};
constexpr Sql update_refund_row{
    "refund.update",
    "UPDATE refund SET state = $2, decided_by = $3, decided_at = $4, paid_on = $5"
    " WHERE refund = $1"};

constexpr Sql select_last_allocation{"allocation.last",
                                     "SELECT COALESCE(MAX(allocation), 0) FROM allocation"};
constexpr Sql select_last_swept{"sweep.last",
                                "SELECT COALESCE(MAX(last_allocation), 0) FROM sweep"};
// Late charges on the part of JKP stay in JKK: nothing was passed on when they were earned. What is
// taken back stands in 1410 under the day of what it takes back.
constexpr Sql select_unswept{
    "sweep.shares",
    "SELECT r.channel, COALESCE(u.day, a.day), b.first_month, CAST(SUM(p.jkk) AS BIGINT),"
    " CAST(SUM(p.jkp_jkk) AS BIGINT), CAST(SUM(p.jkm) AS BIGINT), CAST(SUM(p.jht) AS BIGINT),"
    " CAST(SUM(p.jp) AS BIGINT),"
    " CAST(SUM(CASE WHEN b.kind = 2 THEN 0 ELSE p.jkp_jkk END) AS BIGINT)"
    " FROM allocation a JOIN receipt r ON r.receipt = a.receipt"
    " JOIN allocation_bill p ON p.allocation = a.allocation"
    " JOIN contribution_bill b ON b.bill = p.bill"
    " LEFT JOIN allocation u ON u.allocation = a.undoes"
    " WHERE a.allocation > $1 AND a.allocation <= $2"
    " GROUP BY r.channel, COALESCE(u.day, a.day), b.first_month"
    " ORDER BY r.channel, COALESCE(u.day, a.day), b.first_month"};
constexpr Sql select_next_sweep{"sweep.next", "SELECT COALESCE(MAX(sweep), 0) + 1 FROM sweep"};
constexpr Sql insert_sweep{"sweep.insert",
                           "INSERT INTO sweep (sweep, day, last_allocation, amount, passed_on,"
                           " actor, at, posted) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

Value text_value(std::string_view text) {
    return Value{text};
}

Day known_day_at(const Row& row, int column) {
    return day_at(row, column).value_or(Day{});
}

PartAmounts parts_at(const Row& row, int column) {
    PartAmounts parts;
    for (const BillPart part : all_bill_parts) parts[part] = money_at(row, column++);
    return parts;
}

Receipt receipt_at(const Row& row) {
    Receipt receipt;
    receipt.number = number_at(row, 0);
    receipt.at = {std::string(text_at(row, 1)), std::string(text_at(row, 3)), known_day_at(row, 2),
                  known_day_at(row, 4)};
    receipt.amount = money_at(row, 5);
    receipt.allocated = money_at(row, 6);
    receipt.refunded = money_at(row, 7);
    receipt.payer = number_at(row, 8);
    receipt.payer_name = text_at(row, 9);
    receipt.note = text_at(row, 10);
    receipt.codes = text_at(row, 11);
    receipt.rule = static_cast<MatchRule>(number_at(row, 12));
    receipt.reason = static_cast<Unmatched>(number_at(row, 13));
    receipt.statement = number_at(row, 14);
    receipt.line = static_cast<std::uint64_t>(number_at(row, 15));
    receipt.posted = number_at(row, 16);
    return receipt;
}

Allocation allocation_at(const Row& row) {
    Allocation allocation;
    allocation.number = number_at(row, 0);
    allocation.receipt = number_at(row, 1);
    allocation.day = known_day_at(row, 2);
    allocation.amount = money_at(row, 3);
    allocation.rule = static_cast<MatchRule>(number_at(row, 4));
    allocation.strategy = text_at(row, 5);
    allocation.undoes = number_at(row, 6);
    allocation.reason = text_at(row, 7);
    allocation.actor = text_at(row, 8);
    allocation.posted = number_at(row, 9);
    allocation.frees = number_at(row, 10);
    return allocation;
}

Refund refund_at(const Row& row) {
    return {number_at(row, 0),
            number_at(row, 1),
            money_at(row, 2),
            static_cast<RefundState>(number_at(row, 3)),
            std::string(text_at(row, 4)),
            std::string(text_at(row, 5)),
            std::string(text_at(row, 6)),
            std::string(text_at(row, 7)),
            day_at(row, 8)};
}

BillOffer offer_at(const Row& row) {
    BillOffer offer;
    offer.bill = number_at(row, 0);
    offer.payer = number_at(row, 1);
    offer.month = month_at(row, 2).value_or(Month{});
    offer.due = known_day_at(row, 3);
    offer.charge = static_cast<BillKind>(number_at(row, 4)) == BillKind::late_charge;
    offer.open = money_at(row, 5);
    offer.standing = BillStanding::open;
    if (offer.open == Money{}) offer.standing = BillStanding::paid;
    if (number_at(row, 6) != 0) offer.standing = BillStanding::withdrawn;
    return offer;
}

PartyRecord party_at(const Row& row) {
    return {number_at(row, 0), static_cast<PartyKind>(number_at(row, 1)),
            std::string(text_at(row, 2)), std::string(text_at(row, 3))};
}

/// All rows of one statement.
template <class T>
Result<std::vector<T>> all_of(Transaction& transaction, const Sql& sql,
                              std::span<const Value> values, T (*read)(const Row&)) {
    std::vector<T> found;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        found.push_back(read(row));
        return {};
    }));
    return found;
}

template <class T>
Result<T> only_of(Transaction& transaction, const Sql& sql, std::int64_t number,
                  T (*read)(const Row&), Code missing, std::string_view word) {
    TRY_ASSIGN(std::vector<T> found, all_of(transaction, sql, {{Value{number}}}, read));
    if (found.empty()) return Error{missing, {{std::string(word), std::to_string(number)}}};
    return std::move(found.front());
}

Result<void> insert_many(Transaction& transaction, const RepeatedSql& sql,
                         std::span<const Value> values) {
    return for_many(sql, values, [&](const Sql& one, std::span<const Value> some) -> Result<void> {
        TRY(transaction.execute(one, some));
        return {};
    });
}

Result<void> add_bills_to(Transaction& transaction, Allocation& allocation) {
    return transaction.query(select_allocated_bills, {{Value{allocation.number}}},
                             [&](const Row& row) -> Result<void> {
                                 allocation.bills.push_back({number_at(row, 0), parts_at(row, 1)});
                                 return {};
                             });
}

}  // namespace

Result<void> add_collection_account(Transaction& transaction, std::string_view account,
                                    std::string_view channel, std::string_view actor, Instant now) {
    TRY_ASSIGN(const auto known, collection_accounts(transaction));
    if (const auto found = known.find(std::string(account)); found != known.end()) {
        if (found->second == channel) return {};
        return Error{channel_differs,
                     {{"account", std::string(account)}, {"channel", found->second}}};
    }
    TRY(transaction.execute(insert_account, {{text_value(account), text_value(channel),
                                              text_value(actor), instant_value(now)}}));
    return {};
}

Result<std::map<std::string, std::string>> collection_accounts(Transaction& transaction) {
    std::map<std::string, std::string> accounts;
    TRY(transaction.query(select_accounts, {}, [&](const Row& row) -> Result<void> {
        accounts.emplace(text_at(row, 0), text_at(row, 1));
        return {};
    }));
    return accounts;
}

Result<std::int64_t> keep_statement(Transaction& transaction, const Statement& statement,
                                    std::string_view sha256, std::string_view file,
                                    std::string_view actor, Instant now) {
    const std::array<Value, 2> which{text_value(sha256), text_value(statement.account)};
    TRY_ASSIGN(const std::int64_t known, number_of(transaction, find_statement, which));
    if (known != 0) return known;
    TRY_ASSIGN(const std::int64_t number, number_of(transaction, next_statement));
    const std::string from = to_text(statement.from), until = to_text(statement.until);
    TRY(transaction.execute(
        insert_statement,
        {{Value{number}, which[0], which[1], text_value(file), text_value(statement.number),
          text_value(from), text_value(until), Value{statement.opening.sen()},
          Value{statement.closing.sen()}, text_value(actor), instant_value(now)}}));
    return number;
}

Result<ReceiptNumber> next_receipt(Transaction& transaction) {
    return number_of(transaction, select_next_receipt);
}

Result<void> add_receipts(Transaction& transaction, std::span<const Receipt> receipts) {
    std::vector<std::string> days;
    days.reserve(receipts.size() * 2);  // views of them are handed on
    std::vector<Value> values;
    for (const Receipt& receipt : receipts) {
        const std::string& booked = days.emplace_back(to_text(receipt.at.booked));
        const std::string& value = days.emplace_back(to_text(receipt.at.value));
        for (const Value& field : std::initializer_list<Value>{
                 Value{receipt.number}, text_value(receipt.at.channel), text_value(booked),
                 text_value(receipt.at.reference), text_value(value), Value{receipt.amount.sen()},
                 Value{receipt.allocated.sen()}, Value{receipt.refunded.sen()},
                 or_null(receipt.payer), text_value(receipt.payer_name), text_value(receipt.note),
                 text_value(receipt.codes), Value{static_cast<std::int64_t>(receipt.rule)},
                 Value{static_cast<std::int64_t>(receipt.reason)}, Value{receipt.statement},
                 Value{static_cast<std::int64_t>(receipt.line)}, Value{receipt.posted}})
            values.push_back(field);
    }
    return insert_many(transaction, insert_receipts, values);
}

Result<std::map<std::string, Receipt>> receipts_at(Transaction& transaction,
                                                   std::span<const ReceiptAt> places) {
    std::vector<std::string> days;
    days.reserve(places.size());
    std::vector<Value> values;
    for (const ReceiptAt& place : places) {
        values.push_back(text_value(place.channel));
        values.push_back(text_value(days.emplace_back(to_text(place.booked))));
        values.push_back(text_value(place.reference));
    }
    TRY_ASSIGN(std::vector<Receipt> rows,
               rows_of<Receipt>(transaction, select_receipts_at, values, receipt_at));
    std::map<std::string, Receipt> found;
    for (Receipt& receipt : rows) {
        std::string key = receipt.at.key();
        found.emplace(std::move(key), std::move(receipt));
    }
    return found;
}

Result<Receipt> receipt_by_number(Transaction& transaction, ReceiptNumber number) {
    return only_of(transaction, select_receipt, number, receipt_at, receipt_not_found, "receipt");
}

Result<void> update_receipts(Transaction& transaction, std::span<const Receipt> receipts) {
    for (const Receipt& receipt : receipts) {
        TRY(transaction.execute(
            update_receipt,
            {{Value{receipt.number}, Value{receipt.allocated.sen()}, Value{receipt.refunded.sen()},
              or_null(receipt.payer), Value{static_cast<std::int64_t>(receipt.rule)},
              Value{static_cast<std::int64_t>(receipt.reason)}}}));
    }
    return {};
}

Result<std::vector<Receipt>> list_receipts(Transaction& transaction, const ReceiptQuery& query) {
    const std::string from = query.from ? to_text(*query.from) : "0000-00-00";
    const std::string until = query.until ? to_text(*query.until) : "9999-99-99";
    return all_of(transaction, query.open_only ? select_open : select_list,
                  {{text_value(from), text_value(until), Value{query.payer}, Value{query.limit}}},
                  receipt_at);
}

Result<AllocationNumber> next_allocation(Transaction& transaction) {
    return number_of(transaction, select_next_allocation);
}

Result<void> add_allocations(Transaction& transaction, std::span<const Allocation> allocations,
                             Instant now) {
    std::vector<std::string> days;
    days.reserve(allocations.size());
    std::vector<Value> rows, bills;
    for (const Allocation& allocation : allocations) {
        for (const Value& field : std::initializer_list<Value>{
                 Value{allocation.number}, Value{allocation.receipt},
                 text_value(days.emplace_back(to_text(allocation.day))),
                 Value{allocation.amount.sen()}, Value{static_cast<std::int64_t>(allocation.rule)},
                 text_value(allocation.strategy), or_null(allocation.undoes),
                 or_null(allocation.frees), text_value(allocation.reason),
                 text_value(allocation.actor), instant_value(now), Value{allocation.posted}})
            rows.push_back(field);
        for (const AllocatedBill& bill : allocation.bills) {
            bills.push_back(Value{allocation.number});
            bills.push_back(Value{bill.bill});
            for (const BillPart part : all_bill_parts)
                bills.push_back(Value{bill.parts[part].sen()});
        }
    }
    TRY(insert_many(transaction, insert_allocations, rows));
    return insert_many(transaction, insert_allocated_bills, bills);
}

Result<std::vector<Allocation>> allocations_of(Transaction& transaction, ReceiptNumber receipt) {
    TRY_ASSIGN(std::vector<Allocation> found,
               all_of(transaction, select_allocations_of, {{Value{receipt}}}, allocation_at));
    for (Allocation& allocation : found) TRY(add_bills_to(transaction, allocation));
    return found;
}

Result<Allocation> allocation_by_number(Transaction& transaction, AllocationNumber number) {
    TRY_ASSIGN(Allocation found, only_of(transaction, select_allocation, number, allocation_at,
                                         allocation_not_found, "allocation"));
    TRY(add_bills_to(transaction, found));
    return found;
}

Result<std::vector<BillPayment>> payments_to(Transaction& transaction, BillNumber bill) {
    std::vector<BillPayment> payments;
    TRY(transaction.query(select_payments_to, {{Value{bill}}}, [&](const Row& row) -> Result<void> {
        payments.push_back({number_at(row, 0), number_at(row, 1), parts_at(row, 2),
                            number_at(row, 7), number_at(row, 8)});
        return {};
    }));
    return payments;
}

Result<std::vector<BillOffer>> offers(Transaction& transaction, std::span<const BillNumber> bills) {
    const std::vector<Value> values(bills.begin(), bills.end());
    return rows_of<BillOffer>(transaction, select_offers, values, offer_at);
}

Result<std::vector<BillOffer>> open_offers(Transaction& transaction,
                                           std::span<const PartyNumber> payers) {
    const std::vector<Value> values(payers.begin(), payers.end());
    return rows_of<BillOffer>(transaction, select_open_offers, values, offer_at);
}

Result<std::vector<BillOffer>> open_offers_of_amount(Transaction& transaction, Money amount,
                                                     std::int64_t limit) {
    return all_of(transaction, select_offers_of_amount, {{Value{amount.sen()}, Value{limit}}},
                  offer_at);
}

Result<std::vector<PartyRecord>> parties_with(Transaction& transaction,
                                              std::span<const std::string> numbers) {
    std::vector<Value> values;
    for (const std::string& number : numbers) values.push_back(text_value(number));
    return rows_of<PartyRecord>(transaction, select_parties, values, party_at);
}

Result<RefundNumber> next_refund(Transaction& transaction) {
    return number_of(transaction, select_next_refund);
}

Result<void> add_refund(Transaction& transaction, const Refund& refund, Instant now) {
    TRY(transaction.execute(
        insert_refund,
        {{Value{refund.number}, Value{refund.receipt}, Value{refund.amount.sen()},
          Value{static_cast<std::int64_t>(refund.state)}, text_value(refund.payee),
          text_value(refund.reason), text_value(refund.asked_by), instant_value(now)}}));
    return {};
}

Result<Refund> refund_by_number(Transaction& transaction, RefundNumber number) {
    return only_of(transaction, select_refund, number, refund_at, refund_not_found, "refund");
}

Result<void> update_refund(Transaction& transaction, const Refund& refund, Instant now) {
    const DateValue paid(refund.paid_on);
    TRY(transaction.execute(update_refund_row,
                            {{Value{refund.number}, Value{static_cast<std::int64_t>(refund.state)},
                              text_value(refund.decided_by), instant_value(now), paid.value()}}));
    return {};
}

Result<std::vector<Refund>> refunds_of(Transaction& transaction, ReceiptNumber receipt) {
    return all_of(transaction, select_refunds, {{Value{receipt}}}, refund_at);
}

Result<Unswept> unswept(Transaction& transaction) {
    Unswept found;
    TRY_ASSIGN(const std::int64_t swept, number_of(transaction, select_last_swept));
    TRY_ASSIGN(const std::int64_t last, number_of(transaction, select_last_allocation));
    if (last == swept) return found;
    found.last = last;
    TRY(transaction.query(
        select_unswept, {{Value{swept}, Value{last}}}, [&](const Row& row) -> Result<void> {
            found.shares.push_back({std::string(text_at(row, 0)), known_day_at(row, 1),
                                    month_at(row, 2).value_or(Month{}), parts_at(row, 3),
                                    money_at(row, 8)});
            return {};
        }));
    return found;
}

Result<std::int64_t> next_sweep(Transaction& transaction) {
    return number_of(transaction, select_next_sweep);
}

Result<void> add_sweep(Transaction& transaction, const SweepRecord& sweep, Instant now) {
    const std::string day = to_text(sweep.day);
    TRY(transaction.execute(
        insert_sweep, {{Value{sweep.number}, text_value(day), Value{sweep.last},
                        Value{sweep.amount.sen()}, Value{sweep.passed_on.sen()},
                        text_value(sweep.actor), instant_value(now), or_null(sweep.posted)}}));
    return {};
}

}  // namespace payung
