#pragma once

/// What tells one edition of legislation/ from another.
///
/// "2025-12-22 sha256:0123456789abcdef": the promulgation of the newest instrument, from
/// rulebook.yaml, and the beginning of the SHA-256 over path and content of every law file (*.yaml,
/// *.dmn), in the order of their paths. Proposals, worked cases and texts for people are left out:
/// they change nothing that is computed.
///
/// Errors   law_malformed (rulebook.yaml), file_*.

#include <string>

#include "base/file.h"
#include "base/result.h"

namespace payung {

Result<std::string> law_version(const Path& legislation_folder);

}  // namespace payung
