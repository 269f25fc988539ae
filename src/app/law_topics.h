#pragma once

/// What `payung law explain contribution` and `… benefit` stand for: decisions of the law by name.
/// A test keeps the names true.

#include <span>
#include <string_view>

#include "base/language.h"

namespace payung::app {

struct LawTopic {
    Phrase word;
    std::span<const std::string_view> decisions;
};

std::span<const LawTopic> law_topics();

}  // namespace payung::app
