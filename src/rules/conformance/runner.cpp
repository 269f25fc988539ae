#include "rules/conformance/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/conformance/judge.h"
#include "rules/program/decide.h"
#include "rules/value/builtins.h"

namespace payung::rules::conformance {

namespace {

/// What now() and today() tell: the suite asks only of what kind they are.
DateTime any_moment() {
    return *parse_date_time("2026-07-01T12:00:00Z");
}

class BoxedEngine final : public Engine {
public:
    std::vector<Diagnostic> open(const Group& group) override {
        if (group.models.empty()) return group.diagnostics;
        auto linked = link(group.models, Profile::full);
        if (!linked) return linked.diagnostics();
        program_ = *std::move(linked);
        return {};
    }

    Answers answer(const Case& test) override {
        const AtMoment moment(any_moment());
        std::map<std::string, Value, std::less<>> inputs(test.inputs.begin(), test.inputs.end());
        Answers answers;
        if (!test.service.empty()) return answer_service(test, inputs);
        Decider decider(program_, inputs);
        for (const ResultNode& result : test.results) {
            const Node* node = program_.find(result.name);
            answers.push_back(node == nullptr ? Value::null(Reason::type_error)
                                              : decider.decide(program_.id_of(*node)));
        }
        return answers;
    }

private:
    Answers answer_service(const Case& test,
                           const std::map<std::string, Value, std::less<>>& inputs) {
        const Node* service = program_.find(test.service, Node::Kind::service);
        Answers answers(test.results.size(), Value::null(Reason::type_error));
        if (service == nullptr) return answers;
        Decider decider(program_);
        const Value function = decider.decide(program_.id_of(*service));
        std::vector<std::pair<std::string, Value>> arguments;
        for (const std::string& name : function.function().parameters())
            if (const auto given = inputs.find(name); given != inputs.end())
                arguments.emplace_back(name, given->second);
        const Value result = function.function().call_named(arguments);
        const bool single = service->service_outputs.size() == 1;
        for (std::size_t i = 0; i < answers.size(); ++i) {
            if (single || result.kind() != Kind::context)
                answers[i] = result;
            else if (const Value* entry = result.context().find(test.results[i].name))
                answers[i] = *entry;
        }
        return answers;
    }
    Program program_;
};

/// Which cases pass whatever the model says: computed from the expectations alone.
bool passes_with(const Case& test, const Value& answer) {
    return std::all_of(test.results.begin(), test.results.end(),
                       [&](const ResultNode& result) { return judge(result, answer).passed; });
}

Verdict verdict_of(const Case& test) {
    Verdict verdict;
    verdict.level = test.level;
    verdict.group = test.group;
    verdict.file = test.file;
    verdict.id = test.id;
    verdict.key = test.key();
    verdict.wants_null = test.wants_null();
    for (const ResultNode& result : test.results) {
        verdict.features = verdict.features | features_of(result.source);
        verdict.errors_wanted += result.error ? 1 : 0;
    }
    verdict.passed_by_null_and_error = passes_with(test, Value::null(Reason::type_error));
    verdict.passed_by_silent_null = passes_with(test, Value());
    return verdict;
}

void judge_all(const Case& test, const Answers& answers, Verdict& verdict) {
    verdict.passed = answers.size() == test.results.size();
    for (std::size_t i = 0; i < answers.size() && i < test.results.size(); ++i) {
        const Judgement judgement = judge(test.results[i], answers[i]);
        verdict.long_numbers += judgement.long_numbers;
        verdict.stray_errors += judgement.stray_error ? 1 : 0;
        if (test.results[i].error && answers[i].error_reported()) ++verdict.errors_reported;
        if (judgement.passed) continue;
        verdict.passed = false;
        if (verdict.reason.empty()) verdict.reason = judgement.reason;
    }
}

void run_group(const Group& group, Engine& engine, Report& report) {
    const std::vector<Diagnostic> diagnostics = engine.open(group);
    for (const Case& test : group.cases) {
        Verdict verdict = verdict_of(test);
        if (!diagnostics.empty()) {
            verdict.reason = describe(diagnostics[0], Language::en);
            report.verdicts.push_back(std::move(verdict));
            continue;
        }
        const auto start = std::chrono::steady_clock::now();
        const Answers answers = engine.answer(test);
        const bool late = std::chrono::steady_clock::now() - start > case_time_max;
        judge_all(test, answers, verdict);
        if (late) {
            verdict.passed = false;
            verdict.reason = "took longer than 2 s";
        }
        report.verdicts.push_back(std::move(verdict));
    }
}

/// Sums over some of the verdicts.
struct Tally {
    std::size_t cases = 0, passed = 0, value = 0, value_passed = 0, null = 0, null_passed = 0;
    std::size_t errors = 0, errors_reported = 0, baseline = 0, silent = 0;

    void add(const Verdict& v) {
        const std::size_t ok = v.passed ? 1 : 0;
        ++cases;
        passed += ok;
        ++(v.wants_null ? null : value);
        (v.wants_null ? null_passed : value_passed) += ok;
        errors += static_cast<std::size_t>(v.errors_wanted);
        errors_reported += static_cast<std::size_t>(v.errors_reported);
        baseline += v.passed_by_null_and_error ? 1 : 0;
        silent += v.passed_by_silent_null ? 1 : 0;
    }
};

struct NamedGate {
    Gate gate;
    std::string_view name;
};
constexpr std::array gates{NamedGate{Gate::g1, "G1"}, NamedGate{Gate::g2, "G2"},
                           NamedGate{Gate::g3, "G3"}, NamedGate{Gate::g4, "G4"}};

std::string fraction(std::size_t part, std::size_t whole) {
    return fmt::format("{}/{}", part, whole);
}

/// Per mille of a whole, rounded half up, as "43.2 %".
std::string percent(std::size_t part, std::size_t whole) {
    if (whole == 0) return "–";
    const std::size_t mille = (part * 2000 + whole) / (2 * whole);
    return fmt::format("{}.{} %", mille / 10, mille % 10);
}

std::string csv_cell(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c == '\n' ? ' ' : c;
    }
    return out + '"';
}

}  // namespace

std::unique_ptr<Engine> boxed_engine() {
    return std::make_unique<BoxedEngine>();
}

bool belongs(const Verdict& verdict, Gate gate) {
    switch (gate) {
        case Gate::g1:
            return verdict.level == "compliance-level-2";
        case Gate::g2:
            return verdict.features.none();
        case Gate::g3:
            return verdict.features.only_time_or_none();
        case Gate::g4:
            break;
    }
    return true;
}

std::size_t Report::passed(Gate gate) const {
    return static_cast<std::size_t>(
        std::count_if(verdicts.begin(), verdicts.end(),
                      [&](const Verdict& v) { return v.passed && belongs(v, gate); }));
}

std::size_t Report::cases(Gate gate) const {
    return static_cast<std::size_t>(std::count_if(
        verdicts.begin(), verdicts.end(), [&](const Verdict& v) { return belongs(v, gate); }));
}

Report run(const Suite& suite, Engine& engine) {
    Report report;
    const auto start = std::chrono::steady_clock::now();
    for (const Group& group : suite.groups) run_group(group, engine, report);
    report.time = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    return report;
}

std::string lines_of(const Report& report) {
    std::string out;
    for (const Verdict& v : report.verdicts)
        out +=
            fmt::format("{},{},{},\"{}\",{}\n", csv_cell(v.level + "/" + v.group), csv_cell(v.file),
                        csv_cell(v.id), v.passed ? "SUCCESS" : "ERROR", csv_cell(v.reason));
    return out;
}

std::string gates_table(const Report& report) {
    std::string out = fmt::format("{:<6}{:>8}{:>8}{:>15}{:>14}{:>17}{:>23}{:>13}\n", "gate",
                                  "cases", "passed", "value passed", "null passed",
                                  "errors reported", "baseline null+error", "null silent");
    for (const auto& [gate, name] : gates) {
        Tally tally;
        for (const Verdict& v : report.verdicts)
            if (belongs(v, gate)) tally.add(v);
        out += fmt::format("{:<6}{:>8}{:>8}{:>15}{:>14}{:>17}{:>14}{:>9}{:>13}\n", name,
                           tally.cases, tally.passed, fraction(tally.value_passed, tally.value),
                           fraction(tally.null_passed, tally.null),
                           fraction(tally.errors_reported, tally.errors), tally.baseline,
                           percent(tally.baseline, tally.cases), tally.silent);
    }
    int long_numbers = 0, stray = 0;
    for (const Verdict& v : report.verdicts) {
        long_numbers += v.long_numbers;
        stray += v.stray_errors;
    }
    out += fmt::format("compared to 12 digits: {} values · errors on unflagged nulls: {}\n",
                       long_numbers, stray);
    return out;
}

std::string groups_table(const Report& report) {
    std::vector<std::pair<std::string, Tally>> groups;
    for (const Verdict& v : report.verdicts) {
        const std::string name = v.level.substr(v.level.rfind('-') + 1) + "/" + v.group;
        if (groups.empty() || groups.back().first != name) groups.emplace_back(name, Tally{});
        groups.back().second.add(v);
    }
    std::string out = fmt::format("{:<46}{:>8}{:>8}{:>15}{:>14}\n", "group", "cases", "passed",
                                  "value passed", "null passed");
    for (const auto& [name, tally] : groups)
        out += fmt::format("{:<46}{:>8}{:>8}{:>15}{:>14}\n", name, tally.cases, tally.passed,
                           fraction(tally.value_passed, tally.value),
                           fraction(tally.null_passed, tally.null));
    return out;
}

std::string skipped_notice() {
    return "SKIPPED  DMN conformance: 3,391 cases not run. Set "
           "PAYUNG_DMN_TCK=../shared/conformance/dmn-tck or pass its path.";
}

}  // namespace payung::rules::conformance
