#include "rules/types/type.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

namespace {

TypePtr context_type() {
    Type type;
    type.kind = Type::Kind::context;
    type.fields = {{"nama", built_in_type("string")}, {"umur", built_in_type("number")}};
    return std::make_shared<const Type>(std::move(type));
}

TypePtr range_type(TypePtr element) {
    Type type;
    type.kind = Type::Kind::range;
    type.element = std::move(element);
    return std::make_shared<const Type>(std::move(type));
}

struct Case {
    TypePtr type;
    std::string_view value, expected;  // what the value becomes
};

}  // namespace

TEST(Type, names) {
    for (const std::string_view name :
         {"Any", "Null", "boolean", "number", "string", "date", "time", "date and time", "dateTime",
          "days and time duration", "dayTimeDuration", "years and months duration",
          "yearMonthDuration", "list", "context", "range", "function"})
        EXPECT_NE(built_in_type(name), nullptr) << name;
    EXPECT_EQ(built_in_type("Number"), nullptr);
    EXPECT_EQ(built_in_type("tRupiah"), nullptr);
    EXPECT_EQ(built_in_type("number")->kind, Type::Kind::number);
    EXPECT_EQ(built_in_type("dateTime"), built_in_type("date and time"));
    EXPECT_EQ(context_type()->field("umur"), built_in_type("number"));
    EXPECT_EQ(context_type()->field("alamat"), nullptr);
}

// A value that is asked to be of a type: as it is, as list of one, as its only item, or an error.
TEST(Type, coercion) {
    const TypePtr number = built_in_type("number"), text = built_in_type("string"),
                  list = built_in_type("list"), numbers = list_of(number),
                  lists = list_of(list_of(number)), any = built_in_type("Any");
    const std::array cases = {
        Case{number, "5", "5"},
        Case{number, "[5]", "5"},
        Case{number, "[5, 6]", "error type_error"},
        Case{number, "[]", "error type_error"},
        Case{number, "[\"a\"]", "error type_error"},
        Case{number, "\"5\"", "error type_error"},
        Case{number, "null", "null"},
        Case{number, "1 / 0", "error division_by_zero"},
        Case{number, "[null]", "null"},
        Case{text, "[\"foo\"]", "\"foo\""},
        Case{any, "[5]", "[5]"},
        Case{any, "abs", "function(n)"},
        Case{list, "5", "[5]"},
        Case{numbers, "5", "[5]"},
        Case{numbers, "\"a\"", "error type_error"},
        Case{numbers, "[1, null, 2]", "[1, null, 2]"},
        Case{numbers, "[1, \"a\"]", "error type_error"},
        Case{numbers, "[]", "[]"},
        Case{lists, "[[1], [2]]", "[[1], [2]]"},
        Case{lists, "[1, 2]", "error type_error"},
        Case{built_in_type("date"), "@\"2026-01-01\"", "date(\"2026-01-01\")"},
        Case{built_in_type("date"), "@\"2026-01-01T00:00:00\"", "error type_error"},
        Case{built_in_type("days and time duration"), "@\"P1D\"", "duration(\"P1D\")"},
        Case{built_in_type("days and time duration"), "@\"P1Y\"", "error type_error"},
        Case{built_in_type("boolean"), "[true]", "true"},
        Case{context_type(), "{nama: \"Ani\", umur: 30}", "{nama: \"Ani\", umur: 30}"},
        Case{context_type(), "{nama: \"Ani\", umur: null}", "{nama: \"Ani\", umur: null}"},
        Case{context_type(), "{nama: \"Ani\", umur: 30, lain: 1}",
             "{nama: \"Ani\", umur: 30, lain: 1}"},
        Case{context_type(), "{nama: \"Ani\"}", "error type_error"},
        Case{context_type(), "{nama: \"Ani\", umur: \"30\"}", "error type_error"},
        Case{context_type(), "[{nama: \"Ani\", umur: 30}]", "{nama: \"Ani\", umur: 30}"},
        Case{list_of(context_type()), "{nama: \"Ani\", umur: 30}", "[{nama: \"Ani\", umur: 30}]"},
        Case{range_type(number), "[1..2]", "[1..2]"},
        Case{range_type(number), "(< 2)", "(< 2)"},
        Case{range_type(number), "[\"a\"..\"b\"]", "error type_error"},
        Case{built_in_type("range"), "[\"a\"..\"b\"]", "[\"a\"..\"b\"]"},
    };
    for (const Case& one : cases)
        EXPECT_EQ(told(coerce(asked(one.value), *one.type)), one.expected) << one.value;
}

TEST(Type, functions) {
    Type type;
    type.kind = Type::Kind::function;
    type.parameters = {{"a", nullptr}, {"b", nullptr}};
    EXPECT_TRUE(conforms(asked("function(x, y) x"), type));
    EXPECT_FALSE(conforms(asked("function(x) x"), type));
    EXPECT_TRUE(conforms(asked("function(x) x"), *built_in_type("function")));
    EXPECT_FALSE(conforms(asked("1"), *built_in_type("function")));
}

}  // namespace payung::rules
