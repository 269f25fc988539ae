#include "rules/value/value.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace payung::rules {

std::string_view name_of(Kind kind) {
    constexpr std::array<std::string_view, 13> names = {"null",
                                                        "boolean",
                                                        "number",
                                                        "string",
                                                        "date",
                                                        "time",
                                                        "date and time",
                                                        "days and time duration",
                                                        "years and months duration",
                                                        "list",
                                                        "context",
                                                        "range",
                                                        "function"};
    return names.at(static_cast<std::size_t>(kind));
}

const Value* Context::find(std::string_view name) const {
    for (const Entry& entry : entries_)
        if (entry.first == name) return &entry.second;
    return nullptr;
}

void Context::set(std::string name, Value value) {
    for (Entry& entry : entries_) {
        if (entry.first != name) continue;
        entry.second = std::move(value);
        return;
    }
    entries_.emplace_back(std::move(name), std::move(value));
}

Value Function::call_named(std::span<const std::pair<std::string, Value>> arguments) const {
    const std::vector<std::string>& names = parameters();
    if (arguments.size() != names.size()) return Value::null(Reason::type_error);
    List placed(names.size());
    std::vector<bool> given(names.size(), false);
    for (const auto& [name, value] : arguments) {
        const auto at = std::find(names.begin(), names.end(), name);
        const auto place = static_cast<std::size_t>(at - names.begin());
        if (at == names.end() || given[place]) return Value::null(Reason::type_error);
        placed[place] = value;
        given[place] = true;
    }
    return call(placed);
}

Value::Value(Time time) : held_(std::make_shared<const Time>(std::move(time))) {}
Value::Value(DateTime moment) : held_(std::make_shared<const DateTime>(std::move(moment))) {}
Value::Value(std::string text) : held_(std::make_shared<const std::string>(std::move(text))) {}
Value::Value(std::string_view text) : held_(std::make_shared<const std::string>(text)) {}

template <class T>
struct Value::Nested {
    T content;
    int nesting;
};

template <class T>
void Value::hold(T content, int inner_nesting) {
    if (inner_nesting >= nesting_max)
        held_ = NullCause{Reason::refused, true};
    else
        held_ = std::make_shared<const Nested<T>>(Nested<T>{std::move(content), inner_nesting + 1});
}

Value::Value(List list) {
    int deepest = 0;
    for (const Value& item : list) deepest = std::max(deepest, item.nesting());
    hold(std::move(list), deepest);
}
Value::Value(Context context) {
    int deepest = 0;
    for (const auto& [name, value] : context.entries())
        deepest = std::max(deepest, value.nesting());
    hold(std::move(context), deepest);
}
Value::Value(Range range) {
    const int deepest = std::max(range.low.nesting(), range.high.nesting());
    hold(std::move(range), deepest);
}
Value::Value(std::shared_ptr<const Function> function) : held_(std::move(function)) {}

Value Value::null(Reason reason) {
    return null(reason, is_error(reason));
}

Value Value::null(Reason reason, bool error_reported) {
    Value value;
    value.held_ = NullCause{reason, error_reported};
    return value;
}

Value Value::null_because_of(const Value& operand) {
    if (!operand.is_null()) return null(Reason::type_error);
    if (operand.reason() == Reason::null_result) return null(Reason::null_operand);
    return null(operand.reason(), true);
}

Kind Value::kind() const {
    constexpr std::array kinds = {Kind::null,
                                  Kind::boolean,
                                  Kind::number,
                                  Kind::date,
                                  Kind::days_time_duration,
                                  Kind::years_months_duration,
                                  Kind::string,
                                  Kind::time,
                                  Kind::date_time,
                                  Kind::list,
                                  Kind::context,
                                  Kind::range,
                                  Kind::function};
    static_assert(kinds.size() == std::variant_size_v<decltype(held_)>);
    return kinds[held_.index()];
}

GrowingList::GrowingList()
    : list_(std::make_shared<Value::Nested<List>>(Value::Nested<List>{{}, 1})) {}

std::size_t GrowingList::size() const {
    return list_->content.size();
}

void GrowingList::add(Value item) {
    if (list_.use_count() > 1) list_ = std::make_shared<Value::Nested<List>>(*list_);
    list_->nesting = std::max(list_->nesting, item.nesting() + 1);
    list_->content.push_back(std::move(item));
}

Value GrowingList::so_far() const {
    if (list_->nesting > nesting_max) return Value::null(Reason::refused);
    Value value;
    value.held_ = std::shared_ptr<const Value::Nested<List>>(list_);
    return value;
}

Value GrowingList::taken() && {
    Value value = so_far();
    list_ = nullptr;
    return value;
}

int Value::nesting() const {
    if (const auto* list = std::get_if<std::shared_ptr<const Nested<List>>>(&held_))
        return (*list)->nesting;
    if (const auto* context = std::get_if<std::shared_ptr<const Nested<Context>>>(&held_))
        return (*context)->nesting;
    if (const auto* range = std::get_if<std::shared_ptr<const Nested<Range>>>(&held_))
        return (*range)->nesting;
    return 0;
}

Reason Value::reason() const {
    const NullCause* null = std::get_if<NullCause>(&held_);
    return null == nullptr ? Reason::none : null->reason;
}

bool Value::error_reported() const {
    const NullCause* null = std::get_if<NullCause>(&held_);
    return null != nullptr && null->error;
}

const Time& Value::time() const {
    return *std::get<std::shared_ptr<const Time>>(held_);
}
const DateTime& Value::date_time() const {
    return *std::get<std::shared_ptr<const DateTime>>(held_);
}
const std::string& Value::text() const {
    return *std::get<std::shared_ptr<const std::string>>(held_);
}
const List& Value::list() const {
    return std::get<std::shared_ptr<const Nested<List>>>(held_)->content;
}
const Context& Value::context() const {
    return std::get<std::shared_ptr<const Nested<Context>>>(held_)->content;
}
const Range& Value::range() const {
    return std::get<std::shared_ptr<const Nested<Range>>>(held_)->content;
}
const Function& Value::function() const {
    return *std::get<std::shared_ptr<const Function>>(held_);
}
std::shared_ptr<const Function> Value::function_pointer() const {
    return std::get<std::shared_ptr<const Function>>(held_);
}

namespace {

bool same_lists(const List& a, const List& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool same_contexts(const Context& a, const Context& b) {
    if (a.entries().size() != b.entries().size()) return false;
    return std::all_of(a.entries().begin(), a.entries().end(), [&b](const Context::Entry& entry) {
        const Value* other = b.find(entry.first);
        return other != nullptr && same(entry.second, *other);
    });
}

bool same_ranges(const Range& a, const Range& b) {
    return a.form == b.form && a.low_included == b.low_included &&
           a.high_included == b.high_included && same(a.low, b.low) && same(a.high, b.high);
}

/// Spreads a hash into another, order counting.
std::size_t mixed(std::size_t a, std::size_t b) {
    return (a ^ (b + 0x9E37'79B9'7F4A'7C15 + (a << 6) + (a >> 2))) * 0xFF51'AFD7'ED55'8CCD;
}

std::size_t hash_of(const Zone& zone) {
    return mixed(std::hash<std::string>{}(zone.id), static_cast<std::size_t>(zone.offset_seconds));
}

std::size_t hash_of(const Time& time) {
    return mixed(mixed(static_cast<std::size_t>(time.second_of_day),
                       static_cast<std::size_t>(time.nanosecond)),
                 hash_of(time.zone));
}

std::size_t hash_of(const Date& date) {
    return static_cast<std::size_t>(date.day_number());
}

std::size_t hash_of(const List& list) {
    std::size_t hash = list.size();
    for (const Value& item : list) hash = mixed(hash, hash_of(item));
    return hash;
}

std::size_t hash_of(const Context& context) {
    std::size_t hash = context.entries().size();
    for (const auto& [name, value] : context.entries())  // a sum: their order does not count
        hash += mixed(std::hash<std::string>{}(name), hash_of(value));
    return hash;
}

std::size_t hash_of_content(const Value& value) {
    switch (value.kind()) {
        case Kind::null:
            return 0;
        case Kind::boolean:
            return value.boolean() ? 1 : 0;
        case Kind::number:
            return value.number().hash();
        case Kind::string:
            return std::hash<std::string>{}(value.text());
        case Kind::date:
            return hash_of(value.date());
        case Kind::time:
            return hash_of(value.time());
        case Kind::date_time:
            return mixed(hash_of(value.date_time().date), hash_of(value.date_time().time));
        case Kind::days_time_duration:
            return mixed(static_cast<std::size_t>(value.days_time().seconds),
                         static_cast<std::size_t>(value.days_time().nanoseconds));
        case Kind::years_months_duration:
            return static_cast<std::size_t>(value.years_months().months);
        case Kind::list:
            return hash_of(value.list());
        case Kind::context:
            return hash_of(value.context());
        case Kind::range:
            return mixed(hash_of(value.range().low), hash_of(value.range().high));
        case Kind::function:
            return std::hash<const Function*>{}(&value.function());
    }
    return 0;
}

}  // namespace

bool same(const Value& a, const Value& b) {
    if (a.kind() != b.kind()) return false;
    switch (a.kind()) {
        case Kind::null:
            return true;
        case Kind::boolean:
            return a.boolean() == b.boolean();
        case Kind::number:
            return a.number() == b.number();
        case Kind::string:
            return a.text() == b.text();
        case Kind::date:
            return a.date() == b.date();
        case Kind::time:
            return a.time() == b.time();
        case Kind::date_time:
            return a.date_time() == b.date_time();
        case Kind::days_time_duration:
            return a.days_time() == b.days_time();
        case Kind::years_months_duration:
            return a.years_months() == b.years_months();
        case Kind::list:
            return same_lists(a.list(), b.list());
        case Kind::context:
            return same_contexts(a.context(), b.context());
        case Kind::range:
            return same_ranges(a.range(), b.range());
        case Kind::function:
            return &a.function() == &b.function();
    }
    return false;
}

std::size_t hash_of(const Value& value) {
    return mixed(static_cast<std::size_t>(value.kind()), hash_of_content(value));
}

}  // namespace payung::rules
