#pragma once

/// What `--db` keeps of a run, in the order in which it becomes known.

#include <memory>

#include "app/stages.h"
#include "base/clock.h"
#include "membership/account_intake.h"
#include "registry/register_intake.h"
#include "storage/run_store.h"

namespace payung::app {

/// Everything that decided a run and what it found.
struct RunToKeep {
    Month month;
    const Settings& settings;
    const Knowledge& knowledge;
    const PersonTable& persons;
    const LinkSet& links;
    const Gap& gap;
    std::span<const std::uint32_t> same_person;
    const FundedPlan& plan;
    const Coverage& coverage;
    std::string summary;
};

class Keeper {
public:
    /// Whether the database that this names is there already.
    static bool exists(const std::string& database);
    /// `key_file`: as in key_file_for().
    static Result<std::unique_ptr<Keeper>> open(const std::string& database, bool create,
                                                const Path& key_file);
    Result<void> keep_editions(const RegisterIntake& registry, const AccountIntake& accounts,
                               const AreaTable& areas);
    /// Of editions that the database has already.
    void use_editions(std::int64_t registry, std::int64_t membership);
    Result<SavedRun> keep_run(const RunToKeep& run);
    RunStore& store() { return *store_; }

private:
    SystemClock clock_;
    std::unique_ptr<RunStore> store_;
    std::int64_t registry_ = 0, membership_ = 0;
};

}  // namespace payung::app
