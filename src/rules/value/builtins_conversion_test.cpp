#include "rules/value/builtins.h"

#include <array>

#include "rules/value/feel_for_tests.h"

namespace payung::rules {

TEST(ConversionBuiltins, dates_and_times) {
    constexpr std::array cases = {
        FeelCase{"date(2026, 2, 29)", "error invalid_value"},
        FeelCase{"date(2024, 2, 29)", "date(\"2024-02-29\")"},
        FeelCase{"date(2024, 2.5, 1)", "error invalid_value"},
        FeelCase{"date(-999999999, 1, 1)", "date(\"-999999999-01-01\")"},
        FeelCase{"date(1000000000, 1, 1)", "error invalid_value"},
        FeelCase{"date(\"kemarin\")", "error invalid_value"},
        FeelCase{"date and time(\"2026-02-28\")", "date and time(\"2026-02-28T00:00:00\")"},
        FeelCase{"date and time(\"10:00:00\")", "error invalid_value"},
        FeelCase{"date and time(@\"2026-02-28T08:00:00+07:00\", @\"10:00:00\")",
                 "date and time(\"2026-02-28T10:00:00\")"},
        FeelCase{"time(10, 0, 0)", "time(\"10:00:00\")"},
        FeelCase{"time(10, 0, 0, @\"PT0H\")", "time(\"10:00:00Z\")"},
        FeelCase{"time(10, 0, 0, @\"-PT2H45M55S\")", "time(\"10:00:00-02:45:55\")"},
        FeelCase{"time(10, 0, 0, @\"PT18H1M\")", "error invalid_value"},
        FeelCase{"time(10, 0, 0, @\"PT0.5S\")", "error invalid_value"},
        FeelCase{"time(10, 0, 59.999999999)", "time(\"10:00:59.999999999\")"},
        FeelCase{"time(10, 0, 60)", "error invalid_value"},
        FeelCase{"time(24, 0, 0)", "error invalid_value"},
        FeelCase{"time(-1, 0, 0)", "error invalid_value"},
        FeelCase{"time(10, 60, 0)", "error invalid_value"},
        FeelCase{"time(10.5, 0, 0)", "error invalid_value"},
        FeelCase{"duration(\"P1Y2M3D\")", "error invalid_value"},
        FeelCase{"years and months duration(@\"2026-01-31\", @\"2026-02-28\")",
                 "duration(\"P0M\")"},
    };
    expect_answers(cases);
}

TEST(ConversionBuiltins, numbers) {
    constexpr std::array cases = {
        FeelCase{"number(\"1 000 000.01\", \" \", \".\")", "1000000.01"},
        FeelCase{"number(\"1,000,000.01\", \",\", null)", "1000000.01"},
        FeelCase{"number(\"1000,5\", null, \",\")", "1000.5"},
        FeelCase{"number(\"-12e2\", null, null)", "-1200"},
        FeelCase{"number(\"1.000,01\", null, \",\")", "error invalid_value"},
        FeelCase{"number(\"1,000.01\", \" \", \".\")", "error invalid_value"},
        FeelCase{"number(\"1,000.01\", \",\", \",\")", "error invalid_value"},
        FeelCase{"number(\"1.000\", \".\", null)",
                 "error invalid_value"},  // point and grouping alike
        FeelCase{"number(\"1:000\", \":\", \".\")", "error invalid_value"},
        FeelCase{"number(\"1000;5\", \".\", \";\")", "error invalid_value"},
        FeelCase{"number(\"seribu\", null, null)", "error invalid_value"},
        FeelCase{"number(\"\", null, null)", "error invalid_value"},
    };
    expect_answers(cases);
}

TEST(ConversionBuiltins, texts) {
    constexpr std::array cases = {
        FeelCase{"string(1.0)", "\"1\""},
        FeelCase{"string(1e3)", "\"1000\""},
        FeelCase{"string(-0.000001)", "\"-0.000001\""},
        FeelCase{"string(true)", "\"true\""},
        FeelCase{"string(\"a\")", "\"a\""},
        FeelCase{"string(@\"2026-02-28\")", "\"2026-02-28\""},
        FeelCase{"string(@\"10:00:00@Asia/Jakarta\")", "\"10:00:00@Asia/Jakarta\""},
        FeelCase{"string(@\"PT36H\")", "\"P1DT12H\""},
        FeelCase{"string([1, \"a\"])", "\"[1, \\\"a\\\"]\""},
        FeelCase{"string({a: 1})", "\"{a: 1}\""},
    };
    expect_answers(cases);
}

}  // namespace payung::rules
