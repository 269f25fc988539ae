#include "rules/table/axis.h"

#include <algorithm>

#include "base/check.h"

namespace payung::rules {

namespace {

template <class T>
void sort_unique(std::vector<T>& all) {
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
}

template <class T>
bool contains(const std::vector<T>& all, const T& one) {
    return std::ranges::find(all, one) != all.end();
}

}  // namespace

Axis::Axis(const Grid& grid, const std::vector<const Condition*>& conditions) : grid_(grid) {
    CHECK(grid.kind != Grid::Kind::opaque);
    for (const Condition* condition : conditions) {
        if (condition == nullptr) continue;
        for (const Span& span : condition->spans) {
            if (span.begin) cuts_.push_back(*span.begin);
            if (span.end) cuts_.push_back(*span.end);
        }
        for (const auto* words : {&condition->words, &condition->other_than})
            words_.insert(words_.end(), words->begin(), words->end());
    }
    sort_unique(cuts_);
    sort_unique(words_);
}

std::size_t Axis::size() const {
    if (grid_.ordered()) return cuts_.size() + 1;
    return grid_.kind == Grid::Kind::word ? words_.size() + 1 : 2;
}

bool Axis::accepts(const Condition& condition, std::size_t cell) const {
    return part_accepts(condition, cell) != condition.negated;
}

bool Axis::part_accepts(const Condition& condition, std::size_t cell) const {
    if (condition.everything) return true;
    if (grid_.kind == Grid::Kind::truth)
        return cell == 0 ? condition.accepts_false : condition.accepts_true;
    if (grid_.kind == Grid::Kind::word) {
        if (cell == words_.size()) return !condition.other_than.empty();
        const std::string& word = words_[cell];
        return contains(condition.words, word) ||
               std::ranges::any_of(condition.other_than,
                                   [&](const std::string& other) { return other != word; });
    }
    return std::ranges::any_of(condition.spans, [&](const Span& span) {
        const bool begun = !span.begin || (cell > 0 && *span.begin <= cuts_[cell - 1]);
        return begun && (!span.end || (cell < cuts_.size() && cuts_[cell] <= *span.end));
    });
}

std::size_t Axis::cell_of(const Value& value) const {
    if (grid_.kind == Grid::Kind::truth) return value.boolean() ? 1 : 0;
    if (grid_.kind == Grid::Kind::word) {
        const auto found = std::ranges::lower_bound(words_, value.text());
        const bool named = found != words_.end() && *found == value.text();
        return named ? static_cast<std::size_t>(found - words_.begin()) : words_.size();
    }
    const auto right = std::ranges::partition_point(
        cuts_, [&](const Cut& cut) { return grid_.right_of(cut, value); });
    return static_cast<std::size_t>(right - cuts_.begin());
}

RuleMasks masks_of(const Axis& axis, const std::vector<const Condition*>& by_rule,
                   const std::vector<bool>* null_accepts) {
    RuleMasks masks(axis.size() + (null_accepts != nullptr ? 1 : 0), by_rule.size());
    for (std::size_t rule = 0; rule < by_rule.size(); ++rule) {
        for (std::size_t cell = 0; cell < axis.size(); ++cell)
            if (by_rule[rule] == nullptr || axis.accepts(*by_rule[rule], cell))
                masks.accept(cell, rule);
        if (null_accepts != nullptr && (*null_accepts)[rule]) masks.accept(axis.size(), rule);
    }
    return masks;
}

}  // namespace payung::rules
