/// each_member_month() of spell_store.h: first what holds of each payer, then the members.

#include <unordered_map>

#include "legislation/contribution_law.h"
#include "membership/party.h"
#include "storage/numbers.h"
#include "storage/row_key.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

// Of payers that are not persons: the last fact recorded for the latest month, and the sponsor's
// money. $2 and $3 are the first and the last payer.
constexpr Sql select_payers{
    "member_month.payers",
    "SELECT p.party, p.kind, f.scale, f.risk_group, f.sector, f.industry, f.takes_jht, f.takes_jp,"
    " f.closed, sp.payer FROM party p LEFT JOIN employer_fact f ON f.fact ="
    " (SELECT e.fact FROM employer_fact e WHERE e.party = p.party AND e.from_month <= $1"
    " ORDER BY e.from_month DESC, e.fact DESC LIMIT 1)"
    " LEFT JOIN sponsor sp ON sp.party = p.party"
    " WHERE p.kind <> 1 AND p.party BETWEEN $2 AND $3"};
constexpr Sql count_workers{
    "member_month.workers",
    "SELECT s.payer, COUNT(DISTINCT s.membership) FROM spell s JOIN party p ON p.party = s.payer"
    " WHERE p.kind <> 1 AND s.replaced_by IS NULL AND s.from_month <= $1"
    " AND (s.until_month IS NULL OR s.until_month > $1) AND s.payer BETWEEN $2 AND $3"
    " GROUP BY s.payer"};

// The wage is that of the month or the last one before, in its highest version; the membership is
// as old as the first month of its spells.
constexpr Sql select_members{
    "member_month.all",
    "SELECT s.membership, m.participant, s.payer, m.segment, s.programmes, s.income, s.sector,"
    " s.has_jkn, m.kpj, t.birth, t.citizen, w.amount, w.back_pay, w.month,"
    " (SELECT MIN(o.from_month) FROM spell o WHERE o.membership = s.membership"
    " AND o.replaced_by IS NULL)"
    " FROM spell s JOIN membership m ON m.membership = s.membership"
    " JOIN participant t ON t.participant = m.participant"
    " LEFT JOIN wage w ON w.membership = s.membership AND w.month ="
    " (SELECT MAX(o.month) FROM wage o WHERE o.membership = s.membership AND o.month <= $1)"
    " AND w.version = (SELECT MAX(v.version) FROM wage v WHERE v.membership = w.membership"
    " AND v.month = w.month)"
    " WHERE s.replaced_by IS NULL AND s.from_month <= $1"
    " AND (s.until_month IS NULL OR s.until_month > $1) AND s.payer BETWEEN $2 AND $3"
    " ORDER BY s.payer, s.membership"};

struct Payer {
    PartyKind kind = PartyKind::employer;
    EmployerFact fact;
    std::string_view funds;
    std::int64_t workers = 0;
};
using Payers = std::unordered_map<PartyNumber, Payer>;

Payer payer_at(const Row& row) {
    Payer payer;
    payer.kind = static_cast<PartyKind>(number_at(row, 1));
    payer.fact.scale = text_at(row, 2);
    payer.fact.risk_group = text_at(row, 3);
    payer.fact.sector = letter_at(row, 4);
    payer.fact.industry = text_at(row, 5);
    payer.fact.takes_jht = flag_at(row, 6);
    payer.fact.takes_jp = flag_at(row, 7);
    payer.fact.closed = flag_at(row, 8);
    const auto money = parse_payer_kind(text_at(row, 9));
    payer.funds = money ? funds_word(*money) : funds_of(payer.kind);
    return payer;
}

Result<Payers> load_payers(Transaction& transaction, std::span<const Value> values) {
    Payers payers;
    TRY(transaction.query(select_payers, values, [&](const Row& row) -> Result<void> {
        payers.emplace(number_at(row, 0), payer_at(row));
        return {};
    }));
    TRY(transaction.query(count_workers, values, [&](const Row& row) -> Result<void> {
        if (const auto at = payers.find(number_at(row, 0)); at != payers.end())
            at->second.workers = number_at(row, 1);
        return {};
    }));
    return payers;
}

const Payer& payer_for(const Payers& payers, PartyNumber party) {
    static const Payer himself = [] {
        Payer payer;
        payer.kind = PartyKind::person;
        payer.fact = {};
        payer.fact.scale = payer.fact.risk_group = payer.fact.industry = {};
        payer.funds = funds_of(PartyKind::person);
        payer.workers = 1;
        return payer;
    }();
    const auto at = payers.find(party);
    return at == payers.end() ? himself : at->second;
}

void set_payer(const Payer& payer, MemberMonth& into) {
    into.payer_kind = payer.kind;
    into.scale = payer.fact.scale;
    into.risk_group = payer.fact.risk_group;
    into.industry = payer.fact.industry;
    into.takes_jht = payer.fact.takes_jht;
    into.takes_jp = payer.fact.takes_jp;
    into.workers = payer.workers;
    into.funds = payer.funds;
    if (into.sector == '\0') into.sector = payer.fact.sector;
}

void set_wage(const Row& row, Money declared, MemberMonth& into) {
    const auto reported = month_at(row, 13);
    into.wage_reported = reported == into.month;
    into.income = declared;
    if (!reported) return;
    into.wage = Money::from_sen(number_at(row, 11));
    if (into.wage_reported) into.back_pay = Money::from_sen(number_at(row, 12));
}

MemberMonth member_at(const Row& row, Month month) {
    MemberMonth member;
    member.membership = number_at(row, 0);
    member.participant = number_at(row, 1);
    member.payer = number_at(row, 2);
    member.month = month;
    member.segment = static_cast<Segment>(number_at(row, 3));
    member.programmes = fitted<std::uint8_t>(number_at(row, 4));
    set_wage(row, Money::from_sen(number_at(row, 5)), member);
    member.sector = letter_at(row, 6);
    member.has_jkn = flag_at(row, 7);
    member.kpj = text_at(row, 8);
    member.birth = day_at(row, 9).value_or(Day{});
    member.citizen = flag_at(row, 10);
    member.enrolled = month_at(row, 14).value_or(month).first_day();
    return member;
}

}  // namespace

Result<void> each_member_month(Transaction& transaction, Month month, PayerRange payers,
                               const std::function<Result<void>(const MemberMonth&)>& on_row) {
    const std::string text = to_text(month);
    const std::array<Value, 3> values{std::string_view(text), payers.first, payers.last};
    TRY_ASSIGN(const Payers known, load_payers(transaction, values));
    const auto on_member = [&](const Row& row) -> Result<void> {
        MemberMonth member = member_at(row, month);
        const Payer& who = payer_for(known, member.payer);
        if (who.fact.closed) return {};
        set_payer(who, member);
        return on_row(member);
    };
    return transaction.query(select_members, values, on_member);
}

Result<void> each_member_month(Transaction& transaction, Month month,
                               std::optional<PartyNumber> payer,
                               const std::function<Result<void>(const MemberMonth&)>& on_row) {
    const PayerRange payers = payer ? PayerRange{*payer, *payer} : PayerRange{};
    return each_member_month(transaction, month, payers, on_row);
}

}  // namespace payung
