/// Two ways agree: typed columns, decimal128 and the general path; arrays of cells and masks;
/// constants folded or as columns; rows grouped or not; any number of threads, any chunk.

#include <gtest/gtest.h>

#include <cstdlib>

#include "rules/plan/agreement_for_tests.h"
#include "rules/plan/random_models_for_tests.h"

namespace payung::rules {
namespace {

using agreement::Persons;
using agreement::Published;
using random_models::Grammar;
using random_models::Random;
using testing_models::Rulebook;

/// Few in every run of the tests; PAYUNG_DIFFERENTIAL_SEEDS asks for more.
std::vector<std::uint64_t> some_seeds() {
    const char* wanted = std::getenv("PAYUNG_DIFFERENTIAL_SEEDS");
    const std::uint64_t last = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 6;
    std::vector<std::uint64_t> out;
    for (std::uint64_t seed = 1; seed <= last; ++seed) out.push_back(seed);
    return out;
}

/// A program of random decisions; texts are told where it fails.
Program random_expressions(std::uint64_t seed) {
    Random random(seed);
    Grammar grammar(random);
    Rulebook book = random_models::empty_book();
    for (int i = 0; i < 25; ++i)
        book.formula("N" + std::to_string(i) + "x", "", grammar.number(1 + i % 4));
    for (int i = 0; i < 10; ++i)
        book.formula("B" + std::to_string(i) + "x", "", grammar.truth(1 + i % 3));
    return book.linked();
}

Program random_tables(std::uint64_t seed) {
    Random random(seed);
    Rulebook book = random_models::empty_book();
    for (int i = 0; i < 25; ++i)
        random_models::add_table(book, random, "T" + std::to_string(i) + "x");
    return random_models::with_tables_of_law(book.linked());
}

// Goal: expressions by a grammar, with nulls, values outside, ties and divisions by zero.
TEST(Agreement, of_expressions_on_three_paths) {
    for (const std::uint64_t seed : some_seeds()) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Program program = random_expressions(seed);
        if (!agreement::expect_agreement(program, Persons(program, 150, seed))) return;
    }
}

// Goal: tables of all hit policies with overlaps, gaps, conditions on columns, expressions; those
// of law and those that take nulls as FEEL does.
TEST(Agreement, of_tables_on_three_paths) {
    for (const std::uint64_t seed : some_seeds()) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Program program = random_tables(seed);
        if (!agreement::expect_agreement(program, Persons(program, 150, seed))) return;
    }
}

// Goal: a table too large for an array of cells is scanned by masks, with the same rows.
TEST(Agreement, of_cells_and_masks) {
    for (const std::uint64_t seed : some_seeds()) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Program program = random_tables(seed);
        const auto wanted = agreement::all_decisions(program);
        const Persons persons(program, 300, seed);
        PlanOptions masks;
        masks.dense_cells_max = 1;
        if (!agreement::expect_same(program, wanted, persons,
                                    agreement::published(program, wanted, persons.typed(), {}),
                                    agreement::published(program, wanted, persons.typed(), masks),
                                    "cells and masks"))
            return;
    }
}

// Goal: a month that is the same for all rows may be a constant or a column.
TEST(Agreement, of_constants_folded_and_not) {
    for (const std::uint64_t seed : some_seeds()) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Program program = seed % 2 == 0 ? random_tables(seed) : random_expressions(seed);
        const auto wanted = agreement::all_decisions(program);
        Persons persons(program, 200, seed);
        PlanOptions folded;
        folded.constants["Bulan"] = Value(Date{2022, 3, 1});
        folded.constants["Kecil"] = Value::integer(4);
        for (const auto& [name, value] : folded.constants) persons.fix(name, value);
        if (!agreement::expect_same(program, wanted, persons,
                                    agreement::published(program, wanted, persons.typed(), {}),
                                    agreement::published(program, wanted, persons.typed(), folded),
                                    "column and constant"))
            return;
    }
}

// Goal: rows grouped by a word, each group with a plan of its own, also rows without the word.
TEST(Agreement, of_groups_and_one_plan) {
    for (const std::uint64_t seed : some_seeds()) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        const Program program = seed % 2 == 0 ? random_tables(seed) : random_expressions(seed);
        const auto wanted = agreement::all_decisions(program);
        const Persons persons(program, 300, seed);
        PlanOptions grouped;
        grouped.group_by = "Kata";
        if (!agreement::expect_same(program, wanted, persons,
                                    agreement::published(program, wanted, persons.typed(), {}),
                                    agreement::published(program, wanted, persons.typed(), grouped),
                                    "one plan and groups"))
            return;
    }
}

// Goal: threads and chunks change nothing.
TEST(Agreement, of_threads_and_chunks) {
    const Program program = random_tables(99);
    const auto wanted = agreement::all_decisions(program);
    const Persons persons(program, 700, 99);
    const Published one = agreement::published(program, wanted, persons.typed(), {});
    for (const unsigned threads : {1U, 2U, 7U})
        for (const std::size_t chunk : {std::size_t{1}, std::size_t{3}, std::size_t{2048}}) {
            SCOPED_TRACE(std::to_string(threads) + " threads, chunks of " + std::to_string(chunk));
            agreement::expect_same(program, wanted, persons, one,
                                   agreement::published(program, wanted, persons.typed(), {},
                                                        {.threads = threads, .chunk = chunk}),
                                   "threads and chunks");
        }
}

// Goal: two programs in one plan give what each gives alone.
TEST(Agreement, of_programs_side_by_side) {
    const Program law = testing_models::relief_rulebook(false, 33).linked();
    const Program reform = testing_models::relief_rulebook(false, 20).linked();
    const Persons persons(law, 500, 5);
    const NodeId in_law = id_of(law, "Iuran JKK BPU");
    const NodeId in_reform = id_of(reform, "Iuran JKK BPU");
    const std::vector<PlanTarget> both{{&law, in_law}, {&reform, in_reform}};
    const auto plan = compile(both);
    ASSERT_TRUE(plan);
    Published out(2, persons.rows());
    ASSERT_TRUE(run(*plan, persons.typed(), out));
    const auto a = agreement::published(law, {in_law}, persons.typed(), {});
    const auto b = agreement::published(reform, {in_reform}, persons.typed(), {});
    for (std::size_t row = 0; row < persons.rows(); ++row) {
        EXPECT_TRUE(agreement::same_result(out.columns[0][row], a.columns[0][row]));
        EXPECT_TRUE(agreement::same_result(out.columns[1][row], b.columns[0][row]));
    }
}

}  // namespace
}  // namespace payung::rules
