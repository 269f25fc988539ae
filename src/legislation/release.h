#pragma once

/// Releasing a folder of law as a version: its hash is written into rulebook.yaml and its files are
/// kept whole beside it, so that a decision of years ago is recomputed from (version, inputs, day).
///
/// Steps    the newest entry of rulebook.yaml names what changed and has no hash yet; the folder is
///          in order; every worked case passes. Then the hash is written, and the files that count
///          are copied to versions/<known_from>_<hash>/ with rulebook.yaml and a report.
/// Errors   law_malformed: nothing to release (the newest entry has a hash that is not this
///          folder's: add an entry), worked cases that fail; file_*.

#include <string>

#include "base/result.h"
#include "legislation/rulebook.h"

namespace payung {

struct Release {
    std::string hash, kept;  // "sha256:…", "versions/2025-12-22_0123456789abcdef"
    std::size_t files = 0, cases = 0;
};

/// `approver` is who approves, another person than the author; told in the report.
Result<Release> release(const Rulebook& rulebook, const std::string& approver);

}  // namespace payung
