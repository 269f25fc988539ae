#pragma once

/// What fuzzers feed with any bytes (tests/fuzz/), and what tests replay with the corpora there.
/// Each gives what is wrong, or nothing: no crash, no limit passed, and what was read is read the
/// same from how it is written.

#include <array>
#include <string>
#include <string_view>

#include "rules/conformance/suite.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"
#include "rules/model/models_for_tests.h"
#include "rules/model/read_model.h"
#include "rules/model/write_model.h"
#include "rules/program/program.h"
#include "rules/value/builtins.h"
#include "rules/value/operators.h"
#include "rules/value/range_text.h"

namespace payung::rules {

namespace fuzz {

/// Little enough that a thousand inputs a second can be tried.
inline const Limits limits{.calls = 50,
                           .list_items = 10'000,
                           .iterations = 20'000,
                           .bytes = std::size_t{4} << 20,
                           .time = std::chrono::milliseconds(200)};

/// Names with blanks, operators, digits and words of FEEL in them.
inline void add_names(Scope& scope, Bindings& values) {
    const auto add = [&](const char* name, Value value) {
        scope.add(name, nullptr);
        values.set(name, std::move(value));
    };
    add("Penghasilan", Value::integer(1'250'000));
    add("Bulan iuran", Value(Date{2026, 2, 1}));
    add("a", Value::integer(1));
    add("a-b", Value("a-b"));
    add("a.b+c*d", Value(true));
    add("daftar", Value(List{Value::integer(3), Value(), Value("x")}));
    add("if then", Value());
}

}  // namespace fuzz

/// A FEEL text as an expression and as unary tests: printed text means the same, and all ends.
inline std::string try_feel(std::string_view text) {
    Scope scope;
    Bindings values;
    fuzz::add_names(scope, values);
    Budget budget(fuzz::limits);
    const Budget::Use use(budget);
    const auto expression = parse_expression(text, scope);
    if (const auto* tree = std::get_if<ExprPtr>(&expression)) {
        const std::string printed = to_text(**tree);
        const auto again = parse_expression(printed, scope);
        if (!std::holds_alternative<ExprPtr>(again)) return "printed, not read again: " + printed;
        if (to_text(*std::get<ExprPtr>(again)) != printed) return "printed otherwise: " + printed;
        display_text(evaluate(**tree, values));
    }
    const auto tests = parse_unary_tests(text, scope);
    if (const auto* parsed = std::get_if<UnaryTests>(&tests)) {
        const std::string printed = to_text(*parsed);
        const auto again = parse_unary_tests(printed, scope);
        if (!std::holds_alternative<UnaryTests>(again))
            return "printed, not read again: " + printed;
        if (to_text(std::get<UnaryTests>(again)) != printed) return "printed otherwise: " + printed;
        const Value result = evaluate(*parsed, Value::integer(5), values);
        if (!result.is_null() && result.kind() != Kind::boolean) return "a test that is no test";
    }
    return {};
}

namespace fuzz {

template <class T>
bool reads_back(std::optional<T> (*parse)(std::string_view), std::string_view text) {
    const auto value = parse(text);
    return !value || parse(to_text(*value)) == value;
}

}  // namespace fuzz

/// Texts of values: numbers, dates, times, durations, ranges; a line end parts a pattern from what
/// it is tried on.
inline std::string try_value_text(std::string_view text) {
    if (const auto number = Decimal::parse(text);
        number && Decimal::parse(number->text()) != *number)
        return "number";
    if (!fuzz::reads_back(parse_date, text)) return "date";
    if (!fuzz::reads_back(parse_time, text)) return "time";
    if (!fuzz::reads_back(parse_date_time, text)) return "date and time";
    if (!fuzz::reads_back(parse_days_time, text)) return "days and time duration";
    if (!fuzz::reads_back(parse_years_months, text)) return "years and months duration";
    unescaped(text);
    const Value range = parse_range(text);
    if (!range.is_null() && !same(parse_range(to_feel(range)), range)) return "range";
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    const List replaced = {Value(text.substr(end + 1)), Value(text.substr(0, end)), Value("[$0]")};
    find_builtin("replace")->call(replaced);
    find_builtin("matches")->call(List{replaced[0], replaced[1], Value("smix")});
    return {};
}

/// A DMN file: what is written of it is canonical, and it links without harm.
inline std::string try_model(std::string_view xml) {
    const auto model = model::read_model(xml, "f.dmn");
    if (!model) return {};
    const std::string written = model::write_model(*model);
    const auto again = model::read_model(written, "f.dmn", true);
    if (!again) return "written, not read again: " + describe(again.diagnostics()[0], Language::en);
    if (model::write_model(*again) != written) return "written otherwise";
    for (const Profile profile : {Profile::full, Profile::law})
        (void)link(std::array{*model}, profile);
    return {};
}

/// A file of test cases of the public suite.
inline std::string try_suite(std::string_view xml) {
    static const std::array models = {
        std::pair<std::string, std::string>("bpu.dmn", model::bpu_dmn)};
    const auto group = conformance::read_group(xml, "bpu-test-01.xml", models);
    if (!group) return {};
    for (const conformance::Case& test : group->cases)
        for (const auto& [name, value] : test.inputs) display_text(value);
    return {};
}

struct FuzzTarget {
    std::string_view name;  // of its folder in tests/fuzz/corpus
    std::string (*run)(std::string_view bytes);
};
inline constexpr std::array fuzz_targets = {
    FuzzTarget{"feel", try_feel},
    FuzzTarget{"value_text", try_value_text},
    FuzzTarget{"model", try_model},
    FuzzTarget{"suite", try_suite},
};

}  // namespace payung::rules
