#include "office/claim_grants.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace payung {
namespace {

bool is_fixed(const Due& due) {
    return due.state == DueState::ordered || due.state == DueState::paid;
}

/// Work on one claim's grant, with all that is there already.
class Granting {
public:
    Granting(Work& work, const ClaimDesk& desk, const ClaimFile& file, std::string_view event)
        : work_(work), desk_(desk), file_(file), event_(event) {}

    Result<void> apply(const Assessment& assessment) {
        Transaction& transaction = work_.transaction();
        TRY_ASSIGN(valuation_, valuation_on(desk_.desk.law, desk_.today()));
        TRY_ASSIGN(dues_, dues_of(transaction, file_.record.claim));
        TRY_ASSIGN(obligations_, obligations_of(transaction, file_.record.claim));
        Grant grant = grant_of(assessment);
        TRY_ASSIGN(const Money overpaid, grant_lumps(assessment, grant));
        TRY(grant_obligations(assessment));
        TRY(add_dues(transaction, fresh_));
        keep_compensation(grant);
        TRY_ASSIGN(obligations_, obligations_of(transaction, file_.record.claim));
        for (const ObligationRecord& obligation : obligations_) {
            Promise promise = promise_of(obligation);
            promise.value = obligation.booked;
            grant.promises.push_back(std::move(promise));
        }
        return change_standing(work_, file_.ref(), file_.record.claim, "persetujuan",
                               fmt::format("{}:granted", event_), desk_.today(),
                               standing_granted(file_.ref(), grant, overpaid));
    }

private:
    /// Dues at once. Gives what persons had beyond what they are granted.
    Result<Money> grant_lumps(const Assessment& assessment, const Grant& grant) {
        std::map<std::int64_t, Money> had;
        for (Due& due : dues_) {
            if (due.obligation != 0 || due.what == late_word) continue;
            if (is_fixed(due)) had[due.beneficiary] += due.amount;
            TRY(cancel(due));
        }
        const Day from = std::max(desk_.today(), assessment.deadlines.earliest.value_or(Day{}));
        for (const PayeeAmount& payee : payees_of(assessment, grant)) {
            TRY_ASSIGN(const std::int64_t who, beneficiary(payee));
            Money& before = had[who];
            if (payee.amount > before)
                fresh_.push_back(due_for(who, 0, lump_word, from, payee.amount - before));
            before -= std::min(before, payee.amount);
        }
        Money overpaid;
        for (const auto& [who, rest] : had) overpaid += rest;
        return overpaid;
    }

    Result<void> grant_obligations(const Assessment& assessment) {
        std::set<std::string_view> granted;
        for (const Obligation& obligation : assessment.obligations) {
            if (obligation.instalments.empty()) continue;
            granted.insert(obligation.key);
            const auto known =
                std::ranges::find(obligations_, obligation.key, &ObligationRecord::code);
            TRY_ASSIGN(const std::int64_t who, beneficiary(payee_of(assessment, obligation)));
            if (known == obligations_.end()) {
                TRY(promise(obligation, who));
            } else {
                TRY(revise(obligation, *known, who));
            }
        }
        for (const ObligationRecord& obligation : obligations_) {
            if (granted.contains(obligation.code) || obligation.ended) continue;
            TRY(close_obligation(work_, file_.ref(), obligation, desk_.today(), "tidak lagi berhak",
                                 fmt::format("{}:{}:closed", event_, obligation.code)));
        }
        return {};
    }

    Result<void> promise(const Obligation& obligation, std::int64_t who) {
        ObligationRecord record;
        record.claim = file_.record.claim;
        record.kind = obligation.kind;
        record.code = obligation.key;
        record.beneficiary = who;
        record.booked = record.carried = value_of(valuation_, obligation, desk_.today());
        record.discount = valuation_.discount;
        record.interest_to = desk_.today();
        record.for_life = obligation.for_life;
        TRY_ASSIGN(record, add_obligation(work_.transaction(), record));
        add_instalments(obligation, record.obligation, who, {});
        return {};
    }

    /// What was ordered or paid stays; the rest is as the law says now, valued anew.
    Result<void> revise(const Obligation& obligation, ObligationRecord record, std::int64_t who) {
        std::set<std::string_view> fixed;
        Money with_bank;
        for (Due& due : dues_) {
            if (due.obligation != record.obligation) continue;
            if (is_fixed(due)) fixed.insert(due.what);
            if (due.state == DueState::ordered) with_bank += due.amount;
            TRY(cancel(due));
        }
        Obligation rest = obligation;
        std::erase_if(rest.instalments,
                      [&](const Instalment& one) { return fixed.contains(one.what); });
        const Money carried = value_of(valuation_, rest, desk_.today()) + with_bank;
        if (carried != record.carried) {
            TRY(work_.post(std::array{change_of_promise(
                file_.ref(), promise_of(record), carried - record.carried, PromiseChange::valued,
                fmt::format("{}:{}:valued", event_, record.code), desk_.today())}));
        }
        record.carried = carried;
        record.ended.reset();
        record.end_reason.clear();
        add_instalments(rest, record.obligation, who, fixed);
        return keep_obligation(work_.transaction(), record);
    }

    void add_instalments(const Obligation& obligation, std::int64_t row, std::int64_t who,
                         const std::set<std::string_view>& fixed) {
        for (const Instalment& one : obligation.instalments) {
            if (!one.known || one.amount == Money{} || fixed.contains(one.what)) continue;
            Due due = due_for(who, row, one.what, one.due, one.amount);
            due.needs_proof = obligation.kind == ObligationKind::scholarship;
            fresh_.push_back(std::move(due));
        }
    }

    /// What was paid for being late is no benefit of the law's, but it is due all the same.
    void keep_compensation(Grant& grant) {
        Money late;
        for (const Due& due : dues_)
            if (due.what == late_word && due.state != DueState::cancelled) late += due.amount;
        if (late > Money{}) grant.due.push_back({std::string(late_word), late});
    }

    Due due_for(std::int64_t who, std::int64_t obligation, std::string_view what, Day on,
                Money amount) const {
        Due due;
        due.claim = file_.record.claim;
        due.version = file_.record.version;
        due.beneficiary = who;
        due.obligation = obligation;
        due.what = what;
        due.due_on = on;
        due.amount = amount;
        return due;
    }

    Result<void> cancel(Due& due) {
        if (due.state != DueState::open) return {};
        due.state = DueState::cancelled;
        return keep_due(work_.transaction(), due);
    }

    Result<std::int64_t> beneficiary(const PayeeAmount& payee) {
        TRY_ASSIGN(const Beneficiary found,
                   beneficiary_of(work_.transaction(), file_.record.claim, payee.role,
                                  payee.relative, work_.now()));
        return found.beneficiary;
    }

    Work& work_;
    const ClaimDesk& desk_;
    const ClaimFile& file_;
    std::string_view event_;
    Valuation valuation_;
    std::vector<Due> dues_, fresh_;
    std::vector<ObligationRecord> obligations_;
};

}  // namespace

Promise promise_of(const ObligationRecord& obligation) {
    return {obligation.kind, obligation.code, beneficiary_key(obligation.relative),
            obligation.carried};
}

Result<void> close_obligation(Work& work, const ClaimRef& claim, ObligationRecord obligation,
                              Day on, std::string_view reason, std::string_view event) {
    TRY_ASSIGN(auto dues, dues_of(work.transaction(), obligation.claim));
    Money with_bank;
    for (Due& due : dues) {
        if (due.obligation != obligation.obligation) continue;
        if (due.state == DueState::ordered) with_bank += due.amount;
        if (due.state != DueState::open || due.due_on < on) continue;
        due.state = DueState::cancelled;
        TRY(keep_due(work.transaction(), due));
    }
    // What fell due before the end is still owed.
    Money kept = with_bank;
    for (const Due& due : dues)
        if (due.obligation == obligation.obligation && due.state == DueState::open)
            kept += due.amount;
    if (kept != obligation.carried) {
        TRY(work.post(
            std::array{change_of_promise(claim, promise_of(obligation), kept - obligation.carried,
                                         PromiseChange::valued, event, on)}));
    }
    obligation.carried = kept;
    obligation.ended = on;
    obligation.end_reason = reason;
    return keep_obligation(work.transaction(), obligation);
}

Result<void> apply_grant(Work& work, const ClaimDesk& desk, const ClaimFile& file,
                         const Assessment& assessment, std::string_view event) {
    return Granting(work, desk, file, event).apply(assessment);
}

}  // namespace payung
