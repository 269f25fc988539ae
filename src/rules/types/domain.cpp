#include "rules/types/domain.h"

#include <algorithm>

#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung::rules {

namespace {

/// Holds for nothing, not even null: what a test that cannot be read stands for.
UnaryTests never() {
    auto no = std::make_shared<Expr>();
    no->node = Literal{Value(false), {}};
    return {false, {{UnaryTest::Kind::expression, Comparison::equal, std::move(no)}}};
}

void add_test(Domain& domain, const std::string& text, std::vector<DomainFault>& faults) {
    const Scope built_ins_only;
    auto parsed = parse_unary_tests(text, built_ins_only, domain.type);
    if (auto* tests = std::get_if<UnaryTests>(&parsed)) {
        domain.ready.push_back(ConstantTests::of(*tests));
        domain.tests.push_back(std::move(*tests));
        return;
    }
    const SyntaxError& error = std::get<SyntaxError>(parsed);
    faults.push_back({text, error.apa, error.what, error.at});
    domain.ready.push_back(std::nullopt);
    domain.tests.push_back(never());
}

bool holds(const Value& value, const Domain& domain);

bool elements_hold(const Value& value, const Domain& domain) {
    if (!domain.element || value.kind() != Kind::list) return true;
    const List& list = value.list();
    return std::all_of(list.begin(), list.end(),
                       [&](const Value& item) { return holds(item, *domain.element); });
}

bool fields_hold(const Value& value, const Domain& domain) {
    if (value.kind() != Kind::context) return true;
    for (const auto& [name, field] : domain.fields) {
        const Value* entry = value.context().find(name);
        if (entry != nullptr && !holds(*entry, *field)) return false;
    }
    return true;
}

bool own_tests_hold(const Value& value, const Domain& domain) {
    for (std::size_t i = 0; i < domain.tests.size(); ++i) {
        const auto quick = domain.ready[i] ? domain.ready[i]->hold(value) : std::nullopt;
        if (quick && *quick) continue;
        if (quick) return false;
        const Bindings nothing;
        const Value answer = evaluate(domain.tests[i], value, nothing);
        if (answer.kind() != Kind::boolean || !answer.boolean()) return false;
    }
    return true;
}

/// Null is outside no domain: whether it may stand is asked where it is used.
bool holds(const Value& value, const Domain& domain) {
    return value.is_null() || (own_tests_hold(value, domain) && elements_hold(value, domain) &&
                               fields_hold(value, domain));
}

/// A date stands for its midnight in UTC where a date and time is wanted.
bool date_for_moment(const Value& value, const Type& type) {
    return value.kind() == Kind::date && type.kind == Type::Kind::date_time;
}

Value midnight(const Date& date) {
    DateTime moment;
    moment.date = date;
    moment.time.zone.kind = Zone::Kind::offset;
    return Value(moment);
}

}  // namespace

DomainPtr domain_of(const TypePtr& type, std::vector<DomainFault>& faults) {
    if (!type) return nullptr;
    auto domain = std::make_shared<Domain>();
    domain->type = type;
    for (const auto* texts : {&type->allowed_values, &type->constraints})
        for (const std::string& text : *texts) add_test(*domain, text, faults);
    if (type->kind == Type::Kind::list && type->element) {
        DomainPtr element = domain_of(type->element, faults);
        if (element->tested()) domain->element = std::move(element);
    }
    for (const auto& [name, field] : type->fields) {
        DomainPtr entry = domain_of(field, faults);
        if (entry && entry->tested()) domain->fields.emplace_back(name, std::move(entry));
    }
    return domain;
}

Value admitted(Value value, const Domain* domain) {
    if (domain == nullptr || value.is_null()) return value;
    if (date_for_moment(value, *domain->type)) value = midnight(value.date());
    value = coerce(std::move(value), *domain->type);
    if (value.is_null() || !domain->tested() || holds(value, *domain)) return value;
    return Value::null(Reason::out_of_domain);
}

}  // namespace payung::rules
