#include "rules/analysis/blocks.h"

#include <algorithm>
#include <optional>

namespace payung::rules {

namespace {

using Words = std::vector<std::uint64_t>;

/// Cells of one input that keep the same rules.
struct Group {
    Words rules;
    std::vector<std::uint32_t> positions;
};

class Walker {
public:
    Walker(std::span<const WalkInput> inputs, std::size_t limit, const BlockVisitor& visit)
        : inputs_(inputs), left_(limit), visit_(visit), block_(inputs.size()) {}

    bool walk(std::size_t input, const Words& rules, std::uint64_t cells) {
        const bool none = std::ranges::all_of(rules, [](std::uint64_t word) { return word == 0; });
        if (none || input == inputs_.size()) return leaf(input, rules, cells);
        for (Group& group : groups(inputs_[input], rules)) {
            const std::uint64_t inside = cells * group.positions.size();
            block_[input] = std::move(group.positions);
            if (!walk(input + 1, group.rules, inside)) return false;
        }
        return true;
    }

private:
    bool leaf(std::size_t input, const Words& rules, std::uint64_t cells) {
        if (left_-- == 0) return false;
        for (; input < inputs_.size(); ++input) {
            auto& positions = block_[input];
            positions.resize(inputs_[input].cells.size());
            for (std::uint32_t at = 0; at < positions.size(); ++at) positions[at] = at;
            cells *= positions.size();
        }
        visit_(rules, cells, block_);
        return true;
    }

    static std::vector<Group> groups(const WalkInput& input, const Words& rules) {
        std::vector<Group> out;
        for (std::uint32_t at = 0; at < input.cells.size(); ++at) {
            const RuleBits accepting = input.masks->of(input.cells[at]);
            Words left(rules.size());
            for (std::size_t word = 0; word < left.size(); ++word)
                left[word] = rules[word] & accepting[word];
            const auto begin = input.ordered && !out.empty() ? out.end() - 1 : out.begin();
            const auto same = std::find_if(begin, out.end(),
                                           [&](const Group& group) { return group.rules == left; });
            if (same != out.end())
                same->positions.push_back(at);
            else
                out.push_back({std::move(left), {at}});
        }
        return out;
    }

    std::span<const WalkInput> inputs_;
    std::size_t left_;
    const BlockVisitor& visit_;
    Block block_;
};

/// The only input in which two blocks differ; nothing if there are several.
std::optional<std::size_t> only_difference(const Block& a, const Block& b) {
    std::optional<std::size_t> found;
    for (std::size_t input = 0; input < a.size(); ++input) {
        if (a[input] == b[input]) continue;
        if (found) return std::nullopt;
        found = input;
    }
    return found;
}

bool join(Block& a, const Block& b, std::span<const WalkInput> inputs) {
    const auto input = only_difference(a, b);
    if (!input) return false;
    std::vector<std::uint32_t> both;
    std::ranges::set_union(a[*input], b[*input], std::back_inserter(both));
    const bool gapless = both.back() - both.front() + 1 == both.size();
    if (inputs[*input].ordered && !gapless) return false;
    a[*input] = std::move(both);
    return true;
}

/// Joining is quadratic; beyond this the blocks are told as they are.
constexpr std::size_t blocks_joined_max = 4096;

}  // namespace

bool walk_blocks(std::span<const WalkInput> inputs, std::size_t rules, std::size_t limit,
                 const BlockVisitor& visit) {
    Words all((rules + 63) / 64, ~std::uint64_t{0});
    if (rules % 64 != 0) all.back() = (std::uint64_t{1} << (rules % 64)) - 1;
    return Walker(inputs, limit, visit).walk(0, all, 1);
}

std::uint64_t cells_of(const Block& block) {
    std::uint64_t cells = 1;
    for (const auto& positions : block) cells *= positions.size();
    return cells;
}

std::vector<Block> merged(std::vector<Block> blocks, std::span<const WalkInput> inputs) {
    if (blocks.size() > blocks_joined_max) return blocks;
    for (bool joined = true; joined;) {
        joined = false;
        for (std::size_t a = 0; a < blocks.size(); ++a)
            for (std::size_t b = a + 1; b < blocks.size();) {
                if (!join(blocks[a], blocks[b], inputs)) {
                    ++b;
                    continue;
                }
                blocks.erase(blocks.begin() + static_cast<std::ptrdiff_t>(b));
                joined = true;
            }
    }
    return blocks;
}

}  // namespace payung::rules
