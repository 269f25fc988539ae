#pragma once

/// The law asked for one claim: facts go in by their names, answers come out with the rows that
/// applied, and every question is kept for the receipt.
///
/// Shape    used by one thread for one claim. The same question is asked once. A null adds what is
///          missing to the assessment, unless the caller only wonders (`Need::may_lack`).
/// Errors   none by return.
/// Cost     some ten microseconds a decision, with its explanation.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "claims/assessment.h"
#include "legislation/law_explanation.h"

namespace payung {

/// One answer, in texts of its own.
struct LawAnswer {
    std::string decision;
    std::size_t question = 0;  // place among those asked
    rules::Value value;
    std::vector<std::string> rows;  // ids, the asked decision's own first
    std::vector<std::string> used;  // decisions that were reached
    std::string cite;
    bool confirmed = true;

    bool known() const { return !value.is_null(); }
    bool used_decision(std::string_view name) const;
    /// Row of the asked decision's own table, from 1; 0 where it is none.
    int row = 0;
};

struct ClaimLaw::Content {
    explicit Content(Rulebook loaded);
    Rulebook rulebook;
    rules::Units units;
    std::vector<bool> knowledge_unconfirmed;  // by node: it calls a table with rows M or X
};

enum class Need : std::uint8_t {
    must,      // without it nothing can be decided
    should,    // told as missing, decides no amount
    may_lack,  // not told
};

class ClaimQuestions {
public:
    ClaimQuestions(const ClaimLaw::Content& law, Assessment& out) : law_(&law), out_(&out) {}

    void know(std::string_view name, rules::Value value) {
        facts_.insert_or_assign(std::string(name), std::move(value));
        case_.reset();  // what is asked next is asked of another case
    }
    template <class T>
    void know(std::string_view name, const std::optional<T>& value);
    const Facts& facts() const { return facts_; }
    const Rulebook& rulebook() const { return law_->rulebook; }

    /// With what is known.
    const LawAnswer& ask(std::string_view decision, Need need = Need::must);
    /// With facts of its own on top (of one child, one month).
    LawAnswer ask_with(std::string_view decision, const Facts& more, Need need = Need::must);

    Assessment& out() { return *out_; }
    const Assessment& out() const { return *out_; }
    /// Records asked so far, as JSON.
    const std::vector<std::string>& records() const { return records_; }

    void missing_fact(std::string name, std::string decision, Need need = Need::must);
    void missing(MissingForClaim missing);

private:
    LawAnswer answer(const rules::Record& record, Need need);

    const ClaimLaw::Content* law_;
    Assessment* out_;
    Facts facts_;
    std::optional<LawCase> case_;  // of facts_
    std::map<std::string, LawAnswer, std::less<>> asked_;
    std::vector<std::string> records_;
};

}  // namespace payung

#include "claims/law_values.h"

template <class T>
void payung::ClaimQuestions::know(std::string_view name, const std::optional<T>& value) {
    if (value) know(name, law_value(*value));
}
