#include "rules/table/condition.h"

#include "rules/feel/evaluate.h"
#include "rules/feel/tree.h"

namespace payung::rules {

namespace {

/// Collects what the tests of one cell accept; false from any step: not a set of constants.
class Reader {
public:
    Reader(const Grid& grid, const ConstantOf& constant, Condition& out)
        : grid_(grid), constant_(constant), out_(out) {}

    bool test(const UnaryTest& test) {
        if (test.kind == UnaryTest::Kind::expression) return expression(*test.value);
        const auto value = constant_(*test.value);
        if (!value) return false;
        return test.kind == UnaryTest::Kind::member ? member(*value)
                                                    : compare(test.comparison, *value);
    }

private:
    /// `? < 5`, `? in [1..3]`, `? between 1 and 3`: what the cell could have said without `?`.
    bool expression(const Expr& expr) {
        if (const auto* node = std::get_if<ComparisonExpr>(&expr.node)) {
            const auto value = is_input(*node->left) ? constant_(*node->right) : std::nullopt;
            return value && compare(node->comparison, *value);
        }
        if (const auto* node = std::get_if<BetweenExpr>(&expr.node)) {
            if (!is_input(*node->value)) return false;
            const auto low = constant_(*node->low), high = constant_(*node->high);
            return low && high && range({.low = *low, .high = *high});
        }
        if (const auto* node = std::get_if<InExpr>(&expr.node)) {
            if (!is_input(*node->value) || node->tests->negated) return false;
            for (const UnaryTest& each : node->tests->tests)
                if (!test(each)) return false;
            return true;
        }
        return false;
    }

    static bool is_input(const Expr& expr) {
        const auto* name = std::get_if<NameRef>(&expr.node);
        return name != nullptr && name->name == "?";
    }

    bool member(const Value& value) {
        if (value.kind() == Kind::range) return range(value.range());
        if (value.kind() == Kind::list) {
            for (const Value& item : value.list())
                if (!member(item)) return false;
            return true;
        }
        return compare(Comparison::equal, value);
    }

    bool range(const Range& range) {
        if (range.form == Range::Form::not_equal) return compare(Comparison::not_equal, range.low);
        const bool interval = range.form == Range::Form::interval;
        const bool open_end = range.low.is_null() || range.high.is_null();
        if (!grid_.ordered() || (interval && open_end)) return false;
        if (range.low.is_null() && range.high.is_null()) return false;
        Span span;
        if (!end_of(range.low, !range.low_included, span.begin) ||
            !end_of(range.high, range.high_included, span.end))
            return false;
        const bool nothing = span.begin && span.end && *span.end <= *span.begin;
        if (!nothing) out_.spans.push_back(span);
        return true;
    }

    bool end_of(const Value& value, bool after, std::optional<Cut>& end) const {
        if (value.is_null()) return true;
        if (!grid_.holds(value.kind())) return false;
        end = grid_.cut(value, after);
        return true;
    }

    bool compare(Comparison comparison, const Value& value) {
        const bool equality =
            comparison == Comparison::equal || comparison == Comparison::not_equal;
        if (value.is_null()) return equality && compare_null(comparison);
        if (!grid_.holds(value.kind())) return false;
        if (grid_.ordered()) return compare_ordered(comparison, value);
        if (!equality) return false;
        const bool equal = comparison == Comparison::equal;
        if (grid_.kind == Grid::Kind::word)
            (equal ? out_.words : out_.other_than).push_back(value.text());
        else
            (value.boolean() == equal ? out_.accepts_true : out_.accepts_false) = true;
        return true;
    }

    /// No value equals null; all differ from it.
    bool compare_null(Comparison comparison) {
        if (comparison == Comparison::not_equal) out_.everything = true;
        return true;
    }

    bool compare_ordered(Comparison comparison, const Value& value) {
        const Cut before = grid_.cut(value, false), after = grid_.cut(value, true);
        switch (comparison) {
            case Comparison::equal:
                if (before != after) out_.spans.push_back({before, after});
                break;
            case Comparison::not_equal:
                out_.spans.push_back({std::nullopt, before});
                out_.spans.push_back({after, std::nullopt});
                break;
            case Comparison::less:
                out_.spans.push_back({std::nullopt, before});
                break;
            case Comparison::less_equal:
                out_.spans.push_back({std::nullopt, after});
                break;
            case Comparison::greater:
                out_.spans.push_back({after, std::nullopt});
                break;
            case Comparison::greater_equal:
                out_.spans.push_back({before, std::nullopt});
                break;
        }
        return true;
    }

    const Grid& grid_;
    const ConstantOf& constant_;
    Condition& out_;
};

}  // namespace

std::optional<Condition> condition_of(const UnaryTests& tests, const Grid& grid,
                                      const ConstantOf& constant) {
    Condition out;
    out.negated = tests.negated;
    out.everything = tests.any();
    Reader reader(grid, constant, out);
    for (const UnaryTest& test : tests.tests)
        if (!reader.test(test)) return std::nullopt;
    return out;
}

std::optional<Value> literal_value(const Expr& expression) {
    if (const auto constant = constant_of(expression)) return *constant;
    bool literal = true;
    for_each_expression(expression, [&](const Expr& part) {
        const auto* name = std::get_if<NameRef>(&part.node);
        const bool outside = name != nullptr && name->builtin == nullptr;
        literal &= !outside && !(name != nullptr && (name->name == "now" || name->name == "today"));
    });
    if (!literal) return std::nullopt;
    return evaluate(expression, Bindings{});
}

}  // namespace payung::rules
