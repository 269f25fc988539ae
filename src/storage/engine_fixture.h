#pragma once

/// For tests: an empty place for a store of each engine, so that every test of storage/ runs on
/// all.

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <string>

#include "storage/database.h"
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

class EngineTest : public testing::TestWithParam<Engine> {
protected:
    void SetUp() override {
        if (GetParam() != Engine::postgres) return;
        if (!PostgresServer::installed()) GTEST_SKIP() << "PostgreSQL 15 is not installed";
        ASSERT_TRUE(shared_postgres().running());
        postgres_ = shared_postgres().new_database();
    }
    /// Where this test's store is; the same at each call.
    std::string url() const {
        if (GetParam() == Engine::postgres) return postgres_;
        return "sqlite:" + (scratch_ / "store.db").string();
    }
    Path file() const { return scratch_ / "store.db"; }
    /// An empty store in its place.
    void renew() {
        if (GetParam() == Engine::postgres) {
            postgres_ = shared_postgres().new_database();
        } else {
            std::filesystem::remove(file());
        }
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
    Scratch scratch_;
    std::string postgres_;
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
