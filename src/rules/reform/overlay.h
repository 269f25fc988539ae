#pragma once

/// A reform laid over a rulebook: its decisions take the place of those of the same name, its
/// inputs are bound to the rulebook's inputs or decisions of that name, all else stays.
///
/// Shape    one Program that holds both: the baseline's nodes unchanged and with their numbers, and
///          behind them a twin of every decision that the reform reaches. So one plan computes both
///          sides, and what they share once.
/// Errors   two overlays replace one decision; a replacement of another type; requirements that go
///          round in a circle: as diagnostics.

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "rules/program/program.h"

namespace payung::rules {

struct Overlaid {
    Program program;
    std::map<NodeId, NodeId> reform_of;  // baseline decision to its twin; only those reached
    std::vector<NodeId> replaced;        // baseline decisions that the reform names
    std::vector<NodeId> added;           // decisions of the reform that the baseline has not

    /// The node to ask for the reform's answer: the twin, or the decision itself.
    NodeId under_reform(NodeId baseline) const;
};

/// Overlays apply in the order given. Where two replace one decision the later one is taken only if
/// `later_wins` names it.
Checked<Overlaid> lay_over(const Program& baseline, std::span<const Program> overlays,
                           const std::set<std::string, std::less<>>& later_wins = {});

}  // namespace payung::rules
