#include "rules/value/builtins.h"

#include <algorithm>
#include <array>
#include <vector>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

namespace {

/// A range with whole ends from 0 to 4; `low` = `high` closed is a point.
struct Model {
    int low, high;
    bool low_included, high_included;

    std::string feel() const {
        return std::string(low_included ? "[" : "(") + std::to_string(low) + ".." +
               std::to_string(high) + (high_included ? "]" : ")");
    }
    /// Whether half of `twice` lies in it: points between whole numbers count too.
    bool holds(int twice) const {
        return (low_included ? twice >= 2 * low : twice > 2 * low) &&
               (high_included ? twice <= 2 * high : twice < 2 * high);
    }
    std::vector<int> points() const {
        std::vector<int> all;
        for (int twice = 0; twice <= 8; ++twice)
            if (holds(twice)) all.push_back(twice);
        return all;
    }
};

bool shares_a_point(const Model& a, const Model& b) {
    for (const int point : a.points())
        if (b.holds(point)) return true;
    return false;
}

bool lies_within(const Model& a, const Model& b) {
    return std::ranges::all_of(a.points(), [&](int point) { return b.holds(point); });
}

std::vector<Model> all_ranges() {
    std::vector<Model> all;
    for (int low = 0; low < 4; ++low)
        for (int high = low + 1; high <= 4; ++high)
            for (const bool low_included : {false, true})
                for (const bool high_included : {false, true})
                    all.push_back({low, high, low_included, high_included});
    return all;
}

bool answer(std::string_view name, const Model& a, const Model& b) {
    const Value result = asked(std::string(name) + '(' + a.feel() + ", " + b.feel() + ')');
    EXPECT_EQ(result.kind(), Kind::boolean);
    return result.kind() == Kind::boolean && result.boolean();
}

}  // namespace

// Every pair of ranges on the numbers 0 to 4: the functions say what the sets of points say.
TEST(IntervalBuiltins, agree_with_sets_of_points) {
    const std::vector<Model> ranges = all_ranges();
    for (const Model& a : ranges)
        for (const Model& b : ranges) {
            const std::string what = a.feel() + " and " + b.feel();
            EXPECT_EQ(answer("overlaps", a, b), shares_a_point(a, b)) << what;
            EXPECT_EQ(answer("before", a, b) || answer("after", a, b), !shares_a_point(a, b))
                << what;
            EXPECT_EQ(answer("during", a, b), lies_within(a, b)) << what;
            EXPECT_EQ(answer("includes", a, b), lies_within(b, a)) << what;
            EXPECT_EQ(answer("coincides", a, b), lies_within(a, b) && lies_within(b, a)) << what;
            EXPECT_EQ(answer("meets", a, b), a.high == b.low && a.high_included && b.low_included)
                << what;
        }
}

// What is one relation told from the other side.
TEST(IntervalBuiltins, have_opposites) {
    const std::array opposites = {
        std::pair{"before", "after"},         std::pair{"meets", "met by"},
        std::pair{"finishes", "finished by"}, std::pair{"during", "includes"},
        std::pair{"starts", "started by"},    std::pair{"overlaps before", "overlaps after"},
        std::pair{"overlaps", "overlaps"},    std::pair{"coincides", "coincides"},
    };
    for (const Model& a : all_ranges())
        for (const Model& b : all_ranges())
            for (const auto& [one, other] : opposites)
                ASSERT_EQ(answer(one, a, b), answer(other, b, a))
                    << one << ' ' << a.feel() << ' ' << b.feel();
}

TEST(IntervalBuiltins, ends_that_are_alike) {
    constexpr std::array cases = {
        FeelCase{"finishes([5..10], [1..10])", "true"},
        FeelCase{"finishes([5..10), [1..10])", "false"},
        FeelCase{"finishes([5..10), [1..10))", "true"},
        FeelCase{"finishes([1..10], (1..10])", "false"},
        FeelCase{"finishes((1..10], [1..10])", "true"},
        FeelCase{"finishes(10, [1..10))", "false"},
        FeelCase{"starts([1..5], [1..10])", "true"},
        FeelCase{"starts((1..5], [1..10])", "false"},
        FeelCase{"starts([1..10], [1..10])", "true"},
        FeelCase{"starts([1..10], [1..10))", "false"},
        FeelCase{"starts(1, (1..10])", "false"},
        FeelCase{"overlaps before([1..5], [3..8])", "true"},
        FeelCase{"overlaps before([1..5], (1..8])", "true"},
        FeelCase{"overlaps before([1..5], [5..8])", "true"},
        FeelCase{"overlaps before([1..5), [5..8])", "false"},
        FeelCase{"overlaps before([1..8], [3..5])", "false"},
        FeelCase{"overlaps before([1..5], [1..8])", "false"},
    };
    expect_answers(cases);
}

// Points, dates, ranges open to one side, and what does not go together.
TEST(IntervalBuiltins, other_kinds) {
    constexpr std::array cases = {
        FeelCase{"before(1, 1)", "false"},
        FeelCase{"before(1, (1..5])", "true"},
        FeelCase{"after(5, [1..5))", "true"},
        FeelCase{"before(@\"2026-01-01\", @\"2026-01-02\")", "true"},
        FeelCase{"during(@\"2026-01-15\", [@\"2026-01-01\"..@\"2026-02-01\"))", "true"},
        FeelCase{"during(5, (< 10))", "true"},
        FeelCase{"during(15, (< 10))", "false"},
        FeelCase{"before((< 10), (>= 10))", "true"},
        FeelCase{"overlaps((< 10), (> 5))", "true"},
        FeelCase{"before(1, \"a\")", "error type_error"},
        FeelCase{"before([1..2], [\"a\"..\"b\"])", "error type_error"},
        FeelCase{"before(true, false)", "error type_error"},
        FeelCase{"meets(1, [1..2])", "error type_error"},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
