#pragma once

/// What the programmes' assessments share: components, refusals, scholarships, papers, deadlines.

#include <span>
#include <string_view>

#include "claims/claim_questions.h"
#include "claims/cover_months.h"

namespace payung {

struct PartWords {
    std::string_view code, name;
};

/// Adds what an answer grants; nothing where it is null or zero.
Component* add_component(ClaimQuestions& law, PartWords words, PayeeRole payee,
                         const LawAnswer& answer,
                         Component::Nature nature = Component::Nature::due);

/// A death grant or the cost of a funeral, for whoever the plan names.
void add_grant(ClaimQuestions& law, PartWords words, const LawAnswer& answer);
void add_funeral(ClaimQuestions& law, PartWords words, const LawAnswer& answer);

void refuse(ClaimQuestions& law, RefusalReason reason, const LawAnswer& answer, bool whole = true);
/// By the row of the answer's table, from 1; nothing for a row without a reason.
void refuse_by_row(ClaimQuestions& law, std::span<const std::optional<RefusalReason>> reasons,
                   const LawAnswer& answer, bool whole = true);
bool refused(const ClaimQuestions& law);

/// "Daftar anak": the children of the family, oldest first.
struct ChildAtSchool {
    const FamilyMember* child = nullptr;
    Day from;  // first year's day
    rules::Value fact;
};
std::vector<ChildAtSchool> children_at_school(ClaimQuestions& law, const ClaimFacts& facts,
                                              Day event);
/// `total`: "Beasiswa JKK" or "Beasiswa JKM". Whether there is any.
bool add_scholarships(ClaimQuestions& law, const ClaimFacts& facts, std::string_view total,
                      std::span<const ChildAtSchool> children);

struct PaperFacts {
    bool in_traffic = false, outside_hours = false, on_leave = false;
    std::string_view jht_cause = "usia pensiun";  // `Dokumen klaim` asks it of every kind
    Money jht_balance;
};
void ask_papers(ClaimQuestions& law, const ClaimFacts& facts,
                std::span<const std::string_view> kinds, const PaperFacts& papers);

/// `Batas klaim …` and whether it was kept; refuses where it was not.
void ask_expiry(ClaimQuestions& law, std::string_view limit, std::string_view timely);
void ask_pay_until(ClaimQuestions& law, const ClaimFacts& facts);
void ask_first_payer(ClaimQuestions& law, const ClaimFacts& facts, const CoverMonths& months);

void assess_jkk(ClaimQuestions& law, const ClaimFacts& facts, const JkkFacts& of);
void assess_jkm(ClaimQuestions& law, const ClaimFacts& facts, const JkmFacts& of);
void assess_jht(ClaimQuestions& law, const ClaimFacts& facts, const JhtFacts& of);
void assess_jp(ClaimQuestions& law, const ClaimFacts& facts, const JpFacts& of);
void assess_jkp(ClaimQuestions& law, const ClaimFacts& facts, const JkpFacts& of);

/// Day after `months` months; the last one of the month where it has no such day.
Day months_after(Day day, int months);

}  // namespace payung
