#pragma once

/// Nodes by name, where a test knows that they are there. Without GoogleTest: benchmarks use it
/// too.

#include <string_view>

#include "base/check.h"
#include "rules/program/program.h"

namespace payung::rules {

/// A decision that is not there is a mistake of the test.
inline NodeId id_of(const Program& program, std::string_view decision) {
    const Node* const node = program.find(decision);
    CHECK(node != nullptr);
    return program.id_of(*node);
}

}  // namespace payung::rules
