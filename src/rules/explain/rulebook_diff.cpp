#include "rules/explain/rulebook_diff.h"

#include <algorithm>
#include <tuple>

#include "rules/feel/parse.h"

namespace payung::rules {

namespace {

/// A condition without regard to spelling and order.
std::set<std::string> set_of(const UnaryTests& tests) {
    std::set<std::string> out;
    for (const UnaryTest& test : tests.tests) out.insert(to_text(UnaryTests{false, {test}}));
    if (tests.negated) out.insert("not");
    return out;
}

std::string text_of(const ExprPtr& expression, const std::string& written) {
    return expression == nullptr ? written : to_text(*expression);
}

bool same_sources(const Node& a, const Node& b) {
    return std::ranges::equal(a.authorities, b.authorities, {}, &Authority::name, &Authority::name);
}

std::string source_names(const Node& node) {
    std::string out;
    for (const Authority& source : node.authorities) out += (out.empty() ? "" : ", ") + source.name;
    return out;
}

std::string column_names(const Table& table) {
    std::string out;
    for (const auto* columns : {&table.inputs, &table.outputs}) {
        for (const TableColumn& column : *columns)
            out += (out.empty() ? "" : ", ") + (column.name.empty() ? "-" : column.name);
        out += columns == &table.inputs ? " →" : "";
    }
    return out;
}

const Table* table_of(const Node& node) {
    return node.logic == nullptr ? nullptr : node.logic->table.get();
}

std::string rows_of(const Table& table) {
    std::string out = policy_in_words(table, Language::id);
    for (const TableRow& row : table.rows) {
        out += " |";
        for (const UnaryTests& tests : row.conditions) out += " " + to_text(tests);
        for (std::size_t o = 0; o < row.outputs.size(); ++o)
            out += " " + text_of(row.outputs[o], row.output_texts[o]);
    }
    return out;
}

/// Text of a boxed expression, whole, with the tables inside it.
std::string formula_of(const Logic& logic) {
    std::string out = logic.expr == nullptr ? logic.text : to_text(*logic.expr);
    if (logic.table != nullptr) out = rows_of(*logic.table);
    for (std::size_t i = 0; i < logic.parts.size(); ++i) {
        out += out.empty() ? "" : "; ";
        if (i < logic.names.size() && !logic.names[i].empty()) out += logic.names[i] + ": ";
        out += formula_of(logic.parts[i]);
    }
    return out;
}

std::string formula_of(const Node& node) {
    return node.logic == nullptr ? "" : formula_of(*node.logic);
}

bool order_matters(const Table& table) {
    using model::HitPolicy;
    return table.policy == HitPolicy::first || table.policy == HitPolicy::rule_order ||
           table.policy == HitPolicy::priority || table.policy == HitPolicy::output_order ||
           (table.policy == HitPolicy::collect && table.aggregator == model::Aggregator::none);
}

/// Pairs rows of two editions of a table; -1 where a row has no twin.
struct Pairing {
    std::vector<int> new_of_old, old_of_new;

    Pairing(const Table& before, const Table& after)
        : new_of_old(before.rows.size(), -1), old_of_new(after.rows.size(), -1) {
        pair_up(before, after, [](const TableRow& row) { return row.id; });
        pair_up(before, after, [](const TableRow& row) {
            std::vector<std::set<std::string>> key;
            for (const UnaryTests& tests : row.conditions) key.push_back(set_of(tests));
            return key;
        });
    }

private:
    template <class Key>
    void pair_up(const Table& before, const Table& after, const Key& key) {
        std::map<decltype(key(before.rows[0])), int> open;
        for (std::size_t i = before.rows.size(); i-- > 0;)
            if (new_of_old[i] < 0) open[key(before.rows[i])] = static_cast<int>(i);
        for (std::size_t j = 0; j < after.rows.size(); ++j) {
            if (old_of_new[j] >= 0) continue;
            const auto found = open.find(key(after.rows[j]));
            if (found == open.end() || found->first == decltype(key(before.rows[0])){}) continue;
            old_of_new[j] = found->second;
            new_of_old[static_cast<std::size_t>(found->second)] = static_cast<int>(j);
            open.erase(found);
        }
    }
};

/// Of paired rows those that stayed in order are the longest rising run of new numbers; others have
/// moved past them.
std::vector<bool> moved_past_others(const std::vector<int>& new_of_old) {
    const std::size_t n = new_of_old.size();
    std::vector<int> length(n, 0), before(n, -1);
    int last = -1;
    for (std::size_t i = 0; i < n; ++i) {
        if (new_of_old[i] < 0) continue;
        length[i] = 1;
        for (std::size_t j = 0; j < i; ++j) {
            if (new_of_old[j] < 0 || new_of_old[j] > new_of_old[i] || length[j] < length[i])
                continue;
            length[i] = length[j] + 1;
            before[i] = static_cast<int>(j);
        }
        if (last < 0 || length[i] > length[static_cast<std::size_t>(last)])
            last = static_cast<int>(i);
    }
    std::vector<bool> moved(n, false);
    for (std::size_t i = 0; i < n; ++i) moved[i] = new_of_old[i] >= 0;
    for (; last >= 0; last = before[static_cast<std::size_t>(last)])
        moved[static_cast<std::size_t>(last)] = false;
    return moved;
}

/// When a row holds: the dates of its first condition on dates.
struct Time {
    std::optional<DateSpan> span;
    Unit unit = Unit::none;
};

Time time_of(const Table& table, const TableRow& row) {
    for (std::size_t i = 0; i < table.inputs.size() && i < row.conditions.size(); ++i)
        if (auto span = dates_of(row.conditions[i]))
            return {span, unit_of(table.inputs[i].type.get())};
    return {};
}

Date next(const Date& date, Unit unit) {
    if (unit == Unit::month) return add_months(date, 1).value_or(date);
    return Date::from_day_number(date.day_number() + 1);
}

std::optional<Date> earlier(const std::optional<Date>& a, const std::optional<Date>& b) {
    if (!a || !b) return std::nullopt;
    return std::min(*a, *b);
}

/// From when two editions of a row differ, if in nothing but their dates.
std::optional<Date> when_times_part(const Time& before, const Time& after) {
    if (before.span->first != after.span->first)
        return earlier(before.span->first, after.span->first);
    const auto& a = before.span->last;
    const auto& b = after.span->last;
    return next(!a ? *b : !b ? *a : std::min(*a, *b), after.unit);
}

class Comparer {
public:
    Comparer(const Program& before, const Program& after, const DiffOptions& options)
        : before_(before), after_(after), options_(options) {}

    RulebookDiff take() {
        for (const Node& node : after_.nodes)
            if (const Node* const old = twin(before_, node); is_logic(node)) {
                if (old == nullptr)
                    add_whole(node, DecisionChange::Kind::added);
                else
                    compare(*old, node);
            }
        for (const Node& node : before_.nodes)
            if (is_logic(node) && twin(after_, node) == nullptr)
                add_whole(node, DecisionChange::Kind::removed);
        return std::move(diff_);
    }

private:
    static bool is_logic(const Node& node) {
        return node.kind == Node::Kind::decision || node.kind == Node::Kind::knowledge;
    }

    static const Node* twin(const Program& program, const Node& node) {
        const auto found = std::ranges::find_if(program.nodes, [&](const Node& other) {
            return other.kind == node.kind && other.id == node.id &&
                   other.namespace_ == node.namespace_;
        });
        return found == program.nodes.end() ? nullptr : &*found;
    }

    DecisionChange begin(const Node& node, DecisionChange::Kind kind) const {
        DecisionChange change;
        change.kind = kind;
        change.node = &node;
        if (const auto found = options_.announced.find(node.name);
            found != options_.announced.end())
            change.announced = found->second;
        return change;
    }

    bool corrected(const Node& node) const { return options_.corrected.contains(node.name); }

    void add_whole(const Node& node, DecisionChange::Kind kind) {
        DecisionChange change = begin(node, kind);
        const bool added = kind == DecisionChange::Kind::added;
        const Table* const table = table_of(node);
        for (std::size_t r = 0; table != nullptr && r < table->rows.size(); ++r)
            change.rows.push_back(whole_row(*table, static_cast<int>(r) + 1, added, node));
        if (table == nullptr) {
            const std::string formula = formula_of(node);
            change.parts.push_back({"formula", added ? "" : formula, added ? formula : ""});
        }
        if (added && table == nullptr && node.authorities.empty() && !change.announced)
            change.refusals.push_back(Refusal::no_citation);
        if (!added && !change.announced && !corrected(node))
            change.refusals.push_back(Refusal::no_citation);
        diff_.decisions.push_back(std::move(change));
    }

    void compare(const Node& old, const Node& now) {
        DecisionChange change = begin(now, DecisionChange::Kind::changed);
        const auto part = [&](const char* name, std::string a, std::string b) {
            if (a != b) change.parts.push_back({name, std::move(a), std::move(b)});
        };
        part("name", old.name, now.name);
        const Table *const a = table_of(old), *const b = table_of(now);
        if (a != nullptr && b != nullptr) {
            part("policy", policy_in_words(*a, Language::id), policy_in_words(*b, Language::id));
            part("columns", column_names(*a), column_names(*b));
            if (column_names(*a) == column_names(*b)) compare_rows(*a, *b, now, change);
        } else {
            part("formula", formula_of(old), formula_of(now));
        }
        const bool law = !change.parts.empty();
        if (!same_sources(old, now)) part("sources", source_names(old), source_names(now));
        const bool cited = change.announced || corrected(now) || !same_sources(old, now);
        if (law && !cited) change.refusals.push_back(Refusal::no_citation);
        if (!change.parts.empty() || !change.rows.empty())
            diff_.decisions.push_back(std::move(change));
    }

    void compare_rows(const Table& a, const Table& b, const Node& node, DecisionChange& change) {
        const Pairing pairs(a, b);
        const std::vector<bool> moved = moved_past_others(pairs.new_of_old);
        for (std::size_t j = 0; j < b.rows.size(); ++j) {
            const int i = pairs.old_of_new[j];
            if (i < 0) {
                change.rows.push_back(whole_row(b, static_cast<int>(j) + 1, true, node));
                continue;
            }
            auto row =
                compare_row(a, b, i, static_cast<int>(j), moved[static_cast<std::size_t>(i)]);
            if (!row) continue;
            judge(*row, node);
            change.rows.push_back(std::move(*row));
        }
        for (std::size_t i = 0; i < a.rows.size(); ++i)
            if (pairs.new_of_old[i] < 0)
                change.rows.push_back(whole_row(a, static_cast<int>(i) + 1, false, node));
    }

    RowChange row_change(const Table& table, const TableRow& row) const {
        RowChange change;
        change.table = &table;
        change.id = change.id_before = row.id;
        change.cite = annotation_of(table, row, options_.annotations.citation);
        const Time time = time_of(table, row);
        change.effective_unit = time.unit;
        if (time.span) change.effective = time.span->first;
        return change;
    }

    RowChange whole_row(const Table& table, int number, bool added, const Node& node) const {
        const TableRow& row = table.rows[static_cast<std::size_t>(number) - 1];
        RowChange change = row_change(table, row);
        change.kind = added ? RowChange::Kind::added : RowChange::Kind::removed;
        (added ? change.after : change.before) = number;
        for (std::size_t o = 0; o < row.outputs.size(); ++o) {
            CellChange cell{table.outputs[o].name,
                            false,
                            "",
                            "",
                            {},
                            {},
                            {},
                            {},
                            output_unit(node, table.outputs[o])};
            (added ? cell.after : cell.before) = row.output_texts[o];
            (added ? cell.entry_after : cell.entry_before) = row.outputs[o];
            change.cells.push_back(std::move(cell));
        }
        judge(change, node);
        return change;
    }

    Unit output_unit(const Node& node, const TableColumn& column) const {
        const Unit unit = unit_of(column.type.get());
        return unit == Unit::none ? unit_of(node, options_.units) : unit;
    }

    std::optional<RowChange> compare_row(const Table& a, const Table& b, int i, int j,
                                         bool moved) const {
        const TableRow& old = a.rows[static_cast<std::size_t>(i)];
        const TableRow& now = b.rows[static_cast<std::size_t>(j)];
        RowChange change = row_change(b, now);
        change.id_before = old.id;
        change.before = i + 1;
        change.after = j + 1;
        change.cite_before = annotation_of(a, old, options_.annotations.citation);
        change.order_matters = moved && order_matters(b);
        add_cells(a, b, old, now, change);
        if (change.cells.empty()) return without_cells(a, old, now, std::move(change));
        const Time before = time_of(a, old), after = time_of(b, now);
        if (before.span && after.span) {
            const bool only_time = std::ranges::all_of(change.cells, [&](const CellChange& cell) {
                return cell.condition && cell.tests_after != nullptr &&
                       dates_of(*cell.tests_after) && dates_of(*cell.tests_before);
            });
            change.effective = only_time ? when_times_part(before, after)
                                         : earlier(before.span->first, after.span->first);
        } else {
            change.effective.reset();
        }
        return change;
    }

    void add_cells(const Table&, const Table& b, const TableRow& old, const TableRow& now,
                   RowChange& change) const {
        for (std::size_t c = 0; c < now.conditions.size(); ++c) {
            if (set_of(old.conditions[c]) == set_of(now.conditions[c])) continue;
            change.cells.push_back({b.inputs[c].name,
                                    true,
                                    old.condition_texts[c],
                                    now.condition_texts[c],
                                    &old.conditions[c],
                                    &now.conditions[c],
                                    {},
                                    {},
                                    unit_of(b.inputs[c].type.get())});
        }
        for (std::size_t o = 0; o < now.outputs.size(); ++o) {
            if (text_of(old.outputs[o], old.output_texts[o]) ==
                text_of(now.outputs[o], now.output_texts[o]))
                continue;
            change.cells.push_back({b.outputs[o].name,
                                    false,
                                    old.output_texts[o],
                                    now.output_texts[o],
                                    {},
                                    {},
                                    old.outputs[o],
                                    now.outputs[o],
                                    unit_of(b.outputs[o].type.get())});
        }
    }

    /// Equal in law: moved, or other annotations, or another id.
    static std::optional<RowChange> without_cells(const Table& a, const TableRow& old,
                                                  const TableRow& now, RowChange change) {
        for (std::size_t n = 0; n < a.annotations.size() && n < now.annotations.size(); ++n) {
            if (n >= old.annotations.size() || old.annotations[n] == now.annotations[n]) continue;
            CellChange cell;
            cell.column = a.annotations[n];
            cell.before = old.annotations[n];
            cell.after = now.annotations[n];
            change.cells.push_back(std::move(cell));
        }
        if (!change.cells.empty() || old.id != now.id)
            change.kind = RowChange::Kind::annotated;
        else if (change.before != change.after)
            change.kind = RowChange::Kind::moved;
        else
            return std::nullopt;
        return change;
    }

    void judge(RowChange& change, const Node& node) const {
        using Kind = RowChange::Kind;
        const bool law = change.kind == Kind::changed || change.kind == Kind::added ||
                         change.kind == Kind::removed || change.order_matters;
        change.back_in_time = law && options_.known_from &&
                              (!change.effective || *change.effective < *options_.known_from);
        if (law && !is_cited(change, node)) change.refusals.push_back(Refusal::no_citation);
        if (change.back_in_time && change.kind != Kind::added && !corrected(node))
            change.refusals.push_back(Refusal::edits_past);
        const bool gone = change.kind == Kind::removed || change.id != change.id_before;
        if (gone && in_use(change)) change.refusals.push_back(Refusal::id_in_use);
    }

    /// A new citation of its own, or the announcement of the rulebook.
    bool is_cited(const RowChange& change, const Node& node) const {
        if (options_.announced.contains(node.name) || corrected(node)) return true;
        if (change.kind == RowChange::Kind::added) return !change.cite.empty();
        if (change.kind == RowChange::Kind::removed) return false;
        return !change.cite.empty() && change.cite != change.cite_before;
    }

    bool in_use(const RowChange& change) const {
        if (options_.in_use) return options_.in_use->contains(change.id_before);
        return options_.known_from.has_value() &&
               (!change.effective || *change.effective < *options_.known_from);
    }

    const Program& before_;
    const Program& after_;
    const DiffOptions& options_;
    RulebookDiff diff_;
};

}  // namespace

bool RulebookDiff::refused() const {
    return std::ranges::any_of(decisions, [](const DecisionChange& change) {
        return !change.refusals.empty() ||
               std::ranges::any_of(change.rows,
                                   [](const RowChange& row) { return !row.refusals.empty(); });
    });
}

RulebookDiff compare_rulebooks(const Program& before, const Program& after,
                               const DiffOptions& options) {
    return Comparer(before, after, options).take();
}

}  // namespace payung::rules
