#pragma once

/// The inputs of the law that say something of a member in a month, by their names. Private to
/// contributions/.
///
/// Shape    a number (rupiah, months, years, persons), a truth or a word; nothing where it is not
///          known, so that what is not known decides nothing.

#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "legislation/rulebook.h"
#include "membership/member_month.h"

namespace payung {

/// What is known beside the member himself.
struct AssessmentCase {
    const MemberMonth* member = nullptr;
    bool settled = true;  // whoever pays owes nothing from earlier months
    std::optional<bool> of_pension_age;
    std::string_view sector;  // word of `Sektor`
};

struct AssessmentFact {
    enum class Kind : std::uint8_t { number, truth, word };
    std::string_view name;
    std::uint8_t segments = 0;  // bit k: Segment k, to which it means something
    Kind kind = Kind::number;
    std::optional<std::int64_t> (*number)(const AssessmentCase&) = nullptr;  // also of a truth
    std::string_view (*word)(const AssessmentCase&) = nullptr;               // empty: unknown

    bool concerns(Segment segment) const {
        return (segments >> static_cast<unsigned>(segment) & 1U) != 0;
    }
};

std::span<const AssessmentFact> assessment_facts();
/// nullptr where no fact has this name.
const AssessmentFact* find_assessment_fact(std::string_view name);

/// All that is known, with the segment and the month.
Facts facts_of(const AssessmentCase& known);

/// "PU"; empty for Segment::unknown.
std::string_view word_of(Segment segment);

/// What is asked once for everybody who is alike: pension age by the day of birth, sectors of
/// relief by letters of KBLI.
class SharedFacts {
public:
    static Result<SharedFacts> make(const Rulebook& law);
    AssessmentCase of(const MemberMonth& member, bool settled);

private:
    explicit SharedFacts(Rulebook law) : law_(std::move(law)) {}
    std::optional<Day> pension_day(Day birth);
    const std::string& sector(char letter);

    Rulebook law_;
    const rules::Node* pension_ = nullptr;
    const rules::Node* sector_ = nullptr;
    std::map<Day, std::optional<Day>> pension_days_;
    std::map<char, std::string> sectors_;
};

}  // namespace payung
