#include "rules/program/decide.h"

#include <gtest/gtest.h>

#include "rules/model/models_for_tests.h"
#include "rules/program/programs_for_tests.h"

namespace payung::rules {
namespace {

// Goal: the cases of the reference, amounts and the row that applied (JKM left out).
TEST(Decide, gives_the_contributions_of_the_reference) {
    const auto program = linked({model::bpu_dmn, model::iuran_bpu_dmn}, Profile::law);
    ASSERT_TRUE(program);
    struct Case {
        const char *income, *month, *sector, *payer, *settled;
        int base_row, relief_row;
        const char* due;
    };
    const std::vector<Case> cases{
        {"1250000", "2025-12", "transportasi", "mandiri", "true", 2, 4, "12000"},
        {"1250000", "2026-02", "transportasi", "mandiri", "true", 2, 2, "6000"},
        {"1250000", "2026-02", "lainnya", "mandiri", "true", 2, 4, "12000"},
        {"1250000", "2026-02", "transportasi", "APBD", "true", 2, 1, "12000"},
        {"1250000", "2026-05", "lainnya", "mandiri", "true", 2, 3, "6000"},
        {"1250000", "2026-05", "transportasi", "mandiri", "false", 2, 4, "12000"},
        {"1250000", "2026-05", "lainnya", "DBH", "true", 2, 1, "12000"},
        {"1250000", "2026-05", "lainnya", "APBDes", "true", 2, 3, "6000"},
        {"1250000", "2026-12", "lainnya", "mandiri", "true", 2, 3, "6000"},
        {"1250000", "2027-01", "lainnya", "mandiri", "true", 2, 4, "12000"},
        {"1250000", "2027-03", "transportasi", "mandiri", "true", 2, 2, "6000"},
        {"1250000", "2027-04", "transportasi", "mandiri", "true", 2, 4, "12000"},
        {"1099500", "2026-02", "transportasi", "mandiri", "true", 1, 2, "5000"},
        {"20200000", "2026-05", "lainnya", "mandiri", "true", 3, 3, "103500"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(std::string(c.income) + " " + c.month + " " + c.sector + " " + c.payer);
        std::map<std::string, std::vector<int>> rules;
        const Watcher watcher = [&](const Step& step) {
            rules[program->nodes[step.node].name] = step.rules;
        };
        const Value due = ask(*program, "Iuran JKK BPU",
                              {{"Penghasilan", c.income},
                               {"Bulan iuran", "date(\"" + std::string(c.month) + "-01\")"},
                               {"Sektor", "\"" + std::string(c.sector) + "\""},
                               {"Sumber dana", "\"" + std::string(c.payer) + "\""},
                               {"Tunggakan lunas", c.settled}},
                              watcher);
        EXPECT_EQ(told_with_reason(due), c.due);
        EXPECT_EQ(rules["Dasar upah BPU"], std::vector<int>{c.base_row});
        EXPECT_EQ(rules["Faktor keringanan BPU"], std::vector<int>{c.relief_row});
    }
}

// Goal: what is missing or outside its type has no amount, and the null says why.
TEST(Decide, says_why_there_is_no_amount) {
    const auto program = linked({model::bpu_dmn, model::iuran_bpu_dmn}, Profile::law);
    ASSERT_TRUE(program);
    const auto base = [&](const Inputs& inputs) {
        return told_with_reason(ask(*program, "Dasar upah BPU", inputs));
    };
    EXPECT_EQ(base({}), "null missing_input");
    EXPECT_EQ(base({{"Penghasilan", "-1"}}), "null out_of_domain!");
    EXPECT_EQ(base({{"Penghasilan", "0.5"}}), "null out_of_domain!");
    EXPECT_EQ(base({{"Penghasilan", "\"a\""}}), "null type_error!");
    EXPECT_EQ(base({{"Penghasilan", "5000000"}}), "null no_rule");
    EXPECT_EQ(base({{"Penghasilan", "[1250000]"}}), "1200000");  // a list of one is its element
}

/// A table of one input x and an output, in one decision T.
std::string table(std::string_view attributes, std::string_view output, std::string_view rules) {
    return definitions(R"(<inputData id="x" name="x"><variable name="x"/></inputData>
      <decision name="T"><informationRequirement><requiredInput href="#x"/></informationRequirement>
      <decisionTable )" +
                       std::string(attributes) +
                       R"(><input><inputExpression><text>x</text></inputExpression></input>)" +
                       std::string(output) + std::string(rules) + "</decisionTable></decision>");
}

std::string rule(std::string_view condition, std::string_view output) {
    return "<rule><inputEntry><text>" + std::string(condition) + "</text></inputEntry>" +
           "<outputEntry><text>" + std::string(output) + "</text></outputEntry></rule>";
}

// Goal: every hit policy and aggregator, with matches, with several, and with none.
TEST(Decide, follows_every_hit_policy) {
    const std::string numbers = rule("[1..9]", "10") + rule("[5..9]", "30") + rule("9", "20");
    const std::string plain = "<output/>";
    const std::string ranked =
        "<output><outputValues><text>20, 30, 10</text></outputValues></output>";
    const std::string otherwise =
        "<output><defaultOutputEntry><text>99</text></defaultOutputEntry></output>";
    struct Case {
        const char *why, *policy;
        std::string output;
        const char *one, *two, *three, *none;  // x = 1, 5, 9, 0
    };
    const std::vector<Case> cases{
        {"UNIQUE", "hitPolicy='UNIQUE'", plain, "10", "null rule_conflict!", "null rule_conflict!",
         "null no_rule"},
        {"default", "", otherwise, "10", "null rule_conflict!", "null rule_conflict!", "99"},
        {"ANY", "hitPolicy='ANY'", plain, "10", "null rule_conflict!", "null rule_conflict!",
         "null no_rule"},
        {"FIRST", "hitPolicy='FIRST'", plain, "10", "10", "10", "null no_rule"},
        {"PRIORITY", "hitPolicy='PRIORITY'", ranked, "10", "30", "20", "null no_rule"},
        {"RULE ORDER", "hitPolicy='RULE ORDER'", plain, "[10]", "[10, 30]", "[10, 30, 20]",
         "null no_rule"},
        {"OUTPUT ORDER", "hitPolicy='OUTPUT ORDER'", ranked, "[10]", "[30, 10]", "[20, 30, 10]",
         "null no_rule"},
        {"COLLECT", "hitPolicy='COLLECT'", plain, "[10]", "[10, 30]", "[10, 30, 20]",
         "null no_rule"},
        {"SUM", "hitPolicy='COLLECT' aggregation='SUM'", plain, "10", "40", "60", "null no_rule"},
        {"COUNT", "hitPolicy='COLLECT' aggregation='COUNT'", plain, "1", "2", "3", "null no_rule"},
        {"MIN", "hitPolicy='COLLECT' aggregation='MIN'", plain, "10", "10", "10", "null no_rule"},
        {"MAX", "hitPolicy='COLLECT' aggregation='MAX'", plain, "10", "30", "30", "null no_rule"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto program = linked({table(c.policy, c.output, numbers)});
        ASSERT_TRUE(program);
        ASSERT_TRUE(program->diagnostics.empty())
            << describe(program->diagnostics[0], Language::en);
        EXPECT_EQ(told_with_reason(ask(*program, "T", {{"x", "1"}})), c.one);
        EXPECT_EQ(told_with_reason(ask(*program, "T", {{"x", "5"}})), c.two);
        EXPECT_EQ(told_with_reason(ask(*program, "T", {{"x", "9"}})), c.three);
        EXPECT_EQ(told_with_reason(ask(*program, "T", {{"x", "0"}})), c.none);
    }
}

// Goal: ANY takes rows that agree; several outputs make a context; values outside are refused.
TEST(Decide, tables_of_other_shapes) {
    const auto any =
        linked({table("hitPolicy='ANY'", "<output/>", rule("1", "7") + rule("&lt; 5", "7"))});
    EXPECT_EQ(told_with_reason(ask(*any, "T", {{"x", "1"}})), "7");

    const std::string two =
        "<output name='a'/><output name='b b'><defaultOutputEntry><text>0</text>"
        "</defaultOutputEntry></output>";
    const auto pair =
        linked({table("", two,
                      "<rule><inputEntry><text>1</text></inputEntry><outputEntry><text>x + 1</text>"
                      "</outputEntry><outputEntry><text>\"b\"</text></outputEntry></rule>")});
    EXPECT_EQ(told_with_reason(ask(*pair, "T", {{"x", "1"}})), "{a: 2, b b: \"b\"}");
    EXPECT_EQ(told_with_reason(ask(*pair, "T", {{"x", "2"}})), "{a: null, b b: 0}");

    const auto values = linked({table(
        "", "<output><outputValues><text>1, 2</text></outputValues></output>", rule("-", "x"))});
    EXPECT_EQ(told_with_reason(ask(*values, "T", {{"x", "2"}})), "2");
    EXPECT_EQ(told_with_reason(ask(*values, "T", {{"x", "3"}})), "null out_of_domain!");

    const auto sum = linked({table("hitPolicy='COLLECT' aggregation='SUM'", "<output/>",
                                   rule("-", "1") + rule("-", "null"))});
    EXPECT_EQ(told_with_reason(ask(*sum, "T", {{"x", "2"}})), "null null_operand!");
}

// Goal: a list of output values with several columns ranks column by column.
TEST(Decide, priority_looks_at_all_outputs_from_left_to_right) {
    const std::string outputs =
        "<output name='a'><outputValues><text>\"x\", \"y\"</text></outputValues></output>"
        "<output name='b'><outputValues><text>1, 2, 3</text></outputValues></output>";
    const auto cell = [](std::string_view a, std::string_view b) {
        return "<rule><inputEntry><text>-</text></inputEntry><outputEntry><text>\"" +
               std::string(a) + "\"</text></outputEntry><outputEntry><text>" + std::string(b) +
               "</text></outputEntry></rule>";
    };
    const auto program = linked(
        {table("hitPolicy='PRIORITY'", outputs, cell("y", "1") + cell("x", "3") + cell("x", "2"))});
    EXPECT_EQ(told_with_reason(ask(*program, "T", {{"x", "1"}})), "{a: \"x\", b: 2}");
}

// Goal: every boxed expression.
TEST(Decide, boxed_expressions) {
    const auto program = linked({model::all_kinds_dmn});
    ASSERT_TRUE(program);
    ASSERT_TRUE(program->diagnostics.empty()) << describe(program->diagnostics[0], Language::en);
    const std::string context = model::changed(model::all_kinds_dmn, R"(      <contextEntry>
        <decisionTable hitPolicy="COLLECT")",
                                               R"(      <contextEntry>
        <variable name="jumlah"/>
        <decisionTable hitPolicy="COLLECT")");
    const auto all = linked({context});
    ASSERT_TRUE(all);
    const Inputs children{{"Anak", "[{Nama: \"A\", Umur: 10}, {Nama: \"B\", Umur: 30}]"}};
    EXPECT_EQ(told_with_reason(ask(*program, "Gabungan", children)), "3");
    const Value value = ask(*all, "Gabungan", children);
    ASSERT_EQ(value.kind(), Kind::context) << told_with_reason(value);
    const auto entry = [&](std::string_view name) {
        const Value* found = value.context().find(name);
        return found == nullptr ? std::string("-") : told_with_reason(*found);
    };
    EXPECT_EQ(entry("hasil panggilan"), "42");
    EXPECT_EQ(entry("daftar"), "[1, 2]");
    EXPECT_EQ(entry("tabel"), "[{a: 1, b: \"satu\"}, {a: 2, b: \"dua\"}]");
    EXPECT_EQ(entry("bila"), "\"ya\"");
    EXPECT_EQ(entry("saring"), "[{Nama: \"A\", Umur: 10}]");
    EXPECT_EQ(entry("ulang"), "[10]");
    EXPECT_EQ(entry("ada"), "true");
    EXPECT_EQ(entry("semua"), "false");
    EXPECT_EQ(entry("jumlah"), "3");
    const Value* function = value.context().find("tambah");
    ASSERT_NE(function, nullptr);
    ASSERT_EQ(function->kind(), Kind::function);
    const std::vector<Value> one{Value::integer(1)};
    EXPECT_EQ(told_with_reason(function->function().call(one)), "2");
}

// Goal: a function keeps the values its body names after the context around it is gone.
TEST(Decide, a_boxed_function_takes_its_names_with_it) {
    const auto program = linked({definitions(R"(<decision name="D"><context>
      <contextEntry><variable name="k"/><literalExpression><text>10</text></literalExpression></contextEntry>
      <contextEntry><functionDefinition><formalParameter name="y"/><literalExpression><text>y * k</text></literalExpression></functionDefinition></contextEntry>
      </context></decision>
      <decision name="E"><informationRequirement><requiredDecision href="#d"/></informationRequirement><literalExpression><text>1</text></literalExpression></decision>)")});
    const Value function = ask(*program, "D");
    ASSERT_EQ(function.kind(), Kind::function);
    const std::vector<Value> two{Value::integer(2)};
    EXPECT_EQ(told_with_reason(function.function().call(two)), "20");
    EXPECT_EQ(told_with_reason(function.function().call({})), "null type_error!");
}

constexpr std::string_view factorial = R"(
  <businessKnowledgeModel id="f" name="f"><variable name="f"/><encapsulatedLogic><formalParameter name="n" typeRef="number"/>
    <literalExpression><text>if n = 0 then 1 else n * f(n - 1)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <businessKnowledgeModel id="g" name="g"><variable name="g"/><encapsulatedLogic><formalParameter name="n"/>
    <literalExpression><text>g(n)</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
  <businessKnowledgeModel id="j" name="j"><variable name="j"/><encapsulatedLogic kind="Java"><formalParameter name="n"/>
    <context/></encapsulatedLogic></businessKnowledgeModel>
  <decision name="D"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement><literalExpression><text>f(5)</text></literalExpression></decision>
  <decision name="Named"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement><literalExpression><text>f(n: 3)</text></literalExpression></decision>
  <decision name="Wrong"><knowledgeRequirement><requiredKnowledge href="#f"/></knowledgeRequirement><literalExpression><text>f("a")</text></literalExpression></decision>
  <decision name="Endless"><knowledgeRequirement><requiredKnowledge href="#g"/></knowledgeRequirement><literalExpression><text>g(1)</text></literalExpression></decision>
  <decision name="Foreign"><knowledgeRequirement><requiredKnowledge href="#j"/></knowledgeRequirement><literalExpression><text>j(1)</text></literalExpression></decision>)";

// Goal: knowledge models call themselves, take arguments by name, and are refused without end.
TEST(Decide, knowledge_models) {
    const auto program = linked({definitions(factorial)});
    ASSERT_TRUE(program);
    EXPECT_EQ(told_with_reason(ask(*program, "D")), "120");
    EXPECT_EQ(told_with_reason(ask(*program, "Named")), "6");
    EXPECT_EQ(told_with_reason(ask(*program, "Wrong")), "null type_error!");
    EXPECT_EQ(told_with_reason(ask(*program, "Endless")), "null refused!");
    EXPECT_EQ(told_with_reason(ask(*program, "Foreign")), "null refused!");
}

// Goal: a service called as a function sees its arguments and nothing else of the question.
TEST(Decide, decision_services) {
    const auto program = linked({definitions(R"(
      <inputData id="a" name="a"><variable name="a" typeRef="number"/></inputData>
      <decision id="b" name="b"><variable name="b"/><literalExpression><text>100</text></literalExpression></decision>
      <decision id="c" name="c"><variable name="c"/><informationRequirement><requiredInput href="#a"/></informationRequirement><informationRequirement><requiredDecision href="#b"/></informationRequirement><literalExpression><text>a + b</text></literalExpression></decision>
      <decisionService id="s" name="s"><variable name="s"/><outputDecision href="#c"/><inputDecision href="#b"/><inputData href="#a"/></decisionService>
      <decisionService id="two" name="two"><variable name="two"/><outputDecision href="#b"/><outputDecision href="#c"/><inputData href="#a"/></decisionService>
      <decision name="D"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement><literalExpression><text>s(1, 2)</text></literalExpression></decision>
      <decision name="N"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement><literalExpression><text>s(b: 2, a: 5)</text></literalExpression></decision>
      <decision name="T"><knowledgeRequirement><requiredKnowledge href="#two"/></knowledgeRequirement><literalExpression><text>two(1)</text></literalExpression></decision>
      <decision name="W"><knowledgeRequirement><requiredKnowledge href="#s"/></knowledgeRequirement><literalExpression><text>s("x", 2)</text></literalExpression></decision>)")});
    ASSERT_TRUE(program);
    const Inputs outside{{"a", "1000"}};
    EXPECT_EQ(told_with_reason(ask(*program, "c", outside)), "1100");
    EXPECT_EQ(told_with_reason(ask(*program, "D", outside)), "3");
    EXPECT_EQ(told_with_reason(ask(*program, "N", outside)), "7");
    EXPECT_EQ(told_with_reason(ask(*program, "T", outside)), "{b: 100, c: 101}");
    EXPECT_EQ(told_with_reason(ask(*program, "W", outside)), "null type_error!");
}

// Goal: a Decider answers many questions; what was decided for one does not leak into the next.
TEST(Decide, one_decider_for_many_questions) {
    const auto program = linked({model::bpu_dmn, model::iuran_bpu_dmn}, Profile::law);
    ASSERT_TRUE(program);
    int evaluated = 0;
    Decider decider(*program, [&](const Step&) { ++evaluated; });
    const NodeId income = program->id_of(*program->find("Penghasilan", Node::Kind::input));
    const NodeId base = program->id_of(*program->find("Dasar upah BPU"));
    EXPECT_EQ(decider.known(base), nullptr);
    decider.set(income, Value::integer(1'000'000));
    EXPECT_EQ(told_with_reason(decider.decide(base)), "1000000");
    EXPECT_EQ(told_with_reason(decider.decide(base)), "1000000");
    EXPECT_EQ(evaluated, 1);  // each decision once
    decider.set(income, Value::integer(1'200'000));
    EXPECT_EQ(decider.known(base), nullptr);
    EXPECT_EQ(told_with_reason(decider.decide(base)), "1200000");
    decider.forget();
    EXPECT_EQ(told_with_reason(decider.decide(base)), "null missing_input");
    decider.set(base, Value::integer(5));  // a decision given in place of its logic
    EXPECT_EQ(told_with_reason(decider.decide(base)), "5");
}

// Goal: a chain of ten thousand decisions costs no stack.
TEST(Decide, long_chains) {
    std::string chain =
        "<decision id='d0' name='d0'><literalExpression><text>0</text>"
        "</literalExpression></decision>\n";
    const int length = 10'000;
    for (int i = 1; i <= length; ++i) {
        const std::string before = "d" + std::to_string(i - 1), own = "d" + std::to_string(i);
        chain += "<decision id='" + own + "' name='" + own +
                 "'><informationRequirement><requiredDecision href='#" + before +
                 "'/></informationRequirement><literalExpression><text>" + before +
                 " + 1</text></literalExpression></decision>\n";
    }
    const auto program = linked({definitions(chain)});
    ASSERT_TRUE(program);
    EXPECT_EQ(told_with_reason(ask(*program, "d10000")), "10000");
}

// Goal: two files that each declare a name can both be asked, by namespace where they differ.
TEST(Decide, imports_of_imports_and_one_name_in_two_files) {
    constexpr std::string_view type = "importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\"";
    const std::string first = definitions(
        R"(<itemDefinition name="tN"><typeRef>number</typeRef><allowedValues><text>[0..10]</text></allowedValues></itemDefinition>
        <inputData id="n" name="n"><variable name="n" typeRef="tN"/></inputData>
        <decision id="d" name="d"><variable name="d"/><informationRequirement><requiredInput href="#n"/></informationRequirement><literalExpression><text>n * 2</text></literalExpression></decision>)",
        "urn:a");
    const std::string second =
        definitions("<import name=\"satu\" namespace=\"urn:a\" " + std::string(type) + R"(/>
        <inputData id="n" name="n"><variable name="n" typeRef="satu.tN"/></inputData>
        <decision id="e" name="e"><variable name="e"/><informationRequirement><requiredInput href="#n"/></informationRequirement><informationRequirement><requiredDecision href="urn:a#d"/></informationRequirement><literalExpression><text>n + satu.d</text></literalExpression></decision>)",
                    "urn:b");
    const std::string third =
        definitions("<import name=\"dua dua\" namespace=\"urn:b\" " + std::string(type) + R"(/>
        <decision id="f" name="f"><variable name="f"/><informationRequirement><requiredDecision href="urn:b#e"/></informationRequirement><literalExpression><text>dua dua.e + 100</text></literalExpression></decision>)",
                    "urn:c");
    const auto program = linked({third, second, first});
    ASSERT_TRUE(program);
    ASSERT_TRUE(program->diagnostics.empty()) << describe(program->diagnostics[0], Language::en);
    EXPECT_EQ(told_with_reason(ask(*program, "f", {{"n", "3"}})), "109");
    EXPECT_EQ(told_with_reason(ask(*program, "f", {{"n", "3"}, {"urn:a#n", "5"}})), "113");
    EXPECT_EQ(told_with_reason(ask(*program, "e", {{"n", "3"}, {"urn:a#n", "50"}})),
              "null out_of_domain!");
}

}  // namespace
}  // namespace payung::rules
