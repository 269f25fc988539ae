#include "legislation/contribution_relief.h"

#include <gtest/gtest.h>

#include <array>

namespace payung {
namespace {

/// A relief of one window, with places for what a case changes.
std::string relief(std::string_view payers, std::string_view windows,
                   std::string_view factor = "500000") {
    std::string text = R"(
name: n
name_en: n
rounding: {mode: half_up, unit: 1, cite: r, status: M}
sectors: {transportasi: {kbli: [H], cite: s, status: C}}
reliefs:
  - source: s
    programmes: [JKK]
    factor_ppm: )";
    text += factor;
    text += "\n    cite: c\n    status: C\n    payers:\n";
    text += payers;
    text += "    windows:\n";
    text += windows;
    return text;
}

constexpr std::string_view all_payers =
    "      - {payer: [APBN, APBD_PROV, APBD_KAB, APBDES, DBH_SAWIT, DBHCHT, TJSL, DONOR],"
    " relief: true, cite: p, status: C}\n";
constexpr std::string_view one_window =
    "      - {sector: semua, first: 2026-01, last: 2026-03, cite: w, status: C}\n";

Result<ReliefSchedule> parse(const std::string& text) {
    TRY_ASSIGN(const YamlNode root, parse_yaml(text, "test.yaml"));
    return ReliefSchedule::from_yaml(root);
}

// Goal: the first and the last month of a window are in it, their neighbours are not.
TEST(ReliefSchedule, holds_from_the_first_to_the_last_month) {
    const auto schedule = parse(relief(all_payers, one_window));
    ASSERT_TRUE(schedule);
    const auto factor = [&](unsigned month) {
        return schedule
            ->decide(Programme::jkk, Month::from_ym(month == 12 ? 2025 : 2026, month),
                     PayerKind::donor, 'A')
            .factor.parts_per_million();
    };
    EXPECT_EQ(factor(12), 1'000'000);
    EXPECT_EQ(factor(1), 500'000);
    EXPECT_EQ(factor(3), 500'000);
    EXPECT_EQ(factor(4), 1'000'000);
    EXPECT_EQ(schedule->decide(Programme::jkm, Month::from_ym(2026, 1), PayerKind::donor, 'A')
                  .factor.parts_per_million(),
              1'000'000);
}

// Goal: each way to write a relief that could be misread is refused, in both languages.
TEST(ReliefSchedule, refuses_what_could_be_misread) {
    struct Case {
        const char* why;
        std::string text;
        const char* says;
    };
    const std::string payers(all_payers);
    const std::string window(one_window);
    const std::array cases{
        Case{"a payer not named",
             relief("      - {payer: [APBN], relief: true, cite: p, status: C}\n", window),
             "APBD_PROV"},
        Case{
            "a payer named twice",
            relief(payers + "      - {payer: [TJSL], relief: false, cite: p, status: C}\n", window),
            "twice"},
        Case{"an unknown payer",
             relief("      - {payer: [APBX], relief: true, cite: p, status: C}\n", window), "APBX"},
        Case{"relief neither true nor false",
             relief("      - {payer: [APBN], relief: ya, cite: p, status: C}\n", window), "'ya'"},
        Case{"no citation", relief("      - {payer: [APBN], relief: true, status: C}\n", window),
             "cite"},
        Case{"unknown status",
             relief("      - {payer: [APBN], relief: true, cite: p, status: X}\n", window), "'X'"},
        Case{"ends before it begins",
             relief(payers,
                    "      - {sector: semua, first: 2026-02, last: 2026-01, cite: w, status: C}\n"),
             "ends before"},
        Case{"unknown sector",
             relief(payers,
                    "      - {sector: laut, first: 2026-02, last: 2026-03, cite: w, status: C}\n"),
             "'laut'"},
        Case{"two windows at once",
             relief(payers, window + "      - {sector: transportasi, first: 2026-03, last: "
                                     "2026-04, cite: v, status: C}\n"),
             "w and v"},
        Case{"a factor of 100 %", relief(payers, window, "1000000"), "1000000"},
        Case{"a factor that is no number", relief(payers, window, "0.5"), "0.5"},
        Case{"a key nobody knows", relief(payers, window) + "extra: 1\n", "'extra'"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const auto schedule = parse(c.text);
        ASSERT_FALSE(schedule);
        EXPECT_EQ(schedule.error().code(), Code::law_malformed);
        EXPECT_NE(describe(schedule.error(), Language::en).find(c.says), std::string::npos)
            << describe(schedule.error(), Language::en);
        EXPECT_NE(describe(schedule.error(), Language::id).find("test.yaml"), std::string::npos);
    }
}

// Goal: a sector's letter belongs to one group, and the two words with a meaning of their own name
// no group.
TEST(ReliefSchedule, refuses_ambiguous_sectors) {
    const std::string text = relief(all_payers, one_window);
    const std::string group = "transportasi: {kbli: [H], cite: s, status: C}";
    const auto with = [&](const std::string& groups) {
        std::string changed = text;
        return changed.replace(changed.find(group), group.size(), groups);
    };
    EXPECT_TRUE(parse(with(group + ", laut: {kbli: [A], cite: s, status: C}")));
    EXPECT_FALSE(parse(with(group + ", laut: {kbli: [H], cite: s, status: C}")));
    EXPECT_FALSE(parse(with(group + ", lainnya: {kbli: [A], cite: s, status: C}")));
    EXPECT_FALSE(parse(with("transportasi: {kbli: [h], cite: s, status: C}")));
}

}  // namespace
}  // namespace payung
