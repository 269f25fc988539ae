#include "legislation/parameter.h"

#include <gtest/gtest.h>

#include <array>
#include <map>

namespace payung {
namespace {

Result<Parameter> parse(std::string_view text) {
    TRY_ASSIGN(const YamlNode root, parse_yaml(text, "batas.yaml"));
    return parameter_from_yaml(root, "parameters/jp/batas_upah_jp.yaml");
}

const std::string head =
    "name: Batas upah JP\nname_en: Highest wage\nunit: rupiah_per_month\ntime: Bulan iuran\n"
    "type: {min: 0, max: 100000000, decimals: 0}\nsource: PP 45/2015\n";
const std::string values =
    "values:\n"
    "  2025-03: {value: 10547400, cite: PP 45/2015 Pasal 29, status: C}\n"
    "  2026-03: {value: 11086300, cite: PP 45/2015 Pasal 29, status: M}\n";

Day day(int year, unsigned month, unsigned of_month = 1) {
    return *Day::from_ymd(year, month, of_month);
}

// Goal: a value holds from its month up to the next one's, the last one up to the end and not
// beyond.
TEST(Parameter, holds_from_month_to_month) {
    const auto figure = parse(head + values + "until: 2027-03\n");
    ASSERT_TRUE(figure) << describe(figure.error(), Language::en);
    struct Case {
        Day on;
        const char* value;  // nullptr: none
    };
    const std::array cases{
        Case{day(2025, 2, 28), nullptr},    Case{day(2025, 3), "10547400"},
        Case{day(2026, 2), "10547400"},     Case{day(2026, 3), "11086300"},
        Case{day(2027, 2, 28), "11086300"}, Case{day(2027, 3), nullptr},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(to_text(c.on));
        const ParameterValue* value = figure->at(c.on);
        ASSERT_EQ(value != nullptr, c.value != nullptr);
        if (value == nullptr) continue;
        EXPECT_EQ(value->value, c.value);
    }
    EXPECT_EQ(figure->covered(), "2025-03 … 2027-02");
}

// Goal: as a table: half-open periods, row ids by first day, citation and status beside each value.
TEST(Parameter, becomes_a_table) {
    const std::array figures{*parse(head + values)};
    const rules::model::Model model = parameter_model(figures, {});
    EXPECT_EQ(model.namespace_, "urn:payung:hukum:parameter");
    ASSERT_EQ(model.decisions.size(), 1U);
    EXPECT_EQ(model.decisions[0].id, "batas_upah_jp");
    const rules::model::DecisionTable& table = *model.decisions[0].logic->table;
    ASSERT_EQ(table.rules.size(), 2U);
    EXPECT_EQ(table.rules[0].id, "batas_upah_jp_2025_03_01");
    EXPECT_EQ(table.rules[0].conditions[0].text, "[date(\"2025-03-01\")..date(\"2026-03-01\"))");
    EXPECT_EQ(table.rules[1].conditions[0].text, ">= date(\"2026-03-01\")");
    EXPECT_EQ(table.rules[1].outputs[0].text, "11086300");
    EXPECT_EQ(table.rules[1].annotations[0].text, "PP 45/2015 Pasal 29");
    EXPECT_EQ(table.rules[1].annotations[1].text, "M");
    EXPECT_EQ(table.inputs[0].type, "tBulan");
}

// Goal: the type of a time is the one the tables give it: one input is one fact in the whole
// folder.
TEST(Parameter, takes_the_type_of_its_time_from_the_tables) {
    std::string text = head + "values:\n  2025-02-07: {value: 5, cite: PP 6/2025, status: C}\n";
    text.replace(text.find("Bulan iuran"), 11, "Tanggal PHK");
    const std::array figures{*parse(text)};
    rules::model::Model tables;
    rules::model::ItemDefinition& item = tables.items.emplace_back();
    item.name = "tTanggalPHK";
    item.type = "date";
    rules::model::InputData& input = tables.inputs.emplace_back();
    input.name = "Tanggal PHK";
    input.variable = {"Tanggal PHK", "tTanggalPHK"};
    const rules::model::Model model = parameter_model(figures, std::span(&tables, 1));
    EXPECT_EQ(model.inputs.at(0).variable.type, "tTanggalPHK");
    EXPECT_EQ(model.items.at(0).name, "tTanggalPHK");
    EXPECT_EQ(model.decisions.at(0).logic->table->rules.at(0).id, "batas_upah_jp_2025_02_07");
}

// Goal: figures that say yes or no.
TEST(Parameter, may_say_yes_or_no) {
    const std::string text =
        "name: Cuti\nname_en: Leave\nunit: yes_no\ntime: Tanggal klaim\nsource: SKB\n"
        "values:\n  2015-07-01: {value: true, cite: SKB, status: M}\n";
    const auto figure = parse(text);
    ASSERT_TRUE(figure) << describe(figure.error(), Language::en);
    EXPECT_EQ(figure->at(day(2020, 1))->value, "true");
    EXPECT_FALSE(parse(std::string(text).replace(text.find("true"), 4, "1")));
}

// Goal: every fault is refused with what is wrong; nothing is guessed.
TEST(Parameter, refuses_faults) {
    struct Case {
        const char* why;
        std::string before, after;
        const char* says;
    };
    const std::array cases{
        Case{"unsorted", "2026-03:", "2025-02:", "not in order"},
        Case{"the same month twice", "2026-03:", "2025-03:", "twice"},
        Case{"a day where months count", "2026-03:", "2026-03-15:", "no month"},
        Case{"no month at all", "2026-03:", "2026-3:", "no month"},
        Case{"half a rupiah", "11086300", "11086300.5", "outside its type"},
        Case{"above its range", "11086300", "111086300", "outside its type"},
        Case{"no number", "11086300", "sebelas", "outside its type"},
        Case{"no status", ", status: M", "", "'status' is missing"},
        Case{"a status of proposals", "status: M", "status: P", "'P' is unknown"},
        Case{"no citation", "cite: PP 45/2015 Pasal 29, status: M", "status: M",
             "'cite' is missing"},
        Case{"no source", "source: PP 45/2015\n", "", "'source' is missing"},
        Case{"no English name", "name_en: Highest wage\n", "", "'name_en' is missing"},
        Case{"a range upside down", "min: 0, max: 100000000", "min: 5, max: 4", "'4'"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        std::string text = head + values;
        const std::size_t at = text.find(c.before);
        ASSERT_NE(at, std::string::npos);
        const auto figure = parse(text.replace(at, c.before.size(), c.after));
        ASSERT_FALSE(figure);
        EXPECT_EQ(figure.error().code(), Code::law_malformed);
        const std::string said = describe(figure.error(), Language::en);
        EXPECT_NE(said.find(c.says), std::string::npos) << said;
    }
}

}  // namespace
}  // namespace payung
