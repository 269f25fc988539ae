#include "rules/plan/payloads.h"

#include <algorithm>

#include "rules/feel/tree.h"

namespace payung::rules {

namespace {

template <class T>
bool same_pointed(const std::shared_ptr<const T>& a, const std::shared_ptr<const T>& b) {
    if (a == b) return true;
    return a != nullptr && b != nullptr && same(*a, *b);
}

bool same_null(const Value& a, const Value& b) {
    return same(a, b) && a.reason() == b.reason() && a.error_reported() == b.error_reported();
}

}  // namespace

bool same(const OutputList& a, const OutputList& b) {
    return a.columns == b.columns && std::ranges::equal(a.values, b.values, same_null);
}

bool same(const Admission& a, const Admission& b) {
    if (a.type == b.type) return true;
    if (a.type == nullptr || b.type == nullptr) return false;
    const bool plain = a.type->element == nullptr && a.type->fields.empty();
    return plain && a.type->kind == b.type->kind && b.type->element == nullptr &&
           b.type->fields.empty() && a.type->allowed_values == b.type->allowed_values &&
           a.type->constraints == b.type->constraints;
}

bool same(const BoxedCall& a, const BoxedCall& b) {
    return a.kind == b.kind && a.names == b.names && a.program == b.program && a.node == b.node &&
           a.required == b.required && same_pointed(a.expression, b.expression) &&
           same_pointed(a.tests, b.tests);
}

}  // namespace payung::rules
