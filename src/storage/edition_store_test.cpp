#include "storage/edition_store.h"

#include <sys/wait.h>

#include <csignal>
#include <thread>

#include "storage/canary_for_tests.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/row_key.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

class EditionStoreTest : public EngineTest {
protected:
    EditionStoreTest() : EngineTest(Start::migrated) {}

    std::unique_ptr<RunStore> open_store() {
        auto store = RunStore::open(url(), {}, clock_, scratch() / "key");
        EXPECT_TRUE(store) << describe(store.error(), Language::en);
        return store ? std::move(*store) : nullptr;
    }
    /// Rows of every table of editions, to see that nothing was added.
    std::string sizes() {
        std::string text;
        const auto database = open();
        const auto snapshot = database->read();
        for (const std::string table : {"edition", "edition_file", "edition_word", "person",
                                        "person_nik_block", "person_by_id", "account"}) {
            const std::string sql = "SELECT COUNT(*) FROM " + table;
            EXPECT_TRUE((*snapshot)->query({table, sql}, {}, [&](const Row& row) -> Result<void> {
                text += table + " " + std::to_string(number_at(row, 0)) + "\n";
                return {};
            }));
        }
        return text;
    }
    FixedClock clock_{Instant{std::chrono::milliseconds{1'767'225'600'000}}};
};
PAYUNG_EVERY_ENGINE(EditionStoreTest);

void expect_same(const TextColumn& a, const TextColumn& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i], b[i]) << i;
}

void expect_same(const PersonTable& a, const PersonTable& b) {
    EXPECT_TRUE(a.identity == b.identity);
    ASSERT_EQ(a.facts.size(), b.facts.size());
    for (std::size_t i = 0; i < a.facts.size(); ++i) {
        const PersonFacts &x = a.facts[i], &y = b.facts[i];
        EXPECT_EQ(std::tie(x.income_rupiah, x.occupation, x.decile, x.status, x.sector,
                           x.named_in_decree),
                  std::tie(y.income_rupiah, y.occupation, y.decile, y.status, y.sector,
                           y.named_in_decree))
            << i;
    }
    EXPECT_EQ(a.family, b.family);
    EXPECT_EQ(a.families, b.families);
    EXPECT_EQ(a.occupations, b.occupations);
    expect_same(a.id, b.id);
    expect_same(a.name, b.name);
    EXPECT_EQ(a.columns.nik, b.columns.nik);
    EXPECT_EQ(a.columns.family, b.columns.family);
    EXPECT_EQ(a.columns.decile, b.columns.decile);
    EXPECT_EQ(a.columns.status, b.columns.status);
    EXPECT_EQ(a.columns.sector, b.columns.sector);
    EXPECT_EQ(a.columns.occupation, b.columns.occupation);
    EXPECT_EQ(a.columns.income, b.columns.income);
    EXPECT_EQ(a.columns.decree, b.columns.decree);
}

void expect_same(const AccountTable& a, const AccountTable& b) {
    ASSERT_EQ(a.facts.size(), b.facts.size());
    for (std::size_t i = 0; i < a.facts.size(); ++i) {
        const AccountFacts &x = a.facts[i], &y = b.facts[i];
        EXPECT_EQ(
            std::tie(x.from, x.until, x.wage_rupiah, x.programmes, x.segment, x.active, x.payer),
            std::tie(y.from, y.until, y.wage_rupiah, y.programmes, y.segment, y.active, y.payer))
            << i;
    }
    expect_same(a.id, b.id);
    EXPECT_EQ(a.payers, b.payers);
    EXPECT_EQ(a.size(), b.size());
}

// Goal: a register comes back row for row, and beside another edition of it.
TEST_P(EditionStoreTest, a_register_comes_back_as_it_was) {
    const PersonTable january = sample_persons(1234, 1);
    const PersonTable july = sample_persons(777, 2);
    std::int64_t first = 0, second = 0;
    {
        const auto store = open_store();
        const auto saved =
            store->save_edition(sample_source("january", 1234), january, sample_areas());
        ASSERT_DONE(saved);
        EXPECT_FALSE(saved->already_there);
        first = saved->edition;
        const auto later = store->save_edition(sample_source("july", 777), july, sample_areas());
        ASSERT_DONE(later);
        second = later->edition;
    }
    const auto store = open_store();
    auto loaded = store->load_register(first, sample_areas());
    ASSERT_DONE(loaded);
    expect_same(*loaded, january);
    loaded = store->load_register(second, sample_areas());
    ASSERT_DONE(loaded);
    expect_same(*loaded, july);
}

TEST_P(EditionStoreTest, a_membership_extract_comes_back_without_its_people) {
    const AccountTable accounts = sample_accounts(1500, 3);
    const auto store = open_store();
    const auto saved = store->save_edition(sample_source("accounts", 1500), accounts);
    ASSERT_DONE(saved);
    const auto loaded = store->load_membership(saved->edition);
    ASSERT_DONE(loaded);
    expect_same(*loaded, accounts);
    for (const Identity& who : loaded->identity) EXPECT_EQ(who, Identity{});
}

TEST_P(EditionStoreTest, empty_editions_are_editions) {
    const auto store = open_store();
    const auto persons = store->save_edition(sample_source("", 0), PersonTable{}, sample_areas());
    ASSERT_DONE(persons);
    const auto accounts = store->save_edition(sample_source("", 0), AccountTable{});
    ASSERT_DONE(accounts);
    EXPECT_NE(persons->edition, accounts->edition);
    const auto loaded = store->load_register(persons->edition, sample_areas());
    ASSERT_DONE(loaded);
    EXPECT_EQ(loaded->size(), 0U);
}

// Goal: the same contents again change nothing; the same contents under other rules of intake,
// which take other rows, are another edition, so that row numbers keep their meaning.
TEST_P(EditionStoreTest, the_same_contents_are_kept_once) {
    const PersonTable persons = sample_persons(300, 1);
    const AccountTable accounts = sample_accounts(300, 1);
    const EditionSource source = sample_source("same", 300);
    const auto store = open_store();
    ASSERT_DONE(store->save_edition(source, persons, sample_areas()));
    ASSERT_DONE(store->save_edition(source, accounts));
    const std::string before = sizes();
    const auto again = store->save_edition(source, persons, sample_areas());
    ASSERT_DONE(again);
    EXPECT_TRUE(again->already_there);
    EXPECT_EQ(again->edition, 1);
    const auto accounts_again = store->save_edition(source, accounts);
    ASSERT_DONE(accounts_again);
    EXPECT_TRUE(accounts_again->already_there);
    EXPECT_EQ(accounts_again->edition, 2);
    EXPECT_EQ(sizes(), before);

    PersonTable one_fact_less = persons;
    one_fact_less.facts.back().decile = persons.facts.back().decile == 1 ? 2 : 1;
    const auto other = store->save_edition(source, one_fact_less, sample_areas());
    ASSERT_DONE(other);
    EXPECT_FALSE(other->already_there);
}

TEST_P(EditionStoreTest, editions_are_listed_with_their_files) {
    const auto store = open_store();
    const EditionSource source = sample_source("january", 10);
    ASSERT_DONE(store->save_edition(source, sample_persons(10, 1), sample_areas()));
    clock_.set(clock_.now() + std::chrono::hours{1});
    const EditionSource accounts = sample_source("accounts", 5);
    ASSERT_DONE(store->save_edition(accounts, sample_accounts(5, 1)));
    const auto editions = store->editions();
    ASSERT_DONE(editions);
    ASSERT_EQ(editions->size(), 2U);
    EXPECT_EQ((*editions)[0].kind, EditionKind::registry);
    EXPECT_EQ((*editions)[0].source, source);
    EXPECT_EQ((*editions)[0].recorded_at, "2026-01-01T00:00:00.000Z");
    EXPECT_TRUE((*editions)[0].columns.nik && !(*editions)[0].columns.status);
    EXPECT_EQ((*editions)[1].kind, EditionKind::membership);
    EXPECT_EQ((*editions)[1].source, accounts);
    EXPECT_EQ((*editions)[1].recorded_at, "2026-01-01T01:00:00.000Z");
}

// Goal: a person is found by his id in each edition, also where an id stands twice.
TEST_P(EditionStoreTest, persons_are_found_by_id) {
    PersonTable persons = sample_persons(500, 1);
    persons.id.clear();
    for (int row = 0; row < 500; ++row)
        persons.id.add(row == 77 || row == 400 ? "kembar" : fmt::format("P{}", row));
    const auto store = open_store();
    ASSERT_DONE(store->save_edition(sample_source("a", 500), persons, sample_areas()));
    const auto database = open();
    const auto snapshot = database->read();
    ASSERT_DONE(snapshot);
    const auto found = [&](std::int64_t edition, std::string_view id) {
        const auto rows = rows_of_id(**snapshot, edition, id);
        return rows ? *rows : std::vector<std::uint32_t>{99999};
    };
    EXPECT_EQ(found(1, "P123"), std::vector<std::uint32_t>{123});
    EXPECT_EQ(found(1, "kembar"), (std::vector<std::uint32_t>{77, 400}));
    EXPECT_EQ(found(1, "P500"), std::vector<std::uint32_t>{});
    EXPECT_EQ(found(2, "P123"), std::vector<std::uint32_t>{});
}

/// All values of all tables, as texts.
std::vector<std::string> all_values(Database& database) {
    std::vector<std::string> tables, values;
    const auto snapshot = database.read();
    EXPECT_TRUE(
        (*snapshot)->query({"test.tables", "SELECT name FROM sqlite_schema WHERE type = 'table'",
                            "SELECT CAST(table_name AS TEXT) FROM information_schema.tables"
                            " WHERE table_schema = 'public'"},
                           {}, [&](const Row& row) -> Result<void> {
                               tables.emplace_back(text_at(row, 0));
                               return {};
                           }));
    EXPECT_GT(tables.size(), 20U);
    for (const std::string& table : tables) {
        // A row as PostgreSQL writes it; SQLite has no such word, there the file is read.
        const std::string sql = "SELECT CAST(t AS TEXT) FROM " + table + " t";
        EXPECT_TRUE(
            (*snapshot)->query({sql, "SELECT 0", sql}, {}, [&](const Row& row) -> Result<void> {
                values.emplace_back(text_at(row, 0));
                return {};
            }));
    }
    return values;
}

std::unique_ptr<CanarySearch> niks_of(const PersonTable& persons) {
    auto search = std::make_unique<CanarySearch>();
    for (const Identity& who : persons.identity) {
        if (who.nik != 0) search->add(std::to_string(who.nik));
    }
    return search;
}

// Goal: NIKs of a register stand nowhere in the store in a form that can be read.
TEST_P(EditionStoreTest, niks_are_sealed) {
    const PersonTable persons = sample_persons(200, 1);
    const auto niks = niks_of(persons);
    const auto store = open_store();
    ASSERT_DONE(store->save_edition(sample_source("a", 200), persons, sample_areas()));
    if (GetParam() == Engine::sqlite) {
        for (const char* const end : {"", "-wal"}) {
            const auto bytes = read_file(file().string() + end);
            ASSERT_DONE(bytes);
            EXPECT_TRUE(niks->find_in(*bytes).empty()) << end;
        }
    } else {
        for (const std::string& row : all_values(*open()))
            EXPECT_TRUE(niks->find_in(row).empty()) << row;
    }
}

/// As an older program left it: NIKs as they are in person_nik.
void unseal_all(Database& database, const PersonTable& persons, std::int64_t edition) {
    ASSERT_DONE(database.write([&](Transaction& t) -> Result<void> {
        TRY(t.execute({"test.clear_blocks", "DELETE FROM person_nik_block"}));
        constexpr std::array<std::string_view, 3> columns{"person", "nik", "flags"};
        TRY_ASSIGN(const auto writer, t.bulk("person_nik", columns));
        for (std::uint32_t row = 0; row < persons.size(); ++row) {
            const Identity& who = persons.identity[row];
            if (who.nik == 0) continue;
            const std::array<Value, 3> values{row_key(edition, row),
                                              static_cast<std::int64_t>(who.nik),
                                              std::int64_t{who.nik_flags}};
            TRY(writer->add(values));
        }
        TRY(writer->finish());
        return {};
    }));
}

// Goal: what an older program left unsealed is sealed when the store is opened, killed anywhere
// meanwhile, and nothing of it stays in the file.
TEST_P(EditionStoreTest, older_niks_are_sealed) {
    constexpr std::uint32_t count = 40'000;  // three transactions
    const PersonTable persons = sample_persons(count, 1);
    const auto niks = niks_of(persons);
    ASSERT_DONE(open_store()->save_edition(sample_source("a", count), persons, sample_areas()));
    unseal_all(*open(), persons, 1);
    if (GetParam() == Engine::sqlite) {
        EXPECT_FALSE(niks->find_in(*read_file(file())).empty());  // The search is not blind.
    }
    Random random(20'261'121);
    for (int round = 0; round < 8; ++round) {
        const pid_t child = fork();
        if (child == 0) _exit(RunStore::open(url(), {}, clock_, scratch() / "key") ? 0 : 1);
        std::this_thread::sleep_for(std::chrono::microseconds{random.below(20'000)});
        kill(child, SIGKILL);
        waitpid(child, nullptr, 0);
    }
    const auto loaded = open_store()->load_register(1, sample_areas());
    ASSERT_DONE(loaded);
    EXPECT_TRUE(loaded->identity == persons.identity);
    if (GetParam() == Engine::sqlite) {
        EXPECT_TRUE(niks->find_in(*read_file(file())).empty());
    } else {
        for (const std::string& row : all_values(*open()))
            ASSERT_TRUE(niks->find_in(row).empty()) << row;
    }
}

// Goal: a block that is put in the place of another, or cut off, is refused.
TEST_P(EditionStoreTest, a_moved_block_is_refused) {
    ASSERT_DONE(open_store()->save_edition(sample_source("a", 200), sample_persons(200, 1),
                                           sample_areas()));
    for (const Sql& damage : {
             Sql{"d1",
                 "UPDATE person_nik_block SET sealed ="
                 " (SELECT o.sealed FROM person_nik_block o WHERE o.block = 67108865)"
                 " WHERE block = 67108864"},
             Sql{"d2", "UPDATE person_nik_block SET sealed = SUBSTR(sealed, 1, 100)"},
         }) {
        ASSERT_DONE(open()->write([&](Transaction& t) { return t.run_script(damage); }));
        EXPECT_ERROR(storage_error::personal_value_damaged,
                     open_store()->load_register(1, sample_areas()));
    }
}

// Goal: without the key file all but NIKs can be asked for, and no other key is made in its place.
TEST_P(EditionStoreTest, a_lost_key_is_told) {
    ASSERT_DONE(
        open_store()->save_edition(sample_source("a", 50), sample_persons(50, 1), sample_areas()));
    std::filesystem::remove(scratch() / "key");
    EXPECT_ERROR(storage_error::personal_key_file_missing,
                 open_store()->load_register(1, sample_areas()));
    EXPECT_FALSE(std::filesystem::exists(scratch() / "key"));
    EXPECT_EQ(open_store()->editions()->size(), 1U);
    ASSERT_DONE(PersonalKeys::open(scratch() / "key", true));
    EXPECT_ERROR(storage_error::personal_key_wrong, open_store()->load_register(1, sample_areas()));
}

// Goal: rows that are gone, or numbers that cannot be, are damage that is told.
TEST_P(EditionStoreTest, missing_rows_are_told) {
    ASSERT_DONE(
        open_store()->save_edition(sample_source("a", 50), sample_persons(50, 1), sample_areas()));
    const std::array damages{
        Sql{"d1", "DELETE FROM person_by_id"},
        Sql{"d2", "DELETE FROM person WHERE person % 4294967296 = 49"},
        Sql{"d3", "DELETE FROM person WHERE person % 4294967296 = 7"},
        Sql{"d4", "DELETE FROM edition_word WHERE word = 1"},
    };
    EXPECT_TRUE(open_store()->load_register(1, sample_areas()));
    for (const Sql& damage : damages) {
        ASSERT_DONE(open()->write([&](Transaction& t) { return t.run_script(damage); }));
        const auto loaded = open_store()->load_register(1, sample_areas());
        if (damage.name == "d1") {
            EXPECT_TRUE(loaded);
        } else {
            EXPECT_ERROR(Code::store_broken, loaded);
        }
    }
    EXPECT_ERROR(Code::store_broken, open_store()->load_register(9, sample_areas()));
}

// Goal: killed anywhere while an edition is written, it is there whole or not at all, and saving it
// again makes it good.
TEST_P(EditionStoreTest, a_kill_leaves_an_edition_whole_or_absent) {
    const PersonTable first = sample_persons(200, 1);
    const PersonTable second = sample_persons(3000, 2);
    ASSERT_DONE(open_store()->save_edition(sample_source("first", 200), first, sample_areas()));
    Random random(20'260'131);
    int killed = 0, absent = 0;
    for (int round = 0; round < 20; ++round) {
        const EditionSource source = sample_source("second", 3000);
        const pid_t child = fork();
        if (child == 0) {
            const auto store = RunStore::open(url(), {}, clock_, scratch() / "key");
            _exit(store && (*store)->save_edition(source, second, sample_areas()) ? 0 : 1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds{random.below(25'000)});
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        const auto store = open_store();
        const auto editions = store->editions();
        ASSERT_DONE(editions);
        absent += editions->size() == 1 ? 1 : 0;
        if (editions->size() == 1) {
            EXPECT_EQ(sizes().find("person 200\n") != std::string::npos, true) << sizes();
        }
        const auto saved = store->save_edition(source, second, sample_areas());
        ASSERT_DONE(saved);
        EXPECT_EQ(saved->already_there, editions->size() == 2);
        const auto loaded = store->load_register(saved->edition, sample_areas());
        ASSERT_DONE(loaded);
        ASSERT_TRUE(loaded->identity == second.identity);
        ASSERT_DONE(open()->write([](Transaction& t) {  // As before, for the next round.
            return t.run_script({"test.clear",
                                 "DELETE FROM edition_file WHERE edition = 2; DELETE FROM "
                                 "edition_word WHERE edition = 2;"
                                 "DELETE FROM edition WHERE edition = 2; DELETE FROM person WHERE "
                                 "person >= 2 * 4294967296;"
                                 "DELETE FROM person_nik_block WHERE block >= 2 * 67108864; DELETE "
                                 "FROM person_by_id WHERE edition = 2"});
        }));
    }
    EXPECT_GT(killed, 0);
    EXPECT_GT(absent, 0);
}

// ------------------------------------------------------------------------------- numbers and texts

TEST(RowKey, areas_are_ranges_of_ten_digits) {
    struct Case {
        std::string_view code;
        std::int64_t number, end;
    };
    const std::array cases{
        Case{"", 0, 10'000'000'000},
        Case{"63", 6'300'000'000, 6'400'000'000},
        Case{"6303", 6'303'000'000, 6'304'000'000},
        Case{"630305", 6'303'050'000, 6'303'060'000},
        Case{"6303052003", 6'303'052'003, 6'303'052'004},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(area_number(c.code), c.number);
        EXPECT_EQ(area_number_end(c.code), c.end);
        EXPECT_EQ(area_code(c.number), c.code);
    }
}

TEST(RowKey, days_and_months_are_iso) {
    std::array<char, 10> day{};
    std::array<char, 7> month{};
    EXPECT_EQ(std::get<std::string_view>(birth_value(19'801'231, day)), "1980-12-31");
    EXPECT_EQ(birth_number("1980-12-31"), 19'801'231U);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(birth_value(0, day)));
    EXPECT_EQ(birth_number(""), 0U);
    const std::int32_t number = Month::from_ym(2026, 1).number();
    EXPECT_EQ(std::get<std::string_view>(month_value(number, month)), "2026-01");
    EXPECT_EQ(month_number("2026-01"), number);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(month_value(0, month)));
}

}  // namespace
}  // namespace payung
