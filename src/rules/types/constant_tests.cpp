#include "rules/types/constant_tests.h"

#include <algorithm>
#include <compare>

#include "rules/feel/tree.h"

namespace payung::rules {

namespace {

bool is_simple(Kind kind) {
    return kind == Kind::number || kind == Kind::date || kind == Kind::string ||
           kind == Kind::boolean;
}

/// Pre: both of one simple kind.
std::strong_ordering order(const Value& a, const Value& b) {
    switch (a.kind()) {
        case Kind::number:
            return a.number() <=> b.number();
        case Kind::date:
            return a.date() <=> b.date();
        case Kind::string:
            return a.text() <=> b.text();
        default:
            return a.boolean() <=> b.boolean();
    }
}

}  // namespace

std::optional<ConstantTests::Test> ConstantTests::test_of(const UnaryTest& test) {
    if (test.kind == UnaryTest::Kind::expression) return std::nullopt;
    Test out;
    if (const auto* range = std::get_if<RangeExpr>(&test.value->node)) {
        const bool interval = range->form == Range::Form::interval && range->low && range->high &&
                              test.kind == UnaryTest::Kind::member;
        const auto low = interval ? constant_of(*range->low) : nullptr;
        const auto high = interval ? constant_of(*range->high) : nullptr;
        if (!low || !high || low->kind() != high->kind()) return std::nullopt;
        return Test{*low, *high, range->low_included, range->high_included, false};
    }
    const auto value = constant_of(*test.value);
    if (!value) return std::nullopt;
    const Comparison comparison =
        test.kind == UnaryTest::Kind::member ? Comparison::equal : test.comparison;
    const bool less = comparison == Comparison::less || comparison == Comparison::less_equal;
    const bool greater =
        comparison == Comparison::greater || comparison == Comparison::greater_equal;
    if (!less) out.low = *value;
    if (!greater) out.high = *value;
    out.low_included = comparison != Comparison::greater;
    out.high_included = comparison != Comparison::less;
    out.excluded = comparison == Comparison::not_equal;
    // Words and truth have no order here: FEEL judges what is asked of it.
    const bool ordered = value->kind() == Kind::number || value->kind() == Kind::date;
    return (less || greater) && !ordered ? std::nullopt : std::optional(std::move(out));
}

std::optional<ConstantTests> ConstantTests::of(const UnaryTests& tests) {
    if (tests.tests.empty()) return std::nullopt;
    ConstantTests out;
    out.negated_ = tests.negated;
    for (const UnaryTest& test : tests.tests) {
        auto made = test_of(test);
        if (!made) return std::nullopt;
        const Kind kind = made->low.is_null() ? made->high.kind() : made->low.kind();
        if (!is_simple(kind) || (!out.tests_.empty() && kind != out.kind_)) return std::nullopt;
        out.kind_ = kind;
        out.tests_.push_back(*std::move(made));
    }
    return out;
}

std::optional<bool> ConstantTests::hold(const Value& input) const {
    if (input.kind() != kind_) return std::nullopt;
    const auto holds = [&](const Test& test) {
        const auto above = [&](const Value& end, bool included) {
            const auto found = order(input, end);
            return found > 0 || (included && found == 0);
        };
        const auto below = [&](const Value& end, bool included) {
            const auto found = order(input, end);
            return found < 0 || (included && found == 0);
        };
        const bool inside = (test.low.is_null() || above(test.low, test.low_included)) &&
                            (test.high.is_null() || below(test.high, test.high_included));
        return inside != test.excluded;
    };
    return std::any_of(tests_.begin(), tests_.end(), holds) != negated_;
}

}  // namespace payung::rules
