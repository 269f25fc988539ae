#pragma once

/// Views as a plain page: tables with caption and scoped headings, rows with the id `baris-2`, no
/// script, printable on A4. Everything that comes from a rulebook is escaped.
///
/// Cost     500 rows, laid out and drawn, in about 2 ms.

#include <span>
#include <string>

#include "rules/explain/decision_view.h"

namespace payung::rules {

/// & < > " ' as entities.
std::string escaped_html(std::string_view text);

/// <table> or <section> of one view, to stand in another page. `id` begins the ids of rows, so that
/// several views may share a page; empty: "baris-2".
std::string html_of(const View& view, Language language, std::string_view id = {});

/// A whole page with its own style. `note` stands below: rulebook version, filters.
std::string html_page(std::string_view title, std::span<const View> views, std::string_view note,
                      Language language);

}  // namespace payung::rules
