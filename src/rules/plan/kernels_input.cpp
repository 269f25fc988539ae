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

/// The rows of this chunk in a column: one after the other, or picked.
template <class T, bool selected>
struct Rows {
    const T* data;
    const std::uint32_t* rows;
    Rows(const InputColumn& column, const Frame& frame)
        : data(static_cast<const T*>(column.data) + (selected ? 0 : frame.first_row)),
          rows(frame.selection) {}
    T operator[](std::size_t row) const {
        if constexpr (selected)
            return data[rows[row]];
        else
            return data[row];
    }
    /// Where the register may read them: in the batch itself.
    std::byte* place() const { return reinterpret_cast<std::byte*>(const_cast<T*>(data)); }
};

/// Whether some value is outside [low, high]. Where both differences are taken modulo 2^64, one of
/// them is negative for every value outside, since the range is narrower than 2^63.
template <class In>
bool any_outside(const In& in, std::size_t rows, Units low, Units high) {
    std::uint64_t signs = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        const auto value = static_cast<std::uint64_t>(Units{in[row]});
        signs |=
            (value - static_cast<std::uint64_t>(low)) | (static_cast<std::uint64_t>(high) - value);
    }
    return (signs >> 63) != 0;
}

template <class In>
void scale_units(const In& in, std::size_t rows, const RawBounds& raw, Units* __restrict out) {
    if (raw.up != 1)
        for (std::size_t row = 0; row < rows; ++row) out[row] = Units{in[row]} * raw.up;
    else if (raw.down != 1)
        for (std::size_t row = 0; row < rows; ++row) out[row] = Units{in[row]} / raw.down;
    else
        for (std::size_t row = 0; row < rows; ++row) out[row] = in[row];
}

template <class Raw, bool selected>
void load_units(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const ColumnType& type = step.node->type;
    const RawBounds raw = raw_bounds(type, column.scale);
    const auto low = static_cast<Units>(std::max<__int128>(raw.low, INT64_MIN));
    const auto high = static_cast<Units>(std::min<__int128>(raw.high, INT64_MAX));
    const Rows<Raw, selected> in(column, frame);
    target.nulls = false;
    target.data = target.home;
    const bool narrow = __int128{high} - low <= INT64_MAX;
    const bool clean = narrow && raw.down == 1 && !any_outside(in, frame.rows, low, high);
    if (clean && !selected && column.validity == nullptr && raw.up == 1 &&
        std::is_same_v<Raw, Units>) {
        target.data = in.place();
        return;
    }
    Units* const out = target.as<Units>();
    if (clean) {
        scale_units(in, frame.rows, raw, out);
    } else {
        const auto inside = [&](std::size_t row) {
            return in[row] >= low && in[row] <= high && in[row] % raw.down == 0;
        };
        for (std::size_t row = 0; row < frame.rows; ++row)
            out[row] = inside(row) ? in[row] * raw.up / raw.down : type.low;
        refuse_rows(frame, target, type.low, inside);
    }
    take_nulls(column, frame, target, type.low);
}

/// Days, the first of a month where the type says so. `prepared`: whether each day may stand.
template <bool selected>
void load_days(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const auto& allowed = *static_cast<const std::vector<std::uint8_t>*>(step.prepared.get());
    const Rows<std::int32_t, selected> in(column, frame);
    const auto low = static_cast<std::int32_t>(step.node->type.low);
    const auto span = static_cast<std::uint32_t>(step.node->type.high - step.node->type.low);
    target.nulls = false;
    target.data = target.home;
    const std::uint8_t* const may = allowed.data();
    const auto inside = [&](std::size_t row) {
        const auto at = static_cast<std::uint32_t>(in[row]) - static_cast<std::uint32_t>(low);
        return at <= span && (may == nullptr || may[at] != 0);
    };
    std::uint8_t outside = 0;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const auto at = static_cast<std::uint32_t>(in[row]) - static_cast<std::uint32_t>(low);
        const std::uint32_t place = at <= span ? at : span + 1;
        outside |= static_cast<std::uint8_t>(may == nullptr ? place > span : may[place] == 0);
    }
    if (outside == 0 && !selected && column.validity == nullptr) {
        target.data = in.place();
        return;
    }
    std::int32_t* out = target.as<std::int32_t>();
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = inside(row) ? in[row] : low;
    if (outside != 0) refuse_rows(frame, target, low, inside);
    take_nulls(column, frame, target, low);
}

template <bool selected>
void load_truth(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const Rows<std::uint8_t, selected> in(column, frame);
    target.data = target.home;
    std::uint8_t* out = target.as<std::uint8_t>();
    target.nulls = false;
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = in[row] != 0 ? 1 : 0;
    take_nulls(column, frame, target, std::uint8_t{0});
}

/// Codes of the batch to codes of the run; a word that the type does not list has none.
template <class Code, bool selected>
void load_words(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const Rows<Code, selected> in(column, frame);
    const auto& map = frame.run->maps[step.slot];  // its last entry is for codes beyond the words
    const std::size_t beyond = map.size() - 1;
    std::uint32_t* out = target.as<std::uint32_t>();
    target.nulls = false;
    std::uint32_t signs = 0;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const std::uint32_t word = map[std::min<std::size_t>(in[row], beyond)];
        signs |= word;
        out[row] = word;
    }
    if ((signs >> 31) != 0)  // no_word is the only code with the highest bit
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

/// Whole units of the batch that are within the declared range, as decimals.
template <class Raw>
void load_decimals(const PlanStep& step, Frame& frame) {
    const InputColumn& column = column_of(step, frame);
    Register& target = frame.registers[step.target];
    const Extent& extent = step.node->admission->extent;
    const RawBounds raw =
        raw_bounds(ColumnType::fix(extent.grid.scale, extent.low, extent.high), column.scale);
    const auto* data = static_cast<const Raw*>(column.data);
    Decimal* out = target.as<Decimal>();
    target.nulls = false;
    const auto inside = [&](std::size_t row) {
        const Units units = data[row_of(frame, row)];
        return units >= raw.low && units <= raw.high && units % raw.down == 0;
    };
    bool outside = false;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        outside |= !inside(row);
        out[row] = Decimal::from_scaled(data[row_of(frame, row)], column.scale);
    }
    if (outside) refuse_rows(frame, target, Decimal(), inside);
    take_nulls(column, frame, target, Decimal());
}

/// Whether the column type and the cells of the extent say all that the declared type says.
bool checked_by_extent(const GraphNode& node) {
    if (!node.admission) return true;
    const Extent& extent = node.admission->extent;
    return extent.exact && (extent.interval || extent.allowed.empty() ||
                            (extent.bounded && extent.grid.kind == Grid::Kind::word));
}

/// The kernel for rows one after the other, or for picked ones.
void either(const PlanStep& step, Frame& frame, Kernel all, Kernel picked) {
    (frame.selection == nullptr ? all : picked)(step, frame);
}

void load_typed(const PlanStep& step, Frame& frame) {
    using enum InputColumn::Type;
    switch (column_of(step, frame).type) {
        case int32:
            return either(step, frame, load_units<std::int32_t, false>,
                          load_units<std::int32_t, true>);
        case int64:
            return either(step, frame, load_units<Units, false>, load_units<Units, true>);
        case days:
            return either(step, frame, load_days<false>, load_days<true>);
        case boolean:
            return either(step, frame, load_truth<false>, load_truth<true>);
        case code8:
            return either(step, frame, load_words<std::uint8_t, false>,
                          load_words<std::uint8_t, true>);
        case code32:
            return either(step, frame, load_words<std::uint32_t, false>,
                          load_words<std::uint32_t, true>);
        case boxed:
            break;
    }
    load_any(step, frame);
}

}  // namespace

/// What is loaded how depends on the batch: the choice is made a chunk, not a row.
void load_input(const PlanStep& step, Frame& frame) {
    using enum ColumnType::Kind;
    const InputColumn::Type source = column_of(step, frame).type;
    const ColumnType::Kind kind = step.node->type.kind;
    frame.registers[step.target].data = frame.registers[step.target].home;
    if (!checked_by_extent(*step.node) || kind == boxed) return load_any(step, frame);
    if (kind != decimal) return load_typed(step, frame);
    const bool gridded = step.node->admission && step.node->admission->extent.interval &&
                         step.node->admission->extent.grid.kind == Grid::Kind::number;
    if (gridded && source == InputColumn::Type::int64) return load_decimals<Units>(step, frame);
    if (gridded && source == InputColumn::Type::int32)
        return load_decimals<std::int32_t>(step, frame);
    load_any(step, frame);
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
        if (months) allowed->push_back(0);  // for days outside the range
        step.prepared = std::move(allowed);
    }
    return load_input;
}

}  // namespace payung::rules
