#include "contributions/matching.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace payung {
namespace {

constexpr std::size_t candidates_max = 20;

using Bills = std::vector<BillOffer>;

Bills oldest_first(std::span<const BillOffer> open) {
    Bills bills(open.begin(), open.end());
    std::erase_if(bills, [](const BillOffer& bill) {
        return bill.standing != BillStanding::open || bill.open <= Money{};
    });
    std::ranges::sort(bills, {}, [](const BillOffer& bill) {
        return std::tuple(bill.charge, bill.month, bill.due, bill.bill);
    });
    return bills;
}

Money sum_of(std::span<const BillOffer> bills) {
    Money sum;
    for (const BillOffer& bill : bills) sum += bill.open;
    return sum;
}

bool holds(std::span<const BillOffer> bills, const BillOffer& wanted) {
    return std::ranges::any_of(bills,
                               [&](const BillOffer& bill) { return bill.bill == wanted.bill; });
}

bool holds_all(std::span<const BillOffer> bills, std::span<const BillOffer> wanted) {
    return std::ranges::all_of(wanted, [&](const BillOffer& bill) { return holds(bills, bill); });
}

bool of_one_payer(std::span<const BillOffer> bills) {
    return std::ranges::all_of(
        bills, [&](const BillOffer& bill) { return bill.payer == bills.front().payer; });
}

Match found(MatchRule rule, std::span<const BillOffer> bills) {
    Match match{rule, Unmatched::matched, {}, {}};
    for (const BillOffer& bill : bills) match.bills.push_back(bill.bill);
    return match;
}

class Matcher {
public:
    explicit Matcher(const MatchFacts& facts)
        : amount_(facts.amount),
          payer_known_(facts.payer_known || !facts.named.empty()),
          all_named_(facts.named),
          named_(oldest_first(facts.named)),
          open_(oldest_first(facts.open)) {}

    Match match() const {
        if (const Unmatched no = closed(); no != Unmatched::matched) return left(no);
        if (!named_.empty() && sum_of(named_) == amount_) return found(MatchRule::code, named_);
        if (open_.empty())
            return left(payer_known_ ? Unmatched::nothing_open : Unmatched::payer_unknown);
        if (!of_one_payer(open_)) return left(Unmatched::several_payers);
        if (const BillOffer* const bill = only_of_amount()) {
            const std::span<const BillOffer> one(bill, 1);
            if (holds_all(one, named_)) return found(MatchRule::same_amount, one);
        }
        const auto run = run_of_amount();
        if (!run.empty() && holds_all(run, named_)) return found(MatchRule::oldest_sum, run);
        return left(why_not());
    }

private:
    Unmatched closed() const {
        for (const BillOffer& bill : all_named_) {
            if (bill.standing == BillStanding::paid) return Unmatched::bill_paid;
            if (bill.standing == BillStanding::withdrawn) return Unmatched::bill_withdrawn;
        }
        return Unmatched::matched;
    }
    std::ptrdiff_t count_of_amount() const {
        return std::ranges::count(open_, amount_, &BillOffer::open);
    }
    const BillOffer* only_of_amount() const {
        if (count_of_amount() != 1) return nullptr;
        return &*std::ranges::find(open_, amount_, &BillOffer::open);
    }
    /// The oldest bills that add up to the receipt, or none.
    std::span<const BillOffer> run_of_amount() const {
        Money sum;
        for (std::size_t i = 0; i < open_.size() && sum < amount_; ++i) {
            sum += open_[i].open;
            if (sum == amount_) return std::span(open_).first(i + 1);
        }
        return {};
    }
    Unmatched why_not() const {
        if (amount_ > sum_of(open_)) return Unmatched::more_than_owed;
        const Bills& meant = named_.empty() ? open_ : named_;
        const auto least = std::ranges::min(meant, {}, &BillOffer::open);
        if (amount_ < least.open) return Unmatched::less_than_bill;
        return count_of_amount() > 1 ? Unmatched::several_would_do : Unmatched::amount_differs;
    }
    Match left(Unmatched reason) const {
        Match match{MatchRule::none, reason, {}, {}};
        std::vector<std::tuple<CandidateReason, std::size_t>> order;
        for (std::size_t i = 0; i < open_.size(); ++i) order.emplace_back(reason_of(i), i);
        std::ranges::sort(order);
        for (const auto& [why, i] : order) {
            if (match.candidates.size() == candidates_max) break;
            match.candidates.push_back({open_[i].bill, open_[i].open, why});
        }
        return match;
    }
    CandidateReason reason_of(std::size_t i) const {
        if (holds(named_, open_[i])) return CandidateReason::named;
        if (open_[i].open == amount_) return CandidateReason::same_amount;
        return i == 0 ? CandidateReason::oldest : CandidateReason::open;
    }

    Money amount_;
    bool payer_known_;
    std::span<const BillOffer> all_named_;
    Bills named_, open_;
};

}  // namespace

std::string_view name_of(MatchRule rule) {
    constexpr std::array<std::string_view, 5> names{"none", "code", "same_amount", "oldest_sum",
                                                    "by_hand"};
    return names.at(static_cast<std::size_t>(rule));
}

std::string_view name_of(Unmatched reason) {
    constexpr std::array<std::string_view, 12> names{
        "matched",          "payer_unknown",  "several_payers", "bill_paid",
        "bill_withdrawn",   "nothing_open",   "less_than_bill", "more_than_owed",
        "several_would_do", "amount_differs", "taken_back",     "corrected"};
    return names.at(static_cast<std::size_t>(reason));
}

std::string_view name_of(CandidateReason reason) {
    constexpr std::array<std::string_view, 4> names{"named", "same_amount", "oldest", "open"};
    return names.at(static_cast<std::size_t>(reason));
}

Match match_receipt(const MatchFacts& facts) {
    return Matcher(facts).match();
}

}  // namespace payung
