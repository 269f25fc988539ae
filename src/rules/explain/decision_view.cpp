#include "rules/explain/decision_view.h"

#include <algorithm>

#include "base/language.h"
#include "base/text.h"
#include "rules/explain/conditions.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung::rules {

namespace {

using model::Aggregator;
using model::HitPolicy;

Phrase aggregate_words(Aggregator aggregator) {
    switch (aggregator) {
        case Aggregator::sum:
            return {"jumlahkan semua baris yang cocok (C+)", "sum of all rows that match (C+)"};
        case Aggregator::count:
            return {"hitung baris yang cocok (C#)", "number of rows that match (C#)"};
        case Aggregator::min:
            return {"terkecil dari baris yang cocok (C<)", "least of the rows that match (C<)"};
        case Aggregator::max:
            return {"terbesar dari baris yang cocok (C>)", "greatest of the rows that match (C>)"};
        case Aggregator::none:
            break;
    }
    return {"semua baris yang cocok (C)", "all rows that match (C)"};
}

Phrase policy_words(const Table& table) {
    switch (table.policy) {
        case HitPolicy::unique:
            return {"tepat satu baris yang cocok (U)", "exactly one row matches (U)"};
        case HitPolicy::any:
            return {"semua yang cocok sama hasilnya (A)", "all that match agree (A)"};
        case HitPolicy::priority:
            return {"hasil yang paling utama (P)", "the result of highest priority (P)"};
        case HitPolicy::first:
            return {"baris pertama yang cocok (F)", "the first row that matches (F)"};
        case HitPolicy::rule_order:
            return {"semua yang cocok, urut baris (R)", "all that match, in row order (R)"};
        case HitPolicy::output_order:
            return {"semua yang cocok, urut hasil (O)", "all that match, in result order (O)"};
        case HitPolicy::collect:
            break;
    }
    return aggregate_words(table.aggregator);
}

/// A value that a reader typed for a column: 2026-05, ya, 0,5, APBD.
Value typed(std::string_view text, const TableColumn& column) {
    const Type::Kind kind = column.type == nullptr ? Type::Kind::any : column.type->kind;
    if (kind == Type::Kind::boolean) return Value(text == "ya" || text == "yes" || text == "true");
    if (kind == Type::Kind::string) return Value(text);
    if (kind == Type::Kind::date) {
        const auto date =
            parse_date(text.size() == 7 ? std::string(text) + "-01" : std::string(text));
        return date ? Value(*date) : Value();
    }
    const auto number = Decimal::parse(text);
    return number ? Value(*number) : Value(text);
}

bool on_dates(const TableColumn& column) {
    return column.type != nullptr && column.type->kind == Type::Kind::date;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = trim(text.substr(0, end));
        if (!line.empty()) lines.emplace_back(line);
        if (end == std::string_view::npos) break;
        text.remove_prefix(end + 1);
    }
    return lines;
}

/// Lays out one decision table.
class Layout {
public:
    Layout(const Table& table, const Program& program, const Node& node, const ViewOptions& options)
        : table_(table), program_(program), node_(node), options_(options) {}

    void fill(View& view) {
        view.policy = policy_in_words(table_, options_.language);
        add_columns(view);
        for (std::size_t r = 0; r < table_.rows.size(); ++r) {
            if (shown(table_.rows[r]))
                view.rows.push_back(row_of(r));
            else
                ++view.hidden;
            add_gaps(view, static_cast<int>(r) + 1);
        }
        add_gaps(view, 0);
    }

private:
    void add_columns(View& view) const {
        for (const TableColumn& column : table_.inputs)
            view.columns.push_back({input_name(column), ViewColumn::Kind::input, numeric(column)});
        for (const TableColumn& column : table_.outputs)
            view.columns.push_back(
                {output_name(column), ViewColumn::Kind::output, numeric(column)});
        view.status_column = table_.inputs.size() + table_.outputs.size();
        const auto status = std::ranges::find(table_.annotations, options_.annotations.status);
        view.status_column += static_cast<std::size_t>(status - table_.annotations.begin());
        for (const std::string& name : table_.annotations)
            view.columns.push_back({name, ViewColumn::Kind::annotation, false});
    }

    /// A single output has no name of its own: it is the decision.
    const std::string& output_name(const TableColumn& column) const {
        return column.name.empty() ? node_.name : column.name;
    }

    std::string input_name(const TableColumn& column) const {
        return without_prefixes(column.name, program_, node_);
    }

    Unit output_unit(const TableColumn& column) const {
        const Unit unit = unit_of(column.type.get());
        return unit == Unit::none ? unit_of(node_, options_.units) : unit;
    }

    static bool numeric(const TableColumn& column) {
        return column.type != nullptr && column.type->kind == Type::Kind::number;
    }

    bool shown(const TableRow& row) const {
        for (std::size_t i = 0; i < table_.inputs.size(); ++i) {
            const TableColumn& column = table_.inputs[i];
            if (options_.as_of && on_dates(column) && excludes(row.conditions[i], *options_.as_of))
                return false;
            for (const auto& [name, text] : options_.where)
                if (same_name(name, input_name(column)) &&
                    excludes(row.conditions[i], typed(text, column)))
                    return false;
        }
        return outputs_shown(row);
    }

    bool outputs_shown(const TableRow& row) const {
        for (std::size_t o = 0; o < table_.outputs.size(); ++o) {
            for (const auto& [name, text] : options_.where) {
                if (!same_name(name, output_name(table_.outputs[o]))) continue;
                const auto value = known_value(*row.outputs[o]);
                if (value && !same(*value, typed(text, table_.outputs[o]))) return false;
            }
        }
        return true;
    }

    static bool same_name(std::string_view a, std::string_view b) {
        return lower_ascii(a) == lower_ascii(b);
    }

    static bool excludes(const UnaryTests& tests, const Date& date) {
        return excludes(tests, Value(date));
    }
    static bool excludes(const UnaryTests& tests, const Value& value) {
        const Value holds = evaluate(tests, value, Bindings());
        return holds.kind() == Kind::boolean && !holds.boolean();
    }

    ViewRow row_of(std::size_t r) const {
        const TableRow& row = table_.rows[r];
        ViewRow out;
        out.number = static_cast<int>(r) + 1;
        out.id = row.id;
        for (std::size_t i = 0; i < row.conditions.size(); ++i)
            out.cells.push_back(condition(row, i));
        for (std::size_t o = 0; o < row.outputs.size(); ++o) out.cells.push_back(output(row, o));
        for (const std::string& text : row.annotations)
            out.cells.push_back(citation_in(text, options_.language));
        out.cells.resize(table_.inputs.size() + table_.outputs.size() + table_.annotations.size());
        out.matched = std::ranges::find(options_.matched, out.number) != options_.matched.end();
        out.unconfirmed = is_unconfirmed(annotation_of(table_, row, options_.annotations.status));
        for (const auto& [number, input] : options_.failed)
            if (number == out.number) out.failed = input;
        return out;
    }

    std::string condition(const TableRow& row, std::size_t i) const {
        if (options_.feel) return row.condition_texts[i];
        return without_prefixes(condition_in_words(row.conditions[i], row.condition_texts[i],
                                                   unit_of(table_.inputs[i].type.get()),
                                                   Style::cell, options_.language),
                                program_, node_);
    }

    std::string output(const TableRow& row, std::size_t o) const {
        if (options_.feel) return row.output_texts[o];
        return entry_in_words(row.outputs[o], row.output_texts[o], output_unit(table_.outputs[o]),
                              Style::cell, options_.language);
    }

    /// Gaps that stand behind row `after`, in the order they were found.
    void add_gaps(View& view, int after) const {
        if (options_.findings == nullptr) return;
        for (const Finding& finding : *options_.findings) {
            if (finding.kind != Finding::Kind::gap || finding.row != after) continue;
            if (finding.place.decision != node_.name || finding.place.file != node_.file) continue;
            view.rows.push_back(gap_of(finding));
        }
    }

    ViewRow gap_of(const Finding& finding) const {
        ViewRow out;
        for (const TableColumn& column : table_.inputs) {
            const auto side = std::ranges::find(finding.box, column.name, &FindingSide::input);
            out.cells.push_back(side == finding.box.end() ? "-"
                                                          : side_in_words(side->values, column));
        }
        out.cells.resize(table_.inputs.size() + table_.outputs.size() + table_.annotations.size());
        if (!table_.outputs.empty())
            out.cells[table_.inputs.size()] = Phrase{"celah", "gap"}.in(options_.language);
        return out;
    }

    std::string side_in_words(const std::string& feel, const TableColumn& column) const {
        const auto parsed = parse_unary_tests(feel, Scope(), column.type);
        const auto* const tests = std::get_if<UnaryTests>(&parsed);
        return tests == nullptr ? feel
                                : condition_in_words(*tests, feel, unit_of(column.type.get()),
                                                     Style::cell, options_.language);
    }

    const Table& table_;
    const Program& program_;
    const Node& node_;
    const ViewOptions& options_;
};

/// Walks a boxed expression: lines for formulas, a view of its own for each table.
class Walk {
public:
    Walk(const Program& program, const Node& node, const ViewOptions& options)
        : program_(program), node_(node), options_(options) {}

    std::vector<View> take() {
        views_.push_back(blank(""));
        if (node_.logic == nullptr) {
            views_.front().formula.emplace_back(
                Phrase{"(tanpa rumus)", "(no logic)"}.in(options_.language));
        } else if (node_.logic->kind == model::Expression::Kind::table) {
            Layout(*node_.logic->table, program_, node_, options_).fill(views_.front());
        } else {
            add(*node_.logic, "", 0);
        }
        return std::move(views_);
    }

private:
    using Kind = model::Expression::Kind;

    View blank(std::string part) const {
        View view;
        view.name = node_.name;
        view.part = std::move(part);
        view.sources = node_.authorities;
        return view;
    }

    void line(int depth, const std::string& text) {
        views_.front().formula.push_back(std::string(static_cast<std::size_t>(depth) * 2, ' ') +
                                         text);
    }

    void add(const Logic& logic, const std::string& label, int depth) {
        const std::string lead = label.empty() ? "" : label + " = ";
        switch (logic.kind) {
            case Kind::literal:
                return add_text(logic, lead, depth);
            case Kind::table:
                return add_table(logic, label, depth);
            case Kind::context:
                return add_parts(logic, lead, depth, logic.names);
            case Kind::conditional:
                return add_parts(logic, lead, depth, {"if", "then", "else"});
            case Kind::iteration:
                return add_parts(logic, lead, depth, over("for", logic, "return"));
            case Kind::some:
                return add_parts(logic, lead, depth, over("some", logic, "satisfies"));
            case Kind::every:
                return add_parts(logic, lead, depth, over("every", logic, "satisfies"));
            case Kind::filter:
                return add_parts(logic, lead, depth, {"in", "match"});
            case Kind::function:
                return add_function(logic, lead, depth);
            case Kind::invocation:
                return add_invocation(logic, lead, depth);
            case Kind::list:
            case Kind::relation:
                return add_parts(logic, lead, depth, {});
        }
    }

    static std::vector<std::string> over(std::string_view word, const Logic& logic,
                                         std::string_view then) {
        const std::string name = logic.names.empty() ? "" : " " + logic.names.front() + " in";
        return {std::string(word) + name, std::string(then)};
    }

    void add_text(const Logic& logic, const std::string& lead, int depth) {
        std::string head = lead;
        for (const std::string& text :
             lines_of(without_prefixes(plain_dates(logic.text), program_, node_))) {
            line(depth + (head.empty() && !lead.empty() ? 1 : 0), head + text);
            head.clear();
        }
    }

    void add_table(const Logic& logic, const std::string& label, int depth) {
        line(depth, label + ": " + std::string(Phrase{"tabel", "table"}.in(options_.language)));
        View view = blank(label);
        Layout(*logic.table, program_, node_, options_).fill(view);
        views_.push_back(std::move(view));
    }

    void add_parts(const Logic& logic, const std::string& lead, int depth,
                   const std::vector<std::string>& labels) {
        if (!lead.empty()) line(depth, lead.substr(0, lead.size() - 3) + ":");
        for (std::size_t i = 0; i < logic.parts.size(); ++i)
            add(logic.parts[i], i < labels.size() ? labels[i] : "", depth + (lead.empty() ? 0 : 1));
    }

    void add_function(const Logic& logic, const std::string& lead, int depth) {
        std::string names;
        for (const std::string& name : logic.names) names += (names.empty() ? "" : ", ") + name;
        line(depth, lead + "(" + names + ")");
        for (const Logic& part : logic.parts) add(part, "", depth + 1);
    }

    void add_invocation(const Logic& logic, const std::string& lead, int depth) {
        for (std::size_t i = 0; i < logic.parts.size(); ++i) {
            if (i == 0)
                add(logic.parts[i], lead.empty() ? "" : lead.substr(0, lead.size() - 3), depth);
            else
                add(logic.parts[i], logic.names.at(i - 1), depth + 1);
        }
    }

    const Program& program_;
    const Node& node_;
    const ViewOptions& options_;
    std::vector<View> views_;
};

void collect_columns(const Logic& logic, std::vector<std::string>& names) {
    if (logic.table != nullptr) {
        for (const TableColumn& column : logic.table->inputs) names.push_back(column.name);
        for (const TableColumn& column : logic.table->outputs)
            if (!column.name.empty()) names.push_back(column.name);
    }
    for (const Logic& part : logic.parts) collect_columns(part, names);
}

}  // namespace

std::string without_prefixes(std::string text, const Program& program, const Node& node) {
    for (const Requirement& needed : node.requires_) {
        if (needed.prefix.empty()) continue;
        const std::string& name = program.nodes[needed.node].name;
        for (std::size_t at = text.find(needed.name); at != std::string::npos;
             at = text.find(needed.name, at + name.size()))
            text.replace(at, needed.name.size(), name);
    }
    return text;
}

std::string_view own_name(std::string_view text, const Program& program, const Node& node) {
    for (const Requirement& needed : node.requires_)
        if (!needed.prefix.empty() && needed.name == text) return program.nodes[needed.node].name;
    return text;
}

bool is_unconfirmed(std::string_view status) {
    return status == "M" || status == "X";
}

std::string_view annotation_of(const Table& table, const TableRow& row, std::string_view column) {
    const auto at = std::ranges::find(table.annotations, column);
    const auto index = static_cast<std::size_t>(at - table.annotations.begin());
    return index < row.annotations.size() ? std::string_view(row.annotations[index]) : "";
}

std::string policy_in_words(const Table& table, Language language) {
    return std::string(policy_words(table).in(language));
}

std::vector<View> views_of(const Program& program, const Node& node, const ViewOptions& options) {
    return Walk(program, node, options).take();
}

std::vector<std::string> filter_columns(const Program& program, const Node& node) {
    std::vector<std::string> names;
    if (node.logic != nullptr) collect_columns(*node.logic, names);
    for (std::string& name : names) name = without_prefixes(std::move(name), program, node);
    return names;
}

}  // namespace payung::rules
