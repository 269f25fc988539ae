#include "office/bill_history.h"

#include <algorithm>
#include <unordered_map>

#include "storage/bill_store.h"

namespace payung {
namespace {

/// A share of a bill: whose, and for how much.
struct JhtShareOf {
    std::size_t member = 0;
    Money amount;
};

struct JhtShares {
    std::vector<std::string> kpj;
    std::vector<JhtShareOf> shares;  // all of the bill, those of corrections last
    bool corrected = false;
};

Result<JhtShares> shares_on(Transaction& transaction, BillNumber bill) {
    JhtShares found;
    std::unordered_map<std::string, std::size_t> places;
    TRY(each_member_of_bill(transaction, bill, [&](const BilledMember& billed) -> Result<void> {
        const auto [place, fresh] = places.try_emplace(billed.kpj, found.kpj.size());
        if (fresh) found.kpj.push_back(billed.kpj);
        const Money amount = billed.member.amount[BillPart::jht];
        found.shares.push_back({place->second, amount});
        found.corrected = found.corrected || amount < Money{};
        return {};
    }));
    return found;
}

JhtCorrection correction_of(const JhtShares& all, const BillCorrection& correction) {
    JhtCorrection found{correction.allocation, std::vector<Money>(all.kpj.size())};
    for (std::int64_t i = 0; i < correction.members; ++i) {
        const JhtShareOf& share = all.shares.at(static_cast<std::size_t>(correction.share + i));
        found.less[share.member] -= share.amount;
    }
    return found;
}

}  // namespace

Result<BillJht> jht_of_bill(Transaction& transaction, BillNumber bill,
                            std::span<const BillPayment> payments) {
    TRY_ASSIGN(JhtShares all, shares_on(transaction, bill));
    std::vector<JhtCorrection> corrections;
    std::size_t issued = all.shares.size();
    if (all.corrected) {
        TRY_ASSIGN(const auto made, corrections_of(transaction, bill));
        for (const BillCorrection& one : made) corrections.push_back(correction_of(all, one));
        issued = static_cast<std::size_t>(made.front().share);
    }
    std::vector<Money> owed(all.kpj.size());
    for (const JhtShareOf& share : std::span(all.shares).first(issued))
        owed[share.member] += share.amount;
    return BillJht{std::move(all.kpj), jht_split(std::move(owed), payments, corrections)};
}

}  // namespace payung
