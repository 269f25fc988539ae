#include "rules/reform/population.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "base/text.h"
#include "rules/feel/evaluate.h"
#include "rules/feel/parse.h"

namespace payung::rules {

namespace {

constexpr std::size_t unreadable_shown = 100;
constexpr int scale_max = 6;

std::optional<bool> truth_of(std::string_view text) {
    const std::string word = lower_ascii(text);
    if (word == "ya" || word == "true" || word == "1" || word == "yes") return true;
    if (word == "tidak" || word == "false" || word == "0" || word == "no") return false;
    return std::nullopt;
}

std::optional<Date> date_of(std::string_view text) {
    return parse_date(text.size() == 7 ? std::string(text) + "-01" : std::string(text));
}

/// Digits with at most one point as units and scale, or nothing.
struct Plain {
    std::int64_t units = 0;
    int scale = 0;
};
std::optional<Plain> plain_number(std::string_view text) {
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    Plain out;
    bool point = false;
    int digits = 0;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9' || ++digits > 18) return std::nullopt;
        out.units = out.units * 10 + (c - '0');
        out.scale += point ? 1 : 0;
    }
    if (digits == 0 || out.scale > scale_max) return std::nullopt;
    if (negative) out.units = -out.units;
    return out;
}

/// Words seen, each once, in the order of the file.
class Words {
public:
    std::uint32_t code_of(std::string_view word) {
        const auto found = codes_.find(word);
        if (found != codes_.end()) return found->second;
        const auto code = static_cast<std::uint32_t>(words_.size());
        words_.emplace_back(word);
        codes_.emplace(std::string(word), code);
        return code;
    }
    const std::vector<std::string>& words() const { return words_; }

private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::vector<std::string> words_;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> codes_;
};

/// One input of the law, filled a cell at a time.
class FactColumn {
public:
    FactColumn(const Node& input, std::size_t field) : input_(&input), field_(field) {}

    std::size_t field() const { return field_; }
    const std::string& name() const { return input_->name; }

    /// False where the cell cannot be read; it is then missing.
    bool add(std::string_view cell) {
        const std::size_t row = rows_++;
        const bool empty = cell.empty();
        const bool good = !empty && push(cell);
        if (!good) push_nothing();
        note_validity(row, good);
        return good || empty;
    }

    InputColumn view() const {
        InputColumn column;
        column.name = input_->name;
        column.validity = any_missing_ ? validity_.data() : nullptr;
        switch (kind()) {
            case Type::Kind::number:
                column.type = InputColumn::Type::int64;
                column.scale = scale_;
                column.data = numbers_.data();
                break;
            case Type::Kind::date:
                column.type = InputColumn::Type::days;
                column.data = days_.data();
                break;
            case Type::Kind::boolean:
                column.type = InputColumn::Type::boolean;
                column.data = truths_.data();
                break;
            case Type::Kind::string:
                column.type = InputColumn::Type::code32;
                column.data = codes_.data();
                column.words = words_.words();
                break;
            default:
                column.type = InputColumn::Type::boxed;
                column.data = values_.data();
        }
        return column;
    }

    Value at(std::size_t row) const {
        if (any_missing_ && (validity_[row / 64] >> (row % 64) & 1U) == 0)
            return Value::null(Reason::missing_input);
        switch (kind()) {
            case Type::Kind::number:
                return Value(Decimal::from_scaled(numbers_[row], scale_));
            case Type::Kind::date:
                return Value(Date::from_day_number(days_[row]));
            case Type::Kind::boolean:
                return Value(truths_[row] != 0);
            case Type::Kind::string:
                return Value(words_.words()[codes_[row]]);
            default:
                return values_[row];
        }
    }

private:
    Type::Kind kind() const {
        return input_->type == nullptr ? Type::Kind::any : input_->type->kind;
    }

    bool push(std::string_view cell) {
        switch (kind()) {
            case Type::Kind::number:
                return push_number(cell);
            case Type::Kind::date: {
                const auto date = date_of(cell);
                if (date) days_.push_back(static_cast<std::int32_t>(date->day_number()));
                return date.has_value();
            }
            case Type::Kind::boolean: {
                const auto truth = truth_of(cell);
                if (truth) truths_.push_back(*truth ? 1 : 0);
                return truth.has_value();
            }
            case Type::Kind::string:
                codes_.push_back(words_.code_of(cell));
                return true;
            default: {
                auto value = fact_from_text(cell, input_->type.get());
                if (value) values_.push_back(std::move(*value));
                return value.has_value();
            }
        }
    }

    void push_nothing() {
        switch (kind()) {
            case Type::Kind::number:
                numbers_.push_back(0);
                break;
            case Type::Kind::date:
                days_.push_back(0);
                break;
            case Type::Kind::boolean:
                truths_.push_back(0);
                break;
            case Type::Kind::string:
                codes_.push_back(words_.code_of(""));
                break;
            default:
                values_.push_back(Value::null(Reason::missing_input));
        }
    }

    bool push_number(std::string_view cell) {
        auto number = plain_number(cell);
        if (!number) return false;
        if (number->scale > scale_ && !widen(number->scale)) return false;
        for (; number->scale < scale_; ++number->scale)
            if (__builtin_mul_overflow(number->units, std::int64_t{10}, &number->units))
                return false;
        numbers_.push_back(number->units);
        return true;
    }

    /// More decimals than any cell before.
    bool widen(int scale) {
        std::int64_t factor = 1;
        for (int s = scale_; s < scale; ++s) factor *= 10;
        const auto too_large = [&](std::int64_t n) {
            std::int64_t ignored = 0;
            return __builtin_mul_overflow(n, factor, &ignored);
        };
        if (std::ranges::any_of(numbers_, too_large)) return false;
        for (std::int64_t& n : numbers_) n *= factor;
        scale_ = scale;
        return true;
    }

    void note_validity(std::size_t row, bool valid) {
        if (row % 64 == 0) validity_.push_back(0);
        if (valid)
            validity_.back() |= std::uint64_t{1} << (row % 64);
        else
            any_missing_ = true;
    }

    const Node* input_;
    std::size_t field_;
    std::size_t rows_ = 0;
    int scale_ = 0;
    bool any_missing_ = false;
    std::vector<std::int64_t> numbers_;
    std::vector<std::int32_t> days_;
    std::vector<std::uint8_t> truths_;
    std::vector<std::uint32_t> codes_;
    std::vector<Value> values_;
    std::vector<std::uint64_t> validity_;
    Words words_;
};

struct GroupColumn {
    Grouping grouping;
    Words words;
    std::size_t field = 0;
    std::function<std::string(std::string_view)> label;

    void add(std::string_view cell) {
        const std::string text = label ? label(cell) : std::string(cell);
        grouping.group_of_row.push_back(words.code_of(text));
    }
};

}  // namespace

struct Population::Content {
    std::size_t rows = 0;
    std::vector<FactColumn> facts;
    std::vector<GroupColumn> groups;
    std::vector<Grouping> groupings;
    std::vector<std::string> keys;
    std::vector<std::uint64_t> lines;
    std::uint64_t unreadable_count = 0;
    std::vector<Unreadable> unreadable;
    std::vector<std::string> unused;
    Constants constants;
};

/// Finds the columns of a file and reads its rows into them.
class PopulationReader {
public:
    PopulationReader(CsvFile& file, const PopulationOptions& options)
        : file_(file), options_(options) {
        population_.content_ = std::make_unique<Population::Content>();
        content_ = population_.content_.get();
        content_->constants = options.constants;
        used_.assign(file.header().size(), false);
    }

    Result<Population> read(std::span<const Node* const> inputs) {
        TRY(find_facts(inputs));
        find_groups();
        key_ = find(options_.key);
        for (std::size_t c = 0; c < used_.size(); ++c)
            if (!used_[c]) content_->unused.push_back(file_.header()[c]);
        CsvBlock block;
        for (;;) {
            TRY_ASSIGN(const bool more, file_.next(block));
            if (!more) break;
            block.for_each([this](const CsvRow& row) { add(row); });
        }
        finish();
        return std::move(population_);
    }

private:
    std::optional<std::size_t> find(std::string_view name) {
        const auto at = std::ranges::find(file_.header(), name);
        if (at == file_.header().end()) return std::nullopt;
        const auto column = static_cast<std::size_t>(at - file_.header().begin());
        used_[column] = true;
        return column;
    }

    Result<void> find_facts(std::span<const Node* const> inputs) {
        std::string missing;
        for (const Node* const input : inputs) {
            if (options_.constants.contains(input->name)) continue;
            auto column = find(column_name_of(input->name));
            if (const auto other = options_.other_names.find(input->name);
                !column && other != options_.other_names.end())
                column = find(other->second);
            if (column)
                content_->facts.emplace_back(*input, *column);
            else
                missing += (missing.empty() ? "" : ", ") + column_name_of(input->name);
        }
        if (missing.empty()) return {};
        std::string found;
        for (const std::string& name : file_.header()) found += (found.empty() ? "" : ", ") + name;
        return Error{Code::column_missing,
                     {{"column", missing}, {"aliases", missing + "; --set"}, {"found", found}}};
    }

    void find_groups() {
        for (const GroupingRule& rule : options_.groupings) {
            const auto column = find(rule.column);
            if (!column) continue;
            content_->groups.push_back({{rule.name, {}, {}}, {}, *column, rule.label});
        }
    }

    void add(const CsvRow& row) {
        const auto cell = [&](std::size_t field) {
            return field < row.fields.size() ? trim(row.fields[field]) : std::string_view();
        };
        for (FactColumn& fact : content_->facts)
            if (!fact.add(cell(fact.field()))) note_unreadable(row.line, fact.field());
        for (GroupColumn& group : content_->groups) group.add(cell(group.field));
        if (key_)
            content_->keys.emplace_back(cell(*key_));
        else
            content_->lines.push_back(row.line);
        ++content_->rows;
    }

    void note_unreadable(std::uint64_t line, std::size_t field) {
        if (content_->unreadable_count++ < unreadable_shown)
            content_->unreadable.push_back({line, file_.header()[field]});
    }

    void finish() {
        for (GroupColumn& group : content_->groups) {
            group.grouping.labels = group.words.words();
            content_->groupings.push_back(std::move(group.grouping));
        }
        content_->groups.clear();
    }

    CsvFile& file_;
    const PopulationOptions& options_;
    Population population_;
    Population::Content* content_ = nullptr;
    std::vector<bool> used_;
    std::optional<std::size_t> key_;
};

Population::Population() = default;
Population::Population(Population&&) noexcept = default;
Population& Population::operator=(Population&&) noexcept = default;
Population::~Population() = default;

std::size_t Population::rows() const {
    return content_->rows;
}

Batch Population::batch() const {
    Batch batch;
    batch.rows = content_->rows;
    for (const FactColumn& fact : content_->facts) batch.columns.push_back(fact.view());
    return batch;
}

std::span<const Grouping> Population::groupings() const {
    return content_->groupings;
}

std::string Population::key_of(std::size_t row) const {
    return content_->keys.empty() ? std::to_string(content_->lines[row]) : content_->keys[row];
}

std::uint64_t Population::unreadable_count() const {
    return content_->unreadable_count;
}

std::span<const Unreadable> Population::unreadable() const {
    return content_->unreadable;
}

std::span<const std::string> Population::unused() const {
    return content_->unused;
}

std::map<std::string, Value, std::less<>> Population::facts_of(std::size_t row) const {
    std::map<std::string, Value, std::less<>> facts = content_->constants;
    for (const FactColumn& fact : content_->facts)
        facts.insert_or_assign(fact.name(), fact.at(row));
    return facts;
}

std::string column_name_of(std::string_view input) {
    std::string out = lower_ascii(input);
    std::ranges::replace(out, ' ', '_');
    return out;
}

std::optional<Value> fact_from_text(std::string_view text, const Type* type) {
    text = trim(text);
    const auto some = [](auto&& held) -> std::optional<Value> {
        return held ? std::optional(Value(*held)) : std::nullopt;
    };
    switch (type == nullptr ? Type::Kind::any : type->kind) {
        case Type::Kind::number:
            return some(Decimal::parse(text));
        case Type::Kind::date:
            return some(date_of(text));
        case Type::Kind::boolean:
            return some(truth_of(text));
        case Type::Kind::string:
            return Value(text);
        default:
            break;
    }
    const auto parsed = parse_expression(text, Scope());
    const auto* const expression = std::get_if<ExprPtr>(&parsed);
    if (expression == nullptr) return std::nullopt;
    return evaluate(**expression, Bindings());
}

Result<Population> read_population(CsvFile& file, std::span<const Node* const> inputs,
                                   const PopulationOptions& options) {
    return PopulationReader(file, options).read(inputs);
}

std::vector<const Node*> inputs_of(const Program& program, std::span<const NodeId> decisions) {
    std::vector<bool> seen(program.nodes.size());
    std::vector<NodeId> open(decisions.begin(), decisions.end());
    std::map<std::string_view, const Node*> inputs;
    while (!open.empty()) {
        const NodeId id = open.back();
        open.pop_back();
        if (seen[id]) continue;
        seen[id] = true;
        const Node& node = program.nodes[id];
        if (node.kind == Node::Kind::input) inputs.try_emplace(node.name, &node);
        for (const Requirement& needed : node.requires_) open.push_back(needed.node);
    }
    std::vector<const Node*> out;
    for (const auto& [name, node] : inputs) out.push_back(node);
    return out;
}

}  // namespace payung::rules
