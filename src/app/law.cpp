#include "app/law.h"

#include <CLI/CLI.hpp>
#include <array>

#include "base/json_writer.h"

namespace payung::app {
namespace {

constexpr std::array commands{
    TopicCommand{"check",
                 {"periksa folder hukum: kesalahan, temuan, angka yang belum dikonfirmasi",
                  "check a folder of law: faults, findings, figures not confirmed"},
                 build_law_check},
    TopicCommand{"analyse",
                 {"celah, tumpang tindih dan baris yang tidak pernah berlaku",
                  "gaps, overlaps and rows that never apply"},
                 build_law_analyse},
    TopicCommand{
        "test", {"jalankan kasus yang dikerjakan tangan", "run the worked cases"}, build_law_cases},
    TopicCommand{"boundaries",
                 {"batas tanggal dan jumlah yang belum diuji di kedua sisinya",
                  "boundaries of date and amount without a case on each side"},
                 build_law_boundaries},
    TopicCommand{"show",
                 {"tabel dan rumus seperti dibaca orang, di layar atau sebagai halaman",
                  "tables and formulas as people read them, on the screen or as a page"},
                 build_law_show},
    TopicCommand{"explain",
                 {"mengapa suatu hasil demikian: baris, rumus, pasal, dan mengapa tidak lain",
                  "why a result is what it is: rows, formula, articles, and why not another"},
                 build_law_explain},
    TopicCommand{
        "replay",
        {"hitung lagi dari catatan penjelasan", "compute again from a record of explanation"},
        build_law_replay},
    TopicCommand{"diff",
                 {"beda hukum antara dua folder, dan yang tidak boleh diubah begitu",
                  "what differs in law between two folders, and what may not be changed so"},
                 build_law_diff},
    TopicCommand{"compare",
                 {"biaya dan orang yang tersentuh oleh suatu usulan",
                  "cost of a proposal, and the people it touches"},
                 build_law_compare},
    TopicCommand{"horizon",
                 {"angka dan baris yang segera berakhir", "figures and rows that end soon"},
                 build_law_horizon},
    TopicCommand{"format",
                 {"tulis tabel dalam bentuk baku", "write tables in the standard form"},
                 build_law_format},
    TopicCommand{"export",
                 {"tulis semuanya sebagai DMN yang dapat dibuka alat lain",
                  "write everything as DMN that other tools can open"},
                 build_law_export},
    TopicCommand{"run",
                 {"keputusan bagi setiap baris sebuah CSV", "decisions for every row of a CSV"},
                 build_law_run},
    TopicCommand{"at",
                 {"satu keputusan menurut hukum sebagaimana dikenal pada suatu tanggal",
                  "one decision by the law as it was known on a day"},
                 build_law_at},
    TopicCommand{"release",
                 {"terbitkan folder ini sebagai versi", "release this folder as a version"},
                 build_law_release},
    TopicCommand{"tck",
                 {"jalankan rangkaian uji DMN umum terhadap mesin ini",
                  "run the public DMN conformance suite against this engine"},
                 build_law_tck},
};

}  // namespace

std::span<const TopicCommand> law_commands() {
    return commands;
}

void add_law_folder(CLI::App& sub, const Console& console, Path& into) {
    sub.add_option("--law", into,
                   std::string(console.say("folder hukum (bawaan: milik program)",
                                           "folder of the law (default: the program's own)")));
}

Path law_folder_or_own(const Path& asked) {
    return asked.empty() ? share_folder() / "legislation" : asked;
}

void tell_faults(std::span<const rules::Diagnostic> faults, const Console& console) {
    if (!console.json) {
        for (const rules::Diagnostic& fault : faults)
            console.tell(rules::describe(fault, console.language));
        return;
    }
    std::string out;
    JsonWriter json(out);
    json.begin_object().key("in_order").boolean(false).key("faults").begin_array();
    for (const rules::Diagnostic& fault : faults) {
        json.begin_object().key("code").text(rules::name_of(fault.code));
        json.key("file").text(fault.place.file);
        json.key("line").whole(static_cast<std::int64_t>(fault.place.line));
        json.key("decision").text(fault.place.decision);
        json.key("row").whole(fault.place.row);
        json.key("message").text(rules::describe(fault, console.language)).end_object();
    }
    json.end_array().end_object().finish();
    console.tell_lines(out);
}

namespace {

rules::Diagnostic no_folder(const Path& folder) {
    return {rules::DiagnosticCode::law_file,
            {folder.string(), 0, "", 0, ""},
            {{"apa", "Folder hukum ini tidak ada. Periksa jalurnya"},
             {"what", "There is no such folder of law. Check the path"}}};
}

}  // namespace

std::optional<Rulebook> load_or_tell(const Path& folder, const Console& console,
                                     Rulebook::Findings findings) {
    std::error_code none;
    if (!std::filesystem::is_directory(folder, none)) {
        tell_faults(std::array{no_folder(folder)}, console);
        return std::nullopt;
    }
    auto loaded = Rulebook::load(folder, findings);
    if (loaded) return std::move(*loaded);
    tell_faults(loaded.diagnostics(), console);
    return std::nullopt;
}

}  // namespace payung::app
