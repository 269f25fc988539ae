#pragma once

/// The operations of a plan over columns, as plain loops that the compiler vectorises.
///
/// Each kernel is chosen once, when the plan is laid out, by the operation and the types of its
/// operands; during a run nothing is decided per row but what the law decides.

#include "rules/plan/frame.h"

namespace payung::rules {

/// Chooses the kernel of a step and makes ready what it needs. `last_constant`: the last argument
/// is a fix constant, given as PlanStep::immediate. Pre: the types are those the compiler inferred.
void choose_kernel(PlanStep& step, bool last_constant);

Kernel input_kernel(PlanStep& step);
Kernel fix_kernel(PlanStep& step, bool last_constant);
Kernel round_kernel(PlanStep& step, bool last_constant);
Kernel decimal_kernel(PlanStep& step);
Kernel truth_kernel(PlanStep& step, bool last_constant);
Kernel date_kernel(PlanStep& step);
Kernel convert_kernel(PlanStep& step);
Kernel admit_kernel(PlanStep& step);
Kernel classify_kernel(PlanStep& step);
Kernel output_kernel(PlanStep& step);
Kernel reduce_kernel(PlanStep& step);
Kernel evaluate_kernel(PlanStep& step);

/// Causes of nulls of the result from those of one or two operands, for kernels whose results are
/// null exactly where an operand is.
void pass_nulls(const PlanStep& step, Frame& frame);

/// The cause of a null, also of a boxed column, whose nulls are among its values.
inline NullCode code_at(const ColumnType& type, const Register& column, std::size_t row) {
    return type.kind == ColumnType::Kind::boxed ? null_code(column.as<Value>()[row])
                                                : column.code(row);
}
inline bool may_have_nulls(const ColumnType& type, const Register& column) {
    return column.nulls || type.kind == ColumnType::Kind::boxed;
}

/// A value of the batch as it stands there, not held to any type.
Value input_value(const InputColumn& column, std::size_t row);
}  // namespace payung::rules
