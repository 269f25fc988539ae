/// `payung law tck`: the public DMN conformance suite against the engine, strictly counted.
///
/// Exit status: 0 all gates hold, 1 not, 77 there is no suite (as CTest understands it).

#include <CLI/CLI.hpp>
#include <memory>

#include "app/law.h"

#include "rules/conformance/document.h"
#include "rules/conformance/runner.h"

namespace payung::app {

namespace {

namespace conformance = rules::conformance;

constexpr int skipped = 77;

struct Request {
    Path suite;           // empty: PAYUNG_DMN_TCK
    bool lines = false;   // a line a case
    bool groups = false;  // a line a group
    Path accept;          // folder of the project whose list and page are renewed; empty: none
};

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

Result<int> answer(const Request& request, const Console& console) {
    const auto folder = request.suite.empty() ? conformance::suite_from_environment()
                                              : std::optional(request.suite);
    if (!folder) {
        console.tell(conformance::skipped_notice());
        return skipped;
    }
    const auto suite = conformance::read_suite(*folder);
    if (!suite) {
        tell_faults(suite.diagnostics(), console);
        return law_not_in_order;
    }
    const auto engine = conformance::boxed_engine();
    const conformance::Report report = conformance::run(*suite, *engine);
    if (request.lines) console.tell_lines(conformance::lines_of(report));
    if (request.groups) console.tell_lines(conformance::groups_table(report));
    console.tell_lines(conformance::gates_table(report));
    if (!request.accept.empty()) TRY(accept(request.accept, report));
    return gates_hold(report) ? law_in_order : law_not_in_order;
}

}  // namespace

LawAnswer build_law_tck(CLI::App& sub, const Console& console) {
    const auto say = [&](std::string_view id, std::string_view en) {
        return std::string(console.say(id, en));
    };
    const auto request = std::make_shared<Request>();
    sub.add_option("path", request->suite,
                   say("folder yang memuat TestCases/ (bawaan: PAYUNG_DMN_TCK)",
                       "folder that holds TestCases/ (default: PAYUNG_DMN_TCK)"));
    sub.add_flag("--lines", request->lines, say("satu baris setiap kasus", "a line a case"));
    sub.add_flag("--groups", request->groups, say("satu baris setiap kelompok", "a line a group"));
    sub.add_option("--accept", request->accept,
                   say("folder proyek yang daftar dan halamannya diperbarui",
                       "folder of the project whose list and page are renewed"));
    return [request](const Console& at) { return answer(*request, at); };
}

}  // namespace payung::app
