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

BillingException only_the_state(const Bill& bill) {
    const std::string month = to_text(bill.first), text = to_text(bill.jkp_state);
    return {bill.payer,
            {},
            {},
            fmt::format("bulan {}: hanya bagian Negara untuk JKP yang bertambah Rp {}; bukukan "
                        "tersendiri",
                        month, text),
            fmt::format("month {}: only the State's share for JKP is Rp {} more; book it by itself",
                        month, text)};
}

/// A difference in what is more and what is less, part by part.
struct Difference {
    PartAmounts more, less;
    Money more_state, less_state;
    bool any_more() const { return more != PartAmounts{} || more_state != Money{}; }
    bool any_less() const { return less != PartAmounts{} || less_state != Money{}; }
};

Difference difference_of(const Owed& owed, const BilledBefore& before) {
    Difference found;
    const auto split = [](Money by, Money& more, Money& less) {
        (by > Money{} ? more : less) = by > Money{} ? by : Money{} - by;
    };
    const PartAmounts by = owed.amount - before.amount;
    for (const BillPart part : all_bill_parts) split(by[part], found.more[part], found.less[part]);
    split(owed.jkp_state - before.jkp_state, found.more_state, found.less_state);
    return found;
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
        for (; next_ < month_.before.size(); ++next_) gone(month_.before[next_]);
        std::ranges::stable_sort(made_.corrections, {}, [](const MemberCorrection& one) {
            return std::pair{one.payer, one.segment};
        });
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
            const Difference by = difference_of(owed, *before);
            if (by.any_more()) add(mine.difference, member, by.more, by.more_state, owed.basis);
            if (by.any_less()) {
                made_.corrections.push_back({member.payer, member.segment, member.membership,
                                             member.month, member.wage + member.back_pay, by.less,
                                             by.less_state, owed.basis});
            }
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
        const bool nothing = before.amount == PartAmounts{} && before.jkp_state == Money{};
        if (nothing || !owed_before_paid(before.segment)) return;
        made_.corrections.push_back({before.payer, before.segment, before.membership, month_.month,
                                     Money{}, before.amount, before.jkp_state,
                                     MemberCorrection::no_member});
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
        if (bill.amount == PartAmounts{}) {
            made_.exceptions.push_back(only_the_state(bill));
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

    const MonthToBill& month_;
    DelayLaw& delay_;
    std::size_t next_ = 0;  // of those billed before
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
