#include "app/keep.h"

#include <fmt/format.h>

#include "app/key_file.h"

namespace payung::app {
namespace {

EditionSource source_of(const IntakeReport& report) {
    EditionSource source;
    source.sha256 = report.edition;
    for (const IntakeFile& file : report.files) source.files.push_back(file.name);
    source.rows_taken = report.taken;
    source.rows_doubted = report.doubted;
    source.rows_rejected = report.rejected;
    return source;
}

}  // namespace

bool Keeper::exists(const std::string& database) {
    constexpr std::string_view scheme = "sqlite:";
    if (database.find("://") != std::string::npos) return true;  // A server is asked by opening it.
    std::error_code ignored;
    return std::filesystem::exists(
        database.starts_with(scheme) ? database.substr(scheme.size()) : database, ignored);
}

Result<std::unique_ptr<Keeper>> Keeper::open(const std::string& database, bool create,
                                             const Path& key_file) {
    DatabaseOptions options;
    options.create = create;
    options.cache_bytes = std::uint64_t{256} << 20U;
    auto keeper = std::make_unique<Keeper>();
    TRY_ASSIGN(keeper->store_,
               RunStore::open(database, options, keeper->clock_, key_file_for(database, key_file)));
    return keeper;
}

Result<void> Keeper::keep_editions(const RegisterIntake& registry, const AccountIntake& accounts,
                                   const AreaTable& areas) {
    TRY_ASSIGN(const SavedEdition persons,
               store_->save_edition(source_of(registry.report), registry.persons, areas));
    TRY_ASSIGN(const SavedEdition members,
               store_->save_edition(source_of(accounts.report), accounts.accounts));
    use_editions(persons.edition, members.edition);
    return {};
}

void Keeper::use_editions(std::int64_t registry, std::int64_t membership) {
    registry_ = registry;
    membership_ = membership;
}

Result<SavedRun> Keeper::keep_run(const RunToKeep& run) {
    const RunInputs inputs{
        .registry = registry_,
        .membership = membership_,
        .month = run.month,
        .budgets = run.plan.budgets,
        .law_version = run.knowledge.law.version(),
        .program_version = PAYUNG_VERSION,
        .options = fmt::format("priority={};names={}", run.knowledge.priority.words(),
                               run.knowledge.names.version())};
    const RunResults results{.links = run.links.links,
                             .gap = run.gap,
                             .same_person = run.same_person,
                             .choice = run.plan.choice,
                             .prices = run.plan.prices,
                             .roster = run.plan.roster.entries(),
                             .bills = run.plan.bills,
                             .coverage = run.coverage,
                             .summary = run.summary};
    return store_->save_run(inputs, results, run.persons, run.knowledge.areas);
}

}  // namespace payung::app
