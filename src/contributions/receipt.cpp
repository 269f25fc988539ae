#include "contributions/receipt.h"

#include <array>
#include <map>

#include "base/check.h"
#include "contributions/allocation.h"

namespace payung {

std::string_view name_of(RefundState state) {
    constexpr std::array<std::string_view, 4> names{"asked", "approved", "paid", "refused"};
    return names.at(static_cast<std::size_t>(state));
}

std::vector<Money> jht_shares(std::span<const Money> owed, std::span<const JhtPayment> payments) {
    std::vector<Money> left(owed.begin(), owed.end());
    std::map<AllocationNumber, std::vector<Money>> shares;
    std::vector<Money> last(owed.size());
    for (const JhtPayment& payment : payments) {
        if (payment.undoes != 0) {
            last = shares.at(payment.undoes);
            for (Money& share : last) share = Money{} - share;
        } else {
            last = largest_remainder(payment.amount, left, one_rupiah);
        }
        for (std::size_t i = 0; i < left.size(); ++i) {
            left[i] -= last[i];
            CHECK(left[i] >= Money{});
        }
        shares[payment.allocation] = last;
    }
    return last;
}

}  // namespace payung
