#include "rules/feel/parse.h"

#include <gtest/gtest.h>

#include "rules/feel/tree.h"

namespace payung::rules {
namespace {

TypePtr number() {
    return basic_type(Type::Kind::number);
}
TypePtr context_of(std::vector<std::pair<std::string, TypePtr>> fields) {
    auto type = std::make_shared<Type>();
    type->kind = Type::Kind::context;
    type->fields = std::move(fields);
    return type;
}
Scope scope_of(const std::vector<std::string>& names) {
    Scope scope;
    for (const std::string& name : names) scope.add(name, nullptr);
    return scope;
}

/// The standard spelling, or "at N: what" where the text cannot be read.
std::string reading(std::string_view text, const Scope& scope) {
    const Parsed<ExprPtr> parsed = parse_expression(text, scope);
    if (const auto* error = std::get_if<SyntaxError>(&parsed))
        return "at " + std::to_string(error->at) + ": " + error->what;
    return to_text(*std::get<ExprPtr>(parsed));
}
std::string tests_reading(std::string_view text, const Scope& scope = Scope()) {
    const Parsed<UnaryTests> parsed = parse_unary_tests(text, scope);
    if (const auto* error = std::get_if<SyntaxError>(&parsed))
        return "at " + std::to_string(error->at) + ": " + error->what;
    return to_text(std::get<UnaryTests>(parsed));
}

struct Case {
    std::string_view text, spelling;
};

// Goal: what binds tighter than what is that of DMN, and brackets are printed only where needed.
TEST(FeelParse, operators_bind_as_the_standard_says) {
    const Scope scope = scope_of({"a", "b", "c"});
    for (const auto& [text, spelling] : std::initializer_list<Case>{
             {"-3 ** 2", "-3 ** 2"},
             {"-(a ** 2)", "-(a ** 2)"},
             {"(a ** b) ** c", "a ** b ** c"},
             {"a ** (b ** c)", "a ** (b ** c)"},
             {"a+b*c", "a + b * c"},
             {"(a+b)*c", "(a + b) * c"},
             {"a - (b - c)", "a - (b - c)"},
             {"a or b and c", "a or b and c"},
             {"(a or b) and c", "(a or b) and c"},
             {"a and (b and c)", "a and (b and c)"},
             {"a < b = c", "a < b = c"},
             {"a between 1 and 2 and b", "a between 1 and 2 and b"},
             {"a between b + 1 and c * 2", "a between b + 1 and c * 2"},
             {"- - a", "--a"},
             {"-(-1)", "1"},
             {"2 ** -1", "2 ** -1"},
             {"a -1", "a - 1"},
             {"if a then b else c + 1", "if a then b else c + 1"},
             {"(if a then b else c) + 1", "(if a then b else c) + 1"},
             {"-a instance of number", "-a instance of number"},
             {"(-a) instance of number", "(-a) instance of number"},
         })
        EXPECT_EQ(reading(text, scope), spelling) << text;
}

// Goal: every kind of literal and bracket is read, comments are not.
TEST(FeelParse, literals) {
    const Scope scope = scope_of({"a"});
    for (const auto& [text, spelling] : std::initializer_list<Case>{
             {".872", "0.872"},
             {"1.23e4", "12300"},
             {"1.5E-2", "0.015"},
             {"-5", "-5"},
             {"[1..3]", "[1..3]"},
             {"[.5...7]", "[0.5..0.7]"},
             {R"("a\"b\\c\nd\te\u0041\U01F40E")", "\"a\\\"b\\\\c\\nd\\teA\U0001F40E\""},
             {R"("\d{4}")", R"("\\d{4}")"},
             {R"("\ud83d\udca9")", "\"\U0001F4A9\""},
             {R"(@"2026-01-01")", R"(@"2026-01-01")"},
             {R"(@"P1Y2M")", R"(@"P1Y2M")"},
             {R"(@"foo")", R"(@"foo")"},
             {"1 /* one */ + // two\n 2", "1 + 2"},
             {"]1..2[", "(1..2)"},
             {"(a..2]", "(a..2]"},
             {"[1..a[1]]", "[1..a[1]]"},
             {"[1..10[ = [1..10)", "[1..10) = [1..10)"},
             {"[[1..10[, ]1..2]]", "[[1..10), (1..2]]"},
             {"(< 5)", "(< 5)"},
             {"(>=a)", "(>= a)"},
             {"(=5)", "(= 5)"},
             {"(!= 5)", "(!= 5)"},
             {"(null..5)", "(null..5)"},
             {"{a: 1, \"b c\": 2, d+e: 3, \"!\": 4}", "{a: 1, b c: 2, d+e: 3, \"!\": 4}"},
             {"{}", "{}"},
             {"[]", "[]"},
         })
        EXPECT_EQ(reading(text, scope), spelling) << text;
}

// Goal: the longest name in scope wins, whatever operators it holds; one that is not in scope is
// read whole, as its words, so that it can be told whole.
TEST(FeelParse, names_may_hold_blanks_and_operators) {
    const Scope scope =
        scope_of({"Masa iur", "Masa iur bulan", "Pre-bureau risk", "Teacher's mark", "a", "a-b",
                  "b", "days in weekend", "decision A 2.1", "in stock"});
    for (const auto& [text, spelling] : std::initializer_list<Case>{
             {"Masa  iur\n bulan*2", "Masa iur bulan * 2"},
             {"Masa iur - 1", "Masa iur - 1"},
             {"Pre-bureau risk", "Pre-bureau risk"},
             {"Teacher's mark + 1", "Teacher's mark + 1"},
             {"a-b", "a-b"},
             {"a -b", "a - b"},
             {"a- b", "a - b"},
             {"for d in days in weekend return d", "for d in days in weekend return d"},
             {"decision A 2.1 + 1", "decision A 2.1 + 1"},
             {"in stock", "in stock"},
             {"Masa iur tahun * 2", "Masa iur tahun * 2"},  // unknown, and told whole
             {"date of birth", "date of birth"},
             {"upah_2 × 3", "upah_2 × 3"},
             {"gaji pokok in [1..2]", "gaji pokok in [1..2]"},
         })
        EXPECT_EQ(reading(text, scope), spelling) << text;
    const auto longer = parse_expression("Masa iur tahun", scope);
    EXPECT_EQ(free_names(*std::get<ExprPtr>(longer)), std::vector<std::string>{"Masa iur tahun"});
}

// Goal: behind the dot of a known type the longest entry wins; behind others, words.
TEST(FeelParse, paths_follow_types) {
    Scope scope;
    const TypePtr person = context_of({{"date of birth", nullptr},
                                       {"in-law", nullptr},
                                       {"age", number()},
                                       {"age in months", number()}});
    scope.add("p", person);
    scope.add("people", list_of(person));
    scope.add("u", nullptr);
    scope.add("bpu", context_of({{"Dasar upah BPU", number()}, {"Dasar upah", number()}}));
    for (const auto& [text, spelling] : std::initializer_list<Case>{
             {"p.date of birth", "p.date of birth"},
             {"p.in-law", "p.in-law"},
             {"p.age in months + 1", "p.age in months + 1"},
             {"p.age in [1..2]", "p.age in [1..2]"},
             {"people[age in months > 3].date of birth", "people[age in months > 3].date of birth"},
             {"people[in-law = 1][1].in-law", "people[in-law = 1][1].in-law"},
             {"for x in people return x.in-law", "for x in people return x.in-law"},
             {"(for x in people return x)[in-law=1]", "(for x in people return x)[in-law = 1]"},
             {"sort(people, function(a, b) a.age < b.age)[1].in-law",
              "sort(people, function(a, b) a.age < b.age)[1].in-law"},
             {"u.time offset", "u.time offset"},
             {"u.in-law", "u.in - law"},
             {"bpu.Dasar upah BPU * 2", "bpu.Dasar upah BPU * 2"},
             {"bpu.Dasar  upah * 2", "bpu.Dasar upah * 2"},
             {"{a b: {c-d: 1}}.a b.c-d", "{a b: {c-d: 1}}.a b.c-d"},
             {"[{a-b: 1}][a-b = 1]", "[{a-b: 1}][a-b = 1]"},
             {"{a-b: 1, c: a-b}", "{a-b: 1, c: a-b}"},
         })
        EXPECT_EQ(reading(text, scope), spelling) << text;
}

// Goal: calls, loops, tests, functions and types are read in all their forms.
TEST(FeelParse, constructs) {
    Scope scope = scope_of({"a", "xs", "f"});
    auto rupiah = std::make_shared<Type>(*number());
    rupiah->name = "tRupiah";
    scope.add_type("tRupiah", rupiah);
    for (const auto& [text, spelling] : std::initializer_list<Case>{
             {"f()", "f()"},
             {"f(1,a)", "f(1, a)"},
             {"f(start position: 1, rate: a)", "f(start position: 1, rate: a)"},
             {"f(1)(2).b[3]", "f(1)(2).b[3]"},
             {"for x in xs, y in x, i in 1..y return i", "for x in xs, y in x, i in 1..y return i"},
             {"for my item in xs return my item", "for my item in xs return my item"},
             {"for i in [1..2] return partial", "for i in [1..2] return partial"},
             {"some x in xs satisfies x>1", "some x in xs satisfies x > 1"},
             {"every x in xs, y in xs satisfies x=y", "every x in xs, y in xs satisfies x = y"},
             {"a in < 5", "a in (< 5)"},
             {"a in (1, <5 ,[1..2])", "a in (1, < 5, [1..2])"},
             {"a in (1..2)", "a in (1..2)"},
             {"a in (1)", "a in 1"},
             {"a in (1) + 2", "a in 1 + 2"},
             {"a in (xs)[1]", "a in xs[1]"},
             {"a in ]1..2] and a", "a in (1..2] and a"},
             {"a in xs and a in xs", "a in xs and a in xs"},
             {"function(x, y: tRupiah) x+y", "function(x, y: tRupiah) x + y"},
             {"(function() 1)()", "(function() 1)()"},
             {"function(x) external {java: {class: \"c\"}}",
              "function(x) external {java: {class: \"c\"}}"},
             {"a instance of list< number >", "a instance of list< number >"},
             {"a instance of context<b: string, c: list<date and time>>",
              "a instance of context<b: string, c: list<date and time>>"},
             {"a instance of function<number, tRupiah> -> Any",
              "a instance of function<number, tRupiah> -> Any"},
             {"a instance of range<date> and true", "a instance of range<date> and true"},
             {"a instance of lain.tSektor", "a instance of lain.tSektor"},
             {"a instance of days and time duration", "a instance of days and time duration"},
         })
        EXPECT_EQ(reading(text, scope), spelling) << text;
}

// Goal: every form of a table cell.
TEST(FeelParse, unary_tests) {
    const Scope scope = scope_of({"a"});
    for (const auto& [text, spelling] : std::initializer_list<Case>{
             {" - ", "-"},
             {"-5", "-5"},
             {"<5", "< 5"},
             {"\"a\",\"b\"", "\"a\", \"b\""},
             {"[1..2), ]3..4[, null", "[1..2), (3..4), null"},
             {"not(1,<2)", "not(1, < 2)"},
             {"not(a) and ? > 1", "not(a) and ? > 1"},
             {"(not(a))", "(not(a))"},
             {"? > 1 and ? < 5", "? > 1 and ? < 5"},
             {">= a + 1", ">= a + 1"},
             {"= 5", "= 5"},
             {"!= 5, (< 3)", "!= 5, (< 3)"},
         })
        EXPECT_EQ(tests_reading(text, scope), spelling) << text;
    const auto kind = [&](std::string_view text) {
        return std::get<UnaryTests>(parse_unary_tests(text, scope)).tests.front().kind;
    };
    EXPECT_EQ(kind("a"), UnaryTest::Kind::member);
    EXPECT_EQ(kind("< a"), UnaryTest::Kind::compare);
    EXPECT_EQ(kind("? = a"), UnaryTest::Kind::expression);
    EXPECT_EQ(kind("not(? = a)"), UnaryTest::Kind::expression);
}

// Goal: an entry of `?` whose type is known may hold operators.
TEST(FeelParse, the_input_of_a_test_has_a_type) {
    const Scope scope;
    const auto parsed = parse_unary_tests("?.in-law > 1", scope, context_of({{"in-law", nullptr}}));
    EXPECT_EQ(to_text(std::get<UnaryTests>(parsed)), "?.in-law > 1");
}

// Goal: an author is told where the text went wrong and what was expected there.
TEST(FeelParse, errors_say_where_and_what) {
    const Scope scope = scope_of({"a"});
    for (const auto& [text, error] : std::initializer_list<Case>{
             {"", "at 0: expected a value, a name or a bracket, but found the end of the text"},
             {"1 +", "at 3: expected a value, a name or a bracket, but found the end of the text"},
             {"(a", "at 2: expected ')', but found the end of the text"},
             {"[1, 2", "at 5: expected ']', but found the end of the text"},
             {"if a else 1", "at 5: expected 'then', but found 'else'"},
             {"a between 1 or 2", "at 12: expected 'and', but found 'or'"},
             {"{a 1}", "at 4: expected ':', but found '}'"},
             {"a b c $", "at 6: expected an operator or the end of the text, but found '$'"},
             {"\"abc", "at 0: the string has no closing quote"},
             {"\"\\u12\"",
              "at 1: '\\u' needs four and '\\U' six hexadecimal digits that name a "
              "character"},
             {"\"\\ud83d\"",
              "at 1: '\\u' needs four and '\\U' six hexadecimal digits that name a "
              "character"},
             {"1 /* open", "at 2: the comment is not closed with '*/'"},
             {"5x", "at 1: a name does not start with a digit; put an operator between"},
             {"a(x: 1, 2)",
              "at 8: expected arguments that are all named or all by place, but "
              "found '2'"},
             {"[1..2",
              "at 5: expected ']', ')' or '[' to end the range, but found the end of the "
              "text"},
             {"@2026", "at 1: expected a quoted text after '@', but found '2026'"},
             {"for in a return 1", "at 4: expected a name before 'in', but found 'in'"},
             {"a instance of", "at 13: expected the name of a type, but found the end of the text"},
             {"a.", "at 2: expected a name after '.', but found the end of the text"},
         })
        EXPECT_EQ(reading(text, scope), error) << text;
    const auto parsed = parse_expression("(a", scope);
    EXPECT_EQ(std::get<SyntaxError>(parsed).apa, "diharapkan ')', tetapi ada akhir teks");
    EXPECT_EQ(tests_reading("< "),
              "at 2: expected a value, a name or a bracket, but found the "
              "end of the text");
    EXPECT_EQ(tests_reading("1 2"), "at 2: expected ',' or the end of the text, but found '2'");
    EXPECT_EQ(tests_reading("not(1,"),
              "at 6: expected a value, a name or a bracket, but found "
              "the end of the text");
}

// Goal: no text, however nested or long, ends the program.
TEST(FeelParse, limits_are_errors) {
    const Scope scope = scope_of({"a"});
    const auto repeated = [](std::string_view part, int times) {
        std::string out;
        for (int i = 0; i < times; ++i) out += part;
        return out;
    };
    const std::string deep = "brackets nest deeper than 200; split the text into several decisions";
    for (const std::string_view opening :
         {"(", "[", "{a: ", "f(", "a[", "-", "if ", "function(x) ", "[1..", "(<", "a in (", "not(",
          "for x in ", "some x in a satisfies "}) {
        const std::string text = repeated(opening, 10'000).substr(0, 60'000);
        const std::string read = reading(text, scope);
        EXPECT_NE(read.find(deep), std::string::npos) << opening << ": " << read.substr(0, 200);
        const std::string tests = tests_reading(text, scope);
        EXPECT_NE(tests.find(deep), std::string::npos) << opening << ": " << tests.substr(0, 200);
    }
    EXPECT_NE(reading("a instance of " + repeated("list<", 5000), scope).find(deep),
              std::string::npos);
    EXPECT_EQ(reading(repeated("(", 190) + "a" + repeated(")", 190), scope), "a");
    EXPECT_EQ(reading("a" + repeated(" + a", 900), scope).size(), 1 + 900 * 4);
    EXPECT_NE(reading("a" + repeated(" + a", 1100), scope).find("more than 1000 operators"),
              std::string::npos);
    EXPECT_NE(reading("a" + repeated("[1]", 1100), scope).find("more than 1000 operators"),
              std::string::npos);
    EXPECT_NE(reading(repeated(" ", 70'000), scope).find("longer than 64 KiB"), std::string::npos);
}

// Goal: what must come from outside an expression, for requirements and closures.
TEST(FeelTree, free_names) {
    Scope scope = scope_of({"a", "b", "xs", "f"});
    scope.add("people", list_of(context_of({{"age", number()}})));
    const auto names = [&](std::string_view text) {
        std::string out;
        for (const std::string& name :
             free_names(*std::get<ExprPtr>(parse_expression(text, scope))))
            out += (out.empty() ? "" : ", ") + name;
        return out;
    };
    for (const auto& [text, expected] : std::initializer_list<Case>{
             {"a + b * a", "a, b"},
             {"count(xs)", "xs"},
             {"for x in xs, y in x return x + y + a", "a, xs"},
             {"for x in x return partial", "x"},
             {"some x in xs satisfies x = b", "b, xs"},
             {"people[age > a and item = b]", "a, b, people"},
             {"xs[unknown entry > a]", "a, unknown entry, xs"},
             {"{c: a, d: c + b}", "a, b"},
             {"{c: d, d: 1}", "d"},
             {"function(a, c) a + b + c", "b"},
             {"f(x: a)", "a, f"},
             {"a.b.c", "a"},
             {"a in (b, < 5, ? > 1)", "a, b"},
             {"a between 1 and b", "a, b"},
             {"lain", "lain"},
         })
        EXPECT_EQ(names(text), expected) << text;
    const auto tests = parse_unary_tests("< a, ? > b", scope);
    EXPECT_EQ(free_names(std::get<UnaryTests>(tests)), (std::vector<std::string>{"a", "b"}));
}

// Goal: conversions of literals are computed once, when the text is read.
TEST(FeelTree, constants) {
    const Scope scope = scope_of({"a"});
    const auto constant = [&](std::string_view text) {
        const auto value = constant_of(*std::get<ExprPtr>(parse_expression(text, scope)));
        return value == nullptr ? std::string("none") : to_feel(*value);
    };
    EXPECT_EQ(constant("date(\"2026-01-31\")"), "date(\"2026-01-31\")");
    EXPECT_EQ(constant("date(2026, 1, 31)"), "date(\"2026-01-31\")");
    EXPECT_EQ(constant("-12.5"), "-12.5");
    EXPECT_EQ(constant("date(a)"), "none");
    EXPECT_EQ(constant("abs(-1)"), "none");
    EXPECT_EQ(constant("today()"), "none");
}

}  // namespace
}  // namespace payung::rules
