#include "legislation/case_names.h"

#include <map>

namespace payung {

rules::Bindings names_of(const rules::Program& program, const rules::Node& node,
                         const rules::Decider& decider) {
    rules::Bindings names;
    std::map<std::string, rules::Context> imported;
    for (const rules::Requirement& required : node.requires_) {
        const rules::Node& other = program.nodes[required.node];
        const rules::Value* value = decider.known(required.node);
        if (value == nullptr) continue;
        if (required.prefix.empty()) {
            names.set(other.name, *value);
        } else {
            imported[required.prefix].set(other.name, *value);
        }
    }
    for (auto& [prefix, context] : imported) names.set(prefix, rules::Value(std::move(context)));
    return names;
}

}  // namespace payung
