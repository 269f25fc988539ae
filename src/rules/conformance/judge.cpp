#include "rules/conformance/judge.h"

#include "rules/value/operators.h"

namespace payung::rules::conformance {

namespace {

bool is_temporal(Kind kind) {
    return kind == Kind::date || kind == Kind::time || kind == Kind::date_time ||
           kind == Kind::days_time_duration || kind == Kind::years_months_duration;
}

class Comparer {
public:
    int long_numbers = 0;

    bool equal(const Expected& expected, const Value& answer) {
        if (expected.items) return lists(*expected.items, answer);
        if (expected.components) return contexts(*expected.components, answer);
        if (expected.value.kind() != answer.kind()) return false;
        if (answer.kind() == Kind::number) return numbers(expected, answer.number());
        if (same(expected.value, answer)) return true;
        if (!is_temporal(answer.kind())) return false;
        const Value by_value = compare(Comparison::equal, expected.value, answer);
        return by_value.kind() == Kind::boolean && by_value.boolean();
    }

private:
    bool numbers(const Expected& expected, const Decimal& answer) {
        const Decimal& wanted = expected.value.number();
        if (expected.decimals >= long_decimals) return nearly(wanted, answer);
        const auto rounded = answer.rounded(expected.decimals, DecimalRounding::half_even);
        return expected.decimals == 0 ? wanted == answer : rounded && *rounded == wanted;
    }
    bool nearly(const Decimal& wanted, const Decimal& answer) {
        ++long_numbers;
        const auto difference = answer - wanted;
        const auto allowed = wanted.absolute() * Decimal::from_scaled(1, 12);
        return difference && allowed && difference->absolute() <= *allowed;
    }
    bool lists(const std::vector<Expected>& wanted, const Value& answer) {
        if (answer.kind() != Kind::list || answer.list().size() != wanted.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!equal(wanted[i], answer.list()[i])) return false;
        return true;
    }
    bool contexts(const std::vector<Component>& wanted, const Value& answer) {
        if (answer.kind() != Kind::context || answer.context().entries().size() != wanted.size())
            return false;
        for (const auto& [name, entry] : wanted) {
            const Value* found = answer.context().find(name);
            if (found == nullptr || !equal(entry, *found)) return false;
        }
        return true;
    }
};

std::string text_of(const Expected& expected) {
    std::string out;
    if (expected.items) {
        for (const Expected& item : *expected.items)
            out += (out.empty() ? "[" : ", ") + text_of(item);
        return out.empty() ? "[]" : out + "]";
    }
    if (expected.components) {
        for (const auto& [name, entry] : *expected.components)
            out += (out.empty() ? "{" : ", ") + name + ": " + text_of(entry);
        return out + "}";
    }
    return to_feel(expected.value);
}

std::string text_of(const Value& answer) {
    if (!answer.is_null()) return to_feel(answer);
    return "null (" + std::string(name_of(answer.reason())) +
           (answer.error_reported() ? ", error)" : ")");
}

}  // namespace

Judgement judge(const ResultNode& wanted, const Value& answer) {
    Judgement out;
    Comparer comparer;
    const bool equal = comparer.equal(wanted.expected, answer);
    out.long_numbers = comparer.long_numbers;
    out.stray_error =
        wanted.expected.nil() && !wanted.error && answer.is_null() && answer.error_reported();
    if (!equal) {
        out.passed = false;
        out.reason =
            wanted.name + ": expected " + text_of(wanted.expected) + ", got " + text_of(answer);
    } else if (wanted.error && !(answer.is_null() && answer.error_reported())) {
        out.passed = false;
        out.reason = wanted.name + ": no error was reported for " + text_of(answer);
    }
    return out;
}

}  // namespace payung::rules::conformance
