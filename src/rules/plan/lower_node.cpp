/// Inputs and decisions: values held to their types, logic by its form.

#include <algorithm>

#include "rules/plan/lowering.h"

namespace payung::rules {

namespace {

using enum ColumnType::Kind;
using Form = model::Expression::Kind;

/// Days a date without declared range may be: those the calendar of C++ and of FEEL agree on.
constexpr std::int64_t day_min = -719'162, day_max = 2'932'896;  // 0001-01-01, 9999-12-31

}  // namespace

const Lowered& Lowering::node(NodeId id) {
    if (const auto found = nodes_.find(id); found != nodes_.end()) return found->second;
    Lowered lowered;
    switch (program_.nodes[id].kind) {
        case Node::Kind::input:
            lowered = input(id);
            break;
        case Node::Kind::decision:
            lowered = decision(id);
            break;
        default: {
            Decider decider(program_);
            lowered.value = constant(decider.decide(id));
        }
    }
    return nodes_.emplace(id, std::move(lowered)).first->second;
}

std::shared_ptr<const Admission> Lowering::admission(const TypePtr& type, const DomainPtr& domain) {
    if (domain == nullptr) return nullptr;
    auto& known = admissions_[domain.get()];
    if (!known)
        known = std::make_shared<const Admission>(
            Admission{type, domain, extent_of(domain->type.get())});
    return known;
}

/// The column that holds what a type admits.
ColumnType Lowering::admitted_type(const Extent& extent) const {
    switch (extent.grid.kind) {
        case Grid::Kind::number:
            if (context_.exact() && extent.interval && extent.low > -INT64_MAX)
                return ColumnType::fix(extent.grid.scale, extent.low, extent.high);
            return {decimal, 0, 0, 0};
        case Grid::Kind::continuous:
            return {decimal, 0, 0, 0};
        case Grid::Kind::day:
        case Grid::Kind::month: {
            if (!extent.interval) return {};
            const std::int64_t low = extent.grid.value_at(extent.low).date().day_number();
            const std::int64_t high = extent.grid.value_at(extent.high).date().day_number();
            return low < day_min || high > day_max ? ColumnType{} : ColumnType::days(low, high);
        }
        case Grid::Kind::word:
            return extent.bounded ? ColumnType{word, 0, 0, 0} : ColumnType{};
        case Grid::Kind::truth:
            return {boolean, 0, 0, 0};
        case Grid::Kind::opaque:
            break;
    }
    return {};
}

Lowered Lowering::input(NodeId id) {
    const Node& node = program_.nodes[id];
    const auto& fixed = context_.options->constants;
    if (const auto found = fixed.find(node.name); found != fixed.end()) {
        Lowered lowered;
        lowered.value = constant(admitted(found->second, node.domain.get()));
        return lowered;
    }
    GraphNode column;
    column.op = Op::input;
    column.admission = admission(node.type, node.domain);
    if (column.admission) {
        column.type = admitted_type(column.admission->extent);
        // strings without a list are words of the batch's own dictionary
        const Extent& extent = column.admission->extent;
        const bool any_word = extent.grid.kind == Grid::Kind::word && extent.allowed.empty();
        if (any_word && extent.exact) column.type = {word, 0, 0, 0};
        if (!column.admission->extent.bounded) column.why = "the type has no range";
        if (!column.admission->extent.exact) column.why = "a constraint is checked row by row";
    } else {
        column.why = "the input has no type";
    }
    const auto known = std::ranges::find(context_.inputs, node.name);
    column.input = static_cast<std::size_t>(known - context_.inputs.begin());
    if (known == context_.inputs.end()) context_.inputs.push_back(node.name);
    Lowered lowered;
    lowered.value = graph_.add(std::move(column));
    return lowered;
}

/// A value held to a type: as it is where that is proved, else checked row by row.
Ref Lowering::admit(Ref value, const TypePtr& type, const DomainPtr& domain) {
    if (domain == nullptr) return value;
    if (graph_.is_constant(value)) {
        const GraphNode& node = graph_.at(value);
        if (node.constant.is_null()) return value;
        return constant(admitted(node.constant, domain.get()));
    }
    const auto held = admission(type, domain);
    const Extent& extent = held->extent;
    const GraphNode& from = graph_.at(value);
    if (from.admission && same(*from.admission, *held)) return value;
    const ColumnType target = admitted_type(extent);
    const bool plain = extent.exact && !domain->element && domain->fields.empty();
    if (plain && from.type.kind == target.kind) {
        const bool open = extent.allowed.empty();
        if (target.kind == boolean && open) return value;
        if (target.kind == decimal && open && extent.grid.kind == Grid::Kind::continuous)
            return value;
        if (target.kind == fix && from.type.scale <= target.scale) {
            const auto wide = type_of_rescale(from.type, target.scale);
            if (wide && wide->low >= target.low && wide->high <= target.high) return value;
        }
        if (target.kind == word && words_within(value, extent)) return value;
        if (target.kind == days && extent.grid.kind == Grid::Kind::day &&
            from.type.low >= target.low && from.type.high <= target.high)
            return value;
    }
    if (plain && extent.allowed.empty() && from.type.kind == fix &&
        extent.grid.kind == Grid::Kind::continuous)
        return value;  // any number
    if (plain && extent.allowed.empty() && from.type.kind == word &&
        extent.grid.kind == Grid::Kind::word)
        return value;  // any text
    if (plain && extent.allowed.empty() && from.type.kind == days &&
        extent.grid.kind == Grid::Kind::day)
        return value;  // any date
    GraphNode node;
    node.op = Op::admit;
    node.type = target;
    node.admission = held;
    Ref argument = value;
    if (target.kind == fix && from.type.kind == fix && from.type.scale < target.scale) {
        if (type_of_rescale(from.type, target.scale))
            argument = convert(value, ColumnType::fix(target.scale, 0, 0));
    }
    node.arguments = {argument};
    return graph_.add(std::move(node));
}

/// Whether every word a column can have is one that the type lists.
bool Lowering::words_within(Ref value, const Extent& extent) const {
    const GraphNode& node = graph_.at(value);
    const auto listed = [&](const Value& word) {
        return word.is_null() || std::ranges::binary_search(extent.words, word.text());
    };
    if (node.op == Op::gather) return std::ranges::all_of(node.outputs->values, listed);
    if (node.op == Op::constant) return listed(node.constant);
    if (node.admission && node.admission->extent.bounded)
        return std::ranges::includes(extent.words, node.admission->extent.words);
    const bool chooses = node.op == Op::select || node.op == Op::choose;
    if (!chooses) return false;
    return std::all_of(node.arguments.begin() + 1, node.arguments.end(),
                       [&](Ref argument) { return words_within(argument, extent); });
}

Lowered Lowering::decision(NodeId id) {
    const Node& node = program_.nodes[id];
    if (!node.logic) {
        Lowered nothing;
        nothing.value = null_constant(null_code(Reason::missing_input), {});
        return nothing;
    }
    const Place place{&node, nullptr, {}};
    Lowered lowered = logic(*node.logic, place);
    const bool is_table = node.logic->kind == Form::table;
    if (lowered.value == no_ref) return by_decider(id, is_table);
    if (!lowered.entries.empty()) {
        // an entry is what it was only where the whole is admitted as it is
        if (node.domain != nullptr && !entries_conform(lowered, *node.domain)) {
            Lowered whole = by_decider(id, is_table);
            whole.rule = lowered.rule;
            return whole;
        }
        Lowered whole = by_decider(id, is_table);
        lowered.value = whole.value;
        return lowered;
    }
    lowered.value = admit(lowered.value, node.type, node.domain);
    return lowered;
}

/// Whether a context of these entries is of the type, each entry by itself.
bool Lowering::entries_conform(Lowered& lowered, const Domain& domain) {
    if (!domain.tests.empty() || domain.type == nullptr) return false;
    if (domain.type->kind == Type::Kind::any) return true;
    if (domain.type->kind != Type::Kind::context) return false;
    for (const auto& [name, field] : domain.type->fields) {
        const auto entry = std::ranges::find(lowered.entries, name, &EntryRef::first);
        if (entry == lowered.entries.end()) return false;
        const Extent extent = extent_of(field.get());
        const ColumnType& type = type_of_ref(entry->second);
        const bool kind_fits = (type.number() && field->kind == Type::Kind::number) ||
                               (type.kind == boolean && field->kind == Type::Kind::boolean) ||
                               (type.kind == word && field->kind == Type::Kind::string) ||
                               (type.kind == days && field->kind == Type::Kind::date);
        if (!kind_fits || !extent.allowed.empty() || !extent.exact) return false;
        if (extent.grid.kind != Grid::Kind::continuous && type.number()) return false;
    }
    return true;
}

/// The value of a boxed expression; no_ref where it is left to the general path as a whole.
Lowered Lowering::logic(const Logic& logic, const Place& place) {
    Lowered lowered;
    lowered.value = no_ref;
    if (logic.broken) {
        lowered.value = null_constant(null_code(Reason::type_error), {});
        return lowered;
    }
    switch (logic.kind) {
        case Form::literal:
            if (logic.expr)
                lowered.value = admit(expression(*logic.expr, place), logic.type, logic.domain);
            break;
        case Form::table:
            if (auto made = table(*logic.table, place)) {
                lowered = std::move(*made);
                if (lowered.entries.empty())
                    lowered.value = admit(lowered.value, logic.type, logic.domain);
            }
            break;
        case Form::context:
            lowered = context_logic(logic, place);
            break;
        case Form::conditional:
            lowered = conditional_logic(logic, place);
            break;
        default:
            break;
    }
    return lowered;
}

/// A context with a result is the result; its entries are names on the way.
Lowered Lowering::context_logic(const Logic& logic, const Place& place) {
    Lowered lowered;
    lowered.value = no_ref;
    if (logic.names.empty() || !logic.names.back().empty()) return lowered;
    Place inner{nullptr, &place, {}};
    for (std::size_t i = 0; i < logic.parts.size(); ++i) {
        Lowered part = this->logic(logic.parts[i], inner);
        if (part.value == no_ref || !part.entries.empty()) return lowered;
        part.value = admit(part.value, logic.types[i], logic.domains[i]);
        if (logic.names[i].empty()) {
            lowered.value = admit(part.value, logic.type, logic.domain);
            return lowered;
        }
        inner.bound.emplace_back(logic.names[i], part.value);
    }
    return lowered;
}

Lowered Lowering::conditional_logic(const Logic& logic, const Place& place) {
    Lowered lowered;
    lowered.value = no_ref;
    std::vector<Ref> parts;
    for (const Logic& part : logic.parts) {
        const Lowered one = this->logic(part, place);
        if (one.value == no_ref || !one.entries.empty()) return lowered;
        parts.push_back(one.value);
    }
    const auto type = united({parts[1], parts[2]});
    if (!type || type_of_ref(parts[0]).kind != boolean || graph_.is_constant(parts[0]))
        return lowered;
    const Ref chosen =
        apply(Op::select, *type, {parts[0], convert(parts[1], *type), convert(parts[2], *type)});
    lowered.value = admit(chosen, logic.type, logic.domain);
    return lowered;
}

/// The decision's own logic on boxed values, given what it requires.
Lowered Lowering::by_decider(NodeId id, bool is_table) {
    auto call = std::make_shared<BoxedCall>();
    call->kind = BoxedCall::Kind::decision;
    call->program = &program_;
    call->node = id;
    GraphNode made;
    made.op = Op::evaluate;
    made.why = is_table ? "a table of the general path" : "logic of the general path";
    for (const Requirement& required : program_.nodes[id].requires_) {
        const Node::Kind kind = program_.nodes[required.node].kind;
        if (kind == Node::Kind::knowledge || kind == Node::Kind::service) continue;
        call->required.push_back(required.node);
        made.arguments.push_back(node(required.node).value);
    }
    Lowered lowered;
    lowered.remark = made.why;
    if (is_table) {
        GraphNode rule = made;
        rule.type = {ColumnType::Kind::rule, 0, 0, 0};
        auto asks = std::make_shared<BoxedCall>(*call);
        asks->kind = BoxedCall::Kind::rule_number;
        rule.call = std::move(asks);
        const Table& table = *program_.nodes[id].logic->table;
        if (table.policy <= model::HitPolicy::first) lowered.rule = graph_.add(std::move(rule));
    }
    made.call = std::move(call);
    // what the decision gives is of its type already: only how it is stored is open
    const Node& node = program_.nodes[id];
    const auto held = admission(node.type, node.domain);
    if (held && held->extent.exact) made.type = admitted_type(held->extent);
    made.admission = held;
    lowered.value = graph_.add(std::move(made));
    return lowered;
}

}  // namespace payung::rules
