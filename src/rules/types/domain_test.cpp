#include "rules/types/domain.h"

#include <gtest/gtest.h>

#include "rules/program/programs_for_tests.h"

namespace payung::rules {
namespace {

TypePtr typed(Type::Kind kind, std::vector<std::string> allowed,
              std::vector<std::string> constraints = {}) {
    Type type;
    type.kind = kind;
    type.allowed_values = std::move(allowed);
    type.constraints = std::move(constraints);
    return std::make_shared<const Type>(std::move(type));
}

// Goal: a value is taken as the type wants it, or null says what was wrong with it.
TEST(Domain, admits_what_is_of_the_type_and_allowed) {
    const TypePtr month =
        typed(Type::Kind::date, {"[date(\"2015-07-01\")..date(\"2099-12-01\")]"}, {"?.day = 1"});
    const TypePtr score = typed(Type::Kind::number, {"[0..100]"}, {"? = floor(?)"});
    const TypePtr sector = typed(Type::Kind::string, {"\"a\", \"b\""});
    auto person = std::make_shared<Type>();
    person->kind = Type::Kind::context;
    person->fields = {{"nilai", score}};
    struct Case {
        const char* why;
        TypePtr type;
        const char *value, *result;
    };
    const std::vector<Case> cases{
        {"inside", score, "7", "7"},
        {"at the end", score, "100", "100"},
        {"beyond", score, "101", "null out_of_domain!"},
        {"constraint", score, "7.5", "null out_of_domain!"},
        {"null is inside every domain", score, "null", "null null_result"},
        {"another kind", score, "\"7\"", "null type_error!"},
        {"a list of one", score, "[7]", "7"},
        {"a list of two", score, "[7, 8]", "null type_error!"},
        {"first of a month", month, "date(\"2026-02-01\")", "date(\"2026-02-01\")"},
        {"second of a month", month, "date(\"2026-02-02\")", "null out_of_domain!"},
        {"word of the list", sector, "\"a\"", "\"a\""},
        {"word not of the list", sector, "\"c\"", "null out_of_domain!"},
        {"elements", list_of(sector), "[\"a\", \"b\"]", "[\"a\", \"b\"]"},
        {"one element for a list", list_of(sector), "\"a\"", "[\"a\"]"},
        {"an element outside", list_of(sector), "[\"a\", \"c\"]", "null out_of_domain!"},
        {"entries", person, "{nilai: 7}", "{nilai: 7}"},
        {"an entry outside", person, "{nilai: 700}", "null out_of_domain!"},
        {"an entry missing", person, "{}", "null type_error!"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        std::vector<DomainFault> faults;
        const DomainPtr domain = domain_of(c.type, faults);
        ASSERT_TRUE(faults.empty());
        EXPECT_EQ(told_with_reason(admitted(feel(c.value), domain.get())), c.result);
    }
    EXPECT_EQ(told_with_reason(admitted(feel("7"), nullptr)), "7");
}

// Goal: a date is its midnight where a date and time is wanted.
TEST(Domain, takes_a_date_for_its_midnight) {
    std::vector<DomainFault> faults;
    const DomainPtr domain = domain_of(basic_type(Type::Kind::date_time), faults);
    EXPECT_EQ(admitted(feel("date(\"2026-02-01\")"), domain.get()).kind(), Kind::date_time);
}

// Goal: allowed values that cannot be read admit nothing, and are told.
TEST(Domain, tells_tests_that_cannot_be_read) {
    std::vector<DomainFault> faults;
    const DomainPtr domain = domain_of(typed(Type::Kind::number, {"[0.."}), faults);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].text, "[0..");
    EXPECT_EQ(told_with_reason(admitted(feel("7"), domain.get())), "null out_of_domain!");
}

}  // namespace
}  // namespace payung::rules
