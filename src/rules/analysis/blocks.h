#pragma once

/// Walks all combinations of cells of a table in blocks that its rules do not tell apart.
///
/// Shape    a block names, for each input, positions among the cells that are in its domain:
///          neighbours on ordered inputs, any on words and truth values.
/// Cost     a step a block, not a cell: where no rule is left, all that follows is one block.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "rules/table/cells.h"

namespace payung::rules {

/// One input as the walk sees it: the cells of its domain, each counted once.
struct WalkInput {
    std::vector<std::size_t> cells;  // of the axis, those in the domain
    bool ordered = false;            // only neighbours may share a block
    const RuleMasks* masks = nullptr;
};

using Block = std::vector<std::vector<std::uint32_t>>;  // by input: ascending positions

/// visit(rules that match, cells, block); false where there were more than `limit` blocks.
using BlockVisitor = std::function<void(RuleBits, std::uint64_t, const Block&)>;
bool walk_blocks(std::span<const WalkInput> inputs, std::size_t rules, std::size_t limit,
                 const BlockVisitor& visit);

/// Cells in a block.
std::uint64_t cells_of(const Block& block);

/// The same cells in few large blocks: two that differ in one input are joined where they may.
std::vector<Block> merged(std::vector<Block> blocks, std::span<const WalkInput> inputs);

}  // namespace payung::rules
