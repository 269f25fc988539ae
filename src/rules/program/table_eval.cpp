#include "rules/program/table_eval.h"

#include <algorithm>

#include "rules/feel/tree.h"
#include "rules/value/operators.h"

namespace payung::rules {

namespace {

using model::Aggregator;
using model::HitPolicy;

bool is_true(const Value& value) {
    return value.kind() == Kind::boolean && value.boolean();
}

/// The value as the type of its column wants it, and among the output values.
Value as_output(Value value, const TableColumn& column, const Environment& environment) {
    value = admitted(std::move(value), column.domain.get());
    if (column.allowed && !value.is_null() &&
        !is_true(evaluate(*column.allowed, value, environment)))
        return Value::null(Reason::out_of_domain);
    return value;
}

/// What a condition or a row makes of the inputs; a row is what its worst condition is.
enum class Verdict : std::uint8_t { no, undecided, yes };

/// One evaluation of one table.
class TableRun {
public:
    TableRun(const Table& table, const Environment& environment)
        : table_(table), environment_(environment) {}

    Value result(std::vector<int>* rules);

private:
    /// Nothing, or null for an input outside its values.
    const Value* read_inputs();
    void find_matches();
    Verdict verdict(const TableRow& row) const;
    Verdict verdict(const TableRow& row, std::size_t column) const;
    Value because_of_inputs(Reason otherwise) const;
    Value without_match() const;
    Value by_policy();
    Value single(int row) const { return output(table_.rows[static_cast<std::size_t>(row)]); }
    Value any_equal() const;
    Value collected() const;
    Value listed(const std::vector<int>& rows) const;
    Value aggregate() const;
    void order_by_priority();
    Value output(const TableRow& row) const;
    Value cell(const TableRow& row, std::size_t column) const;

    const Table& table_;
    const Environment& environment_;
    std::vector<Value> inputs_;
    std::vector<int> matched_;
    bool undecided_ = false;
    Value refused_;
};

const Value* TableRun::read_inputs() {
    inputs_.reserve(table_.inputs.size());
    for (const TableColumn& column : table_.inputs) {
        Value value = column.expression ? evaluate(*column.expression, environment_) : Value();
        if (column.allowed && !value.is_null() &&
            !is_true(evaluate(*column.allowed, value, environment_))) {
            refused_ = Value::null(Reason::out_of_domain);
            return &refused_;
        }
        inputs_.push_back(std::move(value));
    }
    return nullptr;
}

Verdict TableRun::verdict(const TableRow& row, std::size_t column) const {
    const UnaryTests& tests = row.conditions[column];
    if (tests.any()) return Verdict::yes;
    const Value& input = inputs_[column];
    const auto& ready = row.ready_conditions[column];
    if (const auto quick = ready ? ready->hold(input) : std::nullopt)
        return *quick ? Verdict::yes : Verdict::no;
    if (table_.law && input.is_null() && !names_null(tests)) return Verdict::undecided;
    const Value held = evaluate(tests, input, environment_);
    if (is_true(held)) return Verdict::yes;
    return table_.law && held.is_null() ? Verdict::undecided : Verdict::no;
}

Verdict TableRun::verdict(const TableRow& row) const {
    Verdict worst = Verdict::yes;
    for (std::size_t i = 0; i < inputs_.size() && worst != Verdict::no; ++i)
        worst = std::min(worst, verdict(row, i));
    return worst;
}

/// Ends where no further row can change the answer.
void TableRun::find_matches() {
    const bool two_suffice = table_.policy == HitPolicy::unique && !table_.law;
    const std::size_t enough = table_.policy == HitPolicy::first ? 1
                               : two_suffice                     ? 2
                                                                 : table_.rows.size();
    for (std::size_t i = 0; i < table_.rows.size() && matched_.size() < enough; ++i) {
        const Verdict found = verdict(table_.rows[i]);
        if (found == Verdict::yes) matched_.push_back(static_cast<int>(i));
        if (found != Verdict::undecided) continue;
        undecided_ = true;
        matched_.clear();
        return;
    }
}

/// The cause of the first null input travels on.
Value TableRun::because_of_inputs(Reason otherwise) const {
    for (const Value& input : inputs_)
        if (input.is_null()) return Value::null(input.reason(), input.error_reported());
    return Value::null(otherwise);
}

/// A table that simply has no row says no_rule.
Value TableRun::without_match() const {
    const bool has_default =
        std::any_of(table_.outputs.begin(), table_.outputs.end(),
                    [](const TableColumn& column) { return column.otherwise != nullptr; });
    if (!has_default) return because_of_inputs(Reason::no_rule);
    const auto value_of = [&](const TableColumn& column) {
        return admitted(column.otherwise ? evaluate(*column.otherwise, environment_) : Value(),
                        column.domain.get());
    };
    if (table_.outputs.size() == 1) return value_of(table_.outputs[0]);
    Context context;
    for (const TableColumn& column : table_.outputs) context.set(column.name, value_of(column));
    return Value(std::move(context));
}

Value TableRun::cell(const TableRow& row, std::size_t column) const {
    if (row.ready_outputs[column]) return *row.ready_outputs[column];
    const ExprPtr& expression = row.outputs[column];
    Value value = expression ? evaluate(*expression, environment_) : Value();
    return as_output(std::move(value), table_.outputs[column], environment_);
}

Value TableRun::output(const TableRow& row) const {
    if (table_.outputs.size() == 1) return cell(row, 0);
    Context context;
    for (std::size_t i = 0; i < table_.outputs.size(); ++i)
        context.set(table_.outputs[i].name, cell(row, i));
    return Value(std::move(context));
}

Value TableRun::any_equal() const {
    Value first = single(matched_[0]);
    for (std::size_t i = 1; i < matched_.size(); ++i)
        if (!same(first, single(matched_[i]))) return Value::null(Reason::rule_conflict);
    return first;
}

Value TableRun::listed(const std::vector<int>& rows) const {
    List list;
    list.reserve(rows.size());
    for (const int row : rows) list.push_back(single(row));
    return Value(std::move(list));
}

/// Rows by the place of their outputs in the lists of output values, column by column; a value
/// that is in no list comes last.
void TableRun::order_by_priority() {
    std::vector<std::pair<std::vector<std::size_t>, int>> ranked;
    for (const int row : matched_) {
        std::vector<std::size_t> ranks;
        for (std::size_t i = 0; i < table_.outputs.size(); ++i) {
            const std::vector<Value>& order = table_.outputs[i].priorities;
            const Value value = cell(table_.rows[static_cast<std::size_t>(row)], i);
            const auto place = std::find_if(order.begin(), order.end(),
                                            [&](const Value& known) { return same(known, value); });
            ranks.push_back(static_cast<std::size_t>(place - order.begin()));
        }
        ranked.emplace_back(std::move(ranks), row);
    }
    std::sort(ranked.begin(), ranked.end());
    for (std::size_t i = 0; i < ranked.size(); ++i) matched_[i] = ranked[i].second;
}

Value TableRun::aggregate() const {
    if (table_.outputs.size() != 1) return Value::null(Reason::type_error);
    if (table_.aggregator == Aggregator::count)
        return Value::integer(static_cast<std::int64_t>(matched_.size()));
    Value total = single(matched_[0]);
    if (total.is_null()) return Value::null_because_of(total);
    for (std::size_t i = 1; i < matched_.size(); ++i) {
        Value next = single(matched_[i]);
        if (table_.aggregator == Aggregator::sum) {
            total = add(total, next);
            continue;
        }
        const bool wants_less = table_.aggregator == Aggregator::min;
        const Value better =
            compare(wants_less ? Comparison::less : Comparison::greater, next, total);
        if (better.is_null()) return better;
        if (better.boolean()) total = std::move(next);
    }
    return total;
}

Value TableRun::by_policy() {
    switch (table_.policy) {
        case HitPolicy::unique:
            return matched_.size() > 1 ? Value::null(Reason::rule_conflict) : single(matched_[0]);
        case HitPolicy::any:
            return any_equal();
        case HitPolicy::priority:
            order_by_priority();
            return single(matched_[0]);
        case HitPolicy::first:
            return single(matched_[0]);
        case HitPolicy::collect:
            return table_.aggregator == Aggregator::none ? listed(matched_) : aggregate();
        case HitPolicy::rule_order:
            return listed(matched_);
        case HitPolicy::output_order:
            order_by_priority();
            return listed(matched_);
    }
    return Value::null(Reason::type_error);
}

Value TableRun::result(std::vector<int>* rules) {
    if (const Value* refused = read_inputs()) return *refused;
    find_matches();
    if (undecided_) return because_of_inputs(Reason::null_operand);
    Value value = matched_.empty() ? without_match() : by_policy();
    if (rules != nullptr)
        for (const int row : matched_) rules->push_back(row + 1);
    return value;
}

}  // namespace

void make_ready(Table& table) {
    const Bindings nothing;
    for (TableRow& row : table.rows) {
        for (const UnaryTests& tests : row.conditions)
            row.ready_conditions.push_back(ConstantTests::of(tests));
        for (std::size_t i = 0; i < row.outputs.size(); ++i) {
            const TableColumn& column = table.outputs[i];
            const auto value = row.outputs[i] ? constant_of(*row.outputs[i]) : nullptr;
            const bool fixed = value && (!column.allowed || ConstantTests::of(*column.allowed));
            row.ready_outputs.push_back(fixed ? std::optional(as_output(*value, column, nothing))
                                              : std::nullopt);
        }
    }
}

Value evaluate_table(const Table& table, const Environment& environment, std::vector<int>* rules) {
    return TableRun(table, environment).result(rules);
}

}  // namespace payung::rules
