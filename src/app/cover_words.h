#pragma once

/// Why a month is covered or not, for people; the law's own words in Indonesian.

#include <string_view>

#include "app/console.h"
#include "membership/cover.h"

namespace payung::app {

std::string_view words_of(CoverReason reason, const Console& console);
/// By name_of(); a word that is no reason as it is.
std::string_view words_of_cover(std::string_view reason, const Console& console);

}  // namespace payung::app
