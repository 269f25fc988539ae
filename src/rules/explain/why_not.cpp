#include "rules/explain/why_not.h"

#include <algorithm>

#include "rules/explain/conditions.h"

namespace payung::rules {

namespace {

bool holds(Asked& asked, const Node& node, const UnaryTests& tests, const Value& value) {
    if (tests.any()) return true;
    const Value answer = asked.test_in(node, tests, value);
    return answer.kind() == Kind::boolean && answer.boolean();
}

bool first_applies(const Table& table) {
    return table.policy == model::HitPolicy::first;
}

/// Rows as seen by one person.
class Rows {
public:
    Rows(Asked& asked, const Node& node, const Table& table, std::span<const Value> values)
        : asked_(asked), node_(node), table_(table), values_(values) {}

    bool matches(const TableRow& row) const {
        for (std::size_t i = 0; i < values_.size(); ++i)
            if (!holds(asked_, node_, row.conditions[i], values_[i])) return false;
        return true;
    }

    /// Inputs of a row whose conditions hold, or fail.
    std::vector<Obstacle> conditions(const TableRow& row, bool that_hold) const {
        std::vector<Obstacle> out;
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const UnaryTests& tests = row.conditions[i];
            if (tests.any() || holds(asked_, node_, tests, values_[i]) != that_hold) continue;
            out.push_back(obstacle(row, i, that_hold));
        }
        return out;
    }

private:
    Obstacle obstacle(const TableRow& row, std::size_t i, bool avoid) const {
        Obstacle out;
        out.input = own_name(table_.inputs[i].name, asked_.program(), node_);
        out.value = values_[i];
        out.unit = unit_of(table_.inputs[i].type.get());
        out.tests = &row.conditions[i];
        out.condition = row.condition_texts[i];
        out.avoid = avoid;
        const auto span = dates_of(row.conditions[i]);
        if (avoid || !span || out.value.kind() != Kind::date) return out;
        out.over = span->last && *span->last < out.value.date();
        out.not_yet = span->first && *span->first > out.value.date();
        return out;
    }

    Asked& asked_;
    const Node& node_;
    const Table& table_;
    std::span<const Value> values_;
};

bool gives(const TableRow& row, const Value& wanted) {
    return std::ranges::any_of(row.outputs, [&](const ExprPtr& output) {
        const auto value = output == nullptr ? std::nullopt : known_value(*output);
        return value && same(*value, wanted);
    });
}

Way way_to(const Rows& rows, const Table& table, std::size_t r, const Value& wanted) {
    Way way;
    way.rule = static_cast<int>(r) + 1;
    way.obstacles = rows.conditions(table.rows[r], false);
    if (!first_applies(table)) return way;
    for (std::size_t before = 0; before < r; ++before) {
        const TableRow& row = table.rows[before];
        if (gives(row, wanted) || !rows.matches(row)) continue;
        way.earlier.push_back(static_cast<int>(before) + 1);
        way.and_one_of.push_back(rows.conditions(row, true));
    }
    return way;
}

}  // namespace

std::vector<WhyNot> why_not(Asked& asked, const Node& node, const Table& table,
                            std::span<const int> matched, std::span<const Value> values) {
    std::vector<WhyNot> out;
    const int hit = matched.empty() ? static_cast<int>(table.rows.size()) + 1 : matched.front();
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const TableRow& row = table.rows[r];
        WhyNot why;
        why.rule = static_cast<int>(r) + 1;
        if (std::ranges::find(matched, why.rule) != matched.end()) continue;
        why.later = first_applies(table) && why.rule > hit;
        for (std::size_t i = 0; i < values.size() && !why.later && why.column == 0; ++i) {
            if (holds(asked, node, row.conditions[i], values[i])) continue;
            why.column = static_cast<int>(i) + 1;
            why.input = own_name(table.inputs[i].name, asked.program(), node);
            why.value = values[i];
            why.unit = unit_of(table.inputs[i].type.get());
            why.tests = &row.conditions[i];
            why.condition = row.condition_texts[i];
        }
        out.push_back(std::move(why));
    }
    return out;
}

std::vector<Way> ways_to(Asked& asked, const Node& node, const Table& table, const Value& wanted) {
    std::vector<Value> values;
    for (const TableColumn& column : table.inputs)
        values.push_back(
            column.expression == nullptr ? Value() : asked.evaluate_in(node, *column.expression));
    const Rows rows(asked, node, table, values);
    std::vector<Way> ways;
    for (std::size_t r = 0; r < table.rows.size(); ++r)
        if (gives(table.rows[r], wanted)) ways.push_back(way_to(rows, table, r, wanted));
    std::ranges::stable_sort(ways, {}, &Way::steps);
    return ways;
}

}  // namespace payung::rules
