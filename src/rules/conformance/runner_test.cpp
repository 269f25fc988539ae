#include "rules/conformance/runner.h"

#include <gtest/gtest.h>

#include <iostream>
#include <set>

#include "base/file.h"
#include "rules/conformance/document.h"
#include "rules/conformance/judge.h"

namespace payung::rules::conformance {
namespace {

std::filesystem::path suite_folder() {
    return suite_from_environment().value_or(PAYUNG_SOURCE_DIR "/../shared/conformance/dmn-tck");
}

/// Read once for all tests.
const Suite* suite() {
    static const std::unique_ptr<Suite> read = []() -> std::unique_ptr<Suite> {
        if (!std::filesystem::exists(suite_folder())) return nullptr;
        auto found = read_suite(suite_folder());
        EXPECT_TRUE(found) << describe(found.diagnostics()[0], Language::en);
        return std::make_unique<Suite>(*std::move(found));
    }();
    return read.get();
}

const Report& boxed_report() {
    static const Report report = [] {
        const auto engine = boxed_engine();
        return run(*suite(), *engine);
    }();
    return report;
}

#define NEED_SUITE() \
    if (suite() == nullptr) GTEST_SKIP() << skipped_notice()

std::string project_file(const std::string& path) {
    auto text = read_file(Path(PAYUNG_SOURCE_DIR) / path);
    return text ? *text : std::string();
}

/// Answers everything alike.
class StubEngine final : public Engine {
public:
    explicit StubEngine(Value answer) : answer_(std::move(answer)) {}
    std::vector<Diagnostic> open(const Group&) override { return {}; }
    Answers answer(const Case& test) override { return Answers(test.results.size(), answer_); }

private:
    Value answer_;
};

// Goal: the suite is the one the figures are about.
TEST(Conformance, reads_the_whole_suite) {
    NEED_SUITE();
    EXPECT_EQ(suite()->groups.size(), 146u);
    EXPECT_EQ(suite()->case_count(), 3'391u);
    std::set<std::string> keys;
    for (const Group& group : suite()->groups)
        for (const Case& test : group.cases) EXPECT_TRUE(keys.insert(test.key()).second);
}

// Goal: a runner that could be fooled would be worth nothing: engines that know nothing get exactly
// what the expectations give away.
TEST(Conformance, engines_that_know_nothing_score_what_they_must) {
    NEED_SUITE();
    struct Stub {
        const char* why;
        Value answer;
        std::size_t passed;
    };
    for (const Stub& stub :
         {Stub{"null and an error", Value::null(Reason::type_error), 1'464},
          Stub{"null, silent", Value(), 55}, Stub{"always true", Value(true), 399},
          Stub{"always 0", Value::integer(0), 18}}) {
        SCOPED_TRACE(stub.why);
        StubEngine engine(stub.answer);
        const Report report = run(*suite(), engine);
        EXPECT_EQ(report.cases(Gate::g4), 3'391u);
        EXPECT_EQ(report.passed(Gate::g4), stub.passed);
    }
}

// Goal: the gates hold.
TEST(Conformance, passes_its_gates) {
    NEED_SUITE();
    const Report& report = boxed_report();
    std::cout << gates_table(report) << report.time.count() << " ms\n";
    EXPECT_EQ(report.cases(Gate::g1), 116u);
    EXPECT_EQ(report.cases(Gate::g2), 2'121u);
    EXPECT_EQ(report.cases(Gate::g3), 2'929u);
    EXPECT_EQ(report.passed(Gate::g1), 116u);
    EXPECT_EQ(report.passed(Gate::g2), 2'121u);
    EXPECT_EQ(report.passed(Gate::g3), 2'929u);
    EXPECT_GE(report.passed(Gate::g4), 3'377u);
    EXPECT_LT(report.time.count(), 5'000);
}

// Goal: what was passed once is passed for ever, and the page tells what is measured.
TEST(Conformance, the_accepted_list_and_the_page_are_what_the_suite_gives) {
    NEED_SUITE();
    const std::string accepted = project_file("tests/conformance/passing.txt");
    for (const std::string& lost : lost_cases(boxed_report(), accepted))
        ADD_FAILURE() << lost << " passed before";
    EXPECT_EQ(accepted, passing_list(boxed_report()))
        << "more passes than is accepted: payung law tck PATH --accept .";
    EXPECT_EQ(project_file("docs/conformance.md"), conformance_page(boxed_report()))
        << "renew the page: payung law tck PATH --accept .";
}

constexpr std::string_view tests_head =
    R"(<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>m.dmn</modelName>)";
constexpr std::string_view model_text =
    R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" namespace="urn:m">
  <inputData id="x" name="x"><variable name="x"/></inputData>
  <decision name="Twice"><description>time(</description><informationRequirement><requiredInput href="#x"/></informationRequirement><literalExpression><text>x * 2</text></literalExpression></decision>
  <decision name="Broken"><literalExpression><text>1 + "a"</text></literalExpression></decision>
</definitions>)";

Report report_of(const std::string& cases, std::string_view model = model_text) {
    const std::vector<std::pair<std::string, std::string>> models{{"m.dmn", std::string(model)}};
    auto group = read_group(std::string(tests_head) + cases + "</testCases>", "t.xml", models);
    EXPECT_TRUE(group);
    Suite suite;
    suite.groups.push_back(*std::move(group));
    const auto engine = boxed_engine();
    return run(suite, *engine);
}

std::string twice(std::string_view expected) {
    return R"(<testCase id="1"><inputNode name="x"><value xsi:type="xsd:decimal">2.5</value></inputNode><resultNode name="Twice"><expected><value xsi:type="xsd:decimal">)" +
           std::string(expected) + "</value></expected></resultNode></testCase>";
}

// Goal: a tampered expectation fails, also in the last digit; the right one passes.
TEST(Conformance, a_tampered_expectation_fails) {
    EXPECT_TRUE(report_of(twice("5")).verdicts[0].passed);
    EXPECT_TRUE(report_of(twice("5.0")).verdicts[0].passed);
    for (const char* wrong : {"4", "5.1", "5.00000001"}) {
        const Report report = report_of(twice(wrong));
        EXPECT_FALSE(report.verdicts[0].passed) << wrong;
        EXPECT_EQ(report.verdicts[0].reason.substr(0, 16), "Twice: expected ");
    }
    EXPECT_EQ(lines_of(report_of(twice("4"))),
              "\"/\",\"t.xml\",\"1\",\"ERROR\",\"Twice: expected 4, got 5\"\n");
}

// Goal: where an error is wanted, null alone does not pass, and a stray error is counted.
TEST(Conformance, errors_are_looked_at) {
    const auto broken = [](const char* flag) {
        return R"(<testCase id="1"><resultNode name="Broken" )" + std::string(flag) +
               R"(><expected><value xsi:nil="true"/></expected></resultNode></testCase>)";
    };
    const Report flagged = report_of(broken("errorResult=\"true\""));
    EXPECT_TRUE(flagged.verdicts[0].passed);
    EXPECT_EQ(flagged.verdicts[0].errors_reported, 1);
    const Report unflagged = report_of(broken(""));
    EXPECT_TRUE(unflagged.verdicts[0].passed);
    EXPECT_EQ(unflagged.verdicts[0].stray_errors, 1);
}

// Goal: models that cannot be read fail their cases, and say why.
TEST(Conformance, a_model_that_cannot_be_read_fails_its_cases) {
    const Report report = report_of(twice("5"), "<definitions");
    EXPECT_FALSE(report.verdicts[0].passed);
    EXPECT_NE(report.verdicts[0].reason.find("m.dmn:1: The XML is malformed"), std::string::npos)
        << report.verdicts[0].reason;
}

// Goal: a value that is none of its type is told, not guessed.
TEST(Conformance, values_of_the_suite_must_be_readable) {
    auto group = read_group(std::string(tests_head) + twice("five") + "</testCases>", "t.xml", {});
    ASSERT_FALSE(group);
    EXPECT_EQ(describe(group.diagnostics()[0], Language::en),
              "t.xml:1: The value 'five' cannot be read as the type it has. Check the test file.");
    const auto nowhere = read_suite("/nowhere");
    ASSERT_FALSE(nowhere);
    EXPECT_EQ(nowhere.diagnostics()[0].code, DiagnosticCode::suite_missing);
}

// Goal: which gate a text belongs to.
TEST(Features, are_told_by_the_text) {
    const auto word = [](const Features& f) {
        return std::string(f.time ? "t" : "") + (f.regex ? "r" : "") + (f.java ? "j" : "") +
               (f.function_value ? "f" : "") + (f.instance_of ? "i" : "") + (f.range ? "a" : "");
    };
    struct Text {
        const char *text, *features;
    };
    for (const Text& c : std::vector<Text>{{"1 + 2", ""},
                                           {"time(\"10:00\")", "t"},
                                           {"date and time(x)", "t"},
                                           {"sometime(x)", ""},
                                           {"@\"2020-01-01T10:00:00\"", "t"},
                                           {"@\"2020-01-01\"", ""},
                                           {"@\"P1D\"", ""},
                                           {"@\"P1DT1H\"", "t"},
                                           {"\"10:30\"", "t"},
                                           {"\"T10:30\"", "t"},
                                           {"\"1:30\"", ""},
                                           {"x.time offset", "t"},
                                           {"now()", "t"},
                                           {"matches(x)", "r"},
                                           {"list replace(x)", "r"},
                                           {"rematches(x)", ""},
                                           {"java.lang", "j"},
                                           {"javascript", ""},
                                           {"method signature", "j"},
                                           {"function(x) x", "f"},
                                           {"function (x) x", "f"},
                                           {"a instance of b", "i"},
                                           {"range(\"[1..2]\")", "a"},
                                           {"arrange(x)", ""}}) {
        SCOPED_TRACE(c.text);
        EXPECT_EQ(word(features_of(c.text)), c.features);
    }
}

Expected number(const char* text, int decimals) {
    Expected out;
    out.value = Value(*Decimal::parse(text));
    out.decimals = decimals;
    return out;
}

// Goal: numbers are compared as they are printed, and only long ones to twelve digits.
TEST(Judge, numbers) {
    struct Pair {
        const char *why, *wanted;
        int decimals;
        const char* got;
        bool passed;
    };
    for (const Pair& c :
         {Pair{"integers exactly", "3", 0, "3.0", true},
          Pair{"integers exactly", "3", 0, "3.000000001", false},
          Pair{"rounded to the printed decimals", "0.33", 2, "0.333333", true},
          Pair{"half even", "0.12", 2, "0.125", true}, Pair{"half even", "0.13", 2, "0.125", false},
          Pair{"nine decimals to 12 digits", "0.333333333", 9, "0.33333333300000000001", true},
          Pair{"nine decimals to 12 digits", "0.333333333", 9, "0.3333333333", false}}) {
        SCOPED_TRACE(c.why);
        const ResultNode wanted{"D", false, number(c.wanted, c.decimals), ""};
        EXPECT_EQ(judge(wanted, Value(*Decimal::parse(c.got))).passed, c.passed);
    }
    const ResultNode lengthy{"D", false, number("0.333333333", 9), ""};
    EXPECT_EQ(judge(lengthy, Value(*Decimal::parse("0.333333333"))).long_numbers, 1);
}

// Goal: kinds are not mixed: an empty text is not null, a list of one not its element.
TEST(Judge, kinds) {
    Expected text;
    text.value = Value(std::string());
    EXPECT_FALSE(judge({"D", false, text, ""}, Value()).passed);
    EXPECT_TRUE(judge({"D", false, text, ""}, Value(std::string())).passed);
    Expected list;
    list.items.emplace({number("1", 0)});
    EXPECT_FALSE(judge({"D", false, list, ""}, Value::integer(1)).passed);
    EXPECT_TRUE(judge({"D", false, list, ""}, Value(List{Value::integer(1)})).passed);
    Expected context;
    context.components.emplace();
    context.components->emplace_back("a", number("1", 0));
    context.components->emplace_back("b", Expected{});
    Context answer;
    answer.set("b", Value());
    EXPECT_FALSE(judge({"D", false, context, ""}, Value(answer)).passed);
    answer.set("a", Value::integer(1));
    EXPECT_TRUE(judge({"D", false, context, ""}, Value(answer)).passed);
    answer.set("c", Value::integer(1));
    EXPECT_FALSE(judge({"D", false, context, ""}, Value(answer)).passed);
}

// Goal: a case that once passed and does not any more is named.
TEST(Conformance, lost_cases_are_named) {
    Report report;
    report.verdicts.resize(2);
    report.verdicts[0].key = "3/a/1";
    report.verdicts[0].passed = true;
    report.verdicts[1].key = "3/a/2";
    EXPECT_EQ(lost_cases(report, "3/a/1\n3/a/2\n3/a/3"),
              (std::vector<std::string>{"3/a/2", "3/a/3"}));
    EXPECT_EQ(passing_list(report), "3/a/1\n");
}

}  // namespace
}  // namespace payung::rules::conformance
