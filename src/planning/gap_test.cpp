#include "planning/gap.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

#include "base/interrupt.h"
#include "base/random.h"
#include "planning/test_areas.h"
#include "planning/test_regions.h"

namespace payung {
namespace {

constexpr Month january = Month::from_ym(2026, 1);

/// The law of the nation, with these regions instead of its own.
VulnerableRule rule_with(std::span<const RegionClauses> regions = {}) {
    static const VulnerableClauses nation =
        VulnerableRule::load(Path(PAYUNG_SOURCE_DIR) / "legislation", test_areas())
            .value()
            .clauses_in(0);
    auto rule = VulnerableRule::from(nation, regions, test_areas());
    CHECK(rule.has_value());
    return std::move(*rule);
}

/// A register of some persons, all columns there, each his own row and without account.
struct Register {
    PersonTable persons;
    std::vector<AccountStatus> status;
    std::vector<std::uint32_t> same_person;

    Register() {
        persons.columns = {.nik = true,
                           .family = true,
                           .decile = true,
                           .status = true,
                           .sector = true,
                           .occupation = true,
                           .income = true,
                           .decree = true};
        persons.occupations = {"", "Petani padi", "Buruh tani kebun", "Pedagang"};
    }
    void add(std::uint32_t birth, const PersonFacts& facts, std::uint32_t area = 0,
             AccountStatus account = AccountStatus::none) {
        Identity who;
        who.birth = birth;
        who.area = area;
        same_person.push_back(static_cast<std::uint32_t>(persons.size()));
        persons.identity.push_back(who);
        persons.facts.push_back(facts);
        status.push_back(account);
    }
    Gap gap(const VulnerableRule& rule, unsigned threads = 1) const {
        return find_gap(persons, status, same_person, rule, january, threads).value();
    }
};

/// Born in 1990, own account, farming, decile 2: in the gap.
PersonFacts farmer() {
    return {.income_rupiah = 900'000,
            .occupation = 1,
            .decile = 2,
            .status = 1,
            .sector = 'A',
            .named_in_decree = false};
}
constexpr std::uint32_t adult = 19900615;

Standing standing_of_one(const VulnerableRule& rule, std::uint32_t birth, const PersonFacts& facts,
                         AccountStatus account = AccountStatus::none, std::uint32_t area = 0,
                         PersonColumns columns = Register().persons.columns) {
    Register one;
    one.persons.columns = columns;
    one.add(birth, facts, area, account);
    return one.gap(rule).standing[0];
}

// Goal: one fact changed at a time, the reason that follows, by the law of the nation.
TEST(FindGap, gives_the_reason) {
    struct Case {
        const char* why;
        std::uint32_t birth;
        PersonFacts facts;
        AccountStatus account;
        Standing expected;
    };
    const auto with = [](auto change) {
        PersonFacts facts = farmer();
        change(facts);
        return facts;
    };
    using F = PersonFacts;
    const auto none = AccountStatus::none;
    const std::vector<Case> cases{
        {"in every respect", adult, farmer(), none, Standing::in_gap_no_account},
        {"account not active", adult, farmer(), AccountStatus::inactive,
         Standing::in_gap_account_inactive},
        {"active", adult, farmer(), AccountStatus::active, Standing::covered},
        {"17", 20080102, farmer(), none, Standing::too_young},
        {"18", 20080101, farmer(), none, Standing::in_gap_no_account},
        {"64", 19610102, farmer(), none, Standing::in_gap_no_account},
        {"65", 19610101, farmer(), none, Standing::too_old},
        {"no birth", 0, farmer(), none, Standing::age_unknown},
        {"employee", adult, with([](F& f) { f.status = 4; }), none, Standing::status_not_bpu},
        {"helps the family and earns", adult, with([](F& f) { f.status = 7; }), none,
         Standing::in_gap_no_account},
        {"helps the family, no income", adult, with([](F& f) {
             f.status = 7;
             f.income_rupiah = 0;
         }),
         none, Standing::status_not_bpu},
        {"status unknown", adult, with([](F& f) { f.status = 0; }), none, Standing::status_unknown},
        {"decile 4", adult, with([](F& f) { f.decile = 4; }), none, Standing::in_gap_no_account},
        {"decile 5", adult, with([](F& f) { f.decile = 5; }), none, Standing::decile_above},
        {"decile 5, in a decree", adult, with([](F& f) {
             f.decile = 5;
             f.named_in_decree = true;
         }),
         none, Standing::in_gap_no_account},
        {"decile unknown", adult, with([](F& f) { f.decile = 0; }), none, Standing::decile_unknown},
        {"decile unknown, in a decree", adult, with([](F& f) {
             f.decile = 0;
             f.named_in_decree = true;
         }),
         none, Standing::in_gap_no_account},
        {"sector and occupation unknown", adult, with([](F& f) {
             f.sector = 0;
             f.occupation = 0;
         }),
         none, Standing::in_gap_no_account},
        {"income unknown", adult, with([](F& f) { f.income_rupiah = 0; }), none,
         Standing::in_gap_no_account},
        {"several reasons: the first asked", 20100101, with([](F& f) {
             f.status = 4;
             f.decile = 9;
         }),
         none, Standing::too_young},
        {"covered before anything else", 20100101, with([](F& f) { f.status = 4; }),
         AccountStatus::active, Standing::covered},
    };
    const VulnerableRule rule = rule_with();
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(name_of(standing_of_one(rule, c.birth, c.facts, c.account)), name_of(c.expected));
    }
}

// Goal: every clause of a region, its limits and what it says of unknown values.
TEST(FindGap, follows_the_clauses_of_a_region) {
    const ClauseTerms strict = test_terms(leave_out, leave_out);
    const std::array regions{
        region_with("63.03", own_sectors("AH", strict), own_words({"tani", "Petani"}, strict),
                    own_income(1'000'000, strict), own_account(leave_out)),
        region_with("62.02", own_decile(10, DecreeUse::required, strict),
                    own_income(0, test_terms(take, leave_out))),
        region_with("62.01", own_decile(3, DecreeUse::ignored, test_terms(take, leave_out)))};
    const VulnerableRule rule = rule_with(regions);
    struct Case {
        const char* why;
        const char* area;
        PersonFacts facts;
        AccountStatus account;
        Standing expected;
    };
    const auto with = [](auto change) {
        PersonFacts facts = farmer();
        change(facts);
        return facts;
    };
    using F = PersonFacts;
    const auto none = AccountStatus::none;
    const std::vector<Case> cases{
        {"as listed", "6303", farmer(), none, Standing::in_gap_no_account},
        {"in a village of it", "6303052003", with([](F& f) { f.sector = 'C'; }), none,
         Standing::sector_not_listed},
        {"next door", "6304", with([](F& f) { f.sector = 'C'; }), none,
         Standing::in_gap_no_account},
        {"sector unknown", "6303", with([](F& f) { f.sector = 0; }), none,
         Standing::sector_unknown},
        {"a word of the occupation", "6303", with([](F& f) { f.occupation = 2; }), none,
         Standing::in_gap_no_account},
        {"another occupation", "6303", with([](F& f) { f.occupation = 3; }), none,
         Standing::occupation_not_listed},
        {"occupation unknown", "6303", with([](F& f) { f.occupation = 0; }), none,
         Standing::occupation_unknown},
        {"income at the limit", "6303", with([](F& f) { f.income_rupiah = 1'000'000; }), none,
         Standing::in_gap_no_account},
        {"one rupiah more", "6303", with([](F& f) { f.income_rupiah = 1'000'001; }), none,
         Standing::income_above},
        {"income unknown", "6303", with([](F& f) { f.income_rupiah = 0; }), none,
         Standing::income_unknown},
        {"account not active", "6303", farmer(), AccountStatus::inactive,
         Standing::account_left_out},
        {"not in the decree", "6202", with([](F& f) { f.decile = 1; }), none,
         Standing::not_in_decree},
        {"in the decree, income above nought", "6202", with([](F& f) { f.named_in_decree = true; }),
         none, Standing::income_above},
        {"in the decree, income unknown", "6202", with([](F& f) {
             f.named_in_decree = true;
             f.decile = 9;
             f.income_rupiah = 0;
         }),
         none, Standing::in_gap_no_account},
        {"decree ignored", "6201", with([](F& f) {
             f.named_in_decree = true;
             f.decile = 4;
         }),
         none, Standing::decile_above},
        {"decile unknown, taken", "6201", with([](F& f) { f.decile = 0; }), none,
         Standing::in_gap_no_account},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(name_of(standing_of_one(rule, adult, c.facts, c.account, test_area(c.area))),
                  name_of(c.expected));
    }
}

// Goal: a column that no file had is what the clause says, apart from an empty cell.
TEST(FindGap, tells_a_missing_column_from_an_empty_cell) {
    PersonColumns bare;  // name, birth, sex and village only
    PersonFacts nothing;
    const VulnerableRule nation = rule_with();
    EXPECT_EQ(standing_of_one(nation, adult, nothing, AccountStatus::none, 0, bare),
              Standing::in_gap_no_account);
    EXPECT_EQ(standing_of_one(nation, adult, nothing), Standing::status_unknown);

    const ClauseTerms terms = test_terms(take, leave_out);
    const auto with = [&](auto clause) {
        const std::array regions{region_with("63", clause)};
        const VulnerableRule rule = rule_with(regions);
        return standing_of_one(rule, adult, nothing, AccountStatus::none, test_area("63"), bare);
    };
    EXPECT_EQ(with(own_status("1", terms)), Standing::status_unknown);
    EXPECT_EQ(with(own_sectors("A", terms)), Standing::sector_unknown);
    EXPECT_EQ(with(own_sectors("", terms)), Standing::in_gap_no_account);
    EXPECT_EQ(with(own_words({"tani"}, terms)), Standing::occupation_unknown);
    EXPECT_EQ(with(own_decile(4, DecreeUse::suffices, terms)), Standing::decile_unknown);
    EXPECT_EQ(with(own_decile(4, DecreeUse::required, terms)), Standing::decree_unknown);
    EXPECT_EQ(with(own_income(5, terms)), Standing::income_unknown);
    EXPECT_EQ(with(own_income(std::nullopt, terms)), Standing::in_gap_no_account);
}

// Goal: what was not asked for lack of a column, and who came in without a value, is counted.
TEST(FindGap, counts_what_it_did_not_know) {
    Register people;
    PersonFacts no_decile = farmer();
    no_decile.decile = 0;
    people.add(adult, no_decile);
    people.add(adult, farmer());
    people.persons.columns.decile = false;
    const Gap gap = people.gap(rule_with());
    const ClauseCount& decile = gap.clauses[static_cast<std::size_t>(Clause::decile)];
    EXPECT_TRUE(decile.column_missing);
    EXPECT_EQ(decile.taken_unknown, 1U);
    EXPECT_FALSE(gap.clauses[static_cast<std::size_t>(Clause::sector)].column_missing);
    EXPECT_EQ(gap.clauses[static_cast<std::size_t>(Clause::main_status)].taken_unknown, 0U);
}

// Goal: a person of two rows counts once, and the account of either row is his.
TEST(FindGap, counts_a_person_once) {
    Register people;
    people.add(adult, farmer());
    people.add(adult, farmer(), 0, AccountStatus::active);
    people.add(adult, farmer());
    people.add(adult, farmer(), 0, AccountStatus::inactive);
    people.same_person = {0, 0, 2, 2};
    const Gap gap = people.gap(rule_with());
    EXPECT_EQ(gap.standing,
              (std::vector{Standing::covered, Standing::duplicate_row,
                           Standing::in_gap_account_inactive, Standing::duplicate_row}));
    EXPECT_EQ(gap.rows, std::vector<std::uint32_t>{2});
    EXPECT_EQ(gap.ages, std::vector<std::uint8_t>{35});
}

// Goal: an unknown birth that a region lets pass has no age.
TEST(FindGap, gives_no_age_where_there_is_none) {
    const std::array regions{region_with("63", own_age(18, 64))};
    const VulnerableRule rule = rule_with(regions);
    Register people;
    people.add(0, farmer(), test_area("6304"));
    const Gap gap = people.gap(rule);
    EXPECT_EQ(gap.ages, std::vector<std::uint8_t>{age_not_known});
    EXPECT_EQ(gap.clauses[static_cast<std::size_t>(Clause::age)].taken_unknown, 1U);
}

// The test again, one person and one clause at a time, as a jurist would go through it.
Standing slowly(const VulnerableRule& rule, const Identity& who, const PersonFacts& f,
                AccountStatus account, const PersonTable& persons) {
    const VulnerableClauses& c = rule.clauses_in(who.area);
    const auto missing = [](const ClauseTerms& terms) { return terms.value == IfMissing::take; };
    if (account == AccountStatus::active) return Standing::covered;
    if (who.birth == 0) {
        if (!missing(c.age)) return Standing::age_unknown;
    } else {
        const Day born = *Day::from_ymd(static_cast<int>(who.birth / 10'000), who.birth / 100 % 100,
                                        who.birth % 100);
        const int age = age_years(born, january.first_day());
        if (age < c.age.years_min) return Standing::too_young;
        if (age > c.age.years_max) return Standing::too_old;
    }
    if (f.status == 0) {
        if (!missing(c.main_status)) return Standing::status_unknown;
    } else {
        const bool always = (c.main_status.codes >> f.status & 1) != 0;
        const bool earning = (c.main_status.codes_if_earning >> f.status & 1) != 0;
        if (!always && !(earning && f.income_rupiah > 0)) return Standing::status_not_bpu;
    }
    if (c.sector.letters != 0) {
        if (f.sector == 0 && !missing(c.sector)) return Standing::sector_unknown;
        if (f.sector != 0 && (c.sector.letters >> (f.sector - 'A') & 1) == 0) {
            return Standing::sector_not_listed;
        }
    }
    if (!c.occupation.phrases.empty()) {
        if (f.occupation == 0 && !missing(c.occupation)) return Standing::occupation_unknown;
        const std::string text = normalised_words(persons.occupations[f.occupation]);
        bool listed = f.occupation == 0;
        for (const auto& phrase : c.occupation.phrases) {
            listed = listed || text.find(phrase) != std::string::npos;
        }
        if (!listed) return Standing::occupation_not_listed;
    }
    const bool named = f.named_in_decree;
    if (c.decile.decree == DecreeUse::required) {
        if (!named) return Standing::not_in_decree;
    } else if (!(named && c.decile.decree == DecreeUse::suffices)) {
        if (f.decile == 0 && !missing(c.decile)) return Standing::decile_unknown;
        if (f.decile > c.decile.max) return Standing::decile_above;
    }
    if (c.income.rupiah_max) {
        if (f.income_rupiah == 0 && !missing(c.income)) return Standing::income_unknown;
        if (f.income_rupiah > *c.income.rupiah_max) return Standing::income_above;
    }
    if (account == AccountStatus::none) return Standing::in_gap_no_account;
    return c.account.inactive == IfMissing::take ? Standing::in_gap_account_inactive
                                                 : Standing::account_left_out;
}

Register random_people(Random& random, std::size_t n) {
    Register people;
    constexpr std::string_view letters = "ACGHU";
    for (std::size_t i = 0; i < n; ++i) {
        PersonFacts f;
        f.income_rupiah = random.chance(0.3) ? 0 : random.below(3'000'000);
        f.occupation = static_cast<std::uint16_t>(random.below(4));
        f.decile = static_cast<std::uint8_t>(random.below(11));
        f.status = static_cast<std::uint8_t>(random.below(8));
        f.sector = random.chance(0.1) ? char{0} : letters[random.below(5)];
        f.named_in_decree = random.chance(0.1);
        const std::uint32_t birth = random.chance(0.02)
                                        ? 0
                                        : (1940 + random.below(80)) * 10'000 +
                                              (1 + random.below(12)) * 100 + 1 + random.below(28);
        people.add(birth, f, random.below(test_areas().size()),
                   static_cast<AccountStatus>(random.below(3)));
        if (random.chance(0.05))
            people.same_person.back() = random.below(static_cast<std::uint32_t>(i) + 1);
    }
    for (std::uint32_t& row : people.same_person)
        row = people.same_person[row];  // stands for itself
    return people;
}

const VulnerableRule& mixed_rule() {
    static const std::array regions{
        region_with("63", own_words({"tani"}, test_terms(take, take))),
        region_with("63.03", own_sectors("AG", test_terms(leave_out, take)),
                    own_account(leave_out)),
        region_with("63.04", own_decile(6, DecreeUse::required, test_terms(take, take))),
        region_with("62", own_income(1'500'000, test_terms(leave_out, take)),
                    own_decile(7, DecreeUse::ignored, test_terms(take, take)))};
    static const VulnerableRule rule = rule_with(regions);
    return rule;
}

// Goal: tables and the slow reading agree on random people in areas with different clauses; every
// row has one standing, the counts add up, and the gap is in order (seed printed).
TEST(FindGap, agrees_with_the_slow_reading) {
    constexpr std::uint64_t seed = 4;
    SCOPED_TRACE(seed);
    Random random(seed);
    const Register people = random_people(random, 150'000);
    const Gap gap = people.gap(mixed_rule(), 2);
    const std::vector<AccountStatus> carried =
        status_by_person(people.status, people.same_person, 1);
    std::array<std::uint64_t, standing_count> counts{};
    std::vector<std::uint32_t> members;
    for (std::uint32_t i = 0; i < people.persons.size(); ++i) {
        const Standing expected = people.same_person[i] != i
                                      ? Standing::duplicate_row
                                      : slowly(mixed_rule(), people.persons.identity[i],
                                               people.persons.facts[i], carried[i], people.persons);
        ASSERT_EQ(name_of(gap.standing[i]), name_of(expected)) << "row " << i;
        ++counts[static_cast<std::size_t>(expected)];
        if (in_gap(expected)) members.push_back(i);
    }
    EXPECT_EQ(gap.counts, counts);
    EXPECT_EQ(gap.rows, members);
    EXPECT_EQ(std::accumulate(counts.begin(), counts.end(), std::uint64_t{0}),
              people.persons.size());
    for (const Standing s : {Standing::account_left_out, Standing::not_in_decree,
                             Standing::occupation_not_listed, Standing::income_unknown}) {
        EXPECT_GT(counts[static_cast<std::size_t>(s)], 0U) << name_of(s);
    }
}

// Goal: threads do not change the answer, and neither does the order of the rows.
TEST(FindGap, does_not_depend_on_threads_or_order) {
    constexpr std::uint64_t seed = 5;
    SCOPED_TRACE(seed);
    Random random(seed);
    const Register people = random_people(random, 100'000);
    const Gap one = people.gap(mixed_rule(), 1);
    for (const unsigned threads : {2U, 3U}) {
        const Gap other = people.gap(mixed_rule(), threads);
        EXPECT_EQ(one.standing, other.standing);
        EXPECT_EQ(one.rows, other.rows);
        EXPECT_EQ(one.ages, other.ages);
        EXPECT_EQ(one.counts, other.counts);
    }

    Register turned;
    const auto n = static_cast<std::uint32_t>(people.persons.size());
    for (std::uint32_t i = n; i-- > 0;) {
        turned.add(people.persons.identity[i].birth, people.persons.facts[i],
                   people.persons.identity[i].area, people.status[i]);
        turned.same_person.back() = n - 1 - people.same_person[i];
    }
    const Gap reversed = turned.gap(mixed_rule(), 2);
    EXPECT_TRUE(std::equal(one.standing.rbegin(), one.standing.rend(), reversed.standing.begin(),
                           reversed.standing.end()));
}

TEST(FindGap, has_nothing_to_say_of_nobody) {
    const Gap gap = Register().gap(mixed_rule(), 2);
    EXPECT_TRUE(gap.rows.empty());
    EXPECT_TRUE(gap.standing.empty());
}

TEST(FindGap, stops_when_asked) {
    Register people;
    people.add(adult, farmer());
    set_interrupted(true);
    const auto gap =
        find_gap(people.persons, people.status, people.same_person, mixed_rule(), january, 1);
    set_interrupted(false);
    ASSERT_FALSE(gap);
    EXPECT_EQ(gap.error().code(), Code::interrupted);
}

// Goal: every standing has a word of its own for files and a sentence in both languages.
TEST(Standing, has_words_of_its_own) {
    std::set<std::string_view> names, sentences;
    for (std::size_t i = 0; i < standing_count; ++i) {
        const auto standing = static_cast<Standing>(i);
        for (const char c : name_of(standing)) EXPECT_TRUE((c >= 'a' && c <= 'z') || c == '_');
        names.insert(name_of(standing));
        sentences.insert(sentence_of(standing, Language::id));
        sentences.insert(sentence_of(standing, Language::en));
    }
    EXPECT_EQ(names.size(), standing_count);
    EXPECT_EQ(sentences.size(), 2 * standing_count);
    EXPECT_EQ(clause_of(Standing::not_in_decree), Clause::decile);
}

}  // namespace
}  // namespace payung
