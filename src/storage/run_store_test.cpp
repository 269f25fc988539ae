#include "storage/run_store.h"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "storage/engine_fixture.h"
#include "storage/row_key.h"
#include "storage/store_samples.h"

namespace payung {
namespace {

class RunStoreTest : public EngineTest {
protected:
    RunStoreTest() : EngineTest(Start::migrated) {}

    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        store_ = open_store();
        ASSERT_NE(store_, nullptr);
    }
    std::unique_ptr<RunStore> open_store() {
        auto store = RunStore::open(url(), {}, clock_, scratch() / "key");
        EXPECT_TRUE(store) << describe(store.error(), Language::en);
        return store ? std::move(*store) : nullptr;
    }
    void save_editions(const SampleRun& sample) {
        ASSERT_DONE(store_->save_edition(sample_source("register", sample.persons.size()),
                                         sample.persons, sample_areas()));
        ASSERT_DONE(store_->save_edition(sample_source("membership", sample.accounts.size()),
                                         sample.accounts));
    }
    Result<SavedRun> save(const SampleRun& sample, const std::string& options = "-") {
        return store_->save_run(sample.inputs(1, 2, options), sample.results(), sample.persons,
                                sample_areas());
    }
    /// Rows of every table, to see what was added.
    std::string sizes() {
        std::string text;
        const auto database = open();
        const auto snapshot = database->read();
        for (const std::string table : {"run", "linkage", "link", "budget", "run_standing",
                                        "standing", "price_run", "bill", "coverage"}) {
            const std::string sql = "SELECT COUNT(*) FROM " + table;
            EXPECT_TRUE((*snapshot)->query({table, sql}, {}, [&](const Row& row) -> Result<void> {
                text += fmt::format("{} {}\n", table, number_at(row, 0));
                return {};
            }));
        }
        return text;
    }

    FixedClock clock_{Instant{std::chrono::milliseconds{1'767'225'600'000}}};
    std::unique_ptr<RunStore> store_;
};
PAYUNG_EVERY_ENGINE(RunStoreTest);

bool inside(const SampleRun& sample, std::uint32_t row, std::string_view area) {
    return sample_areas().code(sample.persons.identity[row].area).starts_with(area);
}

constexpr std::array<std::string_view, 6> some_areas{"",       "63",         "6303",
                                                     "630305", "6303052003", "99"};

// ------------------------------------------------------------------------------- runs and their
// ids

TEST_P(RunStoreTest, a_run_is_listed_with_its_inputs_and_sums) {
    const SampleRun sample(400, 300, 1);
    save_editions(sample);
    const auto saved = save(sample);
    ASSERT_DONE(saved);
    EXPECT_EQ(saved->id.size(), 64U);
    const auto runs = store_->runs();
    ASSERT_DONE(runs);
    ASSERT_EQ(runs->size(), 1U);
    const RunRecord& run = runs->front();
    EXPECT_EQ(run.id, saved->id);
    EXPECT_EQ(run.registry, 1);
    EXPECT_EQ(run.membership, 2);
    EXPECT_EQ(run.month, Month::from_ym(2026, 1));
    EXPECT_EQ(run.law_version, "law 1");
    EXPECT_EQ(run.program_version, "0.1.0");
    EXPECT_EQ(run.options, "-");
    EXPECT_EQ(run.summary, "{\"persons\": 1}");
    EXPECT_EQ(run.recorded_at, "2026-01-01T00:00:00.000Z");
    EXPECT_EQ(run.links, sample.links.size());
    EXPECT_EQ(run.gap, sample.gap.rows.size());
    EXPECT_EQ(run.covered, sample.roster.size());
    EXPECT_EQ(run.amount, sample.choice.sources[0].used + sample.choice.sources[1].used);
}

// Goal: the same run again changes nothing; whatever decides the answer makes another run, and the
// links it shares are not kept twice.
TEST_P(RunStoreTest, the_same_run_is_kept_once) {
    SampleRun sample(100, 60, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    const std::string before = sizes();
    const auto again = save(sample);
    ASSERT_DONE(again);
    EXPECT_TRUE(again->already_there);
    EXPECT_EQ(again->run, 1);
    EXPECT_EQ(sizes(), before);

    RunInputs inputs = sample.inputs(1, 2);
    std::vector<std::string> ids{again->id};
    const auto save_changed = [&](const RunInputs& changed) {
        const auto other =
            store_->save_run(changed, sample.results(), sample.persons, sample_areas());
        ASSERT_DONE(other);
        EXPECT_FALSE(other->already_there);
        ids.push_back(other->id);
    };
    inputs.options = "priority";
    save_changed(inputs);
    inputs.law_version = "law 2";
    save_changed(inputs);
    inputs.month = inputs.month + 1;
    save_changed(inputs);
    inputs.program_version = "0.2.0";
    save_changed(inputs);
    std::vector<Budget> budgets = sample.budgets;
    budgets[1].ceiling += Money::from_sen(1);
    inputs.budgets = budgets;
    save_changed(inputs);
    std::ranges::sort(ids);
    EXPECT_TRUE(std::ranges::adjacent_find(ids) == ids.end());
    EXPECT_NE(sizes().find("linkage 1\n"), std::string::npos);
    EXPECT_NE(sizes().find(fmt::format("link {}\n", sample.links.size())), std::string::npos);
}

// Goal: the id of a run speaks of contents, not of the store it is in.
TEST_P(RunStoreTest, the_id_is_the_same_in_every_store) {
    const SampleRun sample(50, 30, 1);
    save_editions(sample);
    const auto here = save(sample);
    ASSERT_DONE(here);
    auto other = RunStore::open("sqlite:" + (scratch() / "other.db").string(), {}, clock_,
                                scratch() / "other.key");
    ASSERT_DONE(other);
    ASSERT_DONE((*other)->save_edition(sample_source("something else", 10), sample_persons(10, 9),
                                       sample_areas()));
    ASSERT_DONE((*other)->save_edition(sample_source("membership", 30), sample.accounts));
    ASSERT_DONE(
        (*other)->save_edition(sample_source("register", 50), sample.persons, sample_areas()));
    const auto there =
        (*other)->save_run(sample.inputs(3, 2), sample.results(), sample.persons, sample_areas());
    ASSERT_DONE(there);
    EXPECT_EQ(there->id, here->id);
}

TEST_P(RunStoreTest, runs_are_found_by_the_beginning_of_their_id) {
    EXPECT_ERROR(Code::store_no_run, store_->find_run(""));
    const SampleRun sample(20, 10, 1);
    save_editions(sample);
    std::vector<SavedRun> runs;
    for (int i = 0; i < 20; ++i) {  // More than sixteen: two begin with the same digit.
        const auto saved = save(sample, fmt::format("option {}", i));
        ASSERT_DONE(saved);
        runs.push_back(*saved);
    }
    const auto newest = store_->find_run("");
    ASSERT_DONE(newest);
    EXPECT_EQ(newest->id, runs.back().id);
    for (const SavedRun& run : runs) {
        for (const std::size_t digits : {12U, 64U}) {
            const auto found = store_->find_run(std::string_view{run.id}.substr(0, digits));
            ASSERT_DONE(found);
            EXPECT_EQ(found->run, run.run);
        }
    }
    int ambiguous = 0;
    for (const char digit : std::string_view{"0123456789abcdef"}) {
        const auto found = store_->find_run(std::string_view{&digit, 1});
        if (!found && found.error().code() == Code::store_run_ambiguous) ++ambiguous;
    }
    EXPECT_GT(ambiguous, 0);
    EXPECT_ERROR(Code::store_run_unknown, store_->find_run("xyz"));
    EXPECT_ERROR(Code::store_run_unknown, store_->load_for_planning(99, sample_areas()));
}

// ------------------------------------------------------------------------------- questions

TEST_P(RunStoreTest, coverage_of_an_area_and_all_inside_it) {
    const SampleRun sample(100, 60, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    for (const std::string_view area : some_areas) {
        SCOPED_TRACE(area);
        const auto found = store_->coverage(1, area, sample_areas());
        ASSERT_DONE(found);
        EXPECT_EQ(found->basis, WorkerBasis::all_rows);
        EXPECT_EQ(found->placed_above_village, 17U);
        std::size_t at = 0;
        for (const CoverageRow& row : sample.coverage.rows) {
            if (!sample_areas().code(row.area).starts_with(area)) continue;
            ASSERT_LT(at, found->rows.size());
            EXPECT_EQ(found->rows[at].area, row.area);
            EXPECT_EQ(found->rows[at].counts, row.counts);
            EXPECT_EQ(found->rows[at].withheld, row.withheld);
            ++at;
        }
        EXPECT_EQ(at, found->rows.size());
    }
}

// Goal: the gap of any area, best rank first, cut anywhere, is what the run found.
TEST_P(RunStoreTest, the_gap_of_an_area_in_order_of_rank) {
    const SampleRun sample(500, 100, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    for (const std::string_view area : some_areas) {
        for (const std::uint64_t limit : {0U, 1U, 20U}) {
            SCOPED_TRACE(fmt::format("{} {}", area, limit));
            std::vector<GapRow> found;
            ASSERT_DONE(store_->gap(1, area, limit, [&](const GapRow& row) -> Result<void> {
                found.push_back(row);
                return {};
            }));
            std::size_t at = 0, size = 0;
            for (std::uint32_t rank = 1; rank <= sample.choice.order.size(); ++rank) {
                const std::uint32_t row = sample.gap.rows[sample.choice.order[rank - 1]];
                if (!inside(sample, row, area)) continue;
                ++size;
                if (limit != 0 && size > limit) continue;
                ASSERT_LT(at, found.size());
                const GapRow& line = found[at++];
                const PersonFacts& facts = sample.persons.facts[row];
                EXPECT_EQ(line.rank, rank);
                EXPECT_EQ(line.reg_id, sample.persons.id[row]);
                EXPECT_EQ(line.name, sample.persons.name[row]);
                EXPECT_EQ(line.area, sample_areas().code(sample.persons.identity[row].area));
                EXPECT_EQ(line.birth, sample.persons.identity[row].birth);
                EXPECT_EQ(line.decile, facts.decile);
                EXPECT_EQ(line.sector, facts.sector);
                EXPECT_EQ(line.standing, sample.gap.standing[row]);
                const std::uint32_t turn = (rank - 1) % 3;  // How the sample deals out its budgets.
                EXPECT_EQ(line.source, turn == 2 ? no_source : turn);
            }
            EXPECT_EQ(at, found.size());
            EXPECT_EQ(store_->gap_size(1, area).value(), size);
        }
    }
}

TEST_P(RunStoreTest, budgets_and_bills_come_back) {
    const SampleRun sample(100, 60, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    const auto budgets = store_->budgets(1, sample_areas());
    ASSERT_DONE(budgets);
    ASSERT_EQ(budgets->size(), sample.budgets.size());
    for (std::size_t i = 0; i < budgets->size(); ++i) {
        const Budget &a = (*budgets)[i].budget, &b = sample.budgets[i];
        EXPECT_EQ(std::tie(a.id, a.name, a.kind, a.area, a.sectors, a.decile_max, a.programmes,
                           a.ceiling, a.from, a.months, a.legal_basis),
                  std::tie(b.id, b.name, b.kind, b.area, b.sectors, b.decile_max, b.programmes,
                           b.ceiling, b.from, b.months, b.legal_basis));
        const SourceOutcome& outcome = sample.choice.sources[i];
        EXPECT_EQ((*budgets)[i].used, outcome.used);
        EXPECT_EQ((*budgets)[i].workers, outcome.workers);
        EXPECT_EQ((*budgets)[i].eligible, outcome.eligible);
        EXPECT_EQ((*budgets)[i].left_out, outcome.left_out);
        EXPECT_EQ((*budgets)[i].leftover, outcome.leftover);
    }
    const auto bills = store_->bills(1);
    ASSERT_DONE(bills);
    EXPECT_EQ(*bills, sample.bills);
}

// Goal: a roster row for each worker and run of months, of one source or of all, by area, cut
// anywhere; their amounts add up to what the budgets used.
TEST_P(RunStoreTest, rosters_by_source_and_area) {
    const SampleRun sample(400, 100, 3);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    for (const std::optional<std::uint32_t> source :
         {std::optional<std::uint32_t>{}, {0U}, {1U}, {2U}}) {
        for (const std::string_view area : some_areas) {
            SCOPED_TRACE(fmt::format("{} {}", source.value_or(9), area));
            std::vector<RosterRow> found;
            ASSERT_DONE(
                store_->roster(1, source, area, 0, [&](const RosterRow& row) -> Result<void> {
                    found.push_back(row);
                    return {};
                }));
            std::size_t at = 0;
            Money sum;
            for (const RosterEntry& entry : sample.roster) {
                const std::uint32_t row = sample.gap.rows[entry.candidate];
                if (source && entry.budget != *source) continue;
                if (!inside(sample, row, area)) continue;
                for (const PriceRun& months : Roster::rows_of(entry, sample.prices)) {
                    ASSERT_LT(at, found.size());
                    const RosterRow& line = found[at++];
                    EXPECT_EQ(line.source, entry.budget);
                    EXPECT_EQ(line.reg_id, sample.persons.id[row]);
                    EXPECT_EQ(line.nik.number(), sample.persons.identity[row].nik);
                    EXPECT_EQ(line.name, sample.persons.name[row]);
                    EXPECT_EQ(line.programmes, sample.budgets[entry.budget].programmes);
                    EXPECT_EQ(line.price, months);
                    sum += line.amount();
                }
            }
            EXPECT_EQ(at, found.size());
            EXPECT_TRUE(source != 1U || !area.empty() || sum == sample.choice.sources[1].used);
        }
    }
    int seen = 0;
    ASSERT_DONE(store_->roster(1, {}, "", 7, [&](const RosterRow&) -> Result<void> {
        ++seen;
        return {};
    }));
    EXPECT_EQ(seen, 7);
}

// Goal: of one person, why he is in or out: standing, accounts, roster.
TEST_P(RunStoreTest, a_person_and_why) {
    const SampleRun sample(200, 150, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    for (std::uint32_t row = 0; row < sample.persons.size(); ++row) {
        SCOPED_TRACE(row);
        const auto found = store_->person(1, sample.persons.id[row]);
        ASSERT_DONE(found);
        const auto at = std::ranges::find(*found, row, &PersonRecord::row);
        ASSERT_NE(at, found->end());
        const Identity& who = sample.persons.identity[row];
        EXPECT_EQ(at->name, sample.persons.name[row]);
        EXPECT_EQ(at->nik.number(), who.nik);
        EXPECT_EQ(std::tie(at->birth, at->sex, at->family),
                  std::tie(who.birth, who.sex, sample.persons.family[row]));
        EXPECT_EQ(at->area, sample_areas().code(who.area));
        EXPECT_EQ(at->facts.decile, sample.persons.facts[row].decile);
        EXPECT_EQ(at->occupation, sample.persons.occupations[sample.persons.facts[row].occupation]);
        EXPECT_EQ(at->standing, sample.gap.standing[row]);
        EXPECT_EQ(at->rank != 0, in_gap(at->standing));
        const std::uint32_t other = sample.same_person[row];
        EXPECT_EQ(at->same_as.value_or(""), other == row ? "" : sample.persons.id[other]);
        std::vector<std::string> accounts;
        for (const Link& link : sample.links) {
            if (link.person == row)
                accounts.push_back(
                    fmt::format("{} {}", sample.accounts.id[link.account], name_of(link.rule)));
        }
        ASSERT_EQ(at->accounts.size(), accounts.size());
        for (std::size_t i = 0; i < accounts.size(); ++i) {
            EXPECT_EQ(at->accounts[i].acc_id + " " + at->accounts[i].rule, accounts[i]);
        }
        const bool covered = std::ranges::any_of(sample.roster, [&](const RosterEntry& entry) {
            return sample.gap.rows[entry.candidate] == row;
        });
        EXPECT_EQ(!at->roster.empty(), covered);
    }
    EXPECT_ERROR(Code::store_person_unknown, store_->person(1, "tidak ada"));
}

// Goal: to plan again, everything that the stages of planning take is there, after opening anew.
TEST_P(RunStoreTest, what_planning_needs_comes_back) {
    const SampleRun sample(300, 200, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    store_ = open_store();
    const auto data = store_->load_for_planning(1, sample_areas());
    ASSERT_DONE(data);
    EXPECT_TRUE(data->persons.identity == sample.persons.identity);
    EXPECT_EQ(data->accounts.facts.size(), sample.accounts.facts.size());
    EXPECT_EQ(data->links, sample.links);
    EXPECT_EQ(data->standing, sample.gap.standing);
    EXPECT_EQ(data->same_person, sample.same_person);
    EXPECT_EQ(data->run.month, Month::from_ym(2026, 1));
}

TEST_P(RunStoreTest, an_empty_run_is_a_run) {
    SampleRun sample(0, 0, 1);
    sample.roster.clear();
    save_editions(sample);
    ASSERT_DONE(save(sample));
    EXPECT_EQ(store_->gap_size(1, "").value(), 0U);
    EXPECT_TRUE(store_->load_for_planning(1, sample_areas()));
}

// Goal: two runs of one store do not answer for each other.
TEST_P(RunStoreTest, runs_stand_beside_each_other) {
    SampleRun sample(100, 60, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample, "first"));
    const auto first = store_->gap_size(1, "").value();
    std::ranges::fill(sample.gap.standing, Standing::covered);
    sample.gap.rows.clear();
    sample.choice.order.clear();
    sample.roster.clear();
    for (SourceOutcome& outcome : sample.choice.sources) outcome.used = Money{};
    ASSERT_DONE(save(sample, "second"));
    EXPECT_EQ(store_->gap_size(1, "").value(), first);
    EXPECT_EQ(store_->gap_size(2, "").value(), 0U);
    EXPECT_EQ(store_->runs().value().front().covered, 0U);
}

// Goal: a budget that was exceeded cannot be stored, not by one sen.
TEST_P(RunStoreTest, an_exceeded_budget_is_refused) {
    SampleRun sample(50, 30, 1);
    save_editions(sample);
    sample.choice.sources[0].used = sample.budgets[0].ceiling + Money::from_sen(1);
    EXPECT_ERROR(Code::store_conflict, save(sample));
    EXPECT_TRUE(store_->runs().value().empty());
}

// Goal: codes of another program's version are not taken for something else.
TEST_P(RunStoreTest, unknown_codes_are_damage) {
    const SampleRun sample(50, 30, 1);
    save_editions(sample);
    ASSERT_DONE(save(sample));
    ASSERT_DONE(open()->write([](Transaction& t) {
        return t.run_script(
            {"test.rename", "UPDATE run_standing SET name = 'entah' WHERE standing >= 18"});
    }));
    EXPECT_ERROR(Code::store_broken, store_->load_for_planning(1, sample_areas()));
    EXPECT_ERROR(Code::store_broken,
                 store_->gap(1, "", 0, [](const GapRow&) -> Result<void> { return {}; }));
}

// Goal: killed anywhere while a run is written, it is there whole or not at all.
TEST_P(RunStoreTest, a_kill_leaves_a_run_whole_or_absent) {
    const SampleRun sample(2000, 1500, 1);
    save_editions(sample);
    Random random(20'260'201);
    int killed = 0, absent = 0;
    for (int round = 0; round < 20; ++round) {
        const std::string options = fmt::format("round {}", round);
        const auto before = store_->runs().value().size();
        store_.reset();
        const pid_t child = fork();
        if (child == 0) {
            store_ = open_store();
            _exit(store_ && save(sample, options) ? 0 : 1);
        }
        std::this_thread::sleep_for(std::chrono::microseconds{random.below(20'000)});
        kill(child, SIGKILL);
        int status = 0;
        waitpid(child, &status, 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        store_ = open_store();
        const auto runs = store_->runs().value().size();
        absent += runs == before ? 1 : 0;
        const auto saved = save(sample, options);
        ASSERT_DONE(saved);
        EXPECT_EQ(saved->already_there, runs == before + 1);
        const auto data = store_->load_for_planning(saved->run, sample_areas());
        ASSERT_DONE(data);
        ASSERT_EQ(data->standing, sample.gap.standing);
        ASSERT_EQ(data->links, sample.links);
        ASSERT_EQ(store_->coverage(saved->run, "", sample_areas()).value().rows.size(),
                  sample.coverage.rows.size());
        const std::string wanted =
            fmt::format("standing {}\n", sample.persons.size() * (before + 1));
        EXPECT_NE(sizes().find(wanted), std::string::npos);
    }
    EXPECT_GT(killed, 0);
    EXPECT_GT(absent, 0);
}

}  // namespace
}  // namespace payung
