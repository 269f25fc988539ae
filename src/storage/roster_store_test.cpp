#include "storage/roster_store.h"

#include <gtest/gtest.h>

#include "membership/errors.h"
#include "storage/engine_fixture.h"
#include "storage/row_key.h"
#include "storage/run_store.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

using RosterStoreTest = EngineTest;
PAYUNG_EVERY_ENGINE(RosterStoreTest);

// Goal: of a saved run, exactly those whom the source covers, with all months and all money, and
// who they are; of what is not there, an error.
TEST_P(RosterStoreTest, reads_the_roster_of_a_run) {
    const FixedClock clock(Instant{std::chrono::milliseconds{1'767'225'600'000}});
    const SampleRun sample(400, 300, 1);
    const Path key = scratch() / "key";
    std::string id;
    {
        const auto store = RunStore::open(url(), {}, clock, key);
        ASSERT_DONE(store);
        ASSERT_DONE((*store)->save_edition(sample_source("register", sample.persons.size()),
                                           sample.persons, sample_areas()));
        ASSERT_DONE((*store)->save_edition(sample_source("membership", sample.accounts.size()),
                                           sample.accounts));
        const auto saved = (*store)->save_run(sample.inputs(1, 2), sample.results(), sample.persons,
                                              sample_areas());
        ASSERT_DONE(saved);
        id = saved->id;
    }
    const auto keys = PersonalKeys::open(key, false);
    ASSERT_DONE(keys);
    const auto database = open();
    const auto snapshot = database->read();
    std::size_t workers = 0;
    for (std::uint32_t source = 0; source < sample.budgets.size(); ++source) {
        std::string name;
        const auto roster =
            commitments_of_run(**snapshot, *keys, 0, sample.budgets[source].id, name);
        ASSERT_DONE(roster);
        EXPECT_EQ(name, "run:" + id + ":" + sample.budgets[source].id);
        workers += roster->size();
        Money amount;
        for (const Commitment& one : *roster) {
            amount += one.amount;
            EXPECT_EQ(one.months, sample.budgets[source].months);
        }
        EXPECT_EQ(amount, sample.choice.sources[source].used);
        const RosterEntry& first = *std::ranges::find_if(
            sample.roster, [&](const RosterEntry& entry) { return entry.budget == source; });
        const std::uint32_t row = sample.gap.rows[first.candidate];
        EXPECT_EQ(roster->front().reg_id, sample.persons.id[row]);
        EXPECT_EQ(roster->front().nik, sample.persons.identity[row].nik == 0
                                           ? ""
                                           : Nik(sample.persons.identity[row].nik).digits());
    }
    EXPECT_EQ(workers, sample.roster.size());
    std::string name;
    EXPECT_ERROR(membership_error::run_of_roster_unknown,
                 commitments_of_run(**snapshot, *keys, 7, sample.budgets[0].id, name));
    EXPECT_ERROR(membership_error::run_of_roster_unknown,
                 commitments_of_run(**snapshot, *keys, 0, "tidak ada", name));
}

}  // namespace
}  // namespace payung
