#pragma once

/// The known name that a misspelt one probably meant.

#include <span>
#include <string>
#include <string_view>

namespace payung::rules {

/// Single-character changes from one to the other, letters without regard to case.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest of `known` that is near enough to be meant; empty where none is.
std::string nearest(std::string_view name, std::span<const std::string> known);

/// " ('Sektor'?)", or nothing: for diagnostics, the same in every language.
std::string nearest_hint(std::string_view name, std::span<const std::string> known);

}  // namespace payung::rules
