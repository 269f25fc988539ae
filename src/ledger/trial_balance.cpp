#include "ledger/trial_balance.h"

namespace payung {
namespace {

Money balance_of(const TrialBalance& totals, Book book, AccountCode account) {
    const auto at = totals.find({book, account});
    return at == totals.end() ? Money{} : at->second.balance();
}

void check_zero(const TrialBalance& history, std::vector<Discrepancy>& found) {
    for (const Book book : all_books) {
        Money sum;
        for (const auto& [where, total] : history)
            if (where.first == book) sum += total.balance();
        if (sum != Money{}) found.push_back({Discrepancy::Kind::book_not_zero, book, 0, sum});
    }
}

Money sub_balance(const std::map<SubAccount, Balance>& balances, const SubAccount& sub_account) {
    const auto at = balances.find(sub_account);
    return at == balances.end() ? Money{} : at->second.posted;
}

void check_mirrors(const TrialBalance& history, const std::map<SubAccount, Balance>& balances,
                   std::vector<Discrepancy>& found) {
    const auto compare = [&found](Book book, AccountCode account, Money a, Money b) {
        if (a + b != Money{})
            found.push_back({Discrepancy::Kind::mirror_broken, book, account, a + b});
    };
    for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp, Book::jkp}) {
        const std::string name(name_of(fund));
        compare(fund, 1410, balance_of(history, fund, 1410),
                sub_balance(balances, {Book::clearing, 2420, name}));
        compare(fund, 2410, balance_of(history, fund, 2410),
                sub_balance(balances, {Book::bpjs, 1430, name}));
    }
    compare(Book::jkk, 2430, balance_of(history, Book::jkk, 2430),
            balance_of(history, Book::jkp, 1420));
}

void check_sub_accounts(const TrialBalance& history, const std::map<SubAccount, Balance>& balances,
                        std::vector<Discrepancy>& found) {
    std::map<std::pair<Book, AccountCode>, Money> sums;
    for (const auto& [at, total] : history) sums[at] = Money{};
    for (const auto& [sub_account, balance] : balances) {
        sums[{sub_account.book, sub_account.account}] += balance.posted;
        const Limit limit = find_account(sub_account.account)->limit;
        const bool beyond = (limit == Limit::never_credit && balance.posted < Money{}) ||
                            (limit == Limit::never_debit && balance.posted > Money{});
        if (beyond) {
            found.push_back({Discrepancy::Kind::beyond_limit, sub_account.book, sub_account.account,
                             balance.posted});
        }
    }
    for (const auto& [at, sum] : sums) {
        const Money by = sum - balance_of(history, at.first, at.second);
        if (by != Money{})
            found.push_back({Discrepancy::Kind::control_differs, at.first, at.second, by});
    }
}

}  // namespace

void TrialBalanceMaker::add(const Entry& entry) {
    for (const Line& line : entry.lines) {
        AccountTotal& total = totals_[{entry.book, line.account}];
        if (line.amount > Money{}) {
            total.debit += line.amount;
        } else {
            total.credit += Money{} - line.amount;
        }
    }
}

std::vector<Discrepancy> check_books(const TrialBalance& history,
                                     const std::map<SubAccount, Balance>& balances) {
    std::vector<Discrepancy> found;
    check_zero(history, found);
    check_mirrors(history, balances, found);
    check_sub_accounts(history, balances, found);
    return found;
}

}  // namespace payung
