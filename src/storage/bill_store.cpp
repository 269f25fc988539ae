#include "storage/bill_store.h"

#include <algorithm>

#include "contributions/errors.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

/// Rows of a bill's members are bill * places + place.
constexpr std::int64_t places_of_bill = 16'777'216;

#define PAYUNG_BILL_COLUMNS                                                                     \
    "bill, payer, kind, segment, first_month, last_month, version, issued, due, members, jkk, " \
    "jkp_jkk, jkm, jht, jp, paid_jkk, paid_jkp_jkk, paid_jkm, paid_jht, paid_jp, jkp_state, "   \
    "completed_on, withdrawn, posted, unearned_from, settled"

constexpr Sql select_next{"bill.next", "SELECT COALESCE(MAX(bill), 0) + 1 FROM contribution_bill"};
constexpr Sql select_one{"bill.one",
                         "SELECT " PAYUNG_BILL_COLUMNS " FROM contribution_bill WHERE bill = $1"};
constexpr Sql select_of_payer{"bill.of_payer", "SELECT " PAYUNG_BILL_COLUMNS
                                               " FROM contribution_bill WHERE payer = $1"
                                               " ORDER BY first_month, kind, segment, version"};
constexpr Sql select_open_of_payer{
    "bill.open_of_payer",
    "SELECT " PAYUNG_BILL_COLUMNS
    " FROM contribution_bill WHERE payer = $1 AND paid < amount AND withdrawn IS NULL"
    " ORDER BY CASE WHEN kind = 2 THEN 1 ELSE 0 END, first_month, kind, segment, version"};
constexpr Sql select_overdue{
    "bill.overdue", "SELECT " PAYUNG_BILL_COLUMNS
                    " FROM contribution_bill WHERE due < $1 AND paid < amount AND withdrawn IS NULL"
                    " ORDER BY due, bill"};
constexpr Sql select_of_month{
    "bill.of_month", "SELECT " PAYUNG_BILL_COLUMNS
                     " FROM contribution_bill WHERE payer BETWEEN $1 AND $2 AND first_month = $3"
                     " ORDER BY bill"};
constexpr Sql update_paid{
    "bill.pay",
    "UPDATE contribution_bill SET paid = $2, paid_jkk = $3, paid_jkp_jkk = $4,"
    " paid_jkm = $5, paid_jht = $6, paid_jp = $7, completed_on = $8"
    " WHERE bill = $1"};
constexpr Sql update_withdrawn{"bill.withdraw",
                               "UPDATE contribution_bill SET withdrawn = $2 WHERE bill = $1"};
constexpr Sql select_basis{"bill_basis.find",
                           "SELECT basis FROM contribution_basis WHERE text = $1"};
constexpr Sql insert_basis{"bill_basis.insert",
                           "INSERT INTO contribution_basis (basis, text)"
                           " SELECT COALESCE(MAX(basis), 0) + 1, $1 FROM contribution_basis"};
constexpr Sql select_basis_text{"bill_basis.text",
                                "SELECT text FROM contribution_basis WHERE basis = $1"};
constexpr Sql select_members{
    "bill_member.of_bill",
    "SELECT b.membership, b.month, b.base, b.jkk, b.jkp_jkk, b.jkm, b.jht, b.jp, b.jkp_state,"
    " b.basis, m.kpj FROM contribution_share b LEFT JOIN membership m ON m.membership = "
    "b.membership"
    " WHERE b.place BETWEEN $1 AND $2 ORDER BY b.place"};
constexpr Sql select_months{
    "bill_member.of_membership",
    "SELECT m.membership, m.month, m.base, m.jkk, m.jkp_jkk, m.jkm, m.jht, m.jp, m.jkp_state,"
    " m.basis, b.bill, b.completed_on, b.kind FROM contribution_share m"
    " JOIN contribution_bill b ON b.bill = m.place / 16777216"
    " WHERE m.membership = $1 AND b.withdrawn IS NULL ORDER BY m.month, m.place"};
// CROSS JOIN, and a month that no index fits: SQLite looks for the few bills first, then for their
// ranges of shares.
/// Bills of the month itself, by their payers …
constexpr Sql select_billed{
    "bill_member.in_month",
    "SELECT m.membership, b.payer, b.segment, m.jkk, m.jkp_jkk, m.jkm, m.jht, m.jp, m.jkp_state,"
    " b.kind, b.settled FROM contribution_bill b CROSS JOIN contribution_share m"
    " WHERE m.place BETWEEN b.bill * 16777216 AND b.bill * 16777216 + 16777215 AND b.payer BETWEEN "
    "$1 AND $2 AND b.first_month = $3 AND b.last_month = $3"
    " AND b.kind <> 2 AND (b.withdrawn IS NULL OR b.withdrawn = 'masa tenggang lewat')"};  // lapsed
/// … and those in advance, which are few.
constexpr Sql select_billed_in_advance{
    "bill_member.in_advance",
    "SELECT m.membership, b.payer, b.segment, m.jkk, m.jkp_jkk, m.jkm, m.jht, m.jp, m.jkp_state,"
    " b.kind, b.settled FROM contribution_bill b CROSS JOIN contribution_share m"
    " WHERE m.place BETWEEN b.bill * 16777216 AND b.bill * 16777216 + 16777215 AND b.first_month < "
    "b.last_month AND b.last_month >= $3 AND b.first_month <= $3"
    " AND b.payer BETWEEN $1 AND $2 AND b.kind <> 2 AND m.month || '' = $3"
    " AND (b.withdrawn IS NULL OR b.withdrawn = 'masa tenggang lewat')"};

constexpr Sql insert_payment{
    "contribution_payment.insert",
    "INSERT INTO contribution_payment (bill, place, value_day, amount)"
    " SELECT $1, COALESCE(MAX(place), 0) + 1, $2, $3 FROM contribution_payment WHERE bill = $1"};
constexpr Sql select_payments{
    "contribution_payment.of_bill",
    "SELECT value_day, amount FROM contribution_payment WHERE bill = $1 ORDER BY place"};
constexpr Sql select_unearned{"bill.unearned",
                              "SELECT " PAYUNG_BILL_COLUMNS
                              " FROM contribution_bill WHERE unearned_from IS NOT NULL"
                              " AND completed_on IS NOT NULL AND unearned_from <= $1"
                              " ORDER BY unearned_from, bill LIMIT $2"};
constexpr Sql update_unearned{"bill.earn",
                              "UPDATE contribution_bill SET unearned_from = $2 WHERE bill = $1"};
constexpr Sql select_month_of_bill{
    "contribution_share.month_of_bill",
    "SELECT CAST(SUM(jkk) AS BIGINT), CAST(SUM(jkp_jkk) AS BIGINT), CAST(SUM(jkm) AS BIGINT),"
    " CAST(SUM(jht) AS BIGINT), CAST(SUM(jp) AS BIGINT) FROM contribution_share"
    " WHERE place BETWEEN $1 AND $2 AND month = $3"};
constexpr Sql select_to_charge{
    "bill.to_charge",
    "SELECT " PAYUNG_BILL_COLUMNS
    " FROM contribution_bill WHERE due < $1 AND segment IN (1, 4) AND kind <> 2"
    " AND withdrawn IS NULL AND (completed_on IS NULL OR (completed_on > due"
    " AND (charged_until IS NULL OR charged_until < completed_on)))"
    " AND +payer BETWEEN $2 AND $3 ORDER BY payer, bill"};  // +: by the late ones, not by payer
constexpr Sql select_charged{"late_charge.sum",
                             "SELECT CAST(SUM(amount) AS BIGINT) FROM late_charge WHERE late = $1"};
constexpr Sql insert_charge{"late_charge.insert",
                            "INSERT INTO late_charge (charge, late, until, months, amount)"
                            " VALUES ($1, $2, $3, $4, $5)"};
constexpr Sql update_charged{"bill.charge",
                             "UPDATE contribution_bill SET charged_until = $2 WHERE bill = $1"};
constexpr Sql select_charges{"late_charge.of_bill",
                             "SELECT late, until, months, amount FROM late_charge"
                             " WHERE charge = $1 ORDER BY late"};
constexpr Sql select_payer_sizes{"payer.sizes",
                                 "SELECT payer, COUNT(*) FROM spell GROUP BY payer ORDER BY payer"};
constexpr Sql select_payer_numbers{"payer.numbers",
                                   "SELECT party, number FROM party WHERE party BETWEEN $1 AND $2"};
constexpr Sql select_in_arrears{
    "payer.in_arrears",
    "SELECT DISTINCT payer FROM contribution_bill WHERE payer BETWEEN $1 AND $2"
    " AND first_month < $3 AND due < $4 AND paid < amount AND withdrawn IS NULL AND kind <> 2"};

constexpr Sql select_next_share{"contribution_share.next",
                                "SELECT COALESCE(MAX(place), $1 - 1) + 1 - $1"
                                " FROM contribution_share WHERE place BETWEEN $1 AND $2"};
constexpr Sql update_amounts{
    "bill.correct",
    "UPDATE contribution_bill SET amount = $2, jkk = $3, jkp_jkk = $4, jkm = $5, jht = $6, jp = $7,"
    " jkp_state = $8, completed_on = $9, withdrawn = $10 WHERE bill = $1"};
constexpr Sql select_next_correction{
    "contribution_correction.next",
    "SELECT COALESCE(MAX(correction), 0) + 1 FROM contribution_correction"};
constexpr Sql insert_correction{
    "contribution_correction.insert",
    "INSERT INTO contribution_correction (correction, bill, day, share, members, jkk, jkp_jkk, jkm,"
    " jht, jp, jkp_state, freed, allocation, actor, at, posted)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)"};
constexpr Sql select_corrections{
    "contribution_correction.of_bill",
    "SELECT correction, bill, day, share, members, jkk, jkp_jkk, jkm, jht, jp, jkp_state, freed,"
    " allocation, actor, posted FROM contribution_correction WHERE bill = $1 ORDER BY correction"};

constexpr std::array<std::string_view, 28> bill_columns{
    "bill",         "payer",    "kind",          "segment", "first_month", "last_month",
    "version",      "issued",   "due",           "members", "amount",      "paid",
    "jkk",          "jkp_jkk",  "jkm",           "jht",     "jp",          "paid_jkk",
    "paid_jkp_jkk", "paid_jkm", "paid_jht",      "paid_jp", "jkp_state",   "completed_on",
    "withdrawn",    "posted",   "unearned_from", "settled"};
constexpr std::array<std::string_view, 11> member_columns{"place", "membership", "month", "base",
                                                          "jkk",   "jkp_jkk",    "jkm",   "jht",
                                                          "jp",    "jkp_state",  "basis"};

PartAmounts amounts_at(const Row& row, int column) {
    PartAmounts amounts;
    for (const BillPart part : all_bill_parts) amounts[part] = money_at(row, column++);
    return amounts;
}

/// Columns of PAYUNG_BILL_COLUMNS.
Bill bill_at(const Row& row) {
    Bill bill;
    bill.number = number_at(row, 0);
    bill.payer = number_at(row, 1);
    bill.kind = static_cast<BillKind>(number_at(row, 2));
    bill.segment = static_cast<Segment>(number_at(row, 3));
    bill.first = month_at(row, 4).value_or(Month{});
    bill.last = month_at(row, 5).value_or(Month{});
    bill.version = number_at(row, 6);
    bill.issued = day_at(row, 7).value_or(Day{});
    bill.due = day_at(row, 8).value_or(Day{});
    bill.members = number_at(row, 9);
    bill.amount = amounts_at(row, 10);
    bill.paid = amounts_at(row, 15);
    bill.jkp_state = money_at(row, 20);
    bill.completed_on = day_at(row, 21);
    if (const auto why = row.text(22)) bill.withdrawn = std::string(*why);
    bill.posted = number_at(row, 23);
    bill.unearned_from = month_at(row, 24);
    bill.settled = number_at(row, 25) != 0;
    return bill;
}

/// Columns from `membership` on.
BillMember member_at(const Row& row) {
    BillMember member;
    member.membership = number_at(row, 0);
    member.month = month_at(row, 1).value_or(Month{});
    member.base = money_at(row, 2);
    member.amount = amounts_at(row, 3);
    member.jkp_state = money_at(row, 8);
    member.basis = number_at(row, 9);
    return member;
}

Error not_found(BillNumber number) {
    return Error{bill_error::bill_not_found, {{"bill", std::to_string(number)}}};
}

Result<std::vector<Bill>> bills(Transaction& transaction, const Sql& sql,
                                std::span<const Value> values) {
    std::vector<Bill> found;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        found.push_back(bill_at(row));
        return {};
    }));
    return found;
}

Result<void> add_bill(BulkWriter& writer, const Bill& bill) {
    const std::string first = to_text(bill.first), last = to_text(bill.last);
    const std::string issued = to_text(bill.issued), due = to_text(bill.due);
    const std::string completed = bill.completed_on ? to_text(*bill.completed_on) : "";
    const DateValue unearned(bill.unearned_from);
    const auto part = [](const PartAmounts& amounts, BillPart which) -> Value {
        return amounts[which].sen();
    };
    const std::array<Value, bill_columns.size()> row{
        bill.number,
        bill.payer,
        static_cast<std::int64_t>(bill.kind),
        static_cast<std::int64_t>(bill.segment),
        std::string_view(first),
        std::string_view(last),
        bill.version,
        std::string_view(issued),
        std::string_view(due),
        bill.members,
        bill.amount.sum().sen(),
        bill.paid.sum().sen(),
        part(bill.amount, BillPart::jkk),
        part(bill.amount, BillPart::jkp_from_jkk),
        part(bill.amount, BillPart::jkm),
        part(bill.amount, BillPart::jht),
        part(bill.amount, BillPart::jp),
        part(bill.paid, BillPart::jkk),
        part(bill.paid, BillPart::jkp_from_jkk),
        part(bill.paid, BillPart::jkm),
        part(bill.paid, BillPart::jht),
        part(bill.paid, BillPart::jp),
        bill.jkp_state.sen(),
        bill.completed_on ? Value{std::string_view(completed)} : Value{},
        bill.withdrawn ? Value{std::string_view(*bill.withdrawn)} : Value{},
        or_null(bill.posted),
        unearned.value(),
        std::int64_t{bill.settled}};
    return writer.add(row);
}

/// Months as text, made once for neighbours that are alike.
class MonthText {
public:
    std::string_view of(Month month) {
        if (text_.empty() || month != month_) {
            month_ = month;
            text_ = to_text(month);
        }
        return text_;
    }

private:
    Month month_;
    std::string text_;
};

/// `first`: the place of the first of them on the bill.
Result<void> add_members(BulkWriter& writer, BillNumber bill, std::int64_t first,
                         std::span<const BillMember> members) {
    CHECK(first + std::ssize(members) < places_of_bill);
    MonthText months;
    std::int64_t place = bill * places_of_bill + first;
    for (const BillMember& member : members) {
        const PartAmounts& amount = member.amount;
        const std::array<Value, member_columns.size()> row{place++,
                                                           member.membership,
                                                           months.of(member.month),
                                                           member.base.sen(),
                                                           amount[BillPart::jkk].sen(),
                                                           amount[BillPart::jkp_from_jkk].sen(),
                                                           amount[BillPart::jkm].sen(),
                                                           amount[BillPart::jht].sen(),
                                                           amount[BillPart::jp].sen(),
                                                           member.jkp_state.sen(),
                                                           member.basis};
        TRY(writer.add(row));
    }
    return {};
}

Result<void> keep_paid(Transaction& transaction, const Bill& bill) {
    const std::string day = bill.completed_on ? to_text(*bill.completed_on) : "";
    const std::array<Value, 8> values{bill.number,
                                      bill.paid.sum().sen(),
                                      bill.paid[BillPart::jkk].sen(),
                                      bill.paid[BillPart::jkp_from_jkk].sen(),
                                      bill.paid[BillPart::jkm].sen(),
                                      bill.paid[BillPart::jht].sen(),
                                      bill.paid[BillPart::jp].sen(),
                                      bill.completed_on ? Value{std::string_view(day)} : Value{}};
    TRY(transaction.execute(update_paid, values));
    return {};
}

std::uint8_t programmes_in(const PartAmounts& amounts) {
    unsigned programmes = 0;
    if (amounts[BillPart::jkk] > Money{}) programmes |= bit_jkk;
    if (amounts[BillPart::jkp_from_jkk] > Money{}) programmes |= bit_jkk | bit_jkp;
    if (amounts[BillPart::jkm] > Money{}) programmes |= bit_jkm;
    if (amounts[BillPart::jht] > Money{}) programmes |= bit_jht;
    if (amounts[BillPart::jp] > Money{}) programmes |= bit_jp;
    return static_cast<std::uint8_t>(programmes);
}

/// Each payer and membership once, in their order.
std::vector<BilledBefore> summed(std::vector<BilledBefore> rows) {
    const auto key = [](const BilledBefore& row) { return std::pair{row.payer, row.membership}; };
    std::ranges::stable_sort(rows, {}, key);
    std::vector<BilledBefore> sums;
    for (BilledBefore& row : rows) {
        if (sums.empty() || key(sums.back()) != key(row)) {
            sums.push_back(row);
            continue;
        }
        sums.back().amount += row.amount;
        sums.back().jkp_state += row.jkp_state;
        sums.back().settled = sums.back().settled && row.settled;  // differences say yes
    }
    return sums;
}

/// One row of a month: what a bill that is not withdrawn has for it.
struct MonthRow {
    BillMember member;
    BillNumber bill = 0;
    std::optional<Day> completed_on;
    BillKind kind = BillKind::contribution;
};

Result<std::vector<MonthRow>> month_rows(Transaction& transaction, MembershipNumber membership) {
    std::vector<MonthRow> rows;
    const std::array<Value, 1> values{membership};
    TRY(transaction.query(select_months, values, [&](const Row& row) -> Result<void> {
        rows.push_back({member_at(row), number_at(row, 10), day_at(row, 11),
                        static_cast<BillKind>(number_at(row, 12))});
        return {};
    }));
    return rows;
}

/// Shares of one bill as one: what a correction took back was never owed.
std::vector<MonthRow> by_bill(std::vector<MonthRow> rows) {
    std::vector<MonthRow> sums;
    for (MonthRow& row : rows) {
        const bool same = !sums.empty() && sums.back().member.month == row.member.month &&
                          sums.back().bill == row.bill;
        if (same) {
            sums.back().member.amount += row.member.amount;
        } else {
            sums.push_back(std::move(row));
        }
    }
    std::erase_if(sums, [](const MonthRow& row) { return row.member.amount == PartAmounts{}; });
    return sums;
}

/// The day on which a bill that a correction completes was paid: when the last of it came.
Result<std::optional<Day>> completed_by(Transaction& transaction, const Bill& corrected) {
    if (corrected.open() != PartAmounts{} || corrected.amount == PartAmounts{})
        return std::optional<Day>{};
    std::optional<Day> last;
    TRY_ASSIGN(const auto payments, payments_of_bill(transaction, corrected.number));
    for (const DatedPayment& payment : payments)
        if (payment.amount > Money{}) last = payment.value_day;
    return last;
}

Result<void> make_smaller(Transaction& transaction, const BillCorrection& correction) {
    TRY_ASSIGN(Bill bill, bill_by_number(transaction, correction.bill));
    bill.amount -= correction.amount;
    bill.jkp_state -= correction.jkp_state;
    CHECK(!bill.open().any_negative());
    TRY_ASSIGN(bill.completed_on, completed_by(transaction, bill));
    if (bill.amount == PartAmounts{}) bill.withdrawn = "dikoreksi menjadi nol";
    const std::string day = bill.completed_on ? to_text(*bill.completed_on) : "";
    const auto part = [&](BillPart which) -> Value { return bill.amount[which].sen(); };
    const std::array<Value, 10> values{
        bill.number,
        bill.amount.sum().sen(),
        part(BillPart::jkk),
        part(BillPart::jkp_from_jkk),
        part(BillPart::jkm),
        part(BillPart::jht),
        part(BillPart::jp),
        bill.jkp_state.sen(),
        bill.completed_on ? Value{std::string_view(day)} : Value{},
        bill.withdrawn ? Value{std::string_view(*bill.withdrawn)} : Value{}};
    TRY(transaction.execute(update_amounts, values));
    return {};
}

Result<void> insert(Transaction& transaction, const BillCorrection& correction, Instant now) {
    const std::string day = to_text(correction.day);
    const auto part = [&](BillPart which) -> Value { return correction.amount[which].sen(); };
    const std::array<Value, 16> values{correction.number,
                                       correction.bill,
                                       std::string_view(day),
                                       correction.share,
                                       correction.members,
                                       part(BillPart::jkk),
                                       part(BillPart::jkp_from_jkk),
                                       part(BillPart::jkm),
                                       part(BillPart::jht),
                                       part(BillPart::jp),
                                       correction.jkp_state.sen(),
                                       correction.freed.sen(),
                                       correction.allocation,
                                       std::string_view(correction.actor),
                                       instant_value(now),
                                       or_null(correction.posted)};
    TRY(transaction.execute(insert_correction, values));
    return {};
}

}  // namespace

Result<BillNumber> next_bill_number(Transaction& transaction) {
    return number_of(transaction, select_next);
}

Result<void> add_bills(Transaction& transaction, std::span<const BillWithMembers> bills) {
    {
        TRY_ASSIGN(const auto writer, transaction.bulk("contribution_bill", bill_columns));
        for (const BillWithMembers& billed : bills) TRY(add_bill(*writer, billed.bill));
        TRY(writer->finish());
    }
    TRY_ASSIGN(const auto writer, transaction.bulk("contribution_share", member_columns));
    for (const BillWithMembers& billed : bills)
        TRY(add_members(*writer, billed.bill.number, 0, billed.members));
    TRY(writer->finish());
    return {};
}

Result<std::int64_t> keep_basis(Transaction& transaction, std::string_view text) {
    const std::array<Value, 1> values{text};
    std::int64_t basis = 0;
    const auto on_row = [&](const Row& row) -> Result<void> {
        basis = number_at(row, 0);
        return {};
    };
    TRY(transaction.query(select_basis, values, on_row));
    if (basis != 0) return basis;
    TRY(transaction.execute(insert_basis, values));
    TRY(transaction.query(select_basis, values, on_row));
    return basis;
}

Result<std::string> basis_text(Transaction& transaction, std::int64_t basis) {
    std::string text;
    const std::array<Value, 1> values{basis};
    TRY(transaction.query(select_basis_text, values, [&](const Row& row) -> Result<void> {
        text = text_at(row, 0);
        return {};
    }));
    return text;
}

Result<Bill> bill_by_number(Transaction& transaction, BillNumber number) {
    const std::array<Value, 1> values{number};
    TRY_ASSIGN(auto found, bills(transaction, select_one, values));
    if (found.empty()) return not_found(number);
    return std::move(found.front());
}

Result<Bill> bill_by_code(Transaction& transaction, std::string_view code) {
    TRY_ASSIGN(const BillNumber number, parse_payment_code(code));
    return bill_by_number(transaction, number);
}

Result<std::vector<Bill>> bills_of_payer(Transaction& transaction, PartyNumber payer) {
    const std::array<Value, 1> values{payer};
    return bills(transaction, select_of_payer, values);
}

Result<std::vector<Bill>> open_bills_of_payer(Transaction& transaction, PartyNumber payer) {
    const std::array<Value, 1> values{payer};
    return bills(transaction, select_open_of_payer, values);
}

Result<void> each_overdue_bill(Transaction& transaction, Day day, const OnBill& on_bill) {
    const std::string text = to_text(day);
    const std::array<Value, 1> values{std::string_view(text)};
    return transaction.query(select_overdue, values,
                             [&](const Row& row) { return on_bill(bill_at(row)); });
}

Result<std::vector<Bill>> bills_of_month(Transaction& transaction, PayerRange payers, Month month) {
    const std::string text = to_text(month);
    const std::array<Value, 3> values{payers.first, payers.last, std::string_view(text)};
    return bills(transaction, select_of_month, values);
}

Result<CorrectionNumber> next_correction(Transaction& transaction) {
    return number_of(transaction, select_next_correction);
}

Result<std::vector<BillCorrection>> corrections_of(Transaction& transaction, BillNumber bill) {
    std::vector<BillCorrection> found;
    const std::array<Value, 1> values{bill};
    TRY(transaction.query(select_corrections, values, [&](const Row& row) -> Result<void> {
        found.push_back({number_at(row, 0), number_at(row, 1), day_at(row, 2).value_or(Day{}),
                         number_at(row, 3), number_at(row, 4), amounts_at(row, 5),
                         money_at(row, 10), money_at(row, 11), number_at(row, 12),
                         std::string(text_at(row, 13)), number_at(row, 14)});
        return {};
    }));
    return found;
}

Result<void> add_correction(Transaction& transaction, BillCorrection correction,
                            std::span<const BillMember> shares, Instant now) {
    const std::array<Value, 2> range{correction.bill * places_of_bill,
                                     correction.bill * places_of_bill + places_of_bill - 1};
    TRY_ASSIGN(correction.share, number_of(transaction, select_next_share, range));
    correction.members = std::ssize(shares);
    TRY(make_smaller(transaction, correction));
    TRY(insert(transaction, correction, now));
    TRY_ASSIGN(const auto writer, transaction.bulk("contribution_share", member_columns));
    TRY(add_members(*writer, correction.bill, correction.share, shares));
    TRY(writer->finish());
    return {};
}

Result<Bill> apply_payment(Transaction& transaction, BillNumber number, const PartAmounts& amounts,
                           Day value_day) {
    TRY_ASSIGN(Bill bill, bill_by_number(transaction, number));
    if (bill.withdrawn) return Error{bill_error::bill_withdrawn, {{"bill", payment_code(number)}}};
    bill.paid += amounts;
    if (bill.paid.any_negative() || bill.open().any_negative())
        return Error{bill_error::bill_overpaid, {{"bill", payment_code(number)}}};
    bill.completed_on =
        bill.paid == bill.amount ? std::optional<Day>(value_day) : std::optional<Day>{};
    TRY(keep_paid(transaction, bill));
    if (!owed_before_paid(bill.segment) || bill.kind == BillKind::late_charge) return bill;
    const std::string day = to_text(value_day);
    const std::array<Value, 3> values{number, std::string_view(day), amounts.sum().sen()};
    TRY(transaction.execute(insert_payment, values));
    return bill;
}

Result<std::vector<DatedPayment>> payments_of_bill(Transaction& transaction, BillNumber number) {
    std::vector<DatedPayment> payments;
    const std::array<Value, 1> values{number};
    TRY(transaction.query(select_payments, values, [&](const Row& row) -> Result<void> {
        payments.push_back({day_at(row, 0).value_or(Day{}), money_at(row, 1)});
        return {};
    }));
    return payments;
}

Result<std::vector<Bill>> bills_to_charge(Transaction& transaction, PayerRange payers, Day day) {
    const std::string text = to_text(day);
    const std::array<Value, 3> values{std::string_view(text), payers.first, payers.last};
    return bills(transaction, select_to_charge, values);
}

Result<Money> charged_for(Transaction& transaction, BillNumber late) {
    const std::array<Value, 1> values{late};
    TRY_ASSIGN(const std::int64_t sen, number_of(transaction, select_charged, values));
    return Money::from_sen(sen);
}

Result<void> add_late_charges(Transaction& transaction, BillNumber charge,
                              std::span<const LateCharge> charges) {
    for (const LateCharge& one : charges) {
        const std::string until = to_text(one.until);
        const std::array<Value, 5> values{charge, one.late, std::string_view(until), one.months,
                                          one.amount.sen()};
        TRY(transaction.execute(insert_charge, values));
        TRY(set_charged_until(transaction, one.late, one.until));
    }
    return {};
}

Result<void> set_charged_until(Transaction& transaction, BillNumber late, Day day) {
    const std::string text = to_text(day);
    const std::array<Value, 2> values{late, std::string_view(text)};
    TRY(transaction.execute(update_charged, values));
    return {};
}

Result<std::vector<LateCharge>> late_charges(Transaction& transaction, BillNumber charge) {
    std::vector<LateCharge> charges;
    const std::array<Value, 1> values{charge};
    TRY(transaction.query(select_charges, values, [&](const Row& row) -> Result<void> {
        charges.push_back({number_at(row, 0), day_at(row, 1).value_or(Day{}), number_at(row, 2),
                           money_at(row, 3)});
        return {};
    }));
    return charges;
}

Result<std::vector<Bill>> unearned_bills(Transaction& transaction, Month until, std::size_t most) {
    const std::string text = to_text(until);
    const std::array<Value, 2> values{std::string_view(text), static_cast<std::int64_t>(most)};
    return bills(transaction, select_unearned, values);
}

Result<PartAmounts> month_of_bill(Transaction& transaction, BillNumber number, Month month) {
    const std::string text = to_text(month);
    const std::array<Value, 3> values{number * places_of_bill,
                                      number * places_of_bill + places_of_bill - 1,
                                      std::string_view(text)};
    PartAmounts sums;
    TRY(transaction.query(select_month_of_bill, values, [&](const Row& row) -> Result<void> {
        sums = amounts_at(row, 0);
        return {};
    }));
    return sums;
}

Result<void> set_unearned_from(Transaction& transaction, BillNumber number,
                               std::optional<Month> month) {
    const DateValue text(month);
    const std::array<Value, 2> values{number, text.value()};
    TRY(transaction.execute(update_unearned, values));
    return {};
}

Result<void> withdraw_bill(Transaction& transaction, BillNumber number, std::string_view why) {
    TRY_ASSIGN(const Bill bill, bill_by_number(transaction, number));
    if (bill.withdrawn) return Error{bill_error::bill_withdrawn, {{"bill", payment_code(number)}}};
    if (bill.paid != PartAmounts{})
        return Error{bill_error::bill_overpaid, {{"bill", payment_code(number)}}};
    const std::array<Value, 2> values{number, why};
    TRY(transaction.execute(update_withdrawn, values));
    return {};
}

Result<void> each_member_of_bill(Transaction& transaction, BillNumber number,
                                 const OnBilledMember& on_member) {
    const std::array<Value, 2> values{number * places_of_bill,
                                      number * places_of_bill + places_of_bill - 1};
    return transaction.query(select_members, values, [&](const Row& row) {
        return on_member({number, member_at(row), std::string(text_at(row, 10))});
    });
}

Result<std::vector<MonthBilled>> months_billed(Transaction& transaction,
                                               MembershipNumber membership) {
    TRY_ASSIGN(const std::vector<MonthRow> rows, month_rows(transaction, membership));
    std::vector<MonthBilled> months;
    for (const MonthRow& row : rows) {
        if (months.empty() || months.back().month != row.member.month) {
            months.push_back({row.member.month, {}, {}, {}, row.completed_on, row.bill});
        }
        MonthBilled& month = months.back();
        month.base = row.member.base;
        month.amount += row.member.amount;
        month.jkp_state += row.member.jkp_state;
        if (!month.completed_on || !row.completed_on) {
            month.completed_on.reset();
        } else {
            month.completed_on = std::max(*month.completed_on, *row.completed_on);
        }
    }
    return months;
}

/// The contribution of a month must be there whole; a difference that a later wage made takes
/// nobody's cover away while it is open, and gives none either.
Result<std::vector<MonthPaid>> months_paid(Transaction& transaction, MembershipNumber membership) {
    TRY_ASSIGN(std::vector<MonthRow> rows, month_rows(transaction, membership));
    std::vector<MonthPaid> months;
    std::uint8_t open = 0;  // of the last month
    for (const MonthRow& row : by_bill(std::move(rows))) {
        if (row.kind != BillKind::contribution) continue;
        if (months.empty() || months.back().month != row.member.month) {
            months.push_back({row.member.month, 0, std::nullopt, row.bill});
            open = 0;
        }
        MonthPaid& month = months.back();
        const std::uint8_t programmes = programmes_in(row.member.amount);
        if (row.completed_on) {
            if (!month.paid_on) month.bill = row.bill;
            month.paid_on = std::max(month.paid_on.value_or(*row.completed_on), *row.completed_on);
            month.programmes = static_cast<std::uint8_t>(month.programmes | programmes);
        } else {
            open = static_cast<std::uint8_t>(open | programmes);
        }
        month.programmes = static_cast<std::uint8_t>(month.programmes & ~open);
        if (month.programmes == 0) month.paid_on.reset();
    }
    return months;
}

Result<PartAmounts> sum_paid(Transaction& transaction, MembershipNumber membership, Month from,
                             Month until) {
    TRY_ASSIGN(const std::vector<MonthRow> rows, month_rows(transaction, membership));
    PartAmounts sum;
    for (const MonthRow& row : rows) {
        const bool within = row.member.month >= from && row.member.month < until;
        if (within && row.completed_on) sum += row.member.amount;
    }
    return sum;
}

Result<std::vector<BilledBefore>> billed_in_month(Transaction& transaction, PayerRange payers,
                                                  Month month) {
    const std::string text = to_text(month);
    const std::array<Value, 3> values{payers.first, payers.last, std::string_view(text)};
    constexpr auto contribution = static_cast<std::int64_t>(BillKind::contribution);
    std::vector<BilledBefore> rows;
    for (const Sql& sql : {select_billed, select_billed_in_advance}) {
        TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
            rows.push_back({number_at(row, 1), number_at(row, 0),
                            static_cast<Segment>(number_at(row, 2)), amounts_at(row, 3),
                            money_at(row, 8),
                            number_at(row, 9) != contribution || number_at(row, 10) != 0});
            return {};
        }));
    }
    return summed(std::move(rows));
}

Result<std::vector<PayerSize>> payer_sizes(Transaction& transaction) {
    std::vector<PayerSize> sizes;
    TRY(transaction.query(select_payer_sizes, {}, [&](const Row& row) -> Result<void> {
        sizes.push_back({number_at(row, 0), number_at(row, 1)});
        return {};
    }));
    return sizes;
}

Result<std::map<PartyNumber, std::string>> payer_numbers(Transaction& transaction,
                                                         PayerRange payers) {
    std::map<PartyNumber, std::string> numbers;
    const std::array<Value, 2> values{payers.first, payers.last};
    TRY(transaction.query(select_payer_numbers, values, [&](const Row& row) -> Result<void> {
        numbers.emplace(number_at(row, 0), text_at(row, 1));
        return {};
    }));
    return numbers;
}

Result<std::vector<PartyNumber>> payers_in_arrears(Transaction& transaction, PayerRange payers,
                                                   Month month, Day day) {
    std::vector<PartyNumber> found;
    const std::string month_text = to_text(month), day_text = to_text(day);
    const std::array<Value, 4> values{payers.first, payers.last, std::string_view(month_text),
                                      std::string_view(day_text)};
    TRY(transaction.query(select_in_arrears, values, [&](const Row& row) -> Result<void> {
        found.push_back(number_at(row, 0));
        return {};
    }));
    std::ranges::sort(found);
    return found;
}

}  // namespace payung
