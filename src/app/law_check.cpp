/// `payung law check`: whether a folder of law may be used, and what in it is not confirmed.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "app/law.h"
#include "base/json_writer.h"
#include "legislation/accepted_findings.h"
#include "legislation/law_example.h"
#include "rules/model/read_model.h"
#include "rules/model/write_model.h"

namespace payung::app {
namespace {

using rules::Diagnostic;
using rules::Node;
using rules::NodeId;

/// Rows of a table that are marked M (to be verified) or X (sources differ).
struct Doubt {
    const Node* node = nullptr;
    int unverified = 0, differing = 0;
    std::vector<std::string> used_by;  // decisions that depend on it
};

struct Counts {
    std::size_t files = 0, decisions = 0, tables = 0, rows = 0, cases = 0;
    std::map<char, int> by_status;
};

Doubt doubt_of(const Node& node, Counts& counts) {
    Doubt doubt{&node, 0, 0, {}};
    const std::size_t rows = node.logic->table->rows.size();
    for (std::size_t row = 1; row <= rows; ++row) {
        const char status = source_of(node, static_cast<int>(row)).status;
        ++counts.by_status[status];
        doubt.unverified += status == 'M' ? 1 : 0;
        doubt.differing += status == 'X' ? 1 : 0;
    }
    counts.rows += rows;
    return doubt;
}

/// For every node the doubted tables that it reaches; nodes stand behind what they require.
std::vector<std::set<NodeId>> reached_from(const rules::Program& program,
                                           const std::map<NodeId, Doubt>& doubts) {
    std::vector<std::set<NodeId>> reached(program.nodes.size());
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
        if (doubts.contains(id)) reached[id].insert(id);
        for (const rules::Requirement& required : program.nodes[id].requires_) {
            reached[id].insert(reached[required.node].begin(), reached[required.node].end());
        }
    }
    return reached;
}

std::vector<Doubt> doubts_in(const Rulebook& rulebook, Counts& counts) {
    const rules::Program& program = rulebook.program();
    std::map<NodeId, Doubt> doubts;
    for (const Node& node : program.nodes) {
        if (node.kind != Node::Kind::decision) continue;
        ++counts.decisions;
        if (!node.logic || !node.logic->table) continue;
        ++counts.tables;
        Doubt doubt = doubt_of(node, counts);
        if (doubt.unverified + doubt.differing > 0) doubts.emplace(program.id_of(node), doubt);
    }
    const auto reached = reached_from(program, doubts);
    for (NodeId id = 0; id < program.nodes.size(); ++id) {
        if (program.nodes[id].kind != Node::Kind::decision) continue;
        for (const NodeId table : reached[id]) {
            if (table != id) doubts.at(table).used_by.push_back(program.nodes[id].name);
        }
    }
    std::vector<Doubt> list;
    for (auto& [id, doubt] : doubts) list.push_back(std::move(doubt));
    return list;
}

/// Files that the canonical writer would write otherwise.
Result<std::vector<Diagnostic>> not_canonical(const Rulebook& rulebook) {
    std::vector<Diagnostic> faults;
    for (const rules::model::Model& model : rulebook.models()) {
        if (model.file == parameter_file) continue;
        TRY_ASSIGN(const std::string text, read_file(rulebook.folder() / model.file));
        if (text == rules::model::write_model(model)) continue;
        faults.push_back(
            {rules::DiagnosticCode::law_not_canonical, {model.file, 0, "", 0, ""}, {}});
    }
    return faults;
}

/// Findings whose golden text is not, or no longer, theirs.
Result<std::vector<Diagnostic>> not_accepted(const Rulebook& rulebook) {
    TRY_ASSIGN(const AcceptedFindings accepted, AcceptedFindings::load(rulebook.folder()));
    const AcceptedFindings::Difference difference = accepted.compare(rulebook.findings());
    std::vector<Diagnostic> faults;
    const auto add = [&](const std::string& text, std::string apa, std::string what) {
        faults.push_back({rules::DiagnosticCode::law_file,
                          {"analysis", 0, "", 0, ""},
                          {{"apa", text + apa}, {"what", text + what}}});
    };
    for (const std::string& text : difference.fresh) {
        add(text, " (temuan baru; lihat payung law analyse --accept)",
            " (a new finding; see payung law analyse --accept)");
    }
    for (const std::string& text : difference.gone) {
        add(text, " (tidak ditemukan lagi; lihat payung law analyse --accept)",
            " (not found any more; see payung law analyse --accept)");
    }
    return faults;
}

class CheckReport {
public:
    CheckReport(const Rulebook& rulebook, const Console& console)
        : rulebook_(rulebook), console_(console) {}

    Result<int> tell() {
        doubts_ = doubts_in(rulebook_, counts_);
        counts_.files = rulebook_.models().size() - 1;
        TRY_ASSIGN(std::vector<Diagnostic> faults, not_canonical(rulebook_));
        TRY_ASSIGN(const std::vector<Diagnostic> findings, not_accepted(rulebook_));
        faults.insert(faults.end(), findings.begin(), findings.end());
        TRY_ASSIGN(const std::vector<LawExample> cases, load_examples(rulebook_));
        counts_.cases = cases.size();
        if (!faults.empty()) {
            tell_faults(faults, console_);
            return law_not_in_order;
        }
        console_.json ? tell_json() : tell_text();
        return law_in_order;
    }

private:
    std::string count(std::size_t n) const {
        return format_count(static_cast<std::int64_t>(n), console_.language);
    }

    std::size_t shown_findings() const {
        const auto all = rulebook_.findings();
        return all.size() -
               static_cast<std::size_t>(std::count_if(all.begin(), all.end(), is_told_elsewhere));
    }

    void tell_text() {
        const auto say = [this](std::string_view id, std::string_view en) {
            return std::string(console_.say(id, en));
        };
        const RulebookVersion& version = rulebook_.version();
        console_.tell(say("Hukum ", "Law ") + version.text() +
                      (version.released ? "" : say(" (draf)", " (draft)")));
        console_.tell("  " + count(counts_.files) + say(" berkas, ", " files, ") +
                      count(counts_.decisions) + say(" keputusan, ", " decisions, ") +
                      count(counts_.tables) + say(" tabel, ", " tables, ") + count(counts_.rows) +
                      say(" baris; ", " rows; ") + count(rulebook_.parameters().size()) +
                      say(" angka bertanggal; ", " dated figures; ") + count(counts_.cases) +
                      say(" kasus", " cases"));
        console_.tell(say("  tanpa kesalahan; ", "  no faults; ") + count(shown_findings()) +
                      say(" temuan, semuanya diterima", " findings, all accepted"));
        std::string marks = say("  status baris:", "  status of rows:");
        for (const auto& [status, n] : counts_.by_status)
            marks += std::string(" ") + status + " " + count(static_cast<std::size_t>(n));
        console_.tell(marks);
        if (doubts_.empty()) return;
        console_.tell(say("Belum dikonfirmasi (M) atau sumbernya berbeda (X):",
                          "To be verified (M) or sources differ (X):"));
        for (const Doubt& doubt : doubts_) tell_doubt(doubt);
    }

    void tell_doubt(const Doubt& doubt) const {
        std::string line = "  " + file_of(rulebook_, *doubt.node) + " · " + doubt.node->name + ":";
        if (doubt.unverified > 0) line += " M " + std::to_string(doubt.unverified);
        if (doubt.differing > 0) line += " X " + std::to_string(doubt.differing);
        if (!doubt.used_by.empty()) {
            line += console_.say("; dipakai ", "; used by ");
            line += std::to_string(doubt.used_by.size());
            line += console_.say(" keputusan: ", " decisions: ");
            for (std::size_t i = 0; i < doubt.used_by.size() && i < shown_max; ++i)
                line += (i == 0 ? "" : ", ") + doubt.used_by[i];
            if (doubt.used_by.size() > shown_max) line += " …";
        }
        console_.tell(line);
    }

    void tell_json() const {
        std::string out;
        JsonWriter json(out);
        json.begin_object().key("in_order").boolean(true);
        json.key("version").text(rulebook_.version().text());
        json.key("released").boolean(rulebook_.version().released);
        const auto whole = [&](std::string_view name, std::size_t n) {
            json.key(name).whole(static_cast<std::int64_t>(n));
        };
        whole("files", counts_.files);
        whole("decisions", counts_.decisions);
        whole("tables", counts_.tables);
        whole("rows", counts_.rows);
        whole("figures", rulebook_.parameters().size());
        whole("cases", counts_.cases);
        whole("findings", shown_findings());
        json.key("rows_by_status").begin_object();
        for (const auto& [status, n] : counts_.by_status) json.key(std::string(1, status)).whole(n);
        json.end_object().key("unconfirmed").begin_array();
        for (const Doubt& doubt : doubts_) {
            json.begin_object().key("file").text(file_of(rulebook_, *doubt.node));
            json.key("decision").text(doubt.node->name);
            json.key("M").whole(doubt.unverified).key("X").whole(doubt.differing);
            json.key("used_by").begin_array();
            for (const std::string& name : doubt.used_by) json.text(name);
            json.end_array().end_object();
        }
        json.end_array().end_object().finish();
        console_.tell_lines(out);
    }

    static constexpr std::size_t shown_max = 4;
    const Rulebook& rulebook_;
    const Console& console_;
    Counts counts_;
    std::vector<Doubt> doubts_;
};

Result<int> check(const Path& folder, const Console& console) {
    const auto rulebook = load_or_tell(folder, console);
    if (!rulebook) return law_not_in_order;
    return CheckReport(*rulebook, console).tell();
}

}  // namespace

LawAnswer build_law_check(CLI::App& sub, const Console& console) {
    const auto folder = std::make_shared<Path>();
    add_law_folder(sub, console, *folder);
    return [folder](const Console& c) { return check(law_folder_or_own(*folder), c); };
}

}  // namespace payung::app
