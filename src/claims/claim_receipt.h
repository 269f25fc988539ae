#pragma once

/// The receipt of a decision: everything that was asked and answered, as one line of JSON.
///
///     {"receipt":"payung.klaim.1","programme":"JKM","rulebook":{"version":"sha256:…",…},
///      "facts":{"Segmen":"\"BPU\"", …},"components":[…],"total":"4200000000",…,
///      "decisions":[RECORD, …]}
///
/// Each RECORD is a record of rules/explain/record_json.h and can be given to `payung law replay`
/// alone. Amounts are texts of sen; facts are FEEL. The same facts under the same law give the same
/// bytes.
///
/// Errors   claim_error::receipt_unreadable says which member.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "claims/claim_questions.h"

namespace payung {

std::string receipt_json(const ClaimQuestions& law);

/// What a receipt holds, for those who compare or ask again.
struct ClaimReceipt {
    struct Part {
        std::string code, payee;
        Component::Nature nature = Component::Nature::due;
        std::int64_t relative = 0;
        Money amount;
        std::size_t question = 0;
    };
    ClaimKind kind = ClaimKind::jkk;
    std::string version;  // "sha256:…"
    std::vector<Part> parts;
    Money total;
    std::vector<std::string> records;  // JSON
};
Result<ClaimReceipt> read_claim_receipt(std::string_view json);

std::string_view name_of(Component::Nature nature);

}  // namespace payung
