#pragma once

/// Decisions laid out for reading: a decision table as a grid of words, a formula as lines. Drawn
/// by draw_text.h for the terminal and draw_html.h for a page.
///
/// Shape    one view a decision; a boxed expression that holds tables gives one view for each. Rows
///          that a filter leaves out are counted in `hidden`.
/// Law      knows none: which annotation columns hold citation and status is told by Columns.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/analysis/analyse.h"
#include "rules/explain/words.h"
#include "rules/program/program.h"

namespace payung::rules {

/// Names of the annotation columns that rulebooks use.
struct AnnotationColumns {
    std::string citation = "Dasar hukum", status = "Status";
};

/// "M" and "X" of a status column: not yet confirmed.
bool is_unconfirmed(std::string_view status);

/// Annotations of a row by column name; empty where the table has no such column.
std::string_view annotation_of(const Table& table, const TableRow& row, std::string_view column);

struct ViewOptions {
    Language language = Language::id;
    bool feel = false;          // conditions and entries as they are written
    std::optional<Date> as_of;  // rows that cannot hold on this day are left out
    std::vector<std::pair<std::string, std::string>> where;  // column and value, in words or FEEL
    const std::vector<Finding>* findings = nullptr;          // gaps are drawn as rows
    // Of one person: rows that applied, and for another row the first condition that failed.
    std::vector<int> matched;
    std::vector<std::pair<int, int>> failed;  // row, input; both from 1
    AnnotationColumns annotations;
    const Units* units = nullptr;
};

struct ViewColumn {
    enum class Kind : std::uint8_t { input, output, annotation };
    std::string name;
    Kind kind = Kind::input;
    bool numeric = false;
};

struct ViewRow {
    int number = 0;  // rule, from 1; 0: a gap
    std::string id;
    std::vector<std::string> cells;  // as many as columns
    bool matched = false, unconfirmed = false;
    int failed = 0;  // input, from 1
    bool gap() const { return number == 0; }
};

struct View {
    std::string name, part;  // decision; entry of a boxed context that this stands for
    std::string policy;      // in words, with its letter; empty: no table
    std::vector<Authority> sources;
    std::vector<std::string> formula;  // lines, where it is no table
    std::vector<ViewColumn> columns;
    std::vector<ViewRow> rows;
    std::size_t hidden = 0;
    std::size_t status_column = 0;  // index; columns.size() where there is none
};

/// What a node calls by an import prefix, by its own name: bpu.Dasar upah BPU is Dasar upah BPU.
std::string without_prefixes(std::string text, const Program& program, const Node& node);
/// The same for a text that is one name; any other is returned as it is.
std::string_view own_name(std::string_view text, const Program& program, const Node& node);

/// "baris pertama yang cocok (F)"
std::string policy_in_words(const Table& table, Language language);

/// The decision's own view first; then one for each table inside a boxed expression.
std::vector<View> views_of(const Program& program, const Node& node, const ViewOptions& options);

/// Names of input and output columns of all tables of the node, for --where.
std::vector<std::string> filter_columns(const Program& program, const Node& node);

}  // namespace payung::rules
