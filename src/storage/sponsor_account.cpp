#include "storage/sponsor_account.h"

#include <map>

#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql select_promised{
    "sponsor.promised",
    "SELECT c.membership, m.kpj, c.name, CAST(SUM(c.months) AS BIGINT),"
    " CAST(SUM(c.amount) AS BIGINT) FROM commitment c"
    " JOIN roster r ON r.roster = c.roster JOIN membership m ON m.membership = c.membership"
    " WHERE r.sponsor = $1 AND r.state = 1 GROUP BY c.membership, m.kpj, c.name"};
constexpr Sql select_billed{
    "sponsor.billed",
    "SELECT s.membership, m.kpj, t.name, COUNT(DISTINCT s.month),"
    " CAST(SUM(s.jkk + s.jkp_jkk + s.jkm + s.jht + s.jp) AS BIGINT),"
    " COUNT(DISTINCT CASE WHEN b.completed_on IS NULL THEN NULL ELSE s.month END),"
    " CAST(SUM(CASE WHEN b.completed_on IS NULL THEN 0"
    " ELSE s.jkk + s.jkp_jkk + s.jkm + s.jht + s.jp END) AS BIGINT),"
    " MIN(s.month), MAX(s.month)"
    " FROM contribution_bill b CROSS JOIN contribution_share s"
    " JOIN membership m ON m.membership = s.membership"
    " JOIN participant t ON t.participant = m.participant"
    " WHERE s.place BETWEEN b.bill * 16777216 AND b.bill * 16777216 + 16777215 AND b.payer = $1 "
    "AND b.withdrawn IS NULL AND b.kind <> 2"
    " GROUP BY s.membership, m.kpj, t.name"};

}  // namespace

Result<std::vector<SponsoredWorker>> sponsored_workers(Transaction& transaction,
                                                       PartyNumber sponsor) {
    std::map<MembershipNumber, SponsoredWorker> workers;
    const auto worker_at = [&](const Row& row) -> SponsoredWorker& {
        SponsoredWorker& worker = workers[number_at(row, 0)];
        worker.membership = number_at(row, 0);
        worker.kpj = text_at(row, 1);
        worker.name = text_at(row, 2);
        return worker;
    };
    const std::array<Value, 1> values{sponsor};
    TRY(transaction.query(select_promised, values, [&](const Row& row) -> Result<void> {
        SponsoredWorker& worker = worker_at(row);
        worker.months_promised += number_at(row, 3);
        worker.promised += money_at(row, 4);
        return {};
    }));
    TRY(transaction.query(select_billed, values, [&](const Row& row) -> Result<void> {
        SponsoredWorker& worker = worker_at(row);
        worker.months_billed = number_at(row, 3);
        worker.billed = money_at(row, 4);
        worker.months_paid = number_at(row, 5);
        worker.paid = money_at(row, 6);
        worker.first = month_at(row, 7).value_or(Month{});
        worker.last = month_at(row, 8).value_or(Month{});
        return {};
    }));
    std::vector<SponsoredWorker> all;
    all.reserve(workers.size());
    for (auto& [membership, worker] : workers) all.push_back(std::move(worker));
    return all;
}

}  // namespace payung
