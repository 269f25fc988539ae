#include "rules/feel/parser.h"

#include <algorithm>
#include <array>

#include "rules/feel/tree.h"

namespace payung::rules {

namespace {

std::string shown(const Cursor& at, bool indonesian) {
    if (at.at_end()) return indonesian ? "akhir teks" : "the end of the text";
    const std::string_view word = at.word();
    std::size_t length = word.empty() ? 1 : std::min<std::size_t>(word.size(), 40);
    const std::string_view rest = at.rest();
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80)
        ++length;  // whole characters
    return "'" + std::string(rest.substr(0, length)) + "'";
}

bool starts_expression(const Cursor& at) {
    if (at.at_end()) return false;
    if (const std::string_view word = at.word(); !word.empty()) return !is_infix_word(word);
    const char c = at.peek();
    return c == '"' || c == '@' || c == '(' || c == '[' || c == '{' || c == '-' ||
           (c == '.' && is_digit(at.peek(1)));
}

TypePtr number_or_unknown(const Typed& a, const Typed& b) {
    const bool numbers = a.type != nullptr && a.type->kind == Type::Kind::number &&
                         b.type != nullptr && b.type->kind == Type::Kind::number;
    return numbers ? a.type : nullptr;
}

}  // namespace

Parsed<ExprPtr> Parser::whole_expression() {
    Typed read = expression();
    if (read && !cursor_.ahead().at_end())
        expected("operator atau akhir teks", "an operator or the end of the text");
    if (error_) return *error_;
    return std::move(read.expr);
}

Typed Parser::expression() {
    const Nesting nesting(*this);
    if (!nesting)
        return fail(next_at(), "kurung bersarang lebih dari 200; pecah menjadi beberapa keputusan",
                    "brackets nest deeper than 200; split the text into several decisions");
    return operators(lowest);
}

Typed Parser::operators(Level floor) {
    return continued(prefix(), floor);
}

Typed Parser::continued(Typed left, Level floor) {
    while (left) {
        const Infix next = infix();
        if (next.role == Infix::Role::none || next.level < floor) break;
        if (left.height >= tree_height_max)
            return fail(next_at(), "lebih dari 1000 operator berturut-turut; pecah teksnya",
                        "more than 1000 operators in a row; split the text");
        cursor_.take(next.symbol);
        left = infix_operation(std::move(left), next);
    }
    return left;
}

Parser::Infix Parser::infix() const {
    using Role = Infix::Role;
    struct Symbol {
        std::string_view text;
        Role role;
        Level level;
        int detail;
    };
    static constexpr std::array symbols{
        Symbol{"<=", Role::compare, comparing, int(Comparison::less_equal)},
        Symbol{">=", Role::compare, comparing, int(Comparison::greater_equal)},
        Symbol{"!=", Role::compare, comparing, int(Comparison::not_equal)},
        Symbol{"**", Role::arithmetic, power, int(Arithmetic::power)},
        Symbol{"=", Role::compare, comparing, int(Comparison::equal)},
        Symbol{"<", Role::compare, comparing, int(Comparison::less)},
        Symbol{">", Role::compare, comparing, int(Comparison::greater)},
        Symbol{"+", Role::arithmetic, sum, int(Arithmetic::add)},
        Symbol{"-", Role::arithmetic, sum, int(Arithmetic::subtract)},
        Symbol{"*", Role::arithmetic, product, int(Arithmetic::multiply)},
        Symbol{"/", Role::arithmetic, product, int(Arithmetic::divide)},
        Symbol{".", Role::path, postfix, 0},
        Symbol{"(", Role::call, postfix, 0},
        Symbol{"[", Role::filter, postfix, 0},
    };
    static constexpr std::array words{
        Symbol{"or", Role::logical, disjunction, 0},
        Symbol{"and", Role::logical, conjunction, 1},
        Symbol{"between", Role::between, comparing, 0},
        Symbol{"in", Role::in, comparing, 0},
        Symbol{"instance", Role::instance_of, instance, 0},
    };
    const auto as_infix = [](const Symbol& symbol) {
        return Infix{symbol.role, symbol.level, symbol.text,
                     static_cast<std::uint8_t>(symbol.detail)};
    };
    const Cursor next = cursor_.ahead();
    if (const std::string_view word = next.word(); !word.empty()) {
        for (const Symbol& symbol : words)
            if (symbol.text == word) return as_infix(symbol);
        return {};
    }
    if (next.starts_with("..") || next.starts_with("/*")) return {};
    for (const Symbol& symbol : symbols)
        if (next.starts_with(symbol.text))
            return symbol.role == Role::filter && bracket_closes_range() ? Infix{}
                                                                         : as_infix(symbol);
    return {};
}

/// In `[1..10[ = x` the last bracket ends the range; in `[1..a[2]]` it filters.
bool Parser::bracket_closes_range() const {
    if (!range_end_) return false;
    Cursor past = cursor_;
    past.take("[");
    return !starts_expression(past.ahead()) && !known_name(past.ahead().at()).found;
}

Typed Parser::infix_operation(Typed left, const Infix& infix) {
    using Role = Infix::Role;
    switch (infix.role) {
        case Role::logical:
            return logical(std::move(left), infix);
        case Role::compare:
            return comparison_of(std::move(left), infix);
        case Role::arithmetic:
            return arithmetic(std::move(left), infix);
        case Role::between:
            return between(std::move(left));
        case Role::in:
            return in(std::move(left));
        case Role::instance_of:
            return instance_of(std::move(left));
        case Role::path:
            return path(std::move(left));
        case Role::filter:
            return filter(std::move(left));
        case Role::call:
            return call(std::move(left));
        case Role::none:
            break;
    }
    return {};
}

Typed Parser::logical(Typed left, const Infix& infix) {
    const bool conjunctive = infix.detail != 0;
    Typed right = operators(conjunctive ? comparing : conjunction);
    if (!right) return {};
    const std::size_t begin = left.expr->begin;
    const std::uint32_t height = std::max(left.height, right.height);
    return boolean(begin, LogicalExpr{conjunctive, left.expr, right.expr}, height);
}

Typed Parser::comparison_of(Typed left, const Infix& infix) {
    Typed right = operators(sum);
    if (!right) return {};
    const std::uint32_t height = std::max(left.height, right.height);
    return boolean(left.expr->begin,
                   ComparisonExpr{static_cast<Comparison>(infix.detail), left.expr, right.expr},
                   height);
}

Typed Parser::arithmetic(Typed left, const Infix& infix) {
    Typed right = operators(static_cast<Level>(infix.level + 1));
    if (!right) return {};
    const std::uint32_t height = std::max(left.height, right.height);
    return make(left.expr->begin,
                ArithmeticExpr{static_cast<Arithmetic>(infix.detail), left.expr, right.expr},
                height, number_or_unknown(left, right));
}

Typed Parser::between(Typed left) {
    Typed low = operators(sum);
    if (!low || !require_word("and")) return {};
    Typed high = operators(sum);
    if (!high) return {};
    const std::uint32_t height = std::max({left.height, low.height, high.height});
    return boolean(left.expr->begin, BetweenExpr{left.expr, low.expr, high.expr}, height);
}

Typed Parser::instance_of(Typed left) {
    if (!require_word("of")) return {};
    std::string text;
    TypePtr tested = type(&text);
    if (error_) return {};
    const std::uint32_t height = left.height;
    return boolean(left.expr->begin, InstanceOf{left.expr, std::move(tested), std::move(text)},
                   height);
}

Typed Parser::path(Typed left) {
    std::optional<std::string> name = entry_name(left.type);
    if (!name) return {};
    TypePtr type = path_type(left.type, *name);
    return make(left.expr->begin, PathExpr{left.expr, *std::move(name)}, left.height,
                std::move(type));
}

Typed Parser::filter(Typed left) {
    const TypePtr element = element_type(left.type);
    Scope inner(scope_);
    inner.add("item", element);
    if (const Type* entries = entries_type(element))
        for (const auto& [name, type] : entries->fields) inner.add(name, type);
    filters_.push_back({&inner, {}});
    Typed condition;
    {
        const Within within(*this, inner);
        condition = expression();
    }
    std::vector<std::string> used = std::move(filters_.back().used);
    filters_.pop_back();
    if (!condition || !require("]")) return {};
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    const bool by_number = condition.type != nullptr && condition.type->kind == Type::Kind::number;
    const TypePtr whole = element == nullptr ? nullptr : list_of(element);
    const std::uint32_t height = std::max(left.height, condition.height);
    return make(left.expr->begin, FilterExpr{left.expr, condition.expr, std::move(used)}, height,
                by_number ? element : whole);
}

Typed Parser::call(Typed left) {
    CallExpr call{left.expr, {}, {}, nullptr};
    std::vector<Typed> typed;
    std::uint32_t height = left.height;
    if (!arguments(call, typed, height)) return {};
    call.constant = constant_of(call);
    TypePtr type = call_type(left, typed);
    return make(left.expr->begin, std::move(call), height, std::move(type));
}

bool Parser::arguments(CallExpr& call, std::vector<Typed>& typed, std::uint32_t& height) {
    if (cursor_.take(")")) return true;
    do {
        std::optional<std::string> name = name_before_colon();
        if (!call.arguments.empty() && name.has_value() == call.names.empty()) {
            expected("argumen yang semuanya bernama atau semuanya menurut urutan",
                     "arguments that are all named or all by place");
            return false;
        }
        if (name) call.names.push_back(*std::move(name));
        Typed argument = expression();
        if (!argument) return false;
        height = std::max(height, argument.height);
        call.arguments.push_back(argument.expr);
        typed.push_back(std::move(argument));
    } while (cursor_.take(","));
    return require(")");
}

Typed Parser::prefix() {
    const Cursor next = cursor_.ahead();
    const char c = next.peek();
    if (is_digit(c) || (c == '.' && is_digit(next.peek(1)))) return number();
    if (is_name_byte(c)) return word();
    switch (c) {
        case '"':
            return string();
        case '@':
            return at_literal();
        case '(':
            return parenthesis();
        case '[':
        case ']':
            return bracket();
        case '{':
            return context();
        case '-':
            return negation();
        default:
            return expected("nilai, nama atau kurung", "a value, a name or a bracket");
    }
}

Typed Parser::word() {
    const std::string_view word = cursor_.word();
    if (!is_reserved_word(word)) return name();
    if (const Name known = known_name(next_at()); known.found && known.text.size() > word.size())
        return name();
    const std::size_t begin = next_at();
    const auto literal = [&](Value value) {
        cursor_.take_word(word);
        TypePtr type = type_of(value);
        return make(begin, Literal{std::move(value), {}}, 0, std::move(type));
    };
    if (word == "true") return literal(Value(true));
    if (word == "false") return literal(Value(false));
    if (word == "null") return literal(Value());
    if (word == "if") return if_then_else();
    if (word == "for") return for_return();
    if (word == "some" || word == "every") return quantified();
    if (word == "function") return function();
    return expected("nilai, nama atau kurung", "a value, a name or a bracket");
}

Typed Parser::name() {
    const std::size_t begin = next_at();
    Name name = longest_name();
    cursor_.move_to(name.end);
    note_use(name);
    if (name.text == "?") ++questions_;
    return make(begin, NameRef{std::move(name.text), std::move(name.builtin)}, 0,
                std::move(name.type));
}

Typed Parser::negation() {
    const std::size_t begin = next_at();
    const Nesting nesting(*this);
    if (!nesting) return expression();  // which says what is wrong
    cursor_.take("-");
    Typed operand = operators(sign);
    if (!operand) return {};
    const auto* literal = std::get_if<Literal>(&operand.expr->node);
    const bool foldable = literal != nullptr && literal->value.kind() == Kind::number &&
                          literal->value.number() != Decimal();
    if (foldable) return make(begin, Literal{Value(-literal->value.number()), {}}, 0, operand.type);
    const std::uint32_t height = operand.height;
    return make(begin, Negation{operand.expr}, height, operand.type);
}

Typed Parser::make(std::size_t begin, Expr::Node node, std::uint32_t height, TypePtr type) {
    auto expr = std::make_shared<Expr>();
    expr->node = std::move(node);
    expr->begin = static_cast<std::uint32_t>(begin);
    expr->end = static_cast<std::uint32_t>(cursor_.at());
    return {std::move(expr), std::move(type), height + 1};
}

Typed Parser::boolean(std::size_t begin, Expr::Node node, std::uint32_t height) {
    return make(begin, std::move(node), height, basic_type(Type::Kind::boolean));
}

Typed Parser::expected(std::string_view apa, std::string_view what) {
    const Cursor next = cursor_.ahead();
    if (next.starts_with("/*"))
        return fail(next.at(), "komentar tidak ditutup dengan '*/'",
                    "the comment is not closed with '*/'");
    return fail(next.at(), "diharapkan " + std::string(apa) + ", tetapi ada " + shown(next, true),
                "expected " + std::string(what) + ", but found " + shown(next, false));
}

Typed Parser::fail(std::size_t at, std::string apa, std::string what) {
    if (!error_)
        error_ = SyntaxError{static_cast<std::uint32_t>(at), std::move(apa), std::move(what)};
    return {};
}

bool Parser::require(std::string_view symbol) {
    if (cursor_.take(symbol)) return true;
    const std::string quoted = "'" + std::string(symbol) + "'";
    expected(quoted, quoted);
    return false;
}

bool Parser::require_word(std::string_view word) {
    if (cursor_.take_word(word)) return true;
    const std::string quoted = "'" + std::string(word) + "'";
    expected(quoted, quoted);
    return false;
}

}  // namespace payung::rules
