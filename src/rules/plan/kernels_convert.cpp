/// The same values as another type of column, and values held to a declared type.

#include "rules/plan/kernels.h"

#include <algorithm>

#include "base/check.h"
#include "rules/plan/unbox.h"

namespace payung::rules {

namespace {

using Units = std::int64_t;

void copy_codes(const Register& from, Register& to, std::size_t rows) {
    to.nulls = from.nulls;
    if (from.nulls) std::copy_n(from.codes, rows, to.codes);
}

void rescale(const PlanStep& step, Frame& frame) {
    const Register& from = frame.registers[step.arguments[0]];
    Register& to = frame.registers[step.target];
    const Units* __restrict a = from.as<Units>();
    Units* __restrict out = to.as<Units>();
    const Units factor = step.factor;
    for (std::size_t row = 0; row < frame.rows; ++row) out[row] = a[row] * factor;
    copy_codes(from, to, frame.rows);
}

void to_decimal(const PlanStep& step, Frame& frame) {
    const Register& from = frame.registers[step.arguments[0]];
    Register& to = frame.registers[step.target];
    const Units* a = from.as<Units>();
    Decimal* out = to.as<Decimal>();
    const int scale = step.operands[0]->type.scale;
    for (std::size_t row = 0; row < frame.rows; ++row)
        out[row] = Decimal::from_scaled(a[row], scale);
    copy_codes(from, to, frame.rows);
}

void to_boxed(const PlanStep& step, Frame& frame) {
    const Register& from = frame.registers[step.arguments[0]];
    Value* out = frame.registers[step.target].as<Value>();
    for (std::size_t row = 0; row < frame.rows; ++row)
        out[row] = boxed(step.operands[0]->type, from, row, frame.run->dictionary);
}

/// Makes room for causes where the column had none so far.
NullCode* codes_of(Register& column, std::size_t rows) {
    if (!column.nulls) std::fill_n(column.codes, rows, NullCode{0});
    column.nulls = true;
    return column.codes;
}

/// A row that is outside: null, its data within bounds.
template <class T>
void refuse(Register& column, std::size_t row, std::size_t rows, T filler) {
    codes_of(column, rows)[row] = null_code(Reason::out_of_domain);
    column.as<T>()[row] = filler;
}

/// Units within [low, high] of the type; `factor` > 1: first to fewer decimals, exactly.
void admit_units(const PlanStep& step, Frame& frame) {
    const Register& from = frame.registers[step.arguments[0]];
    Register& to = frame.registers[step.target];
    const Units* a = from.as<Units>();
    Units* out = to.as<Units>();
    const ColumnType& type = step.node->type;
    copy_codes(from, to, frame.rows);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        const Units units = a[row] / step.factor;
        const bool inside =
            units >= type.low && units <= type.high && units * step.factor == a[row];
        out[row] = units;
        if (inside) continue;
        if (to.code(row) == 0)
            refuse(to, row, frame.rows, type.low);
        else
            out[row] = type.low;
    }
}

void admit_decimals(const PlanStep& step, Frame& frame) {
    const Register& from = frame.registers[step.arguments[0]];
    Register& to = frame.registers[step.target];
    const Decimal* a = from.as<Decimal>();
    Decimal* out = to.as<Decimal>();
    const Extent& extent = step.node->admission->extent;
    const int scale = extent.grid.scale;
    copy_codes(from, to, frame.rows);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        out[row] = a[row];
        if (to.code(row) != 0) continue;
        const auto units = a[row].scaled(scale);
        if (!units || *units < extent.low || *units > extent.high)
            refuse(to, row, frame.rows, Decimal());
    }
}

void admit_days(const PlanStep& step, Frame& frame) {
    const Register& from = frame.registers[step.arguments[0]];
    Register& to = frame.registers[step.target];
    const std::int32_t* a = from.as<std::int32_t>();
    std::int32_t* out = to.as<std::int32_t>();
    const ColumnType& type = step.node->type;
    const bool months = step.node->admission->extent.grid.kind == Grid::Kind::month;
    copy_codes(from, to, frame.rows);
    for (std::size_t row = 0; row < frame.rows; ++row) {
        out[row] = a[row];
        if (a[row] >= type.low && a[row] <= type.high && (!months || first_of_month(a[row])))
            continue;
        if (to.code(row) == 0)
            refuse(to, row, frame.rows, static_cast<std::int32_t>(type.low));
        else
            out[row] = static_cast<std::int32_t>(type.low);
    }
}

/// Any value held to the type on the general path, then stored as the type of the column.
void admit_boxed(const PlanStep& step, Frame& frame) {
    const Register& from = frame.registers[step.arguments[0]];
    Register& to = frame.registers[step.target];
    to.nulls = false;
    const Domain* domain = step.node->admission ? step.node->admission->domain.get() : nullptr;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        Value value = boxed(step.operands[0]->type, from, row, frame.run->dictionary);
        if (domain != nullptr) value = admitted(std::move(value), domain);
        store(step.node->type, to, row, frame.rows, std::move(value), frame.run->dictionary);
    }
}

}  // namespace

Kernel convert_kernel(PlanStep& step) {
    const ColumnType &from = step.operands[0]->type, &to = step.node->type;
    if (to.kind == ColumnType::Kind::boxed) return to_boxed;
    if (from.kind == ColumnType::Kind::fix && to.kind == ColumnType::Kind::decimal)
        return to_decimal;
    if (from.kind == ColumnType::Kind::fix && to.kind == ColumnType::Kind::fix) {
        step.factor = power_of_ten(to.scale - from.scale);
        return rescale;
    }
    return admit_boxed;
}

Kernel admit_kernel(PlanStep& step) {
    using enum ColumnType::Kind;
    const ColumnType &from = step.operands[0]->type, &to = step.node->type;
    const Extent& extent = step.node->admission->extent;
    if (!extent.exact || !extent.interval || from.kind != to.kind) return admit_boxed;
    if (to.kind == fix && from.scale >= to.scale) {
        step.factor = power_of_ten(from.scale - to.scale);
        return admit_units;
    }
    if (to.kind == decimal && extent.grid.kind == Grid::Kind::number) return admit_decimals;
    return to.kind == days ? admit_days : admit_boxed;
}

}  // namespace payung::rules
