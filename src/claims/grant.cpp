#include "claims/grant.h"

#include <algorithm>
#include <map>

namespace payung {
namespace {

using Who = std::pair<PayeeRole, std::int64_t>;

/// Due to whom, before what is withheld and before heirs share.
std::map<Who, Money> pools_of(const Assessment& assessment) {
    std::map<Who, Money> pools;
    for (const Component& part : assessment.components) {
        if (part.nature != Component::Nature::due || part.amount == Money{}) continue;
        const bool shared = part.payee == PayeeRole::heirs && part.relative == 0;
        pools[{part.payee, shared ? 0 : part.relative}] += part.amount;
    }
    return pools;
}

/// Takes `amount` from the largest pools first.
void withhold(std::map<Who, Money>& pools, Money amount) {
    while (amount > Money{}) {
        const auto largest =
            std::max_element(pools.begin(), pools.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        CHECK(largest != pools.end() && largest->second > Money{});
        const Money taken = std::min(amount, largest->second);
        largest->second -= taken;
        amount -= taken;
    }
}

}  // namespace

std::string beneficiary_key(std::int64_t relative) {
    return relative == 0 ? "peserta" : std::to_string(relative);
}

Grant grant_of(const Assessment& assessment) {
    Grant grant;
    for (const Component& part : assessment.components) {
        if (part.amount == Money{}) continue;
        if (part.nature == Component::Nature::withheld) grant.withheld += part.amount;
        if (part.nature != Component::Nature::due) continue;
        const auto same = std::ranges::find(grant.due, part.code, &BenefitPart::code);
        if (same != grant.due.end()) {
            same->amount += part.amount;
        } else {
            grant.due.push_back({part.code, part.amount});
        }
    }
    return grant;
}

std::vector<PayeeAmount> payees_of(const Assessment& assessment, const Grant& grant) {
    auto pools = pools_of(assessment);
    withhold(pools, grant.gross() - grant.net());
    std::vector<PayeeAmount> payees;
    for (const auto& [who, amount] : pools) {
        if (amount == Money{}) continue;
        if (who.first != PayeeRole::heirs || who.second != 0) {
            payees.push_back({who.first, who.second, amount});
            continue;
        }
        CHECK(assessment.heirs && !assessment.heirs->heirs.empty());
        for (const HeirShare& share : shares_of(amount, *assessment.heirs))
            payees.push_back({PayeeRole::heirs, share.relative, share.amount});
    }
    return payees;
}

PayeeAmount payee_of(const Assessment& assessment, const Obligation& obligation) {
    for (const Component& part : assessment.components) {
        const bool later = part.nature == Component::Nature::scheduled ||
                           part.nature == Component::Nature::periodic;
        if (later && part.code == obligation.key)
            return {part.payee, obligation.relative, nominal_of(obligation)};
    }
    return {PayeeRole::member, obligation.relative, nominal_of(obligation)};
}

}  // namespace payung
