#include "storage/backup_manifest.h"

#include <fmt/format.h>

#include <charconv>
#include <numeric>

namespace payung {
namespace {

/// The text before the next `end`, which is taken too.
std::string_view take_until(std::string_view& text, char end) {
    const std::size_t at = text.find(end);
    const std::string_view taken = text.substr(0, at);
    text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
    return taken;
}

template <class Number>
bool parse(std::string_view text, Number& into) {
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), into);
    return failed == std::errc{} && end == text.data() + text.size();
}

bool parse_table(std::string_view text, BackupManifest& into) {
    StoredDigest& table = into.tables.emplace_back();
    table.table = take_until(text, ' ');
    const bool counted = parse(take_until(text, ' '), table.rows);
    table.sha256 = text;
    return counted && table.sha256.size() == 64;
}

bool parse_line(std::string_view line, BackupManifest& into) {
    const std::string_view name = take_until(line, ' ');
    if (name == "made") into.made_at = line;
    if (name == "program") into.program = line;
    if (name == "engine") into.engine = line;
    if (name == "head") into.head = line;
    if (name == "migrations") return parse(line, into.migrations);
    if (name == "events") return parse(line, into.events);
    if (name == "debit") return parse(line, into.debit);
    if (name == "credit") return parse(line, into.credit);
    if (name == "table") return parse_table(line, into);
    return true;
}

}  // namespace

std::int64_t BackupManifest::rows() const {
    return std::accumulate(
        tables.begin(), tables.end(), std::int64_t{0},
        [](std::int64_t sum, const StoredDigest& table) { return sum + table.rows; });
}

std::string text_of(const BackupManifest& manifest) {
    std::string text = fmt::format(
        "made {}\nprogram {}\nengine {}\nmigrations {}\nevents {}\nhead {}\ndebit {}\ncredit {}\n",
        manifest.made_at, manifest.program, manifest.engine, manifest.migrations, manifest.events,
        manifest.head, manifest.debit, manifest.credit);
    for (const StoredDigest& table : manifest.tables) {
        fmt::format_to(std::back_inserter(text), "table {} {} {}\n", table.table, table.rows,
                       table.sha256);
    }
    return text;
}

std::optional<BackupManifest> parse_manifest(std::string_view text) {
    BackupManifest manifest;
    while (!text.empty()) {
        if (!parse_line(take_until(text, '\n'), manifest)) return std::nullopt;
    }
    if (manifest.made_at.empty() || manifest.tables.empty()) return std::nullopt;
    return manifest;
}

}  // namespace payung
