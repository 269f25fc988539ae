#pragma once

/// Single values into typed columns. Slow, for the rows where the general path was needed.

#include "rules/plan/frame.h"

namespace payung::rules {

/// Puts a value into a row; a null leaves its cause. `rows` of the chunk: where this is the first
/// null, the others are told to have none. Pre: the value is of the type, as the compiler proved.
void store(const ColumnType& type, Register& column, std::size_t row, std::size_t rows, Value value,
           const Dictionary& dictionary);

/// Whether days since 1970-01-01 are the first of a month.
bool first_of_month(std::int32_t days);

}  // namespace payung::rules
