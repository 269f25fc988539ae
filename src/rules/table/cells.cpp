#include "rules/table/cells.h"

#include <bit>

namespace payung::rules {

namespace {

RuleNumber first_of(RuleBits rules) {
    for (std::size_t word = 0; word < rules.size(); ++word)
        if (rules[word] != 0)
            return static_cast<RuleNumber>(word * 64 + 1 +
                                           static_cast<std::size_t>(std::countr_zero(rules[word])));
    return no_rule_number;
}

RuleNumber unique_of(RuleBits rules) {
    int count = 0;
    for (const std::uint64_t word : rules) count += std::popcount(word);
    return count > 1 ? conflict_number : first_of(rules);
}

RuleNumber any_of(const HitRule& hit, RuleBits rules) {
    const RuleNumber first = first_of(rules);
    bool agree = true;
    for_rules(rules, [&](std::size_t rule) {
        agree &= hit.output_class[rule] == hit.output_class[first - 1U];
    });
    return agree ? first : conflict_number;
}

RuleNumber best_of(const HitRule& hit, RuleBits rules) {
    std::size_t best = first_of(rules);
    for_rules(rules, [&](std::size_t rule) {
        if (hit.rank[rule] < hit.rank[best - 1]) best = rule + 1;
    });
    return static_cast<RuleNumber>(best);
}

/// Fills the block of combinations that begin with the cells chosen so far.
class Filler {
public:
    Filler(std::span<const RuleMasks> inputs, const std::function<RuleNumber(RuleBits)>& outcome)
        : inputs_(inputs), outcome_(outcome), blocks_(inputs.size(), 1) {
        for (std::size_t input = inputs.size(); input-- > 1;)
            blocks_[input - 1] = blocks_[input] * inputs[input].cells();
        cells_.resize(inputs.empty() ? 1 : blocks_[0] * inputs[0].cells());
    }

    void fill(std::size_t input, std::size_t begin, const std::vector<std::uint64_t>& rules) {
        if (input == inputs_.size()) {
            cells_[begin] = outcome_(rules);
            return;
        }
        std::vector<std::uint64_t> left(rules.size());
        for (std::size_t cell = 0; cell < inputs_[input].cells(); ++cell) {
            const RuleBits accepting = inputs_[input].of(cell);
            std::uint64_t any = 0;
            for (std::size_t word = 0; word < left.size(); ++word)
                any |= left[word] = rules[word] & accepting[word];
            if (any != 0) fill(input + 1, begin + cell * blocks_[input], left);
        }
    }

    std::vector<RuleNumber> take() && { return std::move(cells_); }

private:
    std::span<const RuleMasks> inputs_;
    const std::function<RuleNumber(RuleBits)>& outcome_;
    std::vector<std::size_t> blocks_;
    std::vector<RuleNumber> cells_;
};

}  // namespace

RuleNumber resolve(const HitRule& hit, RuleBits rules) {
    if (first_of(rules) == no_rule_number) return no_rule_number;
    switch (hit.policy) {
        case model::HitPolicy::unique:
            return unique_of(rules);
        case model::HitPolicy::any:
            return any_of(hit, rules);
        case model::HitPolicy::priority:
            return best_of(hit, rules);
        default:
            return first_of(rules);
    }
}

std::size_t combinations(std::span<const RuleMasks> inputs, std::size_t limit) {
    std::size_t product = 1;
    for (const RuleMasks& input : inputs) {
        if (input.cells() > limit / product) return limit + 1;
        product *= input.cells();
    }
    return product;
}

std::vector<RuleNumber> dense_cells(std::span<const RuleMasks> inputs, std::size_t rules,
                                    const std::function<RuleNumber(RuleBits)>& outcome) {
    Filler filler(inputs, outcome);
    std::vector<std::uint64_t> all((rules + 63) / 64, ~std::uint64_t{0});
    if (rules % 64 != 0) all.back() = (std::uint64_t{1} << (rules % 64)) - 1;
    if (rules > 0) filler.fill(0, 0, all);
    return std::move(filler).take();
}

}  // namespace payung::rules
