#pragma once

/// The manifest of a backup as text: a line a fact, its name first. Private to storage/.

#include <optional>
#include <string>
#include <string_view>

#include "storage/backup.h"

namespace payung {

std::string text_of(const BackupManifest& manifest);
std::optional<BackupManifest> parse_manifest(std::string_view text);

}  // namespace payung
