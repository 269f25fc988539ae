#include "rules/types/check.h"

#include <algorithm>
#include <array>
#include <optional>

#include "rules/nearest.h"
#include "rules/types/signatures.h"

namespace payung::rules {

namespace {

using K = Type::Kind;

TypePtr basic(K kind) {
    return basic_type(kind);
}
bool known(const TypePtr& type) {
    return type && type->kind != K::any;
}
bool is(const TypePtr& type, K kind) {
    return type && type->kind == kind;
}
bool is_duration(const TypePtr& type) {
    return is(type, K::days_time_duration) || is(type, K::years_months_duration);
}
TypePtr element_of(const TypePtr& type) {
    if (!type) return nullptr;
    return type->kind == K::list || type->kind == K::range ? type->element : type;
}

TypePtr type_of_value(const Value& value) {
    if (value.kind() == Kind::list)
        return list_of(value.list().empty() ? nullptr : type_of_value(value.list()[0]));
    return basic(static_cast<K>(static_cast<int>(value.kind()) + 1));
}

struct Property {
    std::string_view name;
    K kind;
};
constexpr std::array date_properties{Property{"year", K::number}, Property{"month", K::number},
                                     Property{"day", K::number}, Property{"weekday", K::number}};

/// What + - * / ** give for two known kinds; nothing where they give null.
std::optional<K> arithmetic_kind(Arithmetic operation, K a, K b) {
    const auto duration = [](K kind) {
        return kind == K::days_time_duration || kind == K::years_months_duration;
    };
    const auto moment = [](K kind) { return kind == K::date || kind == K::date_time; };
    const bool numbers = a == K::number && b == K::number;
    switch (operation) {
        case Arithmetic::add:
            if (numbers || (a == K::string && b == K::string)) return a;
            if (a == b && duration(a)) return a;
            if ((moment(a) && duration(b)) || (a == K::time && b == K::days_time_duration))
                return a;
            if ((moment(b) && duration(a)) || (b == K::time && a == K::days_time_duration))
                return b;
            return std::nullopt;
        case Arithmetic::subtract:
            if (numbers || (a == b && duration(a))) return a;
            if ((moment(a) && moment(b)) || (a == K::time && b == K::time))
                return K::days_time_duration;
            if ((moment(a) && duration(b)) || (a == K::time && b == K::days_time_duration))
                return a;
            return std::nullopt;
        case Arithmetic::multiply:
            if (numbers || (duration(a) && b == K::number)) return a;
            if (a == K::number && duration(b)) return b;
            return std::nullopt;
        case Arithmetic::divide:
            if (numbers || (duration(a) && b == K::number)) return a;
            if (a == b && duration(a)) return K::number;
            return std::nullopt;
        case Arithmetic::power:
            return numbers ? std::optional(K::number) : std::nullopt;
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 5> arithmetic_signs{"+", "-", "*", "/", "**"};

class Checker {
public:
    Checker(const Scope& scope, Problems* problems) : scope_(&scope), problems_(problems) {}

    TypePtr at(const ExprPtr& expression) { return expression ? at(*expression) : nullptr; }
    TypePtr at(const Expr& expression) { return std::visit(*this, expression.node); }
    void tests(const UnaryTests& tests, const TypePtr& input);

    TypePtr operator()(const Literal& e) {
        const bool clock = e.value.kind() == Kind::time || e.value.kind() == Kind::date_time;
        if (clock) feature("jam dalam hari", "the time of day");
        return type_of_value(e.value);
    }
    TypePtr operator()(const NameRef& e);
    TypePtr operator()(const PathExpr& e);
    TypePtr operator()(const Negation& e);
    TypePtr operator()(const ArithmeticExpr& e);
    TypePtr operator()(const ComparisonExpr& e) {
        compared(at(e.left), at(e.right),
                 e.comparison == Comparison::equal || e.comparison == Comparison::not_equal);
        return basic(K::boolean);
    }
    TypePtr operator()(const LogicalExpr& e) {
        wanted(at(e.left), K::boolean);
        wanted(at(e.right), K::boolean);
        return basic(K::boolean);
    }
    TypePtr operator()(const BetweenExpr& e) {
        const TypePtr value = at(e.value);
        compared(value, at(e.low), false);
        compared(value, at(e.high), false);
        return basic(K::boolean);
    }
    TypePtr operator()(const InExpr& e) {
        const TypePtr value = at(e.value);
        tests(*e.tests, value);
        return basic(K::boolean);
    }
    TypePtr operator()(const InstanceOf& e) {
        feature("instance of", "instance of");
        at(e.value);
        return basic(K::boolean);
    }
    TypePtr operator()(const IfExpr& e);
    TypePtr operator()(const ForExpr& e);
    TypePtr operator()(const QuantifiedExpr& e);
    TypePtr operator()(const FilterExpr& e);
    TypePtr operator()(const CallExpr& e);
    TypePtr operator()(const ListExpr& e);
    TypePtr operator()(const ContextExpr& e);
    TypePtr operator()(const FunctionExpr& e);
    TypePtr operator()(const RangeExpr& e) {
        feature("rentang sebagai nilai", "ranges as values");
        return range(e);
    }

private:
    using Arguments = std::vector<std::pair<std::string, std::string>>;

    void tell(DiagnosticCode code, Arguments arguments) {
        if (problems_ != nullptr) problems_->push_back({code, std::move(arguments)});
    }
    void feature(std::string_view id, std::string_view en) {
        tell(DiagnosticCode::feature_refused,
             {{"apa", std::string(id)}, {"what", std::string(en)}});
    }
    void wanted(const TypePtr& found, K kind) {
        if (!known(found) || found->kind == kind) return;
        tell(DiagnosticCode::type_wanted,
             {{"wanted", type_text(basic(kind))}, {"found", type_text(found)}});
    }
    void compared(const TypePtr& a, const TypePtr& b, bool equality);
    void one_test(const UnaryTest& test, const TypePtr& input);
    TypePtr range(const RangeExpr& e);
    /// A domain, where a range is counted through and not kept.
    TypePtr domain(const ExprPtr& e);
    void bind(const std::vector<Iterator>& iterators, Scope& inner);
    TypePtr joined(const TypePtr& a, const TypePtr& b);
    TypePtr call_builtin(const Builtin& builtin, const CallExpr& e,
                         const std::vector<TypePtr>& arguments);
    bool fits_shape(const Shape& shape, const CallExpr& e, std::size_t& bad,
                    const std::vector<TypePtr>& arguments) const;
    TypePtr call_function(const Type& function, const CallExpr& e,
                          const std::vector<TypePtr>& arguments);
    std::vector<std::string> names_around() const;

    /// The names of an inner scope hold until it ends.
    template <class Use>
    auto within(const Scope& inner, Use&& use) {
        const Scope* outer = scope_;
        scope_ = &inner;
        auto result = use();
        scope_ = outer;
        return result;
    }

    const Scope* scope_;
    Problems* problems_;
};

std::vector<std::string> Checker::names_around() const {
    std::vector<std::string> names;
    for (const Scope* at = scope_; at != nullptr; at = at->outer())
        for (const auto& [name, type] : at->names()) {
            names.push_back(name);
            if (is(type, K::context))
                for (const auto& field : type->fields) names.push_back(name + "." + field.first);
        }
    return names;
}

TypePtr Checker::operator()(const NameRef& e) {
    const Scope::Found found = scope_->find(e.name);
    if (found.found) return found.type;
    if (e.builtin) return basic(K::function);
    const bool bound = e.name == "?" || e.name == "item" || e.name == "partial";
    if (!bound)
        tell(DiagnosticCode::unknown_name,
             {{"name", e.name}, {"near", nearest_hint(e.name, names_around())}});
    return nullptr;
}

TypePtr Checker::operator()(const PathExpr& e) {
    TypePtr base = at(e.base);
    const bool listed = is(base, K::list);
    while (is(base, K::list)) base = base->element;
    if (!known(base)) return nullptr;
    TypePtr found;
    std::vector<std::string> names;
    if (base->kind == K::context) {
        if (base->fields.empty()) return nullptr;
        for (const auto& [name, type] : base->fields) {
            if (name == e.name) return listed ? list_of(type) : type;
            names.push_back(name);
        }
    } else if (base->kind == K::date) {
        for (const Property& property : date_properties) {
            if (property.name == e.name) found = basic(property.kind);
            names.emplace_back(property.name);
        }
        if (found) return listed ? list_of(found) : found;
    } else if (is_duration(base) || is(base, K::range) || is(base, K::time) ||
               is(base, K::date_time)) {
        return nullptr;
    }
    tell(DiagnosticCode::unknown_field,
         {{"name", e.name}, {"type", type_text(base)}, {"near", nearest_hint(e.name, names)}});
    return nullptr;
}

TypePtr Checker::operator()(const Negation& e) {
    const TypePtr type = at(e.operand);
    if (known(type) && type->kind != K::number && !is_duration(type)) wanted(type, K::number);
    return type;
}

TypePtr Checker::operator()(const ArithmeticExpr& e) {
    const TypePtr left = at(e.left), right = at(e.right);
    if (!known(left) || !known(right)) return nullptr;
    if (const auto kind = arithmetic_kind(e.operation, left->kind, right->kind))
        return basic(*kind);
    tell(DiagnosticCode::type_operands,
         {{"operator", std::string(arithmetic_signs.at(static_cast<std::size_t>(e.operation)))},
          {"left", type_text(left)},
          {"right", type_text(right)}});
    return nullptr;
}

void Checker::compared(const TypePtr& a, const TypePtr& b, bool equality) {
    if (!known(a) || !known(b)) return;
    if (equality && (a->kind == K::null || b->kind == K::null)) return;
    const bool ordered =
        a->kind != K::list && a->kind != K::context && a->kind != K::boolean && a->kind != K::null;
    if (a->kind == b->kind && (equality || ordered)) return;
    tell(DiagnosticCode::type_compared, {{"left", type_text(a)}, {"right", type_text(b)}});
}

TypePtr Checker::range(const RangeExpr& e) {
    const TypePtr low = at(e.low), high = at(e.high);
    if (e.low && e.high) compared(low, high, false);
    auto type = std::make_shared<Type>();
    type->kind = K::range;
    type->element = low ? low : high;
    return type;
}

void Checker::one_test(const UnaryTest& test, const TypePtr& input) {
    if (test.kind == UnaryTest::Kind::expression) {
        Scope inner(scope_);
        inner.add("?", input);
        const TypePtr type = within(inner, [&] { return at(test.value); });
        return wanted(type, K::boolean);
    }
    if (test.kind == UnaryTest::Kind::compare) {
        const bool equality =
            test.comparison == Comparison::equal || test.comparison == Comparison::not_equal;
        return compared(input, at(test.value), equality);
    }
    if (const auto* interval = std::get_if<RangeExpr>(&test.value->node))
        return compared(input, range(*interval)->element, false);
    const TypePtr type = at(test.value);
    const bool of_elements = is(type, K::list) && !is(input, K::list);
    compared(input, of_elements || is(type, K::range) ? element_of(type) : type, true);
}

void Checker::tests(const UnaryTests& tests, const TypePtr& input) {
    for (const UnaryTest& test : tests.tests) one_test(test, input);
}

TypePtr Checker::joined(const TypePtr& a, const TypePtr& b) {
    if (is(a, K::null)) return b;
    if (is(b, K::null)) return a;
    if (!known(a) || !known(b)) return nullptr;
    if (a->kind == b->kind) return a;
    tell(DiagnosticCode::type_branches, {{"left", type_text(a)}, {"right", type_text(b)}});
    return nullptr;
}

TypePtr Checker::operator()(const IfExpr& e) {
    wanted(at(e.condition), K::boolean);
    const TypePtr then = at(e.then), otherwise = at(e.otherwise);
    return joined(then, otherwise);
}

TypePtr Checker::domain(const ExprPtr& e) {
    if (const auto* interval = std::get_if<RangeExpr>(&e->node)) return range(*interval);
    return at(e);
}

void Checker::bind(const std::vector<Iterator>& iterators, Scope& inner) {
    for (const Iterator& iterator : iterators) {
        const TypePtr over = within(inner, [&] {
            const TypePtr low = domain(iterator.domain);
            if (iterator.high) compared(low, at(iterator.high), false);
            return low;
        });
        inner.add(iterator.name, iterator.high ? over : element_of(over));
    }
}

TypePtr Checker::operator()(const ForExpr& e) {
    Scope inner(scope_);
    bind(e.iterators, inner);
    return list_of(within(inner, [&] { return at(e.result); }));
}

TypePtr Checker::operator()(const QuantifiedExpr& e) {
    Scope inner(scope_);
    bind(e.iterators, inner);
    wanted(within(inner, [&] { return at(e.condition); }), K::boolean);
    return basic(K::boolean);
}

TypePtr Checker::operator()(const FilterExpr& e) {
    const TypePtr list = at(e.list);
    const TypePtr element = is(list, K::list) ? list->element : list;
    Scope inner(scope_);
    inner.add("item", element);
    if (is(element, K::context))
        for (const auto& [name, type] : element->fields) inner.add(name, type);
    const TypePtr condition = within(inner, [&] { return at(e.condition); });
    if (is(condition, K::number)) return element;
    wanted(condition, K::boolean);
    return is(list, K::list) ? list : list_of(element);
}

/// Whether the arguments are those of the shape; `bad` is the argument that comes furthest.
bool Checker::fits_shape(const Shape& shape, const CallExpr& e, std::size_t& bad,
                         const std::vector<TypePtr>& arguments) const {
    const std::size_t count = arguments.size();
    const std::size_t most = shape.parameters.size();
    const auto least =
        static_cast<std::size_t>(std::count_if(shape.parameters.begin(), shape.parameters.end(),
                                               [](const Parameter& p) { return !p.optional; }));
    if (count > most && !shape.repeats) return false;
    if (count < least) return false;
    for (std::size_t i = 0; i < count; ++i) {
        const Parameter* parameter = &shape.parameters[std::min(i, most - 1)];
        if (!e.names.empty()) {
            const auto named =
                std::find_if(shape.parameters.begin(), shape.parameters.end(),
                             [&](const Parameter& p) { return p.name == e.names[i]; });
            if (named == shape.parameters.end()) return false;
            parameter = &*named;
        }
        if (takes(*parameter, arguments[i])) continue;
        bad = std::max(bad, i + 1);
        return false;
    }
    return true;
}

TypePtr Checker::call_builtin(const Builtin& builtin, const CallExpr& e,
                              const std::vector<TypePtr>& arguments) {
    const UnneededFeature unneeded = unneeded_in_law(builtin.name);
    if (!unneeded.id.empty()) feature(unneeded.id, unneeded.en);
    if (e.constant && e.constant->is_null())
        tell(DiagnosticCode::certain_null, {{"function", std::string(builtin.name)}});
    if (e.constant && !e.constant->is_null()) return type_of_value(*e.constant);
    std::size_t bad = 0;
    const bool fits =
        std::any_of(builtin.shapes.begin(), builtin.shapes.end(),
                    [&](const Shape& shape) { return fits_shape(shape, e, bad, arguments); });
    if (!fits && bad == 0)
        tell(DiagnosticCode::argument_shape,
             {{"function", std::string(builtin.name)}, {"shapes", shapes_text(builtin)}});
    if (!fits && bad != 0)
        tell(DiagnosticCode::argument_kind, {{"function", std::string(builtin.name)},
                                             {"number", std::to_string(bad)},
                                             {"found", type_text(arguments[bad - 1])},
                                             {"shapes", shapes_text(builtin)}});
    return builtin_result(builtin.name, arguments);
}

TypePtr Checker::call_function(const Type& function, const CallExpr& e,
                               const std::vector<TypePtr>& arguments) {
    const auto& parameters = function.parameters;
    std::string shape;
    for (const auto& [name, type] : parameters) shape += (shape.empty() ? "" : ", ") + name;
    const auto* name = std::get_if<NameRef>(&e.function->node);
    const std::string called = name ? name->name : "";
    const auto wrong = [&] {
        tell(DiagnosticCode::argument_shape,
             {{"function", called}, {"shapes", called + "(" + shape + ")"}});
        return function.result;
    };
    if (arguments.size() != parameters.size()) return wrong();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        auto parameter = parameters.begin() + static_cast<std::ptrdiff_t>(i);
        if (!e.names.empty()) {
            parameter = std::find_if(parameters.begin(), parameters.end(),
                                     [&](const auto& p) { return p.first == e.names[i]; });
            if (parameter == parameters.end()) return wrong();
        }
        if (!fits(arguments[i], parameter->second))
            tell(DiagnosticCode::argument_kind, {{"function", called},
                                                 {"number", std::to_string(i + 1)},
                                                 {"found", type_text(arguments[i])},
                                                 {"shapes", called + "(" + shape + ")"}});
    }
    return function.result;
}

TypePtr Checker::operator()(const CallExpr& e) {
    std::vector<TypePtr> arguments;
    for (const ExprPtr& argument : e.arguments) {
        const auto* interval = std::get_if<RangeExpr>(&argument->node);
        arguments.push_back(interval ? range(*interval) : at(argument));
    }
    const auto* name = std::get_if<NameRef>(&e.function->node);
    if (name != nullptr && name->builtin && !scope_->find(name->name).found)
        if (const Builtin* builtin = builtin_named(name->name))
            return call_builtin(*builtin, e, arguments);
    const TypePtr function = at(e.function);
    if (!known(function)) return nullptr;
    if (function->kind != K::function) {
        tell(DiagnosticCode::not_a_function, {{"found", type_text(function)}});
        return nullptr;
    }
    const bool declared = !function->parameters.empty() || function->result;
    return declared ? call_function(*function, e, arguments) : nullptr;
}

TypePtr Checker::operator()(const ListExpr& e) {
    TypePtr element;
    for (std::size_t i = 0; i < e.items.size(); ++i) {
        const TypePtr type = at(e.items[i]);
        if (i == 0 || is(element, K::null)) element = type;
    }
    return list_of(element);
}

TypePtr Checker::operator()(const ContextExpr& e) {
    auto type = std::make_shared<Type>();
    type->kind = K::context;
    Scope inner(scope_);
    for (const auto& [name, value] : e.entries) {
        const TypePtr entry = within(inner, [&] { return at(value); });
        inner.add(name, entry);
        type->fields.emplace_back(name, entry);
    }
    return type;
}

TypePtr Checker::operator()(const FunctionExpr& e) {
    feature("fungsi sebagai nilai", "functions as values");
    Scope inner(scope_);
    auto type = std::make_shared<Type>();
    type->kind = K::function;
    type->parameters = e.parameters;
    for (const auto& [name, parameter] : e.parameters) inner.add(name, parameter);
    type->result = within(inner, [&] { return at(e.body); });
    return type;
}

}  // namespace

TypePtr check(const Expr& expression, const Scope& scope, Problems& problems) {
    return Checker(scope, &problems).at(expression);
}

void check(const UnaryTests& tests, const TypePtr& input, const Scope& scope, Problems& problems) {
    Checker(scope, &problems).tests(tests, input);
}

TypePtr inferred_type(const Expr& expression, const Scope& scope) {
    return Checker(scope, nullptr).at(expression);
}

bool fits(const TypePtr& found, const TypePtr& wanted) {
    if (!known(found) || !known(wanted) || found->kind == K::null) return true;
    if (found->kind != wanted->kind) return false;
    if (found->kind == K::list) return fits(found->element, wanted->element);
    if (found->kind != K::context || found->fields.empty()) return true;
    return std::all_of(wanted->fields.begin(), wanted->fields.end(), [&](const auto& field) {
        const auto given =
            std::find_if(found->fields.begin(), found->fields.end(),
                         [&](const auto& other) { return other.first == field.first; });
        return given != found->fields.end() && fits(given->second, field.second);
    });
}

std::string type_text(const TypePtr& type) {
    if (!type || type->kind == K::any) return "Any";
    if (!type->name.empty()) return type->name;
    if (type->kind == K::list) return "list<" + type_text(type->element) + ">";
    return std::string(name_of(static_cast<Kind>(static_cast<int>(type->kind) - 1)));
}

}  // namespace payung::rules
