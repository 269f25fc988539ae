#pragma once

/// A view drawn for the terminal: a heading, then columns set by blanks, no lines; long texts are
/// wrapped. Colours (ANSI) mark what is also said in words or signs: "!" unconfirmed, ">" applied,
/// "x" the first condition that failed.

#include <string>

#include "rules/explain/decision_view.h"

namespace payung::rules {

struct DrawOptions {
    Language language = Language::id;
    bool colours = false;
    std::size_t width = 120;  // columns of the terminal; wrapped to fit where possible
};

/// Whole lines, the last one ended too.
std::string draw_text(const View& view, const DrawOptions& options);

}  // namespace payung::rules
