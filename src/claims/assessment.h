#pragma once

/// What a claim comes to under the law: what is due to whom, or why nothing is; what is still
/// missing; by when. With a receipt from which all of it can be asked again years later.
///
/// Shape    ClaimLaw is made once and used for many claims, by many threads. assess() is pure: the
///          same facts under the same law give the same bytes of receipt.
/// Law      every figure is an answer of a decision in legislation/; the receipt names its rows and
///          articles, amounts before rounding, and what is not confirmed.
/// Errors   from(): law_malformed (a decision is not there). assess(): none; what cannot be decided
///          is told as missing (a fact, or the law itself). replay(): receipt_unreadable.
/// Cost     below 2 ms with receipt (assessment_bench).

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/language.h"
#include "base/money.h"
#include "base/result.h"
#include "claims/claim_facts.h"
#include "claims/heirs.h"
#include "claims/schedule.h"
#include "legislation/rulebook.h"

namespace payung {

/// Who receives a component.
enum class PayeeRole : std::uint8_t {
    member,
    employer,          // who went on paying wages, or laid out the cost
    hospital,          // who treated and was not paid yet
    heirs,             // Assessment::heirs says who
    child,             // scholarship: Component::relative
    spouse,            // survivors of JP
    parent,            //
    funeral_arranger,  // without heirs
    fund,              // goes back to the fund, without heirs
    estate_chamber,    // Balai Harta Peninggalan, JHT without heirs
    treasury,          // tax withheld
};
std::string_view name_of(PayeeRole role);

/// One part of what is due.
struct Component {
    /// How it counts.
    enum class Nature : std::uint8_t {
        due,        // payable now
        withheld,   // taken from what is due (tax)
        scheduled,  // the sum of instalments to come: Assessment::obligations
        periodic,   // what one month brings, without a known end: instalments as far as known
        kept,       // stays in the fund: nobody inherits it
    };
    std::string code;  // "santunan_kematian"; for a child "beasiswa:17"; never changes its meaning
    std::string name;  // as the law calls it
    Nature nature = Nature::due;
    PayeeRole payee = PayeeRole::member;
    std::int64_t relative = 0;  // where it is for one person of the family
    Money amount;
    std::string decision;           // that gave the amount
    std::size_t question = 0;       // its place among the receipt's decisions
    std::vector<std::string> rows;  // ids of rows that applied
    std::string cite;               // "PP 44/2015 Pasal 34 (PP 82/2019); …"
    bool confirmed = true;          // every row and figure in it is
};

/// Why nothing, or not all, is due.
enum class RefusalReason : std::uint8_t {
    no_cover,        // not protected in the month of the event
    expired,         // claimed after the last day
    waiting_time,    // within the waiting time: less than the full benefit, or nothing yet
    cause_excluded,  // the cause is not covered
    contribution,    // too few months of contribution
    claims_before,   // too many claims, or too soon after the last
    works_again,
    other_fund,  // JKM: a work accident is for JKK
    age,         // pension age not reached
    not_enrolled_in_programme,
    already_taken,  // JHT in part: once only
    no_receiver,    // JP: nobody whom the law gives a pension
};
std::string_view name_of(RefusalReason reason);

struct ClaimRefusal {
    RefusalReason reason{};
    bool whole = true;     // nothing is due at all; else only less than asked
    std::string decision;  // that said so
    std::string cite;
    bool confirmed = true;
};
std::string describe(const ClaimRefusal& refusal, Language language);

/// What is needed before more can be said.
struct MissingForClaim {
    enum class Kind : std::uint8_t { document, fact, law };
    Kind kind = Kind::fact;
    std::string name;      // of the document or fact; of a decision that the law leaves open
    std::string decision;  // that asked for it
    bool blocks = true;    // without it the amounts cannot be decided
    friend bool operator==(const MissingForClaim&, const MissingForClaim&) = default;
};

struct ClaimDeadlines {
    std::optional<Day> claim_until;           // last day to claim; none where rights do not expire
    std::optional<Day> earliest;              // JHT, JP: not payable before
    std::optional<bool> first_report_timely;  // JKK, 2 x 24 hours
    std::optional<bool> second_report_timely;
    std::optional<int> working_days;   // to pay
    std::optional<Day> pay_until;      // where conditions are met
    std::optional<Money> late_charge;  // where it was paid, compensation for paying late
};

struct Assessment {
    ClaimKind kind = ClaimKind::jkk;
    std::string rulebook;  // version
    /// JKK under treatment: what is due so far, disability and death being still open.
    bool interim = false;
    std::vector<Component> components;
    Money total;            // due, before what is withheld
    Money total_withheld;   //
    Money total_scheduled;  // nominal, over all instalments of Nature::scheduled
    std::vector<ClaimRefusal> refusals;
    std::vector<MissingForClaim> missing;
    ClaimDeadlines deadlines;
    std::optional<HeirPlan> heirs;  // of a death
    std::vector<Obligation> obligations;
    std::vector<std::string> services;  // rights that are no money: "pendampingan kembali bekerja"
    /// JKK, JKP: who pays first, where the employer is in arrears: "pemberi kerja" or "BPJS
    /// Ketenagakerjaan"; empty where the law does not ask.
    std::string first_payer;
    std::string receipt;  // canonical JSON

    /// Every fact and figure that decides amounts is there; papers may still be missing.
    bool decided() const;
    /// Decided, all papers there, and something is due.
    bool payable() const;
    bool confirmed() const;
    Money net() const { return total - total_withheld; }
};

class ClaimLaw {
public:
    static Result<ClaimLaw> from(Rulebook rulebook);

    Assessment assess(const ClaimFacts& facts) const;
    const Rulebook& rulebook() const;

private:
    friend class ClaimQuestions;
    struct Content;
    std::shared_ptr<const Content> content_;
};

/// For one claim; those that assess many make a ClaimLaw. Pre: the law has what claims ask.
Assessment assess(const Rulebook& rulebook, const ClaimFacts& facts);

/// What a receipt asked, asked again.
struct ReceiptReplay {
    struct Difference {
        std::string decision, was, now;  // "" where it is not there any more
    };
    bool same_law = true;  // the very rulebook of the receipt
    std::size_t asked = 0;
    std::vector<Difference> differences;
    bool same() const { return differences.empty(); }
};
Result<ReceiptReplay> replay(const Rulebook& rulebook, std::string_view receipt);

/// Why one component of a receipt is what it is, in sentences: rows, articles, formulas, amounts
/// before rounding. Under the law given, normally that of the receipt. Errors: receipt_unreadable
/// (also a component that is not in it).
Result<std::vector<std::string>> explain_component(const Rulebook& rulebook,
                                                   std::string_view receipt, std::string_view code,
                                                   Language language);

}  // namespace payung
