#include "rules/table/cells.h"

#include <algorithm>
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
    using Words = std::vector<std::uint64_t>;

    Filler(std::span<const InputMasks> inputs,
           const std::function<RuleNumber(const Matches&)>& outcome)
        : inputs_(inputs), outcome_(outcome), blocks_(inputs.size(), 1) {
        for (std::size_t input = inputs.size(); input-- > 1;)
            blocks_[input - 1] = blocks_[input] * inputs[input].sure.cells();
        cells_.resize(inputs.empty() ? 1 : blocks_[0] * inputs[0].sure.cells());
    }

    void fill(std::size_t input, std::size_t begin, const Matches& rules) {
        if (input == inputs_.size()) {
            cells_[begin] = outcome_(rules);
            return;
        }
        Words sure(rules.sure.size()), possible(rules.sure.size());
        for (std::size_t cell = 0; cell < inputs_[input].sure.cells(); ++cell) {
            narrow(rules.sure, inputs_[input].sure.of(cell), sure);
            if (narrow(rules.possible, inputs_[input].possible.of(cell), possible))
                fill(input + 1, begin + cell * blocks_[input], {sure, possible});
        }
    }

    std::vector<RuleNumber> take() && { return std::move(cells_); }

private:
    /// Whether any rule is left.
    static bool narrow(RuleBits rules, RuleBits accepting, Words& left) {
        std::uint64_t any = 0;
        for (std::size_t word = 0; word < left.size(); ++word)
            any |= left[word] = rules[word] & accepting[word];
        return any != 0;
    }

    std::span<const InputMasks> inputs_;
    const std::function<RuleNumber(const Matches&)>& outcome_;
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

bool undecided(model::HitPolicy policy, const Matches& matches) {
    if (policy != model::HitPolicy::first)
        return !std::ranges::equal(matches.sure, matches.possible);
    return first_of(matches.possible) != first_of(matches.sure);
}

RuleNumber resolve(const HitRule& hit, const Matches& matches) {
    return undecided(hit.policy, matches) ? undecided_number : resolve(hit, matches.sure);
}

std::size_t combinations(std::span<const InputMasks> inputs, std::size_t limit) {
    std::size_t product = 1;
    for (const InputMasks& input : inputs) {
        if (input.sure.cells() > limit / product) return limit + 1;
        product *= input.sure.cells();
    }
    return product;
}

std::vector<RuleNumber> dense_cells(std::span<const InputMasks> inputs, std::size_t rules,
                                    const std::function<RuleNumber(const Matches&)>& outcome) {
    Filler filler(inputs, outcome);
    std::vector<std::uint64_t> all((rules + 63) / 64, ~std::uint64_t{0});
    if (rules % 64 != 0) all.back() = (std::uint64_t{1} << (rules % 64)) - 1;
    if (rules > 0) filler.fill(0, 0, {all, all});
    return std::move(filler).take();
}

}  // namespace payung::rules
