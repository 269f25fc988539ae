/// Columns of the batch into registers, held to the declared type on the way: a value outside is
/// null from here on, with out_of_domain for its cause.

#include "rules/plan/kernels.h"

#include <algorithm>
#include <type_traits>

#include "base/check.h"
#include "rules/plan/unbox.h"

namespace payung::rules {

namespace {

using Units = std::int64_t;

const InputColumn& column_of(const PlanStep& step, const Frame& frame) {
    return *frame.run->inputs[step.node->input];
}

std::size_t row_of(const Frame& frame, std::size_t row) {
    return frame.selection != nullptr ? frame.selection[row] : frame.first_row + row;
}

bool has_value(const InputColumn& column, std::size_t row) {
    return column.validity == nullptr || (column.validity[row / 64] >> (row % 64) & 1) != 0;
}

/// Causes of the rows that the batch leaves empty; `filler` keeps their data within bounds.
template <class T>
void take_nulls(const InputColumn& column, Frame& frame, Register& target, T filler) {
    if (column.validity == nullptr) return;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        if (has_value(column, row_of(frame, row))) continue;
        if (!target.nulls) std::fill_n(target.codes, frame.rows, NullCode{0});
        target.nulls = true;
        target.codes[row] = null_code(Reason::missing_input);
        target.as<T>()[row] = filler;
    }
}

/// `rest(row)` says whether the value of a row may stand; called for all rows of the chunk when
/// some may not.
template <class T, class Allowed>
void refuse_rows(Frame& frame, Register& target, T filler, const Allowed& allowed) {
    for (std::size_t row = 0; row < frame.rows; ++row) {
        if (allowed(row)) continue;
        if (!target.nulls) std::fill_n(target.codes, frame.rows, NullCode{0});
        target.nulls = true;
        target.codes[row] = null_code(Reason::out_of_domain);
        target.as<T>()[row] = filler;
    }
}

/// Bounds of the type in the units the batch counts in.
struct RawBounds {
    __int128 low, high;
    Units up = 1, down = 1;  // raw · up / down gives units of the type
};

RawBounds raw_bounds(const ColumnType& type, int scale) {
    RawBounds raw{type.low, type.high, 1, 1};
    if (type.scale >= scale) {
        raw.up = power_of_ten(type.scale - scale);
        raw.low = divide_rounded(type.low, raw.up, DecimalRounding::toward_positive);
        raw.high = divide_rounded(type.high, raw.up, DecimalRounding::toward_negative);
    } else {
        raw.down = power_of_ten(scale - type.scale);
        raw.low *= raw.down;
        raw.high *= raw.down;
    }
    return raw;
}

template <class Raw, bool selected>
void load_units(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const ColumnType& type = step.node->type;
    const RawBounds raw = raw_bounds(type, column.scale);
    const auto low = static_cast<Units>(std::max<__int128>(raw.low, INT64_MIN));
    const auto high = static_cast<Units>(std::min<__int128>(raw.high, INT64_MAX));
    const Raw* __restrict data = static_cast<const Raw*>(column.data);
    if constexpr (!selected) data += frame.first_row;
    const std::uint32_t* rows = frame.selection;
    Units* __restrict out = target.as<Units>();
    bool outside = false;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Units value = selected ? data[rows[row]] : data[row];
        const bool inside = value >= low && value <= high;
        outside |= !inside;
        out[row] = inside ? value * raw.up : type.low;
    }
    target.nulls = false;
    const auto at = [&](std::size_t row) { return Units{selected ? data[rows[row]] : data[row]}; };
    if (raw.down != 1) {
        for (std::size_t row = 0; row < frame.rows; ++row) {
            outside |= out[row] % raw.down != 0;
            out[row] = std::clamp(out[row] / raw.down, type.low, type.high);
        }
    }
    if (outside)
        refuse_rows(frame, target, type.low, [&](std::size_t row) {
            return at(row) >= low && at(row) <= high && at(row) % raw.down == 0;
        });
    take_nulls(column, frame, target, type.low);
}

/// Days, the first of a month where the type says so. `prepared`: whether each day may stand.
void load_days(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const auto& allowed = *static_cast<const std::vector<std::uint8_t>*>(step.prepared.get());
    const auto* data = static_cast<const std::int32_t*>(column.data);
    const std::int64_t low = step.node->type.low, high = step.node->type.high;
    std::int32_t* out = target.as<std::int32_t>();
    target.nulls = false;
    bool outside = false;
    const auto inside = [&](std::size_t row) {
        const std::int64_t day = data[row_of(frame, row)];
        if (day < low || day > high) return false;
        return allowed.empty() || allowed[static_cast<std::size_t>(day - low)] != 0;
    };
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const bool may = inside(row);
        out[row] = may ? data[row_of(frame, row)] : static_cast<std::int32_t>(low);
        outside |= !may;
    }
    if (outside) refuse_rows(frame, target, static_cast<std::int32_t>(low), inside);
    take_nulls(column, frame, target, static_cast<std::int32_t>(low));
}

void load_truth(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const auto* data = static_cast<const std::uint8_t*>(column.data);
    std::uint8_t* out = target.as<std::uint8_t>();
    target.nulls = false;
    for (std::size_t row = 0; row < frame.rows; ++row)
        out[row] = data[row_of(frame, row)] != 0 ? 1 : 0;
    take_nulls(column, frame, target, std::uint8_t{0});
}

/// Codes of the batch to codes of the run; a word that the type does not list has none.
template <class Code>
void load_words(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const auto* data = static_cast<const Code*>(column.data);
    const auto& map = frame.run->maps[step.slot];
    std::uint32_t* out = target.as<std::uint32_t>();
    target.nulls = false;
    bool outside = false;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const std::size_t code = data[row_of(frame, row)];
        const std::uint32_t word = code < map.size() ? map[code] : Dictionary::no_word;
        outside |= word == Dictionary::no_word;
        out[row] = word;
    }
    if (outside)
        refuse_rows(frame, target, std::uint32_t{0},
                    [&](std::size_t row) { return out[row] != Dictionary::no_word; });
    take_nulls(column, frame, target, std::uint32_t{0});
}

Value value_at(const InputColumn& column, std::size_t row) {
    using enum InputColumn::Type;
    if (column.type == boxed) return static_cast<const Value*>(column.data)[row];
    if (!has_value(column, row)) return Value::null(Reason::missing_input);
    const auto number = [&column](Units units) {
        return Value(Decimal::from_scaled(units, column.scale));
    };
    const auto word = [&column](std::size_t code) {
        return code < column.words.size() ? Value(column.words[code])
                                          : Value::null(Reason::out_of_domain);
    };
    switch (column.type) {
        case int32:
            return number(static_cast<const std::int32_t*>(column.data)[row]);
        case int64:
            return number(static_cast<const std::int64_t*>(column.data)[row]);
        case days:
            return Value(Date::from_day_number(static_cast<const std::int32_t*>(column.data)[row]));
        case boolean:
            return Value(static_cast<const std::uint8_t*>(column.data)[row] != 0);
        case code8:
            return word(static_cast<const std::uint8_t*>(column.data)[row]);
        case code32:
            return word(static_cast<const std::uint32_t*>(column.data)[row]);
        default:
            return {};
    }
}

void load_any(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const Domain* domain = step.node->admission ? step.node->admission->domain.get() : nullptr;
    target.nulls = false;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        Value value = admitted(value_at(column, row_of(frame, row)), domain);
        store(step.node->type, target, row, frame.rows, std::move(value), frame.run->dictionary);
    }
}

template <class Raw>
void load_int(const PlanStep& step, Frame& frame) {
    if (frame.selection != nullptr)
        load_units<Raw, true>(step, frame);
    else
        load_units<Raw, false>(step, frame);
}

}  // namespace

/// What is loaded how depends on the batch: the choice is made a chunk, not a row.
void load_input(const PlanStep& step, Frame& frame) {
    using enum ColumnType::Kind;
    const InputColumn& column = column_of(step, frame);
    const ColumnType::Kind kind = step.node->type.kind;
    using Source = InputColumn::Type;
    if (kind == fix && column.type == Source::int64) return load_int<std::int64_t>(step, frame);
    if (kind == fix && column.type == Source::int32) return load_int<std::int32_t>(step, frame);
    if (kind == days && column.type == Source::days) return load_days(step, frame);
    if (kind == boolean && column.type == Source::boolean) return load_truth(step, frame);
    if (kind == word && column.type == Source::code8) return load_words<std::uint8_t>(step, frame);
    if (kind == word && column.type == Source::code32) return load_words<std::uint32_t>(step, frame);
    return load_any(step, frame);
}

Value input_value(const InputColumn& column, std::size_t row) {
    return value_at(column, row);
}

Kernel input_kernel(PlanStep& step) {
    if (step.node->type.kind == ColumnType::Kind::days) {
        auto allowed = std::make_shared<std::vector<std::uint8_t>>();
        const ColumnType& type = step.node->type;
        const bool months =
            step.node->admission && step.node->admission->extent.grid.kind == Grid::Kind::month;
        for (std::int64_t day = type.low; months && day <= type.high; ++day)
            allowed->push_back(first_of_month(static_cast<std::int32_t>(day)) ? 1 : 0);
        step.prepared = std::move(allowed);
    }
    return load_input;
}

}  // namespace payung::rules
