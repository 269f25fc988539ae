#include <algorithm>
#include <array>

#include "rules/feel/parser.h"

namespace payung::rules {

std::optional<Comparison> Parser::take_comparison() {
    static constexpr std::array<std::pair<std::string_view, Comparison>, 6> symbols{{
        {"<=", Comparison::less_equal},
        {">=", Comparison::greater_equal},
        {"!=", Comparison::not_equal},
        {"<", Comparison::less},
        {">", Comparison::greater},
        {"=", Comparison::equal},
    }};
    for (const auto& [symbol, comparison] : symbols)
        if (cursor_.take(symbol)) return comparison;
    return std::nullopt;
}

Parsed<UnaryTests> Parser::whole_tests(TypePtr input) {
    Scope inner(scope_);
    inner.add("?", std::move(input));
    const Within within(*this, inner);
    Cursor dash = cursor_;
    if (dash.take("-") && dash.ahead().at_end()) return UnaryTests{};
    if (auto negated = negated_tests()) return *std::move(negated);
    UnaryTests tests;
    std::uint32_t height = 0;
    if (test_list(tests, height, false) && !cursor_.ahead().at_end())
        expected("',' atau akhir teks", "',' or the end of the text");
    if (error_) return *error_;
    return tests;
}

/// not(…) around all of the text; nothing, and nothing taken, where it is something else, as in
/// `not(a) and b`.
std::optional<UnaryTests> Parser::negated_tests() {
    const Cursor before = cursor_;
    UnaryTests tests;
    std::uint32_t height = 0;
    tests.negated = true;
    const bool whole = cursor_.take_word("not") && cursor_.take("(") &&
                       test_list(tests, height, true) && cursor_.take(")") &&
                       cursor_.ahead().at_end();
    if (whole) return tests;
    cursor_ = before;
    error_.reset();
    return std::nullopt;
}

/// Tests with commas between; `bracketed` where a ")" ends them.
bool Parser::test_list(UnaryTests& out, std::uint32_t& height, bool bracketed) {
    const Nesting nesting(*this);
    if (!nesting) return bool{expression()};  // which says what is wrong
    do {
        if (!one_test(out, height)) return false;
    } while (cursor_.take(","));
    if (!bracketed || cursor_.ahead().starts_with(")")) return true;
    expected("',' atau ')'", "',' or ')'");
    return false;
}

bool Parser::one_test(UnaryTests& out, std::uint32_t& height) {
    const int questions = questions_;
    UnaryTest test;
    const auto comparison = take_comparison();
    const Typed value = comparison ? operators(sum) : expression();
    if (!value) return false;
    height = std::max(height, value.height);
    test.value = value.expr;
    if (comparison) {
        test.kind = UnaryTest::Kind::compare;
        test.comparison = *comparison;
    } else if (questions_ != questions) {
        test.kind = UnaryTest::Kind::expression;
    }
    out.tests.push_back(std::move(test));
    return true;
}

/// `x in < 5`, `x in (1, < 5)`, `x in [1..5]`, `x in list`. What "(" opens is known once the first
/// part behind it is read, so nothing is read twice.
Typed Parser::in(Typed left) {
    UnaryTests tests;
    std::uint32_t height = 0;
    const Cursor next = cursor_.ahead();
    if (next.peek() != '(') {
        const auto comparison = take_comparison();
        const int questions = questions_;
        const Typed value = operators(sum);
        if (!value) return {};
        const auto kind = comparison                ? UnaryTest::Kind::compare
                          : questions_ != questions ? UnaryTest::Kind::expression
                                                    : UnaryTest::Kind::member;
        tests.tests.push_back({kind, comparison.value_or(Comparison::equal), value.expr});
        return in_listed(std::move(left), std::move(tests), value.height);
    }
    const std::size_t begin = next.at();
    cursor_.take("(");
    if (!test_list(tests, height, false)) return {};
    const UnaryTest& first = tests.tests.front();
    const bool alone = tests.tests.size() == 1 && first.kind != UnaryTest::Kind::compare;
    if (alone && cursor_.take("..")) {
        Typed range = range_from(begin, false, {first.value, nullptr, height});
        range = continued(std::move(range), sum);
        if (!range) return {};
        tests.tests.front().value = range.expr;
        return in_listed(std::move(left), std::move(tests), range.height);
    }
    if (!require(")")) return {};
    if (alone) {
        const Typed whole = continued({first.value, nullptr, height}, sum);
        if (!whole) return {};
        tests.tests.front().value = whole.expr;
        height = whole.height;
    }
    return in_listed(std::move(left), std::move(tests), height);
}

Typed Parser::in_listed(Typed left, UnaryTests tests, std::uint32_t height) {
    auto shared = std::make_shared<const UnaryTests>(std::move(tests));
    const std::uint32_t most = std::max(left.height, height);
    return boolean(left.expr->begin, InExpr{left.expr, std::move(shared)}, most);
}

}  // namespace payung::rules
