#include "rules/types/check.h"

#include <gtest/gtest.h>

#include "rules/feel/parse.h"

namespace payung::rules {
namespace {

Scope names() {
    auto child = std::make_shared<Type>();
    child->kind = Type::Kind::context;
    child->fields = {{"Umur", basic_type(Type::Kind::number)},
                     {"Tanggal lahir", basic_type(Type::Kind::date)}};
    Scope scope;
    scope.add("n", basic_type(Type::Kind::number));
    scope.add("s", basic_type(Type::Kind::string));
    scope.add("b", basic_type(Type::Kind::boolean));
    scope.add("d", basic_type(Type::Kind::date));
    scope.add("unknown type", nullptr);
    scope.add("Anak", list_of(child));
    return scope;
}

struct Case {
    const char *feel, *type;
    std::vector<DiagnosticCode> found;
};

// Goal: the type of every form of expression, and what can only be a mistake in it.
TEST(Check, expressions) {
    using enum DiagnosticCode;
    const std::vector<Case> cases{
        {"1 + n", "number", {}},
        {"s + \"x\"", "string", {}},
        {"s + 1", "Any", {type_operands}},
        {"d + duration(\"P1M\")", "date", {}},
        {"d - d", "days and time duration", {}},
        {"d * 2", "Any", {type_operands}},
        {"duration(\"P1D\") / duration(\"P1D\")", "number", {}},
        {"n ** 2", "number", {}},
        {"-s", "string", {type_wanted}},
        {"n = 1", "boolean", {}},
        {"n = null", "boolean", {}},
        {"n = s", "boolean", {type_compared}},
        {"n < null", "boolean", {type_compared}},
        {"b < b", "boolean", {type_compared}},
        {"d >= date(\"2026-01-01\")", "boolean", {}},
        {"d >= \"2026-01-01\"", "boolean", {type_compared}},
        {"b and n = 1", "boolean", {}},
        {"b and n", "boolean", {type_wanted}},
        {"n between 1 and 2", "boolean", {}},
        {"n between \"a\" and 2", "boolean", {type_compared}},
        {"n in [1..3]", "boolean", {}},
        {"s in (\"a\", \"b\")", "boolean", {}},
        {"s in (\"a\", 1)", "boolean", {type_compared}},
        {"if b then 1 else 2", "number", {}},
        {"if b then 1 else null", "number", {}},
        {"if n then 1 else 2", "number", {type_wanted}},
        {"if b then 1 else \"x\"", "Any", {type_branches}},
        {"for i in 1..3 return i * n", "list<number>", {}},
        {"for a in Anak return a.Umur", "list<number>", {}},
        {"for a in Anak return a.Usia", "list<Any>", {unknown_field}},
        {"some a in Anak satisfies a.Umur < 23", "boolean", {}},
        {"every a in Anak satisfies a.Umur", "boolean", {type_wanted}},
        {"Anak[Umur < 23]", "list<context>", {}},
        {"Anak[1].Tanggal lahir", "date", {}},
        {"Anak.Umur", "list<number>", {}},
        {"sum(Anak.Umur)", "number", {}},
        {"count(Anak[item.Umur < 23])", "number", {}},
        {"d.year", "number", {}},
        {"d.jam", "Any", {unknown_field}},
        {"n.x", "Any", {unknown_field}},
        {"unknown type.x + 1", "Any", {}},
        {"m + 1", "Any", {unknown_name}},
        {"floor(n)", "number", {}},
        {"floor(s)", "number", {argument_kind}},
        {"floor()", "number", {argument_shape}},
        {"round half up(n: 1, scale: 0)", "number", {}},
        {"round half up(n: 1, skala: 0)", "number", {argument_shape}},
        {"min(1, 2, n)", "number", {}},
        {"max(Anak.Umur)", "number", {}},
        {"date(\"2026-02-30\")", "date", {certain_null}},
        {"date(2026, 1, 1)", "date", {}},
        {"years and months duration(d, d)", "years and months duration", {}},
        {"string length(s)", "number", {}},
        {"list contains(Anak.Umur, 3)", "boolean", {}},
        {"{a: 1, b: a + 1}.b", "number", {}},
        {"{a: 1}.c", "Any", {unknown_field}},
        {"[1, 2][1]", "number", {}},
        {"n(1)", "Any", {not_a_function}},
        {"now()", "Any", {feature_refused}},
        {"sqrt(n)", "Any", {feature_refused}},
        {"median(1, 2)", "Any", {feature_refused}},
        {"n instance of number", "boolean", {feature_refused}},
        {"[1..2]", "range", {feature_refused}},
        {"@\"10:00:00\"", "time", {feature_refused}},
        {"function(x) x", "function", {feature_refused}},
    };
    const Scope scope = names();
    for (const Case& c : cases) {
        SCOPED_TRACE(c.feel);
        auto parsed = parse_expression(c.feel, scope);
        const auto* tree = std::get_if<ExprPtr>(&parsed);
        if (tree == nullptr) {
            ADD_FAILURE() << std::get<SyntaxError>(parsed).what;
            continue;
        }
        Problems problems;
        EXPECT_EQ(type_text(check(**tree, scope, problems)), c.type);
        std::vector<DiagnosticCode> found;
        for (const Problem& problem : problems) found.push_back(problem.code);
        EXPECT_EQ(found, c.found);
        EXPECT_EQ(type_text(inferred_type(**tree, scope)), c.type);
    }
}

// Goal: a test in a table is compared with the column it stands in.
TEST(Check, tests_of_a_column) {
    using enum DiagnosticCode;
    struct Column {
        const char* feel;
        Type::Kind input;
        std::vector<DiagnosticCode> found;
    };
    const std::vector<Column> cases{
        {"-", Type::Kind::number, {}},
        {"< 5", Type::Kind::number, {}},
        {"< 5", Type::Kind::string, {type_compared}},
        {"[1..5)", Type::Kind::number, {}},
        {"[1..5)", Type::Kind::date, {type_compared}},
        {"[1..\"a\"]", Type::Kind::number, {type_compared}},
        {"\"a\", \"b\"", Type::Kind::string, {}},
        {"not(\"a\")", Type::Kind::string, {}},
        {"true", Type::Kind::boolean, {}},
        {"null", Type::Kind::number, {}},
        {"true", Type::Kind::number, {type_compared}},
        {"? > n", Type::Kind::number, {}},
        {"? + n", Type::Kind::number, {type_wanted}},
        {"n", Type::Kind::number, {}},
        {"m", Type::Kind::number, {unknown_name}},
        {"[1, 2]", Type::Kind::number, {}},
    };
    const Scope scope = names();
    for (const Column& c : cases) {
        SCOPED_TRACE(c.feel);
        auto parsed = parse_unary_tests(c.feel, scope, basic_type(c.input));
        const auto* tests = std::get_if<UnaryTests>(&parsed);
        ASSERT_NE(tests, nullptr);
        Problems problems;
        check(*tests, basic_type(c.input), scope, problems);
        std::vector<DiagnosticCode> found;
        for (const Problem& problem : problems) found.push_back(problem.code);
        EXPECT_EQ(found, c.found);
    }
}

// Goal: a type fits another where every value could; what is not known fits everything.
TEST(Check, fits) {
    const TypePtr number = basic_type(Type::Kind::number), text = basic_type(Type::Kind::string);
    auto wide = std::make_shared<Type>();
    wide->kind = Type::Kind::context;
    wide->fields = {{"a", number}, {"b", text}};
    auto narrow = std::make_shared<Type>();
    narrow->kind = Type::Kind::context;
    narrow->fields = {{"a", number}};
    EXPECT_TRUE(fits(number, number));
    EXPECT_FALSE(fits(number, text));
    EXPECT_TRUE(fits(nullptr, text));
    EXPECT_TRUE(fits(number, basic_type(Type::Kind::any)));
    EXPECT_TRUE(fits(basic_type(Type::Kind::null), text));
    EXPECT_TRUE(fits(list_of(number), list_of(number)));
    EXPECT_FALSE(fits(list_of(number), list_of(text)));
    EXPECT_FALSE(fits(number, list_of(number)));
    EXPECT_TRUE(fits(wide, narrow));
    EXPECT_FALSE(fits(narrow, wide));
}

}  // namespace
}  // namespace payung::rules
