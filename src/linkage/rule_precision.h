#pragma once

/// How often a rule is right: the probability column of links.csv.
///
/// Counted, never guessed: tables/rule_precision.csv holds, for each rule, the links it made on
/// data whose truth is known and how many of them were true, with date and data. A rule that made n
/// links, t of them true, gets (t + 1) / (n + 2) (Laplace's rule of succession), so that a rule
/// seldom seen is not called certain and one never seen says a half.
///
/// Units    parts per million.
/// Errors   file_*, csv_*, rule_precision_malformed (with the line).

#include <array>
#include <cstdint>

#include "base/file.h"
#include "base/result.h"
#include "linkage/link.h"

namespace payung {

struct RuleCount {
    std::uint64_t links = 0;
    std::uint64_t true_links = 0;
    friend bool operator==(const RuleCount&, const RuleCount&) = default;
};

class RulePrecision {
public:
    static Result<RulePrecision> load(const Path& table);

    RuleCount count(LinkRule rule) const { return counts_[static_cast<std::size_t>(rule)]; }
    std::uint32_t probability_ppm(LinkRule rule) const;

private:
    std::array<RuleCount, link_rule_count> counts_{};
};

}  // namespace payung
