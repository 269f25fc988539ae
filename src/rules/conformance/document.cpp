#include "rules/conformance/document.h"

#include <fmt/format.h>

#include <set>

namespace payung::rules::conformance {

namespace {

constexpr std::string_view page_head =
    R"(# Conformance

How the engine of `src/rules` answers the public DMN conformance suite (dmn-tck/tck, commit
0dbcaf9). This page is written by `payung law tck PATH --accept .` and a test compares it with what
the suite gives; do not edit it by hand.

The suite is not part of this project: give its path to the command, or set `PAYUNG_DMN_TCK`.
Without it the test is skipped, and says so.

Counting is strict. A case passes only if all its results do; numbers are compared as printed
(those printed with nine decimals or more, made with binary doubles, to 12 digits); where the suite
wants an error, null alone is not enough: the engine must have reported one. Both baselines are
computed from the expectations: an engine that answers nothing but null, with an error and without.

| Gate | Cases |
| --- | --- |
| G1 | level 2 |
| G2 | all that need no feature that law does not need |
| G3 | G2, and the time of day |
| G4 | everything |

## Result

)";

std::string_view reason_of(const Verdict& verdict) {
    if (verdict.features.java) return "external Java code is refused: out of scope";
    return verdict.reason;
}

std::string fenced(const std::string& text) {
    return "```\n" + text + "```\n";
}

}  // namespace

std::string conformance_page(const Report& report) {
    std::string out(page_head);
    out += fenced(gates_table(report));
    out += "\n## Failing cases\n\n";
    std::string rows;
    for (const Verdict& verdict : report.verdicts)
        if (!verdict.passed) rows += fmt::format("| {} | {} |\n", verdict.key, reason_of(verdict));
    out += rows.empty() ? "None.\n" : "| Case | Reason |\n| --- | --- |\n" + rows;
    out += "\n## By group\n\n" + fenced(groups_table(report));
    return out;
}

std::string passing_list(const Report& report) {
    std::string out;
    for (const Verdict& verdict : report.verdicts)
        if (verdict.passed) out += verdict.key + "\n";
    return out;
}

std::vector<std::string> lost_cases(const Report& report, std::string_view accepted) {
    std::set<std::string_view> passing;
    for (const Verdict& verdict : report.verdicts)
        if (verdict.passed) passing.insert(verdict.key);
    std::vector<std::string> lost;
    while (!accepted.empty()) {
        const std::size_t end = std::min(accepted.find('\n'), accepted.size());
        const std::string_view key = accepted.substr(0, end);
        if (!key.empty() && !passing.contains(key)) lost.emplace_back(key);
        accepted.remove_prefix(std::min(end + 1, accepted.size()));
    }
    return lost;
}

}  // namespace payung::rules::conformance
