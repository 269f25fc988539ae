#include "claims/reassessment.h"

#include <map>
#include <tuple>

#include "claims/claim_receipt.h"
#include "claims/errors.h"

namespace payung {
namespace {

/// What is paid under another nature or to somebody else is another payment, whatever its code.
struct Key {
    std::string code;
    Component::Nature nature;
    std::string payee;
    std::int64_t relative;
    friend auto operator<=>(const Key&, const Key&) = default;
};
struct Amounts {
    Money was, now;
};
using Book = std::map<Key, Amounts>;

PayeeRole role_named(std::string_view word) {
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(PayeeRole::treasury); ++i)
        if (name_of(static_cast<PayeeRole>(i)) == word) return static_cast<PayeeRole>(i);
    return PayeeRole::member;
}

Book compare(const ClaimReceipt& earlier, const Assessment& now) {
    Book book;
    for (const ClaimReceipt::Part& part : earlier.parts)
        book[{part.code, part.nature, part.payee, part.relative}].was += part.amount;
    for (const Component& part : now.components)
        book[{part.code, part.nature, std::string(name_of(part.payee)), part.relative}].now +=
            part.amount;
    return book;
}

void count(Reassessment& out, Component::Nature nature, Money was, Money now) {
    const Money rise = now > was ? now - was : Money();
    const Money fall = was > now ? was - now : Money();
    if (nature == Component::Nature::due) {
        out.to_pay += rise;
        out.overpaid += fall;
    } else if (nature == Component::Nature::scheduled) {
        out.scheduled_rise += rise;
        out.scheduled_fall += fall;
    }
}

}  // namespace

Result<Reassessment> reassess(const ClaimLaw& law, std::string_view earlier_receipt,
                              const ClaimFacts& facts) {
    TRY_ASSIGN(const ClaimReceipt earlier, read_claim_receipt(earlier_receipt));
    if (earlier.kind != facts.kind())
        return Error{claim_error::receipt_other_programme,
                     {{"was", std::string(name_of(earlier.kind))},
                      {"now", std::string(name_of(facts.kind()))}}};
    Reassessment out;
    out.now = law.assess(facts);
    out.was_due = earlier.total;
    out.now_due = out.now.total;
    for (const auto& [key, amounts] : compare(earlier, out.now)) {
        if (amounts.was == amounts.now) continue;
        out.changes.push_back(
            {key.code, role_named(key.payee), key.nature, key.relative, amounts.was, amounts.now});
        count(out, key.nature, amounts.was, amounts.now);
    }
    return out;
}

}  // namespace payung
