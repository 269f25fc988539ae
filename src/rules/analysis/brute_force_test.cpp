/// The analysis against counting: small domains, every combination of values asked one by one.

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "rules/analysis/analyse.h"
#include "rules/analysis/boundaries.h"
#include "rules/feel/evaluate.h"
#include "rules/plan/models_for_tests.h"
#include "rules/table/cells.h"

namespace payung::rules {
namespace {

using testing_models::Rulebook;
using Combination = std::vector<Value>;  // Angka, Kata, Benar

const std::vector<std::string> inputs{"Angka", "Kata", "Benar"};

std::vector<Combination> all_combinations() {
    std::vector<Combination> out;
    for (int number = -3; number <= 12; ++number)
        for (const char* word : {"a", "b", "c"})
            for (const bool truth : {false, true})
                out.push_back({Value::integer(number), Value(word), Value(truth)});
    return out;
}

std::string random_cell(std::mt19937_64& random, const std::string& input) {
    const auto below = [&random](std::uint64_t end) { return static_cast<int>(random() % end); };
    if (below(4) == 0) return "-";
    if (input == "Benar") return below(2) == 0 ? "true" : "false";
    if (input == "Kata") {
        const std::vector<std::string> cells{"\"a\"", "\"b\", \"c\"", "not(\"a\")", "\"z\""};
        return cells[static_cast<std::size_t>(below(4))];
    }
    const int low = below(18) - 4, high = low + below(9);
    const std::vector<std::string> cells{
        "[" + std::to_string(low) + ".." + std::to_string(high) + "]",
        "(" + std::to_string(low) + ".5.." + std::to_string(high) + ")",
        "< " + std::to_string(low),
        ">= " + std::to_string(low),
        std::to_string(low) + ", " + std::to_string(high),
        "not(" + std::to_string(low) + ")"};
    return cells[static_cast<std::size_t>(below(6))];
}

Program random_program(std::uint64_t seed, const std::string& policy) {
    std::mt19937_64 random(seed);
    Rulebook book;
    book.type("tAngka", "number", "[-3..12]", "? = floor(?)");
    book.type("tKata", "string", "\"a\", \"b\", \"c\"");
    book.input("Angka", "tAngka");
    book.input("Kata", "tKata");
    book.input("Benar", "boolean");
    std::vector<std::string> rows;
    for (std::uint64_t row = 0; row < 2 + random() % 6; ++row) {
        std::string text;
        for (const std::string& input : inputs)
            text += (text.empty() ? "" : " | ") + random_cell(random, input);
        rows.push_back(text + " || " + std::to_string(random() % 3) + " | Pasal " +
                       std::to_string(random() % 2) + " | C");
    }
    book.table("Tabel", "number", policy, {"Angka: tAngka", "Kata: tKata", "Benar: boolean"}, rows);
    return book.linked();
}

std::vector<int> matching_rows(const Table& table, const Combination& values) {
    std::vector<int> out;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        bool all = true;
        for (std::size_t input = 0; input < values.size(); ++input) {
            const Value held =
                evaluate(table.rows[row].conditions[input], values[input], Bindings{});
            all &= held.kind() == Kind::boolean && held.boolean();
        }
        if (all) out.push_back(static_cast<int>(row) + 1);
    }
    return out;
}

bool inside(const FindingSide& side, const Value& value) {
    if (side.ranges.empty())
        return std::ranges::any_of(side.items,
                                   [&](const Value& item) { return same(item, value); });
    return std::ranges::any_of(side.ranges, [&](const Range& range) {
        const bool above = range.low.is_null() || value.number() >= range.low.number();
        return above && (range.high.is_null() || value.number() <= range.high.number());
    });
}

bool inside(const Finding& finding, const Combination& values) {
    return std::ranges::all_of(finding.box, [&](const FindingSide& side) {
        const auto at = std::ranges::find(inputs, side.input) - inputs.begin();
        return inside(side, values[static_cast<std::size_t>(at)]);
    });
}

std::size_t covering(const std::vector<Finding>& all, Finding::Kind kind, int row, int other,
                     const Combination& values) {
    return static_cast<std::size_t>(std::ranges::count_if(all, [&](const Finding& finding) {
        const bool same_rows =
            kind == Finding::Kind::gap || (finding.row == row && finding.other_row == other);
        return finding.kind == kind && same_rows && inside(finding, values);
    }));
}

// Goal: every value without a row lies in exactly one gap, every pair of rows that meet in exactly
// one overlap, and a row is said never to fire exactly if no value fires it.
TEST(AnalyseBruteForce, finds_what_counting_finds) {
    for (const std::string policy : {"U", "A", "F"})
        for (std::uint64_t seed = 1; seed <= 40; ++seed) {
            SCOPED_TRACE(policy + ", seed " + std::to_string(seed));
            const Program program = random_program(seed, policy);
            const Table& table =
                *program.nodes[testing_models::id_of(program, "Tabel")].logic->table;
            const auto found = analyse(program);
            std::set<int> fired;
            for (const Combination& values : all_combinations()) {
                const std::vector<int> rows = matching_rows(table, values);
                ASSERT_EQ(covering(found, Finding::Kind::gap, 0, 0, values),
                          rows.empty() ? 1U : 0U);
                if (policy == "F" && !rows.empty()) fired.insert(rows.front());
                if (policy != "F") fired.insert(rows.begin(), rows.end());
                for (std::size_t a = 0; a < rows.size() && policy != "F"; ++a)
                    for (std::size_t b = a + 1; b < rows.size(); ++b) {
                        const auto& x = table.rows[static_cast<std::size_t>(rows[a]) - 1];
                        const auto& y = table.rows[static_cast<std::size_t>(rows[b]) - 1];
                        const bool agree = policy == "A" && x.output_texts == y.output_texts;
                        ASSERT_EQ(covering(found, Finding::Kind::overlap, rows[a], rows[b], values),
                                  agree ? 0U : 1U);
                    }
            }
            for (int row = 1; row <= static_cast<int>(table.rows.size()); ++row) {
                const bool dead = std::ranges::any_of(found, [&](const Finding& finding) {
                    return finding.kind == Finding::Kind::never_fires && finding.row == row;
                });
                EXPECT_EQ(dead, !fired.contains(row)) << "row " << row;
            }
        }
}

// Goal: every boundary of the relief, with the values on both sides.
TEST(Boundaries, name_the_values_on_both_sides) {
    const Program program = testing_models::relief_rulebook().linked();
    std::map<std::string, std::vector<std::string>> shown;
    for (const Boundary& boundary : boundaries(program)) {
        ASSERT_NE(boundary.node, nullptr);
        shown[boundary.place.decision].push_back(to_feel(boundary.before) + " | " +
                                                 to_feel(boundary.from));
    }
    EXPECT_EQ(shown["Dasar upah BPU"].size(), 32U);
    EXPECT_EQ(shown["Dasar upah BPU"].front(), "1099999 | 1100000");
    EXPECT_EQ(shown["Faktor keringanan BPU"],
              (std::vector<std::string>{"date(\"2025-12-01\") | date(\"2026-01-01\")",
                                        "date(\"2026-03-01\") | date(\"2026-04-01\")",
                                        "date(\"2026-12-01\") | date(\"2027-01-01\")",
                                        "date(\"2027-03-01\") | date(\"2027-04-01\")"}));
}

}  // namespace
}  // namespace payung::rules
