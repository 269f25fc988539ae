#include <fmt/format.h>

#include <algorithm>

#include "claims/errors.h"
#include "office/claim_grants.h"
#include "office/claim_payments.h"

namespace payung {
namespace {

/// What was paid at once, by person, and when the last of it was.
struct PaidAtOnce {
    std::vector<std::pair<std::int64_t, Money>> by_person;
    Money sum;
    std::optional<Day> last;
    bool compensated = false;
};

Result<PaidAtOnce> paid_at_once(Transaction& transaction, std::int64_t claim) {
    PaidAtOnce paid;
    TRY_ASSIGN(const auto dues, dues_of(transaction, claim));
    TRY_ASSIGN(const auto payments, payments_of_claim(transaction, claim));
    for (const Due& due : dues) {
        if (due.what == late_word && due.state != DueState::cancelled) paid.compensated = true;
        if (due.what != lump_word || due.state != DueState::paid) continue;
        paid.by_person.emplace_back(due.beneficiary, due.amount);
        paid.sum += due.amount;
        for (const Payment& payment : payments)
            if (payment.due == due.due && payment.state == PaymentState::paid)
                paid.last = std::max(paid.last.value_or(Day{}), payment.value_date.value_or(Day{}));
    }
    return paid;
}

/// In proportion to what each was paid; rupiah that do not divide go to the first ones.
std::vector<Money> split(Money amount, const PaidAtOnce& paid) {
    std::vector<Money> parts;
    Money rest = amount;
    for (const auto& [who, share] : paid.by_person) {
        const auto part = static_cast<std::int64_t>(static_cast<__int128>(amount.rupiah()) *
                                                    share.sen() / paid.sum.sen());
        parts.push_back(Money::from_rupiah(part));
        rest -= parts.back();
    }
    for (std::size_t i = 0; rest > Money{}; i = (i + 1) % parts.size()) {
        parts[i] += Money::from_rupiah(1);
        rest -= Money::from_rupiah(1);
    }
    return parts;
}

Result<void> add_compensation(Work& work, const ClaimDesk& desk, const ClaimFile& file,
                              const PaidAtOnce& paid, Money charge) {
    std::vector<Due> dues;
    const auto parts = split(charge, paid);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i] == Money{}) continue;
        Due due;
        due.claim = file.record.claim;
        due.version = file.record.approved;
        due.beneficiary = paid.by_person[i].first;
        due.what = late_word;
        due.due_on = desk.today();
        due.amount = parts[i];
        dues.push_back(std::move(due));
    }
    TRY(add_dues(work.transaction(), dues));
    TRY_ASSIGN(Standing after, claim_standing(work.transaction(), file.record.claim));
    after[{AccountCode{5110}, std::string(late_word)}] += charge;
    after[{AccountCode{2110}, file.record.number}] -= charge;
    return change_standing(work, file.ref(), file.record.claim, "kompensasi",
                           file.record.number + ":late", desk.today(), after);
}

}  // namespace

Result<Done> compensate_delay(const ClaimDesk& desk, std::string_view claim) {
    return carry_out(
        desk.desk, {"claim.compensate", std::string(claim), ""},
        [&](Work& work) -> Result<std::string> {
            TRY_ASSIGN(ClaimFile file, gather(work.transaction(), desk, claim));
            TRY_ASSIGN(const PaidAtOnce paid, paid_at_once(work.transaction(), file.record.claim));
            file.facts.paid = paid.last;
            const Assessment assessment = desk.law.assess(file.facts);
            const Money charge = assessment.deadlines.late_charge.value_or(Money{});
            if (!paid.last || paid.compensated || charge < Money::from_rupiah(1)) {
                return Error{claim_error::claim_not_late, {{"claim", file.record.number}}};
            }
            // Sen that no bank pays are not promised.
            const Money whole = Money::from_sen(charge.sen() - charge.sen() % 100);
            TRY(add_compensation(work, desk, file, paid, whole));
            work.tell("claim.compensate", "claim:" + file.record.number, to_text(whole));
            return claim_answer(file.record);
        });
}

}  // namespace payung
