#include "rules/program/link.h"

#include <algorithm>
#include <set>

#include "rules/nearest.h"
#include "rules/program/logic_linker.h"

namespace payung::rules {

namespace {

bool same_type(const TypePtr& a, const TypePtr& b) {
    if (!a || !b) return a == b;
    if (a == b) return true;
    if (a->kind != b->kind || a->allowed_values != b->allowed_values ||
        a->constraints != b->constraints || a->fields.size() != b->fields.size() ||
        !same_type(a->element, b->element))
        return false;
    for (std::size_t i = 0; i < a->fields.size(); ++i)
        if (a->fields[i].first != b->fields[i].first ||
            !same_type(a->fields[i].second, b->fields[i].second))
            return false;
    return true;
}

/// "urn:a", "id" of "urn:a#id"; an empty namespace is the file's own.
std::pair<std::string_view, std::string_view> split(std::string_view href) {
    const std::size_t hash = href.rfind('#');
    if (hash == std::string_view::npos) return {{}, href};
    return {href.substr(0, hash), href.substr(hash + 1)};
}

std::string key_of(std::string_view namespace_, std::string_view id) {
    return std::string(namespace_) + '#' + std::string(id);
}

}  // namespace

Linker::Linker(std::span<const model::Model> models, Profile profile)
    : models_(models), types_(models, diagnostics_) {
    program_.profile = profile;
}

Checked<Program> Linker::run() {
    check_models();
    for (std::size_t m = 0; m < models_.size(); ++m) add_nodes(m);
    for (NodeId id = 0; id < program_.nodes.size(); ++id) connect(id);
    sort();
    known_types_.resize(program_.nodes.size());
    for (NodeId id = 0; id < program_.nodes.size(); ++id) link_logic(id);
    if (program_.profile == Profile::law) {
        check_law(program_, origins_, diagnostics_);
        if (!diagnostics_.empty()) return std::move(diagnostics_);
    }
    program_.diagnostics = std::move(diagnostics_);
    return std::move(program_);
}

void Linker::check_models() {
    std::map<std::string_view, std::string_view> files;
    for (std::size_t m = 0; m < models_.size(); ++m) {
        const auto [first, is_new] = files.emplace(models_[m].namespace_, models_[m].file);
        if (!is_new)
            diagnostics_.push_back(
                {DiagnosticCode::namespace_twice,
                 {models_[m].file, 0, {}, 0, {}},
                 {{"namespace", models_[m].namespace_}, {"file", std::string(first->second)}}});
        check_imports(m);
    }
}

void Linker::check_imports(std::size_t model) {
    for (const model::Import& import : models_[model].imports) {
        const bool is_dmn = import.type.empty() || import.type.find("/DMN/") != std::string::npos;
        if (is_dmn && types_.model_of(import.namespace_) == ItemTypes::npos)
            diagnostics_.push_back({DiagnosticCode::unknown_import,
                                    {models_[model].file, import.line, {}, 0, {}},
                                    {{"namespace", import.namespace_}}});
    }
}

void Linker::add_nodes(std::size_t m) {
    const model::Model& from = models_[m];
    const auto named = [&](Node::Kind kind, const auto& element) {
        Node node;
        node.kind = kind;
        node.id = element.id;
        node.name = normalised_name(element.name);
        node.namespace_ = from.namespace_;
        node.file = from.file;
        node.line = element.line;
        return node;
    };
    for (const model::InputData& input : from.inputs) add_input(m, input);
    for (const model::Decision& decision : from.decisions) {
        Node node = named(Node::Kind::decision, decision);
        node.type = types_.resolve(m, decision.variable.type, place_of(node));
        node.domain = types_.domain(node.type);
        add_node(std::move(node), {m, nullptr, &decision, nullptr, nullptr});
    }
    for (const model::KnowledgeModel& knowledge : from.knowledge) {
        Node node = named(Node::Kind::knowledge, knowledge);
        node.type = types_.resolve(m, knowledge.variable.type, place_of(node));
        add_node(std::move(node), {m, nullptr, nullptr, &knowledge, nullptr});
    }
    for (const model::DecisionService& service : from.services) {
        Node node = named(Node::Kind::service, service);
        node.type = types_.resolve(m, service.variable.type, place_of(node));
        add_node(std::move(node), {m, nullptr, nullptr, nullptr, &service});
    }
}

NodeId Linker::add_node(Node node, Origin origin) {
    const auto id = static_cast<NodeId>(program_.nodes.size());
    if (!node.id.empty() && !by_id_.emplace(key_of(node.namespace_, node.id), id).second)
        diagnostics_.push_back({DiagnosticCode::id_twice, place_of(node), {{"id", node.id}}});
    program_.nodes.push_back(std::move(node));
    origins_.push_back(origin);
    return id;
}

NodeId Linker::add_input(std::size_t m, const model::InputData& input) {
    Node node;
    node.kind = Node::Kind::input;
    node.id = input.id;
    node.name = normalised_name(input.name);
    node.namespace_ = models_[m].namespace_;
    node.file = models_[m].file;
    node.line = input.line;
    node.type = types_.resolve(m, input.variable.type, place_of(node));
    node.domain = types_.domain(node.type);
    const auto known = inputs_by_name_.find(node.name);
    if (program_.profile != Profile::law || known == inputs_by_name_.end()) {
        inputs_by_name_.emplace(node.name, static_cast<NodeId>(program_.nodes.size()));
        return add_node(std::move(node), {m, &input, nullptr, nullptr, nullptr});
    }
    // One fact in the whole rulebook.
    const Node& first = program_.nodes[known->second];
    if (!same_type(first.type, node.type))
        diagnostics_.push_back(
            {DiagnosticCode::input_of_two_types,
             place_of(node),
             {{"name", node.name}, {"file", first.file}, {"line", std::to_string(first.line)}}});
    by_id_.emplace(key_of(node.namespace_, node.id), known->second);
    return known->second;
}

const NodeId* Linker::target(std::size_t m, const model::Reference& reference, const Place& place) {
    const auto [namespace_, id] = split(reference.href);
    const std::string_view home = namespace_.empty() ? models_[m].namespace_ : namespace_;
    const auto found = by_id_.find(key_of(home, id));
    if (found != by_id_.end()) return &found->second;
    std::vector<std::string> known;
    for (const auto& [key, node] : by_id_) {
        const auto [space, name] = split(key);
        known.push_back(space == models_[m].namespace_ ? "#" + std::string(name) : key);
    }
    diagnostics_.push_back(
        {DiagnosticCode::unknown_reference,
         place,
         {{"href", reference.href}, {"near", nearest_hint(reference.href, known)}}});
    return nullptr;
}

std::string Linker::prefix_of(std::size_t m, const model::Reference& reference,
                              const Place& place) {
    const std::string_view namespace_ = split(reference.href).first;
    if (namespace_.empty() || namespace_ == models_[m].namespace_) return {};
    for (const model::Import& import : models_[m].imports)
        if (import.namespace_ == namespace_) return normalised_name(import.name);
    diagnostics_.push_back(
        {DiagnosticCode::import_missing, place, {{"namespace", std::string(namespace_)}}});
    return {};
}

void Linker::require(Node& node, std::size_t m, const model::Reference& reference, Wanted wanted) {
    Place place = place_of(node);
    place.line = reference.line;
    const NodeId* found = target(m, reference, place);
    if (found == nullptr) return;
    const Node& other = program_.nodes[*found];
    const bool data = other.kind == Node::Kind::input || other.kind == Node::Kind::decision;
    if (data != (wanted == Wanted::information))
        diagnostics_.push_back({DiagnosticCode::wrong_requirement, place, {{"name", other.name}}});
    std::string prefix = prefix_of(m, reference, place);
    std::string name = prefix.empty() ? other.name : prefix + "." + other.name;
    node.requires_.push_back({std::move(prefix), std::move(name), *found});
}

void Linker::add_authorities(Node& node, std::size_t m,
                             const std::vector<model::Reference>& references) {
    for (const model::Reference& reference : references) {
        const auto [namespace_, id] = split(reference.href);
        const std::size_t home = namespace_.empty() || namespace_ == models_[m].namespace_
                                     ? m
                                     : types_.model_of(namespace_);
        const model::KnowledgeSource* source = nullptr;
        std::vector<std::string> known;
        if (home != ItemTypes::npos)
            for (const model::KnowledgeSource& candidate : models_[home].sources) {
                known.push_back("#" + candidate.id);
                if (candidate.id == id) source = &candidate;
            }
        if (source != nullptr) {
            node.authorities.push_back({source->name, source->location});
            continue;
        }
        Place place = place_of(node);
        place.line = reference.line;
        diagnostics_.push_back(
            {DiagnosticCode::unknown_reference,
             std::move(place),
             {{"href", reference.href}, {"near", nearest_hint(reference.href, known)}}});
    }
}

void Linker::connect(NodeId id) {
    Node& node = program_.nodes[id];
    const Origin& origin = origins_[id];
    if (origin.decision != nullptr) {
        for (const model::Reference& r : origin.decision->required_inputs)
            require(node, origin.model, r, Wanted::information);
        for (const model::Reference& r : origin.decision->required_decisions)
            require(node, origin.model, r, Wanted::information);
        for (const model::Reference& r : origin.decision->required_knowledge)
            require(node, origin.model, r, Wanted::knowledge);
        add_authorities(node, origin.model, origin.decision->authorities);
    }
    if (origin.knowledge != nullptr) {
        for (const model::Reference& r : origin.knowledge->required_knowledge)
            require(node, origin.model, r, Wanted::knowledge);
        add_authorities(node, origin.model, origin.knowledge->authorities);
    }
    if (origin.service != nullptr) connect_service(node, origin);
}

void Linker::connect_service(Node& node, const Origin& origin) {
    const model::DecisionService& service = *origin.service;
    for (const model::Reference& r : service.input_data)
        require(node, origin.model, r, Wanted::information);
    for (const model::Reference& r : service.input_decisions)
        require(node, origin.model, r, Wanted::information);
    for (const Requirement& requirement : node.requires_)
        node.service_inputs.push_back(requirement.node);
    const auto decisions = [&](const std::vector<model::Reference>& references,
                               std::vector<NodeId>& into) {
        for (const model::Reference& reference : references) {
            Place place = place_of(node);
            place.line = reference.line;
            if (const NodeId* found = target(origin.model, reference, place))
                into.push_back(*found);
        }
    };
    decisions(service.output_decisions, node.service_outputs);
    decisions(service.encapsulated_decisions, node.service_decisions);
}

namespace {

/// What must stand before a node: what it requires, and of a service what it gives.
std::vector<NodeId> before(const Node& node) {
    std::vector<NodeId> out;
    for (const Requirement& requirement : node.requires_) out.push_back(requirement.node);
    out.insert(out.end(), node.service_outputs.begin(), node.service_outputs.end());
    return out;
}

void renumber(Node& node, const std::vector<NodeId>& place) {
    for (Requirement& requirement : node.requires_) requirement.node = place[requirement.node];
    for (auto* list : {&node.service_outputs, &node.service_inputs, &node.service_decisions})
        for (NodeId& id : *list) id = place[id];
}

}  // namespace

void Linker::break_cycle(const std::vector<NodeId>& path, NodeId again) {
    std::string names;
    const auto start = std::find(path.begin(), path.end(), again);
    for (auto at = start; at != path.end(); ++at) names += program_.nodes[*at].name + " → ";
    names += program_.nodes[again].name;
    diagnostics_.push_back(
        {DiagnosticCode::cyclic_decisions, place_of(program_.nodes[again]), {{"path", names}}});
    for (auto at = start; at != path.end(); ++at) {
        Node& node = program_.nodes[*at];
        node.requires_.clear();
        Logic broken;
        broken.broken = true;
        node.logic = std::make_shared<const Logic>(std::move(broken));
    }
}

/// Depth first without recursion, so that a long chain costs no stack.
void Linker::sort() {
    enum class Mark : std::uint8_t { fresh, open, done };
    const std::size_t count = program_.nodes.size();
    std::vector<Mark> marks(count, Mark::fresh);
    std::vector<NodeId> order, path;
    std::vector<std::vector<NodeId>> waiting;
    const auto open = [&](NodeId id) {
        marks[id] = Mark::open;
        path.push_back(id);
        waiting.push_back(before(program_.nodes[id]));
        std::reverse(waiting.back().begin(), waiting.back().end());
    };
    for (NodeId root = 0; root < count; ++root) {
        if (marks[root] == Mark::fresh) open(root);
        while (!path.empty()) {
            if (waiting.back().empty()) {
                marks[path.back()] = Mark::done;
                order.push_back(path.back());
                path.pop_back();
                waiting.pop_back();
                continue;
            }
            const NodeId next = waiting.back().back();
            waiting.back().pop_back();
            if (marks[next] == Mark::fresh) open(next);
            // Functions may call each other in circles; values may not.
            else if (marks[next] == Mark::open &&
                     program_.nodes[next].kind == Node::Kind::decision &&
                     program_.nodes[path.back()].kind == Node::Kind::decision)
                break_cycle(path, next);
        }
    }
    std::vector<NodeId> place(count);
    for (std::size_t i = 0; i < count; ++i) place[order[i]] = static_cast<NodeId>(i);
    std::vector<Node> nodes(count);
    std::vector<Origin> origins(count);
    for (std::size_t old = 0; old < count; ++old) {
        renumber(program_.nodes[old], place);
        nodes[place[old]] = std::move(program_.nodes[old]);
        origins[place[old]] = origins_[old];
    }
    program_.nodes = std::move(nodes);
    origins_ = std::move(origins);
}

void Linker::add_requirements(const Node& node, Scope& scope) const {
    std::map<std::string, std::shared_ptr<Type>> imports;
    for (const Requirement& requirement : node.requires_) {
        const Node& other = program_.nodes[requirement.node];
        const TypePtr& type = known_types_[requirement.node];
        if (requirement.prefix.empty()) {
            scope.add(other.name, type);
            continue;
        }
        std::shared_ptr<Type>& import = imports[requirement.prefix];
        if (!import) import = std::make_shared<Type>();
        import->kind = Type::Kind::context;
        import->fields.emplace_back(other.name, type);
    }
    for (auto& [prefix, type] : imports) scope.add(prefix, std::move(type));
}

void Linker::link_logic(NodeId id) {
    Node& node = program_.nodes[id];
    const Origin& origin = origins_[id];
    known_types_[id] = node.type;
    if (node.logic) return;  // broken by a circle
    Scope scope(&types_.scope(origin.model));
    add_requirements(node, scope);
    if (origin.knowledge != nullptr) return link_knowledge(id, scope);
    if (origin.service != nullptr) return link_service(id);
    if (origin.decision == nullptr || !origin.decision->logic) return;
    LogicLinker linker(types_, origin.model, node.file, node.name, program_.profile, diagnostics_);
    Logic logic = linker.link(*origin.decision->logic, scope);
    const TypePtr found = linker.result_type(logic, scope);
    if (!node.type)
        known_types_[id] = found;
    else
        linker.expect(found, node.type, place_of(node));
    node.logic = std::make_shared<const Logic>(std::move(logic));
}

namespace {

/// A variable's type is that of the function, or (as many tools write it) that of its result.
TypePtr result_of(const TypePtr& declared) {
    if (declared && declared->kind == Type::Kind::function) return declared->result;
    return declared;
}

}  // namespace

void Linker::link_knowledge(NodeId id, Scope& scope) {
    Node& node = program_.nodes[id];
    const model::KnowledgeModel& from = *origins_[id].knowledge;
    TypePtr result = result_of(node.type);
    node.domain = types_.domain(result);
    if (!from.function) return;
    scope.add(node.name, basic_type(Type::Kind::function));  // may call itself
    LogicLinker linker(types_, origins_[id].model, node.file, node.name, program_.profile,
                       diagnostics_);
    Logic logic = linker.link(*from.function, scope);
    Scope inner(&scope);
    for (std::size_t i = 0; i < logic.names.size(); ++i) inner.add(logic.names[i], logic.types[i]);
    const TypePtr found = logic.parts.empty() ? nullptr : linker.result_type(logic.parts[0], inner);
    linker.expect(found, result, place_of(node));
    if (!result) result = found;
    auto type = std::make_shared<Type>(*linker.result_type(logic, scope));
    type->result = result;
    node.type = type;
    known_types_[id] = node.type;
    node.logic = std::make_shared<const Logic>(std::move(logic));
}

void Linker::link_service(NodeId id) {
    Node& node = program_.nodes[id];
    const TypePtr result = result_of(node.type);
    node.domain = types_.domain(result);
    auto type = std::make_shared<Type>();
    type->kind = Type::Kind::function;
    type->result = result;
    if (!result && node.service_outputs.size() == 1)
        type->result = known_types_[node.service_outputs[0]];
    for (const NodeId input : node.service_inputs)
        type->parameters.emplace_back(program_.nodes[input].name, program_.nodes[input].type);
    node.type = type;
    known_types_[id] = node.type;
}

Checked<Program> link(std::span<const model::Model> models, Profile profile) {
    return Linker(models, profile).run();
}

const Node* Program::find(std::string_view name, Node::Kind kind) const {
    for (const Node& node : nodes)
        if (node.kind == kind && node.name == name) return &node;
    return nullptr;
}

const Node* Program::find(std::string_view namespace_, std::string_view name) const {
    for (const Node& node : nodes)
        if (node.namespace_ == namespace_ && node.name == name) return &node;
    return nullptr;
}

const Node* Program::find_id(std::string_view namespace_, std::string_view id) const {
    for (const Node& node : nodes)
        if (node.namespace_ == namespace_ && node.id == id) return &node;
    return nullptr;
}

}  // namespace payung::rules
