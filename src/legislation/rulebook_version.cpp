#include "legislation/rulebook_version.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "legislation/yaml.h"

namespace payung {
namespace {

constexpr std::size_t hex_digits = 64, hex_shown = 16;
constexpr std::string_view hash_prefix = "sha256:";

bool is_law(const std::filesystem::path& relative) {
    static const std::set<std::string> apart{"examples", "reforms", "analysis", "versions"};
    if (apart.contains(relative.begin()->string())) return false;
    if (relative == "rulebook.yaml") return false;
    return relative.extension() == ".yaml" || relative.extension() == ".dmn";
}

/// Lengths go in too, so that bytes cannot move from a path to a content or to the next file.
void add_sized(Sha256& hash, std::string_view bytes) {
    hash.add(std::to_string(bytes.size()) + "\n");
    hash.add(bytes);
}

Result<std::string> hash_of(const Path& folder) {
    TRY_ASSIGN(const std::vector<std::string> names, law_files(folder));
    Sha256 hash;
    for (const std::string& name : names) {
        TRY_ASSIGN(const std::string content, read_file(folder / name));
        add_sized(hash, name);
        add_sized(hash, content);
    }
    return std::string(hash_prefix) + hash.hex();
}

Result<Day> day_from(const YamlNode& node, std::string_view key) {
    TRY_ASSIGN(const std::string text, node.text(key));
    if (const auto day = parse_day(text)) return *day;
    return node.malformed("'" + text + "' bukan tanggal (TTTT-BB-HH)",
                          "'" + text + "' is no day (YYYY-MM-DD)");
}

/// A hash, or nothing where the key is not there.
Result<std::string> hash_from(const YamlNode& node, std::string_view key) {
    if (node.find(key) == nullptr) return std::string();
    TRY_ASSIGN(std::string text, node.text(key));
    const std::string_view digits = std::string_view(text).substr(
        std::min(text.size(), text.starts_with(hash_prefix) ? hash_prefix.size() : text.size()));
    const bool hex = digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
    if (hex && digits.size() == hex_digits) return text;
    return node.malformed("'" + text + "' bukan sidik sha256:…", "'" + text + "' is no hash");
}

Result<LawChange> change_from(const YamlNode& node) {
    TRY(node.only({"cite", "effective", "decision", "what"}));
    LawChange change;
    TRY_ASSIGN(change.cite, node.text("cite"));
    TRY_ASSIGN(change.effective, node.text("effective"));
    TRY_ASSIGN(change.decision, node.text("decision"));
    TRY_ASSIGN(change.what, node.text("what"));
    if (parse_month(change.effective) || parse_day(change.effective)) return change;
    return node.malformed("'" + change.effective + "' bukan bulan atau tanggal",
                          "'" + change.effective + "' is no month or day");
}

Result<VersionEntry> entry_from(const YamlNode& node) {
    TRY(node.only({"known_from", "hash", "corrects", "changes"}));
    VersionEntry entry;
    TRY_ASSIGN(entry.known_from, day_from(node, "known_from"));
    TRY_ASSIGN(entry.hash, hash_from(node, "hash"));
    TRY_ASSIGN(entry.corrects, hash_from(node, "corrects"));
    TRY_ASSIGN(const YamlNode* list, node.get("changes"));
    TRY_ASSIGN(const auto* changes, list->items());
    for (const YamlNode& item : *changes) {
        TRY_ASSIGN(LawChange change, change_from(item));
        entry.changes.push_back(std::move(change));
    }
    if (entry.changes.empty()) {
        return list->malformed("versi tanpa perubahan", "a version without a change");
    }
    return entry;
}

/// Only the newest may be a draft; a correction names a version before it.
Result<void> check_order(const YamlNode& node, const std::vector<VersionEntry>& before,
                         const VersionEntry& entry) {
    if (before.empty()) return {};
    if (entry.known_from < before.back().known_from) {
        return node.malformed("versi tidak urut waktu; yang terbaru paling bawah",
                              "versions are not in order of time; the newest stands last");
    }
    if (before.back().hash.empty()) {
        return node.malformed("versi sebelum ini belum diterbitkan (hash kosong)",
                              "the version before this one is not released (no hash)");
    }
    const auto named = [&](const VersionEntry& old) { return old.hash == entry.corrects; };
    if (entry.corrects.empty() || std::any_of(before.begin(), before.end(), named)) return {};
    return node.malformed("versi yang dibetulkan tidak ada di atasnya",
                          "the version that is corrected does not stand above");
}

Result<std::vector<VersionEntry>> read_entries(const Path& folder) {
    TRY_ASSIGN(const std::string text, read_file(folder / "rulebook.yaml"));
    TRY_ASSIGN(const YamlNode root, parse_yaml(text, "rulebook.yaml"));
    TRY(root.only({"versions"}));
    TRY_ASSIGN(const YamlNode* list, root.get("versions"));
    TRY_ASSIGN(const auto* items, list->items());
    std::vector<VersionEntry> entries;
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(VersionEntry entry, entry_from(item));
        TRY(check_order(item, entries, entry));
        entries.push_back(std::move(entry));
    }
    if (entries.empty()) return list->malformed("tidak ada versi", "there is no version");
    return entries;
}

Error not_known(std::string apa, std::string what) {
    return Error{Code::law_malformed,
                 {{"file", "rulebook.yaml"},
                  {"line", "1"},
                  {"apa", std::move(apa)},
                  {"what", std::move(what)}}};
}

}  // namespace

std::string RulebookVersion::text() const {
    return to_text(known_from) + " " + hash.substr(0, hash_prefix.size() + hex_shown);
}

Result<std::vector<std::string>> law_files(const Path& folder) {
    std::vector<std::string> names;
    std::error_code failure;
    for (std::filesystem::recursive_directory_iterator at(folder, failure), end;
         !failure && at != end; at.increment(failure)) {
        const Path relative = at->path().lexically_relative(folder);
        if (at->is_regular_file(failure) && is_law(relative)) {
            names.push_back(relative.generic_string());
        }
    }
    if (failure) {
        return Error{Code::file_unreadable,
                     {{"file", folder.string()}, {"reason", failure.message()}}};
    }
    std::sort(names.begin(), names.end());
    return names;
}

Result<RulebookVersion> version_of(const Path& folder) {
    RulebookVersion version;
    TRY_ASSIGN(version.entries, read_entries(folder));
    TRY_ASSIGN(version.hash, hash_of(folder));
    version.known_from = version.entries.back().known_from;
    version.released = version.entries.back().hash == version.hash;
    return version;
}

std::string kept_name(const VersionEntry& entry) {
    return "versions/" + to_text(entry.known_from) + "_" +
           entry.hash.substr(std::min(hash_prefix.size(), entry.hash.size()), hex_shown);
}

Result<Path> folder_known_on(const Path& folder, Day day) {
    TRY_ASSIGN(const RulebookVersion newest, version_of(folder));
    const auto after =
        std::find_if(newest.entries.begin(), newest.entries.end(),
                     [day](const VersionEntry& entry) { return day < entry.known_from; });
    if (after == newest.entries.begin()) {
        const std::string first = to_text(after->known_from);
        return not_known(
            "belum ada versi yang dikenal pada " + to_text(day) + "; yang pertama dikenal sejak " +
                first,
            "no version was known on " + to_text(day) + "; the first is known from " + first);
    }
    const VersionEntry& entry = *std::prev(after);
    if (after == newest.entries.end() && (entry.hash.empty() || newest.released)) return folder;
    const Path kept = folder / kept_name(entry);
    TRY_ASSIGN(const std::string hash, hash_of(kept));
    if (hash == entry.hash) return kept;
    return not_known("versi " + kept_name(entry) + " telah diubah; sidiknya kini " + hash,
                     "version " + kept_name(entry) + " was changed; its hash is now " + hash);
}

}  // namespace payung
