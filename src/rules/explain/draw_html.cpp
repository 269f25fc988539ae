#include "rules/explain/draw_html.h"

#include <algorithm>

#include "base/language.h"

namespace payung::rules {

namespace {

constexpr std::string_view style = R"(
:root { --ink: #1c1c1c; --soft: #5b5b5b; --line: #c9c9c9; --head: #f2f4f6;
        --warn: #8a5a00; --warn-back: #fff6df; --hit: #e3f4e6; --miss: #fde4e1; }
* { box-sizing: border-box; }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: var(--ink); background: #fff;
       font: 15px/1.45 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 1rem; }
section, table { margin: 0 0 1.75rem; }
.wide { overflow-x: auto; }
.wide:focus-visible { outline: 2px solid #2860b0; outline-offset: 2px; }
.spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; max-width: calc(100vw - 2rem); position: sticky; left: 0; padding: 0 0 .5rem; color: var(--soft); }
caption b { color: var(--ink); font-size: 1.05rem; margin-right: 1rem; }
caption span { margin-right: 1rem; }
th, td { border: 1px solid var(--line); padding: .3rem .55rem; text-align: left;
         vertical-align: top; overflow-wrap: break-word; }
thead th { background: var(--head); font-weight: 600; vertical-align: bottom; }
th.output { border-left: 3px double var(--soft); }
td.output { border-left: 3px double var(--soft); font-weight: 600; }
.number { text-align: right; }
tbody th { width: 3rem; text-align: right; font-weight: 400; color: var(--soft); }
tr.matched > * { background: var(--hit); }
tr:target > * { outline: 2px solid #2860b0; outline-offset: -2px; }
td.failed { background: var(--miss); text-decoration: underline wavy #b3261e 1px; }
tr.gap > * { background: var(--miss); font-style: italic; }
td.unconfirmed { background: var(--warn-back); color: var(--warn); white-space: nowrap; }
pre { background: var(--head); border: 1px solid var(--line); padding: .6rem .8rem; margin: .3rem 0 0;
      white-space: pre-wrap; }
footer, .note { color: var(--soft); font-size: .9rem; }
@page { size: A4; margin: 15mm; }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; }
  .wide { overflow: visible; } thead { display: table-header-group; } tr { break-inside: avoid; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
)";

class Html {
public:
    explicit Html(Language language) : language_(language) {}

    std::string_view say(Phrase phrase) const { return phrase.in(language_); }
    Html& raw(std::string_view text) {
        out_ += text;
        return *this;
    }
    Html& text(std::string_view text) {
        out_ += escaped_html(text);
        return *this;
    }
    std::string take() { return std::move(out_); }

    void sources(const View& view) {
        if (view.sources.empty()) return;
        raw("<span>").text(say({"sumber", "source"})).raw(": ");
        bool first = true;
        for (const Authority& source : view.sources) {
            if (!first) raw(", ");
            first = false;
            const bool linked = source.location.starts_with("https://");
            if (linked) raw("<a href=\"").text(source.location).raw("\">");
            text(source.name);
            if (linked) raw("</a>");
        }
        raw("</span>");
    }

    void name(const View& view) {
        raw("<b>").text(view.part.empty() ? view.name : view.name + " · " + view.part).raw("</b>");
    }

    void table(const View& view, std::string_view id) {
        raw("<div class=\"wide\" tabindex=\"0\" role=\"region\" aria-label=\"");
        text(view.part.empty() ? view.name : view.name + " · " + view.part);
        raw("\">\n<table>\n<caption>");
        name(view);
        raw("<span>").text(say({"kebijakan", "policy"})).raw(": ").text(view.policy).raw("</span>");
        sources(view);
        raw("</caption>\n<thead><tr><th scope=\"col\" class=\"number\">#</th>");
        const ViewColumn* before = nullptr;
        for (const ViewColumn& column : view.columns) {
            raw("<th scope=\"col\"")
                .classes(column, before)
                .raw(">")
                .text(column.name)
                .raw("</th>");
            before = &column;
        }
        raw("</tr></thead>\n<tbody>\n");
        for (const ViewRow& row : view.rows) put(view, row, id);
        raw("</tbody>\n</table>\n</div>\n");
        notes(view);
    }

    void formula(const View& view) {
        raw("<section>\n<div class=\"note\">");
        name(view);
        raw(" ");
        sources(view);
        raw("</div>\n<pre>");
        for (std::size_t i = 0; i < view.formula.size(); ++i)
            raw(i == 0 ? "" : "\n").text(view.formula[i]);
        raw("</pre>\n</section>\n");
    }

private:
    /// The first output column is set apart from the inputs.
    Html& classes(const ViewColumn& column, const ViewColumn* before, std::string_view more = {}) {
        std::string names(more);
        const auto add = [&](std::string_view word) {
            (names += names.empty() ? "" : " ") += word;
        };
        if (column.kind == ViewColumn::Kind::output &&
            (before == nullptr || before->kind != ViewColumn::Kind::output))
            add("output");
        if (column.kind == ViewColumn::Kind::output && column.numeric) add("number");
        if (!names.empty()) raw(" class=\"").raw(names).raw("\"");
        return *this;
    }

    void put(const View& view, const ViewRow& row, std::string_view id) {
        raw("<tr");
        if (!row.gap())
            raw(" id=\"").text(id).raw("baris-").raw(std::to_string(row.number)).raw("\"");
        if (row.gap()) raw(" class=\"gap\"");
        if (row.matched) raw(" class=\"matched\" aria-current=\"true\"");
        raw("><th scope=\"row\">").raw(row.gap() ? "–" : std::to_string(row.number)).raw("</th>");
        const ViewColumn* before = nullptr;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            put_cell(view, row, c, before);
            before = &view.columns[c];
        }
        raw("</tr>\n");
    }

    void put_cell(const View& view, const ViewRow& row, std::size_t c, const ViewColumn* before) {
        const bool failed = row.failed == static_cast<int>(c) + 1;
        const bool doubtful = row.unconfirmed && c == view.status_column;
        raw("<td").classes(view.columns[c], before,
                           failed     ? "failed"
                           : doubtful ? "unconfirmed"
                                      : "");
        raw(">").text(row.cells[c]);
        if (failed)
            raw("<span class=\"spoken\"> (")
                .text(say({"tidak terpenuhi", "not met"}))
                .raw(")</span>");
        if (doubtful) raw(" · ").text(say({"belum dikonfirmasi", "not yet confirmed"}));
        raw("</td>");
    }

    void notes(const View& view) {
        if (view.hidden == 0) return;
        raw("<p class=\"note\">").raw(std::to_string(view.hidden)).raw(" ");
        text(say({"baris tidak ditampilkan karena saringan.", "rows are left out by the filter."}));
        raw("</p>\n");
    }

    Language language_;
    std::string out_;
};

}  // namespace

std::string escaped_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

std::string html_of(const View& view, Language language, std::string_view id) {
    Html html(language);
    if (view.columns.empty())
        html.formula(view);
    else
        html.table(view, id);
    return html.take();
}

std::string html_page(std::string_view title, std::span<const View> views, std::string_view note,
                      Language language) {
    Html html(language);
    html.raw("<!DOCTYPE html>\n<html lang=\"").raw(language == Language::id ? "id" : "en");
    html.raw(
        "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width, initial-scale=1\">\n<title>");
    html.text(title).raw("</title>\n<style>").raw(style).raw("</style>\n</head>\n<body>\n<h1>");
    html.text(title).raw("</h1>\n");
    for (std::size_t v = 0; v < views.size(); ++v)
        html.raw(html_of(views[v], language, v == 0 ? "" : "t" + std::to_string(v + 1) + "-"));
    if (!note.empty()) html.raw("<footer>").text(note).raw("</footer>\n");
    return html.raw("</body>\n</html>\n").take();
}

}  // namespace payung::rules
