#pragma once

/// Sorts rows by a 64-bit key, stable, on several threads; the answer does not depend on how many.
///
/// First by the highest digit in which keys differ, all threads together, until the pieces fit into
/// the cache; then each piece by one thread, lowest digit first. Digits in which all keys of a
/// piece agree cost nothing, so keys that use few bits sort fast wherever those bits stand.
///
/// Units    memory: 12 bytes a row beside the rows themselves, plus 384 KB a thread.
/// Cost     O(rows x digits that differ); 17 million random keys in about 0.3 s on 2 cores
///          (radix_sort_bench).

#include <span>

#include "base/keyed_row.h"

namespace payung {

void radix_sort(std::span<KeyedRow> rows, unsigned threads);

}  // namespace payung
