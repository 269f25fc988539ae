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

/// One who is paid: what rises in one part and falls in another is set off for him, and for nobody
/// else.
using Person = std::tuple<Component::Nature, std::string, std::int64_t>;

void count(Reassessment& out, const Book& book) {
    std::map<Person, Amounts> by_person;
    for (const auto& [key, amounts] : book) {
        Amounts& sum = by_person[{key.nature, key.payee, key.relative}];
        sum.was += amounts.was;
        sum.now += amounts.now;
    }
    for (const auto& [person, sum] : by_person) {
        const bool due = std::get<0>(person) == Component::Nature::due;
        const bool scheduled = std::get<0>(person) == Component::Nature::scheduled;
        if (due && sum.now > sum.was) out.to_pay += sum.now - sum.was;
        if (due && sum.was > sum.now) out.overpaid += sum.was - sum.now;
        if (scheduled && sum.now > sum.was) out.scheduled_rise += sum.now - sum.was;
        if (scheduled && sum.was > sum.now) out.scheduled_fall += sum.was - sum.now;
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
    const Book book = compare(earlier, out.now);
    count(out, book);
    for (const auto& [key, amounts] : book) {
        if (amounts.was == amounts.now) continue;
        out.changes.push_back(
            {key.code, role_named(key.payee), key.nature, key.relative, amounts.was, amounts.now});
    }
    return out;
}

}  // namespace payung
