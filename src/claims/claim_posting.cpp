#include "claims/claim_posting.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace payung {
namespace {

constexpr AccountCode custodian_cash = 1110, benefit_cash = 1120, overpaid_account = 1440,
                      payable = 2110, reserve = 2120, scholarships = 2140, periodic = 2150,
                      jht_accounts = 2310, tax_account = 2440, benefits = 5110,
                      scholarship_expense = 5130, interest_expense = 5140;

Money sum_of(std::span<const BenefitPart> parts) {
    Money sum;
    for (const BenefitPart& part : parts) sum += part.amount;
    return sum;
}

Money minus(Money amount) {
    return Money{} - amount;
}

void add(Standing& standing, AccountCode account, std::string_view key, Money amount) {
    if (amount == Money{}) return;
    const auto at = standing.try_emplace({account, std::string(key)}).first;
    at->second += amount;
    if (at->second == Money{}) standing.erase(at);
}

Group group_of(const ClaimRef& claim, std::string_view reason, std::string_view event, Day day,
               std::vector<Line> lines) {
    Group group;
    group.key = key_of(event);
    group.reason = reason;
    group.refers_to = claim.number;
    group.entries.push_back({book_of(claim.kind), day, std::nullopt, std::move(lines)});
    return group;
}

void add_promises(const ClaimRef& claim, std::span<const Promise> promises, Standing& standing) {
    for (const Promise& promise : promises) {
        const auto [account, key] = account_of(claim, promise);
        const bool scholarship = account == scholarships;
        add(standing, account, key, minus(promise.value));
        add(standing, scholarship ? scholarship_expense : benefits,
            scholarship ? key : promise.code, promise.value);
    }
}

std::vector<Line> lines_of(const PaymentPosting& payment) {
    const auto [account, key] = payment.promise ? account_of(payment.claim, *payment.promise)
                                                : std::pair(payable, payment.claim.number);
    return {{account, key, payment.amount},
            {benefit_cash, payment.bank_account, minus(payment.amount)}};
}

}  // namespace

Book book_of(ClaimKind kind) {
    constexpr std::array books{Book::jkk, Book::jkm, Book::jht, Book::jp, Book::jkp};
    return books.at(static_cast<std::size_t>(kind));
}

std::pair<AccountCode, std::string> account_of(const ClaimRef& claim, const Promise& promise) {
    const bool scholarship = promise.kind == ObligationKind::scholarship;
    return {scholarship ? scholarships : periodic,
            fmt::format("{}:{}", claim.number, promise.beneficiary)};
}

Standing standing_reserved(const ClaimRef& claim, std::span<const BenefitPart> parts) {
    Standing standing;
    if (claim.kind == ClaimKind::jht) return standing;
    for (const BenefitPart& part : parts) add(standing, benefits, part.code, part.amount);
    add(standing, reserve, claim.number, minus(sum_of(parts)));
    return standing;
}

Money Grant::gross() const {
    return sum_of(due);
}

Money Grant::net() const {
    const std::int64_t sen = (gross() - withheld).sen();
    return Money::from_sen(sen - sen % 100);
}

Standing standing_granted(const ClaimRef& claim, const Grant& grant, Money overpaid) {
    Standing standing;
    if (claim.kind == ClaimKind::jht) {
        add(standing, jht_accounts, claim.kpj, grant.gross());
    } else {
        for (const BenefitPart& part : grant.due) add(standing, benefits, part.code, part.amount);
    }
    const Money net = grant.net();
    add(standing, tax_account, claim.number, minus(grant.withheld));
    add(standing, payable, claim.number, minus(net + overpaid));
    add(standing, overpaid_account, claim.number, overpaid);
    add(standing, rounding_account, "", net - (grant.gross() - grant.withheld));
    add_promises(claim, grant.promises, standing);
    return standing;
}

std::optional<Group> change_of_standing(const ClaimRef& claim, std::string_view reason,
                                        std::string_view event, Day day, const Standing& before,
                                        const Standing& after) {
    Standing change = after;
    for (const auto& [at, amount] : before) add(change, at.first, at.second, minus(amount));
    if (change.empty()) return std::nullopt;
    std::vector<Line> lines;
    for (const auto& [at, amount] : change) lines.push_back({at.first, at.second, amount});
    return group_of(claim, reason, event, day, std::move(lines));
}

Group change_of_promise(const ClaimRef& claim, const Promise& promise, Money by, PromiseChange why,
                        std::string_view event, Day day) {
    const auto [account, key] = account_of(claim, promise);
    const bool scholarship = account == scholarships;
    const AccountCode expense = why == PromiseChange::interest ? interest_expense
                                : scholarship                  ? scholarship_expense
                                                               : benefits;
    const std::string& expense_key = expense == benefits ? promise.code : key;
    return group_of(claim, why == PromiseChange::interest ? "bunga" : "kewajiban", event, day,
                    {{expense, expense_key, by}, {account, key, minus(by)}});
}

Group payment_ordered(const PaymentPosting& payment, Day day, Instant until) {
    Group group = group_of(payment.claim, "perintah-bayar", payment.payment + ":ordered", day,
                           lines_of(payment));
    group.pending_until = until;
    return group;
}

Group payment_settled(const PaymentPosting& payment, GroupNumber ordered, Outcome outcome,
                      Day day) {
    constexpr std::array<std::string_view, 3> events{":paid", ":refused", ":expired"};
    const std::string_view event = events.at(static_cast<std::size_t>(outcome));
    Group group = group_of(payment.claim, "pembayaran", payment.payment + std::string(event), day,
                           lines_of(payment));
    group.settles = {ordered, outcome};
    if (outcome == Outcome::confirmed) {
        group.entries.front().value_date = day;
    } else {
        group.entries.clear();
    }
    return group;
}

Group payment_late(const PaymentPosting& payment, Day day) {
    Group group = group_of(payment.claim, "pembayaran", payment.payment + ":paid-late", day,
                           lines_of(payment));
    group.entries.front().value_date = day;
    return group;
}

Group fund_cash(Book fund, std::string_view from, std::string_view to, Money amount,
                std::string_view reference, Day day) {
    Group group;
    group.key = key_of(fmt::format("fund-cash:{}:{}", name_of(fund), reference));
    group.reason = "kas-manfaat";
    group.refers_to = reference;
    group.entries.push_back({fund,
                             day,
                             day,
                             {{benefit_cash, std::string(to), amount},
                              {custodian_cash, std::string(from), minus(amount)}}});
    return group;
}

Group overpayment_recovered(const ClaimRef& claim, std::string_view bank_account, Money amount,
                            std::string_view reference, Day day) {
    Group group = group_of(claim, "pengembalian-kelebihan",
                           fmt::format("recovery:{}:{}", claim.number, reference), day,
                           {{custodian_cash, std::string(bank_account), amount},
                            {overpaid_account, claim.number, minus(amount)}});
    group.entries.front().value_date = day;
    return group;
}

}  // namespace payung
