#include "legislation/law_faults.h"

namespace payung {

Error no_decision(const Rulebook& law, std::string_view name) {
    const std::string text(name);
    return Error{Code::law_malformed,
                 {{"file", law.folder().string()},
                  {"line", "0"},
                  {"apa", "tidak ada keputusan '" + text + "'"},
                  {"what", "there is no decision '" + text + "'"}}};
}

Result<const rules::Node*> decision_needed(const Rulebook& law, std::string_view name) {
    if (const rules::Node* const node = law.decision(name)) return node;
    return no_decision(law, name);
}

Error no_plan(const rules::Diagnostic& fault) {
    return Error{Code::law_malformed,
                 {{"file", fault.place.file},
                  {"line", std::to_string(fault.place.line)},
                  {"apa", rules::describe(fault, Language::id)},
                  {"what", rules::describe(fault, Language::en)}}};
}

}  // namespace payung
