#include "office/correcting.h"

#include <fmt/format.h>

#include "base/hash.h"
#include "contributions/errors.h"
#include "office/correction_plan.h"
#include "storage/bill_store.h"
#include "storage/party_store.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

constexpr std::string_view no_member_text = "bukan peserta lagi pada bulan itu";

Corrected told(CorrectionPlan&& plan) {
    Corrected corrected;
    for (const PlannedBill& planned : plan.bills) {
        ++corrected.bills;
        corrected.amount += planned.less;
        corrected.jkp_state += planned.state_less;
        corrected.freed += planned.freed_sum();
    }
    corrected.exceptions = std::move(plan.exceptions);
    return corrected;
}

/// The bills of a plan, corrected one after the other within a command.
class Corrector {
public:
    Corrector(Work& work, const BasisText& text_of) : work_(work), text_of_(text_of) {}

    Result<void> correct(PlannedBill& planned) {
        TRY_ASSIGN(const PartyRecord payer, party_of(work_.transaction(), planned.bill.payer));
        BillCorrection made;
        TRY_ASSIGN(made.number, next_correction(work_.transaction()));
        TRY_ASSIGN(const AllocationNumber next, next_allocation(work_.transaction()));
        made.bill = planned.bill.number;
        made.day = day_of(work_.now());
        made.amount = planned.less;
        made.jkp_state = planned.state_less;
        made.freed = planned.freed_sum();
        made.allocation = next - 1;
        made.actor = work_.desk().actor;
        TRY_ASSIGN(made.posted, post(accrual_taken_back(planned.bill, payer.number, made)));
        for (const PlannedFree& freed : planned.freed) TRY(free(planned.bill, payer.number, freed));
        TRY(keep_bases(planned.shares));
        TRY(add_correction(work_.transaction(), made, planned.shares, work_.now()));
        work_.tell(
            "bill.correct", "bill:" + payment_code(made.bill),
            fmt::format("{}|{}|{}", made.number, to_text(made.amount.sum()), to_text(made.freed)));
        return {};
    }

private:
    Result<GroupNumber> post(const Group& group) {
        if (group.entries.empty()) return GroupNumber{0};
        TRY_ASSIGN(const auto posted, work_.post({&group, 1}));
        return posted.front().number;
    }

    /// What is free again stands under its receipt (2220).
    Result<void> free(const Bill& bill, std::string_view payer, const PlannedFree& freed) {
        Transaction& transaction = work_.transaction();
        TRY_ASSIGN(Receipt receipt, receipt_by_number(transaction, freed.receipt));
        Allocation allocation;
        TRY_ASSIGN(allocation.number, next_allocation(transaction));
        allocation.receipt = receipt.number;
        allocation.day = day_of(work_.now());
        allocation.amount = Money{} - freed.parts.sum();
        allocation.rule = MatchRule::by_hand;
        allocation.frees = freed.payment;
        allocation.reason = "tagihan dikoreksi";
        allocation.actor = work_.desk().actor;
        allocation.bills.push_back({bill.number, PartAmounts{} - freed.parts});
        TRY_ASSIGN(allocation.posted,
                   post(freed_group(receipt.at, allocation.number, allocation.day,
                                    {&bill, payer, freed.parts, freed.jht})));
        TRY(add_allocations(transaction, {&allocation, 1}, work_.now()));
        TRY(apply_payment(transaction, bill.number, PartAmounts{} - freed.parts, receipt.at.value));
        receipt.allocated += allocation.amount;
        receipt.reason = Unmatched::corrected;
        return update_receipts(transaction, {&receipt, 1});
    }

    Result<void> keep_bases(std::span<BillMember> shares) {
        for (BillMember& share : shares) {
            const std::string_view text =
                share.basis == MemberCorrection::no_member
                    ? no_member_text
                    : std::string_view(text_of_(static_cast<std::uint32_t>(share.basis)));
            TRY_ASSIGN(share.basis, keep_basis(work_.transaction(), text));
        }
        return {};
    }

    Work& work_;
    const BasisText& text_of_;
};

}  // namespace

Result<Corrected> plan_corrections(Transaction& snapshot,
                                   std::span<const MemberCorrection> corrections) {
    TRY_ASSIGN(CorrectionPlan plan, plan_of(snapshot, corrections));
    return told(std::move(plan));
}

Result<Corrected> correct_bills(const Desk& desk, std::span<const MemberCorrection> corrections,
                                const BasisText& text_of) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    TRY_ASSIGN(CorrectionPlan plan, plan_of(*snapshot, corrections));
    if (plan.bills.empty()) return told(std::move(plan));
    const std::string content = plan.content();
    const std::string digest = to_hex(sha256(content));
    const auto effect = [&](Work& work) -> Result<std::string> {
        TRY_ASSIGN(CorrectionPlan now, plan_of(work.transaction(), corrections));
        if (now.content() != content) return Error{bill_error::bill_changed_meanwhile};
        Corrector corrector(work, text_of);
        for (PlannedBill& planned : now.bills) TRY(corrector.correct(planned));
        return fmt::format("{{\"bills\":{}}}", now.bills.size());
    };
    TRY(carry_out(desk, {"bill.correct", digest, digest}, effect));
    return told(std::move(plan));
}

}  // namespace payung
