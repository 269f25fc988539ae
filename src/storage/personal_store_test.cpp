#include "storage/personal_store.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <set>
#include <thread>

#include "base/random.h"
#include "storage/engine_fixture.h"
#include "storage/errors.h"
#include "storage/migrations.h"

namespace payung {
namespace {

class PersonalStoreTest : public EngineTest {
protected:
    PersonalStoreTest() : EngineTest(Start::migrated) {}

    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_NE(database_, nullptr);
    }
    Result<void> write(const std::function<Result<void>(PersonalStore&)>& work) {
        return write_with(keys_, work);
    }
    Result<void> write_with(const PersonalKeys& keys,
                            const std::function<Result<void>(PersonalStore&)>& work) {
        return database_->write([&](Transaction& transaction) -> Result<void> {
            PersonalStore store(transaction, keys);
            return work(store);
        });
    }
    Result<std::optional<std::string>> get(const PersonalSubject& subject) {
        TRY_ASSIGN(const auto snapshot, database_->read());
        return PersonalStore(*snapshot, keys_).get(subject);
    }
    std::vector<std::int64_t> find(PersonalOwner kind, PersonalField field,
                                   std::string_view value) {
        const auto snapshot = database_->read();
        EXPECT_TRUE(snapshot);
        const auto found = PersonalStore(**snapshot, keys_).find(kind, field, value);
        EXPECT_TRUE(found) << describe(found.error(), Language::en);
        return found ? *found : std::vector<std::int64_t>{};
    }
    Database& database() { return *database_; }
    const PersonalKeys& keys() const { return keys_; }

private:
    std::unique_ptr<Database> database_;
    FixedClock clock_{Instant{}};
    PersonalKeys keys_ = PersonalKeys::for_tests();
};
PAYUNG_EVERY_ENGINE(PersonalStoreTest);

PersonalSubject nik_of(std::int64_t participant) {
    return {PersonalOwner::participant, participant, PersonalField::nik};
}
std::string nik_text(std::uint64_t number) {
    return std::to_string(6'303'010'101'000'000 + number);
}

// Goal: what was put is read again, replaced by the next, taken away by an empty one.
TEST_P(PersonalStoreTest, keeps_one_value_of_a_field) {
    const PersonalSubject who = nik_of(7);
    ASSERT_DONE(write([&](PersonalStore& store) { return store.put(who, "6303010101800001"); }));
    EXPECT_EQ(*get(who), "6303010101800001");
    EXPECT_EQ(*get(nik_of(8)), std::nullopt);
    EXPECT_EQ(*get({PersonalOwner::relative, 7, PersonalField::nik}), std::nullopt);

    ASSERT_DONE(write([&](PersonalStore& store) { return store.put(who, "6303010101800002"); }));
    EXPECT_EQ(*get(who), "6303010101800002");
    EXPECT_TRUE(find(who.kind, who.field, "6303010101800001").empty());

    ASSERT_DONE(write([&](PersonalStore& store) { return store.put(who, ""); }));
    EXPECT_EQ(*get(who), std::nullopt);
}

// Goal: all owners of a value are found, of this kind and field alone.
TEST_P(PersonalStoreTest, finds_the_owners_of_a_value) {
    ASSERT_DONE(write([&](PersonalStore& store) -> Result<void> {
        TRY(store.put(nik_of(9), "6303010101800001"));
        TRY(store.put(nik_of(3), "6303010101800001"));
        TRY(store.put({PersonalOwner::relative, 5, PersonalField::nik}, "6303010101800001"));
        return store.put({PersonalOwner::participant, 4, PersonalField::phone}, "6303010101800001");
    }));
    using Numbers = std::vector<std::int64_t>;
    EXPECT_EQ(find(PersonalOwner::participant, PersonalField::nik, "6303010101800001"),
              (Numbers{3, 9}));
    EXPECT_EQ(find(PersonalOwner::relative, PersonalField::nik, "6303010101800001"), Numbers{5});
    EXPECT_EQ(find(PersonalOwner::party, PersonalField::nik, "6303010101800001"), Numbers{});
    EXPECT_EQ(find(PersonalOwner::participant, PersonalField::nik, ""), Numbers{});
}

// Goal: many at once are the same as one by one; what is not there is told as such.
TEST_P(PersonalStoreTest, many_at_once_are_as_one_by_one) {
    constexpr std::int64_t count = 1'000;
    std::vector<std::string> niks;
    for (std::int64_t i = 0; i < count; ++i)
        niks.push_back(nik_text(static_cast<std::uint64_t>(i) % 700));
    std::vector<PersonalValue> values;
    for (std::int64_t i = 0; i < count; ++i)
        values.push_back({nik_of(count - i), niks[static_cast<std::size_t>(i)]});
    ASSERT_DONE(write([&](PersonalStore& store) { return store.put_all(values); }));

    const auto snapshot = database().read();
    ASSERT_DONE(snapshot);
    const PersonalStore store(**snapshot, keys());
    const std::array<std::int64_t, 4> wanted{count, 1, count + 1, 2};
    const auto got = store.get_all(PersonalOwner::participant, PersonalField::nik, wanted);
    ASSERT_DONE(got);
    using Values = std::vector<std::optional<std::string>>;
    EXPECT_EQ(*got, (Values{niks[0], niks[count - 1], std::nullopt, niks[count - 2]}));

    const std::array<std::string_view, 4> looked_for{niks[0], "", "3201010101010101", niks[699]};
    const auto found = store.find_all(PersonalOwner::participant, PersonalField::nik, looked_for);
    ASSERT_DONE(found);
    EXPECT_EQ(*found, (std::vector<PersonalMatch>{{0, 300}, {0, 1000}, {3, 301}}));
}

// Goal: what tells of health is kept, has no digest, and its length does not tell what it is.
TEST_P(PersonalStoreTest, health_cannot_be_looked_for) {
    const PersonalSubject who{PersonalOwner::claim, 1, PersonalField::health};
    const PersonalSubject other{PersonalOwner::claim, 2, PersonalField::health};
    const std::string long_one = "S62.5 patah tulang ibu jari, cacat sebagian";
    ASSERT_DONE(write([&](PersonalStore& store) -> Result<void> {
        TRY(store.put(who, "A00"));
        return store.put(other, long_one);
    }));
    EXPECT_EQ(*get(who), "A00");
    EXPECT_EQ(*get(other), long_one);
    const auto snapshot = database().read();
    ASSERT_DONE(snapshot);
    std::set<std::size_t> sizes;
    ASSERT_DONE((*snapshot)->query({"test.health", "SELECT digest, sealed FROM personal"}, {},
                                   [&](const Row& row) -> Result<void> {
                                       EXPECT_FALSE(row.integer(0));
                                       sizes.insert(row.bytes(1)->size());
                                       return {};
                                   }));
    EXPECT_EQ(sizes.size(), 1U);
}

// ------------------------------------------------------------------------------- H2

struct Stored {
    std::int64_t kind, field, number, version;
    std::string sealed;
};

std::vector<Stored> all_of(Transaction& transaction) {
    std::vector<Stored> rows;
    const auto read = transaction.query(
        {"test.all", "SELECT kind, field, number, key_version, sealed FROM personal"}, {},
        [&](const Row& row) -> Result<void> {
            const auto sealed = *row.bytes(4);
            rows.push_back({*row.integer(0),
                            *row.integer(1),
                            *row.integer(2),
                            *row.integer(3),
                            {reinterpret_cast<const char*>(sealed.data()), sealed.size()}});
            return {};
        });
    EXPECT_TRUE(read);
    return rows;
}

Result<void> place(Transaction& transaction, const Stored& row, std::string_view sealed) {
    TRY(transaction.execute({"test.place",
                             "UPDATE personal SET sealed = $4 WHERE kind = $1 AND field = $2"
                             " AND number = $3"},
                            {{Value{row.kind}, Value{row.field}, Value{row.number},
                              Value{std::as_bytes(std::span(sealed))}}}));
    return {};
}

PersonalSubject subject_of(const Stored& row) {
    return {static_cast<PersonalOwner>(row.kind), row.number,
            static_cast<PersonalField>(row.field)};
}

// Goal: H2. Of 10,000 sealed values put into another row, none decrypts.
TEST_P(PersonalStoreTest, a_value_in_another_row_is_refused) {
    constexpr std::uint64_t seed = 20'261'121;
    const int swaps = GetParam() == Engine::sqlite ? 10'000 : 1'000;
    std::vector<std::string> texts;
    for (std::uint64_t i = 0; i < 50; ++i) texts.push_back(nik_text(i));
    std::vector<PersonalValue> values;
    for (int kind = 1; kind <= 3; ++kind) {
        for (int field = 1; field <= 4; ++field) {
            for (std::int64_t number = 1; number <= 50; ++number) {
                values.push_back(
                    {{static_cast<PersonalOwner>(kind), number, static_cast<PersonalField>(field)},
                     texts[static_cast<std::size_t>(number - 1)]});
            }
        }
    }
    ASSERT_DONE(write([&](PersonalStore& store) { return store.put_all(values); }));
    Random random(seed);
    int refused = 0;
    const auto done = database().write([&](Transaction& transaction) -> Result<void> {
        const std::vector<Stored> rows = all_of(transaction);
        const auto draw = [&] { return random.below(static_cast<std::uint32_t>(rows.size())); };
        const PersonalStore store(transaction, keys());
        for (int i = 0; i < swaps; ++i) {
            const Stored& into = rows[draw()];
            const Stored& from = rows[draw()];
            if (&into == &from) {
                ++refused;
                continue;
            }
            TRY(place(transaction, into, from.sealed));
            const auto read = store.get(subject_of(into));
            refused += !read && read.error().code() == storage_error::personal_value_damaged;
            TRY(place(transaction, into, into.sealed));
        }
        return {};
    });
    ASSERT_DONE(done);
    EXPECT_EQ(refused, swaps) << "seed " << seed;
}

// Goal: a value that is cut off, or has one bit changed, at each of its bytes, is refused.
TEST_P(PersonalStoreTest, a_damaged_value_is_refused) {
    ASSERT_DONE(write([&](PersonalStore& store) { return store.put(nik_of(1), nik_text(1)); }));
    const auto done = database().write([&](Transaction& transaction) -> Result<void> {
        const Stored row = all_of(transaction).front();
        const PersonalStore store(transaction, keys());
        for (std::size_t at = 0; at < row.sealed.size(); ++at) {
            std::string flipped = row.sealed;
            flipped[at] = static_cast<char>(flipped[at] ^ 1);
            for (const std::string& bad : {flipped, row.sealed.substr(0, at)}) {
                TRY(place(transaction, row, bad));
                const auto read = store.get(nik_of(1));
                EXPECT_FALSE(read);
                EXPECT_FALSE(
                    store.find(PersonalOwner::participant, PersonalField::nik, nik_text(1)));
            }
        }
        return {};
    });
    ASSERT_DONE(done);
}

// Goal: with another key nothing is read, looked for or, worst of all, written.
TEST_P(PersonalStoreTest, another_key_is_refused) {
    ASSERT_DONE(write([&](PersonalStore& store) { return store.put(nik_of(1), nik_text(1)); }));
    const PersonalKeys other = PersonalKeys::for_tests();
    EXPECT_ERROR(storage_error::personal_key_wrong, write_with(other, [&](PersonalStore& store) {
                     return store.put(nik_of(2), nik_text(2));
                 }));
    EXPECT_ERROR(storage_error::personal_key_wrong,
                 write_with(other, [&](PersonalStore& store) -> Result<void> {
                     TRY(store.get(nik_of(1)));
                     return {};
                 }));
    EXPECT_ERROR(storage_error::personal_key_wrong,
                 write_with(other, [&](PersonalStore& store) -> Result<void> {
                     TRY(store.find(PersonalOwner::participant, PersonalField::nik, nik_text(1)));
                     return {};
                 }));
    EXPECT_EQ(*get(nik_of(1)), nik_text(1));
}

// ------------------------------------------------------------------------------- the key file

class PersonalKeysTest : public testing::Test {
protected:
    Path file() const { return scratch_ / "payung.key"; }
    std::string text() const {
        std::ifstream in(file());
        return {std::istreambuf_iterator<char>(in), {}};
    }
    void set_text(std::string_view text) const {
        std::ofstream(file(), std::ios::trunc) << text;
        chmod(file().c_str(), 0600);
    }
    std::size_t files() const {
        const std::filesystem::directory_iterator all(scratch_.path());
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

private:
    Scratch scratch_;
};

// Goal: made once, for its owner alone, and the same when it is opened again.
TEST_F(PersonalKeysTest, are_made_once) {
    EXPECT_ERROR(storage_error::personal_key_file_missing, PersonalKeys::open(file(), false));
    const auto made = PersonalKeys::open(file(), true);
    ASSERT_DONE(made);
    struct stat info {};
    ASSERT_EQ(stat(file().c_str(), &info), 0);
    EXPECT_EQ(info.st_mode & 0777U, 0600U);
    const auto opened = PersonalKeys::open(file(), true);
    ASSERT_DONE(opened);
    ASSERT_EQ(opened->versions().size(), 1U);
    EXPECT_EQ(opened->versions()[0].fingerprint, made->versions()[0].fingerprint);
    EXPECT_ERROR(storage_error::personal_key_file_there, PersonalKeys::make(file()));
    EXPECT_EQ(PersonalKeys::open(file(), false)->versions()[0].fingerprint,
              made->versions()[0].fingerprint);
    EXPECT_EQ(files(), 1U);
}

// Goal: many that make it at once end with the same keys.
TEST_F(PersonalKeysTest, makers_at_once_agree) {
    std::array<std::string, 8> prints;
    {
        std::vector<std::jthread> makers;
        for (std::string& print : prints) {
            makers.emplace_back([&] {
                const auto keys = PersonalKeys::open(file(), true);
                if (keys) print = keys->versions()[0].fingerprint;
            });
        }
    }
    EXPECT_NE(prints[0], "");
    for (const std::string& print : prints) EXPECT_EQ(print, prints[0]);
    EXPECT_EQ(files(), 1U);
}

// Goal: a file that others may read is refused, whoever the others are.
TEST_F(PersonalKeysTest, readable_by_others_is_refused) {
    ASSERT_DONE(PersonalKeys::open(file(), true));
    for (const mode_t mode : {0640U, 0604U, 0620U, 0601U, 0644U}) {
        ASSERT_EQ(chmod(file().c_str(), mode), 0);
        EXPECT_ERROR(storage_error::personal_key_file_open, PersonalKeys::open(file(), true));
    }
    ASSERT_EQ(chmod(file().c_str(), 0400), 0);
    EXPECT_TRUE(PersonalKeys::open(file(), false));
}

// Goal: one changed, missing or added byte anywhere, and the file is refused and left as it is.
TEST_F(PersonalKeysTest, a_damaged_file_is_refused) {
    ASSERT_DONE(PersonalKeys::open(file(), true));
    const std::string right = text();
    for (std::size_t at = 0; at < right.size(); ++at) {
        std::string flipped = right;
        flipped[at] = static_cast<char>(flipped[at] ^ 2);
        for (const std::string& bad : {flipped, right.substr(0, at)}) {
            set_text(bad);
            EXPECT_ERROR(storage_error::personal_key_file_damaged,
                         PersonalKeys::open(file(), true));
            ASSERT_EQ(text(), bad);
        }
    }
    set_text(right + "\n");
    EXPECT_ERROR(storage_error::personal_key_file_damaged, PersonalKeys::open(file(), true));
    set_text(std::string(1U << 20U, 'x'));
    EXPECT_ERROR(storage_error::personal_key_file_damaged, PersonalKeys::open(file(), true));
}

// Goal: versions are added whole, by many at once too, and others that have the file open see them.
TEST_F(PersonalKeysTest, versions_are_added) {
    const auto keys = PersonalKeys::open(file(), true);
    ASSERT_DONE(keys);
    const auto second = PersonalKeys::open(file(), false);
    ASSERT_DONE(second);
    {
        std::vector<std::jthread> adders;
        for (int i = 0; i < 4; ++i) {
            adders.emplace_back(
                [&] { EXPECT_TRUE(PersonalKeys::open(file(), false)->add_version()); });
        }
    }
    EXPECT_EQ(*keys->add_version(), 6);
    EXPECT_EQ(PersonalKeys::open(file(), false)->versions().size(), 6U);
    EXPECT_EQ(keys->versions()[0].fingerprint, second->versions()[0].fingerprint);
    std::set<std::string> prints;
    for (const auto& version : keys->versions()) prints.insert(version.fingerprint);
    EXPECT_EQ(prints.size(), 6U);
    EXPECT_EQ(files(), 1U);
}

}  // namespace
}  // namespace payung
