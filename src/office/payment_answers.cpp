/// What the bank answers, or does not: booked once, payment by payment.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/json_writer.h"
#include "claims/errors.h"
#include "office/claim_payments.h"
#include "office/due_book.h"

namespace payung {
namespace {

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
                 {"keadaan", std::string(phrase_of(payment.state).id)},
                 {"state", std::string(phrase_of(payment.state).en)},
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

}  // namespace

Result<Done> take_bank_answer(const ClaimDesk& desk, std::string_view xml) {
    TRY_ASSIGN(const PaymentAnswer answer, read_payment_answer(xml));
    return carry_out(desk.desk, {"payment.answer", digest_text(xml), std::string(xml)},
                     [&](Work& work) { return take_answer(work, desk, answer); });
}

Phrase phrase_of(PaymentState state) {
    constexpr std::array phrases{Phrase{"diperintahkan", "ordered"},
                                 Phrase{"diterima bank", "accepted by the bank"},
                                 Phrase{"dibayar", "paid"},
                                 Phrase{"ditolak bank", "refused by the bank"},
                                 Phrase{"dikembalikan bank", "returned"},
                                 Phrase{"kedaluwarsa", "expired"}};
    return phrases.at(static_cast<std::size_t>(state));
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
                              {"keadaan", std::string(phrase_of(known.state).id)},
                              {"state", std::string(phrase_of(known.state).en)},
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

}  // namespace payung
