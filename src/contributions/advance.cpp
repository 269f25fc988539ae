#include "contributions/advance.h"

#include <fmt/format.h>

#include <array>

#include "contributions/allocation.h"
#include "contributions/bill_posting.h"

namespace payung {

std::string_view name_of(AdvanceState state) {
    constexpr std::array<std::string_view, 4> names{"asked", "stands", "refused", "ended"};
    return names.at(static_cast<std::size_t>(state));
}

PartAmounts advance_parts(Money amount, const PartAmounts& of_bill) {
    PartAmounts weights = of_bill;
    weights[BillPart::jkk] += weights[BillPart::jkp_from_jkk];
    weights[BillPart::jkp_from_jkk] = Money{};
    std::array<Money, all_bill_parts.size()> shares{};
    for (const BillPart part : all_bill_parts)
        shares.at(static_cast<std::size_t>(part)) = weights[part];
    const auto split = largest_remainder(amount, shares, one_rupiah);
    PartAmounts parts;
    for (const BillPart part : all_bill_parts) parts[part] = split[static_cast<std::size_t>(part)];
    return parts;
}

Group advance_group(const ReceiptAt& receipt, AllocationNumber number, Day on,
                    std::string_view payer_number, Month first, Month last,
                    const PartAmounts& parts) {
    Group group{key_of(fmt::format("advance:{}:{}", receipt.key(), number)),
                "uang muka iuran",
                receipt.key(),
                {},
                {},
                {},
                {}};
    Entry clearing{Book::clearing, on, std::nullopt, {{2220, receipt.key(), parts.sum()}}};
    std::vector<Entry> funds;
    for (const BillPart part : {BillPart::jkk, BillPart::jkm, BillPart::jht, BillPart::jp}) {
        const Money amount = parts[part];
        if (amount == Money{}) continue;
        const Book fund = fund_of(part);
        clearing.lines.push_back({2420, std::string(name_of(fund)), Money{} - amount});
        funds.push_back({fund,
                         on,
                         std::nullopt,
                         {{1410, to_text(on), amount},
                          {2210, advance_key(payer_number, first, last), Money{} - amount}}});
    }
    group.entries.push_back(std::move(clearing));
    for (Entry& entry : funds) group.entries.push_back(std::move(entry));
    return group;
}

}  // namespace payung
