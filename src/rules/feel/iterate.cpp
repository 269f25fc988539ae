#include "rules/feel/iterate.h"

#include <optional>

namespace payung::rules {

namespace {

/// A whole number, or the number of a day; nothing for all other values.
std::optional<std::int64_t> ordinal(const Value& value) {
    if (value.kind() == Kind::number) return value.number().integer();
    if (value.kind() == Kind::date) return value.date().day_number();
    return std::nullopt;
}

/// How far apart, without overflow.
std::uint64_t distance(std::int64_t a, std::int64_t b) {
    return a <= b ? static_cast<std::uint64_t>(b) - static_cast<std::uint64_t>(a)
                  : static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b);
}

}  // namespace

Turns Turns::wrong(Value why) {
    Turns domain;
    domain.ok_ = false;
    domain.held_ = std::move(why);
    return domain;
}

Turns Turns::steps(const Value& low, const Value& high) {
    if (low.is_null()) return wrong(Value::null_because_of(low));
    if (high.is_null()) return wrong(Value::null_because_of(high));
    const auto from = ordinal(low), to = ordinal(high);
    if (!from || !to || low.kind() != high.kind()) return wrong(Value::null(Reason::type_error));
    const std::uint64_t gap = distance(*from, *to);
    if (gap == UINT64_MAX) return wrong(Value::null(Reason::refused));
    Turns domain;
    domain.steps_ = low.kind() == Kind::date ? Steps::dates : Steps::numbers;
    domain.first_ = *from;
    domain.step_ = *from <= *to ? 1 : -1;
    domain.size_ = gap + 1;
    return domain;
}

Turns Turns::between(const Value& low, const Value& high) {
    return steps(low, high);
}

Turns Turns::of(const Value& value) {
    if (value.is_null()) return wrong(Value::null_because_of(value));
    if (value.kind() == Kind::range) {
        const Range& range = value.range();
        if (range.form != Range::Form::interval) return wrong(Value::null(Reason::type_error));
        Turns domain = steps(range.low, range.high);
        if (!domain.ok_) return domain;
        if (domain.step_ < 0) return wrong(Value::null(Reason::invalid_value));
        const std::size_t excluded =
            (range.low_included ? 0U : 1U) + (range.high_included ? 0U : 1U);
        if (!range.low_included) ++domain.first_;
        domain.size_ = domain.size_ > excluded ? domain.size_ - excluded : 0;
        return domain;
    }
    Turns domain;
    domain.held_ = value;
    domain.steps_ = value.kind() == Kind::list ? Steps::items : Steps::single;
    domain.size_ = value.kind() == Kind::list ? value.list().size() : 1;
    return domain;
}

Value Turns::at(std::size_t index) const {
    const std::int64_t ordinal = first_ + step_ * static_cast<std::int64_t>(index);
    switch (steps_) {
        case Steps::items:
            return held_.list()[index];
        case Steps::single:
            return held_;
        case Steps::numbers:
            return Value::integer(ordinal);
        case Steps::dates:
            return Value(Date::from_day_number(ordinal));
    }
    return {};
}

void Results::add(Value value) {
    partial_ = Value();
    list_.add(std::move(value));
}

const Value* Results::find_here(std::string_view name) const {
    if (name != "partial") return nullptr;
    if (partial_.is_null()) partial_ = list_.so_far();
    return &partial_;
}

}  // namespace payung::rules
