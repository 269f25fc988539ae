#pragma once

/// What is wrong or remarkable about decision tables, found over all inputs before any data: gaps,
/// overlaps, rows that never fire, rows hidden by others with another citation, bounds missing.
///
/// Shape    findings name values, not indices; neighbouring cells are merged into large boxes.
///          The domain is the declared types of the inputs; null belongs to it only where a type
///          lists it.
/// Cost     a step for every block of cells that no rule tells apart, at most 2^24 a table.

#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "rules/model/model.h"
#include "rules/program/program.h"

namespace payung::rules {

/// The values of one input that a finding is about.
struct FindingSide {
    std::string input;
    std::string values;         // in FEEL: "[1099001..1099999]", "\"transportasi\""
    std::vector<Range> ranges;  // of numbers and dates
    std::vector<Value> items;   // of words and truth values
};

struct Finding {
    enum class Kind : std::uint8_t {
        gap,
        overlap,
        never_fires,
        shadow,        // partly hidden by a row with another citation
        general,       // a row without conditions, taken by the rows before it
        redundant,     // two rows that could be one
        unbounded,     // an input without a declared range
        unverified,    // Status M or X
        not_analysed,  // conditions that are no constants: says which
    };
    Kind kind = Kind::gap;
    Place place;
    model::HitPolicy policy = model::HitPolicy::unique;
    int row = 0, other_row = 0;  // gap: the rows it lies between, where there is one input
    std::uint64_t cells = 0, of_cells = 0;
    std::vector<FindingSide> box;  // inputs that are restricted
    std::string status;            // unverified
};

/// All tables of the program, in order.
std::vector<Finding> analyse(const Program& program);

/// Whether a law file may not be loaded with it: gap, overlap, never_fires, unbounded.
bool refuses(const Finding& finding);

/// "celah     Penghasilan 1.099.001 … 1.099.999   antara baris 1 dan 2"
std::string describe(const Finding& finding, Language language);

/// All findings under headings, one heading a table, similar gaps counted in one line.
std::string report(const std::vector<Finding>& findings, Language language);

}  // namespace payung::rules
