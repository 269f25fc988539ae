// The parts a population is made of, each by itself: choosing, numbers, names, errors, families,
// plan.

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <unordered_set>

#include "population/alias.h"
#include "population/fact_table.h"
#include "population/families.h"
#include "population/livelihood.h"
#include "population/misrecord.h"
#include "population/names.h"
#include "population/numbers.h"
#include "population/places.h"
#include "population/text_buffer.h"
#include "population/unit_plan.h"

namespace payung {
namespace {

const Path share{PAYUNG_SHARE_DIR};

const AreaTable& areas() {
    static const AreaTable table = [] {
        auto loaded = AreaTable::load(share / "areas.csv", share / "former_areas.csv");
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}
const Facts& facts() {
    static const Facts loaded = *Facts::load(share);
    return loaded;
}
const Places& nation() {
    static const Places made = *Places::make(areas(), facts(), {});
    return made;
}

// Goal: things are chosen as often as they weigh; what weighs nothing never.
TEST(Alias, chooses_by_weight) {
    const std::array<double, 5> weights{1, 0, 3, 0.5, 15.5};
    const Alias alias{weights};
    Random random(7);
    std::array<int, 5> times{};
    constexpr int draws = 200'000;
    for (int i = 0; i < draws; ++i) ++times[alias.draw(random)];
    EXPECT_EQ(times[1], 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const double part = weights[i] / 20;
        EXPECT_NEAR(times[i], part * draws, 4 * std::sqrt(draws * part * (1 - part)) + 1);
    }
}

// Goal: a chance of nothing never comes, a sure one always.
TEST(Chance, holds_at_its_ends) {
    EXPECT_FALSE(Chance::ppm(0).holds(0));
    EXPECT_TRUE(Chance::ppm(1'000'000).holds(~std::uint32_t{0}));
    EXPECT_TRUE(Chance::of(2.0).holds(~std::uint32_t{0}));
    EXPECT_FALSE(Chance::of(-1.0).holds(0));
    EXPECT_EQ(Chance::permille(500).threshold(), std::uint64_t{1} << 31);
}

// Goal: rows and columns of a raked table have their sums, and cells that were nothing stay so.
TEST(Rake, meets_both_margins) {
    std::vector<std::vector<double>> cells{{1, 2, 0}, {4, 1, 1}};
    rake(cells, {0.4, 0.6}, {0.5, 0.2, 0.3});
    EXPECT_EQ(cells[0][2], 0);
    EXPECT_NEAR(cells[0][0] + cells[0][1], 0.4, 1e-9);
    EXPECT_NEAR(cells[0][0] + cells[1][0], 0.5, 1e-9);
    EXPECT_NEAR(cells[1][2], 0.3, 1e-9);
}

// Goal: numbers scattered over a range are all different, and neighbours are far apart.
TEST(Scatter, is_one_to_one) {
    for (const std::uint64_t modulus : {1ULL, 2ULL, 7ULL, 1'000ULL, 65'536ULL, 99'991ULL}) {
        const Scatter scatter(modulus, 3);
        std::vector<bool> seen(modulus);
        for (std::uint64_t i = 0; i < modulus; ++i) {
            ASSERT_LT(scatter(i), modulus);
            ASSERT_FALSE(seen[scatter(i)]);
            seen[scatter(i)] = true;
        }
    }
    const Scatter scatter(1'000'000'000, 1);
    const auto step = static_cast<std::int64_t>(scatter(1)) - static_cast<std::int64_t>(scatter(0));
    EXPECT_GT(std::abs(step), 100'000'000);
}

// Goal: fields as they must stand in a CSV row.
TEST(TextBuffer, writes_rows) {
    TextBuffer text;
    text.begin_row();
    text.code("R", 42, 5);
    text.digits(7, 3);
    text.number(0);
    text.number(1'234'567);
    text.date(19'800'705);
    text.date(0);
    text.month(2026 * 12);
    text.letter('L');
    text.empty();
    text.text("BUDI");
    text.end_row();
    EXPECT_EQ(text.view(), "R00042,007,0,1234567,1980-07-05,,2026-01,L,,BUDI\n");
    for (int i = 0; i < 10'000; ++i) {
        text.begin_row();
        text.text(std::string(TextBuffer::row_max - 1, 'x'));
        text.end_row();
    }
    EXPECT_EQ(text.size(), 49 + 10'000 * TextBuffer::row_max);
    text.clear();
    EXPECT_TRUE(text.view().empty());
}

// Goal: a table says where it is wrong.
TEST(FactTable, tells_what_it_cannot_read) {
    const Path folder = testing::TempDir();
    const auto write = [&](std::string_view text) {
        std::ofstream(folder / "synth_t.csv") << text;
    };
    const auto line_of = [](const Error& error) {
        EXPECT_EQ(error.code(), Code::population_table_malformed);
        return error.arguments()[1].second;
    };
    write("# note\nkind,value\na,1\nb,x\n");
    const auto table = FactTable::load(folder, "t");
    ASSERT_TRUE(table);
    EXPECT_EQ(table->rows(), 2U);
    EXPECT_EQ(table->number(0, "value"), 1);
    EXPECT_TRUE(table->check());
    EXPECT_EQ(table->number(1, "value"), 0);
    EXPECT_EQ(line_of(table->check().error()), "4");
    write("kind,value\na,1\n\nb\n");
    EXPECT_EQ(line_of(FactTable::load(folder, "t").error()), "4");
    write("# nothing but this\n");
    EXPECT_EQ(FactTable::load(folder, "t").error().code(), Code::population_table_malformed);
    write("kind,value\na,1\n");
    const auto keys = *FactTable::load(folder, "t");
    EXPECT_TRUE(keys.require(std::to_array<std::string_view>({"a", "a,1"})));
    EXPECT_EQ(line_of(keys.require(std::to_array<std::string_view>({"b"})).error()), "3");
    EXPECT_EQ(keys.cell(0, "weight"), "");
    EXPECT_FALSE(keys.check());
}

// Goal: every regency of the nation is there, with villages and with districts that are free.
TEST(Places, know_the_nation) {
    EXPECT_EQ(nation().regencies().size(), 514U);
    double population = 0;
    for (const Regency& regency : nation().regencies()) {
        population += regency.population;
        EXPECT_GE(regency.free_districts.size(), 10U) << regency.code;
        EXPECT_NEAR(regency.village_until.back(), 1.0, 1e-9);
    }
    EXPECT_EQ(population, 284'973'643);
    EXPECT_EQ(nation().provinces_asked_for().size(), 38U);
}

// Goal: no NIK twice, within a unit or between units, residents or not; date and sex stand in it.
TEST(NikIssuer, gives_each_number_once) {
    std::unordered_set<std::uint64_t> given;
    Random random(5);
    for (std::uint32_t number = 0; number < 40; ++number) {
        Unit unit;
        unit.number = number;
        unit.regency = 300;
        unit.regency_unit = number;
        unit.regency_units = 40;
        NikIssuer niks(nation(), unit, 40, 6'000);
        for (int i = 0; i < 3'000; ++i) {
            // Few days and sexes, so that the serials of a day run out.
            const std::uint32_t birth = 19'900'101 + random.below(3);
            const unsigned sex = random.below(2);
            for (const std::uint64_t nik : {niks.at_home(sex, birth, random),
                                            niks.elsewhere(random.below(5), sex, birth, random)}) {
                ASSERT_TRUE(given.insert(nik).second) << "unit " << number;
                ASSERT_EQ(nik / 100'000'000 % 100, birth % 100 + sex * 40);
                ASSERT_EQ(nik / 10'000 % 10'000, 190);
                ASSERT_NE(nik % 10'000, 0U);
            }
        }
    }
}

// Goal: no family card twice, also where a regency has far more families than serials.
TEST(FamilyCard, is_given_once) {
    Random random(5);
    std::unordered_set<std::uint64_t> given;
    for (std::uint32_t number : {0U, 499U}) {
        Unit unit;
        unit.regency_unit = number;
        unit.regency_units = 500;
        for (std::uint32_t household = 0; household < 20'000; ++household) {
            const auto card = family_card(nation()[10], unit, household, 20'000, random);
            ASSERT_TRUE(given.insert(card).second);
            ASSERT_LE(card / 100'000'000 % 100, 28U);
            ASSERT_LE(card / 1'000'000 % 100, 12U);
        }
    }
}

// Goal: names are made as their groups make them.
TEST(NameBook, makes_names_of_each_group) {
    const NameBook book = *NameBook::load(share);
    EXPECT_GT(book.words(), 1'500U);
    const auto texts = [&](unsigned regency, unsigned sex, Cohort cohort, int count) {
        std::vector<std::string> made;
        Random random(11);
        Name father;
        father.words[0] = 1;
        father.count = 1;
        for (int i = 0; i < count; ++i) {
            NameOrder order;
            order.group = book.draw_group(regency, random);
            order.sex = sex;
            order.cohort = cohort;
            order.birth_order = static_cast<unsigned>(i);
            order.father = &father;
            const Name name = book.make(order, random);
            char letters[128];
            made.emplace_back(letters, book.write(name, letters));
        }
        return made;
    };
    const auto share_of = [](const std::vector<std::string>& names, auto&& holds) {
        return static_cast<double>(std::count_if(names.begin(), names.end(), holds)) /
               static_cast<double>(names.size());
    };
    const auto single = [](const std::string& name) { return name.find(' ') == std::string::npos; };
    EXPECT_GT(share_of(texts(3303, 0, Cohort::old, 2'000), single), 0.6) << "old Javanese";
    EXPECT_LT(share_of(texts(3303, 0, Cohort::young, 2'000), single), 0.1) << "young Javanese";
    EXPECT_GT(
        share_of(texts(5107, 0, Cohort::young, 2'000), [](auto& n) { return n.starts_with("I "); }),
        0.5);
    EXPECT_GT(share_of(texts(5107, 1, Cohort::young, 2'000),
                       [](auto& n) { return n.starts_with("NI "); }),
              0.5);
    EXPECT_GT(share_of(texts(1212, 0, Cohort::young, 2'000),
                       [](auto& n) { return n.ends_with("SIREGAR"); }),
              0.01);
    EXPECT_GT(share_of(texts(7308, 0, Cohort::young, 2'000),
                       [](auto& n) { return n.starts_with("ANDI "); }),
              0.03);
    EXPECT_GT(share_of(texts(6303, 0, Cohort::young, 2'000),
                       [](auto& n) { return n.starts_with("MUHAMMAD "); }),
              0.1);
}

// Goal: each error of a NIK is as its kind says, and never leads to a real district.
TEST(Misrecorder, keeps_wrong_niks_nobodys) {
    const NameBook book = *NameBook::load(share);
    std::vector<bool> used(1'000'000);
    for (std::uint32_t i = 0; i < areas().size(); ++i) {
        if (areas().level(i) != AreaLevel::district) continue;
        used[std::stoul(std::string{areas().code(i)})] = true;
    }
    Facts always = facts();
    for (auto& [kind, ppm] : always.error_ppm) ppm = {0, 0};
    always.error_ppm["nik_digit"] = {500'000, 0};
    always.error_ppm["nik_swap"] = {500'000, 0};
    const auto register_errors =
        *Misrecorder::make(always, share, Misrecorder::Side::register_extract, book, used);
    Random random(3);
    Name name;
    name.words[0] = 1;
    name.count = 1;
    ErrorCounts counts;
    for (int i = 0; i < 20'000; ++i) {
        Record record;
        record.nik = 6303'61'050780'0001ULL;
        record.birth = 19'800'705;
        record.name = &name;
        register_errors.misrecord(
            record, [] { return Surroundings{}; }, counts, random);
        ASSERT_NE(record.nik, 6303'61'050780'0001ULL);
        ASSERT_FALSE(used[record.nik / 10'000'000'000]);
        ASSERT_FALSE(record.name_changed);
    }
    EXPECT_EQ(counts.nik_wrong, 20'000U);
    EXPECT_EQ(counts.nik_missing + counts.date_wrong + counts.sex_wrong, 0U);
}

// Goal: a name with every kind of error stays a name: capital letters and single blanks.
TEST(Misrecorder, makes_readable_names) {
    const NameBook book = *NameBook::load(share);
    const std::vector<bool> used(1'000'000);
    for (const char* const kind :
         {"name_old_spelling", "name_letter", "name_doubled", "name_typo", "name_word_lost",
          "name_initial", "name_joined", "name_order", "name_nickname", "name_title_before",
          "name_title_after", "name_bin", "name_variant"}) {
        SCOPED_TRACE(kind);
        Facts always = facts();
        for (auto& [name, ppm] : always.error_ppm) ppm = {0, 0};
        always.error_ppm[kind] = {1'000'000, 0};
        const auto errors =
            *Misrecorder::make(always, share, Misrecorder::Side::register_extract, book, used);
        Random random(9);
        ErrorCounts counts;
        for (int i = 0; i < 2'000; ++i) {
            NameOrder order;
            order.group = book.draw_group(6303, random);
            const Name name = book.make(order, random);
            Record record;
            record.nik = 1;
            record.name = &name;
            errors.misrecord(
                record,
                [] {
                    Surroundings s;
                    s.father = "HASAN";
                    return s;
                },
                counts, random);
            if (!record.name_changed) continue;
            ASSERT_FALSE(record.text.empty());
            ASSERT_EQ(record.text.find("  "), std::string::npos) << record.text;
            ASSERT_NE(record.text.front(), ' ') << record.text;
            ASSERT_NE(record.text.back(), ' ') << record.text;
            ASSERT_LE(record.text.size(), 120U);
        }
        EXPECT_GT(counts.name_changed, 200U);
    }
}

// Goal: families make sense: one head, partners and parents of age, children younger than mothers.
TEST(FamilyModel, makes_families) {
    const FamilyModel model(facts());
    Random random(2);
    std::array<Member, 16> members;
    std::size_t persons = 0, twins = 0;
    for (int i = 0; i < 50'000; ++i) {
        const unsigned count = model.make(members, random);
        persons += count;
        ASSERT_EQ(members[0].relation, Relation::head);
        ASSERT_GE(members[0].age, 17);
        unsigned mother = members[0].age;
        for (unsigned m = 1; m < count; ++m) {
            ASSERT_NE(members[m].relation, Relation::head);
            if (members[m].relation == Relation::partner) mother = members[m].age;
            ASSERT_TRUE(members[m].relation != Relation::child || mother >= members[m].age + 17U);
            ASSERT_TRUE(members[m].relation != Relation::parent ||
                        members[m].age >= members[0].age + 15U);
            twins += members[m].twin;
        }
    }
    EXPECT_NEAR(static_cast<double>(persons) / 50'000, 3.07, 0.1);
    EXPECT_GT(twins, 200U);
    EXPECT_NEAR(model.persons_per_worker(), 1.97, 0.03);
}

// Goal: each decile holds a tenth of the nation, and more of the poor regency's people at the
// bottom.
TEST(LivelihoodModel, spreads_deciles_by_poverty) {
    const auto model = *LivelihoodModel::make(facts(), nation(), share, {0.6, 0.4});
    std::array<double, deciles> nation_share{};
    double people = 0;
    for (std::size_t r = 0; r < nation().regencies().size(); ++r) {
        for (unsigned d = 0; d < deciles; ++d) {
            nation_share[d] += nation()[r].population * model.decile_share(r)[d];
        }
        people += nation()[r].population;
        EXPECT_TRUE(nation()[r].poor < 0.2 || model.decile_share(r)[0] > 0.15);
        EXPECT_TRUE(nation()[r].poor > 0.04 || model.decile_share(r)[0] < 0.06);
    }
    for (const double share_of_decile : nation_share)
        EXPECT_NEAR(share_of_decile / people, 0.1, 1e-3);
}

// Goal: units add up to what was asked for, whatever the size.
TEST(UnitPlan, adds_up) {
    for (const std::uint64_t workers : {1ULL, 513ULL, 16'385ULL, 1'000'003ULL, 30'000'000ULL}) {
        SynthOptions options;
        options.workers = workers;
        options.accounts = workers * 2;
        const auto plan = UnitPlan::make(options, facts(), nation());
        ASSERT_TRUE(plan);
        std::uint64_t sum = 0, members = 0, accounts = 0, doubles = 0;
        for (const Unit& unit : plan->units) {
            ASSERT_LE(unit.workers, 16'384U);
            ASSERT_LE(unit.protected_workers, unit.workers);
            ASSERT_LE(unit.elsewhere_active, unit.elsewhere);
            ASSERT_EQ(unit.protected_first, members);
            sum += unit.workers;
            members += unit.protected_workers;
            accounts += unit.accounts();
            doubles += unit.double_rows;
        }
        EXPECT_EQ(sum, workers);
        EXPECT_EQ(members, plan->protected_workers);
        EXPECT_EQ(accounts, workers * 2);
        EXPECT_EQ(doubles, plan->double_rows);
    }
}

}  // namespace
}  // namespace payung
