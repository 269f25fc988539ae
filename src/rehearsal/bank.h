#pragma once

/// A made-up bank: keeps collection accounts, says what came in (camt.053), and answers payment
/// orders (pain.002). It never errs in its sums; what it does wrong is to send things twice or
/// late.
///
/// Shape    receive() books money; statement() says all that was not yet said, and may say it again
///          when asked for an old one.
/// Units    whole rupiah.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/money.h"

namespace payung::rehearsal {

struct Transfer {
    std::string reference;  // the bank's own, given by it
    Day booked, value;
    Money amount;
    std::string payer, text;
    bool out = false;  // left the account
};

struct BankStatement {
    std::string number, account;
    Day from, until;
    Money opening, closing;
    std::vector<Transfer> lines;

    std::string camt_053() const;
};

class Bank {
public:
    /// Money comes in (or goes out). Gives the reference.
    const Transfer& receive(const std::string& account, Transfer transfer);
    /// What was booked since the last statement; nothing where that is nothing.
    std::vector<BankStatement> statements(Day until);
    Money balance(const std::string& account) const;
    Money received() const { return received_; }

private:
    struct Account {
        Money said, balance;  // at the end of the last statement, and now
        std::vector<Transfer> unsaid;
    };
    std::map<std::string, Account> accounts_;
    std::uint64_t transfers_ = 0, statements_ = 0;
    Money received_;
};

/// The answer (pain.002) to a pain.001.
std::string payment_answer(std::string_view order, std::string_view message,
                           const std::vector<std::string>& settled,
                           const std::vector<std::string>& rejected);

/// Every EndToEndId of a pain.001, in its order, and the id of its message.
struct OrderRead {
    std::string message;
    std::vector<std::string> payments;
};
OrderRead read_order(std::string_view pain_001);

}  // namespace payung::rehearsal
