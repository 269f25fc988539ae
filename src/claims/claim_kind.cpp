#include "claims/claim_kind.h"

#include <array>

namespace payung {
namespace {

constexpr std::array<std::string_view, 5> words{"JKK", "JKM", "JHT", "JP", "JKP"};

}  // namespace

std::string_view name_of(ClaimKind kind) {
    return words.at(static_cast<std::size_t>(kind));
}

std::optional<ClaimKind> parse_claim_kind(std::string_view word) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words.at(i) == word) return static_cast<ClaimKind>(i);
    }
    return std::nullopt;
}

}  // namespace payung
