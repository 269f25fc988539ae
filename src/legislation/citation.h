#pragma once

/// Where a figure or a reading of the law stands, and how sure we are of it.

#include <cstdint>
#include <string>

#include "legislation/yaml.h"

namespace payung {

/// C: seen in a document. D: derived from such. M: to be checked against the gazette, and shown as
/// unconfirmed wherever its figure is shown.
enum class Confidence : std::uint8_t { confirmed, derived, unconfirmed };

struct Citation {
    std::string text;  // "PP 44/2015 Lampiran II baris 1"
    Confidence confidence = Confidence::unconfirmed;

    bool unconfirmed() const { return confidence == Confidence::unconfirmed; }
    friend bool operator==(const Citation&, const Citation&) = default;
};

/// The keys `cite` and `status` of a map; both are needed.
Result<Citation> citation_of(const YamlNode& node);

}  // namespace payung
