#pragma once

/// The page docs/conformance.md and the list of accepted cases, both written from a report so that
/// they cannot say more than what was measured.

#include <string>
#include <string_view>
#include <vector>

#include "rules/conformance/runner.h"

namespace payung::rules::conformance {

/// docs/conformance.md: gates, groups, and each failing case with its reason.
std::string conformance_page(const Report& report);

/// tests/conformance/passing.txt: keys of the cases that pass, one a line, in the order of the
/// suite.
std::string passing_list(const Report& report);

/// Cases that were accepted and no longer pass (or are no longer there).
std::vector<std::string> lost_cases(const Report& report, std::string_view accepted);

}  // namespace payung::rules::conformance
