/// Tables: values to cells, cells to rule numbers, rule numbers to outputs.

#include "rules/plan/kernels.h"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <type_traits>

#include "base/check.h"

namespace payung::rules {

namespace {

using Units = std::int64_t;

/// Bounds spread so evenly that a shift finds the only one a value can be compared with.
struct Buckets {
    Units origin = 0, low = 0, high = 0;  // values are first brought into [low, high]
    int shift = 0;
    std::vector<Units> bound;
    std::vector<std::uint32_t> base;
};

constexpr std::size_t buckets_max = 2048;
/// Up to here bounds are simply counted one after the other.
constexpr std::size_t counted_max = 4;

std::optional<Buckets> buckets_of(const std::vector<Units>& bounds) {
    const __int128 span = __int128{bounds.back()} - bounds.front();
    __int128 narrowest = span;
    for (std::size_t i = 1; i < bounds.size(); ++i)
        narrowest = std::min(narrowest, __int128{bounds[i]} - bounds[i - 1]);
    int shift = 0;
    while (shift < 62 && (__int128{2} << shift) <= narrowest) ++shift;
    const __int128 step = __int128{1} << shift;
    if (span / step + 2 > static_cast<__int128>(buckets_max)) return std::nullopt;
    if (bounds.front() - step <= INT64_MIN) return std::nullopt;
    Buckets out;
    out.shift = shift;
    out.origin = static_cast<Units>(bounds.front() - step);
    out.low = bounds.front() - 1;
    out.high = bounds.back();
    std::uint32_t passed = 0;
    for (__int128 begin = out.origin; begin <= bounds.back(); begin += step) {
        const bool has = passed < bounds.size() && bounds[passed] < begin + step;
        out.base.push_back(passed);
        out.bound.push_back(has ? bounds[passed] : INT64_MAX);
        passed += has ? 1 : 0;
    }
    return out;
}

/// How one input finds its cell.
struct AxisPlan {
    std::uint32_t cells = 1, stride = 1, null_cell = 0;
    std::vector<Units> bounds;
    std::optional<Buckets> buckets;
    std::vector<Cut> cuts;  // decimals
    std::size_t map = 0;    // words: which map of the run
};

struct ClassifierPlan {
    const Classifier* classifier = nullptr;
    std::vector<AxisPlan> axes;
};

/// A bound in the width of the column; one beyond that is the outermost.
template <class T>
T narrowed(Units bound) {
    using Limits = std::numeric_limits<T>;
    return static_cast<T>(std::clamp<Units>(bound, Limits::min(), Limits::max()));
}

/// Few bounds are counted, all in one pass.
template <std::size_t bounds, class T>
void count_these(const AxisPlan& axis, const T* __restrict values, std::size_t rows,
                 std::uint32_t* __restrict cells) {
    std::array<T, bounds> bound;
    for (std::size_t i = 0; i < bounds; ++i) bound[i] = narrowed<T>(axis.bounds[i]);
    const std::uint32_t stride = axis.stride;
    for (std::size_t row = 0; row < rows; ++row) {
        std::uint32_t passed = 0;
        for (std::size_t i = 0; i < bounds; ++i) passed += values[row] >= bound[i] ? 1 : 0;
        cells[row] += passed * stride;
    }
}

template <class T>
void count_bounds(const AxisPlan& axis, const T* values, std::size_t rows, std::uint32_t* cells) {
    switch (axis.bounds.size()) {
        case 1:
            return count_these<1>(axis, values, rows, cells);
        case 2:
            return count_these<2>(axis, values, rows, cells);
        case 3:
            return count_these<3>(axis, values, rows, cells);
        case 4:
            return count_these<4>(axis, values, rows, cells);
        default:
            break;
    }
}

template <class T>
void look_in_buckets(const AxisPlan& axis, const T* __restrict values, std::size_t rows,
                     std::uint32_t* __restrict cells) {
    const Buckets& buckets = *axis.buckets;
    const Units* const bound = buckets.bound.data();
    const std::uint32_t* const base = buckets.base.data();
    for (std::size_t row = 0; row < rows; ++row) {
        const Units value = std::clamp(static_cast<Units>(values[row]), buckets.low, buckets.high);
        const auto at = static_cast<std::size_t>((value - buckets.origin) >> buckets.shift);
        cells[row] += (base[at] + (value >= bound[at] ? 1 : 0)) * axis.stride;
    }
}

template <class T>
void search_bounds(const AxisPlan& axis, const T* __restrict values, std::size_t rows,
                   std::uint32_t* __restrict cells) {
    for (std::size_t row = 0; row < rows; ++row) {
        const Units value = values[row];
        const Units* first = axis.bounds.data();
        std::size_t left = axis.bounds.size();
        while (left > 1) {
            const std::size_t half = left / 2;
            first += first[half - 1] <= value ? half : 0;
            left -= half;
        }
        const auto below =
            static_cast<std::uint32_t>(first - axis.bounds.data()) + (*first <= value ? 1U : 0U);
        cells[row] += below * axis.stride;
    }
}

template <class T>
void find_units(const AxisPlan& axis, const T* values, std::size_t rows, std::uint32_t* cells) {
    if (axis.bounds.size() <= counted_max)
        count_bounds(axis, values, rows, cells);
    else if (axis.buckets)
        look_in_buckets(axis, values, rows, cells);
    else
        search_bounds(axis, values, rows, cells);
}

void find_decimals(const AxisPlan& axis, const Decimal* values, std::size_t rows,
                   std::uint32_t* cells) {
    for (std::size_t row = 0; row < rows; ++row) {
        const auto right = std::ranges::partition_point(axis.cuts, [&](const Cut& cut) {
            return cut.after ? values[row] > cut.at : values[row] >= cut.at;
        });
        cells[row] += static_cast<std::uint32_t>(right - axis.cuts.begin()) * axis.stride;
    }
}

/// Adds the part of this input to the cells. Rows without a value go to the cell of null.
void find_cells(const AxisPlan& axis, const ColumnType& type, const Register& column,
                const Frame& frame, std::uint32_t* cells) {
    using enum ColumnType::Kind;
    const std::size_t rows = frame.rows;
    static thread_local std::vector<std::uint32_t> before;
    if (column.nulls) before.assign(cells, cells + rows);
    const std::uint32_t stride = axis.stride;
    switch (type.kind) {
        case fix:
            find_units(axis, column.as<Units>(), rows, cells);
            break;
        case days:
            find_units(axis, column.as<std::int32_t>(), rows, cells);
            break;
        case decimal:
            find_decimals(axis, column.as<Decimal>(), rows, cells);
            break;
        case boolean: {
            const std::uint8_t* __restrict truth = column.as<std::uint8_t>();
            for (std::size_t row = 0; row < rows; ++row) cells[row] += truth[row] * stride;
            break;
        }
        case word: {
            const std::uint32_t* codes = column.as<std::uint32_t>();
            const std::uint32_t* map = frame.run->maps[axis.map].data();
            for (std::size_t row = 0; row < rows; ++row) cells[row] += map[codes[row]] * stride;
            break;
        }
        default:
            CHECK(false);
    }
    if (!column.nulls) return;
    for (std::size_t row = 0; row < rows; ++row)
        if (column.codes[row] != 0) cells[row] = before[row] + axis.null_cell * axis.stride;
}

bool without_rule(RuleNumber rule) {
    return static_cast<RuleNumber>(rule - 1) >= undecided_number - 1;
}

/// Causes for rows that have no rule, several that disagree, or an open one; most chunks have none.
void tell_causes(const PlanStep& step, Frame& frame) {
    const Classifier& table = *step.node->classifier;
    Register& target = frame.registers[step.target];
    RuleNumber* rules = target.as<RuleNumber>();
    bool any = false;
    for (std::size_t row = 0; row < frame.rows; ++row) any |= without_rule(rules[row]);
    target.nulls = any;
    if (!any) return;
    const NullCode none = table.has_default ? NullCode{0} : null_code(Reason::no_rule);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        NullCode code = 0;
        if (rules[row] == conflict_number) code = null_code(Reason::rule_conflict);
        if (rules[row] == no_rule_number) code = none;
        if (rules[row] == undecided_number) code = null_code(Reason::null_operand);
        target.codes[row] = code;
    }
    const auto by_input = [&](RuleNumber rule) {
        return rule == undecided_number || (rule == no_rule_number && !table.has_default);
    };
    for (std::size_t input = table.inputs; input-- > 0;) {
        const Register& column = frame.registers[step.arguments[input]];
        const ColumnType& type = step.operands[input]->type;
        if (!may_have_nulls(type, column)) continue;
        for (std::size_t row = 0; row < frame.rows; ++row)
            if (const NullCode code =
                    by_input(rules[row]) ? code_at(type, column, row) : NullCode{0})
                target.codes[row] = code;
    }
    std::replace(rules, rules + frame.rows, undecided_number, no_rule_number);
}

void classify_dense(const PlanStep& step, Frame& frame) {
    const auto& plan = *static_cast<const ClassifierPlan*>(step.prepared.get());
    std::uint32_t* cells = frame.cells.data();
    std::fill_n(cells, frame.rows, 0U);
    for (std::size_t axis = 0; axis < plan.axes.size(); ++axis)
        if (plan.axes[axis].cells > 1)
            find_cells(plan.axes[axis], step.operands[axis]->type,
                       frame.registers[step.arguments[axis]], frame, cells);
    Register& target = frame.registers[step.target];
    RuleNumber* __restrict out = target.as<RuleNumber>();
    const RuleNumber* const rules = plan.classifier->cells.data();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = rules[cells[row]];
    tell_causes(step, frame);
}

void classify_masks(const PlanStep& step, Frame& frame) {
    const auto& plan = *static_cast<const ClassifierPlan*>(step.prepared.get());
    const Classifier& table = *plan.classifier;
    const std::size_t axes = plan.axes.size();
    frame.cells.assign(std::max(frame.cells.size(), axes * frame.rows), 0);
    for (std::size_t axis = 0; axis < axes; ++axis)
        if (plan.axes[axis].cells > 1)
            find_cells(plan.axes[axis], step.operands[axis]->type,
                       frame.registers[step.arguments[axis]], frame,
                       frame.cells.data() + axis * frame.rows);
    Register& target = frame.registers[step.target];
    std::vector<std::uint64_t> sure, possible;
    const auto narrow = [](std::vector<std::uint64_t>& rules, RuleBits accepting) {
        for (std::size_t word = 0; word < rules.size(); ++word) rules[word] &= accepting[word];
    };
    for (std::size_t row = 0; row < frame.rows; ++row) {
        sure = table.sure;
        possible = table.alive;
        for (std::size_t axis = 0; axis < axes; ++axis) {
            const std::uint32_t cell = frame.cells[axis * frame.rows + row];
            narrow(sure, table.axes[axis].sure.of(cell));
            narrow(possible, table.axes[axis].possible.of(cell));
        }
        target.as<RuleNumber>()[row] = resolve(table.hit, {sure, possible});
    }
    tell_causes(step, frame);
}

/// Slots of outputs: 0 none, rules, then the conflict.
std::size_t slot_of(RuleNumber rule, std::size_t slots) {
    return std::min<std::size_t>(rule, slots - 1);
}

/// Constant outputs laid out by slot.
template <class T>
struct SlotValues {
    std::vector<T> values;
    std::vector<NullCode> codes;
    bool null_rules = false;  // a rule that matches may give null
};

template <class T>
void gather(const PlanStep& step, Frame& frame) {
    const auto& slots = *static_cast<const SlotValues<T>*>(step.prepared.get());
    const Register& rules = frame.registers[step.arguments[0]];
    Register& target = frame.registers[step.target];
    const RuleNumber* __restrict rule = rules.as<RuleNumber>();
    T* __restrict out = target.as<T>();
    const T* const values = slots.values.data();
    target.nulls = false;
    if (!rules.nulls && !slots.null_rules) {
        for (std::size_t row = 0; row < frame.rows; ++row) out[row] = values[rule[row]];
        return;
    }
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const std::size_t slot = slot_of(rule[row], slots.values.size());
        out[row] = values[slot];
        const NullCode code = rules.code(row);
        target.codes[row] = code != 0 ? code : slots.codes[slot];
        target.nulls |= target.codes[row] != 0;
    }
}

void gather_boxed(const PlanStep& step, Frame& frame) {
    const auto& values = step.node->outputs->values;
    const Register& rules = frame.registers[step.arguments[0]];
    const RuleNumber* rule = rules.as<RuleNumber>();
    Value* out = frame.registers[step.target].as<Value>();
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const NullCode code = rules.code(row);
        out[row] = code != 0 ? null_value(code) : values[slot_of(rule[row], values.size())];
    }
}

/// Columns by slot; slots without a column of their own point at the first.
template <class T>
void choose(const PlanStep& step, Frame& frame) {
    const auto& columns = step.node->outputs->columns;
    const Register& rules = frame.registers[step.arguments[0]];
    const RuleNumber* rule = rules.as<RuleNumber>();
    Register& target = frame.registers[step.target];
    T* out = target.as<T>();
    static thread_local std::vector<const Register*> sources;
    sources.clear();
    bool nulls = rules.nulls;
    for (const std::uint32_t column : columns) {
        sources.push_back(&frame.registers[step.arguments[column + 1]]);
        nulls |= sources.back()->nulls;
    }
    target.nulls = false;
    for (std::size_t row = 0; row < frame.rows; ++row)
        out[row] = sources[slot_of(rule[row], columns.size())]->template as<T>()[row];
    for (std::size_t row = 0; nulls && row < frame.rows; ++row) {
        const NullCode code = rules.code(row);
        const Register& source = *sources[slot_of(rule[row], columns.size())];
        if constexpr (std::is_same_v<T, Value>) {
            if (code != 0) out[row] = null_value(code);
        } else {
            target.codes[row] = code != 0 ? code : source.code(row);
            target.nulls |= target.codes[row] != 0;
        }
    }
}

}  // namespace

Kernel classify_kernel(PlanStep& step) {
    const Classifier& table = *step.node->classifier;
    auto plan = std::make_shared<ClassifierPlan>();
    plan->classifier = &table;
    std::uint32_t stride = 1;
    plan->axes.resize(table.axes.size());
    for (std::size_t axis = table.axes.size(); axis-- > 0;) {
        const ClassifierAxis& from = table.axes[axis];
        AxisPlan& to = plan->axes[axis];
        to.cells = static_cast<std::uint32_t>(from.sure.cells());
        to.null_cell = static_cast<std::uint32_t>(from.axis.size());
        to.stride = table.cells.empty() ? 1 : stride;
        stride *= static_cast<std::uint32_t>(from.sure.cells());
        to.map = step.slot + axis;
        to.cuts = from.axis.cuts();
        if (!from.axis.grid().discrete()) continue;
        for (const Cut& cut : to.cuts) {
            const Value value = from.axis.grid().value_at(cut.unit);
            to.bounds.push_back(value.kind() == Kind::date ? value.date().day_number() : cut.unit);
        }
        if (to.bounds.size() > counted_max) to.buckets = buckets_of(to.bounds);
    }
    step.prepared = std::move(plan);
    return table.cells.empty() ? classify_masks : classify_dense;
}

namespace {

template <class T, class Convert>
Kernel gather_kernel(PlanStep& step, T filler, Convert&& convert) {
    auto slots = std::make_shared<SlotValues<T>>();
    const auto& values = step.node->outputs->values;
    for (std::size_t slot = 0; slot < values.size(); ++slot) {
        const bool null = values[slot].is_null();
        slots->values.push_back(null ? filler : convert(values[slot]));
        slots->codes.push_back(null_code(values[slot]));
        slots->null_rules |= null && slot != 0 && slot + 1 != values.size();
    }
    step.prepared = std::move(slots);
    return gather<T>;
}

}  // namespace

Kernel output_kernel(PlanStep& step) {
    using enum ColumnType::Kind;
    const ColumnType& type = step.node->type;
    const bool constants = step.node->op == Op::gather;
    switch (type.kind) {
        case fix:
            if (!constants) return choose<Units>;
            return gather_kernel<Units>(step, type.low, [&](const Value& value) {
                return value.number().scaled(type.scale).value_or(0);
            });
        case decimal:
            if (!constants) return choose<Decimal>;
            return gather_kernel<Decimal>(step, Decimal(),
                                          [](const Value& value) { return value.number(); });
        case boolean:
            if (!constants) return choose<std::uint8_t>;
            return gather_kernel<std::uint8_t>(step, 0, [](const Value& value) {
                return static_cast<std::uint8_t>(value.boolean() ? 1 : 0);
            });
        case days:
            if (!constants) return choose<std::int32_t>;
            return gather_kernel<std::int32_t>(
                step, static_cast<std::int32_t>(type.low), [](const Value& value) {
                    return static_cast<std::int32_t>(value.date().day_number());
                });
        case word:
            if (!constants) return choose<std::uint32_t>;
            return gather_kernel<std::uint32_t>(
                step, 0, [&](const Value& value) { return step.words->code_of(value.text()); });
        case boxed:
            return constants ? gather_boxed : choose<Value>;
        default:
            return nullptr;
    }
}

}  // namespace payung::rules
