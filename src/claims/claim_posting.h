#pragma once

/// What claims do in the books, exactly as fund-and-impact E6, E7, E11, E12, E13 and E17 have it.
///
/// Shape    a decision has a standing: the balances it means in each sub-account. Every step of a
///          claim (report, assessment, approval, reassessment) posts the difference between the
///          standing after it and the one before, so that nothing is ever counted twice. Payments
///          are groups of their own: set aside when ordered, confirmed or cancelled by the bank's
///          answer, taken back by reversal.
/// Keys     2110, 2120, 1440, 2440 the claim; 5110 the kind of benefit; 2140 and 5130 claim:child,
///          2150 claim:beneficiary; 2310 the KPJ; 1110 and 1120 the name of the bank account.
/// Law      UU 40/2004 Pasal 49: every line lies in the book of the claim's own programme.
/// Units    Money; a debit is positive.

#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "claims/claim_kind.h"
#include "claims/schedule.h"
#include "ledger/entry.h"

namespace payung {

Book book_of(ClaimKind kind);

/// A claim as its postings name it.
struct ClaimRef {
    ClaimKind kind = ClaimKind::jkm;
    std::string number;  // "K-2026-0000001"
    std::string kpj;     // JHT: whose account it comes from
};

/// Balances by account and key; a debit is positive, noughts are left out.
using Standing = std::map<std::pair<AccountCode, std::string>, Money>;

/// A part of what is due at once: 5110 under `code`.
struct BenefitPart {
    std::string code;
    Money amount;
    friend bool operator==(const BenefitPart&, const BenefitPart&) = default;
};

/// Something paid over months or years, at the value that is carried for it.
struct Promise {
    ObligationKind kind = ObligationKind::scholarship;
    std::string code;         // of the component
    std::string beneficiary;  // "17": relative; "peserta": the member
    Money value;
    friend bool operator==(const Promise&, const Promise&) = default;
};
/// 2140 or 2150, and its key.
std::pair<AccountCode, std::string> account_of(const ClaimRef& claim, const Promise& promise);

/// "perkiraan": 5110 of a reported claim before anybody knows the benefits.
inline constexpr std::string_view estimate_code = "perkiraan";

/// Reported or assessed, not approved: 5110 / 2120. JHT has none: what is owed is in 2310 already.
Standing standing_reserved(const ClaimRef& claim, std::span<const BenefitPart> parts);

struct Grant {
    std::vector<BenefitPart> due;  // before what is withheld
    Money withheld;                // tax
    std::vector<Promise> promises;

    Money gross() const;
    /// What is paid out at once: whole rupiah, sen left to the rounding difference.
    Money net() const;
};
/// Approved: 5110 / 2110 and promises; JHT 2310 / 2110 and 2440. `overpaid`: what persons were paid
/// beyond what is granted to them; 1440 claims it back.
Standing standing_granted(const ClaimRef& claim, const Grant& grant, Money overpaid);

/// The difference as one group on `day`; nothing where there is none. `event` makes its key.
std::optional<Group> change_of_standing(const ClaimRef& claim, std::string_view reason,
                                        std::string_view event, Day day, const Standing& before,
                                        const Standing& after);

/// More (or less) is carried for a promise: against 5130, 5110, or 5140 where it is interest.
enum class PromiseChange : std::uint8_t { valued, interest };
Group change_of_promise(const ClaimRef& claim, const Promise& promise, Money by, PromiseChange why,
                        std::string_view event, Day day);

/// A payment of what is due at once (2110), or of an instalment of a promise.
struct PaymentPosting {
    ClaimRef claim;
    std::optional<Promise> promise;  // empty: 2110
    std::string payment;             // "P-000001"
    std::string bank_account;        // name, of 1120
    Money amount;
};
/// Set aside until `until`: may not be spent twice, is not booked yet.
Group payment_ordered(const PaymentPosting& payment, Day day, Instant until);
/// Ends what was set aside. Only a confirmation has lines.
Group payment_settled(const PaymentPosting& payment, GroupNumber ordered, Outcome outcome, Day day);
/// The bank paid although the time of what was set aside is over: booked by itself.
Group payment_late(const PaymentPosting& payment, Day day);

/// Money for benefits, from the custodian bank to the paying account of the same fund.
Group fund_cash(Book fund, std::string_view from, std::string_view to, Money amount,
                std::string_view reference, Day day);
/// What was paid too much comes back: 1110 / 1440.
Group overpayment_recovered(const ClaimRef& claim, std::string_view bank_account, Money amount,
                            std::string_view reference, Day day);

}  // namespace payung
