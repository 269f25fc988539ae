#include "rules/feel/tree.h"

#include <algorithm>
#include <array>

namespace payung::rules {

namespace {

/// Collects the names that no expression around them brings into scope.
class FreeNames {
public:
    std::vector<std::string> taken() && {
        std::sort(names_.begin(), names_.end());
        names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
        return std::move(names_);
    }

    void of(const Expr& expression) {
        std::visit([this](const auto& node) { node_of(node); }, expression.node);
        if (is_binding(expression)) return;
        for_each_part(expression, [this](const Expr& part) { of(part); });
    }
    void of(const UnaryTests& tests) {
        const Bound bound(*this);
        bind("?");
        for_each_part(tests, [this](const Expr& part) { of(part); });
    }
    void of(const FunctionExpr& function) {
        const Bound bound(*this);
        for (const auto& [name, type] : function.parameters) bind(name);
        if (function.body != nullptr) of(*function.body);
    }

private:
    /// Forgets at its end the names bound during its life.
    class Bound {
    public:
        explicit Bound(FreeNames& names) : names_(names), size_(names.bound_.size()) {}
        ~Bound() { names_.bound_.resize(size_); }
        Bound(const Bound&) = delete;
        Bound& operator=(const Bound&) = delete;

    private:
        FreeNames& names_;
        std::size_t size_;
    };

    static bool is_binding(const Expr& expression) {
        const auto& node = expression.node;
        return std::holds_alternative<ForExpr>(node) ||
               std::holds_alternative<QuantifiedExpr>(node) ||
               std::holds_alternative<FilterExpr>(node) ||
               std::holds_alternative<ContextExpr>(node) ||
               std::holds_alternative<FunctionExpr>(node) || std::holds_alternative<InExpr>(node);
    }
    void bind(std::string_view name) { bound_.push_back(name); }

    template <class Node>
    void node_of(const Node&) {}
    void node_of(const NameRef& name) {
        if (name.builtin != nullptr) return;
        if (std::find(bound_.begin(), bound_.end(), name.name) == bound_.end())
            names_.push_back(name.name);
    }
    void node_of(const InExpr& in) {
        of(*in.value);
        of(*in.tests);
    }
    void iterators(const std::vector<Iterator>& iterators) {
        for (const Iterator& iterator : iterators) {
            of(*iterator.domain);
            if (iterator.high != nullptr) of(*iterator.high);
            bind(iterator.name);
        }
    }
    void node_of(const ForExpr& loop) {
        const Bound bound(*this);
        iterators(loop.iterators);
        bind("partial");
        of(*loop.result);
    }
    void node_of(const QuantifiedExpr& test) {
        const Bound bound(*this);
        iterators(test.iterators);
        of(*test.condition);
    }
    void node_of(const FilterExpr& filter) {
        of(*filter.list);
        const Bound bound(*this);
        bind("item");
        for (const std::string& name : filter.entries) bind(name);
        of(*filter.condition);
    }
    void node_of(const ContextExpr& context) {
        const Bound bound(*this);
        for (const auto& [name, entry] : context.entries) {
            of(*entry);
            bind(name);
        }
    }
    void node_of(const FunctionExpr& function) { of(function); }

    std::vector<std::string> names_;
    std::vector<std::string_view> bound_;
};

bool same_part(const ExprPtr& a, const ExprPtr& b) {
    return a == nullptr || b == nullptr ? a == b : same(*a, *b);
}

bool same_parts(const std::vector<ExprPtr>& a, const std::vector<ExprPtr>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same_part);
}

bool same_iterators(const std::vector<Iterator>& a, const std::vector<Iterator>& b) {
    return std::equal(
        a.begin(), a.end(), b.begin(), b.end(), [](const Iterator& x, const Iterator& y) {
            return x.name == y.name && same_part(x.domain, y.domain) && same_part(x.high, y.high);
        });
}

bool same_named(const std::vector<std::pair<std::string, ExprPtr>>& a,
                const std::vector<std::pair<std::string, ExprPtr>>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && same_part(x.second, y.second);
    });
}

bool same_type(const TypePtr& a, const TypePtr& b);

bool same_types(const std::vector<std::pair<std::string, TypePtr>>& a,
                const std::vector<std::pair<std::string, TypePtr>>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
        return x.first == y.first && same_type(x.second, y.second);
    });
}

bool same_type(const TypePtr& a, const TypePtr& b) {
    if (a == b || a == nullptr || b == nullptr) return a == b;
    return a->kind == b->kind && a->name == b->name && same_type(a->element, b->element) &&
           same_type(a->result, b->result) && same_types(a->fields, b->fields) &&
           same_types(a->parameters, b->parameters);
}

bool same_node(const Literal& a, const Literal& b) {
    return a.text == b.text && same(a.value, b.value);
}
bool same_node(const NameRef& a, const NameRef& b) {
    return a.name == b.name && a.builtin == b.builtin;
}
bool same_node(const PathExpr& a, const PathExpr& b) {
    return a.name == b.name && same_part(a.base, b.base);
}
bool same_node(const Negation& a, const Negation& b) {
    return same_part(a.operand, b.operand);
}
bool same_node(const ArithmeticExpr& a, const ArithmeticExpr& b) {
    return a.operation == b.operation && same_part(a.left, b.left) && same_part(a.right, b.right);
}
bool same_node(const ComparisonExpr& a, const ComparisonExpr& b) {
    return a.comparison == b.comparison && same_part(a.left, b.left) && same_part(a.right, b.right);
}
bool same_node(const LogicalExpr& a, const LogicalExpr& b) {
    return a.conjunction == b.conjunction && same_part(a.left, b.left) &&
           same_part(a.right, b.right);
}
bool same_node(const BetweenExpr& a, const BetweenExpr& b) {
    return same_part(a.value, b.value) && same_part(a.low, b.low) && same_part(a.high, b.high);
}
bool same_node(const InExpr& a, const InExpr& b) {
    return same_part(a.value, b.value) && same(*a.tests, *b.tests);
}
bool same_node(const InstanceOf& a, const InstanceOf& b) {
    return a.text == b.text && same_type(a.type, b.type) && same_part(a.value, b.value);
}
bool same_node(const IfExpr& a, const IfExpr& b) {
    return same_part(a.condition, b.condition) && same_part(a.then, b.then) &&
           same_part(a.otherwise, b.otherwise);
}
bool same_node(const ForExpr& a, const ForExpr& b) {
    return same_iterators(a.iterators, b.iterators) && same_part(a.result, b.result);
}
bool same_node(const QuantifiedExpr& a, const QuantifiedExpr& b) {
    return a.every == b.every && same_iterators(a.iterators, b.iterators) &&
           same_part(a.condition, b.condition);
}
bool same_node(const FilterExpr& a, const FilterExpr& b) {
    return same_part(a.list, b.list) && same_part(a.condition, b.condition);
}
bool same_node(const CallExpr& a, const CallExpr& b) {
    return a.names == b.names && same_part(a.function, b.function) &&
           same_parts(a.arguments, b.arguments);
}
bool same_node(const ListExpr& a, const ListExpr& b) {
    return same_parts(a.items, b.items);
}
bool same_node(const ContextExpr& a, const ContextExpr& b) {
    return same_named(a.entries, b.entries);
}
bool same_node(const FunctionExpr& a, const FunctionExpr& b) {
    return same_types(a.parameters, b.parameters) && same_part(a.body, b.body) &&
           same_part(a.external, b.external);
}
bool same_node(const RangeExpr& a, const RangeExpr& b) {
    return a.low_included == b.low_included && a.high_included == b.high_included &&
           a.form == b.form && same_part(a.low, b.low) && same_part(a.high, b.high);
}

/// Built-ins that give the same at every call: those that laws and tests write around literals.
constexpr std::array<std::string_view, 7> conversions{
    "date", "date and time", "duration", "number", "string", "time", "years and months duration"};

}  // namespace

std::vector<std::string> free_names(const Expr& expression) {
    FreeNames names;
    names.of(expression);
    return std::move(names).taken();
}

std::vector<std::string> free_names(const UnaryTests& tests) {
    FreeNames names;
    names.of(tests);
    return std::move(names).taken();
}

std::vector<std::string> free_names(const FunctionExpr& function) {
    FreeNames names;
    names.of(function);
    return std::move(names).taken();
}

bool same(const Expr& a, const Expr& b) {
    if (a.node.index() != b.node.index()) return false;
    return std::visit(
        [&b]<class Node>(const Node& node) { return same_node(node, std::get<Node>(b.node)); },
        a.node);
}

bool same(const UnaryTests& a, const UnaryTests& b) {
    return a.negated == b.negated &&
           std::equal(a.tests.begin(), a.tests.end(), b.tests.begin(), b.tests.end(),
                      [](const UnaryTest& x, const UnaryTest& y) {
                          return x.kind == y.kind && x.comparison == y.comparison &&
                                 same_part(x.value, y.value);
                      });
}

bool names_null(const UnaryTests& tests) {
    bool found = false;
    for_each_part(tests, [&](const Expr& part) {
        for_each_expression(part, [&](const Expr& each) {
            const auto* literal = std::get_if<Literal>(&each.node);
            found |= literal != nullptr && literal->value.is_null() && literal->text.empty();
        });
    });
    return found;
}

std::shared_ptr<const Value> constant_of(const CallExpr& call) {
    if (call.constant != nullptr) return call.constant;
    const auto* name = std::get_if<NameRef>(&call.function->node);
    const bool known =
        name != nullptr && name->builtin != nullptr && call.names.empty() &&
        std::find(conversions.begin(), conversions.end(), name->name) != conversions.end();
    if (!known) return nullptr;
    List arguments;
    for (const ExprPtr& argument : call.arguments) {
        const auto value = constant_of(*argument);
        if (value == nullptr) return nullptr;
        arguments.push_back(*value);
    }
    return std::make_shared<const Value>(name->builtin->call(arguments));
}

std::shared_ptr<const Value> constant_of(const Expr& expression) {
    if (const auto* literal = std::get_if<Literal>(&expression.node))
        return std::make_shared<const Value>(literal->value);
    if (const auto* call = std::get_if<CallExpr>(&expression.node)) return constant_of(*call);
    return nullptr;
}

}  // namespace payung::rules
