#pragma once

/// A figure of law and the months from which each of its values holds: one file of
/// legislation/parameters/.
///
/// A value holds from its month until the next value's, the last one until `until` or, where the
/// law has no end, for ever. A new rate is a new line of the file, never an edit of an old one.
///
/// Units    `unit` names it; a value counts 10^-decimals of it, so 2.5 with two decimals is 250.
/// Errors   law_malformed (unsorted or double months, an end before the last value, a value out of
///          its range, no unit, no citation, an unknown key); no_law (a month outside).

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/file.h"
#include "base/result.h"
#include "legislation/citation.h"

namespace payung {

enum class ParameterUnit : std::uint8_t { rupiah, rupiah_per_month, ratio, months, years, days };

struct DatedValue {
    Month from;
    std::int64_t value = 0;
    Citation citation;
};

struct DatedParameter {
    std::string name, name_en;
    ParameterUnit unit = ParameterUnit::rupiah;
    int decimals = 0;
    std::vector<DatedValue> values;  // by month, at least one
    std::optional<Month> until;

    /// What holds in `month`.
    Result<const DatedValue*> at(Month month) const;
};

Result<DatedParameter> load_parameter(const Path& file);
Result<DatedParameter> parameter_from_yaml(const YamlNode& root);

}  // namespace payung
