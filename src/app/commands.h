#pragma once

/// The sub-commands of `payung`: what each is asked, and the function that answers.
///
/// Each returns Result<void>; main.cpp turns a failure into a message and exit status 1.

#include <cstdint>
#include <string>
#include <vector>

#include "app/console.h"
#include "base/day.h"
#include "base/file.h"
#include "base/result.h"
#include "rehearsal/town.h"

namespace payung::app {

/// What every stage that computes needs to know.
struct Settings {
    unsigned threads = 1;
    Path law;  // folder of the law; empty: share/legislation
    std::string priority = "desil,risiko,umur";
    bool show_small_cells = false;
};

struct RunRequest {
    std::vector<Path> registry, membership;
    Path budgets, out;
    Month month;
    std::string database;  // empty: none
    Path key_file;         // empty: as key_file_for() says
    Settings settings;
};
Result<void> run(const RunRequest& request, const Console& console);

struct SynthRequest {
    std::vector<std::string> areas;   // codes or prefixes; empty: the nation
    std::uint64_t workers = 0;        // 0: as many as the published figures say
    std::uint64_t accounts = 0;       // 0: as the published ratios say
    std::int64_t protected_ppm = -1;  // share of workers with an active account; -1: published
    std::uint64_t seed = 1;
    unsigned shards = 1;
    bool everybody = false;
    Month month;
    Path out;
    unsigned threads = 1;
};
Result<void> synth(const SynthRequest& request, const Console& console);

struct DemoRequest {
    Path folder;
    std::uint64_t workers = 0;
    bool serve = true;
    Settings settings;
};
Result<void> demo(const DemoRequest& request, const Console& console);

struct RehearseRequest {
    std::string database;
    Path law, out;
    rehearsal::TownPlan plan;
    std::uint32_t commands_a_death = 0;
};
/// The exit status: 0 where everything held.
Result<int> rehearse(const RehearseRequest& request, const Console& console);

/// Questions to a database that `run --db` filled.
struct AskRequest {
    std::string database;
    Path key_file;
    std::string run;   // id or its beginning; empty: the latest
    std::string area;  // code or prefix; empty: the nation
    std::uint64_t rows = 20;
    bool csv = false;  // everything, in the form of the files of `run`
};
Result<void> ask_coverage(const AskRequest& request, const Console& console);
Result<void> ask_gap(const AskRequest& request, const Console& console);
Result<void> ask_runs(const std::string& database, const Console& console);

struct RosterRequest {
    AskRequest ask;
    std::string source;  // empty: all
    Path xlsx;           // empty: to the screen
};
Result<void> ask_roster(const RosterRequest& request, const Console& console);

struct PersonRequest {
    AskRequest ask;
    std::string id;
};
Result<void> ask_person(const PersonRequest& request, const Console& console);

struct PlanRequest {
    AskRequest ask;
    Path budgets, out;
    Settings settings;
};
Result<void> plan_again(const PlanRequest& request, const Console& console);

}  // namespace payung::app
