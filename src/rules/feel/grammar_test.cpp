/// Random expressions of the whole grammar, and random texts that are none.

#include <gtest/gtest.h>

#include <random>

#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"
#include "rules/feel/tree.h"
#include "rules/value/builtins.h"

namespace payung::rules {
namespace {

/// Draws trees as the parser makes them: every kind of node, names with blanks and operators.
class Grammar {
public:
    explicit Grammar(std::uint32_t seed) : random_(seed) {
        for (const std::string_view name : names) scope_.add(name, nullptr);
        auto type = std::make_shared<Type>();
        type->kind = Type::Kind::context;
        type->fields = {{"in-law", nullptr}, {"age in years", nullptr}, {"n", nullptr}};
        scope_.add("p q", type);
    }
    const Scope& scope() const { return scope_; }

    ExprPtr expression(int depth) {
        if (depth <= 0) return leaf();
        switch (below(20)) {
            case 0:
                return negation(depth);
            case 1:
            case 2:
                return make(
                    ArithmeticExpr{static_cast<Arithmetic>(below(5)), part(depth), part(depth)});
            case 3:
                return make(ComparisonExpr{comparison(), part(depth), part(depth)});
            case 4:
                return make(LogicalExpr{coin(), part(depth), part(depth)});
            case 5:
                return make(BetweenExpr{part(depth), part(depth), part(depth)});
            case 6:
                return make(InExpr{part(depth), std::make_shared<const UnaryTests>(listed(depth))});
            case 7:
                return instance_of(depth);
            case 8:
                return make(IfExpr{part(depth), part(depth), part(depth)});
            case 9:
                return make(ForExpr{iterators(depth), part(depth)});
            case 10:
                return make(QuantifiedExpr{coin(), iterators(depth), part(depth)});
            case 11:
                return make(FilterExpr{part(depth), part(depth), {}});
            case 12:
                return call(depth);
            case 13:
                return make(ListExpr{parts(depth)});
            case 14:
                return context(depth);
            case 15:
                return function(depth);
            case 16:
                return range(depth);
            case 17:
                return make(PathExpr{part(depth), "start included"});
            case 18:
                return make(PathExpr{name("p q"), pick({"in-law", "age in years", "n"})});
            default:
                return leaf();
        }
    }
    UnaryTests tests(int depth) {
        if (below(10) == 0) return {};
        UnaryTests out = listed(depth);
        out.negated = coin();
        return out;
    }
    std::string noise() {
        static constexpr std::string_view pieces[] = {
            "(",    ")",           "[",         "]",     "{",      "}",        "..",   ".",
            ",",    ":",           "\"",        "\\u",   "@",      "-",        "not(", "in",
            "if",   "then",        "else",      "for",   "return", "a b",      "1",    ".5e",
            "\n",   "instance of", "function(", "list<", ">",      "<",        "=",    "!=",
            "**",   "/*",          "//",        "*/",    "'",      "\xF0\x9F", "\xC2", "?",
            "null", "some",        "satisfies"};
        std::string out;
        for (int i = 1 + below(12); i > 0; --i) {
            out += pieces[static_cast<std::size_t>(below(std::ssize(pieces)))];
            if (coin()) out += ' ';
        }
        return out;
    }
    /// The text with a few bytes changed, cut or doubled.
    std::string damaged(std::string text) {
        for (int i = 1 + below(3); i > 0 && !text.empty(); --i) {
            const auto at = static_cast<std::size_t>(below(std::ssize(text)));
            switch (below(4)) {
                case 0:
                    text.erase(at, 1 + static_cast<std::size_t>(below(4)));
                    break;
                case 1:
                    text.insert(at, noise());
                    break;
                case 2:
                    text.insert(at, text.substr(at, static_cast<std::size_t>(below(20))));
                    break;
                default:
                    text[at] = static_cast<char>(below(256));
            }
        }
        return text;
    }

private:
    static constexpr std::string_view names[] = {"a",         "a b",   "a-b", "Teacher's mark",
                                                 "in stock",  "x.y z", "π²",  "not known",
                                                 "time off+", "n ** m"};

    int below(std::ptrdiff_t bound) {
        return std::uniform_int_distribution<int>(0, static_cast<int>(bound) - 1)(random_);
    }
    bool coin() { return below(2) == 0; }
    std::string pick(std::initializer_list<std::string_view> from) {
        return std::string(from.begin()[below(std::ssize(from))]);
    }
    Comparison comparison() { return static_cast<Comparison>(below(6)); }

    static ExprPtr make(Expr::Node node) {
        auto out = std::make_shared<Expr>();
        out->node = std::move(node);
        return out;
    }
    ExprPtr part(int depth) { return expression(depth - 1 - below(2)); }
    std::vector<ExprPtr> parts(int depth) {
        std::vector<ExprPtr> out;
        for (int i = below(4); i > 0; --i) out.push_back(part(depth));
        return out;
    }
    static ExprPtr name(std::string_view text) {
        return make(NameRef{std::string(text), find_builtin(text)});
    }

    ExprPtr leaf() {
        switch (below(7)) {
            case 0:
                return make(Literal{Value(Decimal::from_scaled(below(2000) - 1000, below(4))), {}});
            case 1:
                return make(Literal{Value(pick({"", "a", "a\"b\\c", "\n\t\r", "🐎", "\\d"})), {}});
            case 2:
                return make(Literal{coin() ? Value(coin()) : Value(), {}});
            case 3:
                return temporal();
            case 4:
                return name(pick({"count", "string length", "not", "date and time"}));
            default:
                return name(names[static_cast<std::size_t>(below(std::ssize(names)))]);
        }
    }
    ExprPtr temporal() {
        switch (below(5)) {
            case 0:
                return make(Literal{Value(*parse_date("2026-02-28")), {}});
            case 1:
                return make(Literal{Value(*parse_date_time("2026-02-28T01:02:03+07:00")), {}});
            case 2:
                return make(Literal{Value(*parse_time("01:02:03.5")), {}});
            case 3:
                return make(Literal{Value(*parse_years_months("-P1Y2M")), {}});
            default:
                return make(Literal{Value(*parse_days_time("P1DT2H")), {}});
        }
    }
    /// A number takes its sign into the literal, as the parser does.
    ExprPtr negation(int depth) {
        ExprPtr operand = part(depth);
        const auto* literal = std::get_if<Literal>(&operand->node);
        if (literal != nullptr && literal->value.kind() == Kind::number &&
            literal->value.number() != Decimal())
            return make(Literal{Value(-literal->value.number()), {}});
        return make(Negation{std::move(operand)});
    }
    ExprPtr instance_of(int depth) {
        const std::string type = pick(
            {"number", "list<date and time>", "context<a b: string>", "function<number>->Any"});
        const auto known = parse_expression("1 instance of " + type, scope_);
        return make(InstanceOf{part(depth),
                               std::get<InstanceOf>(std::get<ExprPtr>(known)->node).type, type});
    }
    std::vector<Iterator> iterators(int depth) {
        std::vector<Iterator> out;
        for (int i = 1 + below(2); i > 0; --i)
            out.push_back(
                {pick({"i", "the item", "n1"}), part(depth), coin() ? part(depth) : nullptr});
        return out;
    }
    ExprPtr call(int depth) {
        CallExpr call{part(depth), parts(depth), {}, nullptr};
        if (coin())
            for (std::size_t i = 0; i < call.arguments.size(); ++i)
                call.names.push_back(pick({"from", "start position", "x"}));
        return make(std::move(call));
    }
    ExprPtr context(int depth) {
        ContextExpr context;
        for (ExprPtr& entry : parts(depth))
            context.entries.emplace_back(pick({"k", "k l", "k-l", "!", "", " k"}),
                                         std::move(entry));
        return make(std::move(context));
    }
    ExprPtr function(int depth) {
        FunctionExpr function{{}, part(depth), nullptr, nullptr, {}};
        for (int i = below(3); i > 0; --i)
            function.parameters.emplace_back(pick({"u", "u v"}),
                                             coin() ? nullptr : basic_type(Type::Kind::number));
        return make(std::move(function));
    }
    ExprPtr range(int depth) {
        ExprPtr low = part(depth);
        switch (below(4)) {
            case 0:
                return make(RangeExpr{low, nullptr, coin(), false, Range::Form::unary});
            case 1:
                return make(RangeExpr{nullptr, low, false, coin(), Range::Form::unary});
            case 2:
                return coin() ? make(RangeExpr{low, low, true, true, Range::Form::unary})
                              : make(RangeExpr{low, low, false, false, Range::Form::not_equal});
            default:
                return make(RangeExpr{low, part(depth), coin(), coin()});
        }
    }
    UnaryTests listed(int depth) {
        UnaryTests out;
        for (int i = 1 + below(3); i > 0; --i) {
            if (below(4) == 0)
                out.tests.push_back({UnaryTest::Kind::compare, comparison(), part(depth)});
            else if (below(4) == 0)
                out.tests.push_back({UnaryTest::Kind::expression, Comparison::equal,
                                     make(ComparisonExpr{comparison(), name("?"), part(depth)})});
            else
                out.tests.push_back({UnaryTest::Kind::member, Comparison::equal, part(depth)});
        }
        return out;
    }

    std::mt19937 random_;
    Scope scope_;
};

bool mentions_question(const Expr& expr) {
    bool found = false;
    for_each_expression(expr, [&](const Expr& part) {
        const auto* name = std::get_if<NameRef>(&part.node);
        found = found || (name != nullptr && name->name == "?");
    });
    return found;
}

constexpr std::uint32_t first_seed = 1, last_seed = 4000;

// Goal: the printed form of any tree reads as that tree again, so nothing is lost on the way.
TEST(FeelGrammar, what_is_printed_reads_as_the_same_tree) {
    for (std::uint32_t seed = first_seed; seed <= last_seed; ++seed) {
        Grammar grammar(seed);
        const ExprPtr expr = grammar.expression(6);
        const std::string text = to_text(*expr);
        const auto parsed = parse_expression(text, grammar.scope());
        const auto* error = std::get_if<SyntaxError>(&parsed);
        ASSERT_EQ(error, nullptr) << "seed " << seed << ": " << text << "\n" << error->what;
        const Expr& read = *std::get<ExprPtr>(parsed);
        ASSERT_EQ(to_text(read), text) << "seed " << seed;
        // A test that mentions `?` deep inside is told apart by the parser alone.
        ASSERT_TRUE(mentions_question(*expr) || same(*expr, read)) << "seed " << seed << text;
    }
}

TEST(FeelGrammar, tests_that_are_printed_read_as_the_same_tests) {
    for (std::uint32_t seed = first_seed; seed <= last_seed; ++seed) {
        Grammar grammar(seed);
        const UnaryTests tests = grammar.tests(4);
        const std::string text = to_text(tests);
        const auto parsed = parse_unary_tests(text, grammar.scope());
        const auto* error = std::get_if<SyntaxError>(&parsed);
        ASSERT_EQ(error, nullptr) << "seed " << seed << ": " << text << "\n" << error->what;
        ASSERT_EQ(to_text(std::get<UnaryTests>(parsed)), text) << "seed " << seed;
    }
}

// Goal: any text is read or refused, and what was read can be printed, walked and evaluated.
TEST(FeelGrammar, no_text_harms) {
    Limits limits;
    limits.iterations = 2000;
    limits.bytes = 1 << 20;
    int read = 0;
    for (std::uint32_t seed = first_seed; seed <= last_seed; ++seed) {
        Grammar grammar(seed);
        const std::string text = seed % 3 == 0   ? grammar.noise()
                                 : seed % 3 == 1 ? grammar.damaged(to_text(*grammar.expression(4)))
                                                 : to_text(*grammar.expression(4));
        Budget budget(limits);
        const Budget::Use use(budget);
        if (const auto parsed = parse_expression(text, grammar.scope()); parsed.index() == 0) {
            const Expr& expr = *std::get<ExprPtr>(parsed);
            ++read;
            free_names(expr);
            const std::string printed = to_text(expr);
            ASSERT_EQ(parse_expression(printed, grammar.scope()).index(), 0U)
                << "seed " << seed << ": " << text << " printed " << printed;
            evaluate(expr, Bindings());
        } else {
            ASSERT_LE(std::get<SyntaxError>(parsed).at, text.size()) << "seed " << seed;
        }
        if (const auto parsed = parse_unary_tests(text, grammar.scope()); parsed.index() == 0)
            evaluate(std::get<UnaryTests>(parsed), Value::integer(1), Bindings());
    }
    EXPECT_GT(read, 1000);  // or the generator draws nothing that can be read
}

}  // namespace
}  // namespace payung::rules
