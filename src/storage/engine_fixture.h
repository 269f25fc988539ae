#pragma once

/// For tests: a place for a store of each engine, so that every test of storage/ runs on all:
/// empty, or with the program's tables, which are made once and copied.

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "base/clock.h"
#include "storage/database.h"
#include "storage/migrations.h"
#include "storage/postgres_server_for_tests.h"

namespace payung {

inline std::string name_of(Engine engine) {
    switch (engine) {
        case Engine::sqlite:
            return "sqlite";
        case Engine::postgres:
            return "postgres";
    }
    return "";
}

/// A folder that goes with its test.
class Scratch {
public:
    Scratch() : path_(fast_folder() / unique_name()) { std::filesystem::create_directories(path_); }
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    ~Scratch() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const Path& path() const { return path_; }
    Path operator/(std::string_view name) const { return path_ / name; }

private:
    /// In memory where the machine has it: these tests are of kills, not of power cuts.
    static Path fast_folder() {
        const Path memory = "/dev/shm";
        return access(memory.c_str(), W_OK) == 0 ? memory : std::filesystem::temp_directory_path();
    }
    static std::string unique_name() {
        static std::atomic<int> count = 0;
        return "payung-storage-" + std::to_string(getpid()) + "-" + std::to_string(count++);
    }
    Path path_;
};

namespace engine_detail {

inline void migrate_at(const std::string& url) {
    const auto database = open_database(url, {});
    CHECK(database.has_value());
    const FixedClock clock{Instant{std::chrono::milliseconds{1'767'225'600'000}}};
    CHECK(migrate(**database, migrations_of((*database)->engine()), clock, "test").has_value());
}

/// A file with the program's tables and nothing in them.
inline const Path& migrated_file() {
    static const Scratch folder;
    static const Path file = [] {
        const Path made = folder / "migrated.db";
        migrate_at(made.string());
        return made;
    }();
    return file;
}

/// The same as a database of the shared server; nobody is connected to it.
inline const std::string& migrated_database() {
    static const std::string name = [] {
        const std::string made = shared_postgres().new_name();
        migrate_at(shared_postgres().make_database(made, "template0"));
        return made;
    }();
    return name;
}

}  // namespace engine_detail

enum class Start : std::uint8_t { empty, migrated };

class EngineTest : public testing::TestWithParam<Engine> {
protected:
    explicit EngineTest(Start start = Start::empty) : start_(start) {}

    void SetUp() override {
        if (GetParam() == Engine::postgres) {
            if (!PostgresServer::installed()) GTEST_SKIP() << "PostgreSQL 15 is not installed";
            ASSERT_TRUE(shared_postgres().running());
        }
        renew();
    }
    /// Where this test's store is; the same at each call.
    std::string url() const {
        if (GetParam() == Engine::postgres) return postgres_;
        return "sqlite:" + (scratch_ / "store.db").string();
    }
    Path file() const { return scratch_ / "store.db"; }
    /// A store as at the start in its place.
    void renew() {
        if (GetParam() == Engine::postgres) {
            PostgresServer& server = shared_postgres();
            std::string from = kept_;
            if (from.empty())
                from = start_ == Start::empty ? "template0" : engine_detail::migrated_database();
            name_ = server.new_name();
            postgres_ = server.make_database(name_, from);
            return;
        }
        for (const char* const tail : {"", "-wal", "-shm", "-journal"})
            std::filesystem::remove(file().string() + tail);
        if (!kept_.empty()) {
            std::filesystem::copy_file(kept_, file());
        } else if (start_ == Start::migrated) {
            std::filesystem::copy_file(engine_detail::migrated_file(), file());
        }
    }
    /// From now on renew() puts the store as it is now. Pre: nobody has it open.
    void keep_as_start() {
        kept_ = name_;
        if (GetParam() == Engine::sqlite) {
            kept_ = scratch_ / "kept.db";
            std::filesystem::copy_file(file(), kept_);
        }
        renew();
    }
    const Scratch& scratch() const { return scratch_; }

    std::unique_ptr<Database> open(const DatabaseOptions& options = {}) const {
        auto database = open_database(url(), options);
        if (!database) {
            ADD_FAILURE() << describe(database.error(), Language::en);
            return nullptr;
        }
        return std::move(*database);
    }

private:
    Start start_;
    Scratch scratch_;
    std::string postgres_, name_;
    std::string kept_;  // a file, or the name of a database
};

#define PAYUNG_EVERY_ENGINE(suite)                                                              \
    INSTANTIATE_TEST_SUITE_P(engines, suite, testing::Values(Engine::sqlite, Engine::postgres), \
                             [](const auto& engine) { return name_of(engine.param); })

}  // namespace payung

/// The code of a failed result, and a failure of the test where it did not fail.
#define EXPECT_ERROR(wanted, expression)                             \
    do {                                                             \
        const auto outcome_ = (expression);                          \
        ASSERT_FALSE(outcome_) << #expression " did not fail";       \
        EXPECT_EQ(name_of(outcome_.error().code()), name_of(wanted)) \
            << describe(outcome_.error(), Language::en);             \
    } while (false)

#define ASSERT_DONE(expression)                                            \
    do {                                                                   \
        const auto& outcome_ = (expression);                               \
        ASSERT_TRUE(outcome_) << describe(outcome_.error(), Language::en); \
    } while (false)
