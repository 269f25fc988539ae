#pragma once

/// For tests: an office with an empty store of each engine, the program's law, and a clock that
/// stands on 2 January 2026 until it is moved.

#include <gtest/gtest.h>

#include "office/desk.h"
#include "storage/engine_fixture.h"

namespace payung {

inline const Rulebook& law_for_tests() {
    static const Rulebook law = [] {
        auto opened = Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
        CHECK(opened.has_value());
        return *opened;
    }();
    return law;
}

inline Instant noon_of(int year, unsigned month, unsigned day) {
    return std::chrono::sys_days{std::chrono::year{year} / month / day} + std::chrono::hours{5};
}

class OfficeTest : public EngineTest {
protected:
    OfficeTest() : EngineTest(Start::migrated) {}

    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_TRUE(database_);
    }

    Desk desk(std::string actor = "petugas") {
        return {database_.get(), law_for_tests(), keys_, &clock_, std::move(actor)};
    }
    /// The same in another connection.
    Desk desk_at(Database& database, std::string actor = "petugas") {
        return {&database, law_for_tests(), keys_, &clock_, std::move(actor)};
    }
    /// Nobody may have a store open while another process is begun that opens it too: SQLite's
    /// locks are not to be shared.
    void shut() { database_.reset(); }
    FixedClock& clock() { return clock_; }
    Database& database() { return *database_; }
    const PersonalKeys& keys() const { return keys_; }

private:
    std::unique_ptr<Database> database_;
    FixedClock clock_{noon_of(2026, 1, 2)};
    PersonalKeys keys_ = PersonalKeys::for_tests();
};

}  // namespace payung
