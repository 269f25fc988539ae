#pragma once

/// Which numbers of a tree of areas must be withheld so that no small group can be found out.
///
/// A count of 1 to 4 people may point at one of them. It is withheld, and so is what would give it
/// away by difference: a sibling, the part of a withheld sibling, or, where there is no sibling
/// left, the area above. After that no withheld count can be bounded to fewer than five values, and
/// a small count without parts of its own may be anything from 1 to at least 5.
///
/// Shape    node 0 is the root; the nodes inside node i are (i, end[i]); count[i] holds everybody
///          inside i. People placed in i but in none of its parts are its rest: it is not
///          published and guards its siblings like one more withheld part. Nodes with count 0 are
///          not published at all.
/// Against  an outsider who knows the tree, the threshold, all that is published, and that every
///          withheld area has somebody in it. Not against the shares of a group: where nobody (or
///          everybody) of the withheld areas together is covered, that is true of each of them.
/// Cost     O(nodes). The choice depends on counts and order of nodes alone.

#include <cstdint>
#include <span>
#include <vector>

namespace payung {

inline constexpr std::uint64_t people_published_min = 5;

struct CellTree {
    std::span<const std::uint32_t> end;
    std::span<const std::uint64_t> count;
};

/// 1 where the count of a node must not be published.
std::vector<std::uint8_t> cells_to_withhold(const CellTree& tree);

}  // namespace payung
