/// `payung law analyse`: the findings of the analysis, and taking them as they are.

#include <CLI/CLI.hpp>
#include <memory>

#include "app/law.h"
#include "base/json_writer.h"
#include "legislation/accepted_findings.h"

namespace payung::app {
namespace {

struct AnalyseRequest {
    Path law;
    bool accept = false;
};

std::string_view name_of(rules::Finding::Kind kind) {
    constexpr std::array<std::string_view, 9> names{"gap",       "overlap",    "never_fires",
                                                    "shadow",    "general",    "redundant",
                                                    "unbounded", "unverified", "not_analysed"};
    return names.at(static_cast<std::size_t>(kind));
}

void tell_json(const Rulebook& rulebook, const AcceptedFindings& accepted, const Console& console) {
    std::string out;
    JsonWriter json(out);
    json.begin_array();
    for (const rules::Finding& finding : rulebook.findings()) {
        if (is_told_elsewhere(finding)) continue;
        json.begin_object().key("kind").text(name_of(finding.kind));
        json.key("file").text(finding.place.file);
        json.key("decision").text(finding.place.decision);
        json.key("row").whole(finding.row).key("other_row").whole(finding.other_row);
        json.key("allowed").boolean(accepted.allows(finding));
        json.key("text").text(rules::describe(finding, console.language)).end_object();
    }
    json.end_array().finish();
    console.tell_lines(out);
}

Result<void> write_accepted(const Path& folder, const AcceptedFindings& accepted,
                            std::span<const rules::Finding> findings) {
    std::error_code failure;
    std::filesystem::create_directories(folder / "analysis", failure);
    for (const auto& [name, text] : accepted.texts(findings)) {
        const Path path = folder / "analysis" / name;
        if (text.empty()) {
            std::filesystem::remove(path, failure);
            continue;
        }
        TRY_ASSIGN(OutputFile file, OutputFile::create(path));
        file.write(text);
        TRY(file.close());
    }
    return {};
}

/// The difference from what was accepted; the exit status says whether there is one.
int tell_difference(const Rulebook& rulebook, const AcceptedFindings& accepted,
                    const Console& console) {
    const AcceptedFindings::Difference difference = accepted.compare(rulebook.findings());
    int refused = 0;
    for (const rules::Finding& finding : rulebook.findings()) {
        if (accepted.allows(finding)) continue;
        ++refused;
        console.tell(std::string(console.say("ditolak: ", "refused: ")) + finding.place.file +
                     " · " + finding.place.decision + ": " +
                     rules::describe(finding, console.language));
    }
    for (const std::string& text : difference.fresh)
        console.tell(std::string(console.say("baru: ", "new: ")) + text);
    for (const std::string& text : difference.gone)
        console.tell(std::string(console.say("hilang: ", "gone: ")) + text);
    return refused == 0 && difference.none() ? law_in_order : law_not_in_order;
}

Result<int> analyse(const AnalyseRequest& request, const Console& console) {
    const Path folder = law_folder_or_own(request.law);
    const auto rulebook = load_or_tell(folder, console, Rulebook::Findings::allow);
    if (!rulebook) return law_not_in_order;
    TRY_ASSIGN(AcceptedFindings accepted, AcceptedFindings::load(folder));
    if (request.accept) {
        TRY(write_accepted(folder, accepted, rulebook->findings()));
        TRY_ASSIGN(accepted, AcceptedFindings::load(folder));
    }
    if (console.json) {
        tell_json(*rulebook, accepted, console);
        return accepted.compare(rulebook->findings()).none() ? law_in_order : law_not_in_order;
    }
    std::vector<rules::Finding> shown(rulebook->findings().begin(), rulebook->findings().end());
    std::erase_if(shown, is_told_elsewhere);
    console.tell_lines(rules::report(shown, console.language));
    return tell_difference(*rulebook, accepted, console);
}

}  // namespace

LawAnswer build_law_analyse(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<AnalyseRequest>();
    add_law_folder(sub, console, request->law);
    sub.add_flag("--accept", request->accept,
                 std::string(console.say(
                     "tulis temuan ke legislation/analysis/; celah masih perlu 'diterima: …'",
                     "write the findings to legislation/analysis/; gaps still need a reason")));
    return [request](const Console& c) { return analyse(*request, c); };
}

}  // namespace payung::app
