#pragma once

/// The YAML of law files fed with any bytes: parameters and calendars. See rules/fuzz.

#include <array>
#include <string>
#include <string_view>

#include "legislation/calendar.h"
#include "legislation/parameter.h"
#include "legislation/yaml.h"

namespace payung {

/// What is wrong, or nothing: no crash, and a parameter that is read makes a model.
inline std::string try_law_yaml(std::string_view text) {
    const auto root = parse_yaml(text, "parameters/uji/uji.yaml");
    if (!root) return {};
    (void)calendar_from_yaml(*root, "2026");
    const auto parameter = parameter_from_yaml(*root, "parameters/uji/uji.yaml");
    if (!parameter) return {};
    if (parameter->values.empty()) return "a parameter without values";
    for (const ParameterValue& value : parameter->values)
        if (parameter->at(value.from) != &value)
            return "a value that does not hold on its first day";
    (void)parameter_model(std::array{*parameter}, {});
    return {};
}

}  // namespace payung
