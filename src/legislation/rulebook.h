#pragma once

/// The law of a folder, loaded: every decision table, dated figure and calendar of legislation/,
/// linked into one program that answers questions and can say why.
///
/// Shape    immutable and cheap to copy; copies share what was loaded and may be used by threads.
///          Models stand in the order of their paths, the figures (parameters/**) last as one
///          generated model of namespace urn:payung:hukum:parameter.
/// Law      docs of legislation/README.md. A folder is loaded with no diagnostic at all or not at
///          all: FEEL makes a misspelt name null, here it stops the load.
/// Errors   load(): all diagnostics of the files that can be judged, in both languages. decide():
///          none by return; a null says why, and exception_of() tells people.
/// Cost     load() at most 150 ms for 100 tables, analysis included; decide() microseconds.

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "legislation/calendar.h"
#include "legislation/parameter.h"
#include "legislation/rulebook_version.h"
#include "rules/analysis/analyse.h"
#include "rules/model/model.h"
#include "rules/program/decide.h"
#include "rules/program/program.h"

namespace payung {

/// What is known of one case: inputs of the law by name.
using Facts = std::map<std::string, rules::Value, std::less<>>;

/// A table that was asked on the way to an answer, and the rows that applied, from 1.
struct RowsApplied {
    rules::NodeId node = 0;
    std::vector<int> rows;
};

struct Answer {
    rules::Value value;
    std::vector<RowsApplied> applied;  // in the order in which they were asked
    /// Where a null arose; the decision asked for itself where it is not known.
    rules::NodeId origin = 0;
};

/// One line of the exceptions report: somebody has no result, and what to do about it.
struct LawException {
    std::string key;       // of the row, as the caller calls it
    std::string decision;  // asked for
    rules::Reason reason = rules::Reason::none;
    std::string origin;                                       // the decision where it arose
    std::vector<std::pair<std::string, std::string>> inputs;  // of that decision, values in FEEL
    std::string version;
};
std::string advice_for(const LawException& exception, Language language);

class Rulebook {
public:
    /// Whether a folder with findings that nobody accepted may be looked at all the same: only for
    /// commands that show them.
    enum class Findings : std::uint8_t { refuse, allow, skip };

    static rules::Checked<Rulebook> load(const Path& folder, Findings findings = Findings::refuse);
    /// The same for those who cannot show a list: the first diagnostic as law_malformed.
    static Result<Rulebook> open(const Path& folder);

    const Path& folder() const;
    const rules::Program& program() const;
    std::span<const rules::model::Model> models() const;
    std::span<const Parameter> parameters() const;
    const Calendars& calendars() const;
    /// `Hari libur`: the free days of all years that have a calendar.
    const rules::Value& holidays() const;
    const RulebookVersion& version() const;
    /// All findings of the analysis, accepted or not; none where it was skipped.
    std::span<const rules::Finding> findings() const;

    /// By name: names of decisions are unique in a rulebook. nullptr where there is none.
    const rules::Node* decision(std::string_view name) const;
    /// Inputs that a decision needs, with all it requires, in order of their names.
    std::vector<const rules::Node*> inputs_of(const rules::Node& decision) const;

    /// One decision for one case. `Hari libur` is added where it is needed; without a calendar for
    /// a year that matters it is missing. Facts that the decision does not need are ignored.
    Answer decide(const rules::Node& decision, const Facts& facts) const;
    /// Pre: the answer is null.
    LawException exception_of(const rules::Node& decision, const Facts& facts, const Answer& answer,
                              std::string key) const;

private:
    friend class RulebookLoader;
    struct Content;
    std::shared_ptr<const Content> content_;
};

/// "umum/bpu.dmn" for what came from a file of the folder, the YAML file of a dated figure.
std::string file_of(const Rulebook& rulebook, const rules::Node& node);

/// Of a row of a table: its citation and status, empty where the table has no such columns.
struct RowSource {
    std::string cite;
    char status = 0;  // C, D, M, X; P in proposals
};
RowSource source_of(const rules::Node& node, int row);

/// The words that a type of words allows, in their order; none where it allows others too.
std::vector<std::string> words_of(const rules::Type& type);

}  // namespace payung
