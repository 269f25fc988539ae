#include "office/correction_plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/language.h"
#include "office/bill_history.h"
#include "storage/bill_store.h"
#include "storage/ledger_reader.h"
#include "storage/receipt_store.h"

namespace payung {
namespace {

/// What a bill holds for a member, over all of his shares.
struct Holding {
    PartAmounts amount;
    Money jkp_state;
};

struct OpenBill {
    Bill bill;
    std::map<MembershipNumber, Holding> holds;  // of those who are corrected
    std::map<MembershipNumber, std::string> kpj;
};

/// Takes from `wanted` what `held` can give.
Money take(Money& wanted, Money held) {
    const Money taken = std::max(std::min(wanted, held), Money{});
    wanted -= taken;
    return taken;
}

BillingException jht_is_gone(PartyNumber payer, const std::string& kpj, Month month, Money amount) {
    const std::string when = to_text(month);
    const auto text = [&](Language language) { return format_rupiah(amount, language); };
    return {payer,
            kpj,
            {},
            fmt::format("JHT bulan {} kelebihan {}, tetapi saldo peserta tidak mencukupi lagi "
                        "(sudah dibayarkan): bagian itu tetap; pemberi kerja menyelesaikannya "
                        "dengan pekerja atau ahli warisnya",
                        when, text(Language::id)),
            fmt::format("JHT of month {} is {} too much, but the member's balance does not reach "
                        "any more (it was paid out): that part stays; the employer settles it with "
                        "the worker or his heirs",
                        when, text(Language::en))};
}

BillingException charged_too_much(const Bill& bill, Money charged) {
    const std::string code = payment_code(bill.number);
    const auto text = [&](Language language) { return format_rupiah(charged, language); };
    return {bill.payer,
            {},
            {},
            fmt::format("tagihan {} dikoreksi turun, tetapi denda {} dihitung atas jumlah lama; "
                        "tarik kembali denda yang belum dibayar dengan `payung bill withdraw`",
                        code, text(Language::id)),
            fmt::format("bill {} was corrected down, but charges of {} were counted on what it "
                        "was; withdraw those not yet paid with `payung bill withdraw`",
                        code, text(Language::en))};
}

/// The corrections of one payer in one segment.
class Planner {
public:
    Planner(Transaction& transaction, std::span<const MemberCorrection> corrections,
            CorrectionPlan& plan)
        : transaction_(transaction), plan_(plan) {
        for (const MemberCorrection& one : corrections) wanted_.emplace(one.membership, one);
    }

    Result<void> run() {
        TRY(load());
        TRY_ASSIGN(std::vector<PlannedBill> planned, over_bills());
        TRY_ASSIGN(const bool all, leave_what_is_gone(planned));
        if (!all) {
            TRY_ASSIGN(planned, over_bills());
        }
        for (PlannedBill& bill : planned) {
            TRY(tell_charges(bill));
            plan_.bills.push_back(std::move(bill));
        }
        return {};
    }

private:
    /// The latest bill first: a difference gives back before the contribution does.
    Result<void> load() {
        const MemberCorrection& any = wanted_.begin()->second;
        TRY_ASSIGN(std::vector<Bill> bills,
                   bills_of_month(transaction_, {any.payer, any.payer}, any.month));
        std::ranges::sort(bills, std::greater{}, &Bill::number);
        for (Bill& bill : bills) {
            const bool of_them = bill.segment == any.segment && !bill.withdrawn &&
                                 bill.kind != BillKind::late_charge;
            if (!of_them) continue;
            OpenBill& open = bills_.emplace_back(OpenBill{std::move(bill), {}, {}});
            TRY(load_members(open));
        }
        return {};
    }

    Result<void> load_members(OpenBill& open) {
        return each_member_of_bill(transaction_, open.bill.number,
                                   [&](const BilledMember& row) -> Result<void> {
                                       const MembershipNumber who = row.member.membership;
                                       if (!wanted_.contains(who)) return {};
                                       Holding& held = open.holds[who];
                                       held.amount += row.member.amount;
                                       held.jkp_state += row.member.jkp_state;
                                       open.kpj[who] = row.kpj;
                                       return {};
                                   });
    }

    Result<std::vector<PlannedBill>> over_bills() {
        std::map<MembershipNumber, MemberCorrection> left = wanted_;
        std::vector<PlannedBill> planned;
        for (const OpenBill& open : bills_) {
            PlannedBill bill{open.bill, 0, {}, {}, {}, {}};
            for (auto& [who, want] : left) take_share(open, want, bill);
            if (bill.shares.empty()) continue;
            TRY_ASSIGN(const auto before, corrections_of(transaction_, open.bill.number));
            bill.before = std::ssize(before);
            TRY(free(open, bill));
            planned.push_back(std::move(bill));
        }
        return planned;
    }

    /// A share of nought where only an earlier bill gives: the last share says what the wage is.
    static void take_share(const OpenBill& open, MemberCorrection& want, PlannedBill& bill) {
        const auto held = open.holds.find(want.membership);
        const bool nothing = want.amount == PartAmounts{} && want.jkp_state == Money{};
        if (held == open.holds.end() || nothing) return;
        PartAmounts taken;
        for (const BillPart part : all_bill_parts)
            taken[part] = take(want.amount[part], held->second.amount[part]);
        const Money state = take(want.jkp_state, held->second.jkp_state);
        bill.shares.push_back({want.membership, want.month, want.base, PartAmounts{} - taken,
                               Money{} - state, want.basis});
        bill.less += taken;
        bill.state_less += state;
    }

    Result<void> free(const OpenBill& open, PlannedBill& planned) {
        if (planned.bill.paid == PartAmounts{}) return {};
        TRY_ASSIGN(const auto payments, payments_to(transaction_, planned.bill.number));
        std::map<AllocationNumber, PlannedFree> freed;
        PartAmounts above;
        const PartAmounts open_after = planned.bill.open() - planned.less;
        for (const BillPart part : all_bill_parts)
            above[part] = std::max(Money{} - open_after[part], Money{});
        for (const auto& [payment, parts] : freed_parts(above, standing_payments(payments)))
            freed[payment].parts = parts;
        TRY(free_jht(open, planned, payments, freed));
        for (auto& [number, one] : freed) {
            one.payment = number;
            one.receipt = std::ranges::find(payments, number, &BillPayment::allocation)->receipt;
            planned.freed.push_back(std::move(one));
        }
        return {};
    }

    Result<void> free_jht(const OpenBill& open, const PlannedBill& planned,
                          std::span<const BillPayment> payments,
                          std::map<AllocationNumber, PlannedFree>& freed) {
        if (planned.less[BillPart::jht] == Money{}) return {};
        TRY_ASSIGN(BillJht jht, jht_of_bill(transaction_, planned.bill.number, payments));
        std::vector<Money> less(jht.kpj.size());
        for (const BillMember& share : planned.shares) {
            const auto at = std::ranges::find(jht.kpj, open.kpj.at(share.membership));
            less[static_cast<std::size_t>(at - jht.kpj.begin())] -= share.amount[BillPart::jht];
        }
        for (const auto& [payment, shares] : jht.split.correct(less)) {
            PlannedFree& one = freed[payment];
            for (std::size_t i = 0; i < shares.size(); ++i) {
                if (shares[i] == Money{}) continue;
                one.jht.push_back({jht.kpj[i], shares[i]});
                one.parts[BillPart::jht] += shares[i];
            }
        }
        return {};
    }

    /// JHT that is not on the account any more stays as it was billed; false where there is such.
    Result<bool> leave_what_is_gone(std::span<const PlannedBill> planned) {
        std::map<std::string, Money> out;
        for (const PlannedBill& bill : planned)
            for (const PlannedFree& one : bill.freed)
                for (const JhtCredit& credit : one.jht) out[credit.kpj] += credit.amount;
        bool all = true;
        for (const auto& [kpj, amount] : out) {
            TRY_ASSIGN(const Money posted, posted_balance(transaction_, {Book::jht, 2310, kpj}));
            if (Money{} - posted >= amount) continue;
            all = false;
            leave_jht(kpj);
        }
        return all;
    }

    void leave_jht(const std::string& kpj) {
        for (const OpenBill& open : bills_) {
            for (const auto& [who, number] : open.kpj) {
                const auto want = wanted_.find(who);
                if (number != kpj || want == wanted_.end()) continue;
                Money& jht = want->second.amount[BillPart::jht];
                if (jht == Money{}) continue;
                plan_.exceptions.push_back(jht_is_gone(open.bill.payer, kpj, open.bill.first, jht));
                jht = {};
            }
        }
    }

    Result<void> tell_charges(const PlannedBill& planned) {
        if (planned.less == PartAmounts{}) return {};
        TRY_ASSIGN(const Money charged, charged_for(transaction_, planned.bill.number));
        if (charged != Money{}) plan_.exceptions.push_back(charged_too_much(planned.bill, charged));
        return {};
    }

    Transaction& transaction_;
    CorrectionPlan& plan_;
    std::map<MembershipNumber, MemberCorrection> wanted_;
    std::vector<OpenBill> bills_;
};

}  // namespace

Money PlannedBill::freed_sum() const {
    Money sum;
    for (const PlannedFree& one : freed) sum += one.parts.sum();
    return sum;
}

std::string CorrectionPlan::content() const {
    std::string text;
    const auto parts = [&](const PartAmounts& amounts) {
        for (const BillPart part : all_bill_parts)
            fmt::format_to(std::back_inserter(text), " {}", amounts[part].sen());
    };
    for (const PlannedBill& planned : bills) {
        text += fmt::format("{}+{}", payment_code(planned.bill.number), planned.before);
        for (const BillMember& share : planned.shares) {
            text += fmt::format(";{} {}", share.membership, share.jkp_state.sen());
            parts(share.amount);
        }
        for (const PlannedFree& one : planned.freed) {
            text += fmt::format("|{}", one.payment);
            parts(one.parts);
        }
        text += '\n';
    }
    return text;
}

Result<CorrectionPlan> plan_of(Transaction& transaction,
                               std::span<const MemberCorrection> corrections) {
    CorrectionPlan plan;
    while (!corrections.empty()) {
        const MemberCorrection& first = corrections.front();
        const auto other = std::ranges::find_if(corrections, [&](const MemberCorrection& one) {
            return one.payer != first.payer || one.segment != first.segment;
        });
        const auto count = static_cast<std::size_t>(other - corrections.begin());
        TRY(Planner(transaction, corrections.first(count), plan).run());
        corrections = corrections.subspan(count);
    }
    return plan;
}

}  // namespace payung
