#pragma once

/// Whether an answer is what a test expects: strictly, without the tolerance of 1e-8 that other
/// runners allow.
///
/// Numbers  as printed: equal after rounding half even to the printed decimals. Only those printed
///          with nine decimals or more, which were made with binary doubles, may differ by 1e-12 of
///          their size; they are counted.

#include <string>

#include "rules/conformance/suite.h"

namespace payung::rules::conformance {

/// From how many printed decimals on a number may differ by 1e-12 of its size.
inline constexpr int long_decimals = 9;

struct Judgement {
    bool passed = true;
    std::string reason;        // where it did not pass
    int long_numbers = 0;      // compared to 12 digits
    bool stray_error = false;  // null expected without error, and an error was reported
};

Judgement judge(const ResultNode& wanted, const Value& answer);

}  // namespace payung::rules::conformance
