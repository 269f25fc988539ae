/// not, is, sort, range, now, today.

#include <algorithm>

#include "rules/value/builtin.h"
#include "rules/value/builtins.h"
#include "rules/value/operators.h"
#include "rules/value/range_text.h"

namespace payung::rules {

namespace {

Value negation(Arguments arguments) {
    return logical_not(arguments[0]);
}

/// Part for part: one instant told in two zones is two values.
Value is(Arguments arguments) {
    return Value(same(arguments[0], arguments.size() > 1 ? arguments[1] : Value()));
}

/// A merge sort of our own: what comes before what is asked of a FEEL function, which may answer
/// anything; std::stable_sort must have a true order.
class Sorter {
public:
    explicit Sorter(const Function& precedes) : precedes_(precedes) {}

    Value sort(List list) {
        List other(list.size());
        for (std::size_t width = 1; width < list.size() && !failed_.error_reported(); width *= 2) {
            for (std::size_t at = 0; at < list.size(); at += 2 * width)
                merge(list, other, at, std::min(at + width, list.size()),
                      std::min(at + 2 * width, list.size()));
            std::swap(list, other);
        }
        return failed_.error_reported() ? failed_ : Value(std::move(list));
    }

private:
    void merge(const List& from, List& to, std::size_t left, std::size_t middle, std::size_t end) {
        std::size_t right = middle;
        const std::size_t left_end = middle;
        for (std::size_t at = left; at < end && !failed_.error_reported(); ++at) {
            const bool take_right =
                right < end && (left == left_end || precedes(from[right], from[left]));
            to[at] = take_right ? from[right++] : from[left++];
        }
    }
    bool precedes(const Value& a, const Value& b) {
        const Value answer = precedes_.call(List{a, b});
        if (answer.kind() == Kind::boolean) return answer.boolean();
        failed_ = Value::null_because_of(answer);
        return false;
    }

    const Function& precedes_;
    Value failed_;
};

Value sort(Arguments arguments) {
    const Function& precedes = arguments[1].function();
    if (precedes.parameters().size() != 2) return Value::null(Reason::type_error);
    return Sorter(precedes).sort(arguments[0].list());
}

Value range_of_text(Arguments arguments) {
    return parse_range(arguments[0].text());
}

Value now(Arguments) {
    const DateTime* moment = AtMoment::current();
    return moment == nullptr ? Value::null(Reason::refused) : Value(*moment);
}
Value today(Arguments) {
    const DateTime* moment = AtMoment::current();
    return moment == nullptr ? Value::null(Reason::refused) : Value(moment->date);
}

}  // namespace

std::span<const Builtin> other_builtins() {
    constexpr auto value_named = [](std::string_view name) {
        return Parameter{.name = name, .optional = true, .nullable = true};
    };
    static const std::vector<Builtin> all = {
        {"not", {{{{.name = "negand", .nullable = true}}, negation}}},
        {"is", {{{value_named("value1"), value_named("value2")}, is}}},
        {"sort",
         {{{{.name = "list", .takes = Takes::list}, {.name = "precedes", .takes = Takes::function}},
           sort}}},
        {"range", {{{{.name = "from", .takes = Takes::string}}, range_of_text}}},
        {"now", {{{}, now}}},
        {"today", {{{}, today}}},
    };
    return all;
}

}  // namespace payung::rules
