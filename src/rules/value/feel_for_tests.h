#pragma once

/// For tests: a FEEL text asked and answered in one line, so that tables of cases read like FEEL.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung::rules {

inline Value asked(std::string_view feel) {
    const auto parsed = parse_expression(feel, Scope());
    if (const auto* error = std::get_if<SyntaxError>(&parsed)) {
        ADD_FAILURE() << feel << ": " << error->what << " at " << error->at;
        return {};
    }
    return evaluate(*std::get<ExprPtr>(parsed), Bindings());
}

/// The value in FEEL; a null with an error as "error type_error", without one as "null".
inline std::string told(const Value& value) {
    if (!value.error_reported()) return to_feel(value);
    return "error " + std::string(name_of(value.reason()));
}

struct FeelCase {
    std::string_view feel, expected;
};

template <class Cases>
void expect_answers(const Cases& cases) {
    for (const FeelCase& one : cases) EXPECT_EQ(told(asked(one.feel)), one.expected) << one.feel;
}

}  // namespace payung::rules
