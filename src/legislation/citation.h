#pragma once

/// Where a figure or a reading of the law stands, and how sure we are of it.

#include <cstdint>
#include <string>

#include "legislation/rulebook.h"

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

/// Of a row of a table. X, sources that differ, counts as unconfirmed.
Citation citation_from(const RowSource& source);

}  // namespace payung
