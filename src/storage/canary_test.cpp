/// Proof that what is encrypted can be read nowhere: goal H1 of docs/reliability.md.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <fstream>

#include "storage/backup.h"
#include "storage/books_for_tests.h"
#include "storage/canary_for_tests.h"
#include "storage/edition_writer.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/key_rotation.h"
#include "storage/open_store.h"
#include "storage/personal_store.h"
#include "storage/store_samples.h"
#include "storage/table_rows.h"

namespace payung {
namespace {

constexpr std::size_t canaries = 200;

/// Values that stand nowhere else: NIKs, family cards, phones, accounts, what tells of health.
std::vector<std::string> canary_values() {
    std::vector<std::string> values;
    Random random(20'261'121);
    for (std::size_t i = 0; i < canaries; ++i) {
        const auto draw = 100'000'000U + random.below(900'000'000U);
        if (i % 5 < 2) values.push_back(fmt::format("7171{:09d}{:03d}", draw, i));
        if (i % 5 == 2) values.push_back(fmt::format("+62811{:09d}{:03d}", draw, i));
        if (i % 5 == 3) values.push_back(fmt::format("BRI-{:09d}-{:03d}", draw, i));
        if (i % 5 == 4) values.push_back(fmt::format("cacat-kenari-{:09d}-{:03d}", draw, i));
    }
    return values;
}

PersonalField field_of(std::size_t i) {
    constexpr std::array fields{PersonalField::nik, PersonalField::family_card,
                                PersonalField::phone, PersonalField::bank_account,
                                PersonalField::health};
    return fields.at(i % fields.size());
}

class CanaryTest : public EngineTest {
protected:
    CanaryTest() : EngineTest(Start::migrated) {}

    Path key_file() const { return scratch() / "store.key"; }

    /// A day of work: a register and personal values are taken, looked for, corrected, taken away;
    /// the key is changed; commands fail and their errors are told; all of it is backed up.
    void simulate_a_day() {
        auto opened = open_store(url(), {.checkpoint_pages = 40}, clock_, key_file());
        ASSERT_DONE(opened);
        store_ = std::move(*opened);
        take_register();
        take_values();
        look_for_values();
        ASSERT_DONE(rotate_keys(*store_.database, store_.keys, clock_, "rani",
                                [](const Rotated&) -> Result<void> { return {}; }));
        correct_values();
        meet_errors();
        ASSERT_DONE(make_backup(*store_.database, store_.keys, scratch() / "backup", clock_, "t"));
    }
    void expect_nothing_in(std::string_view what, std::string_view bytes) {
        const auto found = search_->find_in(bytes);
        EXPECT_TRUE(found.empty()) << what << " holds " << found.size() << ", first " << found[0];
    }
    /// Every file of the store, its log, keys and backups.
    void expect_nothing_in_files() {
        int files = 0;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(scratch().path())) {
            if (!entry.is_regular_file()) continue;
            const auto bytes = read_file(entry.path());
            ASSERT_DONE(bytes);
            expect_nothing_in(entry.path().filename().string(), *bytes);
            ++files;
        }
        EXPECT_GE(files, GetParam() == Engine::sqlite ? 3 : 2);
    }
    /// Every row of every table as the engine shows it.
    void expect_nothing_in_tables() {
        const auto snapshot = store_.database->read();
        ASSERT_DONE(snapshot);
        const auto tables = table_names(**snapshot);
        ASSERT_DONE(tables);
        for (const std::string& table : *tables) {
            const auto rows = table_rows(**snapshot, table);
            ASSERT_DONE(rows);
            for (const std::string& row : rows->rows) expect_nothing_in(table, row);
        }
    }

    FixedClock clock_{books_time};
    OpenStore store_;
    std::vector<std::string> values_ = canary_values();
    std::string errors_;  // what was told to people
    std::unique_ptr<CanarySearch> search_ = [this] {
        auto search = std::make_unique<CanarySearch>();
        for (const std::string& value : values_) search->add(value);
        return search;
    }();

private:
    void take_register() {
        PersonTable persons = sample_persons(3'000, 1);
        for (std::size_t i = 0; i < canaries; i += 5)
            persons.identity[i * 7].nik = std::stoull(values_[i]);
        ASSERT_DONE(save_register(*store_.database, sample_source("a", 3'000), persons,
                                  sample_areas(), clock_, store_.keys));
        // And one whose load was stopped and is left as it is.
        const EditionBatches stopped{
            640, [](std::int64_t) { return Result<void>(Error{Code::interrupted}); }};
        EXPECT_ERROR(Code::interrupted,
                     save_register(*store_.database, sample_source("b", 3'000), persons,
                                   sample_areas(), clock_, store_.keys, stopped));
    }
    void take_values() {
        std::vector<PersonalValue> all;
        for (std::size_t i = 0; i < canaries; ++i) {
            all.push_back({{PersonalOwner::participant, static_cast<std::int64_t>(i), field_of(i)},
                           values_[i]});
        }
        ASSERT_DONE(store_.database->write([&](Transaction& transaction) {
            return PersonalStore(transaction, store_.keys).put_all(all);
        }));
    }
    void look_for_values() {
        const auto snapshot = store_.database->read();
        ASSERT_DONE(snapshot);
        const PersonalStore personal(**snapshot, store_.keys);
        for (std::size_t i = 0; i < canaries; ++i) {
            if (field_of(i) == PersonalField::health) continue;
            const auto found = personal.find(PersonalOwner::participant, field_of(i), values_[i]);
            ASSERT_DONE(found);
            EXPECT_EQ(found->size(), 1U);
        }
    }
    void correct_values() {
        for (std::size_t i = 0; i < canaries; i += 9) {
            const PersonalSubject who{PersonalOwner::participant, static_cast<std::int64_t>(i),
                                      field_of(i)};
            ASSERT_DONE(store_.database->write([&](Transaction& transaction) {
                return PersonalStore(transaction, store_.keys)
                    .put(who, i % 2 == 0 ? "" : values_[i]);
            }));
        }
    }
    void meet_errors() {
        const auto other = PersonalKeys::for_tests();
        for (const std::string& value : values_) {
            const auto failed = store_.database->write([&](Transaction& transaction) {
                return PersonalStore(transaction, other)
                    .put({PersonalOwner::participant, 1, PersonalField::phone}, value);
            });
            ASSERT_FALSE(failed);
            errors_ += describe(failed.error(), Language::id);
        }
    }
};
PAYUNG_EVERY_ENGINE(CanaryTest);

// Goal: H1. Of 200 values none is found in the store, its log, its backups, its tables or what was
// told of errors, as bytes, UTF-16, hexadecimal, base64 or number, while it is open and closed.
TEST_P(CanaryTest, is_found_nowhere) {
    simulate_a_day();
    expect_nothing_in_tables();
    expect_nothing_in_files();
    expect_nothing_in("errors", errors_);
    store_.database.reset();
    expect_nothing_in_files();
}

// Goal: the search is not blind: in each form a value is found that stands in the open.
TEST_P(CanaryTest, would_be_found) {
    if (GetParam() == Engine::postgres) GTEST_SKIP() << "asks no store";
    const std::string nik = values_[0];
    const std::string left(5, 'x');
    EXPECT_EQ(search_->find_in(left + nik + "y").size(), 1U);
    std::string wide;
    for (const char c : nik) wide += {c, '\0'};
    EXPECT_GE(search_->find_in(left + wide).size(), 1U);
    const std::uint64_t number = std::stoull(nik);
    EXPECT_EQ(search_->find_in({reinterpret_cast<const char*>(&number), 8}).size(), 1U);
    CanarySearch search;
    search.add("Many hands make light work.");
    EXPECT_EQ(search.find_in("TWFueSBoYW5kcyBtYWtlIGxpZ2h0IHdvcmsu").size(), 1U);
    EXPECT_EQ(search.find_in("eE1hbnkgaGFuZHMgbWFrZSBsaWdodCB3b3JrLng=").size(), 1U);
    EXPECT_EQ(search.find_in("4d616e792068616e6473206d616b65206c6967687420776f726b2e").size(), 1U);
}

}  // namespace
}  // namespace payung
