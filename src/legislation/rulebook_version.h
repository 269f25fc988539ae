#pragma once

/// What tells one edition of legislation/ from another, and what each edition changed.
///
/// Two clocks: tables say what applied in a month (valid time); versions say what was known on a
/// day (known time). A version is the files of the law, their SHA-256 over (path, content) in order
/// of the paths, and `known_from`, the promulgation of the newest instrument in it. Released
/// versions are kept whole in legislation/versions/<name>/; the folder itself is the newest one or
/// a draft of the next.
///
/// Files    *.dmn and *.yaml count, but not rulebook.yaml (it names the hash) nor worked cases,
///          proposals, accepted findings and kept versions, which change nothing that is computed.
/// Errors   law_malformed (rulebook.yaml: unsorted days, no version, an unknown key), file_*.

#include <string>
#include <vector>

#include "base/day.h"
#include "base/file.h"
#include "base/result.h"

namespace payung {

/// One line of what a version changed.
struct LawChange {
    std::string cite, effective, decision, what;
};

/// A version as rulebook.yaml tells it, oldest first in the file.
struct VersionEntry {
    Day known_from;
    std::string hash;      // "sha256:" and 64 hex digits; empty: not released
    std::string corrects;  // hash of the version whose mistake this one mends
    std::vector<LawChange> changes;
};

struct RulebookVersion {
    Day known_from;
    std::string hash;       // of the files as they are: "sha256:" and 64 hex digits
    bool released = false;  // the newest entry names this hash
    std::vector<VersionEntry> entries;

    /// "2025-12-22 sha256:0123456789abcdef"
    std::string text() const;
};

Result<RulebookVersion> version_of(const Path& folder);

/// Paths of the files that count, within the folder, sorted.
Result<std::vector<std::string>> law_files(const Path& folder);

/// Where a released version is kept, within the folder: "versions/2025-12-22_0123456789abcdef".
std::string kept_name(const VersionEntry& entry);

/// The folder with the law as it was known at the end of `day`: a kept version, or `folder` itself
/// where its newest entry is the one and is not released elsewhere. Errors: law_malformed where
/// nothing was known yet or a kept version is not what its hash says.
Result<Path> folder_known_on(const Path& folder, Day day);

}  // namespace payung
