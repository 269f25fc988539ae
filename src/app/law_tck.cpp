#include "app/law_tck.h"

#include "rules/conformance/document.h"
#include "rules/conformance/runner.h"

namespace payung::app {

namespace {

namespace conformance = rules::conformance;

constexpr int skipped = 77;  // as CTest understands it

Result<void> write(const Path& path, const std::string& text) {
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write(text);
    return file.close();
}

Result<void> accept(const Path& project, const conformance::Report& report) {
    TRY(write(project / "tests/conformance/passing.txt", conformance::passing_list(report)));
    return write(project / "docs/conformance.md", conformance::conformance_page(report));
}

bool gates_hold(const conformance::Report& report) {
    using conformance::Gate;
    for (const Gate gate : {Gate::g1, Gate::g2, Gate::g3})
        if (report.passed(gate) != report.cases(gate)) return false;
    return report.passed(Gate::g4) >= conformance::gate_4_passed_min;
}

}  // namespace

Result<int> law_tck(const TckRequest& request, const Console& console) {
    const auto folder = request.suite.empty() ? conformance::suite_from_environment()
                                              : std::optional(request.suite);
    if (!folder) {
        console.tell(conformance::skipped_notice());
        return skipped;
    }
    const auto suite = conformance::read_suite(*folder);
    if (!suite) {
        for (const rules::Diagnostic& diagnostic : suite.diagnostics())
            console.tell(rules::describe(diagnostic, console.language));
        return 1;
    }
    const auto engine = conformance::boxed_engine();
    const conformance::Report report = conformance::run(*suite, *engine);
    if (request.lines) console.tell_lines(conformance::lines_of(report));
    if (request.groups) console.tell_lines(conformance::groups_table(report));
    console.tell_lines(conformance::gates_table(report));
    if (!request.accept.empty()) TRY(accept(request.accept, report));
    return gates_hold(report) ? 0 : 1;
}

}  // namespace payung::app
