#pragma once

/// What every command on a claim does besides its own work: the step from stage to stage with its
/// history, the standing in the books, and the answer. Private to the desk of claims.

#include <span>
#include <string>

#include "office/claims.h"
#include "storage/payable_store.h"

namespace payung {

/// Moves `claim` and keeps it, tells its history and the audit chain. `involved` are those who may
/// not decide: the actor must be none of them where the step asks for a second person.
Result<void> take_step(Work& work, ClaimRecord& claim, ClaimAction action, const Ground& ground,
                       std::span<const std::string> involved = {});
/// Whether the step could be taken.
Result<ClaimState> check_step(const Desk& desk, const ClaimRecord& claim, ClaimAction action,
                              std::span<const std::string> involved);

/// Posts what leads from the standing kept to `after`, and keeps that.
Result<void> change_standing(Work& work, const ClaimRef& claim, std::int64_t row,
                             std::string_view reason, std::string_view event, Day day,
                             const Standing& after);

/// {"claim": …, "stage": …, "version": …}
std::string claim_answer(const ClaimRecord& claim);

/// A read that gives its result.
template <class T>
Result<T> look(const Desk& desk, const std::function<Result<T>(Transaction&)>& read) {
    TRY_ASSIGN(const auto snapshot, desk.database->read());
    return read(*snapshot);
}

/// SHA-256 in hexadecimal.
std::string digest_text(std::string_view content);

/// What stands in the way of a decision, in both languages.
struct BothLanguages {
    std::string id, en;
};
BothLanguages missing_of(const Assessment& assessment, bool papers_too);
BothLanguages refusals_of(const Assessment& assessment);

/// Keeps, as a new version, what the law says; the stage is not touched. `work`'s actor is the
/// maker.
Result<void> keep_assessment(Work& work, ClaimRecord& claim, const Assessment& assessment);
/// The reserve of a claim that was never approved.
Result<void> reserve(Work& work, const ClaimFile& file, const Assessment& assessment, Day day);

}  // namespace payung
