#include "claims/fact_words.h"

#include <gtest/gtest.h>

#include <set>

#include "claims/errors.h"

namespace payung {
namespace {

Result<void> say(ClaimFacts& facts, std::string_view name, std::string_view value) {
    TRY_ASSIGN(const FactWord* word, find_fact_word(facts.kind(), name));
    return set_fact(*word, value, facts);
}

// Goal: what a clerk writes stands in the facts of the law as he meant it.
TEST(FactWords, are_read_into_the_facts) {
    ClaimFacts facts = blank_facts(ClaimKind::jkk, *Day::from_ymd(2026, 1, 5));
    ASSERT_TRUE(say(facts, "kecelakaan", "2026-01-05 08:30"));
    ASSERT_TRUE(say(facts, "sebab", "perjalanan dinas"));
    ASSERT_TRUE(say(facts, "upah", "Rp 4.000.000"));
    ASSERT_TRUE(say(facts, "tidak_bekerja", "2026-01-06..2026-01-10; 2026-02-01..2026-02-01"));
    ASSERT_TRUE(say(facts, "cacat", "tangan_kanan fungsi=50; pendengaran ukuran=20,5"));
    ASSERT_TRUE(say(facts, "perawatan_rumah", "1.000.000"));
    ASSERT_TRUE(say(facts, "dibayar_oleh", "rumah sakit"));
    ASSERT_TRUE(say(facts, "kidal", "ya"));
    ASSERT_TRUE(say(facts, "wasiat", "7; 9"));
    ASSERT_TRUE(say(facts, "akta_wasiat", "ya"));
    const auto& jkk = std::get<JkkFacts>(facts.of);
    EXPECT_EQ(jkk.accident, (Moment{*Day::from_ymd(2026, 1, 5), 510}));
    EXPECT_EQ(jkk.cause, AccidentCause::duty_trip);
    EXPECT_EQ(jkk.wage, Money::from_rupiah(4'000'000));
    ASSERT_EQ(jkk.unable.size(), 2U);
    EXPECT_EQ(jkk.unable[0].until, Day::from_ymd(2026, 1, 11));
    EXPECT_EQ(jkk.unable[1].until, Day::from_ymd(2026, 2, 2));
    ASSERT_EQ(jkk.disabilities.size(), 2U);
    EXPECT_EQ(jkk.disabilities[0].function_percent, 5000);
    EXPECT_EQ(jkk.disabilities[1].measure_hundredths, 2050);
    EXPECT_EQ(jkk.disabilities[1].function_percent, 10000);
    EXPECT_EQ(jkk.cost.home_care_by_year, std::vector{Money::from_rupiah(1'000'000)});
    EXPECT_EQ(jkk.cost.advanced_by, AdvancedBy::hospital);
    EXPECT_TRUE(jkk.left_handed);
    ASSERT_TRUE(facts.will);
    EXPECT_EQ(facts.will->named, (std::vector<std::int64_t>{7, 9}));
    EXPECT_TRUE(facts.will->notarial_deed);
}

// Goal: where a value is a word of the law, all words are named to who wrote another.
TEST(FactWords, names_all_words_of_the_law) {
    int named = 0;
    for (const FactWord& word : fact_words()) {
        std::string_view rest = word.words;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find(';'), rest.size());
            ClaimFacts facts = blank_facts(word.kind, *Day::from_ymd(2026, 1, 5));
            EXPECT_TRUE(set_fact(word, rest.substr(0, end), facts)) << rest;
            rest.remove_prefix(std::min(end + 1, rest.size()));
            ++named;
        }
    }
    EXPECT_EQ(named, 6 + 4 + 9 + 3 + 6);  // of accidents, their outcomes, JHT, JP, JKP
    ClaimFacts facts = blank_facts(ClaimKind::jp, *Day::from_ymd(2026, 1, 5));
    const auto refused = set_fact(**find_fact_word(ClaimKind::jp, "sebab"), "cuti", facts);
    ASSERT_FALSE(refused);
    EXPECT_NE(describe(refused.error(), Language::id).find("usia pensiun; cacat total tetap"),
              std::string::npos);
}

// Goal: what cannot be read is refused with what is expected, and a word of another programme with
// the words there are.
TEST(FactWords, are_refused_where_they_say_nothing) {
    struct Case {
        ClaimKind kind;
        std::string_view name, value;
        Code code;
    };
    const Code unknown = claim_error::claim_fact_unknown;
    const Code unreadable = claim_error::claim_fact_unreadable;
    const std::array cases{
        Case{ClaimKind::jkm, "upah", "1", unknown},
        Case{ClaimKind::jkk, "upah", "banyak", unreadable},
        Case{ClaimKind::jkk, "kecelakaan", "2026-13-01", unreadable},
        Case{ClaimKind::jkk, "kecelakaan", "2026-01-05 25:00", unreadable},
        Case{ClaimKind::jkk, "kidal", "mungkin", unreadable},
        Case{ClaimKind::jkk, "sebab", "mabuk", unreadable},
        Case{ClaimKind::jkk, "tidak_bekerja", "2026-02-02..2026-02-01", unreadable},
        Case{ClaimKind::jkk, "cacat", "tangan_kanan fungsi", unreadable},
        Case{ClaimKind::jkk, "dibayar_oleh", "tetangga", unreadable},
        Case{ClaimKind::jkp, "klaim_sebelumnya", "-1", unreadable},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(std::string(c.name) + "=" + std::string(c.value));
        ClaimFacts facts = blank_facts(c.kind, *Day::from_ymd(2026, 1, 5));
        const auto set = say(facts, c.name, c.value);
        ASSERT_FALSE(set);
        EXPECT_EQ(name_of(set.error().code()), name_of(c.code));
    }
}

// Goal: a word means one thing within a programme, and no value at all is no value.
TEST(FactWords, are_unique_and_survive_any_value) {
    std::set<std::pair<ClaimKind, std::string_view>> met;
    for (const FactWord& word : fact_words()) {
        EXPECT_TRUE(met.emplace(word.kind, word.name).second) << word.name;
        ClaimFacts facts = blank_facts(word.kind, *Day::from_ymd(2026, 1, 5));
        for (const char* value : {"", ";", "=", "..", "x", "9999999999999999999999", "2026-01-05"})
            (void)set_fact(word, value, facts);
    }
}

}  // namespace
}  // namespace payung
