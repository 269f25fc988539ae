/// COLLECT with an aggregator over columns: each row takes the columns of its rule set.

#include "rules/plan/kernels.h"

#include <algorithm>
#include <array>

#include "rules/plan/unbox.h"

namespace payung::rules {

namespace {

using Units = std::int64_t;
using model::Aggregator;

/// Whether column `rule` is in each set.
struct Members {
    std::vector<std::vector<std::uint8_t>> of_set;  // by column, by set
};

/// What the general path makes of the values, in the order of the rules.
Value aggregated(Aggregator aggregator, const std::vector<Value>& values) {
    Value total = values[0];
    if (total.is_null()) return Value::null_because_of(total);
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (aggregator == Aggregator::sum) {
            total = add(total, values[i]);
            continue;
        }
        const Value better =
            compare(aggregator == Aggregator::min ? Comparison::less : Comparison::greater,
                    values[i], total);
        if (better.is_null()) return better;
        if (better.boolean()) total = values[i];
    }
    return total;
}

/// One row by the general path: where a value is null, and for decimals.
void reduce_row(const PlanStep& step, Frame& frame, const Members& members, std::size_t row) {
    const Register& sets = frame.registers[step.arguments[0]];
    const RuleNumber set = sets.as<RuleNumber>()[row];
    std::vector<Value> values;
    for (std::size_t column = 0; column < members.of_set.size(); ++column)
        if (members.of_set[column][set] != 0)
            values.push_back(boxed(step.operands[column + 1]->type,
                                   frame.registers[step.arguments[column + 1]], row,
                                   frame.run->dictionary));
    Value value = values.empty() ? null_value(sets.code(row))
                                 : aggregated(step.node->sets->aggregator, values);
    store(step.node->type, frame.registers[step.target], row, frame.rows, std::move(value),
          frame.run->dictionary);
}

void reduce_rows(const PlanStep& step, Frame& frame) {
    const auto& members = *static_cast<const Members*>(step.prepared.get());
    frame.registers[step.target].nulls = false;
    for (std::size_t row = 0; row < frame.rows; ++row) reduce_row(step, frame, members, row);
}

/// Sums of units: a pass a column, added where the set has it. Rows with nulls are done again.
void sum_units(const PlanStep& step, Frame& frame) {
    const auto& members = *static_cast<const Members*>(step.prepared.get());
    const Register& sets = frame.registers[step.arguments[0]];
    Register& target = frame.registers[step.target];
    const RuleNumber* __restrict set = sets.as<RuleNumber>();
    Units* __restrict out = target.as<Units>();
    std::fill_n(out, frame.rows, Units{0});
    bool nulls = sets.nulls;
    for (std::size_t column = 0; column < members.of_set.size(); ++column) {
        const Register& from = frame.registers[step.arguments[column + 1]];
        const Units* __restrict units = from.as<Units>();
        const std::uint8_t* const has = members.of_set[column].data();
        for (std::size_t row = 0; row < frame.rows; ++row)
            out[row] += has[set[row]] != 0 ? units[row] : 0;
        nulls |= from.nulls;
    }
    target.nulls = false;
    for (std::size_t row = 0; nulls && row < frame.rows; ++row)
        reduce_row(step, frame, members, row);
}

}  // namespace

Kernel reduce_kernel(PlanStep& step) {
    auto members = std::make_shared<Members>();
    const RuleSets& sets = *step.node->sets;
    for (std::size_t column = 0; column + 1 < step.arguments.size(); ++column) {
        std::vector<std::uint8_t> has;
        for (const auto& set : sets.sets)
            has.push_back(static_cast<std::uint8_t>(set[column / 64] >> (column % 64) & 1));
        members->of_set.push_back(std::move(has));
    }
    step.prepared = std::move(members);
    const bool units = step.node->type.kind == ColumnType::Kind::fix;
    return units && sets.aggregator == Aggregator::sum ? sum_units : reduce_rows;
}

}  // namespace payung::rules
