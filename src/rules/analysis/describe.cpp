#include <algorithm>
#include <array>

#include "base/language.h"
#include "rules/analysis/analyse.h"

namespace payung::rules {

namespace {

using Kind = Finding::Kind;

constexpr std::array<Phrase, 9> labels{{
    {"celah", "gap"},
    {"bertumpuk", "overlap"},
    {"tidak pernah", "never fires"},
    {"tertutup", "shadow"},
    {"umum", "general"},
    {"berlebih", "redundant"},
    {"tanpa batas", "unbounded"},
    {"belum pasti", "unverified"},
    {"tidak diperiksa", "not analysed"},
}};

constexpr std::array<std::string_view, 7> policies{"UNIQUE",  "ANY",        "PRIORITY",    "FIRST",
                                                   "COLLECT", "RULE ORDER", "OUTPUT ORDER"};

/// Columns of characters, not bytes.
std::string padded(std::string text, std::size_t width) {
    const auto shown = static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
    return shown < width ? text + std::string(width - shown, ' ') : text + "  ";
}

/// "1099001.5" with the marks of the language: "1.099.001,5".
std::string grouped(std::string digits, Language language) {
    const std::size_t point = std::min(digits.find('.'), digits.size());
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    const char group = language == Language::id ? '.' : ',';
    if (point < digits.size() && language == Language::id) digits[point] = ',';
    for (std::size_t at = point; at > first + 3;) digits.insert(at -= 3, 1, group);
    return digits;
}

std::string shown(const Value& value, Language language) {
    switch (value.kind()) {
        case rules::Kind::number:
            return grouped(value.number().text(), language);
        case rules::Kind::date:
            return to_text(value.date());
        case rules::Kind::string:
            return value.text();
        case rules::Kind::boolean:
            return std::string(
                (value.boolean() ? Phrase{"ya", "yes"} : Phrase{"tidak", "no"}).in(language));
        default:
            return to_feel(value);
    }
}

std::string shown(const Range& range, Language language) {
    if (range.high.is_null())
        return (range.low_included ? "≥ " : "> ") + shown(range.low, language);
    if (range.low.is_null())
        return (range.high_included ? "≤ " : "< ") + shown(range.high, language);
    if (same(range.low, range.high)) return shown(range.low, language);
    const Phrase above{"di atas ", "above "}, below{"di bawah ", "below "};
    return (range.low_included ? "" : std::string(above.in(language))) +
           shown(range.low, language) + " … " +
           (range.high_included ? "" : std::string(below.in(language))) +
           shown(range.high, language);
}

std::string shown(const FindingSide& side, Language language) {
    std::string out;
    const auto part = [&out](const std::string& text) { out += (out.empty() ? " " : ", ") + text; };
    for (const Range& range : side.ranges) part(shown(range, language));
    for (const Value& item : side.items) part(shown(item, language));
    if (out.empty()) out = " " + side.values;
    return side.input + out;
}

std::string box_text(const Finding& finding, Language language) {
    std::string out;
    for (const FindingSide& side : finding.box)
        out += (out.empty() ? "" : " · ") + shown(side, language);
    if (out.empty()) out = Phrase{"semua nilai", "all values"}.in(language);
    return out;
}

std::string row_text(int row, Language language) {
    return std::string(Phrase{"baris ", "row "}.in(language)) + std::to_string(row);
}
std::string rows_text(const Finding& finding, Language language) {
    const bool id = language == Language::id;
    return (id ? "baris " : "rows ") + std::to_string(finding.row) + (id ? " dan " : " and ") +
           std::to_string(finding.other_row);
}
std::string share_text(const Finding& finding, Language language) {
    const bool id = language == Language::id;
    return std::to_string(finding.cells) + (id ? " dari " : " of ") +
           std::to_string(finding.of_cells) + (id ? " sel" : " cells");
}

std::string gap_text(const Finding& finding, Language language) {
    const std::string box = box_text(finding, language);
    const bool id = language == Language::id;
    if (finding.row != 0 && finding.other_row != 0)
        return box + (id ? "   antara " : "   between ") + rows_text(finding, language);
    if (finding.row != 0)
        return box + (id ? "   di atas " : "   above ") + row_text(finding.row, language);
    if (finding.other_row != 0)
        return box + (id ? "   di bawah " : "   below ") + row_text(finding.other_row, language);
    return box + "   " + share_text(finding, language);
}

std::string never_text(const Finding& finding, Language language) {
    const Phrase why =
        finding.of_cells == 0
            ? Phrase{"   di luar nilai yang mungkin", "   outside the possible values"}
            : Phrase{"   diambil baris sebelumnya", "   taken by earlier rows"};
    return row_text(finding.row, language) + std::string(why.in(language));
}

std::string general_text(const Finding& finding, Language language) {
    const bool id = language == Language::id;
    const std::string others = finding.row == 2 ? (id ? " diambil baris 1" : " taken by row 1")
                                                : (id ? " diambil baris 1–" : " taken by rows 1–") +
                                                      std::to_string(finding.row - 1);
    return row_text(finding.row, language) + ": " + share_text(finding, language) + others;
}

std::string skipped_text(const Finding& finding, Language language) {
    if (finding.row == 0)
        return std::string(Phrase{"terlalu banyak sel", "too many cells"}.in(language));
    return row_text(finding.row, language) + ", " + finding.place.column +
           std::string(
               Phrase{": syarat bergantung pada kolom lain, atau jenisnya tidak dinyatakan",
                      ": the condition depends on other columns, or its type is not declared"}
                   .in(language));
}

std::string body(const Finding& finding, Language language) {
    const bool id = language == Language::id;
    switch (finding.kind) {
        case Kind::gap:
            return gap_text(finding, language);
        case Kind::overlap:
            return rows_text(finding, language) + ": " + box_text(finding, language);
        case Kind::never_fires:
            return never_text(finding, language);
        case Kind::shadow:
            return row_text(finding.row, language) + (id ? " oleh " : " by ") +
                   row_text(finding.other_row, language) + ": " + share_text(finding, language) +
                   (id ? "   dasar hukum berbeda" : "   different citation");
        case Kind::general:
            return general_text(finding, language);
        case Kind::redundant:
            return rows_text(finding, language) + (id ? " dapat menjadi satu" : " could be one");
        case Kind::unbounded:
            return finding.place.column + (id ? " tidak mempunyai rentang atau daftar nilai"
                                              : " has no range or list of values");
        case Kind::unverified:
            return row_text(finding.row, language) + " (" + finding.status +
                   "): " + share_text(finding, language);
        case Kind::not_analysed:
            return skipped_text(finding, language);
    }
    return {};
}

std::string heading(const Finding& finding) {
    return finding.place.file + " · " + finding.place.decision + " (" +
           std::string(policies.at(static_cast<std::size_t>(finding.policy))) + ")";
}

bool similar(const Finding& a, const Finding& b) {
    return a.kind == Kind::gap && b.kind == Kind::gap && heading(a) == heading(b) &&
           std::ranges::equal(a.box, b.box, {}, &FindingSide::input, &FindingSide::input);
}

}  // namespace

std::string describe(const Finding& finding, Language language) {
    const std::string label(labels.at(static_cast<std::size_t>(finding.kind)).in(language));
    return mask_identifiers(padded(label, 10) + body(finding, language));
}

std::string report(const std::vector<Finding>& findings, Language language) {
    std::string out, table;
    for (std::size_t at = 0; at < findings.size();) {
        if (heading(findings[at]) != table) out += (table = heading(findings[at])) + "\n";
        std::size_t alike = 1;
        while (at + alike < findings.size() && similar(findings[at], findings[at + alike])) ++alike;
        out += "  " + describe(findings[at], language);
        if (alike > 1)
            out += "   (" + std::to_string(alike) +
                   std::string(Phrase{" celah serupa)", " similar gaps)"}.in(language));
        out += "\n";
        at += alike;
    }
    return out;
}

}  // namespace payung::rules
