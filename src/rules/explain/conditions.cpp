#include "rules/explain/conditions.h"

#include <algorithm>
#include <array>

#include "base/language.h"
#include "rules/feel/evaluate.h"

namespace payung::rules {

namespace {

bool is_constant(const Expr& expression) {
    if (std::holds_alternative<Literal>(expression.node)) return true;
    if (const auto* const negation = std::get_if<Negation>(&expression.node))
        return is_constant(*negation->operand);
    if (const auto* const list = std::get_if<ListExpr>(&expression.node))
        return std::ranges::all_of(list->items, [](const ExprPtr& e) { return is_constant(*e); });
    const auto* const call = std::get_if<CallExpr>(&expression.node);
    if (call == nullptr) return false;
    const auto* const name = std::get_if<NameRef>(&call->function->node);
    return name != nullptr && name->builtin != nullptr &&
           std::ranges::all_of(call->arguments, [](const ExprPtr& e) { return is_constant(*e); });
}

Date shifted(const Date& date, Unit unit, int steps) {
    if (unit == Unit::month) return add_months(date, steps).value_or(date);
    return Date::from_day_number(date.day_number() + steps);
}

/// One test in words, with what all of them share.
class Teller {
public:
    Teller(Unit unit, Style style, Language language)
        : unit_(unit), style_(style), language_(language) {}

    /// Empty where there is no form in words.
    std::string tell(const UnaryTest& test) const {
        if (test.kind == UnaryTest::Kind::expression || test.value == nullptr) return {};
        if (test.kind == UnaryTest::Kind::compare)
            return tell_comparison(test.comparison, *test.value);
        if (const auto* const range = std::get_if<RangeExpr>(&test.value->node))
            return tell_range(*range);
        const auto value = known_value(*test.value);
        if (!value) return {};
        return value->kind() == Kind::range ? tell_range(value->range()) : words(*value);
    }

private:
    std::string words(const Value& value) const {
        return in_words(value, unit_, style_, language_);
    }

    std::string tell_comparison(Comparison comparison, const Expr& bound) const {
        const auto value = known_value(bound);
        if (!value) return {};
        if (value->kind() == Kind::date) return tell_date(comparison, value->date());
        constexpr std::array<std::string_view, 6> signs{"= ", "≠ ", "< ", "≤ ", "> ", "≥ "};
        return std::string(signs.at(static_cast<std::size_t>(comparison))) + words(*value);
    }

    /// Days and months are counted, so that "before March" is "until February".
    std::string tell_date(Comparison comparison, const Date& date) const {
        const auto day = [&](int steps) { return words(Value(shifted(date, unit_, steps))); };
        const auto say = [&](Phrase phrase, int steps) {
            return std::string(phrase.in(language_)) + " " + day(steps);
        };
        const Phrase from{"mulai", "from"}, until{"sampai", "until"};
        switch (comparison) {
            case Comparison::greater:
                return say(from, 1);
            case Comparison::greater_equal:
                return say(from, 0);
            case Comparison::less:
                return say(until, -1);
            case Comparison::less_equal:
                return say(until, 0);
            case Comparison::not_equal:
                return "≠ " + day(0);
            case Comparison::equal:
                break;
        }
        return day(0);
    }

    std::string tell_range(const RangeExpr& range) const {
        const auto low = range.low ? known_value(*range.low) : std::nullopt;
        const auto high = range.high ? known_value(*range.high) : std::nullopt;
        if ((range.low && !low) || (range.high && !high)) return {};
        if (low && range.form == Range::Form::not_equal) return "≠ " + words(*low);
        if (!high) return low ? one_side(*low, range.low_included, Comparison::greater) : "";
        if (!low) return one_side(*high, range.high_included, Comparison::less);
        return tell_interval({*low, *high, range.low_included, range.high_included});
    }

    std::string tell_range(const Range& range) const {
        if (range.form == Range::Form::interval) return tell_interval(range);
        if (range.form == Range::Form::not_equal) return "≠ " + words(range.low);
        if (range.high.is_null())
            return one_side(range.low, range.low_included, Comparison::greater);
        if (range.low.is_null()) return one_side(range.high, range.high_included, Comparison::less);
        return words(range.low);
    }

    std::string tell_interval(const Range& range) const {
        if (range.low.kind() == Kind::date && range.high.kind() == Kind::date) {
            return span_in_words(shifted(range.low.date(), unit_, range.low_included ? 0 : 1),
                                 shifted(range.high.date(), unit_, range.high_included ? 0 : -1),
                                 unit_, style_, language_);
        }
        return (range.low_included ? "" : "> ") + words(range.low) +
               (range.high_included ? " – " : " – < ") + words(range.high);
    }

    std::string one_side(const Value& end, bool included, Comparison strict) const {
        const auto comparison =
            included ? static_cast<Comparison>(static_cast<int>(strict) + 1) : strict;
        if (end.kind() == Kind::date) return tell_date(comparison, end.date());
        const bool above = strict == Comparison::greater;
        return (included ? (above ? "≥ " : "≤ ") : (above ? "> " : "< ")) + words(end);
    }

    Unit unit_;
    Style style_;
    Language language_;
};

void widen(DateSpan& hull, const DateSpan& part) {
    if (!part.first || (hull.first && *part.first < *hull.first)) hull.first = part.first;
    if (!part.last || (hull.last && *part.last > *hull.last)) hull.last = part.last;
}

std::optional<Date> date_in(const ExprPtr& expression) {
    const auto value = expression == nullptr ? std::nullopt : known_value(*expression);
    if (!value || value->kind() != Kind::date) return std::nullopt;
    return value->date();
}

Date day_after(const Date& date, int days) {
    return Date::from_day_number(date.day_number() + days);
}

DateSpan span_of(Comparison comparison, const Date& date) {
    switch (comparison) {
        case Comparison::equal:
            return {date, date};
        case Comparison::less:
            return {{}, day_after(date, -1)};
        case Comparison::less_equal:
            return {{}, date};
        case Comparison::greater:
            return {day_after(date, 1), {}};
        case Comparison::greater_equal:
            return {date, {}};
        case Comparison::not_equal:
            break;
    }
    return {};
}

std::optional<DateSpan> span_of(const RangeExpr& range) {
    const auto low = date_in(range.low), high = date_in(range.high);
    if (!low && !high) return std::nullopt;
    DateSpan span;
    if (low) span.first = range.low_included ? *low : day_after(*low, 1);
    if (high) span.last = range.high_included ? *high : day_after(*high, -1);
    return span;
}

std::optional<DateSpan> span_of(const UnaryTest& test) {
    if (test.value == nullptr) return std::nullopt;
    if (const auto* const range = std::get_if<RangeExpr>(&test.value->node)) return span_of(*range);
    const auto date = date_in(test.value);
    if (!date) return std::nullopt;
    const bool compares = test.kind == UnaryTest::Kind::compare;
    return span_of(compares ? test.comparison : Comparison::equal, *date);
}

}  // namespace

std::optional<Value> known_value(const Expr& expression) {
    if (const auto* const literal = std::get_if<Literal>(&expression.node)) return literal->value;
    if (const auto* const call = std::get_if<CallExpr>(&expression.node))
        if (call->constant != nullptr) return *call->constant;
    if (!is_constant(expression)) return std::nullopt;
    return evaluate(expression, Bindings());
}

std::string condition_in_words(const UnaryTests& tests, std::string_view text, Unit unit,
                               Style style, Language language) {
    if (tests.any()) return "-";
    const Teller teller(unit, style, language);
    std::string out;
    for (const UnaryTest& test : tests.tests) {
        const std::string words = teller.tell(test);
        if (words.empty()) return plain_dates(text);
        out += (out.empty() ? "" : ", ") + words;
    }
    return tests.negated ? std::string(Phrase{"bukan ", "not "}.in(language)) + out : out;
}

std::string entry_in_words(const ExprPtr& entry, std::string_view text, Unit unit, Style style,
                           Language language) {
    const auto value = entry == nullptr ? std::nullopt : known_value(*entry);
    return value ? in_words(*value, unit, style, language) : plain_dates(text);
}

std::optional<DateSpan> dates_of(const UnaryTests& tests) {
    if (tests.any() || tests.negated) return std::nullopt;
    std::optional<DateSpan> hull;
    for (const UnaryTest& test : tests.tests) {
        const auto span = span_of(test);
        if (!span) return std::nullopt;
        if (hull)
            widen(*hull, *span);
        else
            hull = span;
    }
    return hull;
}

}  // namespace payung::rules
