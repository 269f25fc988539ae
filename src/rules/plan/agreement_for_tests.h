#pragma once

/// Do the paths agree? Random persons for any program, run on several plans, compared value by
/// value: results, causes of nulls, error bits, rule numbers.
///
/// Half of the values stand on boundaries of tables (one unit below, on it), half anywhere in the
/// declared type; some are missing, some outside. A difference is reduced to one row and printed as
/// a worked case.

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "rules/analysis/boundaries.h"
#include "rules/feel/parse.h"
#include "rules/plan/plan.h"
#include "rules/table/extent.h"

namespace payung::rules::agreement {

using Random = std::mt19937_64;

inline std::int64_t between(Random& random, std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(random);
}

/// Values of a type that are worth trying.
class Values {
public:
    explicit Values(const Program& program) {
        for (const Boundary& boundary : boundaries(program))
            if (boundary.node != nullptr && boundary.node->kind == Node::Kind::input) {
                edges_[boundary.node->name].push_back(boundary.before);
                edges_[boundary.node->name].push_back(boundary.from);
            }
    }

    Value draw(const Node& input, Random& random, bool with_nulls) const {
        const std::int64_t turn = between(random, 0, 99);
        if (with_nulls && turn < 5) return Value::null(Reason::missing_input);
        if (with_nulls && turn < 8) return outside(input.type.get(), random);
        const auto edges = edges_.find(input.name);
        if (turn < 52 && edges != edges_.end()) {
            const auto last = static_cast<std::int64_t>(edges->second.size()) - 1;
            return edges->second[static_cast<std::size_t>(between(random, 0, last))];
        }
        return any(input.type.get(), random, 0);
    }

private:
    /// Reading a type costs more than drawing from it.
    const Extent& extent(const Type* type) const {
        const auto known = extents_.find(type);
        return known != extents_.end() ? known->second
                                       : extents_.emplace(type, extent_of(type)).first->second;
    }
    Value outside(const Type* type, Random& random) const {
        const Extent& extent = this->extent(type);
        if (extent.grid.discrete() && extent.bounded)
            return extent.grid.value_at(between(random, 0, 1) == 0 ? extent.low - 1
                                                                   : extent.high + 1);
        if (extent.grid.kind == Grid::Kind::word) return Value("tidak dikenal");
        return Value::null(Reason::missing_input);
    }
    Value any(const Type* type, Random& random, int depth) const {
        if (type == nullptr) return Value::integer(between(random, -5, 5));
        if (type->kind == Type::Kind::list) {
            List list;
            const std::int64_t items = between(random, 0, 3);
            for (std::int64_t i = 0; i < items && depth < 4; ++i)
                list.push_back(any(type->element.get(), random, depth + 1));
            return Value(std::move(list));
        }
        if (type->kind == Type::Kind::context) {
            Context context;
            for (const auto& [name, field] : type->fields)
                context.set(name, any(field.get(), random, depth + 1));
            return Value(std::move(context));
        }
        return of_extent(extent(type), random);
    }
    static Value of_extent(const Extent& extent, Random& random) {
        switch (extent.grid.kind) {
            case Grid::Kind::number:
            case Grid::Kind::day:
            case Grid::Kind::month:
                return of_units(extent, random);
            case Grid::Kind::continuous:
                return Value(Decimal::from_scaled(between(random, -2'000'000, 2'000'000), 3));
            case Grid::Kind::word: {
                if (extent.words.empty()) return Value("kata" + std::to_string(random() % 3));
                const auto last = static_cast<std::int64_t>(extent.words.size()) - 1;
                return Value(extent.words[static_cast<std::size_t>(between(random, 0, last))]);
            }
            case Grid::Kind::truth:
                return Value(random() % 2 == 0);
            case Grid::Kind::opaque:
                break;
        }
        return Value();
    }
    static Value of_units(const Extent& extent, Random& random) {
        if (!extent.bounded) {
            const bool day = extent.grid.kind == Grid::Kind::day;
            return extent.grid.value_at(day ? between(random, 10'000, 22'000)
                                            : between(random, -1000, 1000));
        }
        switch (random() % 4) {
            case 0:
                return extent.grid.value_at(extent.low);
            case 1:
                return extent.grid.value_at(extent.high);
            case 2:  // small values are where people are
                return extent.grid.value_at(
                    between(random, extent.low, std::min(extent.high, extent.low + 50'000'000)));
            default:
                return extent.grid.value_at(between(random, extent.low, extent.high));
        }
    }
    std::map<std::string, std::vector<Value>> edges_;
    mutable std::map<const Type*, Extent> extents_;
};

/// Rows of boxed values, and the same as typed columns where the type has one.
class Persons {
public:
    Persons(const Program& program, std::size_t rows, std::uint64_t seed, bool with_nulls = true)
        : rows_(rows) {
        Random random(seed);
        const Values values(program);
        for (const Node& node : program.nodes) {
            if (node.kind != Node::Kind::input || columns_.contains(node.name)) continue;
            Column& column = columns_[node.name];
            column.type = node.type;
            for (std::size_t row = 0; row < rows; ++row)
                column.values.push_back(values.draw(node, random, with_nulls));
            make_typed(column);
        }
    }

    Batch typed() const { return batch(true); }
    Batch boxed() const { return batch(false); }
    const Value& at(const std::string& name, std::size_t row) const {
        return columns_.at(name).values[row];
    }
    std::size_t rows() const { return rows_; }
    /// The same value in every row.
    void fix(const std::string& name, const Value& value) {
        Column& column = columns_.at(name);
        for (Value& each : column.values) each = value;
        make_typed(column);
    }

    /// A row as a worked case.
    std::string example(std::size_t row) const {
        std::string out = "- why: paths disagree\n  given: {";
        bool first = true;
        for (const auto& [name, column] : columns_) {
            out += (first ? "" : ", ") + name + ": " + to_feel(column.values[row]);
            first = false;
        }
        return out + "}\n";
    }

private:
    struct Column {
        TypePtr type;
        std::vector<Value> values;
        InputColumn::Type kind = InputColumn::Type::boxed;
        int scale = 0;
        std::vector<std::int64_t> units;
        std::vector<std::int32_t> days;
        std::vector<std::uint8_t> bytes;
        std::vector<std::uint64_t> validity;
        std::vector<std::string> words;
    };

    static void make_typed(Column& column) {
        using enum InputColumn::Type;
        const Extent extent = extent_of(column.type.get());
        const std::size_t rows = column.values.size();
        column.validity.assign((rows + 63) / 64, 0);
        column.units.clear();
        column.days.clear();
        column.bytes.clear();
        switch (extent.grid.kind) {
            case Grid::Kind::number:
                column.kind = int64;
                break;
            case Grid::Kind::day:
            case Grid::Kind::month:
                column.kind = days;
                break;
            case Grid::Kind::word:
                column.kind = code8;
                break;
            case Grid::Kind::truth:
                column.kind = boolean;
                break;
            default:
                return;
        }
        column.scale = extent.grid.scale;
        for (std::size_t row = 0; row < rows; ++row) {
            const Value& value = column.values[row];
            if (!value.is_null()) column.validity[row / 64] |= std::uint64_t{1} << (row % 64);
            add_typed(column, value);
        }
    }
    static void add_typed(Column& column, const Value& value) {
        switch (column.kind) {
            using enum InputColumn::Type;
            case int64:
                column.units.push_back(
                    value.is_null() ? -7 : value.number().scaled(column.scale).value_or(0));
                break;
            case days:
                column.days.push_back(value.is_null()
                                          ? 12'345'678
                                          : static_cast<std::int32_t>(value.date().day_number()));
                break;
            case boolean:
                column.bytes.push_back(!value.is_null() && value.boolean() ? 1 : 0);
                break;
            default:
                column.bytes.push_back(value.is_null() ? 0 : code_of(column, value.text()));
        }
    }
    static std::uint8_t code_of(Column& column, const std::string& word) {
        const auto found = std::find(column.words.begin(), column.words.end(), word);
        const auto at = found - column.words.begin();
        if (found == column.words.end()) column.words.push_back(word);
        return static_cast<std::uint8_t>(at);
    }

    Batch batch(bool typed) const {
        Batch out;
        out.rows = rows_;
        for (const auto& [name, column] : columns_) {
            InputColumn input;
            input.name = name;
            input.type = typed ? column.kind : InputColumn::Type::boxed;
            input.scale = column.scale;
            switch (input.type) {
                using enum InputColumn::Type;
                case int64:
                    input.data = column.units.data();
                    break;
                case days:
                    input.data = column.days.data();
                    break;
                case boolean:
                case code8:
                    input.data = column.bytes.data();
                    break;
                default:
                    input.data = column.values.data();
            }
            if (input.type != InputColumn::Type::boxed) input.validity = column.validity.data();
            input.words = column.words;
            out.columns.push_back(input);
        }
        return out;
    }

    std::size_t rows_;
    std::map<std::string, Column> columns_;
};

/// Everything a run publishes, row by row.
struct Published : Sink {
    struct Row {
        Value value;
        std::uint16_t rule = 0;
    };
    Published(std::size_t results, std::size_t rows) : columns(results, std::vector<Row>(rows)) {}
    void take(std::size_t first, std::size_t rows, std::span<const OutputColumn> out,
              unsigned) override {
        for (std::size_t column = 0; column < out.size(); ++column)
            for (std::size_t row = 0; row < rows; ++row) {
                Row& cell = columns[column][first + row];
                cell.value = out[column].at(row);
                if (out[column].rules != nullptr) cell.rule = out[column].rules[row];
            }
    }
    std::vector<std::vector<Row>> columns;
};

inline std::string shown(const Value& value) {
    std::string out = to_feel(value);
    if (value.is_null())
        out += " (" + std::string(name_of(value.reason())) +
               (value.error_reported() ? ", error)" : ")");
    return out;
}

inline bool same_result(const Published::Row& a, const Published::Row& b) {
    return same(a.value, b.value) && a.rule == b.rule && a.value.reason() == b.value.reason() &&
           a.value.error_reported() == b.value.error_reported();
}

/// Runs a plan over a batch.
inline Published published(const Program& program, const std::vector<NodeId>& wanted,
                           const Batch& batch, const PlanOptions& options,
                           const RunOptions& how = {}) {
    Published out(wanted.size(), batch.rows);
    const auto plan = compile(program, wanted, options);
    EXPECT_TRUE(plan);
    const auto ran = run(*plan, batch, out, how);
    EXPECT_TRUE(ran) << (ran ? "" : describe(ran.error(), Language::en));
    return out;
}

/// The formula of a decision, or its rows.
inline std::string text_of(const Node& node) {
    if (!node.logic) return {};
    std::string out = node.logic->expr ? to_text(*node.logic->expr) : std::string();
    if (!node.logic->table) return out;
    for (const TableColumn& input : node.logic->table->inputs) out += input.name + "  ";
    for (const TableRow& row : node.logic->table->rows) {
        out += "\n";
        for (const std::string& text : row.condition_texts) out += text + " | ";
        for (const std::string& text : row.output_texts) out += "|| " + text;
    }
    return out;
}

/// Compares two runs; the first difference is told with the row that shows it.
inline bool expect_same(const Program& program, const std::vector<NodeId>& wanted,
                        const Persons& persons, const Published& a, const Published& b,
                        const std::string& what) {
    for (std::size_t column = 0; column < wanted.size(); ++column)
        for (std::size_t row = 0; row < persons.rows(); ++row) {
            const auto &x = a.columns[column][row], &y = b.columns[column][row];
            if (same_result(x, y)) continue;
            ADD_FAILURE() << what << ", row " << row << "\n"
                          << persons.example(row) << "  expect: {"
                          << program.nodes[wanted[column]].name << ": " << shown(x.value)
                          << " (rule " << x.rule << ") or " << shown(y.value) << " (rule " << y.rule
                          << ")}";
            return false;
        }
    return true;
}

/// All decisions of a program.
inline std::vector<NodeId> all_decisions(const Program& program) {
    std::vector<NodeId> out;
    for (NodeId id = 0; id < program.nodes.size(); ++id)
        if (program.nodes[id].kind == Node::Kind::decision) out.push_back(id);
    return out;
}

/// The three paths give the same for these persons.
inline bool expect_agreement(const Program& program, const Persons& persons,
                             const Constants& constants = {}) {
    const std::vector<NodeId> wanted = all_decisions(program);
    PlanOptions options;
    options.constants = constants;
    options.path = Path::boxed;
    const Published boxed = published(program, wanted, persons.boxed(), options);
    options.path = Path::fix;
    const Published fix = published(program, wanted, persons.typed(), options);
    options.path = Path::decimal;
    const Published decimal = published(program, wanted, persons.typed(), options);
    return expect_same(program, wanted, persons, fix, boxed, "fix and boxed") &&
           expect_same(program, wanted, persons, decimal, boxed, "decimal and boxed");
}

}  // namespace payung::rules::agreement
