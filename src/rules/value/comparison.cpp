/// = < between in, and ternary logic.

#include <optional>

#include "rules/value/operators.h"

namespace payung::rules {

namespace {

/// Order of two values of one kind that has an order; nothing where it has none.
using Order = std::optional<std::strong_ordering>;

constexpr __int128 nanoseconds_per_millisecond = 1'000'000;

__int128 milliseconds(__int128 nanoseconds) {
    return nanoseconds / nanoseconds_per_millisecond -
           (nanoseconds % nanoseconds_per_millisecond < 0 ? 1 : 0);
}
std::strong_ordering by_milliseconds(__int128 a, __int128 b) {
    return milliseconds(a) <=> milliseconds(b);
}

std::strong_ordering by_bytes(const std::string& a, const std::string& b) {
    return a.compare(b) <=> 0;  // UTF-8 orders as code points do
}

Order order_of(const Value& a, const Value& b) {
    switch (a.kind()) {
        case Kind::number:
            return a.number() <=> b.number();
        case Kind::string:
            return by_bytes(a.text(), b.text());
        case Kind::date:
            return a.date() <=> b.date();
        case Kind::time:
            if (!comparable(a.time().zone, b.time().zone)) return std::nullopt;
            return by_milliseconds(instant_of(a.time()), instant_of(b.time()));
        case Kind::date_time:
            if (!comparable(a.date_time().time.zone, b.date_time().time.zone)) return std::nullopt;
            return by_milliseconds(instant_of(a.date_time()), instant_of(b.date_time()));
        case Kind::days_time_duration:
            return a.days_time() <=> b.days_time();
        case Kind::years_months_duration:
            return a.years_months() <=> b.years_months();
        default:
            return std::nullopt;
    }
}

Value equality(const Value& a, const Value& b);

/// false as soon as a part differs; else null where a part cannot be compared; else true.
class AllEqual {
public:
    /// Whether there is still a question.
    bool add(const Value& part) {
        if (part.is_null())
            result_ = part;
        else if (!part.boolean())
            different_ = true;
        return !different_;
    }
    Value result() const { return different_ ? Value(false) : result_; }

private:
    bool different_ = false;
    Value result_ = Value(true);
};

Value equal_lists(const List& a, const List& b) {
    if (a.size() != b.size()) return Value(false);
    AllEqual all;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!all.add(equality(a[i], b[i]))) break;
    return all.result();
}

Value equal_contexts(const Context& a, const Context& b) {
    if (a.entries().size() != b.entries().size()) return Value(false);
    AllEqual all;
    for (const auto& [name, value] : a.entries()) {
        const Value* other = b.find(name);
        if (other == nullptr) return Value(false);
        all.add(equality(value, *other));
    }
    return all.result();
}

Value equal_ranges(const Range& a, const Range& b) {
    if (a.form != b.form || a.low_included != b.low_included || a.high_included != b.high_included)
        return Value(false);
    AllEqual all;
    all.add(equality(a.low, b.low));
    all.add(equality(a.high, b.high));
    return all.result();
}

Value equality(const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return Value(a.is_null() && b.is_null());
    if (a.kind() != b.kind()) return Value::null(Reason::type_error);
    switch (a.kind()) {
        case Kind::boolean:
            return Value(a.boolean() == b.boolean());
        case Kind::list:
            return equal_lists(a.list(), b.list());
        case Kind::context:
            return equal_contexts(a.context(), b.context());
        case Kind::range:
            return equal_ranges(a.range(), b.range());
        case Kind::function:
            return &a.function() == &b.function() ? Value(true) : Value::null(Reason::type_error);
        default:
            break;
    }
    const Order order = order_of(a, b);
    return order ? Value(*order == 0) : Value::null(Reason::type_error);
}

bool holds(Comparison comparison, std::strong_ordering order) {
    switch (comparison) {
        case Comparison::equal:
            return order == 0;
        case Comparison::not_equal:
            return order != 0;
        case Comparison::less:
            return order < 0;
        case Comparison::less_equal:
            return order <= 0;
        case Comparison::greater:
            return order > 0;
        case Comparison::greater_equal:
            return order >= 0;
    }
    return false;
}

bool is_true(const Value& value) {
    return value.kind() == Kind::boolean && value.boolean();
}
bool is_false(const Value& value) {
    return value.kind() == Kind::boolean && !value.boolean();
}

/// What an operand of `and` and `or` that decides nothing counts as: true and false are Booleans,
/// all else is null; a null keeps its cause, another kind is a type error.
Value undecided(const Value& a, const Value& b) {
    const auto as_null = [](const Value& value) {
        return value.is_null() ? value : Value::null(Reason::type_error);
    };
    const Value& first = a.kind() == Kind::boolean ? b : a;
    const Value& second = a.kind() == Kind::boolean ? a : b;
    const Value cause = as_null(first);
    const bool other_error = second.kind() != Kind::boolean && as_null(second).error_reported();
    return Value::null(cause.reason(), cause.error_reported() || other_error);
}

/// Membership: equal to an item, or in an item that is a range.
bool in_list(const Value& value, const List& list) {
    for (const Value& item : list) {
        if (feel_equal(value, item)) return true;
        if (item.kind() == Kind::range && is_true(contains(item.range(), value))) return true;
    }
    return false;
}

}  // namespace

Value compare(Comparison comparison, const Value& a, const Value& b) {
    if (comparison == Comparison::equal) return equality(a, b);
    if (comparison == Comparison::not_equal) return logical_not(equality(a, b));
    if (a.is_null()) return Value::null_because_of(a);
    if (b.is_null()) return Value::null_because_of(b);
    if (a.kind() != b.kind()) return Value::null(Reason::type_error);
    const Order order = order_of(a, b);
    return order ? Value(holds(comparison, *order)) : Value::null(Reason::type_error);
}

bool feel_equal(const Value& a, const Value& b) {
    return is_true(equality(a, b));
}

std::size_t equality_hash(const Value& value) {
    std::size_t hash = static_cast<std::size_t>(value.kind());
    const auto add_part = [&hash](std::size_t part) { hash = hash * 31 + part; };
    switch (value.kind()) {
        case Kind::time:
            add_part(static_cast<std::size_t>(milliseconds(instant_of(value.time()))));
            break;
        case Kind::date_time:
            add_part(static_cast<std::size_t>(milliseconds(instant_of(value.date_time()))));
            break;
        case Kind::list:
            for (const Value& item : value.list()) add_part(equality_hash(item));
            break;
        case Kind::context:  // a sum: the order of entries does not count
            for (const auto& [name, entry] : value.context().entries())
                hash += equality_hash(entry) * 31 + std::hash<std::string>{}(name);
            break;
        case Kind::range:
            add_part(equality_hash(value.range().low));
            add_part(equality_hash(value.range().high));
            break;
        default:
            return hash_of(value);  // equal values of these kinds are the same
    }
    return hash;
}

Value logical_and(const Value& a, const Value& b) {
    if (is_false(a) || is_false(b)) return Value(false);
    if (is_true(a) && is_true(b)) return Value(true);
    return undecided(a, b);
}

Value logical_or(const Value& a, const Value& b) {
    if (is_true(a) || is_true(b)) return Value(true);
    if (is_false(a) && is_false(b)) return Value(false);
    return undecided(a, b);
}

Value logical_not(const Value& a) {
    if (a.kind() == Kind::boolean) return Value(!a.boolean());
    return a.is_null() ? a : Value::null(Reason::type_error);
}

Value unary_range(Comparison comparison, const Value& end) {
    Range range{.low = {},
                .high = {},
                .low_included = false,
                .high_included = false,
                .form = Range::Form::unary};
    switch (comparison) {
        case Comparison::less_equal:
            range.high_included = true;
            [[fallthrough]];
        case Comparison::less:
            range.high = end;
            break;
        case Comparison::greater_equal:
            range.low_included = true;
            [[fallthrough]];
        case Comparison::greater:
            range.low = end;
            break;
        case Comparison::equal:
            range.low = range.high = end;
            range.low_included = range.high_included = true;
            break;
        case Comparison::not_equal:
            range.low = range.high = end;
            range.form = Range::Form::not_equal;
            break;
    }
    return Value(std::move(range));
}

Value interval(Value low, bool low_included, Value high, bool high_included) {
    const Value ordered = compare(Comparison::less_equal, low, high);
    if (ordered.is_null()) return ordered;
    if (!ordered.boolean()) return Value::null(Reason::invalid_value);
    return Value(Range{.low = std::move(low),
                       .high = std::move(high),
                       .low_included = low_included,
                       .high_included = high_included});
}

Value contains(const Range& range, const Value& value) {
    if (range.form == Range::Form::not_equal)
        return compare(Comparison::not_equal, value, range.low);
    const bool open_below = range.form == Range::Form::unary && range.low.is_null();
    const bool open_above = range.form == Range::Form::unary && range.high.is_null();
    const Value above =
        open_below ? Value(true)
                   : compare(range.low_included ? Comparison::greater_equal : Comparison::greater,
                             value, range.low);
    const Value below =
        open_above ? Value(true)
                   : compare(range.high_included ? Comparison::less_equal : Comparison::less, value,
                             range.high);
    if (above.is_null()) return above;
    if (below.is_null()) return below;
    return Value(above.boolean() && below.boolean());
}

Value between(const Value& value, const Value& low, const Value& high) {
    const Value above = compare(Comparison::greater_equal, value, low);
    if (above.is_null()) return above;
    const Value below = compare(Comparison::less_equal, value, high);
    if (below.is_null()) return below;
    return Value(above.boolean() && below.boolean());
}

Value in(const Value& value, const Value& test) {
    if (test.kind() == Kind::range) {
        if (value.kind() == Kind::range) return equality(value, test);
        return contains(test.range(), value);
    }
    if (test.kind() == Kind::list)
        return Value(in_list(value, test.list()) || feel_equal(value, test));
    if (test.kind() == Kind::function) return Value::null(Reason::type_error);
    return equality(value, test);
}

}  // namespace payung::rules
