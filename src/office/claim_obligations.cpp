/// What comes after a decision: proofs, ends, interest, what was paid too much.

#include <fmt/format.h>

#include <algorithm>

#include "claims/errors.h"
#include "office/claim_payments.h"
#include "office/due_book.h"
#include "storage/ledger_reader.h"

namespace payung {

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

}  // namespace payung
