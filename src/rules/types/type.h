#pragma once

/// Types of FEEL values, as item definitions and expressions have them.
///
/// Shape    immutable, shared. `any` holds everything. A named type keeps its name, its allowed
///          values and its constraint as unary tests in text; whoever compiles a model parses them.
/// Source   DMN 1.5, 10.3.2.9; recognised constraints: docs of src/rules/README.md.

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/value/value.h"

namespace payung::rules {

struct Type;
using TypePtr = std::shared_ptr<const Type>;

struct Type {
    enum class Kind : std::uint8_t {
        any,
        null,
        boolean,
        number,
        string,
        date,
        time,
        date_time,
        days_time_duration,
        years_months_duration,
        list,
        context,
        range,
        function,
    };

    Kind kind = Kind::any;
    std::string
        name;         // "tRupiah" where the type was declared, with its import prefix if it has one
    TypePtr element;  // of a list or range
    std::vector<std::pair<std::string, TypePtr>> fields;      // of a context
    std::vector<std::pair<std::string, TypePtr>> parameters;  // of a function
    TypePtr result;                                           // of a function
    // Unary tests in text, of this type and of those it was derived from; all must hold.
    std::vector<std::string> allowed_values, constraints;

    TypePtr field(std::string_view name) const;  // null pointer where there is none
};

TypePtr basic_type(Type::Kind kind);
TypePtr list_of(TypePtr element);
/// "number", "date and time", "days and time duration", "Any" …; null pointer for other names.
TypePtr built_in_type(std::string_view name);

/// Whether the value is of the type, not looking at allowed values. Null conforms to every type.
bool conforms(const Value& value, const Type& type);

/// The value as that type: as it is where it conforms; ["a"] for a single "a" and the other way
/// round; else null of Reason::type_error.
Value coerce(Value value, const Type& type);

}  // namespace payung::rules
