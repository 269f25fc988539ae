#include "legislation/law_explanation.h"

namespace payung {

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

rules::Record explain_law(const Rulebook& rulebook, const rules::Node& decision, const Facts& facts,
                          bool why_not, const rules::Units& units) {
    const rules::Inputs supplied{{"Hari libur", rulebook.holidays()}};
    rules::ExplainOptions options;
    options.why_not = why_not;
    options.units = &units;
    options.supplied = &supplied;
    options.rulebook = {rulebook.version().hash, to_text(rulebook.version().known_from)};
    const rules::Program& program = rulebook.program();
    rules::Record record = rules::explain(program, program.id_of(decision), facts, options);
    const Answer answer = rulebook.decide(decision, facts);
    if (answer.value.is_null() && !record.root.result.is_null()) {
        record.root.result = answer.value;
        record.cause =
            rules::Cause{answer.value.reason(), false, program.nodes[answer.origin].name};
    }
    return record;
}

}  // namespace payung
