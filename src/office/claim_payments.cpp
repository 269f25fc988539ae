#include "office/claim_payments.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/json_writer.h"
#include "claims/errors.h"
#include "office/claim_grants.h"
#include "storage/participant_store.h"

namespace payung {
namespace {

/// How long the money of an order stays set aside while the bank says nothing.
constexpr std::chrono::hours order_lives{30 * 24};
constexpr std::int64_t dues_max = 10'000'000;

struct Account {
    std::string holder, bank, number;
};

Result<std::optional<Account>> account_of(PersonalStore personal, const Beneficiary& beneficiary) {
    TRY_ASSIGN(const auto kept, personal.get({PersonalOwner::claim, beneficiary.beneficiary,
                                              PersonalField::bank_account}));
    if (!kept) return std::optional<Account>{};
    const std::size_t line = kept->find('\n');
    return std::optional(
        Account{beneficiary.name, kept->substr(0, line),
                line == std::string::npos ? std::string{} : kept->substr(line + 1)});
}

/// Claims, beneficiaries and obligations of the dues at hand, each looked up once.
class DueBook {
public:
    explicit DueBook(Transaction& transaction) : transaction_(transaction) {}

    struct Claim {
        ClaimRecord record;
        ClaimRef ref;
        std::vector<Beneficiary> beneficiaries;
        std::vector<ObligationRecord> obligations;
        std::vector<Due> dues;
    };
    Result<Claim*> claim(std::int64_t row) {
        const auto known = claims_.find(row);
        if (known != claims_.end()) return &known->second;
        Claim claim;
        TRY_ASSIGN(claim.record, claim_by_row(transaction_, row));
        TRY_ASSIGN(const Membership membership,
                   membership_of(transaction_, claim.record.membership));
        claim.ref = {claim.record.kind, claim.record.number, membership.kpj};
        TRY_ASSIGN(claim.beneficiaries, beneficiaries_of(transaction_, row));
        TRY_ASSIGN(claim.obligations, obligations_of(transaction_, row));
        TRY_ASSIGN(claim.dues, dues_of(transaction_, row));
        return &claims_.emplace(row, std::move(claim)).first->second;
    }
    std::map<std::int64_t, Claim>& claims() { return claims_; }

private:
    Transaction& transaction_;
    std::map<std::int64_t, Claim> claims_;
};

const Beneficiary& beneficiary_in(const DueBook::Claim& claim, const Due& due) {
    const auto at =
        std::ranges::find(claim.beneficiaries, due.beneficiary, &Beneficiary::beneficiary);
    CHECK(at != claim.beneficiaries.end());
    return *at;
}

ObligationRecord* obligation_in(DueBook::Claim& claim, const Due& due) {
    if (due.obligation == 0) return nullptr;
    const auto at =
        std::ranges::find(claim.obligations, due.obligation, &ObligationRecord::obligation);
    CHECK(at != claim.obligations.end());
    return &*at;
}

Due& due_in(DueBook::Claim& claim, std::int64_t row) {
    const auto at = std::ranges::find(claim.dues, row, &Due::due);
    CHECK(at != claim.dues.end());
    return *at;
}

PaymentPosting posting_of(DueBook::Claim& claim, const Due& due, std::int64_t payment,
                          std::string_view account) {
    const ObligationRecord* const obligation = obligation_in(claim, due);
    PaymentPosting posting{claim.ref, {}, payment_id(payment), std::string(account), due.amount};
    if (obligation != nullptr) posting.promise = promise_of(*obligation);
    return posting;
}

/// A step of the claim where it stands among those that are paid; while it is looked at again only
/// its payments move.
Result<void> step_if_it_can(Work& work, DueBook::Claim& claim, ClaimAction action,
                            std::string_view reason) {
    if (!check_step(work.desk(), claim.record, action, {})) return {};
    return take_step(work, claim.record, action, {std::string(reason), ""});
}

// --- Ordering

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

// --- Answers

struct Tally {
    int paid = 0, refused = 0, returned = 0, waiting = 0, unchanged = 0;
};

class Answering {
public:
    Answering(Work& work, const ClaimDesk& desk, PaymentOrder order)
        : work_(work), desk_(desk), order_(std::move(order)), book_(work.transaction()) {}

    Result<void> take(Payment payment, const PaymentAnswerLine& line) {
        const Day on = line.on.value_or(desk_.today());
        switch (line.status) {
            case BankStatus::pending:
            case BankStatus::accepted:
                return wait(std::move(payment), line);
            case BankStatus::settled:
                return pay(std::move(payment), on);
            case BankStatus::rejected:
                return refuse(std::move(payment), line.reason, on);
        }
        return {};
    }

    Result<void> pay(Payment payment, Day on) {
        if (payment.state == PaymentState::paid || payment.state == PaymentState::returned) {
            ++tally_.unchanged;
            return {};
        }
        if (payment.state == PaymentState::refused) return cannot(payment, "paid");
        TRY_ASSIGN(Place place, place_of(payment));
        TRY_ASSIGN(payment.settled, book_payment(payment, place, on));
        payment.state = PaymentState::paid;
        payment.value_date = on;
        place.due->state = DueState::paid;
        ObligationRecord* const obligation = obligation_in(*place.claim, *place.due);
        if (obligation != nullptr) {
            obligation->carried -= payment.amount;
            TRY(keep_obligation(work_.transaction(), *obligation));
        }
        TRY(keep(payment, place));
        ++tally_.paid;
        const bool more = std::ranges::any_of(place.claim->dues, [&](const Due& due) {
            return due.state == DueState::ordered ||
                   (due.can_be_paid() && due.due_on <= desk_.today());
        });
        return step_if_it_can(work_, *place.claim,
                              more ? ClaimAction::settle_part : ClaimAction::settle,
                              payment_id(payment.payment));
    }

    Result<void> refuse(Payment payment, std::string_view reason, Day on) {
        if (payment.state == PaymentState::paid) return give_back(std::move(payment), reason, on);
        if (!payment.with_bank()) {
            ++tally_.unchanged;
            return {};
        }
        return release(std::move(payment), PaymentState::refused, Outcome::cancelled, reason);
    }

    /// E12: reversed, and due again.
    Result<void> give_back(Payment payment, std::string_view reason, Day on) {
        TRY_ASSIGN(Place place, place_of(payment));
        PaymentPosting posting =
            posting_of(*place.claim, *place.due, payment.payment, order_.account_name);
        const Group paid = payment_settled(posting, payment.pending, Outcome::confirmed, on);
        TRY(work_.post(std::array{
            reversal_of(paid, payment.settled, key_of(posting.payment + ":returned"), on)}));
        ObligationRecord* const obligation = obligation_in(*place.claim, *place.due);
        if (obligation != nullptr) {
            obligation->carried += payment.amount;
            TRY(keep_obligation(work_.transaction(), *obligation));
        }
        payment.state = PaymentState::returned;
        payment.reason = reason;
        ++tally_.returned;
        return due_again(payment, place);
    }

    Result<void> release(Payment payment, PaymentState state, Outcome outcome,
                         std::string_view reason) {
        TRY_ASSIGN(Place place, place_of(payment));
        const PaymentPosting posting =
            posting_of(*place.claim, *place.due, payment.payment, order_.account_name);
        // Once its time is over, what was set aside can only expire.
        const bool over = work_.now() >= order_.expires_at;
        TRY(work_.post(std::array{payment_settled(
            posting, payment.pending, over ? Outcome::expired : outcome, desk_.today())}));
        payment.state = state;
        payment.reason = reason;
        ++tally_.refused;
        return due_again(payment, place);
    }

    const Tally& tally() const { return tally_; }

private:
    struct Place {
        DueBook::Claim* claim = nullptr;
        Due* due = nullptr;
    };
    Result<Place> place_of(const Payment& payment) {
        TRY_ASSIGN(const Due due, due_by_row(work_.transaction(), payment.due));
        TRY_ASSIGN(DueBook::Claim* const claim, book_.claim(due.claim));
        return Place{claim, &due_in(*claim, payment.due)};
    }

    /// What was set aside is confirmed; where its time is over it expires, and the payment is
    /// booked by itself.
    Result<GroupNumber> book_payment(const Payment& payment, const Place& place, Day on) {
        const PaymentPosting posting =
            posting_of(*place.claim, *place.due, payment.payment, order_.account_name);
        const bool over = work_.now() >= order_.expires_at;
        std::vector<Group> groups;
        if (!over) {
            groups.push_back(payment_settled(posting, payment.pending, Outcome::confirmed, on));
        } else {
            if (payment.with_bank())
                groups.push_back(payment_settled(posting, payment.pending, Outcome::expired, on));
            groups.push_back(payment_late(posting, on));
        }
        TRY_ASSIGN(const auto receipts, work_.post(groups));
        return receipts.back().number;
    }

    Result<void> wait(Payment payment, const PaymentAnswerLine& line) {
        ++tally_.waiting;
        if (payment.state != PaymentState::ordered || line.status != BankStatus::accepted)
            return {};
        payment.state = PaymentState::accepted;
        return keep_payment(work_.transaction(), payment);
    }

    Result<void> due_again(const Payment& payment, const Place& place) {
        // A due that a later decision does not know any more is not paid again.
        place.due->state = place.claim->record.state == ClaimState::rejected ? DueState::cancelled
                                                                             : DueState::open;
        TRY(keep(payment, place));
        return step_if_it_can(work_, *place.claim, ClaimAction::bank_refuses,
                              fmt::format("{} {}", payment_id(payment.payment), payment.reason));
    }

    Result<void> keep(const Payment& payment, const Place& place) {
        TRY(keep_due(work_.transaction(), *place.due));
        TRY(keep_payment(work_.transaction(), payment));
        work_.tell(fmt::format("payment.{}", name_of(payment.state)),
                   "payment:" + payment_id(payment.payment), payment.reason);
        return {};
    }

    static Error cannot(const Payment& payment, std::string_view answer) {
        return {claim_error::payment_step_refused,
                {{"payment", payment_id(payment.payment)},
                 {"state", std::string(name_of(payment.state))},
                 {"answer", std::string(answer)}}};
    }

    Work& work_;
    const ClaimDesk& desk_;
    PaymentOrder order_;
    DueBook book_;
    Tally tally_;
};

std::string answer_of(const Tally& tally, std::string_view order) {
    std::string out;
    JsonWriter json(out, JsonStyle::compact);
    json.begin_object().key("order").text(order).key("paid").whole(tally.paid);
    json.key("refused").whole(tally.refused).key("returned").whole(tally.returned);
    json.key("waiting").whole(tally.waiting).key("unchanged").whole(tally.unchanged).end_object();
    json.finish();
    return out;
}

std::vector<std::string> ids_of(std::span<const Payment> payments) {
    std::vector<std::string> ids;
    for (const Payment& payment : payments) ids.push_back(payment_id(payment.payment));
    return ids;
}

Result<std::string> take_answer(Work& work, const ClaimDesk& desk, const PaymentAnswer& answer) {
    TRY_ASSIGN(const PaymentOrder order, known_order(work.transaction(), answer.order_id));
    TRY_ASSIGN(const auto payments, payments_of_order(work.transaction(), order.order));
    const auto ids = ids_of(payments);
    std::vector<PaymentSent> sent;
    std::map<std::string_view, const Payment*> by_id;
    for (std::size_t i = 0; i < payments.size(); ++i) {
        sent.push_back({ids[i], payments[i].amount});
        by_id[ids[i]] = &payments[i];
    }
    TRY_ASSIGN(const auto lines, match_payment_answer(answer, order.number, sent));
    Answering answering(work, desk, order);
    for (const PaymentAnswerLine& line : lines) TRY(answering.take(*by_id.at(line.id), line));
    return answer_of(answering.tally(), order.number);
}

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

Result<Done> take_bank_answer(const ClaimDesk& desk, std::string_view xml) {
    TRY_ASSIGN(const PaymentAnswer answer, read_payment_answer(xml));
    return carry_out(desk.desk, {"payment.answer", digest_text(xml), std::string(xml)},
                     [&](Work& work) { return take_answer(work, desk, answer); });
}

Result<Done> return_payment(const ClaimDesk& desk, std::string_view payment,
                            std::string_view reason, Day on) {
    return carry_out(
        desk.desk,
        {"payment.return", fmt::format("{}:{}", payment, to_text(on)), std::string(reason)},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const Payment known, known_payment(work.transaction(), payment));
            if (known.state != PaymentState::paid) {
                return Error{claim_error::payment_step_refused,
                             {{"payment", payment_id(known.payment)},
                              {"state", std::string(name_of(known.state))},
                              {"answer", "returned"}}};
            }
            TRY_ASSIGN(const PaymentOrder order, order_by_row(work.transaction(), known.order));
            Answering answering(work, desk, order);
            TRY(answering.give_back(known, reason, on));
            return answer_of(answering.tally(), order.number);
        });
}

Result<Done> expire_payments(const ClaimDesk& desk, std::string_view order) {
    return carry_out(
        desk.desk, {"payment.expire", fmt::format("{}:{}", order, to_text(desk.today())), ""},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const PaymentOrder known, known_order(work.transaction(), order));
            Answering answering(work, desk, known);
            TRY_ASSIGN(const auto payments, payments_of_order(work.transaction(), known.order));
            for (const Payment& payment : payments) {
                if (!payment.with_bank()) continue;
                TRY(answering.release(payment, PaymentState::expired, Outcome::expired, "EXPIRED"));
            }
            return answer_of(answering.tally(), known.number);
        });
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

Result<Done> recover_overpayment(const ClaimDesk& desk, std::string_view claim, Money amount,
                                 std::string_view account, std::string_view reference, Day on) {
    return carry_out(
        desk.desk,
        {"claim.recover", fmt::format("{}:{}", claim, reference),
         fmt::format("{}\n{}\n{}", account, amount.sen(), to_text(on))},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const ClaimRecord record, known_claim(work.transaction(), claim));
            TRY_ASSIGN(const Money open, posted_balance(work.transaction(), {book_of(record.kind),
                                                                             1440, record.number}));
            if (amount <= Money{} || amount > open) {
                return Error{claim_error::recovery_too_large,
                             {{"claim", record.number},
                              {"amount", to_text(amount)},
                              {"open", to_text(open)}}};
            }
            const ClaimRef ref{record.kind, record.number, ""};
            const Group group = overpayment_recovered(ref, account, amount, reference, on);
            TRY_ASSIGN(const auto receipts, work.post(std::array{group}));
            TRY(add_recovery(work.transaction(), record.claim,
                             {std::string(reference), amount, on, receipts.front().number}));
            work.tell("claim.recover", "claim:" + record.number, reference);
            return claim_answer(record);
        });
}

Result<Done> prove_instalment(const ClaimDesk& desk, std::string_view claim, std::int64_t relative,
                              std::string_view what, std::string_view sha256) {
    if (!digest_from_hex(sha256)) {
        return Error{claim_error::claim_document_unreadable, {{"name", std::string(what)}}};
    }
    return carry_out(
        desk.desk, {"claim.prove", fmt::format("{}:{}:{}:{}", claim, relative, what, sha256), ""},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const ClaimRecord record, known_claim(work.transaction(), claim));
            DueBook book(work.transaction());
            TRY_ASSIGN(DueBook::Claim* const known, book.claim(record.claim));
            for (Due& due : known->dues) {
                if (due.what != what || !due.needs_proof || due.state != DueState::open ||
                    beneficiary_in(*known, due).relative != relative)
                    continue;
                due.proof = sha256;
                TRY(keep_due(work.transaction(), due));
                work.tell("claim.prove", "claim:" + record.number, sha256);
                return claim_answer(record);
            }
            return Error{claim_error::due_not_found,
                         {{"claim", record.number}, {"what", std::string(what)}}};
        });
}

Result<Done> end_obligation(const ClaimDesk& desk, std::string_view claim, std::string_view code,
                            Day on, std::string_view reason) {
    return carry_out(
        desk.desk,
        {"claim.end", fmt::format("{}:{}:{}", claim, code, to_text(on)), std::string(reason)},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(const ClaimRecord record, known_claim(work.transaction(), claim));
            TRY_ASSIGN(const auto obligations, obligations_of(work.transaction(), record.claim));
            const auto known = std::ranges::find(obligations, code, &ObligationRecord::code);
            if (known == obligations.end() || known->ended) {
                return Error{claim_error::due_not_found,
                             {{"claim", record.number}, {"what", std::string(code)}}};
            }
            const ClaimRef ref{record.kind, record.number, ""};
            TRY(close_obligation(work, ref, *known, on, reason,
                                 fmt::format("{}:{}:ended", record.number, code)));
            work.tell("claim.end", "claim:" + record.number, code);
            return claim_answer(record);
        });
}

Result<Done> book_interest(const ClaimDesk& desk, ClaimKind fund, Day on) {
    return carry_out(
        desk.desk, {"claim.interest", fmt::format("{}:{}", name_of(fund), to_text(on)), ""},
        [&](Work& work) -> Result<std::string> {
            const auto a_year_before = std::chrono::year_month_day{
                on.ymd().year() - std::chrono::years{1}, on.ymd().month(), std::chrono::day{1}};
            const Day before = Day::from_number(static_cast<std::int32_t>(
                std::chrono::sys_days{a_year_before}.time_since_epoch().count() +
                static_cast<int>(on.day())));
            TRY_ASSIGN(auto obligations,
                       obligations_without_interest(work.transaction(), fund, before));
            std::vector<Group> groups;
            Money sum;
            for (ObligationRecord& obligation : obligations) {
                const Money interest = unwinding(obligation.carried, obligation.discount);
                TRY_ASSIGN(const ClaimRecord claim,
                           claim_by_row(work.transaction(), obligation.claim));
                const ClaimRef ref{claim.kind, claim.number, ""};
                if (interest > Money{}) {
                    groups.push_back(change_of_promise(
                        ref, promise_of(obligation), interest, PromiseChange::interest,
                        fmt::format("{}:{}:interest:{}", claim.number, obligation.code,
                                    to_text(on)),
                        on));
                }
                obligation.carried += interest;
                obligation.interest_to = on;
                sum += interest;
                TRY(keep_obligation(work.transaction(), obligation));
            }
            if (!groups.empty()) TRY(work.post(groups));
            work.tell("claim.interest", fmt::format("fund:{}", name_of(fund)), to_text(on));
            return fmt::format("{{\"obligations\":{},\"interest\":{}}}", obligations.size(),
                               to_text(sum));
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
