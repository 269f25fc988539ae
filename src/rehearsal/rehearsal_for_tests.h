#pragma once

/// For tests: rehearsals on a store of either engine.

#include <fstream>

#include "rehearsal/rehearsal.h"
#include "storage/engine_fixture.h"
#include "storage/migrations.h"

namespace payung::rehearsal {

struct Rehearsed {
    RehearsalReport report;
    std::vector<TableDigest> tables;
    std::string diary;
};

class RehearsalTest : public EngineTest {
protected:
    /// With an empty store; one command in `commands_a_death` kills its process.
    Result<Rehearsed> rehearse_for_tests(const TownPlan& plan, std::uint32_t commands_a_death) {
        renew();
        return rehearse_at(url(), plan, commands_a_death);
    }
    Result<Rehearsed> rehearse_at(const std::string& place, const TownPlan& plan,
                                  std::uint32_t commands_a_death,
                                  const std::function<void(Stage&)>& look = {}) {
        CounterSetting setting{[place] { return opened(place); }, law(),
                               PersonalKeys::of_seed(plan.seed), plan.seed, commands_a_death};
        TRY_ASSIGN(Counter counter, Counter::open(std::move(setting)));
        const Path folder = scratch() / "files";
        std::filesystem::create_directories(folder);
        Stage stage(draw_town(plan), std::move(counter), folder);
        Rehearsed rehearsed;
        TRY_ASSIGN(rehearsed.report, rehearse(stage));
        TRY_ASSIGN(rehearsed.tables, digests(stage.counter.database()));
        if (look) look(stage);
        rehearsed.diary = std::move(stage.diary);
        return rehearsed;
    }

private:
    static const Rulebook& law() {
        static const Rulebook law = [] {
            auto opened = Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
            CHECK(opened.has_value());
            return *opened;
        }();
        return law;
    }
    static Result<std::unique_ptr<Database>> opened(const std::string& place) {
        TRY_ASSIGN(auto database, open_database(place, {}));
        const FixedClock clock{Instant{}};
        TRY(migrate(*database, migrations_of(database->engine()), clock, "test"));
        return database;
    }
};

}  // namespace payung::rehearsal
