#pragma once

/// What is owed for members in a contribution month, as the law says: for millions in columns, for
/// one with its reasons. Both ask the same decisions and agree.
///
/// Law      `Iuran JKK`, `Iuran JKM`, `Iuran JHT …`, `Iuran JP …`, `Iuran JKP pemerintah`, `Bagian
///          JKP dari JKK`, `Iuran ditagih` of legislation/umum/iuran.dmn and all they rest on. Back
///          pay counts as wage of the month in whose list it stands. Whoever reached the pension
///          age by the first day of the month contributes to JP no more.
/// Shape    a member whom the law gives no answer for is an exception with its reason, and stops
///          nobody else. By which rows an amount came about is a text shared by all for whom it
///          came about so (`basis`).
/// Errors   make(): law_malformed. Exceptions: as the law tells them.
/// Cost     columns about half a microsecond a member on one core; facts that are missing are asked
///          by themselves, once for all members who are alike. Not shared by threads.

#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "contributions/bill.h"
#include "legislation/rulebook.h"
#include "membership/member_month.h"

namespace payung {

struct Owed {
    PartAmounts amount;
    Money jkp_state;          // the State's share, beside it
    std::uint32_t basis = 0;  // of ContributionAssessment::basis_text(); 0 for exceptions
    bool known = false;       // else an exception tells why
    friend bool operator==(const Owed&, const Owed&) = default;
};

struct AssessmentException {
    std::size_t at = 0;  // of the members asked about
    LawException why;    // its key is the KPJ
};

struct Assessed {
    std::vector<Owed> owed;  // of the member of the same place
    std::vector<AssessmentException> exceptions;
};

/// Whether whoever pays for a member owes nothing from earlier months: a condition of relief.
/// Empty: nobody does.
using Settled = std::span<const std::uint8_t>;

class ContributionAssessment {
public:
    static Result<ContributionAssessment> make(Rulebook law);
    ContributionAssessment(ContributionAssessment&&) noexcept;
    ~ContributionAssessment();

    /// Members of any segments and months.
    Result<Assessed> assess(std::span<const MemberMonth> members, Settled settled = {});

    struct Explained {
        Owed owed;
        Facts facts;  // as the law was asked
        std::vector<std::pair<std::string, Answer>> answers;
        std::string basis;
        std::optional<LawException> exception;
    };
    Explained explain(const MemberMonth& member, bool settled = true);

    /// "PU 2026-03: PP 44/2015 Pasal 16; …": citations of all rows that applied.
    const std::string& basis_text(std::uint32_t basis) const;
    const Rulebook& law() const;

private:
    struct Content;
    explicit ContributionAssessment(std::unique_ptr<Content> content);
    std::unique_ptr<Content> content_;
};

}  // namespace payung
