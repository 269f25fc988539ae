#pragma once

/// The stages of a claim, what leads from one to the next, and who may do it.
///
/// Shape    one pure table, read row by row by whoever wants to know the law of the desk. A step
///          that is not in it is refused; nothing else moves a claim.
/// Law      who assesses does not decide (four eyes); a refusal, or a part of it, may be appealed.
///          Stages of docs: reported, documents, complete, assessed, approved, ordered, paid.
/// Errors   claim_step_refused (from this stage that cannot be done), claim_four_eyes (the maker
///          of the assessment may not decide on it).

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/language.h"
#include "base/result.h"

namespace payung {

enum class ClaimState : std::uint8_t {
    reported,          // known, nothing looked at
    documents_wanted,  // papers are missing, and were asked for
    complete,          // all papers are there: the time in which it must be paid runs
    assessed,          // the law was asked; waits for a second person
    approved,          // granted, not paid
    ordered,           // with the bank, wholly or in part
    paid,              // all that is due by now was paid
    returned,          // the bank sent money back, or refused to send it
    rejected,          // refused, with reasons and article
    appealed,          // a refusal is being looked at again
    expired,           // the time to claim ran out before the papers came
};

enum class ClaimAction : std::uint8_t {
    want_documents,
    complete,
    assess,
    approve,
    reject,
    order,
    settle,        // the bank paid, and nothing that is due remains
    settle_part,   // the bank paid, and something remains
    bank_refuses,  // a payment is refused, or comes back
    appeal,
    dismiss,  // the appeal is refused
    reopen,   // the appeal is upheld, or facts have changed: assessed again
    expire,
};

enum class MayDo : std::uint8_t {
    anyone,   // at the desk
    checker,  // anyone but who made the assessment
    bank,     // by an answer of the bank
};

struct ClaimStep {
    ClaimState from;
    ClaimAction action;
    ClaimState to;
    MayDo who;
};

std::span<const ClaimStep> claim_steps();

/// Who made the assessment, empty where there is none, and who acts now.
struct Eyes {
    std::string_view maker, actor;
};
/// The stage that `action` leads to. Errors: see above.
Result<ClaimState> next_state(ClaimState from, ClaimAction action, const Eyes& eyes);

/// "reported" … as stored and in JSON.
std::string_view name_of(ClaimState state);
std::string_view name_of(ClaimAction action);
std::optional<ClaimState> parse_claim_state(std::string_view word);
Phrase phrase_of(ClaimState state);
Phrase phrase_of(ClaimAction action);

}  // namespace payung
