#include "storage/key_rotation.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "base/random.h"
#include "storage/audit_store.h"
#include "storage/books_for_tests.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/migrations.h"
#include "storage/open_store.h"
#include "storage/personal_store.h"

namespace payung {
namespace {

constexpr auto no_progress = [](const Rotated&) -> Result<void> { return {}; };

class KeyRotationTest : public EngineTest {
protected:
    KeyRotationTest() : EngineTest(Start::migrated) {}

    Path key_file() const { return scratch() / "payung.key"; }
    OpenStore open_all() {
        auto store = open_store(url(), {}, clock_, key_file());
        EXPECT_TRUE(store) << describe(store.error(), Language::en);
        return *std::move(store);
    }
    static std::string nik_text(std::int64_t number) {
        return std::to_string(6'303'010'101'000'000 + number % 15'000);
    }
    static PersonalSubject subject_of(std::int64_t number) {
        return {PersonalOwner::participant, number, PersonalField::nik};
    }
    void fill(std::int64_t count) {
        const OpenStore store = open_all();
        std::vector<std::string> texts;
        std::vector<PersonalValue> values;
        for (std::int64_t i = 0; i < count; ++i) texts.push_back(nik_text(i));
        for (std::int64_t i = 0; i < count; ++i)
            values.push_back({subject_of(i), texts[static_cast<std::size_t>(i)]});
        ASSERT_DONE(store.database->write([&](Transaction& transaction) {
            return PersonalStore(transaction, store.keys).put_all(values);
        }));
    }
    void expect_all(std::int64_t count) {
        const OpenStore store = open_all();
        const auto check = check_keys(*store.database, store.keys);
        ASSERT_DONE(check);
        EXPECT_EQ(check->values, count);
        EXPECT_EQ(check->damaged, 0);
        std::vector<std::int64_t> numbers;
        for (std::int64_t i = 0; i < count; ++i) numbers.push_back(i);
        const auto snapshot = store.database->read();
        ASSERT_DONE(snapshot);
        const PersonalStore personal(**snapshot, store.keys);
        const auto got = personal.get_all(PersonalOwner::participant, PersonalField::nik, numbers);
        ASSERT_DONE(got);
        for (std::int64_t i = 0; i < count; ++i)
            ASSERT_EQ((*got)[static_cast<std::size_t>(i)], nik_text(i));
    }
    FixedClock clock_{books_time};
};
PAYUNG_EVERY_ENGINE(KeyRotationTest);

// Goal: all is written with the new version, found and read as before; the chain tells of it.
TEST_P(KeyRotationTest, writes_everything_again) {
    fill(5'000);
    {
        const OpenStore store = open_all();
        const auto done = rotate_keys(*store.database, store.keys, clock_, "rani", no_progress);
        ASSERT_DONE(done);
        EXPECT_EQ(done->version, 2);
        EXPECT_FALSE(done->resumed);
        EXPECT_EQ(done->values, 5'000);
        const auto uses = key_uses(*store.database);
        ASSERT_DONE(uses);
        ASSERT_EQ(uses->size(), 1U);
        EXPECT_EQ(uses->front().version, 2);
        EXPECT_EQ(uses->front().values, 5'000);
        EXPECT_EQ(uses->front().fingerprint, store.keys.versions().at(1).fingerprint);
        const auto snapshot = store.database->read();
        ASSERT_DONE(snapshot);
        const auto chain = verify_events(**snapshot);
        ASSERT_DONE(chain);
        EXPECT_EQ(chain->events, 2);
        EXPECT_FALSE(chain->fault);
    }
    expect_all(5'000);
}

// Goal: one who had the keys read before the rotation goes on, reads the new values, writes with
// the new version, and never with the old one again.
TEST_P(KeyRotationTest, others_go_on_meanwhile) {
    fill(5'000);
    const OpenStore before = open_all();
    ASSERT_EQ(before.keys.versions().size(), 1U);
    const OpenStore store = open_all();
    int steps = 0;
    ASSERT_DONE(rotate_keys(
        *store.database, store.keys, clock_, "rani", [&](const Rotated&) -> Result<void> {
            const std::int64_t number = 100'000 + steps++;
            return before.database->write([&](Transaction& t) {
                return PersonalStore(t, before.keys).put(subject_of(number), "3201010101010101");
            });
        }));
    EXPECT_GT(steps, 3);
    const auto uses = key_uses(*store.database);
    ASSERT_DONE(uses);
    EXPECT_EQ(uses->size(), 1U);
    EXPECT_EQ(uses->back().values, 5'000 + steps);
    const auto snapshot = before.database->read();
    ASSERT_DONE(snapshot);
    const PersonalStore personal(**snapshot, before.keys);
    EXPECT_EQ(*personal.get(subject_of(17)), nik_text(17));
    EXPECT_EQ(
        personal.find(PersonalOwner::participant, PersonalField::nik, "3201010101010101")->size(),
        static_cast<std::size_t>(steps));
}

// Goal: H3. Killed again and again, the rotation of 20,000 values is taken up each time, adds no
// version of its own each time, and ends with every value right.
TEST_P(KeyRotationTest, killed_anywhere_it_is_taken_up) {
    constexpr std::int64_t count = 20'000;
    fill(count);
    const std::uint64_t seed = seed_or(20'261'121);
    Random random(seed);
    int killed = 0;
    for (int round = 0; round < 12; ++round) {
        const pid_t child = fork();
        if (child == 0) {
            const auto store = open_store(url(), {}, clock_, key_file());
            const auto done =
                store ? rotate_keys(*store->database, store->keys, clock_, "rani", no_progress)
                      : Result<Rotated>(store.error());
            _exit(done ? 0 : 1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds{2'000 + random.below(60'000)});
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        ASSERT_TRUE(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
    }
    const OpenStore store = open_all();
    const auto before = key_uses(*store.database);
    ASSERT_DONE(before);
    ASSERT_DONE(rotate_keys(*store.database, store.keys, clock_, "rani", no_progress));
    const auto uses = key_uses(*store.database);
    ASSERT_DONE(uses);
    EXPECT_EQ(uses->size(), 1U) << "seed " << seed;
    EXPECT_GT(killed, 0);
    expect_all(count);
}

// Goal: what stops a rotation leaves it to be ended, and it is ended before another begins.
TEST_P(KeyRotationTest, one_that_was_stopped_is_ended_first) {
    fill(5'000);
    const OpenStore store = open_all();
    EXPECT_ERROR(Code::interrupted, rotate_keys(*store.database, store.keys, clock_, "rani",
                                                [](const Rotated& so_far) -> Result<void> {
                                                    if (so_far.values > 0)
                                                        return Error{Code::interrupted};
                                                    return {};
                                                }));
    EXPECT_EQ(key_uses(*store.database)->size(), 2U);
    expect_all(5'000);
    const auto done = rotate_keys(*store.database, store.keys, clock_, "rani", no_progress);
    ASSERT_DONE(done);
    EXPECT_TRUE(done->resumed);
    EXPECT_EQ(done->version, 2);
    EXPECT_LT(done->values, 5'000);
    expect_all(5'000);
}

// Goal: a key file without the version that is in use is refused, and says which is missing.
TEST_P(KeyRotationTest, an_older_key_file_is_refused) {
    fill(10);
    std::filesystem::copy_file(key_file(), scratch() / "older.key");
    const OpenStore store = open_all();
    ASSERT_DONE(rotate_keys(*store.database, store.keys, clock_, "rani", no_progress));
    const auto older = PersonalKeys::open(scratch() / "older.key", false);
    ASSERT_DONE(older);
    EXPECT_ERROR(storage_error::personal_key_version_missing, check_keys(*store.database, *older));
}

}  // namespace
}  // namespace payung
