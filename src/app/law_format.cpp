/// `payung law format` and `payung law export`: files of tables in the standard form.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/law.h"
#include "legislation/rulebook_version.h"
#include "rules/model/read_model.h"
#include "rules/model/write_model.h"

namespace payung::app {
namespace {

constexpr std::string_view figures_name = "parameter.dmn";

struct FormatRequest {
    Path law, out;
    bool check = false;
};

Result<void> write(const Path& path, std::string_view text) {
    std::error_code failure;
    std::filesystem::create_directories(path.parent_path(), failure);
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write(text);
    return file.close();
}

/// Reads leniently: what other tools leave in files is dropped by writing them again.
Result<int> format(const FormatRequest& request, const Console& console) {
    const Path folder = law_folder_or_own(request.law);
    TRY_ASSIGN(const std::vector<std::string> names, law_files(folder));
    std::vector<rules::Diagnostic> faults;
    for (const std::string& name : names) {
        if (!name.ends_with(".dmn")) continue;
        TRY_ASSIGN(const std::string text, read_file(folder / name));
        const auto model = rules::model::read_model(text, name);
        if (!model) {
            faults.insert(faults.end(), model.diagnostics().begin(), model.diagnostics().end());
            continue;
        }
        const std::string canonical = rules::model::write_model(*model);
        if (canonical == text) continue;
        if (request.check) {
            faults.push_back({rules::DiagnosticCode::law_not_canonical, {name, 0, "", 0, ""}, {}});
        } else {
            TRY(write(folder / name, canonical));
            console.tell(name);
        }
    }
    if (faults.empty()) return law_in_order;
    tell_faults(faults, console);
    return law_not_in_order;
}

/// "jkk/iuran_bpu.dmn" finds the generated figures one folder up.
std::string way_to_figures(const std::string& file) {
    std::string way;
    for (const char c : file) way += c == '/' ? "../" : "";
    return way + std::string(figures_name);
}

/// Other tools resolve imports by place, so that the generated figures need one.
Result<int> export_all(const FormatRequest& request, const Console& console) {
    const auto rulebook = load_or_tell(law_folder_or_own(request.law), console);
    if (!rulebook) return law_not_in_order;
    for (rules::model::Model model : rulebook->models()) {
        const bool figures = model.file == parameter_file;
        for (rules::model::Import& import : model.imports) {
            if (import.namespace_ == parameter_namespace)
                import.location = way_to_figures(model.file);
        }
        const std::string name = figures ? std::string(figures_name) : model.file;
        TRY(write(request.out / name, rules::model::write_model(model)));
    }
    console.tell(std::to_string(rulebook->models().size()) +
                 std::string(console.say(" berkas DMN di ", " DMN files in ")) +
                 request.out.string());
    return law_in_order;
}

}  // namespace

LawAnswer build_law_format(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FormatRequest>();
    add_law_folder(sub, console, request->law);
    sub.add_flag(
        "--check", request->check,
        std::string(console.say("hanya periksa, jangan tulis", "check only, write nothing")));
    return [request](const Console& c) { return format(*request, c); };
}

LawAnswer build_law_export(CLI::App& sub, const Console& console) {
    const auto request = std::make_shared<FormatRequest>();
    add_law_folder(sub, console, request->law);
    sub.add_option("--out", request->out,
                   std::string(console.say("folder hasil", "folder for the results")))
        ->required();
    return [request](const Console& c) { return export_all(*request, c); };
}

}  // namespace payung::app
