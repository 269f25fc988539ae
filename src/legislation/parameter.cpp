#include "legislation/parameter.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"

namespace payung {
namespace {

namespace model = rules::model;

constexpr std::int64_t decimals_max = 6;
constexpr std::int64_t value_max = 1'000'000'000'000;
constexpr std::string_view month_type = "tBulan", day_type = "tTanggal";

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

model::ItemDefinition month_item() {
    model::ItemDefinition item;
    item.name = month_type;
    item.type = "date";
    item.allowed_values = text_of("[date(\"2015-07-01\")..date(\"2099-12-01\")]");
    item.constraint = text_of("?.day = 1");
    return item;
}
model::ItemDefinition day_item() {
    model::ItemDefinition item;
    item.name = day_type;
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

model::DecisionTable table_of(const Parameter& parameter, const std::string& type) {
    model::DecisionTable table;
    model::TableInput input;
    input.expression = text_of(parameter.time);
    input.type = parameter.by_month() ? month_type : day_type;
    table.inputs.push_back(std::move(input));
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

model::InputData input_of(const Parameter& parameter) {
    model::InputData input;
    input.id = snake(parameter.time);
    input.name = parameter.time;
    input.variable = {parameter.time, std::string(parameter.by_month() ? month_type : day_type)};
    return input;
}

model::KnowledgeSource source_of(const std::string& name, const SourceAddresses& addresses) {
    model::KnowledgeSource source;
    source.id = snake(name);
    source.name = name;
    const auto address = addresses.find(name);
    if (address != addresses.end()) source.location = address->second;
    return source;
}

model::Decision decision_of(const Parameter& parameter) {
    const bool yes_no = parameter.unit == "yes_no";
    const std::string type = yes_no ? "boolean" : type_name(parameter.id);
    model::Decision decision;
    decision.id = parameter.id;
    decision.name = parameter.name;
    decision.variable = {parameter.name, type};
    decision.required_inputs.push_back(model::Reference{"#" + snake(parameter.time)});
    decision.authorities.push_back(model::Reference{"#" + snake(parameter.source)});
    decision.line = 1;
    model::Expression logic;
    logic.kind = model::Expression::Kind::table;
    logic.line = 1;
    logic.table = std::make_shared<const model::DecisionTable>(table_of(parameter, type));
    decision.logic = std::move(logic);
    return decision;
}

}  // namespace

bool Parameter::by_month() const {
    return time.starts_with("Bulan");
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
        return by_month() ? to_text(Month::from_ym(day.year(), day.month())) : to_text(day);
    };
    std::string covered = words(values.front().from) + " …";
    if (!until) return covered;
    const Month last = Month::from_ym(until->year(), until->month()) + -1;
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
    TRY(root.one_of("time",
                    {"Bulan iuran", "Tanggal kejadian", "Tanggal meninggal", "Tanggal PHK",
                     "Tanggal berhenti", "Tanggal pensiun", "Tanggal klaim", "Tanggal bayar"}));
    TRY_ASSIGN(parameter.time, root.text("time"));
    TRY_ASSIGN(parameter.source, root.text("source"));
    TRY(read_range(root, parameter));
    TRY(read_values(root, parameter));
    TRY(read_until(root, parameter));
    return parameter;
}

rules::model::Model parameter_model(std::span<const Parameter> parameters,
                                    const SourceAddresses& addresses) {
    model::Model out;
    out.file = parameter_file;
    out.id = "parameter";
    out.name = "Parameter";
    out.namespace_ = parameter_namespace;
    std::set<std::string, std::less<>> inputs, sources;
    for (const Parameter& parameter : parameters) {
        if (inputs.insert(parameter.time).second) out.inputs.push_back(input_of(parameter));
        if (sources.insert(parameter.source).second) {
            out.sources.push_back(source_of(parameter.source, addresses));
        }
    }
    for (const std::string_view type : {month_type, day_type}) {
        const auto used = [&](const model::InputData& input) {
            return input.variable.type == type;
        };
        if (std::none_of(out.inputs.begin(), out.inputs.end(), used)) continue;
        out.items.push_back(type == month_type ? month_item() : day_item());
    }
    for (const Parameter& parameter : parameters) {
        if (parameter.unit != "yes_no") out.items.push_back(value_item(parameter));
        out.decisions.push_back(decision_of(parameter));
    }
    return out;
}

}  // namespace payung
