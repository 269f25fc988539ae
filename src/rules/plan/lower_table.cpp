/// Decision tables to a classifier and outputs by rule number.

#include <algorithm>
#include <map>

#include "rules/feel/evaluate.h"
#include "rules/feel/tree.h"
#include "rules/plan/lowering.h"

namespace payung::rules {

namespace {

using enum ColumnType::Kind;
using model::Aggregator;
using model::HitPolicy;

bool is_true(const Value& value) {
    return value.kind() == Kind::boolean && value.boolean();
}

/// How a column of this type is cut into cells.
Grid grid_of(const ColumnType& type) {
    switch (type.kind) {
        case fix:
            return {Grid::Kind::number, type.scale};
        case decimal:
            return {Grid::Kind::continuous, 0};
        case boolean:
            return {Grid::Kind::truth, 0};
        case days:
            return {Grid::Kind::day, 0};
        case word:
            return {Grid::Kind::word, 0};
        default:
            return {};
    }
}

}  // namespace

/// Builds one table. Gives up (nothing) where only the general path can answer.
class TableLowering {
public:
    TableLowering(Lowering& lowering, const Table& table, const Lowering::Place& place)
        : lowering_(lowering), graph_(lowering.graph_), table_(table), place_(place) {}

    std::optional<Lowered> run() {
        if (table_.rows.empty() || table_.rows.size() >= conflict_number - 1) return std::nullopt;
        if (!read_outputs() || !set_hit_rule() || !read_inputs()) return std::nullopt;
        make_classifier();
        if (collects()) return collected();
        return single_hit();
    }

private:
    using Refs = std::vector<Ref>;

    bool collects() const { return table_.policy > HitPolicy::first; }

    // ---- outputs

    /// Every output entry as a column, held to the type of its output column.
    bool read_outputs() {
        if (collects() && table_.aggregator == Aggregator::none) return false;
        if (collects() && table_.outputs.size() != 1) return false;
        outputs_.resize(table_.outputs.size());
        for (std::size_t column = 0; column < table_.outputs.size(); ++column) {
            const TableColumn& output = table_.outputs[column];
            for (const TableRow& row : table_.rows) {
                const auto entry = output_entry(output, row.outputs[column]);
                if (!entry) return false;
                outputs_[column].push_back(*entry);
            }
            const ExprPtr& otherwise = output.otherwise;
            has_default_ |= otherwise != nullptr;
            const Ref value =
                otherwise ? lowering_.expression(*otherwise, place_) : lowering_.constant(Value());
            defaults_.push_back(lowering_.admit(value, output.type, output.domain));
        }
        return true;
    }
    std::optional<Ref> output_entry(const TableColumn& output, const ExprPtr& entry) {
        const Ref value =
            entry ? lowering_.expression(*entry, place_) : lowering_.constant(Value());
        const Ref held = lowering_.admit(value, output.type, output.domain);
        if (!output.allowed) return held;
        if (!graph_.is_constant(held)) return std::nullopt;
        const Value& constant = graph_.at(held).constant;
        if (constant.is_null() || is_true(evaluate(*output.allowed, constant, Bindings{})))
            return held;
        return lowering_.constant(Value::null(Reason::out_of_domain));
    }

    bool all_constant(const Refs& refs) const {
        return std::ranges::all_of(refs, [this](Ref ref) { return graph_.is_constant(ref); });
    }

    // ---- hit policy

    bool set_hit_rule() {
        hit_.policy = table_.policy;
        if (table_.policy == HitPolicy::any) return set_classes();
        if (table_.policy == HitPolicy::priority) return set_ranks();
        return true;
    }
    /// Equal outputs, one class. Columns that are not constants must be the same column.
    bool set_classes() {
        for (std::size_t rule = 0; rule < table_.rows.size(); ++rule) {
            std::uint32_t found = static_cast<std::uint32_t>(rule);
            for (std::uint32_t other = 0; other < rule; ++other) {
                const auto equal = same_outputs(rule, other);
                if (!equal) return false;
                if (*equal) {
                    found = hit_.output_class[other];
                    break;
                }
            }
            hit_.output_class.push_back(found);
        }
        return true;
    }
    std::optional<bool> same_outputs(std::size_t a, std::size_t b) const {
        for (const Refs& column : outputs_) {
            if (column[a] == column[b]) continue;
            if (!graph_.is_constant(column[a]) || !graph_.is_constant(column[b]))
                return std::nullopt;
            if (!same(graph_.at(column[a]).constant, graph_.at(column[b]).constant)) return false;
        }
        return true;
    }
    bool set_ranks() {
        std::vector<std::vector<std::size_t>> places(table_.rows.size());
        for (std::size_t column = 0; column < outputs_.size(); ++column) {
            if (!all_constant(outputs_[column])) return false;
            const auto& order = table_.outputs[column].priorities;
            for (std::size_t rule = 0; rule < table_.rows.size(); ++rule) {
                const Value& value = graph_.at(outputs_[column][rule]).constant;
                const auto found = std::ranges::find_if(
                    order, [&](const Value& known) { return same(known, value); });
                places[rule].push_back(static_cast<std::size_t>(found - order.begin()));
            }
        }
        auto sorted = places;
        std::ranges::sort(sorted);
        for (const auto& place : places)
            hit_.rank.push_back(static_cast<std::uint32_t>(std::ranges::lower_bound(sorted, place) -
                                                           sorted.begin()));
        return true;
    }

    // ---- inputs

    bool read_inputs() {
        alive_.assign((table_.rows.size() + 63) / 64, 0);
        for (std::size_t rule = 0; rule < table_.rows.size(); ++rule)
            alive_[rule / 64] |= std::uint64_t{1} << (rule % 64);
        sure_ = alive_;
        for (const TableColumn& input : table_.inputs) {
            inputs_.push_back(input.expression ? lowering_.expression(*input.expression, place_)
                                               : lowering_.constant(Value()));
            if (input.allowed && !always_allowed(inputs_.back(), *input.allowed)) return false;
        }
        // constants first: rules they rule out take their bounds with them
        for (std::size_t input = 0; input < inputs_.size(); ++input)
            if (graph_.is_constant(inputs_[input])) rule_out(input);
        for (std::size_t input = 0; input < inputs_.size(); ++input)
            if (!add_axis(input)) return false;
        for (const auto& [condition, rules] : conditions_) add_condition(condition, rules);
        return true;
    }

    /// Whether the values of an input can be nothing but allowed, or null.
    bool always_allowed(Ref input, const UnaryTests& allowed) const {
        const GraphNode& node = graph_.at(input);
        if (node.op == Op::constant)
            return node.constant.is_null() || is_true(evaluate(allowed, node.constant, Bindings{}));
        if (!node.admission || !node.admission->extent.bounded) return false;
        const Extent& extent = node.admission->extent;
        const auto condition = condition_of(allowed, extent.grid, literal_value);
        if (!condition) return false;
        std::vector<const Condition*> all{&*condition};
        for (const Condition& one : extent.allowed) all.push_back(&one);
        const Axis axis(extent.grid, all);
        for (std::size_t cell = 0; cell < axis.size(); ++cell) {
            const bool inside = std::ranges::all_of(
                extent.allowed, [&](const Condition& one) { return axis.accepts(one, cell); });
            if (inside && !axis.accepts(*condition, cell)) return false;
        }
        return true;
    }

    bool alive(std::size_t rule) const { return (alive_[rule / 64] >> (rule % 64) & 1) != 0; }

    /// What a condition says, asked with a null or answered by one.
    enum class Verdict : std::uint8_t { no, undecided, yes };
    Verdict verdict(const Value& held) const {
        if (is_true(held)) return Verdict::yes;
        return table_.law && held.is_null() ? Verdict::undecided : Verdict::no;
    }
    /// Law leaves a null open wherever the condition does not name it.
    bool leaves_open(const UnaryTests& tests, const Value& input) const {
        return table_.law && input.is_null() && !names_null(tests);
    }
    void settle(std::size_t rule, Verdict verdict) {
        const std::uint64_t others = ~(std::uint64_t{1} << (rule % 64));
        if (verdict != Verdict::yes) sure_[rule / 64] &= others;
        if (verdict == Verdict::no) alive_[rule / 64] &= others;
    }

    /// A constant input: the rules it does not meet are gone; conditions on other columns stay.
    void rule_out(std::size_t input) {
        const Value& value = graph_.at(inputs_[input]).constant;
        for (std::size_t rule = 0; rule < table_.rows.size(); ++rule) {
            const UnaryTests& tests = table_.rows[rule].conditions[input];
            if (tests.any() || !alive(rule)) continue;
            if (leaves_open(tests, value))
                settle(rule, Verdict::undecided);
            else if (free_names(tests).empty())
                settle(rule, verdict(evaluate(tests, value, Bindings{})));
        }
    }

    bool add_axis(std::size_t input) {
        const std::size_t rules = table_.rows.size();
        const Ref column = inputs_[input];
        const bool fixed = graph_.is_constant(column);
        const Grid grid = fixed ? Grid{Grid::Kind::truth, 0} : grid_of(graph_.at(column).type);
        const ConstantOf constant_of_place = [this](const Expr& expr) {
            return lowering_.constant(expr, place_);
        };
        std::vector<std::optional<Condition>> conditions(rules);
        bool any = false;
        for (std::size_t rule = 0; rule < rules; ++rule) {
            const UnaryTests& tests = table_.rows[rule].conditions[input];
            if (!alive(rule) || tests.any()) continue;
            if (fixed &&
                (free_names(tests).empty() || leaves_open(tests, graph_.at(column).constant)))
                continue;
            if (!fixed && grid.kind != Grid::Kind::opaque)
                conditions[rule] = condition_of(tests, grid, constant_of_place);
            if (conditions[rule])
                any = true;
            else if (!add_condition_of(rule, tests, column))
                return false;
        }
        Conditions by_rule;
        for (const auto& condition : conditions)
            by_rule.push_back(condition ? &*condition : nullptr);
        Axis cells(grid.kind == Grid::Kind::opaque ? Grid{Grid::Kind::truth, 0} : grid, by_rule);
        axes_.push_back(any ? axis_of(std::move(cells), by_rule, verdicts_of_null(input, by_rule))
                            : axis_without_conditions(std::move(cells)));
        // a constant null is a column of causes, so that a row without a rule can tell them
        columns_.push_back(
            lowering_.is_null_constant(column)
                ? lowering_.null_constant(null_code(graph_.at(column).constant), {boolean, 0, 0, 0})
                : column);
        return true;
    }

    using Conditions = std::vector<const Condition*>;

    static ClassifierAxis axis_of(Axis cells, const Conditions& by_rule,
                                  const std::vector<Verdict>& of_null) {
        std::vector<bool> sure, possible;
        for (const Verdict verdict : of_null) {
            sure.push_back(verdict == Verdict::yes);
            possible.push_back(verdict != Verdict::no);
        }
        RuleMasks sure_masks = masks_of(cells, by_rule, &sure);
        RuleMasks possible_masks = masks_of(cells, by_rule, &possible);
        return {std::move(cells), std::move(sure_masks), std::move(possible_masks)};
    }
    ClassifierAxis axis_without_conditions(Axis cells) const {
        RuleMasks all(1, table_.rows.size());
        for (std::size_t rule = 0; rule < table_.rows.size(); ++rule) all.accept(0, rule);
        return {std::move(cells), all, all};
    }

    std::vector<Verdict> verdicts_of_null(std::size_t input, const Conditions& by_rule) const {
        std::vector<Verdict> verdicts;
        for (std::size_t rule = 0; rule < by_rule.size(); ++rule) {
            const UnaryTests& tests = table_.rows[rule].conditions[input];
            if (by_rule[rule] == nullptr)
                verdicts.push_back(Verdict::yes);
            else if (leaves_open(tests, Value()))
                verdicts.push_back(Verdict::undecided);
            else
                verdicts.push_back(verdict(holds_for_null(tests)));
        }
        return verdicts;
    }
    /// The answer does not depend on what a null is compared with: constants stand for names.
    Value holds_for_null(const UnaryTests& tests) const {
        Bindings names;
        for (const std::string& name : free_names(tests))
            if (const auto ref = lowering_.name(name, place_))
                names.set(name, graph_.at(*ref).constant);
        return evaluate(tests, Value(), names);
    }

    /// A condition on other columns: a column of its own that is true where it holds.
    bool add_condition_of(std::size_t rule, const UnaryTests& tests, Ref input) {
        auto held = lowering_.tests(tests, input, place_);
        if (!held || graph_.at(*held).type.kind != boolean)
            held = lowering_.boxed_tests(tests, input, place_);
        if (table_.law && !graph_.is_constant(input) && !names_null(tests))
            held = lowering_.apply(Op::given, {boolean, 0, 0, 0}, {input, *held});
        const auto known =
            std::ranges::find(conditions_, *held, &std::pair<Ref, std::vector<std::size_t>>::first);
        if (known != conditions_.end())
            known->second.push_back(rule);
        else
            conditions_.push_back({*held, {rule}});
        return true;
    }
    void add_condition(Ref condition, const std::vector<std::size_t>& rules) {
        Condition yes;
        yes.accepts_true = true;
        Conditions by_rule(table_.rows.size(), nullptr);
        for (const std::size_t rule : rules) by_rule[rule] = &yes;
        if (graph_.is_constant(condition)) {
            for (const std::size_t rule : rules)
                settle(rule, verdict(graph_.at(condition).constant));
            return;
        }
        std::vector<Verdict> of_null;
        for (const Condition* one : by_rule)
            of_null.push_back(one == nullptr ? Verdict::yes : verdict(Value()));
        columns_.push_back(condition);
        axes_.push_back(axis_of(Axis({Grid::Kind::truth, 0}, by_rule), by_rule, of_null));
    }

    // ---- classifier

    void make_classifier() {
        auto made = std::make_shared<Classifier>();
        made->hit = hit_;
        made->rules = table_.rows.size();
        made->inputs = inputs_.size();
        made->has_default = has_default_;
        made->alive = alive_;
        made->sure = sure_;
        made->axes = axes_;
        std::vector<InputMasks> masks;
        for (const ClassifierAxis& axis : made->axes) masks.push_back({axis.sure, axis.possible});
        const std::size_t limit = lowering_.context_.options->dense_cells_max;
        cells_ = combinations(masks, limit);
        if (cells_ <= limit) {
            made->cells = dense_cells(masks, made->rules, [&](const Matches& matches) {
                const Words sure = both(matches.sure, sure_);
                const Words possible = both(matches.possible, alive_);
                return collects() ? set_number({sure, possible}) : resolve(hit_, {sure, possible});
            });
        }
        classifier_ = std::move(made);
    }
    using Words = std::vector<std::uint64_t>;
    static Words both(RuleBits some, const Words& others) {
        Words out(some.begin(), some.end());
        for (std::size_t word = 0; word < out.size(); ++word) out[word] &= others[word];
        return out;
    }
    RuleNumber set_number(const Matches& matches) {
        if (undecided(table_.policy, matches)) return undecided_number;
        Words set(matches.sure.begin(), matches.sure.end());
        if (sets_.empty()) {
            sets_.emplace_back(alive_.size(), 0);
            numbers_.emplace(sets_.front(), no_rule_number);
        }
        const auto [at, added] =
            numbers_.emplace(std::move(set), static_cast<RuleNumber>(sets_.size()));
        if (added) sets_.push_back(at->first);
        return at->second;
    }

    Ref classify() {
        GraphNode node;
        node.op = Op::classify;
        node.type = {rule, 0, 0, 0};
        node.arguments = columns_;
        node.classifier = classifier_;
        return graph_.add(std::move(node));
    }
    std::string remark() const {
        std::string text;
        for (const ClassifierAxis& axis : axes_)
            if (axis.sure.cells() > 1)
                text += (text.empty() ? "" : " x ") + std::to_string(axis.sure.cells());
        if (text.empty()) return "no input decides";
        if (classifier_->cells.empty()) return "masks, " + text + " cells";
        return "cells " + text + " = " + std::to_string(classifier_->cells.size());
    }

    /// The rule that every row gets, where no input decides.
    std::optional<RuleNumber> only_rule() const {
        if (classifier_->cells.size() != 1) return std::nullopt;
        const RuleNumber only = classifier_->cells.front();
        return only > 0 && only <= table_.rows.size() ? std::optional(only) : std::nullopt;
    }

    // ---- results

    std::optional<Lowered> single_hit() {
        Lowered lowered;
        lowered.remark = remark();
        if (const auto only = only_rule()) {
            GraphNode number;
            number.type = {rule, 0, 0, 0};
            number.constant = Value::integer(*only);
            lowered.rule = graph_.add(std::move(number));
            for (std::size_t column = 0; column < outputs_.size(); ++column)
                add_output(lowered, column, outputs_[column][*only - 1U]);
            return lowered;
        }
        lowered.rule = classify();
        for (std::size_t column = 0; column < outputs_.size(); ++column) {
            const auto value = output(column, *lowered.rule);
            if (!value) return std::nullopt;
            add_output(lowered, column, *value);
        }
        return lowered;
    }
    void add_output(Lowered& lowered, std::size_t column, Ref value) {
        lowered.value = value;
        if (outputs_.size() > 1) lowered.entries.emplace_back(table_.outputs[column].name, value);
    }

    /// Rules that some cell selects.
    std::vector<bool> selected() const {
        std::vector<bool> out(table_.rows.size() + 2, classifier_->cells.empty());
        for (const RuleNumber number : classifier_->cells)
            out[std::min<std::size_t>(number, out.size() - 1)] = true;
        return out;
    }

    /// One output column by rule number: constants gathered, or columns chosen.
    std::optional<Ref> output(std::size_t column, Ref number) {
        const std::vector<bool> used = selected();
        Refs refs;
        for (std::size_t at = 0; at < table_.rows.size(); ++at)
            if (used[at + 1]) refs.push_back(outputs_[column][at]);
        if (has_default_) refs.push_back(defaults_[column]);
        if (refs.empty()) refs.push_back(outputs_[column][0]);
        const auto type = output_type(refs);
        return all_constant(refs) ? gathered(column, number, used, type)
                                  : chosen(column, number, used, refs, type);
    }
    /// The hull of what is selected; Boxed where kinds differ.
    ColumnType output_type(const Refs& refs) const {
        return lowering_.united(refs).value_or(ColumnType{});
    }

    Ref gathered(std::size_t column, Ref number, const std::vector<bool>& used,
                 const ColumnType& type) {
        auto list = std::make_shared<OutputList>();
        const auto constant_of_ref = [this](Ref ref) { return graph_.at(ref).constant; };
        list->values.push_back(has_default_ ? constant_of_ref(defaults_[column])
                                            : Value::null(Reason::no_rule));
        for (std::size_t at = 0; at < table_.rows.size(); ++at)
            list->values.push_back(used[at + 1] ? constant_of_ref(outputs_[column][at]) : Value());
        list->values.push_back(Value::null(Reason::rule_conflict));
        GraphNode node;
        node.op = Op::gather;
        node.type = type;
        node.arguments = {number};
        node.outputs = std::move(list);
        if (type.kind == ColumnType::Kind::boxed) node.why = "outputs of several kinds";
        return graph_.add(std::move(node));
    }

    Ref chosen(std::size_t column, Ref number, const std::vector<bool>& used, const Refs& refs,
               const ColumnType& type) {
        GraphNode node;
        node.op = Op::choose;
        node.type = type;
        node.arguments = {number};
        Refs columns;
        const auto place_of = [&](Ref ref) {
            const auto known = std::ranges::find(columns, ref);
            if (known == columns.end()) {
                columns.push_back(ref);
                return static_cast<std::uint32_t>(columns.size() - 1);
            }
            return static_cast<std::uint32_t>(known - columns.begin());
        };
        auto list = std::make_shared<OutputList>();
        place_of(refs.front());
        list->columns.push_back(has_default_ ? place_of(defaults_[column]) : 0);
        for (std::size_t at = 0; at < table_.rows.size(); ++at)
            list->columns.push_back(used[at + 1] ? place_of(outputs_[column][at]) : 0);
        list->columns.push_back(0);
        for (const Ref ref : columns) node.arguments.push_back(lowering_.convert(ref, type));
        node.outputs = std::move(list);
        if (type.kind == ColumnType::Kind::boxed) node.why = "outputs of several kinds";
        return graph_.add(std::move(node));
    }

    /// COLLECT with an aggregator: a constant a set where outputs are, else column by column.
    std::optional<Lowered> collected() {
        if (classifier_->cells.empty() || sets_.size() >= conflict_number - 1) return std::nullopt;
        if (sets_.empty()) sets_.emplace_back(alive_.size(), 0);
        if (has_default_) return std::nullopt;
        Lowered lowered;
        lowered.remark = remark() + ", " + std::to_string(sets_.size()) + " rule sets";
        const Ref number = classify();
        if (all_constant(outputs_[0]) || table_.aggregator == Aggregator::count) {
            lowered.value = aggregated_constants(number);
            return lowered;
        }
        const auto value = reduced(number);
        if (!value) return std::nullopt;
        lowered.value = *value;
        return lowered;
    }

    Value aggregate(const std::vector<Value>& values) const {
        if (table_.aggregator == Aggregator::count)
            return Value::integer(static_cast<std::int64_t>(values.size()));
        Value total = values.front();
        if (total.is_null()) return Value::null_because_of(total);
        for (std::size_t at = 1; at < values.size(); ++at) {
            if (table_.aggregator == Aggregator::sum) {
                total = add(total, values[at]);
                continue;
            }
            const bool less = table_.aggregator == Aggregator::min;
            const Value better =
                compare(less ? Comparison::less : Comparison::greater, values[at], total);
            if (better.is_null()) return better;
            if (better.boolean()) total = values[at];
        }
        return total;
    }
    Ref aggregated_constants(Ref number) {
        auto list = std::make_shared<OutputList>();
        Refs refs;
        for (const auto& set : sets_) {
            std::vector<Value> values;
            for_rules(set, [&](std::size_t at) {
                values.push_back(graph_.at(outputs_[0][at]).constant);
            });
            list->values.push_back(values.empty() ? Value::null(Reason::no_rule)
                                                  : aggregate(values));
            if (!values.empty()) refs.push_back(lowering_.constant(list->values.back()));
        }
        list->values.push_back(Value::null(Reason::rule_conflict));
        GraphNode node;
        node.op = Op::gather;
        node.type = refs.empty() ? ColumnType{} : output_type(refs);
        node.arguments = {number};
        node.outputs = std::move(list);
        return graph_.add(std::move(node));
    }
    std::optional<Ref> reduced(Ref number) {
        const auto common = lowering_.united(outputs_[0]);
        if (!common || !common->number()) return std::nullopt;
        ColumnType type = *common;
        if (type.kind == fix && table_.aggregator == Aggregator::sum) {
            __int128 low = 0, high = 0;
            for (const Ref ref : outputs_[0]) {
                const auto one = type_of_rescale(graph_.at(ref).type, type.scale);
                if (!one) return std::nullopt;
                low += std::min<std::int64_t>(one->low, 0);
                high += std::max<std::int64_t>(one->high, 0);
            }
            if (low < -INT64_MAX || high > INT64_MAX) return std::nullopt;
            type = ColumnType::fix(type.scale, static_cast<std::int64_t>(low),
                                   static_cast<std::int64_t>(high));
        }
        auto sets = std::make_shared<RuleSets>();
        sets->aggregator = table_.aggregator;
        sets->sets = sets_;
        GraphNode node;
        node.op = Op::reduce;
        node.type = type;
        node.arguments = {number};
        for (const Ref ref : outputs_[0]) node.arguments.push_back(lowering_.convert(ref, *common));
        node.sets = std::move(sets);
        return graph_.add(std::move(node));
    }

    Lowering& lowering_;
    Graph& graph_;
    const Table& table_;
    const Lowering::Place& place_;

    std::vector<Refs> outputs_;  // by column, by rule
    Refs defaults_;
    bool has_default_ = false;
    HitRule hit_;
    Refs inputs_;
    std::vector<std::pair<Ref, std::vector<std::size_t>>> conditions_;
    Refs columns_;
    std::vector<ClassifierAxis> axes_;
    std::vector<std::uint64_t> alive_, sure_;  // sure: not undecided either
    std::shared_ptr<const Classifier> classifier_;
    std::size_t cells_ = 0;
    std::vector<std::vector<std::uint64_t>> sets_;
    std::map<std::vector<std::uint64_t>, RuleNumber> numbers_;
};

std::optional<Lowered> Lowering::table(const Table& table, const Place& place) {
    return TableLowering(*this, table, place).run();
}

}  // namespace payung::rules
