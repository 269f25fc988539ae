#pragma once

/// What is wrong or remarkable about decision tables, found over all inputs before any data: gaps,
/// overlaps, rows that never fire, rows hidden by others with another citation, bounds missing.
///
/// Shape    findings name values, not indices; neighbouring cells are merged into the largest
/// boxes. Cost     up to 2^24 cells are enumerated; beyond that boxes are subtracted. Source   the
/// declared types of the inputs are the domain.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "rules/program/program.h"

namespace payung::rules {

struct Finding {
    enum class Kind : std::uint8_t {
        gap,
        overlap,
        never_fires,
        shadow,        // partly hidden by rows with another citation
        redundant,     // two rows that could be one
        unbounded,     // an input without a declared range
        unverified,    // Status M or X
        not_analysed,  // conditions that are no constants: says why
    };
    Kind kind = Kind::gap;
    Place place;
    int row = 0, other_row = 0;
    std::uint64_t cells = 0, of_cells = 0;
    std::vector<std::pair<std::string, std::string>> box;  // input, values in FEEL
};

/// All tables of the program, in order.
std::vector<Finding> analyse(const Program& program);

/// Whether a law file may not be loaded with it: gap, overlap, never_fires, unbounded.
bool refuses(const Finding& finding);

std::string describe(const Finding& finding, Language language);

}  // namespace payung::rules
