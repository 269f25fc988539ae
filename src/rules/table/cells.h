#pragma once

/// A decision table as cells: which rules accept each cell of each input, and which rule a
/// combination of cells selects under the hit policy.
///
/// Shape    a bit per rule, 64 a word; combinations in mixed radix, the last input fastest.
/// Null     a cell of null has two sets of rules: those that surely match, and those that match or
///          that the null leaves undecided. Elsewhere, and outside law, the two are one.
/// Cost     dense(): one step a cell, whole blocks skipped where no rule is left.

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "rules/model/model.h"

namespace payung::rules {

using RuleNumber = std::uint16_t;
inline constexpr RuleNumber no_rule_number = 0;
inline constexpr RuleNumber conflict_number = 65535;
/// Within cells only: a null leaves open which rule it is. Published as no_rule_number.
inline constexpr RuleNumber undecided_number = 65534;

/// Rules from 0, a bit each.
using RuleBits = std::span<const std::uint64_t>;
/// From lowest to highest: call(rule).
template <class Call>
void for_rules(RuleBits bits, Call&& call) {
    for (std::size_t word = 0; word < bits.size(); ++word)
        for (std::uint64_t rest = bits[word]; rest != 0; rest &= rest - 1)
            call(word * 64 + static_cast<std::size_t>(__builtin_ctzll(rest)));
}

/// The rules that accept each cell of one input.
class RuleMasks {
public:
    RuleMasks(std::size_t cells, std::size_t rules)
        : words_((rules + 63) / 64), bits_(cells * words_) {}
    std::size_t cells() const { return words_ == 0 ? 0 : bits_.size() / words_; }
    std::size_t words() const { return words_; }
    void accept(std::size_t cell, std::size_t rule) {
        bits_[cell * words_ + rule / 64] |= std::uint64_t{1} << (rule % 64);
    }
    RuleBits of(std::size_t cell) const { return {bits_.data() + cell * words_, words_}; }
    friend bool operator==(const RuleMasks&, const RuleMasks&) = default;

private:
    std::size_t words_;
    std::vector<std::uint64_t> bits_;
};

/// The rules of one combination of cells: `sure` are among the `possible`.
struct Matches {
    RuleBits sure, possible;
};
/// Whether an undecided rule could change the answer; under FIRST those after a match cannot.
bool undecided(model::HitPolicy policy, const Matches& matches);

/// How the rules that match become one. Classes and ranks by rule.
struct HitRule {
    model::HitPolicy policy = model::HitPolicy::unique;
    std::vector<std::uint32_t> output_class;  // ANY: equal where all outputs are equal
    std::vector<std::uint32_t> rank;          // PRIORITY: lowest wins, then the first
    friend bool operator==(const HitRule&, const HitRule&) = default;
};

/// The rule number (from 1) that these rules give. Pre: a single-hit policy.
RuleNumber resolve(const HitRule& hit, RuleBits rules);
RuleNumber resolve(const HitRule& hit, const Matches& matches);

/// The rules that surely accept the cells of an input, and those that possibly do.
struct InputMasks {
    const RuleMasks& sure;
    const RuleMasks& possible;
};

/// Product of the cells of all inputs, or `limit + 1` where it is larger.
std::size_t combinations(std::span<const InputMasks> inputs, std::size_t limit);

/// For every combination of cells, what `outcome` gives for the rules that match there; 0 where
/// none possibly does. `rules` is the number of rules.
std::vector<RuleNumber> dense_cells(std::span<const InputMasks> inputs, std::size_t rules,
                                    const std::function<RuleNumber(const Matches&)>& outcome);

}  // namespace payung::rules
