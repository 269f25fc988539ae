#pragma once

/// What differs in law between two rulebooks, told by legal rows and not by lines of files: what
/// changed, from when it takes effect, by which citation, and what may not be done that way.
///
/// Shape    decisions are paired by id, rows by rule id and then by equal conditions; entries are
///          compared as sets of tests, so that a change of spelling or order is none.
/// Law      a new rate is a new row, never an edit of an old one: an edit that reaches back before
///          the day the new rulebook was known needs `corrects`; every change needs a citation; ids
///          of rows that were in force may not vanish, since decisions on file name them.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json_writer.h"
#include "rules/explain/conditions.h"
#include "rules/explain/decision_view.h"
#include "rules/program/program.h"

namespace payung::rules {

struct Announcement {
    std::string cite, effective, what;
};

struct DiffOptions {
    /// The day the new rulebook became known; what it changes before is the past. None: nothing is.
    std::optional<Date> known_from;
    /// What the new rulebook announces, by name of the decision.
    std::map<std::string, Announcement, std::less<>> announced;
    std::set<std::string, std::less<>> corrected;  // decisions whose mistakes it mends
    /// Rule ids that decisions on file name; none given: those of rows that were in force.
    std::optional<std::set<std::string, std::less<>>> in_use;
    AnnotationColumns annotations;
    const Units* units = nullptr;
};

enum class Refusal : std::uint8_t { no_citation, edits_past, id_in_use };

struct CellChange {
    std::string column;
    bool condition = false;     // else an output
    std::string before, after;  // FEEL; annotations as they are
    const UnaryTests *tests_before = nullptr, *tests_after = nullptr;
    ExprPtr entry_before, entry_after;
    Unit unit = Unit::none;
};

struct RowChange {
    enum class Kind : std::uint8_t { changed, added, removed, moved, annotated };
    Kind kind = Kind::changed;
    int before = 0, after = 0;  // row numbers
    std::string id, id_before;
    std::vector<CellChange> cells;
    std::string cite, cite_before;
    std::optional<Date> effective;  // none: at all times
    Unit effective_unit = Unit::none;
    bool back_in_time = false;     // it reaches before known_from
    bool order_matters = false;    // moved past others, in a table that asks for the first
    const Table* table = nullptr;  // of the new rulebook, or the old one where it was removed
    std::vector<Refusal> refusals;
};

struct DecisionChange {
    enum class Kind : std::uint8_t { changed, added, removed };
    Kind kind = Kind::changed;
    const Node* node = nullptr;  // of the new rulebook, or the old one where it was removed
    /// Parts of the decision that are no rows: "formula", "policy", "columns", "sources", "name".
    struct Part {
        std::string name, before, after;
    };
    std::vector<Part> parts;
    std::vector<RowChange> rows;
    std::optional<Announcement> announced;
    std::vector<Refusal> refusals;
};

struct RulebookDiff {
    std::vector<DecisionChange> decisions;  // as they stand in the new rulebook, then removed ones
    bool refused() const;
};

/// The programs must outlive the answer.
RulebookDiff compare_rulebooks(const Program& before, const Program& after,
                               const DiffOptions& options = {});

/// Lines for people; empty where nothing differs.
std::string describe(const RulebookDiff& diff, Language language);
void put_diff(JsonWriter& json, const RulebookDiff& diff);
std::string_view name_of(Refusal refusal);

}  // namespace payung::rules
