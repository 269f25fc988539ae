#include "linkage/rule_precision.h"

#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "base/csv_reader.h"

namespace payung {
namespace {

const std::vector<std::string> columns{"rule", "links", "true_links", "measured_on", "data"};

std::optional<std::size_t> rule_named(std::string_view name) {
    for (std::size_t i = 0; i < link_rule_count; ++i) {
        if (name_of(static_cast<LinkRule>(i)) == name) return i;
    }
    return std::nullopt;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// False where the row does not hold a rule and two counts.
bool take_row(std::span<const std::string_view> fields,
              std::array<std::optional<RuleCount>, link_rule_count>& counts) {
    if (fields.size() != columns.size()) return false;
    const auto rule = rule_named(fields[0]);
    const auto links = number_in(fields[1]), true_links = number_in(fields[2]);
    if (!rule || counts[*rule] || !links || !true_links || *true_links > *links) return false;
    counts[*rule] = RuleCount{*links, *true_links};
    return true;
}

}  // namespace

Result<RulePrecision> RulePrecision::load(const Path& table) {
    const auto malformed = [&](std::uint64_t line) {
        return Error(Code::rule_precision_malformed,
                     {{"file", table.string()}, {"line", std::to_string(line)}});
    };
    TRY_ASSIGN(CsvFile file, CsvFile::open(table));
    if (file.header() != columns) return malformed(1);
    std::array<std::optional<RuleCount>, link_rule_count> counts;
    std::uint64_t bad_line = 0, last_line = 1;
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) break;
        block.for_each([&](const CsvRow& row) {
            last_line = row.line;
            if (bad_line == 0 && !take_row(row.fields, counts)) bad_line = row.line;
        });
    }
    if (bad_line != 0) return malformed(bad_line);
    RulePrecision precision;
    for (std::size_t i = 0; i < link_rule_count; ++i) {
        if (!counts[i]) return malformed(last_line + 1);  // A rule is missing.
        precision.counts_[i] = *counts[i];
    }
    return precision;
}

std::uint32_t RulePrecision::probability_ppm(LinkRule rule) const {
    const RuleCount seen = count(rule);
    return static_cast<std::uint32_t>((seen.true_links + 1) * 1'000'000 / (seen.links + 2));
}

}  // namespace payung
