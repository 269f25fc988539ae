#pragma once

/// Statements over many values at once, the same on both engines: "… IN ($1, $2, …)" and
/// "VALUES (…), (…)", in a few fixed sizes so that each is prepared once. Private to storage/.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "storage/database.h"

namespace payung {

/// A statement of which one part repeats.
struct RepeatedSql {
    std::string_view name, before, after;
    std::size_t columns = 1;  // values of a repetition
    bool rows = true;         // "($1,$2),($3,$4)" and not "$1,$2"
    bool may_repeat = false;  // a value given twice changes nothing: statements are filled up
};

/// Calls `use` with statements of 1024, 256, 32, 4 or 1 repetitions and their values, until all are
/// used. One that is more than half full is filled up with its last value, where that may be.
Result<void> for_many(const RepeatedSql& sql, std::span<const Value> values,
                      const std::function<Result<void>(const Sql&, std::span<const Value>)>& use);

}  // namespace payung
