#pragma once

/// Which gate a case belongs to, told by the text of what it asks for: law needs none of these
/// features (gate G2), some only the time of day (G3), the rest G4.

#include <cstdint>
#include <string_view>

namespace payung::rules::conformance {

struct Features {
    bool time = false, regex = false, java = false, function_value = false, instance_of = false,
         range = false;
    bool none() const { return !time && only_time_or_none(); }
    bool only_time_or_none() const {
        return !regex && !java && !function_value && !instance_of && !range;
    }
};

Features operator|(const Features& a, const Features& b);

/// `source` is XML text with quotation marks as they are.
Features features_of(std::string_view source);

}  // namespace payung::rules::conformance
