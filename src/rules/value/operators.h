#pragma once

/// The operators of FEEL on boxed values. Each is total: an operand it cannot take gives a null
/// that says why. Semantics: DMN 1.5 chapter 10.3.2, and the points that are easy to get wrong
/// listed in docs/reference/feel.md.

#include <cstddef>

#include "rules/value/value.h"

namespace payung::rules {

Value add(const Value& a, const Value& b);
Value subtract(const Value& a, const Value& b);
Value multiply(const Value& a, const Value& b);
Value divide(const Value& a, const Value& b);
Value power(const Value& a, const Value& b);
Value negate(const Value& a);

enum class Comparison : std::uint8_t { equal, not_equal, less, less_equal, greater, greater_equal };
/// true, false, or null (kinds that do not compare are an error; null = null is true).
Value compare(Comparison comparison, const Value& a, const Value& b);

// Ternary logic: an operand that is no Boolean acts as null.
Value logical_and(const Value& a, const Value& b);
Value logical_or(const Value& a, const Value& b);
Value logical_not(const Value& a);

/// FEEL's own equality is of one kind; [1, 2] = [1, "a"] is false, [1] = ["a"] is null. Shorter for
/// those who need no reason: whether compare(equal) is true.
bool feel_equal(const Value& a, const Value& b);
/// Values that are feel_equal have one hash: 12:00Z and 13:00+01:00.
std::size_t equality_hash(const Value& value);

/// The range that a unary test is as a value: (< 10), (= 10), (!= 10).
Value unary_range(Comparison comparison, const Value& end);
/// [low..high] and its kin as a value: null with an error where the ends are null, of different or
/// unordered kinds, or the wrong way round.
Value interval(Value low, bool low_included, Value high, bool high_included);
/// Whether `value` lies in `range`: true, false, or null.
Value contains(const Range& range, const Value& value);

Value between(const Value& value, const Value& low, const Value& high);
/// `value in test`: a range, a list (membership or any matching element), or a plain value.
Value in(const Value& value, const Value& test);

/// base.name: an entry of a context, a property of a temporal value or range (year, "time offset",
/// start included …), mapped over a list.
Value path(const Value& base, std::string_view name);
/// list[number]: 1-based, negative from the end; a scalar is a list of one.
Value item_at(const Value& list, const Value& index);

}  // namespace payung::rules
