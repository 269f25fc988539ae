#include "rules/reform/reform_effect.h"

#include <algorithm>
#include <unordered_map>

namespace payung::rules {

namespace {

constexpr int micro_scale = 6;

Micro power_of_ten(int exponent) {
    Micro out = 1;
    for (; exponent > 0; --exponent) out *= 10;
    return out;
}

/// One result over a chunk as micro-units; what is null is said by the reasons.
class Amounts {
public:
    explicit Amounts(const OutputColumn& column) : column_(column) {
        if (column.type == OutputColumn::Type::fix)
            factor_ = power_of_ten(std::max(0, micro_scale - column.scale));
        divisor_ = power_of_ten(std::max(0, column.scale - micro_scale));
    }

    Reason reason(std::size_t row) const {
        if (column_.reasons != nullptr && column_.reasons[row] != 0)
            return static_cast<Reason>(column_.reasons[row]);
        if (column_.type == OutputColumn::Type::boxed) return column_.values[row].reason();
        return Reason::none;
    }

    Micro at(std::size_t row) const {
        switch (column_.type) {
            case OutputColumn::Type::fix:
                return Micro{column_.units[row]} * factor_ / divisor_;
            case OutputColumn::Type::boolean:
                return column_.booleans[row] != 0 ? 1'000'000 : 0;
            case OutputColumn::Type::decimal:
                return of(column_.decimals[row]);
            default:
                break;
        }
        const Value value = column_.at(row);
        return value.kind() == Kind::number ? of(value.number()) : 0;
    }

private:
    static Micro of(const Decimal& number) {
        if (const auto micro = number.scaled(micro_scale)) return *micro;
        if (const auto whole = number.integer()) return Micro{*whole} * power_of_ten(micro_scale);
        const auto rounded = number.rounded(micro_scale, DecimalRounding::half_away);
        const auto micro = rounded ? rounded->scaled(micro_scale) : std::nullopt;
        return micro ? Micro{*micro} : Micro{0};
    }

    const OutputColumn& column_;
    Micro factor_ = 1, divisor_ = 1;
};

void add(Outcome& outcome, Micro baseline, Micro reform) {
    ++outcome.rows;
    outcome.baseline += baseline;
    outcome.reform += reform;
    ++(reform < baseline ? outcome.lower : reform > baseline ? outcome.higher : outcome.same);
}

/// What one thread has added up.
struct Sums {
    Outcome all;
    std::vector<Outcome> decisions;
    std::vector<std::vector<Outcome>> groups;
    std::vector<std::unordered_map<std::uint32_t, std::uint64_t>> moves;
    std::vector<EffectException> exceptions;
    std::uint64_t exception_count = 0;
};

struct Wanted {
    std::vector<NodeId> nodes;  // of the plan, in the order of its columns
    /// Of each decision and table: its column on both sides.
    std::vector<std::pair<std::size_t, std::size_t>> decisions, tables;

    std::size_t column_of(NodeId node) {
        const auto found = std::ranges::find(nodes, node);
        if (found == nodes.end()) nodes.push_back(node);
        return static_cast<std::size_t>(std::ranges::find(nodes, node) - nodes.begin());
    }
};

class EffectSink final : public Sink {
public:
    EffectSink(const Program& program, const Wanted& wanted, const Population& population,
               unsigned threads)
        : program_(program), wanted_(wanted), population_(population), sums_(threads) {
        for (Sums& sums : sums_) {
            sums.decisions.resize(wanted.decisions.size());
            sums.moves.resize(wanted.tables.size());
            for (const Grouping& grouping : population.groupings())
                sums.groups.emplace_back(grouping.labels.size());
        }
    }

    void take(std::size_t first_row, std::size_t rows, std::span<const OutputColumn> columns,
              unsigned worker) override {
        Sums& sums = sums_.at(worker);
        std::vector<Micro> baseline(rows), reform(rows);
        std::vector<std::uint8_t> failed(rows);
        for (std::size_t d = 0; d < wanted_.decisions.size(); ++d)
            add_decision(d, first_row, rows, columns, sums, baseline, reform, failed);
        add_totals(first_row, rows, sums, baseline, reform, failed);
        for (std::size_t t = 0; t < wanted_.tables.size(); ++t) add_moves(t, rows, columns, sums);
    }

    std::vector<Sums>& sums() { return sums_; }

private:
    void add_decision(std::size_t d, std::size_t first_row, std::size_t rows,
                      std::span<const OutputColumn> columns, Sums& sums,
                      std::vector<Micro>& baseline, std::vector<Micro>& reform,
                      std::vector<std::uint8_t>& failed) {
        const auto [before, after] = wanted_.decisions[d];
        const Amounts a(columns[before]), b(columns[after]);
        Outcome& outcome = sums.decisions[d];
        for (std::size_t r = 0; r < rows; ++r) {
            const Reason why_a = a.reason(r), why_b = b.reason(r);
            if (why_a != Reason::none || why_b != Reason::none) {
                ++outcome.exceptions;
                failed[r] = 1;
                const bool side = why_a == Reason::none;
                note(sums, {first_row + r, &program_.nodes[wanted_.nodes[side ? after : before]],
                            side, side ? why_b : why_a});
                continue;
            }
            const Micro was = a.at(r), is = b.at(r);
            add(outcome, was, is);
            baseline[r] += was;
            reform[r] += is;
        }
    }

    static void note(Sums& sums, const EffectException& exception) {
        if (sums.exception_count++ < ReformEffect::exceptions_max)
            sums.exceptions.push_back(exception);
    }

    void add_totals(std::size_t first_row, std::size_t rows, Sums& sums,
                    const std::vector<Micro>& baseline, const std::vector<Micro>& reform,
                    const std::vector<std::uint8_t>& failed) const {
        const std::span<const Grouping> groupings = population_.groupings();
        for (std::size_t r = 0; r < rows; ++r) {
            const auto count = [&](Outcome& outcome) {
                if (failed[r] != 0)
                    ++outcome.exceptions;
                else
                    add(outcome, baseline[r], reform[r]);
            };
            count(sums.all);
            for (std::size_t g = 0; g < groupings.size(); ++g)
                count(sums.groups[g][groupings[g].group_of_row[first_row + r]]);
        }
    }

    void add_moves(std::size_t t, std::size_t rows, std::span<const OutputColumn> columns,
                   Sums& sums) const {
        const auto [before, after] = wanted_.tables[t];
        const std::uint16_t *const a = columns[before].rules, *const b = columns[after].rules;
        if (a == nullptr || b == nullptr) return;
        std::uint32_t last = UINT32_MAX;
        std::uint64_t* count = nullptr;  // neighbours often move alike
        for (std::size_t r = 0; r < rows; ++r) {
            const std::uint32_t move = std::uint32_t{a[r]} << 16U | b[r];
            if (move != last || count == nullptr) count = &sums.moves[t][last = move];
            ++*count;
        }
    }

    const Program& program_;
    const Wanted& wanted_;
    const Population& population_;
    std::vector<Sums> sums_;
};

bool is_table(const Node& node) {
    return node.logic != nullptr && node.logic->table != nullptr;
}

/// The decisions and all they require.
std::vector<bool> needed_for(const Program& program, std::vector<NodeId> open) {
    std::vector<bool> needed(program.nodes.size());
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        if (needed[id]) continue;
        needed[id] = true;
        for (const Requirement& required : program.nodes[id].requires_)
            open.push_back(required.node);
    }
    return needed;
}

/// The decisions on both sides, and every table on the way to them that the reform reaches.
Wanted wanted_of(const Overlaid& overlaid, std::span<const NodeId> decisions) {
    Wanted wanted;
    for (const NodeId id : decisions) {
        const std::size_t before = wanted.column_of(id);
        wanted.decisions.emplace_back(before, wanted.column_of(overlaid.under_reform(id)));
    }
    const std::vector<bool> needed = needed_for(overlaid.program, wanted.nodes);
    for (const auto& [before, after] : overlaid.reform_of) {
        if (!needed[before] || !needed[after]) continue;
        if (!is_table(overlaid.program.nodes[before]) || !is_table(overlaid.program.nodes[after]))
            continue;
        const std::size_t column = wanted.column_of(before);
        wanted.tables.emplace_back(column, wanted.column_of(after));
    }
    return wanted;
}

/// Adds the threads' sums in their order.
ReformEffect gathered(std::vector<Sums>& sums, const Overlaid& overlaid, const Wanted& wanted,
                      const Population& population) {
    ReformEffect out;
    out.rows = population.rows();
    const auto node = [&](std::size_t column) {
        return &overlaid.program.nodes[wanted.nodes[column]];
    };
    for (const auto& [before, after] : wanted.decisions)
        out.decisions.push_back({node(before), {}});
    for (const Grouping& grouping : population.groupings()) {
        auto& [name, groups] = out.groups.emplace_back(grouping.name, std::vector<GroupOutcome>());
        for (const std::string& label : grouping.labels) groups.push_back({label, {}});
    }
    std::vector<std::map<std::uint32_t, std::uint64_t>> moves(wanted.tables.size());
    for (const Sums& part : sums) {
        out.all += part.all;
        out.exception_count += part.exception_count;
        for (std::size_t d = 0; d < out.decisions.size(); ++d)
            out.decisions[d].all += part.decisions[d];
        for (std::size_t g = 0; g < out.groups.size(); ++g)
            for (std::size_t l = 0; l < part.groups[g].size(); ++l)
                out.groups[g].second[l].outcome += part.groups[g][l];
        for (std::size_t t = 0; t < moves.size(); ++t)
            for (const auto& [move, rows] : part.moves[t]) moves[t][move] += rows;
        out.exceptions.insert(out.exceptions.end(), part.exceptions.begin(), part.exceptions.end());
    }
    for (std::size_t t = 0; t < moves.size(); ++t) {
        TableMoves table{node(wanted.tables[t].first), node(wanted.tables[t].second), {}};
        for (const auto& [move, rows] : moves[t])
            table.moves.push_back(
                {static_cast<int>(move >> 16U), static_cast<int>(move & 0xFFFFU), rows});
        out.tables.push_back(std::move(table));
    }
    return out;
}

void order(ReformEffect& effect) {
    std::ranges::stable_sort(effect.exceptions, {}, &EffectException::row);
    if (effect.exceptions.size() > ReformEffect::exceptions_max)
        effect.exceptions.resize(ReformEffect::exceptions_max);
    for (auto& [name, groups] : effect.groups) std::ranges::sort(groups, {}, &GroupOutcome::label);
}

}  // namespace

Outcome& Outcome::operator+=(const Outcome& other) {
    rows += other.rows;
    exceptions += other.exceptions;
    lower += other.lower;
    same += other.same;
    higher += other.higher;
    baseline += other.baseline;
    reform += other.reform;
    return *this;
}

Checked<ReformEffect> effect_of(const Overlaid& overlaid, std::span<const NodeId> decisions,
                                const Population& population, const EffectOptions& options) {
    const Wanted wanted = wanted_of(overlaid, decisions);
    PlanOptions plan_options;
    plan_options.path = options.path;
    plan_options.constants = options.constants;
    const auto plan = compile(overlaid.program, wanted.nodes, plan_options);
    if (!plan) return plan.diagnostics();
    const unsigned threads = std::max(1U, options.threads);
    EffectSink sink(overlaid.program, wanted, population, threads);
    RunOptions run_options;
    run_options.threads = threads;
    const Result<void> ran = run(*plan, population.batch(), sink, run_options);
    if (!ran)
        return Diagnostic{DiagnosticCode::run_failed,
                          {},
                          {{"apa", describe(ran.error(), Language::id)},
                           {"what", describe(ran.error(), Language::en)}}};
    ReformEffect out = gathered(sink.sums(), overlaid, wanted, population);
    order(out);
    return out;
}

std::vector<NodeId> affected_amounts(const Overlaid& overlaid, const Units* units) {
    std::vector<bool> part(overlaid.program.nodes.size());
    std::vector<NodeId> amounts;
    for (const auto& [id, twin] : overlaid.reform_of) {
        const Node& node = overlaid.program.nodes[id];
        if (node.kind == Node::Kind::decision && unit_of(node, units) == Unit::rupiah)
            amounts.push_back(id);
    }
    for (const NodeId id : amounts)
        for (const Requirement& needed : overlaid.program.nodes[id].requires_)
            part[needed.node] = true;
    std::erase_if(amounts, [&](NodeId id) { return part[id]; });
    return amounts;
}

}  // namespace payung::rules
