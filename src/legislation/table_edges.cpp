#include "legislation/table_edges.h"

#include <charconv>

#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung {
namespace {

using rules::Comparison;
using rules::Type;
using rules::Value;

bool is_ordered(const Value& value) {
    return value.kind() == rules::Kind::number || value.kind() == rules::Kind::date;
}

/// A constant; null where it depends on the case.
Value constant(const rules::ExprPtr& expression) {
    if (!expression) return {};
    const rules::Bindings nothing;
    return rules::evaluate(*expression, nothing);
}

/// Decimals from `? = floor(?)` or `? = decimal(?, 2)`; nothing for other constraints.
std::optional<int> decimals_of(const Type& type) {
    for (const std::string& constraint : type.constraints) {
        if (constraint == "? = floor(?)") return 0;
        constexpr std::string_view begin = "? = decimal(?, ";
        if (!constraint.starts_with(begin)) continue;
        int decimals = 0;
        const char* digits = constraint.data() + begin.size();
        const auto read = std::from_chars(digits, constraint.data() + constraint.size(), decimals);
        if (read.ec == std::errc{}) return decimals;
    }
    return std::nullopt;
}

bool is_month(const Type& type) {
    for (const std::string& constraint : type.constraints)
        if (constraint == "?.day = 1") return true;
    return false;
}

std::optional<Value> next_date(const Type& type, const rules::Date& date, bool up) {
    const int step = up ? 1 : -1;
    if (!is_month(type)) return Value(rules::Date::from_day_number(date.day_number() + step));
    const auto month = rules::add_months(date, step);
    if (!month) return std::nullopt;
    return Value(*month);
}

std::optional<Value> next_number(const Type& type, const rules::Decimal& number, bool up) {
    const auto decimals = decimals_of(type);
    if (!decimals) return std::nullopt;
    const rules::Decimal step = rules::Decimal::from_scaled(up ? 1 : -1, *decimals);
    const auto sum = number + step;
    if (!sum) return std::nullopt;
    return Value(*sum);
}

/// Finds the ends of one table's conditions.
class EdgeFinder {
public:
    explicit EdgeFinder(const rules::Table& table) : table_(table) {}

    std::vector<Edge> find() {
        for (std::size_t row = 0; row < table_.rows.size(); ++row) {
            row_ = static_cast<int>(row) + 1;
            const auto& conditions = table_.rows[row].conditions;
            for (column_ = 0; column_ < conditions.size(); ++column_) {
                if (type() == nullptr) continue;
                for (const rules::UnaryTest& test : conditions[column_].tests) take(test);
            }
        }
        return std::move(edges_);
    }

private:
    const Type* type() const { return table_.inputs[column_].type.get(); }

    void take(const rules::UnaryTest& test) {
        const Value value = constant(test.value);
        if (test.kind == rules::UnaryTest::Kind::compare && is_ordered(value)) {
            compared(test.comparison, value);
        } else if (test.kind == rules::UnaryTest::Kind::member &&
                   value.kind() == rules::Kind::range) {
            end(value.range().low, value.range().low_included, false);
            end(value.range().high, value.range().high_included, true);
        }
    }

    void compared(Comparison comparison, const Value& value) {
        switch (comparison) {
            case Comparison::less:
                return end(value, false, true);
            case Comparison::less_equal:
                return end(value, true, true);
            case Comparison::greater:
                return end(value, false, false);
            case Comparison::greater_equal:
                return end(value, true, false);
            default:
                return;
        }
    }

    void end(const Value& value, bool included, bool upper) {
        if (!is_ordered(value)) return;
        const auto beyond = next_value(*type(), value, included == upper);
        if (!beyond) return;
        Edge edge{row_, column_, included ? value : *beyond, included ? *beyond : value, upper};
        if (in_range(*type(), edge.inside) && in_range(*type(), edge.outside))
            edges_.push_back(std::move(edge));
    }

    const rules::Table& table_;
    int row_ = 0;
    std::size_t column_ = 0;
    std::vector<Edge> edges_;
};

}  // namespace

std::optional<Value> next_value(const Type& type, const Value& value, bool up) {
    if (value.kind() == rules::Kind::date) return next_date(type, value.date(), up);
    if (value.kind() == rules::Kind::number) return next_number(type, value.number(), up);
    return std::nullopt;
}

bool in_range(const Type& type, const Value& value) {
    const rules::Bindings nothing;
    for (const std::string& text : type.allowed_values) {
        const auto parsed = rules::parse_unary_tests(text, rules::Scope());
        const auto* tests = std::get_if<rules::UnaryTests>(&parsed);
        if (tests == nullptr) continue;
        const Value holds = rules::evaluate(*tests, value, nothing);
        if (holds.kind() == rules::Kind::boolean && !holds.boolean()) return false;
    }
    return true;
}

std::vector<Edge> edges_of(const rules::Table& table) {
    return EdgeFinder(table).find();
}

}  // namespace payung
