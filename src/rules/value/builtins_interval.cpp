/// How points and ranges lie to each other: before, after, meets, met by, overlaps, overlaps
/// before, overlaps after, finishes, finished by, includes, during, starts, started by, coincides.
///
/// A point counts as the closed range of itself; then one rule serves all shapes of a function.

#include "rules/value/builtin.h"
#include "rules/value/operators.h"

namespace payung::rules {

namespace {

/// One end of a range. `< 5` is without a low end: it lies below everything.
struct End {
    const Value* value;
    bool included;
    int unbounded = 0;  // -1 below everything, +1 above
};

struct Span {
    End low, high;

    static Span of(const Value& value) {
        if (value.kind() != Kind::range) return {{&value, true}, {&value, true}};
        const Range& range = value.range();
        const bool unary = range.form == Range::Form::unary;
        return {{&range.low, range.low_included, unary && range.low.is_null() ? -1 : 0},
                {&range.high, range.high_included, unary && range.high.is_null() ? 1 : 0}};
    }
};

/// Compares ends; remembers the null of the first two that do not compare.
class Comparer {
public:
    int order(const End& a, const End& b) {
        if (a.unbounded != b.unbounded) return a.unbounded < b.unbounded ? -1 : 1;
        if (a.unbounded != 0) return 0;
        const Value less = compare(Comparison::less, *a.value, *b.value);
        if (less.is_null()) {
            if (!failed_.error_reported()) failed_ = less;
            return 0;
        }
        if (less.boolean()) return -1;
        return compare(Comparison::greater, *a.value, *b.value).boolean() ? 1 : 0;
    }
    Value answer(bool holds) const { return failed_.error_reported() ? failed_ : Value(holds); }

private:
    Value failed_;
};

using Relation = bool (*)(Comparer& ends, const Span& a, const Span& b);

bool is_before(Comparer& ends, const Span& a, const Span& b) {
    const int order = ends.order(a.high, b.low);
    return order < 0 || (order == 0 && !(a.high.included && b.low.included));
}
bool is_meeting(Comparer& ends, const Span& a, const Span& b) {
    return ends.order(a.high, b.low) == 0 && a.high.included && b.low.included;
}
bool is_overlapping(Comparer& ends, const Span& a, const Span& b) {
    return !is_before(ends, a, b) && !is_before(ends, b, a);
}
bool begins_within(int order, const End& a, const End& b) {
    return order > 0 || (order == 0 && (!a.included || b.included));
}
bool ends_within(int order, const End& a, const End& b) {
    return order < 0 || (order == 0 && (!a.included || b.included));
}
/// a begins first, b ends last or with it, and they touch.
bool is_overlapping_before(Comparer& ends, const Span& a, const Span& b) {
    const int low = ends.order(a.low, b.low);
    const bool begins_first = low < 0 || (low == 0 && a.low.included && !b.low.included);
    return begins_first && !is_before(ends, a, b) &&
           ends_within(ends.order(a.high, b.high), a.high, b.high);
}
bool is_finishing(Comparer& ends, const Span& a, const Span& b) {
    return ends.order(a.high, b.high) == 0 && a.high.included == b.high.included &&
           begins_within(ends.order(a.low, b.low), a.low, b.low);
}
bool is_starting(Comparer& ends, const Span& a, const Span& b) {
    return ends.order(a.low, b.low) == 0 && a.low.included == b.low.included &&
           ends_within(ends.order(a.high, b.high), a.high, b.high);
}
bool is_during(Comparer& ends, const Span& a, const Span& b) {
    return begins_within(ends.order(a.low, b.low), a.low, b.low) &&
           ends_within(ends.order(a.high, b.high), a.high, b.high);
}
bool is_coinciding(Comparer& ends, const Span& a, const Span& b) {
    return ends.order(a.low, b.low) == 0 && ends.order(a.high, b.high) == 0 &&
           a.low.included == b.low.included && a.high.included == b.high.included;
}

template <Relation relation>
Value related(Arguments arguments) {
    Comparer ends;
    const bool holds = relation(ends, Span::of(arguments[0]), Span::of(arguments[1]));
    return ends.answer(holds);
}
template <Relation relation>
Value related_backwards(Arguments arguments) {
    Comparer ends;
    const bool holds = relation(ends, Span::of(arguments[1]), Span::of(arguments[0]));
    return ends.answer(holds);
}

constexpr Parameter point{.name = "point", .takes = Takes::point};
constexpr Parameter range{.name = "range", .takes = Takes::range};
constexpr Parameter point1{.name = "point1", .takes = Takes::point};
constexpr Parameter point2{.name = "point2", .takes = Takes::point};
constexpr Parameter range1{.name = "range1", .takes = Takes::range};
constexpr Parameter range2{.name = "range2", .takes = Takes::range};

using Run = Value (*)(Arguments);

Builtin of_ranges(std::string_view name, Run run) {
    return {name, {{{range1, range2}, run}}};
}
Builtin of_inner(std::string_view name, Run run) {
    return {name, {{{point, range}, run}, {{range1, range2}, run}}};
}
Builtin of_outer(std::string_view name, Run run) {
    return {name, {{{range, point}, run}, {{range1, range2}, run}}};
}
Builtin of_same(std::string_view name, Run run) {
    return {name, {{{point1, point2}, run}, {{range1, range2}, run}}};
}
Builtin of_all(std::string_view name, Run run) {
    return {name,
            {{{point1, point2}, run},
             {{point, range}, run},
             {{range, point}, run},
             {{range1, range2}, run}}};
}

}  // namespace

std::span<const Builtin> interval_builtins() {
    static const std::vector<Builtin> all = {
        of_all("before", related<is_before>),
        of_all("after", related_backwards<is_before>),
        of_ranges("meets", related<is_meeting>),
        of_ranges("met by", related_backwards<is_meeting>),
        of_ranges("overlaps", related<is_overlapping>),
        of_ranges("overlaps before", related<is_overlapping_before>),
        of_ranges("overlaps after", related_backwards<is_overlapping_before>),
        of_inner("finishes", related<is_finishing>),
        of_outer("finished by", related_backwards<is_finishing>),
        of_outer("includes", related_backwards<is_during>),
        of_inner("during", related<is_during>),
        of_inner("starts", related<is_starting>),
        of_outer("started by", related_backwards<is_starting>),
        of_same("coincides", related<is_coinciding>),
    };
    return all;
}

}  // namespace payung::rules
