/// `payung law test` and `payung law boundaries`: the worked cases, and what they leave untested.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/law.h"
#include "app/law_question.h"
#include "base/json_writer.h"
#include "base/utf8.h"
#include "legislation/boundaries.h"
#include "legislation/example_run.h"

namespace payung::app {
namespace {

struct CasesRequest {
    Path law;
    std::vector<std::string> files;
    bool all = false;
};

std::string value_text(const rules::Value& value, const Console& console) {
    if (value.is_null()) {
        return std::string(console.say("ditolak: ", "refused: ")) +
               std::string(rules::name_of(value.reason()));
    }
    if (value.kind() == rules::Kind::number) {
        if (const auto whole = value.number().integer())
            return format_count(*whole, console.language);
    }
    return rules::display_text(value);
}

class CaseTable {
public:
    explicit CaseTable(const Console& console) : console_(console) {}

    void add(const LawExample& example, const ExampleOutcome& outcome) {
        if (example.file != file_) {
            file_ = example.file;
            console_.tell(file_);
        }
        ++cases_;
        failed_ += outcome.passed() ? 0 : 1;
        console_.tell(std::string(outcome.passed() ? "  v " : "  x ") + example.why);
        std::string results = "      ";
        for (std::size_t i = 0; i < example.expect.size(); ++i) {
            results += i == 0 ? "" : " · ";
            results +=
                example.expect[i].decision->name + " = " + value_text(outcome.results[i], console_);
        }
        console_.tell(results + "   [" + example.cite + "]");
        for (const Mismatch& mismatch : outcome.mismatches) tell(example, mismatch);
    }

    int finish() const {
        console_.tell(std::to_string(cases_) + std::string(console_.say(" kasus, ", " cases, ")) +
                      std::to_string(failed_) +
                      std::string(console_.say(" tidak sesuai", " not as expected")));
        return failed_ == 0 ? law_in_order : law_not_in_order;
    }

private:
    void tell(const LawExample& example, const Mismatch& mismatch) const {
        constexpr std::array<std::string_view, 3> paths{"fix", "decimal", "boxed"};
        console_.tell("      ! " + example.file + ":" + std::to_string(example.line) + " " +
                      mismatch.decision + ": " +
                      std::string(console_.say("diharapkan ", "expected ")) + mismatch.expected +
                      std::string(console_.say(", hasil ", ", found ")) + mismatch.found + " (" +
                      std::string(paths.at(static_cast<std::size_t>(mismatch.path))) + ")");
    }

    const Console& console_;
    std::string file_;
    std::size_t cases_ = 0, failed_ = 0;
};

int tell_json(const std::vector<LawExample>& examples, const std::vector<ExampleOutcome>& outcomes,
              const Console& console) {
    std::string out;
    JsonWriter json(out);
    bool passed = true;
    json.begin_array();
    for (std::size_t i = 0; i < examples.size(); ++i) {
        passed = passed && outcomes[i].passed();
        json.begin_object().key("file").text(examples[i].file);
        json.key("line").whole(static_cast<std::int64_t>(examples[i].line));
        json.key("why").text(examples[i].why).key("cite").text(examples[i].cite);
        json.key("passed").boolean(outcomes[i].passed());
        json.key("mismatches").begin_array();
        for (const Mismatch& mismatch : outcomes[i].mismatches) {
            json.begin_object().key("decision").text(mismatch.decision);
            json.key("expected").text(mismatch.expected);
            json.key("found").text(mismatch.found).end_object();
        }
        json.end_array().end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
    return passed ? law_in_order : law_not_in_order;
}

Result<int> test_cases(const CasesRequest& request, const Console& console) {
    const auto rulebook = load_or_tell(law_folder_or_own(request.law), console);
    if (!rulebook) return law_not_in_order;
    TRY_ASSIGN(const std::vector<LawExample> examples, load_examples(*rulebook, request.files));
    if (examples.empty() && !request.files.empty())
        return wrong_value("files", request.files.front(),
                           std::string(console.say("tidak ada berkas kasus yang namanya begitu",
                                                   "no file of cases is called so")));
    TRY_ASSIGN(const std::vector<ExampleOutcome> outcomes, run_examples(*rulebook, examples));
    if (console.json) return tell_json(examples, outcomes, console);
    CaseTable table(console);
    for (std::size_t i = 0; i < examples.size(); ++i) table.add(examples[i], outcomes[i]);
    return table.finish();
}

std::string side(bool there, const rules::Value& value) {
    return (there ? "v " : "- ") + rules::display_text(value);
}

void tell_boundary(const Rulebook& rulebook, const Boundary& boundary, const Console& console) {
    console.tell(file_of(rulebook, *boundary.decision) + " · " + boundary.decision->name +
                 std::string(console.say(", baris ", ", row ")) +
                 std::to_string(boundary.edge.row) + " [" + boundary.status + "] " +
                 boundary.column + ": " + std::string(console.say("di dalam ", "inside ")) +
                 side(boundary.inside, boundary.edge.inside) +
                 std::string(console.say(", di luar ", ", outside ")) +
                 side(boundary.outside, boundary.edge.outside));
}

void tell_boundaries_json(const Rulebook& rulebook, const std::vector<Boundary>& boundaries,
                          const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const Boundary& boundary : boundaries) {
        json.begin_object().key("file").text(file_of(rulebook, *boundary.decision));
        json.key("decision").text(boundary.decision->name);
        json.key("row").whole(boundary.edge.row).key("column").text(boundary.column);
        json.key("status").text(std::string(1, boundary.status));
        json.key("inside").text(rules::display_text(boundary.edge.inside));
        json.key("inside_tested").boolean(boundary.inside);
        json.key("outside").text(rules::display_text(boundary.edge.outside));
        json.key("outside_tested").boolean(boundary.outside).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Result<int> boundaries(const CasesRequest& request, const Console& console) {
    const auto rulebook = load_or_tell(law_folder_or_own(request.law), console);
    if (!rulebook) return law_not_in_order;
    TRY_ASSIGN(const std::vector<LawExample> examples, load_examples(*rulebook));
    std::vector<Boundary> all = find_boundaries(*rulebook, examples);
    const auto wanted = std::count_if(all.begin(), all.end(),
                                      [](const Boundary& boundary) { return boundary.wanted(); });
    const std::size_t total = all.size();
    if (!request.all) {
        std::erase_if(all, [](const Boundary& boundary) { return !boundary.wanted(); });
    }
    if (console.json) {
        tell_boundaries_json(*rulebook, all, console);
    } else {
        for (const Boundary& boundary : all) tell_boundary(*rulebook, boundary, console);
        console.tell(format_count(static_cast<std::int64_t>(total), console.language) +
                     std::string(console.say(" batas; ", " boundaries; ")) +
                     std::to_string(wanted) +
                     std::string(console.say(" pada baris C belum diuji di kedua sisinya",
                                             " of rows marked C lack a case on a side")));
    }
    return wanted == 0 ? law_in_order : law_not_in_order;
}

}  // namespace

LawAnswer build_law_cases(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CasesRequest>();
    add_law_folder(sub, console, request->law);
    sub.add_option("files", request->files,
                   std::string(console.say("berkas kasus, atau awal namanya: umum/",
                                           "files of cases, or how they begin: umum/")));
    return [request](const Console& c) { return test_cases(*request, c); };
}

LawAnswer build_law_boundaries(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<CasesRequest>();
    add_law_folder(sub, console, request->law);
    sub.add_flag("--all", request->all,
                 std::string(console.say("juga yang sudah diuji dan baris bukan C",
                                         "also those tested and rows not marked C")));
    return [request](const Console& c) { return boundaries(*request, c); };
}

}  // namespace payung::app
