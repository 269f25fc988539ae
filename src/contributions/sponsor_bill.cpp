#include "contributions/sponsor_bill.h"

#include <map>
#include <tuple>

#include "base/check.h"

namespace payung {

std::vector<SponsorBill> bills_of(std::span<const SponsorCommitment> commitments) {
    std::map<std::tuple<std::uint32_t, Month, Programme>, SponsorBill> bills;
    for (const SponsorCommitment& c : commitments) {
        CHECK(c.months >= 0);
        for (const Programme programme : all_programmes) {
            const auto index = static_cast<std::size_t>(programme);
            if ((c.programmes >> index & 1U) == 0) continue;
            const Money amount = c.monthly.at(index) * static_cast<std::int64_t>(c.participants);
            for (std::int32_t i = 0; i < c.months; ++i) {
                SponsorBill& bill = bills[{c.source, c.from + i, programme}];
                bill = {c.source, c.from + i, programme, bill.participants + c.participants,
                        bill.amount + amount};
            }
        }
    }
    std::vector<SponsorBill> list;
    for (const auto& [key, bill] : bills) list.push_back(bill);
    CHECK(sum_of(list) == sum_of(commitments));
    return list;
}

Money sum_of(std::span<const SponsorBill> bills) {
    Money sum;
    for (const SponsorBill& bill : bills) sum += bill.amount;
    return sum;
}

Money sum_of(std::span<const SponsorCommitment> commitments) {
    Money sum;
    for (const SponsorCommitment& c : commitments) {
        for (const Money monthly : c.monthly) {
            sum += monthly * static_cast<std::int64_t>(c.participants) * c.months;
        }
    }
    return sum;
}

}  // namespace payung
