#include "rules/analysis/analyse.h"

#include <algorithm>
#include <map>
#include <set>

#include "rules/analysis/table_view.h"

namespace payung::rules {

namespace {

/// Blocks a table may have before it is called too large.
constexpr std::size_t blocks_max = std::size_t{1} << 24;
/// Boxes kept of one kind of finding; what is beyond is still counted in cells.
constexpr std::size_t boxes_max = 4096;

using model::HitPolicy;
using Pair = std::pair<int, int>;  // rows, from 1

struct Boxes {
    std::uint64_t cells = 0;
    std::vector<Block> blocks;
    void add(const Block& block, std::uint64_t count) {
        cells += count;
        if (blocks.size() < boxes_max) blocks.push_back(block);
    }
};

/// What the walk over one table counts.
struct Tally {
    std::uint64_t cells = 0;
    std::vector<std::uint64_t> matched, won;  // cells by row
    Boxes gaps;
    std::map<Pair, Boxes> overlaps;        // first row, later row
    std::map<Pair, std::uint64_t> hidden;  // row, the row that wins there
};

class TableAnalysis {
public:
    TableAnalysis(const TableView& view, std::vector<Finding>& out)
        : view_(view), table_(*view.table), out_(out), hit_(hit_rule(*view.table)) {}

    void run() {
        tell_inputs();
        if (!view_.analysed()) return;
        const auto inputs = view_.walk_inputs();
        tally_.matched.resize(table_.rows.size());
        tally_.won.resize(table_.rows.size());
        const bool whole = walk_blocks(inputs, table_.rows.size(), blocks_max,
                                       [this](RuleBits rules, std::uint64_t cells,
                                              const Block& block) { count(rules, cells, block); });
        if (!whole) {
            add(Finding::Kind::not_analysed);
            return;
        }
        tell_gaps(inputs);
        tell_overlaps(inputs);
        tell_rows();
        tell_shadows();
        tell_redundant();
        tell_status();
    }

private:
    /// Outputs as texts stand for outputs as values: equal texts are equal values.
    static HitRule hit_rule(const Table& table) {
        HitRule hit{table.policy, {}, {}};
        std::map<std::vector<std::string>, std::uint32_t> classes;
        for (const TableRow& row : table.rows) {
            hit.output_class.push_back(
                classes.emplace(row.output_texts, static_cast<std::uint32_t>(classes.size()))
                    .first->second);
        }
        const auto ranks = ranks_of(table);
        hit.rank.assign(table.rows.size(), 0);
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            hit.rank[row] = static_cast<std::uint32_t>(
                std::ranges::lower_bound(ranks, ranks_of_row(table, row)) - ranks.begin());
        return hit;
    }
    static std::vector<std::size_t> ranks_of_row(const Table& table, std::size_t row) {
        std::vector<std::size_t> out;
        for (std::size_t column = 0; column < table.outputs.size(); ++column) {
            const auto& priorities = table.outputs[column].priorities;
            const ExprPtr& entry = table.rows[row].outputs[column];
            const auto value = entry ? literal_value(*entry) : std::nullopt;
            const auto found = std::ranges::find_if(
                priorities, [&](const Value& each) { return value && same(each, *value); });
            out.push_back(static_cast<std::size_t>(found - priorities.begin()));
        }
        return out;
    }
    static std::vector<std::vector<std::size_t>> ranks_of(const Table& table) {
        std::set<std::vector<std::size_t>> all;
        for (std::size_t row = 0; row < table.rows.size(); ++row)
            all.insert(ranks_of_row(table, row));
        return {all.begin(), all.end()};
    }

    bool single_hit() const { return table_.policy <= HitPolicy::first; }
    bool by_order() const {
        return table_.policy == HitPolicy::first || table_.policy == HitPolicy::priority;
    }
    bool has_default() const {
        return std::ranges::any_of(
            table_.outputs, [](const TableColumn& output) { return output.otherwise != nullptr; });
    }
    /// A table that collects a list, or counts, says something where no row matches.
    bool gaps_matter() const {
        const bool collects = !single_hit() && (table_.aggregator == model::Aggregator::none ||
                                                table_.aggregator == model::Aggregator::count);
        return !collects && !has_default();
    }

    void count(RuleBits rules, std::uint64_t cells, const Block& block) {
        tally_.cells += cells;
        std::vector<int> rows;
        for_rules(rules, [&](std::size_t rule) {
            tally_.matched[rule] += cells;
            rows.push_back(static_cast<int>(rule) + 1);
        });
        if (rows.empty()) {
            if (gaps_matter()) tally_.gaps.add(block, cells);
            return;
        }
        if (!single_hit()) {
            for (const int row : rows) tally_.won[index(row)] += cells;
            return;
        }
        if (by_order())
            count_hidden(rules, rows, cells);
        else
            count_overlaps(rows, cells, block);
    }
    void count_hidden(RuleBits rules, const std::vector<int>& rows, std::uint64_t cells) {
        const int winner = resolve(hit_, rules);
        tally_.won[index(winner)] += cells;
        for (const int row : rows)
            if (row != winner) tally_.hidden[{row, winner}] += cells;
    }
    void count_overlaps(const std::vector<int>& rows, std::uint64_t cells, const Block& block) {
        for (const int row : rows) tally_.won[index(row)] += cells;
        for (std::size_t a = 0; a < rows.size(); ++a)
            for (std::size_t b = a + 1; b < rows.size(); ++b) {
                const bool agree =
                    table_.policy == HitPolicy::any &&
                    hit_.output_class[index(rows[a])] == hit_.output_class[index(rows[b])];
                if (!agree) tally_.overlaps[{rows[a], rows[b]}].add(block, cells);
            }
    }

    static std::size_t index(int row) { return static_cast<std::size_t>(row) - 1; }

    Finding& add(Finding::Kind kind, int row = 0, int other_row = 0) {
        Finding finding;
        finding.kind = kind;
        finding.place = view_.place(row);
        finding.policy = table_.policy;
        finding.row = row;
        finding.other_row = other_row;
        out_.push_back(std::move(finding));
        return out_.back();
    }

    void tell_inputs() {
        for (const InputView& input : view_.inputs) {
            for (std::size_t row = 0; row < input.conditions.size(); ++row)
                if (!input.conditions[row])
                    add(Finding::Kind::not_analysed, static_cast<int>(row) + 1).place.column =
                        input.name;
            const bool asked = std::ranges::any_of(
                input.conditions, [](const auto& one) { return !one || !one->everything; });
            if (asked && !input.domain.bounded)
                add(Finding::Kind::unbounded).place.column = input.name;
        }
    }

    void tell_gaps(std::span<const WalkInput> inputs) {
        for (const Block& block : merged(tally_.gaps.blocks, inputs)) {
            Finding& gap = add(Finding::Kind::gap);
            gap.cells = cells_of(block);
            gap.of_cells = tally_.cells;
            gap.box = view_.box(block);
            if (inputs.size() == 1 && inputs[0].ordered) tell_neighbours(gap, block[0], inputs[0]);
        }
    }
    /// The rows just below and just above a gap.
    static void tell_neighbours(Finding& gap, const std::vector<std::uint32_t>& positions,
                                const WalkInput& input) {
        const auto first_row = [&](std::size_t position) {
            const RuleBits rules = input.masks->of(input.cells[position]);
            return static_cast<int>(resolve({HitPolicy::first, {}, {}}, rules));
        };
        if (positions.front() > 0) gap.row = first_row(positions.front() - 1);
        if (positions.back() + 1 < input.cells.size())
            gap.other_row = first_row(positions.back() + 1);
    }

    void tell_overlaps(std::span<const WalkInput> inputs) {
        for (const auto& [rows, boxes] : tally_.overlaps)
            for (const Block& block : merged(boxes.blocks, inputs)) {
                Finding& overlap = add(Finding::Kind::overlap, rows.first, rows.second);
                overlap.cells = cells_of(block);
                overlap.of_cells = tally_.cells;
                overlap.box = view_.box(block);
            }
    }

    void tell_rows() {
        for (int row = 1; row <= static_cast<int>(table_.rows.size()); ++row)
            if (tally_.won[index(row)] == 0) {
                Finding& dead = add(Finding::Kind::never_fires, row);
                dead.of_cells = tally_.matched[index(row)];
            }
    }

    bool general(int row) const {
        return std::ranges::all_of(table_.rows[index(row)].conditions,
                                   [](const UnaryTests& tests) { return tests.any(); });
    }
    std::string annotation(int row, std::string_view name) const {
        const auto found = std::ranges::find(table_.annotations, name);
        const auto column = static_cast<std::size_t>(found - table_.annotations.begin());
        const auto& texts = table_.rows[index(row)].annotations;
        return column < texts.size() ? texts[column] : std::string();
    }
    /// The law a row follows; without citations every row is its own law.
    std::string citation(int row) const {
        const std::string text = annotation(row, "Dasar hukum");
        return text.empty() ? std::to_string(row) : text;
    }

    void tell_shadows() {
        for (const auto& [rows, cells] : tally_.hidden) {
            const auto [row, winner] = rows;
            if (tally_.won[index(row)] == 0 || general(row) || citation(row) == citation(winner))
                continue;
            Finding& shadow = add(Finding::Kind::shadow, row, winner);
            shadow.cells = cells;
            shadow.of_cells = tally_.matched[index(row)];
        }
        for (int row = 1; by_order() && row <= static_cast<int>(table_.rows.size()); ++row) {
            const std::uint64_t matched = tally_.matched[index(row)], won = tally_.won[index(row)];
            if (!general(row) || won == 0 || matched == won) continue;
            Finding& rest = add(Finding::Kind::general, row);
            rest.cells = matched - won;
            rest.of_cells = matched;
        }
    }

    void tell_redundant() {
        const int rows = static_cast<int>(table_.rows.size());
        if (!single_hit()) return;
        for (int a = 1; a <= rows; ++a) {
            const int last = by_order() ? std::min(a + 1, rows) : rows;
            for (int b = a + 1; b <= last; ++b)
                if (could_be_one(a, b)) add(Finding::Kind::redundant, a, b);
        }
    }
    /// Same outputs and same annotations, and cells that differ in one input, there touching.
    bool could_be_one(int a, int b) const {
        const TableRow &first = table_.rows[index(a)], &second = table_.rows[index(b)];
        if (first.output_texts != second.output_texts || first.annotations != second.annotations)
            return false;
        std::optional<std::size_t> differs;
        for (std::size_t input = 0; input < view_.inputs.size(); ++input) {
            if (positions(a, input) == positions(b, input)) continue;
            if (differs) return false;
            differs = input;
        }
        if (!differs || !view_.inputs[*differs].domain.grid.ordered()) return differs.has_value();
        const auto left = positions(a, *differs), right = positions(b, *differs);
        if (left.empty() || right.empty()) return false;
        return left.back() + 1 == right.front() || right.back() + 1 == left.front();
    }
    std::vector<std::size_t> positions(int row, std::size_t input) const {
        const InputView& view = view_.inputs[input];
        std::vector<std::size_t> out;
        for (std::size_t at = 0; at < view.cells.size(); ++at) {
            const RuleBits rules = view.masks.of(view.cells[at]);
            if ((rules[index(row) / 64] >> (index(row) % 64) & 1) != 0) out.push_back(at);
        }
        return out;
    }

    void tell_status() {
        for (int row = 1; row <= static_cast<int>(table_.rows.size()); ++row) {
            std::string status = annotation(row, "Status");
            if ((status != "M" && status != "X") || tally_.won[index(row)] == 0) continue;
            Finding& open = add(Finding::Kind::unverified, row);
            open.cells = tally_.won[index(row)];
            open.of_cells = tally_.cells;
            open.status = std::move(status);
        }
    }

    const TableView& view_;
    const Table& table_;
    std::vector<Finding>& out_;
    HitRule hit_;
    Tally tally_;
};

}  // namespace

std::vector<Finding> analyse(const Program& program) {
    std::vector<Finding> out;
    for (const TableView& view : view_tables(program)) TableAnalysis(view, out).run();
    return out;
}

bool refuses(const Finding& finding) {
    switch (finding.kind) {
        case Finding::Kind::gap:
        case Finding::Kind::overlap:
        case Finding::Kind::never_fires:
        case Finding::Kind::unbounded:
            return true;
        default:
            return false;
    }
}

}  // namespace payung::rules
