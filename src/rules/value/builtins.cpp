#include "rules/value/builtins.h"

#include <algorithm>
#include <map>

#include "rules/value/builtin.h"

namespace payung::rules {

namespace {

bool is_of(const Value& value, Takes takes) {
    const Kind kind = value.kind();
    switch (takes) {
        case Takes::any:
            return true;
        case Takes::boolean:
            return kind == Kind::boolean;
        case Takes::number:
            return kind == Kind::number;
        case Takes::string:
            return kind == Kind::string;
        case Takes::date:
            return kind == Kind::date;
        case Takes::time:
            return kind == Kind::time;
        case Takes::date_time:
            return kind == Kind::date_time;
        case Takes::days_time_duration:
            return kind == Kind::days_time_duration;
        case Takes::years_months_duration:
            return kind == Kind::years_months_duration;
        case Takes::list:
            return kind == Kind::list;
        case Takes::context:
            return kind == Kind::context;
        case Takes::range:
            return kind == Kind::range;
        case Takes::function:
            return kind == Kind::function;
        case Takes::point:
            return kind == Kind::number || kind == Kind::string || kind == Kind::date ||
                   kind == Kind::time || kind == Kind::date_time ||
                   kind == Kind::days_time_duration || kind == Kind::years_months_duration;
    }
    return false;
}

/// Brings an argument to what its parameter takes; false where it cannot be.
bool fit(Value& argument, const Parameter& parameter) {
    if (argument.is_null()) return parameter.nullable;
    if (is_of(argument, parameter.takes)) return true;
    if (parameter.takes == Takes::list) {
        argument = Value(List{argument});
        return true;
    }
    if (argument.kind() != Kind::list || argument.list().size() != 1) return false;
    Value item = argument.list().front();
    if (item.is_null() || !is_of(item, parameter.takes)) return false;
    argument = std::move(item);
    return true;
}

/// The parameter at a place, the last one again where it repeats.
const Parameter& parameter_at(const Shape& shape, std::size_t place) {
    return shape.parameters[std::min(place, shape.parameters.size() - 1)];
}

bool takes_count(const Shape& shape, std::size_t count) {
    const auto& parameters = shape.parameters;
    const auto required = static_cast<std::size_t>(
        std::count_if(parameters.begin(), parameters.end(),
                      [](const Parameter& parameter) { return !parameter.optional; }));
    if (count < required || (count == 0 && !parameters.empty())) return false;
    return shape.repeats || count <= parameters.size();
}

bool fit_all(List& arguments, const Shape& shape) {
    for (std::size_t i = 0; i < arguments.size(); ++i)
        if (!fit(arguments[i], parameter_at(shape, i))) return false;
    return true;
}

using Named = std::span<const std::pair<std::string, Value>>;

/// Named arguments in the order of the shape, those left out before the last as null; nothing
/// where names do not fit.
std::optional<List> placed(Named arguments, const Shape& shape) {
    const auto& parameters = shape.parameters;
    List values(parameters.size());
    std::vector<bool> given(parameters.size(), false);
    for (const auto& argument : arguments) {
        const auto at =
            std::find_if(parameters.begin(), parameters.end(),
                         [&](const Parameter& known) { return known.name == argument.first; });
        const auto place = static_cast<std::size_t>(at - parameters.begin());
        if (at == parameters.end() || given[place]) return std::nullopt;
        values[place] = argument.second;
        given[place] = true;
    }
    for (std::size_t i = 0; i < parameters.size(); ++i)
        if (!given[i] && !parameters[i].optional) return std::nullopt;
    while (!given.empty() && !given.back()) {
        given.pop_back();
        values.pop_back();
    }
    if (values.empty() && !parameters.empty()) return std::nullopt;
    return values;
}

/// Whether the names stand as the shape has them: before(point, range) and before(range, point) are
/// two shapes of the same names.
bool in_order(Named arguments, const Shape& shape) {
    return std::equal(arguments.begin(), arguments.end(), shape.parameters.begin(),
                      shape.parameters.end(), [](const auto& argument, const Parameter& parameter) {
                          return argument.first == parameter.name;
                      });
}

class BuiltinFunction final : public Function {
public:
    explicit BuiltinFunction(const Builtin& builtin) : builtin_(builtin) {
        for (const Parameter& parameter : builtin.shapes.front().parameters)
            names_.emplace_back(parameter.name);
    }

    const Builtin& builtin() const { return builtin_; }
    const std::vector<std::string>& parameters() const override { return names_; }

    Value call(Arguments arguments) const override {
        List fitted;
        for (const Shape& shape : builtin_.shapes) {
            if (!takes_count(shape, arguments.size())) continue;
            fitted.assign(arguments.begin(), arguments.end());
            if (fit_all(fitted, shape)) return shape.run(fitted);
        }
        return refused(arguments);
    }

    Value call_named(Named arguments) const override {
        List given;
        for (const auto& [name, value] : arguments) given.push_back(value);
        for (const bool as_written : {true, false})
            for (const Shape& shape : builtin_.shapes) {
                if (as_written && !in_order(arguments, shape)) continue;
                auto fitted = placed(arguments, shape);
                if (fitted && fit_all(*fitted, shape)) return shape.run(*fitted);
            }
        return refused(given);
    }

private:
    /// The first null argument is the cause, if there is one.
    static Value refused(Arguments arguments) {
        for (const Value& argument : arguments)
            if (argument.is_null()) return Value::null_because_of(argument);
        return Value::null(Reason::type_error);
    }

    const Builtin& builtin_;
    std::vector<std::string> names_;
};

using Registry = std::map<std::string_view, std::shared_ptr<const BuiltinFunction>>;

const Registry& registry() {
    static const Registry all = [] {
        Registry functions;
        for (const auto builtins :
             {conversion_builtins(), string_builtins(), pattern_builtins(), list_builtins(),
              statistics_builtins(), numeric_builtins(), interval_builtins(), temporal_builtins(),
              context_builtins(), other_builtins()})
            for (const Builtin& builtin : builtins)
                functions.emplace(builtin.name, std::make_shared<const BuiltinFunction>(builtin));
        return functions;
    }();
    return all;
}

thread_local const DateTime* current_moment = nullptr;

}  // namespace

std::optional<std::int64_t> whole(const Value& number) {
    const auto rounded = number.number().rounded(0, DecimalRounding::toward_zero);
    return rounded ? rounded->integer() : std::nullopt;
}

std::shared_ptr<const Function> find_builtin(std::string_view name) {
    const auto found = registry().find(name);
    return found == registry().end() ? nullptr : found->second;
}

std::span<const std::string_view> builtin_names() {
    static const std::vector<std::string_view> names = [] {
        std::vector<std::string_view> sorted;
        for (const auto& [name, function] : registry()) sorted.push_back(name);
        return sorted;
    }();
    return names;
}

std::vector<std::vector<std::string>> builtin_shapes(std::string_view name) {
    std::vector<std::vector<std::string>> shapes;
    const auto found = registry().find(name);
    if (found == registry().end()) return shapes;
    for (const Shape& shape : found->second->builtin().shapes) {
        std::vector<std::string> names;
        for (const Parameter& parameter : shape.parameters) names.emplace_back(parameter.name);
        if (std::find(shapes.begin(), shapes.end(), names) == shapes.end())
            shapes.push_back(std::move(names));
    }
    return shapes;
}

AtMoment::AtMoment(DateTime now) : now_(std::move(now)), outer_(current_moment) {
    current_moment = &now_;
}
AtMoment::~AtMoment() {
    current_moment = outer_;
}
const DateTime* AtMoment::current() {
    return current_moment;
}

}  // namespace payung::rules
