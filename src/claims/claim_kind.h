#pragma once

/// The programme under which something is claimed.

#include <cstdint>
#include <optional>
#include <string_view>

namespace payung {

enum class ClaimKind : std::uint8_t { jkk, jkm, jht, jp, jkp };

/// "JKK" …
std::string_view name_of(ClaimKind kind);
std::optional<ClaimKind> parse_claim_kind(std::string_view word);

}  // namespace payung
