#pragma once

/// A dated figure of law: one file of legislation/parameters/, and the table that it becomes.
///
/// A value holds from its first day until the next value's, the last one until `until` or, where
/// the law has no end, for ever. A new rate is a new line of the file, never an edit of an old one.
/// All figures together are one model of namespace urn:payung:hukum:parameter: a UNIQUE table of
/// one column each, the id of the decision being the name of the file, the id of a row that and its
/// first day (tarif_jkk_bpu_2015_07_01). So there is one evaluator, one explanation, one analysis.
///
/// Units    `unit` names it. Values are written in plain digits: 0.015, 10547400; `yes_no` figures
///          true or false.
/// Errors   law_malformed: days unsorted or twice, an end before the last value, a value outside
///          its range, no unit, no citation, a key that is unknown, a month that is no month.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/day.h"
#include "base/result.h"
#include "legislation/yaml.h"
#include "rules/model/model.h"

namespace payung {

inline constexpr std::string_view parameter_namespace = "urn:payung:hukum:parameter";
/// What the generated model is called where a file is named.
inline constexpr std::string_view parameter_file = "parameters";

struct ParameterValue {
    Day from;
    std::string value;  // as FEEL writes it
    std::string cite, status;
    std::uint64_t line = 0;
};

struct Parameter {
    std::string id, name, name_en, unit, time, source;
    std::string file;  // "parameters/jp/batas_upah_jp.yaml"
    std::int64_t min = 0, max = 0;
    int decimals = 0;
    std::vector<ParameterValue> values;  // by day, at least one
    std::optional<Day> until;

    /// What holds on `day`; nullptr before the first and from `until` on.
    const ParameterValue* at(Day day) const;
    /// Whether `time` is a month (its first day), else any day.
    bool by_month() const;
    /// "2024-03 … 2027-02": what the values cover, in the words of the file.
    std::string covered() const;
};

/// `file` is the path within the folder of the law.
Result<Parameter> parameter_from_yaml(const YamlNode& root, std::string file);

/// The figures as one model. The types of their times and the addresses of their sources are those
/// that the files of tables declare: an input is one fact in the whole folder.
rules::model::Model parameter_model(std::span<const Parameter> parameters,
                                    std::span<const rules::model::Model> tables);

}  // namespace payung
