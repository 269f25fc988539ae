#include "legislation/release.h"

#include "legislation/example_run.h"

namespace payung {
namespace {

Error refused(std::string apa, std::string what) {
    return Error{Code::law_malformed,
                 {{"file", "rulebook.yaml"},
                  {"line", "1"},
                  {"apa", std::move(apa)},
                  {"what", std::move(what)}}};
}

Result<void> write(const Path& path, std::string_view text) {
    std::error_code failure;
    std::filesystem::create_directories(path.parent_path(), failure);
    TRY_ASSIGN(OutputFile file, OutputFile::create(path));
    file.write(text);
    return file.close();
}

Result<std::size_t> all_cases_pass(const Rulebook& rulebook) {
    TRY_ASSIGN(const std::vector<LawExample> examples, load_examples(rulebook));
    TRY_ASSIGN(const std::vector<ExampleOutcome> outcomes, run_examples(rulebook, examples));
    for (std::size_t i = 0; i < examples.size(); ++i) {
        if (outcomes[i].passed()) continue;
        const std::string place = examples[i].file + ":" + std::to_string(examples[i].line);
        return refused("kasus " + place + " tidak sesuai; lihat payung law test",
                       "case " + place + " is not as expected; see payung law test");
    }
    return examples.size();
}

/// rulebook.yaml with the hash under the last `known_from`; everything else stays as it was typed.
std::string with_hash(std::string text, const std::string& hash) {
    const std::size_t last = text.rfind("known_from:");
    const std::size_t begin = text.rfind('\n', last) + 1;
    const std::string indent(text.find_first_not_of(" -", begin) - begin, ' ');
    std::size_t end = text.find('\n', last);
    if (end == std::string::npos) end = text.size();
    return text.insert(end, "\n" + indent + "hash: " + hash);
}

std::string report_of(const Rulebook& rulebook, const Release& release,
                      const std::string& approver) {
    const RulebookVersion& version = rulebook.version();
    std::string text = "versi: " + release.hash +
                       "\ndikenal sejak: " + to_text(version.known_from) +
                       "\ndisetujui: " + approver + "\nberkas: " + std::to_string(release.files) +
                       "\nkasus sesuai: " + std::to_string(release.cases) +
                       "\ntemuan diterima: " + std::to_string(rulebook.findings().size()) + "\n";
    for (const LawChange& change : version.entries.back().changes) {
        text += "perubahan: " + change.cite + ", berlaku " + change.effective + ", " +
                change.decision + ": " + change.what + "\n";
    }
    return text;
}

Result<void> keep_files(const Path& folder, const Path& kept, Release& release) {
    TRY_ASSIGN(const std::vector<std::string> names, law_files(folder));
    for (const std::string& name : names) {
        TRY_ASSIGN(const std::string content, read_file(folder / name));
        TRY(write(kept / name, content));
    }
    // Accepted gaps belong to the version: it must load as it is.
    std::error_code none;
    for (std::filesystem::directory_iterator at(folder / "analysis", none), end; !none && at != end;
         at.increment(none)) {
        TRY_ASSIGN(const std::string content, read_file(at->path()));
        TRY(write(kept / "analysis" / at->path().filename(), content));
    }
    release.files = names.size();
    return {};
}

}  // namespace

Result<Release> release(const Rulebook& rulebook, const std::string& approver) {
    const RulebookVersion& version = rulebook.version();
    VersionEntry entry = version.entries.back();
    if (version.released) {
        return refused("folder ini sudah diterbitkan sebagai versi terbarunya",
                       "this folder is released as its newest version already");
    }
    if (!entry.hash.empty()) {
        return refused("versi terbaru sudah diterbitkan; tambahkan versi dengan perubahannya",
                       "the newest version is released; add a version with what changed");
    }
    Release done;
    TRY_ASSIGN(done.cases, all_cases_pass(rulebook));
    entry.hash = done.hash = version.hash;
    done.kept = kept_name(entry);
    const Path& folder = rulebook.folder();
    TRY_ASSIGN(const std::string book, read_file(folder / "rulebook.yaml"));
    const std::string named = with_hash(book, done.hash);
    TRY(keep_files(folder, folder / done.kept, done));
    TRY(write(folder / done.kept / "rulebook.yaml", named));
    TRY(write(folder / done.kept / "release.txt", report_of(rulebook, done, approver)));
    TRY(write(folder / "rulebook.yaml", named));
    return done;
}

}  // namespace payung
