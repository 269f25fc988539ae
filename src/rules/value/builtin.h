#pragma once

/// How a built-in is declared: its shapes, each with its parameters and what it does. Internal to
/// value/; callers use builtins.h.
///
/// The shape is found, and its arguments are checked and brought to the wanted kinds, before its
/// function runs: `run` gets exactly what its parameters promise.

#include <span>
#include <string_view>
#include <vector>

#include "rules/value/value.h"

namespace payung::rules {

using Arguments = std::span<const Value>;

/// What a parameter takes.
enum class Takes : std::uint8_t {
    any,
    boolean,
    number,
    string,
    date,
    time,
    date_time,
    days_time_duration,
    years_months_duration,
    list,  // a single value that is not null counts as a list of one
    context,
    range,
    function,
    point,  // a value with an order: number, string, date …
};

struct Parameter {
    std::string_view name;
    Takes takes = Takes::any;
    bool optional = false;  // may be left out, it and those after it; then `run` gets fewer
    bool nullable = false;  // may be null
};

struct Shape {
    std::vector<Parameter> parameters;
    Value (*run)(Arguments arguments);
    bool repeats = false;  // the last parameter may come any number of times, by place
};

struct Builtin {
    std::string_view name;
    std::vector<Shape> shapes;  // the first that fits is taken
};

// One file a class.
std::span<const Builtin> conversion_builtins();
std::span<const Builtin> string_builtins();
std::span<const Builtin> pattern_builtins();
std::span<const Builtin> list_builtins();
std::span<const Builtin> statistics_builtins();
std::span<const Builtin> numeric_builtins();
std::span<const Builtin> interval_builtins();
std::span<const Builtin> temporal_builtins();
std::span<const Builtin> context_builtins();
std::span<const Builtin> other_builtins();

/// A number as a whole one, decimals cut off; nothing beyond 64 bits.
std::optional<std::int64_t> whole(const Value& number);

/// `f(number, number)` as a value; nothing is null for this reason.
inline Value number_or(const std::optional<Decimal>& number, Reason otherwise) {
    return number ? Value(*number) : Value::null(otherwise);
}

}  // namespace payung::rules
