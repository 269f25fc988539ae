#include "legislation/law_version.h"

#include <algorithm>
#include <vector>

#include "base/day.h"
#include "base/hash.h"
#include "legislation/yaml.h"

namespace payung {
namespace {

constexpr std::size_t hex_shown = 16;

bool is_law(const std::filesystem::path& relative) {
    const std::string top = relative.begin()->string();
    if (top == "examples" || top == "reforms" || top == "analysis") return false;
    return relative.extension() == ".yaml" || relative.extension() == ".dmn";
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

Result<Day> known_from(const Path& rulebook) {
    TRY_ASSIGN(const YamlNode root, read_yaml(rulebook));
    TRY(root.only({"versions"}));
    TRY_ASSIGN(const YamlNode* list, root.get("versions"));
    TRY_ASSIGN(const auto* versions, list->items());
    Day newest = Day::from_number(INT32_MIN);
    for (const YamlNode& version : *versions) {
        TRY_ASSIGN(const std::string text, version.text("known_from"));
        const auto day = parse_day(text);
        if (!day || *day < newest) {
            return version.malformed("'" + text + "' bukan tanggal, atau tidak urut",
                                     "'" + text + "' is no day, or out of order");
        }
        newest = *day;
    }
    if (versions->empty()) return list->malformed("tidak ada versi", "there is no version");
    return newest;
}

/// Lengths go in too, so that bytes cannot move from a path to a content or to the next file.
void add_sized(Sha256& hash, std::string_view bytes) {
    hash.add(std::to_string(bytes.size()) + "\n");
    hash.add(bytes);
}

}  // namespace

Result<std::string> law_version(const Path& legislation_folder) {
    TRY_ASSIGN(const Day day, known_from(legislation_folder / "rulebook.yaml"));
    TRY_ASSIGN(const std::vector<std::string> names, law_files(legislation_folder));
    Sha256 hash;
    for (const std::string& name : names) {
        TRY_ASSIGN(const std::string content, read_file(legislation_folder / name));
        add_sized(hash, name);
        add_sized(hash, content);
    }
    return to_text(day) + " sha256:" + hash.hex().substr(0, hex_shown);
}

}  // namespace payung
