#include "monitoring/small_cells.h"

#include <optional>

#include "base/check.h"

namespace payung {
namespace {

constexpr std::uint64_t slack_min = people_published_min - 1;

/// Works from the deepest areas up; what it decides below never has to be undone above.
class Withholding {
public:
    explicit Withholding(const CellTree& tree)
        : tree_(tree), withheld_(tree.count.size()), sure_(tree.count.size()) {}

    std::vector<std::uint8_t> run() && {
        for (std::size_t i = withheld_.size(); i-- > 0;) {
            if (tree_.count[i] > 0) visit(static_cast<std::uint32_t>(i));
        }
        return std::move(withheld_);
    }

private:
    /// What the published parts of an area leave open.
    struct Open {
        std::uint64_t parts = 0;   // listed
        std::uint64_t hidden = 0;  // of those, withheld; and the rest if there is one
        std::uint64_t slack = 0;   // people in the hidden parts beyond those an outsider is sure of
        bool protects = false;     // some hidden part must not be found out
        std::optional<std::uint32_t> smallest_shown;
    };

    template <class Take>
    void for_each_part(std::uint32_t area, Take&& take) const {
        for (std::uint32_t at = area + 1; at < tree_.end[area]; at = tree_.end[at]) {
            if (tree_.count[at] > 0) take(at);
        }
    }

    std::uint64_t rest_of(std::uint32_t area) const {
        std::uint64_t rest = tree_.count[area];
        for_each_part(area, [&](std::uint32_t part) {
            CHECK(tree_.count[part] <= rest);
            rest -= tree_.count[part];
        });
        return rest;
    }

    Open open_in(std::uint32_t area) const {
        Open open;
        for_each_part(area, [&](std::uint32_t part) {
            ++open.parts;
            if (withheld_[part] != 0) {
                ++open.hidden;
                open.slack += tree_.count[part] - sure_[part];
                open.protects = true;
            } else if (!open.smallest_shown ||
                       tree_.count[part] < tree_.count[*open.smallest_shown]) {
                open.smallest_shown = part;
            }
        });
        if (open.parts == 0) return open;
        const std::uint64_t rest = rest_of(area);
        open.hidden += rest > 0 ? 1 : 0;
        open.slack += rest;
        open.protects = open.protects || (rest > 0 && rest < people_published_min);
        return open;
    }

    void visit(std::uint32_t area) {
        const bool small = tree_.count[area] < people_published_min;
        if (small) {
            hide(area);
            return;
        }
        const Open open = open_in(area);
        const bool safe = open.hidden >= 2 && open.slack >= slack_min;
        if (!open.protects || safe) return;
        if (open.smallest_shown) {
            hide_with_parts(*open.smallest_shown);
        } else {
            hide(area);  // all its parts are hidden, and too few people are in them
        }
    }

    void hide(std::uint32_t area) {
        withheld_[area] = 1;
        std::uint64_t sure = 0;
        for_each_part(area, [&](std::uint32_t part) {
            sure += withheld_[part] != 0 ? sure_[part] : tree_.count[part];
        });
        sure_[area] = sure > 0 ? sure : 1;
    }

    /// Hides an area, and so much of its parts that they do not add up to it.
    void hide_with_parts(std::uint32_t area) {
        const Open open = open_in(area);
        if (open.parts > 0 && open.hidden == 0) hide_with_parts(*open.smallest_shown);
        hide(area);
    }

    const CellTree& tree_;
    std::vector<std::uint8_t> withheld_;
    std::vector<std::uint64_t> sure_;  // of a withheld area: people an outsider is sure to be in it
};

}  // namespace

std::vector<std::uint8_t> cells_to_withhold(const CellTree& tree) {
    CHECK(tree.end.size() == tree.count.size());
    return Withholding(tree).run();
}

}  // namespace payung
