#include "office/due_book.h"

#include <algorithm>

#include "storage/participant_store.h"

namespace payung {

Result<std::optional<BankAccount>> account_of(PersonalStore personal,
                                              const Beneficiary& beneficiary) {
    TRY_ASSIGN(const auto kept, personal.get({PersonalOwner::claim, beneficiary.beneficiary,
                                              PersonalField::bank_account}));
    if (!kept) return std::optional<BankAccount>{};
    const std::size_t line = kept->find('\n');
    return std::optional(
        BankAccount{beneficiary.name, kept->substr(0, line),
                    line == std::string::npos ? std::string{} : kept->substr(line + 1)});
}

Result<DueBook::Claim*> DueBook::claim(std::int64_t row) {
    const auto known = claims_.find(row);
    if (known != claims_.end()) return &known->second;
    Claim claim;
    TRY_ASSIGN(claim.record, claim_by_row(transaction_, row));
    TRY_ASSIGN(const Membership membership, membership_of(transaction_, claim.record.membership));
    claim.ref = {claim.record.kind, claim.record.number, membership.kpj};
    TRY_ASSIGN(claim.beneficiaries, beneficiaries_of(transaction_, row));
    TRY_ASSIGN(claim.obligations, obligations_of(transaction_, row));
    TRY_ASSIGN(claim.dues, dues_of(transaction_, row));
    return &claims_.emplace(row, std::move(claim)).first->second;
}
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

Result<void> step_if_it_can(Work& work, DueBook::Claim& claim, ClaimAction action,
                            std::string_view reason) {
    if (!check_step(work.desk(), claim.record, action, {})) return {};
    return take_step(work, claim.record, action, {std::string(reason), ""});
}

}  // namespace payung
