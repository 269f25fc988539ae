#include "linkage/link.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "base/interrupt.h"
#include "base/random.h"
#include "linkage/decision.h"
#include "linkage/dev_set_test.h"

namespace payung {
namespace {

constexpr std::uint8_t fits = nik_well_formed | nik_date_agrees | nik_sex_agrees;

/// A person by the fields that matter: NIK (0 none; plausible), name, birth, regency and village.
Identity who(std::uint64_t nik, std::uint64_t name, std::uint32_t birth, std::uint16_t regency,
             std::uint32_t village) {
    Identity made;
    made.nik = nik;
    made.nik_flags = nik == 0 ? std::uint8_t{0} : fits;
    made.name_key = name;
    made.birth = birth;
    made.sex = 1;
    made.regency = regency;
    made.village = village;
    return made;
}

LinkSet linked(std::span<const Identity> persons, std::span<const Identity> accounts,
               unsigned threads = 2, const TieKey& tie_key = {}) {
    auto made = link_exactly(persons, accounts, threads, tie_key);
    EXPECT_TRUE(made);
    return std::move(*made);
}

// Goal: the labelled files are linked at F1 >= 0.98, and nearly no stranger gets an account.
TEST(LinkExactly, reaches_the_goal_on_labelled_files) {
    if (!DevSet::get()) GTEST_SKIP() << "../shared/data/linkage is not there: NOT TESTED";
    const DevSet& set = *DevSet::get();
    const LinkSet found = linked(set.persons, set.accounts);
    const Score all = score(found.links, set);
    std::printf("links %zu, precision %zu, recall %zu, F1 %zu ppm\n", all.links,
                all.precision_ppm(), all.recall_ppm(), all.f1_ppm());
    EXPECT_GE(all.f1_ppm(), 980'000U);
    EXPECT_GE(all.precision_ppm(), 998'000U);
    const LinkCounts& counts = found.counts;
    EXPECT_EQ(std::accumulate(counts.by_rule.begin(), counts.by_rule.end(), std::uint64_t{0}),
              found.links.size());
    EXPECT_EQ(found.links.size() + counts.ambiguous + counts.too_common + counts.nik_conflict +
                  counts.nobody,
              set.accounts.size());
}

/// Shows one account to a register of the persons it is about and 20,000 others.
Decision decided(std::vector<Identity> persons, const Identity& account) {
    constexpr std::uint32_t others = 20'000;
    for (std::uint32_t i = 0; i < others; ++i) {
        const std::uint32_t birth = 19500000 + i % 40 * 10'000 + (1 + i % 12) * 100 + 1 + i % 28;
        persons.push_back(who(1'000'000 + i, 500'000 + i, birth, 1212, 600'000 + i % 500));
    }
    const LinkSet set = linked(persons, std::vector<Identity>{account});
    if (!set.links.empty()) {
        return {static_cast<Fate>(set.links.front().rule), set.links.front().person};
    }
    if (set.counts.ambiguous != 0) return {Fate::ambiguous};
    if (set.counts.too_common != 0) return {Fate::too_common};
    if (set.counts.nik_conflict != 0) return {Fate::nik_conflict};
    return {Fate::nobody};
}

// Goal: each rule, each refusal, and the order in which they are tried.
TEST(LinkExactly, follows_the_rules) {
    constexpr std::uint32_t day = 19800705;
    const Identity budi = who(11, 7, day, 3303, 1), same_name = who(12, 7, day, 3303, 2),
                   far_away = who(13, 7, day, 5107, 3);
    Identity woman = budi;
    woman.sex = 2;
    struct Case {
        const char* why;
        std::vector<Identity> persons;
        Identity account;
        Decision expected;
    };
    const std::vector<Case> cases{
        {"equal NIK", {same_name, budi}, who(11, 8, day, 5107, 9), {Fate::nik, 1}},
        {"equal name, birth, sex", {budi}, who(0, 7, day, 5107, 9), {Fate::name_birth_sex, 0}},
        {"another sex", {woman}, who(0, 7, day, 3303, 1), {Fate::nobody}},
        {"another date", {budi}, who(0, 7, 19800706, 3303, 1), {Fate::nobody}},
        {"no name", {budi}, who(0, 0, day, 3303, 1), {Fate::nobody}},
        {"no date", {budi}, who(0, 7, 0, 3303, 1), {Fate::nobody}},
        {"two NIKs, another village", {budi}, who(99, 7, day, 3303, 9), {Fate::nik_conflict}},
        {"two NIKs, one village", {budi}, who(99, 7, day, 3303, 1), {Fate::name_birth_sex, 0}},
        {"a NIK tells namesakes apart", {budi, far_away}, who(13, 7, day, 3303, 1), {Fate::nik, 1}},
        {"the other one is ruled out by its NIK",
         {budi, who(0, 7, day, 5107, 3)},
         who(99, 7, day, 1212, 9),
         {Fate::name_birth_sex, 1}},
        {"two in the nation, one in the village",
         {same_name, budi, far_away},
         who(0, 7, day, 3303, 1),
         {Fate::name_birth_sex_village, 1}},
        {"two in the nation, one in the regency",
         {budi, far_away},
         who(0, 7, day, 5107, 9),
         {Fate::name_birth_sex_regency, 1}},
        {"two in the regency", {budi, same_name}, who(0, 7, day, 3303, 9), {Fate::ambiguous}},
        {"two in the nation, place unknown",
         {budi, far_away},
         who(0, 7, day, 0, 0),
         {Fate::ambiguous}},
        {"two rows of one person",
         {far_away, far_away},
         who(0, 7, day, 3303, 9),
         {Fate::name_birth_sex, 0}},
        {"two rows of one person, the nearer one",
         {far_away, who(13, 7, day, 3303, 9)},
         who(0, 7, day, 3303, 9),
         {Fate::name_birth_sex, 1}},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Decision made = decided(c.persons, c.account);
        EXPECT_EQ(made.fate, c.expected.fate);
        EXPECT_EQ(made.person, c.expected.person);
    }
}

// Goal: of a name that 500 carry, on a date that many share, one agreeing person in the nation
// proves nothing; in the village it does.
TEST(LinkExactly, does_not_trust_common_names) {
    std::vector<Identity> persons;
    for (std::uint32_t i = 0; i < 500; ++i) {
        persons.push_back(who(100 + i, 7, 19500102 + i % 12 * 100 + i % 40 * 10'000, 5107, 3));
        persons.push_back(who(900 + i, 1'000 + i, 19600701, 5107, 3));
    }
    persons.push_back(who(1'700, 7, 19600701, 3303, 1));
    const auto last = static_cast<std::uint32_t>(persons.size() - 1);
    EXPECT_EQ(decided(persons, who(0, 7, 19600701, 3578, 1)).fate, Fate::too_common);
    EXPECT_EQ(decided(persons, who(0, 7, 19600701, 3303, 1)),
              (Decision{Fate::name_birth_sex_village, last}));
    EXPECT_EQ(decided(persons, who(0, 7, 19600701, 3303, 2)),
              (Decision{Fate::name_birth_sex_regency, last}));
}

// Goal: two register rows of one person that say the same: the tie key decides.
TEST(LinkExactly, breaks_ties_by_key) {
    const std::vector<Identity> persons(2, who(11, 7, 19800705, 3303, 1));
    const std::vector<Identity> accounts{persons[0]};
    for (const std::uint32_t chosen : {0U, 1U}) {
        const LinkSet set = linked(persons, accounts, 1, [&](std::uint32_t row) {
            return row == chosen ? std::uint64_t{1} : std::uint64_t{2};
        });
        ASSERT_EQ(set.links.size(), 1U);
        EXPECT_EQ(set.links[0].person, chosen);
    }
}

/// Identities from few values, so that every rule meets conflicts and ties.
std::vector<Identity> crowded_identities(std::size_t rows, std::uint64_t seed) {
    Random random(seed);
    std::vector<Identity> made(rows);
    for (Identity& one : made) {
        one = who(random.below(400), 1 + random.below(40), 19600101 + random.below(10), 3300, 0);
        one.regency = static_cast<std::uint16_t>(3300 + random.below(4));
        one.village = random.below(8);
        one.sex = static_cast<std::uint8_t>(random.below(3));
        one.nik_flags =
            one.nik == 0 ? std::uint8_t{0} : static_cast<std::uint8_t>(random.below(32));
    }
    return made;
}

// Goal: the same links as deciding account by account over all rows of the register (nested loops).
TEST(LinkExactly, agrees_with_nested_loops) {
    constexpr std::uint64_t seed = 2'000;
    const auto persons = crowded_identities(1'000, seed),
               accounts = crowded_identities(1'500, seed + 1);
    const TieKey no_key;
    const Decider decider(persons, no_key);
    const Namesakes namesakes(persons, 1);
    std::vector<std::uint32_t> all(persons.size());
    std::iota(all.begin(), all.end(), 0U);
    std::vector<Link> expected;
    for (std::uint32_t i = 0; i < accounts.size(); ++i) {
        Decision made = decider.by_nik(accounts[i], all);
        if (!is_linked(made.fate)) made = decider.by_name(accounts[i], all, namesakes);
        if (is_linked(made.fate)) {
            expected.push_back({made.person, i, static_cast<LinkRule>(made.fate)});
        }
    }
    std::ranges::sort(expected, {}, [](const Link& l) { return std::pair(l.person, l.account); });
    EXPECT_GT(expected.size(), 100U);
    EXPECT_TRUE(linked(persons, accounts, 1).links == expected) << "seed " << seed;
}

std::vector<std::uint32_t> shuffled(std::size_t size, std::uint64_t seed) {
    Random random(seed);
    std::vector<std::uint32_t> order(size);
    std::iota(order.begin(), order.end(), 0U);
    for (std::size_t i = size; i > 1; --i) {
        std::swap(order[i - 1], order[random.below(static_cast<std::uint32_t>(i))]);
    }
    return order;
}

std::vector<Identity> in_order(const std::vector<Identity>& rows,
                               const std::vector<std::uint32_t>& order) {
    std::vector<Identity> out;
    for (const std::uint32_t row : order) out.push_back(rows[row]);
    return out;
}

void expect_same_whatever_order_and_threads(const std::vector<Identity>& persons,
                                            const std::vector<Identity>& accounts,
                                            std::uint64_t seed) {
    const TieKey by_row = [](std::uint32_t row) { return mix64(row); };
    const LinkSet one = linked(persons, accounts, 1, by_row);
    for (const unsigned threads : {2U, 3U}) {
        const LinkSet more = linked(persons, accounts, threads, by_row);
        EXPECT_TRUE(more.links == one.links && more.counts == one.counts) << threads << " threads";
    }
    const auto p = shuffled(persons.size(), seed), a = shuffled(accounts.size(), seed + 1);
    LinkSet mixed = linked(in_order(persons, p), in_order(accounts, a), 2,
                           [&](std::uint32_t row) { return by_row(p[row]); });
    for (Link& link : mixed.links) link = {p[link.person], a[link.account], link.rule};
    std::ranges::sort(mixed.links, {},
                      [](const Link& l) { return std::pair(l.person, l.account); });
    EXPECT_TRUE(mixed.links == one.links) << "seed " << seed;
    EXPECT_TRUE(mixed.counts == one.counts) << "seed " << seed;
}

// Goal: shuffling rows permutes the links and nothing else; threads change nothing.
TEST(LinkExactly, does_not_depend_on_order_or_threads) {
    constexpr std::uint64_t seed = 31;
    expect_same_whatever_order_and_threads(crowded_identities(2'000, seed),
                                           crowded_identities(3'000, seed + 5), seed);
    if (!DevSet::get()) GTEST_SKIP() << "../shared/data/linkage is not there: NOT TESTED";
    expect_same_whatever_order_and_threads(DevSet::get()->persons, DevSet::get()->accounts, seed);
}

// Goal: empty sides, a file against itself, and one NIK or one name on all rows end well and soon.
TEST(LinkExactly, survives_odd_files) {
    const std::vector<Identity> none;
    const auto some = crowded_identities(500, 9);
    EXPECT_TRUE(linked(none, none).links.empty());
    EXPECT_EQ(linked(none, some).counts.nobody, some.size());
    EXPECT_EQ(linked(some, none).counts, LinkCounts{});

    std::vector<Identity> people;
    for (std::uint32_t i = 0; i < 5'000; ++i) people.push_back(who(1 + i, 1 + i, 19800101, 1, 1));
    const LinkSet self = linked(people, people);
    ASSERT_EQ(self.links.size(), people.size());
    for (const Link& link : self.links) EXPECT_EQ(link.person, link.account);

    std::vector<Identity> crowd(50'000, who(5, 5, 19800101, 1, 1));
    EXPECT_EQ(linked(crowd, crowd).counts.ambiguous, crowd.size());
}

// Goal: Ctrl-C ends it with the code for it.
TEST(LinkExactly, stops_on_request) {
    const auto some = crowded_identities(10, 9);
    set_interrupted(true);
    const auto made = link_exactly(some, some, 1);
    set_interrupted(false);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code(), Code::interrupted);
}

}  // namespace
}  // namespace payung
