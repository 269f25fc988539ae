#pragma once

/// The labelled register and membership of ../shared, for tests alone: identities as intake makes
/// them, and the pairs that are one person.

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "linkage/link.h"

namespace payung {

struct DevSet {
    std::vector<Identity> persons, accounts;
    std::set<std::pair<std::uint32_t, std::uint32_t>> truth;  // (person, account)
    std::vector<std::string> human;                           // who is behind each register row

    /// Nothing where ../shared is not there.
    static const std::optional<DevSet>& get();
};

/// Pairs of links counted against the truth by set look-ups: nothing of the linkage is used here.
struct Score {
    std::size_t links = 0, true_links = 0, pairs = 0;
    std::size_t precision_ppm() const { return true_links * 1'000'000 / links; }
    std::size_t recall_ppm() const { return true_links * 1'000'000 / pairs; }
    std::size_t f1_ppm() const { return 2 * true_links * 1'000'000 / (links + pairs); }
};
Score score(const std::vector<Link>& links, const DevSet& set,
            std::optional<LinkRule> rule = std::nullopt);

}  // namespace payung
