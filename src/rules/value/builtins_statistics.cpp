/// Lists to one value: min, max, sum, mean, product, median, stddev, mode. Each takes one list, or
/// its items as arguments.

#include <algorithm>

#include "rules/value/builtin.h"
#include "rules/value/operators.h"

namespace payung::rules {

namespace {

/// Why a list of numbers is none: the first item that is not a number; nothing if all are.
std::optional<Value> not_numbers(Arguments items) {
    for (const Value& item : items)
        if (item.kind() != Kind::number) return Value::null_because_of(item);
    return std::nullopt;
}

template <Comparison better>
Value extreme(Arguments items) {
    if (items.empty()) return {};
    Value best = items.front();
    for (const Value& item : items) {
        const Value is_better = compare(better, item, best);
        if (is_better.is_null()) return is_better;
        if (is_better.boolean()) best = item;
    }
    return best;
}

Value sum(Arguments items) {
    if (auto wrong = not_numbers(items)) return *wrong;
    if (items.empty()) return {};
    Decimal total;
    for (const Value& item : items) {
        const auto next = total + item.number();
        if (!next) return Value::null(Reason::overflow);
        total = *next;
    }
    return Value(total);
}

Value product(Arguments items) {
    if (auto wrong = not_numbers(items)) return *wrong;
    if (items.empty()) return Value::null(Reason::invalid_value);
    Decimal total = Decimal::from_integer(1);
    for (const Value& item : items) {
        const auto next = total * item.number();
        if (!next) return Value::null(Reason::overflow);
        total = *next;
    }
    return Value(total);
}

Value count_of(Arguments items) {
    return Value::integer(static_cast<std::int64_t>(items.size()));
}

Value mean(Arguments items) {
    const Value total = sum(items);
    return total.is_null() ? total : divide(total, count_of(items));
}

std::vector<Decimal> sorted_numbers(Arguments items) {
    std::vector<Decimal> numbers;
    numbers.reserve(items.size());
    for (const Value& item : items) numbers.push_back(item.number());
    std::stable_sort(numbers.begin(), numbers.end());
    return numbers;
}

Value median(Arguments items) {
    if (auto wrong = not_numbers(items)) return *wrong;
    if (items.empty()) return {};
    const std::vector<Decimal> numbers = sorted_numbers(items);
    const std::size_t middle = numbers.size() / 2;
    if (numbers.size() % 2 == 1) return Value(numbers[middle]);
    return divide(add(Value(numbers[middle - 1]), Value(numbers[middle])), Value::integer(2));
}

/// Of a sample: the squares of the differences from the mean, over n - 1.
Value standard_deviation(Arguments items) {
    if (auto wrong = not_numbers(items)) return *wrong;
    if (items.size() < 2) return Value::null(Reason::invalid_value);
    const Value average = mean(items);
    Value squares = Value::integer(0);
    for (const Value& item : items) {
        const Value difference = subtract(item, average);
        squares = add(squares, multiply(difference, difference));
    }
    const Value variance =
        divide(squares, Value::integer(static_cast<std::int64_t>(items.size()) - 1));
    if (variance.is_null()) return variance;
    return number_or(variance.number().square_root(), Reason::overflow);
}

/// The values that come most often, ascending.
Value mode(Arguments items) {
    if (auto wrong = not_numbers(items)) return *wrong;
    const std::vector<Decimal> numbers = sorted_numbers(items);
    List modes;
    std::size_t most = 0;
    for (auto first = numbers.begin(); first != numbers.end();) {
        const auto last = std::upper_bound(first, numbers.end(), *first);
        const auto count = static_cast<std::size_t>(last - first);
        if (count > most) modes.clear();
        if (count >= most) modes.emplace_back(*first);
        most = std::max(most, count);
        first = last;
    }
    return Value(std::move(modes));
}

template <Value (*of)(Arguments)>
Value of_list(Arguments arguments) {
    return of(arguments[0].list());
}

/// name(list) and name(a, b, …)
template <Value (*of)(Arguments)>
Builtin aggregate(std::string_view name) {
    constexpr Parameter list{.name = "list", .takes = Takes::list};
    constexpr Parameter item{.name = "list", .nullable = true};
    return {name, {{{list}, of_list<of>}, {{item, item}, of, true}}};
}

}  // namespace

std::span<const Builtin> statistics_builtins() {
    static const std::vector<Builtin> all = {
        aggregate<extreme<Comparison::less>>("min"),
        aggregate<extreme<Comparison::greater>>("max"),
        aggregate<sum>("sum"),
        aggregate<mean>("mean"),
        aggregate<product>("product"),
        aggregate<median>("median"),
        aggregate<standard_deviation>("stddev"),
        aggregate<mode>("mode"),
    };
    return all;
}

}  // namespace payung::rules
