#include "ledger/trial_balance.h"

#include <algorithm>

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

BooksCheck::BooksCheck(const TrialBalance& history) : history_(history) {
    for (const auto& [at, total] : history) sums_[at] = {};
}

void BooksCheck::see(Book book, AccountCode account, std::string_view key, Money posted) {
    Sum& sum = sums_[{book, account}];
    sum.posted += posted;
    const Account* const known = find_account(account);
    const Limit limit = known == nullptr ? Limit::none : known->limit;
    if (limit == Limit::never_credit) sum.furthest = std::min(sum.furthest, posted);
    if (limit == Limit::never_debit) sum.furthest = std::max(sum.furthest, posted);
    const bool in_the_middle =
        (book == Book::clearing && account == 2420) || (book == Book::bpjs && account == 1430);
    if (in_the_middle) mirrored_[{book, std::string(key)}] += posted;
}

std::vector<Discrepancy> BooksCheck::found() const {
    std::vector<Discrepancy> found;
    check_zero(history_, found);
    const auto compare = [&found](Book book, AccountCode account, Money a, Money b) {
        if (a + b != Money{})
            found.push_back({Discrepancy::Kind::mirror_broken, book, account, a + b});
    };
    const auto mirrored = [this](Book book, Book fund) {
        const auto at = mirrored_.find({book, std::string(name_of(fund))});
        return at == mirrored_.end() ? Money{} : at->second;
    };
    for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp, Book::jkp}) {
        compare(fund, 1410, balance_of(history_, fund, 1410), mirrored(Book::clearing, fund));
        compare(fund, 2410, balance_of(history_, fund, 2410), mirrored(Book::bpjs, fund));
    }
    compare(Book::jkk, 2430, balance_of(history_, Book::jkk, 2430),
            balance_of(history_, Book::jkp, 1420));
    for (const auto& [at, sum] : sums_) {
        if (sum.furthest != Money{}) {
            found.push_back({Discrepancy::Kind::beyond_limit, at.first, at.second, sum.furthest});
        }
        const Money by = sum.posted - balance_of(history_, at.first, at.second);
        if (by != Money{})
            found.push_back({Discrepancy::Kind::control_differs, at.first, at.second, by});
    }
    return found;
}

std::vector<Discrepancy> check_books(const TrialBalance& history,
                                     const std::map<SubAccount, Balance>& balances) {
    BooksCheck check(history);
    for (const auto& [at, balance] : balances)
        check.see(at.book, at.account, at.key, balance.posted);
    return check.found();
}

}  // namespace payung
