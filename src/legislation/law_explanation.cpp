#include "legislation/law_explanation.h"

#include <algorithm>

namespace payung {
namespace {

using rules::Explanation;
using rules::Record;
using rules::Value;

rules::Inputs supplied_by(const Rulebook& rulebook) {
    return {{"Hari libur", rulebook.holidays()}};
}

rules::ExplainOptions options_for(const Rulebook& rulebook, const rules::Units& units,
                                  const rules::Inputs& supplied) {
    rules::ExplainOptions options;
    options.units = &units;
    options.supplied = &supplied;
    options.rulebook = {rulebook.version().hash, to_text(rulebook.version().known_from)};
    return options;
}

/// Null, or a day in a year without a calendar.
bool is_doubtful(const Value& value, const Calendars& calendars) {
    if (value.is_null()) return true;
    if (value.kind() == rules::Kind::date) return !calendars.covers(value.date().year);
    if (value.kind() != rules::Kind::list) return false;
    return std::ranges::any_of(value.list(),
                               [&](const Value& item) { return is_doubtful(item, calendars); });
}

bool any_doubtful(const Explanation& told, const Calendars& calendars, bool counts_days) {
    if (told.result.is_null() || (counts_days && is_doubtful(told.result, calendars))) return true;
    return std::ranges::any_of(told.from, [&](const Explanation& from) {
        return any_doubtful(from, calendars, counts_days);
    });
}

bool outside_domain(const Record& record, const Rulebook& rulebook, const rules::Node& decision) {
    return std::ranges::any_of(rulebook.inputs_of(decision), [&](const rules::Node* input) {
        const auto at = record.inputs.find(input->name);
        return at != record.inputs.end() &&
               rules::admitted(at->second, input->domain.get()).is_null();
    });
}

/// The law refuses facts outside their domain, what something unknown decided, and days counted
/// with holidays in years that have no calendar. Where an explanation has none of these, it is the
/// law's answer as it stands.
bool may_be_refused(const Record& record, const Rulebook& rulebook, const rules::Node& decision) {
    if (outside_domain(record, rulebook, decision)) return true;
    const Calendars& calendars = rulebook.calendars();
    const bool counts_days = !record.supplied.empty() || record.inputs.contains("Hari libur");
    if (!record.absent.empty() || any_doubtful(record.root, calendars, counts_days)) return true;
    return counts_days && std::ranges::any_of(record.inputs, [&](const auto& input) {
               return is_doubtful(input.second, calendars);
           });
}

void refuse_as_the_law(Record& record, const Rulebook& rulebook, const rules::Node& decision) {
    if (!may_be_refused(record, rulebook, decision)) return;
    const Answer answer = rulebook.decide(decision, record.inputs);
    if (!answer.value.is_null() || record.root.result.is_null()) return;
    record.root.result = answer.value;
    record.cause =
        rules::Cause{answer.value.reason(), false, rulebook.program().nodes[answer.origin].name};
}

}  // namespace

rules::Units units_of(const Rulebook& rulebook) {
    rules::Units units;
    for (const Parameter& parameter : rulebook.parameters())
        units.emplace(parameter.name, rules::unit_named(parameter.unit));
    return units;
}

rules::EnglishNames english_names_of(const Rulebook& rulebook) {
    rules::EnglishNames names;
    for (const Parameter& parameter : rulebook.parameters())
        if (!parameter.name_en.empty()) names.emplace(parameter.name, parameter.name_en);
    return names;
}

Record explain_law(const Rulebook& rulebook, const rules::Node& decision, const Facts& facts,
                   bool why_not, const rules::Units& units) {
    const rules::Inputs supplied = supplied_by(rulebook);
    rules::ExplainOptions options = options_for(rulebook, units, supplied);
    options.why_not = why_not;
    const rules::Program& program = rulebook.program();
    Record record = rules::explain(program, program.id_of(decision), facts, options);
    refuse_as_the_law(record, rulebook, decision);
    return record;
}

LawCase::LawCase(const Rulebook& rulebook, Facts facts, const rules::Units& units)
    : rulebook_(&rulebook),
      facts_(std::move(facts)),
      supplied_(supplied_by(rulebook)),
      options_(options_for(rulebook, units, supplied_)),
      asked_(rulebook.program(), facts_, &supplied_) {}

Record LawCase::explain(const rules::Node& decision) {
    rules::Inputs needed;
    for (const rules::Node* input : rulebook_->inputs_of(decision))
        if (const auto at = facts_.find(input->name); at != facts_.end()) needed.insert(*at);
    Record record =
        rules::explain(asked_, rulebook_->program().id_of(decision), std::move(needed), options_);
    refuse_as_the_law(record, *rulebook_, decision);
    return record;
}

}  // namespace payung
