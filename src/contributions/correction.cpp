#include "contributions/correction.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "base/check.h"
#include "contributions/allocation.h"
#include "contributions/bill_posting.h"

namespace payung {

JhtSplit::JhtSplit(std::vector<Money> owed) : owed_(std::move(owed)), given_(owed_.size()) {}

std::vector<Money> JhtSplit::pay(AllocationNumber payment, Money amount) {
    std::vector<Money> left(owed_.size());
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = owed_[i] - given_[i];
        CHECK(left[i] >= Money{});
    }
    std::vector<Money> share = largest_remainder(amount, left, one_rupiah);
    for (std::size_t i = 0; i < share.size(); ++i) given_[i] += share[i];
    shares_[payment] = share;
    return share;
}

void JhtSplit::undo(AllocationNumber payment) {
    const auto found = shares_.find(payment);
    if (found == shares_.end()) return;
    for (std::size_t i = 0; i < given_.size(); ++i) given_[i] -= found->second[i];
    shares_.erase(found);
}

std::map<AllocationNumber, std::vector<Money>> JhtSplit::correct(std::span<const Money> less) {
    std::map<AllocationNumber, std::vector<Money>> freed;
    for (std::size_t i = 0; i < owed_.size(); ++i) {
        owed_[i] -= less[i];
        CHECK(owed_[i] >= Money{});
        Money above = std::max(given_[i] - owed_[i], Money{});
        given_[i] -= above;
        for (auto& [payment, shares] : shares_ | std::views::reverse) {
            const Money here = std::min(above, shares[i]);
            if (here == Money{}) continue;
            shares[i] -= here;
            above -= here;
            freed.try_emplace(payment, owed_.size()).first->second[i] += here;
        }
        CHECK(above == Money{});
    }
    return freed;
}

JhtSplit jht_split(std::vector<Money> owed, std::span<const BillPayment> payments,
                   std::span<const JhtCorrection> corrections) {
    JhtSplit split(std::move(owed));
    auto correction = corrections.begin();
    for (const BillPayment& payment : payments) {
        for (; correction != corrections.end() && correction->after < payment.allocation;
             ++correction)
            split.correct(correction->less);
        if (payment.frees != 0) continue;
        if (payment.undoes != 0) {
            split.undo(payment.undoes);
        } else {
            split.pay(payment.allocation, payment.parts[BillPart::jht]);
        }
    }
    for (; correction != corrections.end(); ++correction) split.correct(correction->less);
    return split;
}

std::map<AllocationNumber, PartAmounts> standing_payments(std::span<const BillPayment> payments) {
    std::map<AllocationNumber, PartAmounts> standing;
    for (const BillPayment& payment : payments) {
        if (payment.frees != 0) {
            standing[payment.frees] += payment.parts;
        } else if (payment.undoes != 0) {
            standing.erase(payment.undoes);
        } else {
            standing[payment.allocation] = payment.parts;
        }
    }
    return standing;
}

std::map<AllocationNumber, PartAmounts> freed_parts(
    const PartAmounts& freed, const std::map<AllocationNumber, PartAmounts>& standing) {
    std::map<AllocationNumber, PartAmounts> found;
    for (const BillPart part : all_bill_parts) {
        if (part == BillPart::jht) continue;
        Money left = freed[part];
        for (const auto& [payment, parts] : standing | std::views::reverse) {
            const Money here = std::min(left, parts[part]);
            if (here == Money{}) continue;
            found[payment][part] = here;
            left -= here;
        }
        CHECK(left == Money{});
    }
    return found;
}

Group accrual_taken_back(const Bill& bill, std::string_view payer_number,
                         const BillCorrection& correction) {
    Bill less = bill;
    less.amount = correction.amount;
    less.jkp_state = correction.jkp_state;
    Group group = accrual_of(less, payer_number);
    group.key =
        key_of(fmt::format("bill-corrected:{}:{}", payment_code(bill.number), correction.number));
    group.reason = "koreksi tagihan";
    for (Entry& entry : group.entries)
        for (Line& line : entry.lines) line.amount = Money{} - line.amount;
    return group;
}

}  // namespace payung
