#pragma once

/// The parser behind parse.h: precedence climbing over a Cursor, with the scope at hand. Internal.
///
/// Every step returns the tree it read and its static type as far as that helps to find names, or
/// nothing once an error is noted; the first error stays.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/feel/ast.h"
#include "rules/feel/cursor.h"
#include "rules/feel/parse.h"
#include "rules/feel/scope.h"

namespace payung::rules {

constexpr std::size_t feel_bytes_max = std::size_t{64} * 1024;
constexpr int feel_depth_max = 200;              // brackets in brackets
constexpr std::uint32_t tree_height_max = 1000;  // operators in a row

/// A tree with its type (null: not known) and height; no tree where reading it failed.
struct Typed {
    ExprPtr expr;
    TypePtr type;
    std::uint32_t height = 0;
    explicit operator bool() const { return expr != nullptr; }
};

class Parser {
public:
    Parser(std::string_view text, const Scope& scope) : cursor_(text), scope_(&scope) {}

    Parsed<ExprPtr> whole_expression();
    Parsed<UnaryTests> whole_tests(TypePtr input);

private:
    enum Level : std::uint8_t {
        lowest,
        disjunction,
        conjunction,
        comparing,
        sum,
        product,
        power,
        sign,
        instance,
        postfix,
    };
    struct Infix {
        enum class Role : std::uint8_t {
            none,
            logical,
            compare,
            arithmetic,
            between,
            in,
            instance_of,
            path,
            filter,
            call
        };
        Role role = Role::none;
        Level level = lowest;
        std::string_view symbol;
        std::uint8_t detail = 0;  // Comparison, Arithmetic, or whether a conjunction
    };
    /// Names of a scope that were used, for filters.
    struct FilterFrame {
        const Scope* scope;
        std::vector<std::string> used;
    };
    /// A scope around some part of the text.
    class Within;
    /// One level deeper in brackets.
    class Nesting;
    struct Name {
        std::string text;
        std::size_t end = 0;
        bool found = false;
        TypePtr type;
        const Scope* scope = nullptr;
        std::shared_ptr<const Function> builtin;
    };

    // parser.cpp: expressions
    Typed expression();
    Typed operators(Level floor);
    Typed continued(Typed left, Level floor);
    Infix infix() const;
    bool bracket_closes_range() const;
    Typed infix_operation(Typed left, const Infix& infix);
    Typed logical(Typed left, const Infix& infix);
    Typed comparison_of(Typed left, const Infix& infix);
    Typed arithmetic(Typed left, const Infix& infix);
    Typed between(Typed left);
    Typed in(Typed left);
    Typed in_listed(Typed left, UnaryTests tests, std::uint32_t height);
    Typed instance_of(Typed left);
    Typed path(Typed left);
    Typed filter(Typed left);
    Typed call(Typed left);
    bool arguments(CallExpr& call, std::vector<Typed>& typed, std::uint32_t& height);
    Typed prefix();
    Typed word();
    Typed name();
    Typed negation();

    // parse_literal.cpp: literals and brackets
    Typed number();
    Typed string();
    std::optional<std::string> quoted();
    bool escape(std::string& out);
    Typed at_literal();
    Typed parenthesis();
    Typed open_range(std::size_t begin, std::optional<Comparison> comparison);
    Typed bracket();
    Typed range_from(std::size_t begin, bool low_included, Typed low);
    Typed context();
    std::optional<std::string> key();

    // parse_binding.cpp: what brings names into scope
    Typed if_then_else();
    Typed for_return();
    Typed quantified();
    bool iterators(std::vector<Iterator>& out, Scope& inner, std::uint32_t& height);
    std::optional<std::string> new_name(std::string_view until);
    Typed function();
    bool parameters(FunctionExpr& function, Scope& inner);
    TypePtr type(std::string* text);
    TypePtr type_named();
    TypePtr type_arguments(Type::Kind kind);
    bool type_fields(Type& type);
    bool type_parameters(Type& type);

    // parse_unary.cpp
    std::optional<Comparison> take_comparison();
    bool test_list(UnaryTests& out, std::uint32_t& height, bool bracketed);
    bool one_test(UnaryTests& out, std::uint32_t& height);
    std::optional<UnaryTests> negated_tests();

    // parse_name.cpp
    Name longest_name() const;
    Name known_name(std::size_t begin) const;
    std::optional<std::string> entry_name(const TypePtr& base);
    std::optional<std::string> name_before_colon();
    void note_use(const Name& name);

    Typed make(std::size_t begin, Expr::Node node, std::uint32_t height, TypePtr type);
    Typed boolean(std::size_t begin, Expr::Node node, std::uint32_t height);
    Typed expected(std::string_view apa, std::string_view what);
    Typed fail(std::size_t at, std::string apa, std::string what);
    bool require(std::string_view symbol);
    bool require_word(std::string_view word);
    std::size_t next_at() const { return cursor_.ahead().at(); }

    Cursor cursor_;
    const Scope* scope_;
    std::optional<SyntaxError> error_;
    std::vector<FilterFrame> filters_;
    int depth_ = 0;
    int questions_ = 0;       // times `?` was mentioned
    bool range_end_ = false;  // reading the high end of a range, where "[" may close it
};

class Parser::Within {
public:
    Within(Parser& parser, const Scope& inner) : parser_(parser), outer_(parser.scope_) {
        parser.scope_ = &inner;
    }
    ~Within() { parser_.scope_ = outer_; }
    Within(const Within&) = delete;
    Within& operator=(const Within&) = delete;

private:
    Parser& parser_;
    const Scope* outer_;
};

class Parser::Nesting {
public:
    explicit Nesting(Parser& parser) : parser_(parser), range_end_(parser.range_end_) {
        ++parser.depth_;
        parser.range_end_ = false;
    }
    ~Nesting() {
        --parser_.depth_;
        parser_.range_end_ = range_end_;
    }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;
    explicit operator bool() const { return parser_.depth_ <= feel_depth_max; }

private:
    Parser& parser_;
    bool range_end_;
};

// infer.cpp: static types, as far as they tell which names exist

/// Of what iterating over or filtering a value of this type yields; null where not known.
TypePtr element_type(const TypePtr& type);
/// The context whose entries a path on this type may name, through lists; null where there is none.
const Type* entries_type(const TypePtr& type);
TypePtr path_type(const TypePtr& base, std::string_view name);
TypePtr list_type(const std::vector<Typed>& items);
TypePtr call_type(const Typed& function, const std::vector<Typed>& arguments);
TypePtr type_of(const Value& value);

}  // namespace payung::rules
