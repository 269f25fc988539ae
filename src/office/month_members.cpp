#include "office/month_members.h"

namespace payung {

Result<void> MonthMembers::load(Transaction& transaction, Month month, PayerRange payers) {
    rows_.clear();
    numbers_.clear();
    return each_member_month(transaction, month, payers,
                             [&](const MemberMonth& row) -> Result<void> {
                                 MemberMonth& member = rows_.emplace_back(row);
                                 member.kpj = numbers_.emplace_back(row.kpj);
                                 member.scale = kept(row.scale);
                                 member.risk_group = kept(row.risk_group);
                                 member.industry = kept(row.industry);
                                 member.funds = kept(row.funds);
                                 return {};
                             });
}

std::string_view MonthMembers::kept(std::string_view word) {
    if (word.empty()) return {};
    const auto at = words_.find(word);
    return at != words_.end() ? *at : *words_.emplace(word).first;
}

}  // namespace payung
