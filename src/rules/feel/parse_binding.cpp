#include <algorithm>

#include "rules/feel/parser.h"
#include "rules/feel/tree.h"

namespace payung::rules {

Typed Parser::if_then_else() {
    const std::size_t begin = next_at();
    cursor_.take_word("if");
    Typed condition = expression();
    if (!condition || !require_word("then")) return {};
    Typed then = expression();
    if (!then || !require_word("else")) return {};
    Typed otherwise = expression();
    if (!otherwise) return {};
    const std::uint32_t height = std::max({condition.height, then.height, otherwise.height});
    TypePtr type = then.type != nullptr ? then.type : otherwise.type;
    return make(begin, IfExpr{condition.expr, then.expr, otherwise.expr}, height, std::move(type));
}

Typed Parser::for_return() {
    const std::size_t begin = next_at();
    cursor_.take_word("for");
    ForExpr loop;
    Scope inner(scope_);
    std::uint32_t height = 0;
    if (!iterators(loop.iterators, inner, height) || !require_word("return")) return {};
    inner.add("partial", list_of(nullptr));
    Typed result;
    {
        const Within within(*this, inner);
        result = expression();
    }
    if (!result) return {};
    loop.result = result.expr;
    height = std::max(height, result.height);
    TypePtr type = result.type == nullptr ? nullptr : list_of(result.type);
    return make(begin, std::move(loop), height, std::move(type));
}

Typed Parser::quantified() {
    const std::size_t begin = next_at();
    QuantifiedExpr test;
    test.every = cursor_.take_word("every");
    if (!test.every) cursor_.take_word("some");
    Scope inner(scope_);
    std::uint32_t height = 0;
    if (!iterators(test.iterators, inner, height) || !require_word("satisfies")) return {};
    Typed condition;
    {
        const Within within(*this, inner);
        condition = expression();
    }
    if (!condition) return {};
    test.condition = condition.expr;
    height = std::max(height, condition.height);
    return boolean(begin, std::move(test), height);
}

/// "x in xs, y in x.items, i in 1..n": each is in scope for those after it.
bool Parser::iterators(std::vector<Iterator>& out, Scope& inner, std::uint32_t& height) {
    const Within within(*this, inner);
    do {
        std::optional<std::string> name = new_name("in");
        if (!name || !require_word("in")) return false;
        const Typed domain = expression();
        if (!domain) return false;
        Typed high;
        if (cursor_.take("..") && !(high = expression())) return false;
        TypePtr type = high ? domain.type : element_type(domain.type);
        height = std::max({height, domain.height, high.height});
        inner.add(*name, std::move(type));
        out.push_back({*std::move(name), domain.expr, high.expr});
    } while (cursor_.take(","));
    return true;
}

/// A name that is being introduced: everything up to the word or symbol that must follow.
std::optional<std::string> Parser::new_name(std::string_view until) {
    NameCandidates candidates(cursor_.text(), next_at());
    std::string name;
    std::size_t end = 0;
    while (candidates.next() && candidates.plain()) {
        name = candidates.name();
        end = candidates.end();
    }
    if (end == 0 || is_reserved_word(cursor_.word())) {
        expected("nama sebelum '" + std::string(until) + "'",
                 "a name before '" + std::string(until) + "'");
        return std::nullopt;
    }
    cursor_.move_to(end);
    return name;
}

/// function(a: number, b) a + b, or function(a) external {…}.
Typed Parser::function() {
    const std::size_t begin = next_at();
    cursor_.take_word("function");
    FunctionExpr function;
    Scope inner(scope_);
    if (!require("(") || !parameters(function, inner)) return {};
    const bool external = cursor_.take_word("external");
    Typed body;
    {
        const Within within(*this, inner);
        body = expression();
    }
    if (!body) return {};
    (external ? function.external : function.body) = body.expr;
    if (!external) function.result = body.type;
    auto type = std::make_shared<Type>();
    type->kind = Type::Kind::function;
    type->parameters = function.parameters;
    type->result = function.result;
    function.captures = free_names(function);
    const std::uint32_t height = body.height;
    return make(begin, std::move(function), height, std::move(type));
}

bool Parser::parameters(FunctionExpr& function, Scope& inner) {
    if (cursor_.take(")")) return true;
    do {
        std::optional<std::string> name = name_before_colon();
        TypePtr declared;
        if (name) {
            declared = type(nullptr);
            if (error_) return false;
        } else {
            name = new_name(")");
            if (!name) return false;
        }
        inner.add(*name, declared);
        function.parameters.emplace_back(*std::move(name), std::move(declared));
    } while (cursor_.take(","));
    return require(")");
}

/// A type; null with no error where no type of that name is in scope.
TypePtr Parser::type(std::string* text) {
    const Nesting nesting(*this);
    if (!nesting) {
        expression();  // which says what is wrong
        return nullptr;
    }
    const std::size_t begin = next_at();
    const std::string_view word = cursor_.word();
    TypePtr found;
    Cursor past = cursor_;
    past.take_word(word);
    if (past.take("<") &&
        (word == "list" || word == "range" || word == "context" || word == "function")) {
        cursor_ = past;
        const auto kind = word == "list"      ? Type::Kind::list
                          : word == "range"   ? Type::Kind::range
                          : word == "context" ? Type::Kind::context
                                              : Type::Kind::function;
        found = type_arguments(kind);
    } else {
        found = type_named();
    }
    if (text != nullptr) *text = normalised_name(cursor_.between(begin, cursor_.at()));
    return found;
}

TypePtr Parser::type_named() {
    NameCandidates candidates(cursor_.text(), next_at());
    TypePtr found;
    std::size_t end = 0, words_end = 0;
    while (candidates.next()) {
        TypePtr known = scope_->find_type(candidates.name());
        if (known == nullptr) known = built_in_type(candidates.name());
        if (known != nullptr) {
            found = std::move(known);
            end = candidates.end();
        }
        if (candidates.plain()) words_end = candidates.end();
    }
    if (words_end == 0 && end == 0) expected("nama tipe", "the name of a type");
    // An unknown type is told whole, with its import prefix.
    while (found == nullptr && words_end != 0) {
        Cursor past = cursor_;
        past.move_to(words_end);
        if (!past.take(".") || past.word().empty()) break;
        words_end = past.ahead().at() + past.word().size();
    }
    if (error_) return nullptr;
    cursor_.move_to(found != nullptr ? end : words_end);
    return found;
}

/// What stands between "<" and ">", and the result of a function.
TypePtr Parser::type_arguments(Type::Kind kind) {
    auto out = std::make_shared<Type>();
    out->kind = kind;
    bool known = true;
    if (kind == Type::Kind::context) {
        known = type_fields(*out);
    } else if (kind == Type::Kind::function) {
        known = type_parameters(*out);
    } else {
        out->element = type(nullptr);
        known = out->element != nullptr;
    }
    if (error_ || !require(">")) return nullptr;
    if (kind == Type::Kind::function) {
        if (!require("->")) return nullptr;
        out->result = type(nullptr);
        known = known && out->result != nullptr;
    }
    return known ? out : nullptr;
}

bool Parser::type_fields(Type& context) {
    bool known = true;
    if (cursor_.ahead().starts_with(">")) return known;
    do {
        std::optional<std::string> name = key();
        if (!name || !require(":")) return false;
        TypePtr field = type(nullptr);
        if (error_) return false;
        known = known && field != nullptr;
        context.fields.emplace_back(*std::move(name), std::move(field));
    } while (cursor_.take(","));
    return known;
}

bool Parser::type_parameters(Type& function) {
    bool known = true;
    if (cursor_.ahead().starts_with(">")) return known;
    do {
        TypePtr parameter = type(nullptr);
        if (error_) return false;
        known = known && parameter != nullptr;
        function.parameters.emplace_back(std::string(), std::move(parameter));
    } while (cursor_.take(","));
    return known;
}

}  // namespace payung::rules
