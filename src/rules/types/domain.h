#pragma once

/// A declared type made ready to be asked: is this value of the type and within its allowed values?
///
/// Shape    immutable, shared; the unary tests of item definitions parsed once.
/// Source   DMN 1.5, 10.3.2.9 (coercion) and 7.3.3 (allowed values, constraints).
/// Errors   by value: type_error where the value is of another type, out_of_domain where it is
///          outside the allowed values. Null passes.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rules/feel/ast.h"
#include "rules/types/constant_tests.h"
#include "rules/types/type.h"

namespace payung::rules {

struct Domain;
using DomainPtr = std::shared_ptr<const Domain>;

struct Domain {
    TypePtr type;
    std::vector<UnaryTests> tests;                          // of this level; all must hold
    std::vector<std::optional<ConstantTests>> ready;        // of `tests`, where they are constant
    DomainPtr element;                                      // of a list that has tests below
    std::vector<std::pair<std::string, DomainPtr>> fields;  // those that have tests below
    bool tested() const { return !tests.empty() || element || !fields.empty(); }
};

/// A test of a type that cannot be parsed, for the caller to tell with its place.
struct DomainFault {
    std::string text, apa, what;
    std::uint32_t at = 0;
};

/// Null for a null type. Faults are added to `faults`; such a test holds for nothing.
DomainPtr domain_of(const TypePtr& type, std::vector<DomainFault>& faults);

/// The value as that type and within its allowed values, else null that says why. No domain: as is.
Value admitted(Value value, const Domain* domain);

}  // namespace payung::rules
