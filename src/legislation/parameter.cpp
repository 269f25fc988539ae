#include "legislation/parameter.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "base/text.h"

namespace payung {
namespace {

namespace model = rules::model;

constexpr std::int64_t decimals_max = 6;
constexpr std::int64_t value_max = 1'000'000'000'000;

/// "0.015" with six decimals is 15,000; nothing where it is no such number.
std::optional<std::int64_t> scaled(std::string_view text, int decimals) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    const std::string_view fraction = point == text.npos ? "" : text.substr(point + 1);
    if (whole.empty() || (point != text.npos && fraction.empty())) return std::nullopt;
    if (fraction.size() > static_cast<std::size_t>(decimals)) return std::nullopt;
    std::string digits(whole);
    digits += fraction;
    digits.append(static_cast<std::size_t>(decimals) - fraction.size(), '0');
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
    std::int64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, failure] = std::from_chars(digits.data(), end, value);
    return failure == std::errc{} ? std::optional(value) : std::nullopt;
}

Result<void> read_range(const YamlNode& root, Parameter& parameter) {
    if (parameter.unit == "yes_no") return {};
    TRY_ASSIGN(const YamlNode* type, root.get("type"));
    TRY(type->only({"min", "max", "decimals"}));
    TRY_ASSIGN(parameter.min, type->integer("min", 0, value_max));
    TRY_ASSIGN(parameter.max, type->integer("max", parameter.min, value_max));
    TRY_ASSIGN(const std::int64_t decimals, type->integer("decimals", 0, decimals_max));
    parameter.decimals = static_cast<int>(decimals);
    return {};
}

Result<std::string> value_of(const YamlNode& node, const Parameter& parameter) {
    TRY_ASSIGN(std::string written, node.text("value"));
    if (parameter.unit == "yes_no") {
        TRY(node.one_of("value", {"false", "true"}));
        return written;
    }
    std::int64_t one = 1;
    for (int i = 0; i < parameter.decimals; ++i) one *= 10;
    const auto value = scaled(written, parameter.decimals);
    if (value && *value >= parameter.min * one && *value <= parameter.max * one) return written;
    return node.malformed("nilai '" + written + "' di luar jenis atau batasnya",
                          "value '" + written + "' is outside its type or range");
}

/// A month means its first day; a day is taken where time is told in days.
std::optional<Day> first_day(std::string_view text, bool by_month) {
    if (const auto month = parse_month(text)) return month->first_day();
    return by_month ? std::nullopt : parse_day(text);
}

Error no_such_time(const YamlNode& node, const std::string& text, bool by_month) {
    return node.malformed(
        "'" + text + "' bukan " + (by_month ? "bulan (TTTT-BB)" : "bulan atau tanggal"),
        "'" + text + "' is no " + (by_month ? "month (YYYY-MM)" : "month or day"));
}

Result<ParameterValue> value_from(const YamlNode::Entry& entry, const Parameter& parameter) {
    const auto from = first_day(entry.key, parameter.by_month());
    if (!from) return no_such_time(entry.value, entry.key, parameter.by_month());
    TRY(entry.value.only({"value", "cite", "status"}));
    ParameterValue value;
    value.from = *from;
    value.line = entry.line;
    TRY_ASSIGN(value.value, value_of(entry.value, parameter));
    TRY_ASSIGN(value.cite, entry.value.text("cite"));
    TRY(entry.value.one_of("status", {"C", "D", "M", "X"}));
    TRY_ASSIGN(value.status, entry.value.text("status"));
    return value;
}

Result<void> read_values(const YamlNode& root, Parameter& parameter) {
    TRY_ASSIGN(const YamlNode* node, root.get("values"));
    TRY_ASSIGN(const auto* entries, node->entries());
    for (const YamlNode::Entry& entry : *entries) {
        TRY_ASSIGN(ParameterValue value, value_from(entry, parameter));
        if (!parameter.values.empty() && value.from <= parameter.values.back().from) {
            return entry.value.malformed("tidak urut waktu", "not in order of time");
        }
        parameter.values.push_back(std::move(value));
    }
    if (parameter.values.empty()) return node->malformed("tidak ada nilai", "there is no value");
    return {};
}

Result<void> read_until(const YamlNode& root, Parameter& parameter) {
    const YamlNode* node = root.find("until");
    if (node == nullptr) return {};
    TRY_ASSIGN(const std::string text, node->text());
    parameter.until = first_day(text, parameter.by_month());
    if (!parameter.until) return no_such_time(*node, text, parameter.by_month());
    if (*parameter.until > parameter.values.back().from) return {};
    return node->malformed("berakhir sebelum nilai terakhir berlaku",
                           "ends before the last value begins");
}

std::string snake(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const char low = lower_ascii(c);
        const bool word = (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9');
        if (word) out += low;
        if (!word && !out.empty() && out.back() != '_') out += '_';
    }
    return out;
}

/// tarif_jkk_bpu: tTarifJkkBpu
std::string type_name(std::string_view id) {
    std::string out = "t";
    bool start = true;
    for (const char c : id) {
        if (c != '_') out += start ? upper_ascii(c) : c;
        start = c == '_';
    }
    return out;
}

model::Text text_of(std::string text, std::uint64_t line = 0) {
    return {std::move(text), static_cast<std::uint32_t>(line)};
}

std::string date_literal(Day day) {
    return "date(\"" + to_text(day) + "\")";
}

/// The types of time where no file of tables declares that input.
model::ItemDefinition month_item() {
    model::ItemDefinition item;
    item.name = "tBulan";
    item.type = "date";
    item.allowed_values = text_of("[date(\"2015-07-01\")..date(\"2099-12-01\")]");
    item.constraint = text_of("?.day = 1");
    return item;
}
model::ItemDefinition day_item() {
    model::ItemDefinition item;
    item.name = "tTanggal";
    item.type = "date";
    item.allowed_values = text_of("[date(\"1900-01-01\")..date(\"2199-12-31\")]");
    return item;
}

model::ItemDefinition value_item(const Parameter& parameter) {
    model::ItemDefinition item;
    item.name = type_name(parameter.id);
    item.type = "number";
    item.allowed_values =
        text_of("[" + std::to_string(parameter.min) + ".." + std::to_string(parameter.max) + "]");
    item.constraint = text_of(parameter.decimals == 0
                                  ? std::string("? = floor(?)")
                                  : "? = decimal(?, " + std::to_string(parameter.decimals) + ")");
    return item;
}

/// When the value at place i holds, as an entry of the column of time.
std::string period_of(const Parameter& parameter, std::size_t i) {
    const std::string from = date_literal(parameter.values[i].from);
    const bool last = i + 1 == parameter.values.size();
    if (last && !parameter.until) return ">= " + from;
    return "[" + from + ".." +
           date_literal(last ? *parameter.until : parameter.values[i + 1].from) + ")";
}

model::DecisionTable table_of(const Parameter& parameter, const std::string& time_type,
                              const std::string& type) {
    model::DecisionTable table;
    table.inputs.emplace_back().expression = text_of(parameter.time);
    table.inputs.back().type = time_type;
    table.outputs.emplace_back().type = type;
    table.annotations = {"Dasar hukum", "Status"};
    for (std::size_t i = 0; i < parameter.values.size(); ++i) {
        const ParameterValue& value = parameter.values[i];
        model::TableRule rule;
        rule.id = parameter.id + "_" + snake(to_text(value.from));
        rule.line = static_cast<std::uint32_t>(value.line);
        rule.conditions = {text_of(period_of(parameter, i), value.line)};
        rule.outputs = {text_of(value.value, value.line)};
        rule.annotations = {text_of(value.cite, value.line), text_of(value.status, value.line)};
        table.rules.push_back(std::move(rule));
    }
    return table;
}

/// Builds the one model of all figures. The types of their times and the addresses of their sources
/// are those of the files of tables.
class ModelMaker {
public:
    explicit ModelMaker(std::span<const model::Model> tables) {
        for (const model::Model& one : tables) {
            for (const auto& source : one.sources) addresses_[source.name] = source.location;
            for (const auto& input : one.inputs) times_.emplace(input.name, item_of(one, input));
        }
        out_.file = parameter_file;
        out_.id = "parameter";
        out_.name = "Parameter";
        out_.namespace_ = parameter_namespace;
    }

    model::Model make(std::span<const Parameter> parameters) {
        for (const Parameter& parameter : parameters) add(parameter);
        return std::move(out_);
    }

private:
    static model::ItemDefinition item_of(const model::Model& one, const model::InputData& input) {
        for (const model::ItemDefinition& item : one.items) {
            if (item.name == input.variable.type) return item;
        }
        model::ItemDefinition item;  // a type of FEEL itself
        item.name = input.variable.type;
        return item;
    }

    void add(const Parameter& parameter) {
        const std::string time_type = type_of_time(parameter);
        add_source(parameter.source);
        const bool yes_no = parameter.unit == "yes_no";
        if (!yes_no) out_.items.push_back(value_item(parameter));
        const std::string type = yes_no ? "boolean" : type_name(parameter.id);
        model::Decision& decision = out_.decisions.emplace_back();
        decision.id = parameter.id;
        decision.name = parameter.name;
        decision.variable = {parameter.name, type};
        decision.required_inputs.push_back(model::Reference{"#" + snake(parameter.time)});
        decision.authorities.push_back(model::Reference{"#" + snake(parameter.source)});
        decision.line = 1;
        model::Expression& logic = decision.logic.emplace();
        logic.kind = model::Expression::Kind::table;
        logic.line = 1;
        logic.table =
            std::make_shared<const model::DecisionTable>(table_of(parameter, time_type, type));
    }

    std::string type_of_time(const Parameter& parameter) {
        const auto known = times_.find(parameter.time);
        const model::ItemDefinition item = known != times_.end()  ? known->second
                                           : parameter.by_month() ? month_item()
                                                                  : day_item();
        if (!inputs_.insert(parameter.time).second) return item.name;
        model::InputData& input = out_.inputs.emplace_back();
        input.id = snake(parameter.time);
        input.name = parameter.time;
        input.variable = {parameter.time, item.name};
        if (!item.type.empty() && types_.insert(item.name).second) out_.items.push_back(item);
        return item.name;
    }

    void add_source(const std::string& name) {
        if (!sources_.insert(name).second) return;
        model::KnowledgeSource& source = out_.sources.emplace_back();
        source.id = snake(name);
        source.name = name;
        if (const auto at = addresses_.find(name); at != addresses_.end())
            source.location = at->second;
    }

    model::Model out_;
    std::map<std::string, std::string, std::less<>> addresses_;
    std::map<std::string, model::ItemDefinition, std::less<>> times_;
    std::set<std::string, std::less<>> inputs_, sources_, types_;
};

}  // namespace

bool Parameter::by_month() const {
    return time.starts_with("Bulan ");
}

const ParameterValue* Parameter::at(Day day) const {
    if (day < values.front().from || (until && day >= *until)) return nullptr;
    const auto after =
        std::upper_bound(values.begin(), values.end(), day,
                         [](Day d, const ParameterValue& value) { return d < value.from; });
    return &*std::prev(after);
}

std::string Parameter::covered() const {
    const auto words = [this](Day day) {
        return by_month() ? to_text(month_of(day)) : to_text(day);
    };
    std::string covered = words(values.front().from) + " …";
    if (!until) return covered;
    const Month last = month_of(*until) + -1;
    return covered + " " +
           (by_month() ? to_text(last) : to_text(Day::from_number(until->number() - 1)));
}

Result<Parameter> parameter_from_yaml(const YamlNode& root, std::string file) {
    TRY(root.only({"name", "name_en", "unit", "time", "type", "source", "values", "until"}));
    Parameter parameter;
    parameter.id = Path(file).stem().string();
    parameter.file = std::move(file);
    TRY_ASSIGN(parameter.name, root.text("name"));
    TRY_ASSIGN(parameter.name_en, root.text("name_en"));
    TRY(root.one_of("unit", {"rupiah", "rupiah_per_month", "ratio", "months", "years", "days",
                             "count", "yes_no"}));
    TRY_ASSIGN(parameter.unit, root.text("unit"));
    TRY_ASSIGN(parameter.time, root.text("time"));
    if (!parameter.by_month() && !parameter.time.starts_with("Tanggal ")) {
        return root.malformed("time harus masukan bernama 'Bulan …' atau 'Tanggal …'",
                              "time must be an input called 'Bulan …' or 'Tanggal …'");
    }
    TRY_ASSIGN(parameter.source, root.text("source"));
    TRY(read_range(root, parameter));
    TRY(read_values(root, parameter));
    TRY(read_until(root, parameter));
    return parameter;
}

rules::model::Model parameter_model(std::span<const Parameter> parameters,
                                    std::span<const rules::model::Model> tables) {
    return ModelMaker(tables).make(parameters);
}

}  // namespace payung
