#include "office/claim_payments.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json_writer.h"
#include "claims/errors.h"
#include "office/due_book.h"

namespace payung {
namespace {

/// How long the money of an order stays set aside while the bank says nothing.
constexpr std::chrono::hours order_lives{30 * 24};
constexpr std::int64_t dues_max = 10'000'000;

class Ordering {
public:
    Ordering(Work& work, const ClaimDesk& desk, const OrderRequest& request)
        : work_(work), desk_(desk), request_(request), book_(work.transaction()) {}

    Result<std::string> run() {
        TRY(choose());
        if (chosen_.empty()) {
            if (without_account_.empty())
                return Error{claim_error::payment_nothing_due,
                             {{"fund", std::string(name_of(request_.fund))}}};
            return Error{claim_error::beneficiary_without_account,
                         {{"name", without_account_.front().second},
                          {"claim", without_account_.front().first}}};
        }
        TRY(keep_order());
        TRY(set_aside());
        TRY(take_steps());
        work_.tell("payment.order", "payment-order:" + order_.number,
                   fmt::format("{}\n{}", order_.payments, order_.amount.sen()));
        return answer();
    }

private:
    Result<void> choose() {
        // Of one claim all, wherever they stand among the others.
        const std::int64_t limit = request_.claim.empty() ? request_.payments_max : dues_max;
        TRY_ASSIGN(const auto dues,
                   open_dues(work_.transaction(), request_.fund, request_.execute_on, limit));
        for (const Due& due : dues) {
            TRY_ASSIGN(DueBook::Claim* const claim, book_.claim(due.claim));
            if (!request_.claim.empty() && claim->record.number != request_.claim) continue;
            const Beneficiary& beneficiary = beneficiary_in(*claim, due);
            TRY_ASSIGN(const auto account, account_of(work_.personal(), beneficiary));
            if (account) {
                chosen_.push_back(due);
            } else {
                without_account_.emplace_back(
                    claim->record.number,
                    fmt::format("{} {}", name_of(beneficiary.role), beneficiary.relative));
            }
        }
        return {};
    }

    Result<void> keep_order() {
        order_.book = book_of(request_.fund);
        order_.account_name = request_.account_name;
        order_.account_number = request_.account_number;
        order_.account_bank = request_.account_bank;
        order_.payments = static_cast<std::int64_t>(chosen_.size());
        for (const Due& due : chosen_) order_.amount += due.amount;
        order_.execute_on = request_.execute_on;
        order_.expires_at = work_.now() + order_lives;
        order_.actor = work_.desk().actor;
        order_.ordered_at = work_.now();
        TRY_ASSIGN(order_, add_payment_order(work_.transaction(), order_, desk_.today().year()));
        return {};
    }

    /// What is carried for an obligation must reach for this instalment and those with the bank.
    Result<void> carry_enough(DueBook::Claim& claim, const Due& due, std::vector<Group>& groups) {
        ObligationRecord* const obligation = obligation_in(claim, due);
        if (obligation == nullptr) return {};
        Money needed = due.amount;
        for (const Due& other : claim.dues)
            if (other.obligation == due.obligation && other.state == DueState::ordered)
                needed += other.amount;
        if (needed <= obligation->carried) return {};
        const Money by = needed - obligation->carried;
        groups.push_back(change_of_promise(
            claim.ref, promise_of(*obligation), by, PromiseChange::valued,
            fmt::format("{}:{}:{}", claim.ref.number, order_.number, due.due), desk_.today()));
        obligation->carried = needed;
        return keep_obligation(work_.transaction(), *obligation);
    }

    Result<void> set_aside() {
        TRY_ASSIGN(std::int64_t number, next_payment(work_.transaction()));
        std::vector<Group> groups;
        std::vector<Payment> payments;
        std::vector<std::size_t> places;
        for (const Due& due : chosen_) {
            TRY_ASSIGN(DueBook::Claim* const claim, book_.claim(due.claim));
            TRY(carry_enough(*claim, due, groups));
            places.push_back(groups.size());
            groups.push_back(payment_ordered(posting_of(*claim, due, number, order_.account_name),
                                             request_.execute_on, order_.expires_at));
            Due& kept = due_in(*claim, due.due);
            kept.state = DueState::ordered;
            TRY(keep_due(work_.transaction(), kept));
            payments.push_back({number++, order_.order, due.due, due.amount, PaymentState::ordered,
                                0, 0, "", std::nullopt});
        }
        TRY_ASSIGN(const auto receipts, work_.post(groups));
        for (std::size_t i = 0; i < payments.size(); ++i)
            payments[i].pending = receipts[places[i]].number;
        return add_payments(work_.transaction(), payments);
    }

    Result<void> take_steps() {
        for (auto& [row, claim] : book_.claims()) {
            const bool ordered = std::ranges::any_of(
                chosen_, [row = row](const Due& due) { return due.claim == row; });
            if (!ordered) continue;
            TRY(take_step(work_, claim.record, ClaimAction::order, {order_.number, ""}));
        }
        return {};
    }

    std::string answer() const {
        std::string out;
        JsonWriter json(out, JsonStyle::compact);
        json.begin_object().key("order").text(order_.number);
        json.key("payments").whole(order_.payments).key("amount").money(order_.amount);
        json.key("without_account").begin_array();
        for (const auto& [claim, who] : without_account_) json.text(claim + " " + who);
        json.end_array().end_object();
        json.finish();
        return out;
    }

    Work& work_;
    const ClaimDesk& desk_;
    const OrderRequest& request_;
    DueBook book_;
    std::vector<Due> chosen_;
    std::vector<std::pair<std::string, std::string>> without_account_;
    PaymentOrder order_;
};

Result<std::string> render(Transaction& transaction, const ClaimDesk& desk, std::string_view number,
                           PaymentFormat format) {
    TRY_ASSIGN(const PaymentOrder order, known_order(transaction, number));
    TRY_ASSIGN(const auto payments, payments_of_order(transaction, order.order));
    PaymentFile file;
    file.format = format;
    file.message_id = order.number;
    file.created = order.ordered_at;
    file.execute_on = order.execute_on;
    file.payer = fmt::format("DJS {}", name_of(order.book));
    file.payer_bank = order.account_bank;
    file.payer_account = order.account_number;
    DueBook book(transaction);
    for (const Payment& payment : payments) {
        TRY_ASSIGN(const Due due, due_by_row(transaction, payment.due));
        TRY_ASSIGN(DueBook::Claim* const claim, book.claim(due.claim));
        const Beneficiary& who = beneficiary_in(*claim, due);
        TRY_ASSIGN(const auto account, account_of(PersonalStore(transaction, desk.desk.keys), who));
        if (!account) {
            return Error{claim_error::beneficiary_without_account,
                         {{"name", fmt::format("{} {}", name_of(who.role), who.relative)},
                          {"claim", claim->ref.number}}};
        }
        file.lines.push_back({payment_id(payment.payment), payment.amount, account->holder,
                              account->bank, account->number,
                              fmt::format("{} {}", claim->ref.number, due.what)});
    }
    return write_payment_file(file);
}

}  // namespace

Result<Done> order_payments(const ClaimDesk& desk, const OrderRequest& request) {
    const std::string event =
        fmt::format("{}:{}:{}:{}:{}", name_of(request.fund), request.account_name,
                    to_text(request.execute_on), request.claim, request.reference);
    return carry_out(desk.desk,
                     {"payment.order", event,
                      fmt::format("{}\n{}", request.account_number, request.account_bank)},
                     [&](Work& work) { return Ordering(work, desk, request).run(); });
}

Result<std::string> payment_file(const ClaimDesk& desk, std::string_view order,
                                 PaymentFormat format) {
    TRY_ASSIGN(std::string bytes, look<std::string>(desk.desk, [&](Transaction& transaction) {
                   return render(transaction, desk, order, format);
               }));
    const std::string digest = digest_text(bytes);
    TRY(carry_out(desk.desk,
                  {"payment.export", fmt::format("{}:{}:{}", order, digest, desk.desk.actor), ""},
                  [&](Work& work) -> Result<std::string> {
                      work.tell("payment.export", fmt::format("payment-order:{}", order), digest);
                      return fmt::format("{{\"sha256\":\"{}\"}}", digest);
                  }));
    return bytes;
}

Result<Done> move_fund_cash(const ClaimDesk& desk, const CashMove& move) {
    const std::string_view fund = name_of(move.fund);
    return carry_out(
        desk.desk,
        {"payment.fund-cash", fmt::format("{}:{}", fund, move.reference),
         fmt::format("{}\n{}\n{}\n{}", move.from, move.to, move.amount.sen(), to_text(move.on))},
        [&](Work& work) -> Result<std::string> {
            const Group group = fund_cash(book_of(move.fund), move.from, move.to, move.amount,
                                          move.reference, move.on);
            TRY_ASSIGN(const auto receipts, work.post(std::array{group}));
            work.tell("payment.fund-cash", fmt::format("fund:{}", fund), move.reference);
            return fmt::format("{{\"group\":{}}}", receipts.front().number);
        });
}

Result<std::vector<DueLine>> due_payments(const ClaimDesk& desk, ClaimKind fund, Day day,
                                          std::int64_t limit) {
    using List = std::vector<DueLine>;
    return look<List>(desk.desk, [&](Transaction& transaction) -> Result<List> {
        TRY_ASSIGN(const auto dues, open_dues(transaction, fund, day, limit));
        DueBook book(transaction);
        List lines;
        for (const Due& due : dues) {
            TRY_ASSIGN(DueBook::Claim* const claim, book.claim(due.claim));
            const Beneficiary& who = beneficiary_in(*claim, due);
            TRY_ASSIGN(const auto account,
                       account_of(PersonalStore(transaction, desk.desk.keys), who));
            lines.push_back({due, claim->ref.number,
                             fmt::format("{} {}", name_of(who.role), who.relative),
                             account.has_value()});
        }
        return lines;
    });
}

}  // namespace payung
