#include "contributions/bill_making.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace payung {
namespace {

constexpr std::size_t segments = 5;

/// What a payer is billed in one segment.
struct Drafts {
    BillWithMembers contribution, difference;
};

bool same_person(const BilledBefore& before, const MemberMonth& member) {
    return before.payer == member.payer && before.membership == member.membership;
}

auto key_of(const BilledBefore& before) {
    return std::pair{before.payer, before.membership};
}

void add(BillWithMembers& draft, const MemberMonth& member, PartAmounts amount, Money jkp_state,
         std::uint32_t basis) {
    const bool of_wages = owed_before_paid(member.segment);
    const Money base = of_wages ? member.wage + member.back_pay : member.income;
    draft.members.push_back({member.membership, member.month, base, amount, jkp_state, basis});
    draft.bill.amount += amount;
    draft.bill.jkp_state += jkp_state;
    ++draft.bill.members;
}

BillingException overbilled(PartyNumber payer, Month month, Money amount) {
    const std::string text = to_text(amount);
    return {payer,
            {},
            {},
            fmt::format("bulan {} sudah ditagih Rp {} terlalu banyak; kembalikan atau perhitungkan",
                        to_text(month), text),
            fmt::format("month {} was billed Rp {} too much; refund it or set it off",
                        to_text(month), text)};
}

class Maker {
public:
    Maker(const MonthToBill& month, DelayLaw& delay) : month_(month), delay_(delay) {}

    Result<MadeBills> make() {
        std::size_t at = 0;
        while (at < month_.members.size()) {
            const PartyNumber payer = month_.members[at].payer;
            std::array<Drafts, segments> drafts{};
            for (; at < month_.members.size() && month_.members[at].payer == payer; ++at)
                take(at, drafts);
            TRY(close(payer, drafts));
        }
        tell_gone();
        return std::move(made_);
    }

private:
    void take(std::size_t at, std::array<Drafts, segments>& drafts) {
        const MemberMonth& member = month_.members[at];
        const Owed& owed = month_.owed[at];
        const BilledBefore* before = billed_before(member);
        if (!owed.known) return;
        Drafts& mine = drafts.at(static_cast<std::size_t>(member.segment));
        if (before == nullptr) {
            const bool nothing = owed.amount == PartAmounts{} && owed.jkp_state == Money{};
            if (nothing) return;
            add(mine.contribution, member, owed.amount, owed.jkp_state, owed.basis);
            mine.contribution.bill.settled = month_.settled[at] != 0;
        } else if (owed_before_paid(member.segment)) {
            const PartAmounts more = owed.amount - before->amount;
            const Money more_state = owed.jkp_state - before->jkp_state;
            if (more != PartAmounts{} || more_state != Money{})
                add(mine.difference, member, more, more_state, owed.basis);
        }
    }

    /// Those billed before are in the same order; who is passed over is a member no more.
    const BilledBefore* billed_before(const MemberMonth& member) {
        const std::pair wanted{member.payer, member.membership};
        while (next_ < month_.before.size() && key_of(month_.before[next_]) < wanted)
            gone(month_.before[next_++]);
        if (next_ == month_.before.size() || !same_person(month_.before[next_], member))
            return nullptr;
        return &month_.before[next_++];
    }

    void gone(const BilledBefore& before) {
        if (owed_before_paid(before.segment)) gone_[before.payer] += before.amount.sum();
    }

    Result<void> close(PartyNumber payer, std::array<Drafts, segments>& drafts) {
        for (std::size_t i = 0; i < segments; ++i) {
            const auto segment = static_cast<Segment>(i);
            TRY(close(payer, segment, BillKind::contribution, drafts.at(i).contribution));
            TRY(close(payer, segment, BillKind::back_wage, drafts.at(i).difference));
        }
        return {};
    }

    Result<void> close(PartyNumber payer, Segment segment, BillKind kind, BillWithMembers& draft) {
        if (draft.members.empty()) return {};
        Bill& bill = draft.bill;
        bill.payer = payer;
        bill.kind = kind;
        bill.segment = segment;
        bill.first = bill.last = month_.month;
        bill.issued = month_.issued;
        if (!owed_before_paid(segment)) bill.unearned_from = bill.first;
        bill.version = next_version(bill);
        if (bill.amount.any_negative() || bill.jkp_state < Money{} ||
            bill.amount == PartAmounts{}) {
            made_.exceptions.push_back(
                overbilled(payer, bill.first, Money{} - bill.amount.sum() - bill.jkp_state));
            return {};
        }
        // A difference is due with the contribution of the month in which it is billed.
        const Month due_with = kind == BillKind::contribution ? bill.first : month_of(bill.issued);
        TRY_ASSIGN(bill.due, delay_.due(segment, std::max(due_with, bill.first)));
        made_.bills.push_back(std::move(draft));
        return {};
    }

    std::int64_t next_version(const Bill& wanted) const {
        std::int64_t next = wanted.kind == BillKind::contribution ? 0 : 1;
        for (auto at = std::ranges::lower_bound(month_.bills, wanted.payer, {}, &Bill::payer);
             at != month_.bills.end() && at->payer == wanted.payer; ++at) {
            if (at->kind == wanted.kind && at->segment == wanted.segment)
                next = std::max(next, at->version + 1);
        }
        return next;
    }

    void tell_gone() {
        for (; next_ < month_.before.size(); ++next_) gone(month_.before[next_]);
        for (const auto& [payer, amount] : gone_)
            if (amount != Money{})
                made_.exceptions.push_back(overbilled(payer, month_.month, amount));
    }

    const MonthToBill& month_;
    DelayLaw& delay_;
    std::size_t next_ = 0;  // of those billed before
    std::map<PartyNumber, Money> gone_;
    MadeBills made_;
};

std::string inputs_of(const LawException& why) {
    std::string text;
    for (const auto& [name, value] : why.inputs)
        text += fmt::format("{}{} = {}", text.empty() ? " (" : ", ", name, value);
    return text.empty() ? text : text + ")";
}

}  // namespace

BillingException exception_of(const AssessmentException& exception, const MemberMonth& member) {
    const LawException& why = exception.why;
    const bool booked_nowhere = why.decision == "Bagian JKP dari JKM";
    BillingException told{member.payer, why.key, why.decision, {}, {}};
    if (booked_nowhere && why.reason == rules::Reason::null_result) {
        told.why_id = "bulan itu dibukukan sebelum pembukuan ini ada; tagih dari buku lama";
        told.why_en = "that month was booked before these books began; bill it from the old ones";
        return told;
    }
    const std::string inputs = inputs_of(why);
    told.why_id = why.origin + inputs + ": " + advice_for(why, Language::id);
    told.why_en = why.origin + inputs + ": " + advice_for(why, Language::en);
    return told;
}

Result<MadeBills> make_bills(const MonthToBill& month, DelayLaw& delay) {
    CHECK(month.members.size() == month.owed.size());
    CHECK(month.members.size() == month.settled.size());
    CHECK(std::ranges::is_sorted(month.before, {},
                                 [](const BilledBefore& before) { return key_of(before); }));
    return Maker(month, delay).make();
}

}  // namespace payung
