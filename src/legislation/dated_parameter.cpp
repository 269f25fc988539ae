#include "legislation/dated_parameter.h"

#include <algorithm>
#include <charconv>

namespace payung {
namespace {

constexpr int decimals_max = 6;
constexpr std::int64_t value_max = 1'000'000'000'000;

struct Range {
    std::int64_t min = 0, max = 0;  // in whole units
    int decimals = 0;
};

std::int64_t power_of_ten(int n) {
    std::int64_t power = 1;
    for (int i = 0; i < n; ++i) power *= 10;
    return power;
}

Result<Range> range_from(const YamlNode& node) {
    TRY(node.only({"min", "max", "decimals"}));
    Range range;
    TRY_ASSIGN(range.min, node.integer("min", 0, value_max));
    TRY_ASSIGN(range.max, node.integer("max", range.min, value_max));
    TRY_ASSIGN(const std::int64_t decimals, node.integer("decimals", 0, decimals_max));
    range.decimals = static_cast<int>(decimals);
    return range;
}

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
    std::int64_t value = 0;
    if (!std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return std::nullopt;
    }
    const auto [stop, failure] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return failure == std::errc{} ? std::optional(value) : std::nullopt;
}

Result<DatedValue> value_from(const YamlNode::Entry& entry, const Range& range) {
    const auto from = parse_month(entry.key);
    if (!from) {
        return entry.value.malformed("'" + entry.key + "' bukan bulan (TTTT-BB)",
                                     "'" + entry.key + "' is not a month (YYYY-MM)");
    }
    TRY(entry.value.only({"value", "cite", "status"}));
    TRY_ASSIGN(const std::string written, entry.value.text("value"));
    const auto value = scaled(written, range.decimals);
    const std::int64_t one = power_of_ten(range.decimals);
    if (!value || *value < range.min * one || *value > range.max * one) {
        return entry.value.malformed("nilai '" + written + "' di luar jenis atau batasnya",
                                     "value '" + written + "' is outside its type or range");
    }
    TRY_ASSIGN(Citation citation, citation_of(entry.value));
    return DatedValue{*from, *value, std::move(citation)};
}

Result<std::vector<DatedValue>> values_from(const YamlNode& node, const Range& range) {
    TRY_ASSIGN(const auto* entries, node.entries());
    std::vector<DatedValue> values;
    for (const YamlNode::Entry& entry : *entries) {
        TRY_ASSIGN(DatedValue value, value_from(entry, range));
        if (!values.empty() && value.from <= values.back().from) {
            return entry.value.malformed("bulan tidak urut", "months are not in order");
        }
        values.push_back(std::move(value));
    }
    if (values.empty()) return node.malformed("tidak ada nilai", "there is no value");
    return values;
}

std::string covered_by(const DatedParameter& parameter) {
    std::string covered = to_text(parameter.values.front().from) + " …";
    if (parameter.until) covered += " " + to_text(*parameter.until + -1);
    return covered;
}

}  // namespace

Result<const DatedValue*> DatedParameter::at(Month month) const {
    if (month < values.front().from || (until && month >= *until)) {
        return Error{Code::no_law,
                     {{"figure", name},
                      {"figure_en", name_en},
                      {"month", to_text(month)},
                      {"covered", covered_by(*this)}}};
    }
    const auto after =
        std::upper_bound(values.begin(), values.end(), month,
                         [](Month m, const DatedValue& value) { return m < value.from; });
    return &*std::prev(after);
}

Result<DatedParameter> parameter_from_yaml(const YamlNode& root) {
    TRY(root.only({"name", "name_en", "unit", "time", "type", "source", "values", "until"}));
    DatedParameter parameter;
    TRY_ASSIGN(parameter.name, root.text("name"));
    TRY_ASSIGN(parameter.name_en, root.text("name_en"));
    TRY_ASSIGN(const std::size_t unit, root.one_of("unit", {"rupiah", "rupiah_per_month", "ratio",
                                                            "months", "years", "days"}));
    parameter.unit = static_cast<ParameterUnit>(unit);
    TRY(root.one_of("time", {"Bulan iuran"}));
    TRY(root.text("source"));
    TRY_ASSIGN(const YamlNode* type, root.get("type"));
    TRY_ASSIGN(const Range range, range_from(*type));
    parameter.decimals = range.decimals;
    TRY_ASSIGN(const YamlNode* values, root.get("values"));
    TRY_ASSIGN(parameter.values, values_from(*values, range));
    if (root.find("until") == nullptr) return parameter;
    TRY_ASSIGN(parameter.until, root.month("until"));
    if (*parameter.until <= parameter.values.back().from) {
        return root.get("until").value()->malformed("berakhir sebelum nilai terakhir berlaku",
                                                    "ends before the last value begins");
    }
    return parameter;
}

Result<DatedParameter> load_parameter(const Path& file) {
    TRY_ASSIGN(const YamlNode root, read_yaml(file));
    return parameter_from_yaml(root);
}

}  // namespace payung
