#pragma once

/// The 86 built-in functions of FEEL on boxed values.
///
/// A built-in has one or several shapes of parameters ("date(from)", "date(year, month, day)");
/// arguments are given by place or by name, never mixed. A list of one is taken for its item where
/// no list is wanted, a single value for a list of one where a list is. Wrong arguments give a null
/// of Reason::type_error, a null argument a null with its cause.
///
/// Clock    now() and today() take the moment from the AtMoment around the call; without one they
///          are refused.
/// Source   DMN 1.5, 10.3.4; regular expressions: XPath and XQuery Functions 3.1, 5.6.

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "rules/value/value.h"

namespace payung::rules {

/// nullptr where FEEL has no built-in of that name. `name` as FEEL writes it: "round half up".
std::shared_ptr<const Function> find_builtin(std::string_view name);

/// Names of all, sorted.
std::span<const std::string_view> builtin_names();

/// Parameter names of each shape, for the type checker and documents.
std::vector<std::vector<std::string>> builtin_shapes(std::string_view name);

/// The moment that now() and today() tell, in this thread, as long as this lives.
class AtMoment {
public:
    explicit AtMoment(DateTime now);
    ~AtMoment();
    AtMoment(const AtMoment&) = delete;
    AtMoment& operator=(const AtMoment&) = delete;

    /// The innermost of this thread; nullptr where there is none.
    static const DateTime* current();

private:
    DateTime now_;
    const DateTime* outer_;
};

}  // namespace payung::rules
