#include "storage/run_writer.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql edition_identity{"edition.identity",
                               "SELECT kind, sha256, rows_digest FROM edition WHERE edition = $1"};
constexpr Sql find_run_of{"run.find", "SELECT run FROM run WHERE id = $1"};
constexpr Sql next_run{"run.next", "SELECT COALESCE(MAX(run), 0) + 1 FROM run"};
constexpr Sql insert_run{
    "run.insert",
    "INSERT INTO run (run, id, register, membership, linkage, month, law_version, program_version,"
    " options, links, gap, covered, amount, worker_basis, placed_above_village, summary,"
    " recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16,"
    " $17)"};
constexpr Sql find_linkage{"linkage.find",
                           "SELECT linkage FROM linkage"
                           " WHERE register = $1 AND membership = $2 AND digest = $3"};
constexpr Sql next_linkage{"linkage.next", "SELECT COALESCE(MAX(linkage), 0) + 1 FROM linkage"};
constexpr Sql insert_linkage{"linkage.insert",
                             "INSERT INTO linkage (linkage, register, membership, digest)"
                             " VALUES ($1, $2, $3, $4)"};
constexpr Sql insert_budget{
    "budget.insert",
    "INSERT INTO budget (run, source, id, name, kind, area, sectors, decile_max, programmes,"
    " ceiling, from_month, months, legal_basis, used, workers, eligible, left_out, leftover)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)"};
constexpr Sql insert_standing_name{"run_standing.insert",
                                   "INSERT INTO run_standing (run, standing, name)"
                                   " VALUES ($1, $2, $3)"};

Value count_value(std::uint64_t count) {
    return static_cast<std::int64_t>(count);
}

// ------------------------------------------------------------------------------- the id of a run

/// Each part with its length, so that no two lists of parts make the same text.
void add_part(std::string& text, std::string_view part) {
    text += fmt::format("{}:{}\n", part.size(), part);
}

Result<void> add_edition_identity(Transaction& transaction, std::int64_t edition,
                                  std::string& text) {
    bool found = false;
    TRY(transaction.query(edition_identity, {{Value{edition}}},
                          [&](const Row& row) -> Result<void> {
                              for (int column = 0; column < 3; ++column)
                                  add_part(text, text_at(row, column));
                              found = true;
                              return {};
                          }));
    CHECK(found);
    return {};
}

void add_budget(std::string& text, const Budget& budget, const AreaTable& areas) {
    for (const std::string_view part :
         {std::string_view{budget.id}, std::string_view{budget.name}, name_of(budget.kind),
          areas.code(budget.area), std::string_view{budget.legal_basis}}) {
        add_part(text, part);
    }
    add_part(text,
             fmt::format("{} {} {} {} {} {}", budget.sectors, budget.decile_max, budget.programmes,
                         budget.ceiling.sen(), to_text(budget.from), budget.months));
}

/// The same in every store: editions by their contents, not by their numbers here.
Result<std::string> id_of(Transaction& transaction, const RunInputs& inputs,
                          const AreaTable& areas) {
    std::string text = "payung run 1\n";
    TRY(add_edition_identity(transaction, inputs.registry, text));
    TRY(add_edition_identity(transaction, inputs.membership, text));
    add_part(text, to_text(inputs.month));
    add_part(text, inputs.law_version);
    add_part(text, inputs.program_version);
    add_part(text, inputs.options);
    for (const Budget& budget : inputs.budgets) add_budget(text, budget, areas);
    Sha256 sum;
    sum.add(text);
    return sum.hex();
}

// ------------------------------------------------------------------------------- links

std::string digest_of(std::span<const Link> links) {
    std::uint64_t hash = 1;
    for (const Link& link : links) {
        const std::uint64_t rows = (std::uint64_t{link.person} << 32U) | link.account;
        hash = mix64(hash ^ mix64(rows + static_cast<std::uint64_t>(link.rule)));
    }
    return fmt::format("{:016x}", hash);
}

Result<void> write_links(Transaction& transaction, std::int64_t linkage,
                         std::span<const Link> links) {
    constexpr std::array<std::string_view, 4> columns{"linkage", "person_row", "account_row",
                                                      "rule"};
    TRY_ASSIGN(const auto writer, transaction.bulk("link", columns));
    for (const Link& link : links) {
        const std::array<Value, columns.size()> values{
            linkage, std::int64_t{link.person}, std::int64_t{link.account}, name_of(link.rule)};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

Result<std::int64_t> linkage_of(Transaction& transaction, const RunInputs& inputs,
                                std::span<const Link> links) {
    const std::string digest = digest_of(links);
    const Value registry{inputs.registry};
    const Value membership{inputs.membership};
    const Value text{std::string_view{digest}};
    TRY_ASSIGN(const std::int64_t there,
               number_of(transaction, find_linkage, {{registry, membership, text}}));
    if (there != 0) return there;
    TRY_ASSIGN(const std::int64_t linkage, number_of(transaction, next_linkage, {}));
    TRY(transaction.execute(insert_linkage, {{Value{linkage}, registry, membership, text}}));
    TRY(write_links(transaction, linkage, links));
    return linkage;
}

// ------------------------------------------------------------------------------- what a run says

Result<void> write_budgets(Transaction& transaction, std::int64_t run,
                           std::span<const Budget> budgets, std::span<const SourceOutcome> outcomes,
                           const AreaTable& areas) {
    CHECK(budgets.size() == outcomes.size());
    for (std::size_t source = 0; source < budgets.size(); ++source) {
        const Budget& budget = budgets[source];
        const SourceOutcome& outcome = outcomes[source];
        std::array<char, 7> from{};
        const std::array<Value, 18> values{run,
                                           count_value(source),
                                           std::string_view{budget.id},
                                           std::string_view{budget.name},
                                           name_of(budget.kind),
                                           area_number(areas.code(budget.area)),
                                           std::int64_t{budget.sectors},
                                           or_null(budget.decile_max),
                                           std::int64_t{budget.programmes},
                                           budget.ceiling.sen(),
                                           month_value(budget.from.number(), from),
                                           std::int64_t{budget.months},
                                           std::string_view{budget.legal_basis},
                                           outcome.used.sen(),
                                           count_value(outcome.workers),
                                           count_value(outcome.eligible),
                                           count_value(outcome.left_out),
                                           static_cast<std::int64_t>(outcome.leftover)};
        TRY(transaction.execute(insert_budget, values));
    }
    return {};
}

struct Place {
    std::uint32_t rank = 0;  // in the gap; 0 outside
    std::uint32_t source = no_source;
    std::uint32_t price = 0;
};

std::vector<Place> places_of(const RunResults& results) {
    std::vector<Place> places(results.gap.standing.size());
    std::uint32_t rank = 0;
    for (const std::uint32_t candidate : results.choice.order) {
        places[results.gap.rows[candidate]].rank = ++rank;
    }
    for (const RosterEntry& entry : results.roster) {
        Place& place = places[results.gap.rows[entry.candidate]];
        CHECK(place.source == no_source);  // One budget pays for a worker.
        place.source = entry.budget;
        place.price = entry.price;
    }
    return places;
}

Result<void> write_standing_names(Transaction& transaction, std::int64_t run) {
    for (std::size_t i = 0; i < standing_count; ++i) {
        const std::array<Value, 3> values{run, count_value(i), name_of(static_cast<Standing>(i))};
        TRY(transaction.execute(insert_standing_name, values));
    }
    return {};
}

Result<void> write_standing(Transaction& transaction, std::int64_t run, const RunResults& results,
                            const PersonTable& persons, const AreaTable& areas) {
    constexpr std::array<std::string_view, 7> columns{"person",  "area",   "standing", "rank",
                                                      "same_as", "source", "price"};
    CHECK(results.gap.standing.size() == persons.size() &&
          results.choice.order.size() == results.gap.rows.size());
    TRY(write_standing_names(transaction, run));
    const std::vector<std::int64_t> area_numbers = area_numbers_of(areas);
    const std::vector<Place> places = places_of(results);
    TRY_ASSIGN(const auto writer, transaction.bulk("standing", columns));
    for (std::uint32_t row = 0; row < persons.size(); ++row) {
        const Place& place = places[row];
        const bool alone = results.same_person.empty() || results.same_person[row] == row;
        const bool paid = place.source != no_source;
        const std::array<Value, columns.size()> values{
            row_key(run, row),
            area_numbers[persons.identity[row].area],
            static_cast<std::int64_t>(results.gap.standing[row]),
            or_null(place.rank),
            alone ? Value{} : Value{std::int64_t{results.same_person[row]}},
            paid ? Value{std::int64_t{place.source}} : Value{},
            paid ? Value{std::int64_t{place.price}} : Value{}};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

Result<void> write_price_runs(Transaction& transaction, std::int64_t run,
                              const BudgetPrices& prices, std::size_t budgets) {
    constexpr std::array<std::string_view, 14> columns{
        "run", "source", "price", "position", "from_month", "months",      "jkk",
        "jkm", "jht",    "jp",    "jkp",      "monthly",    "unconfirmed", "sector_assumed"};
    TRY_ASSIGN(const auto writer, transaction.bulk("price_run", columns));
    std::array<char, 7> from{};
    for (std::uint32_t source = 0; source < budgets; ++source) {
        const auto of_budget = prices.prices(source);
        for (std::size_t price = 0; price < of_budget.size(); ++price) {
            std::int64_t position = 0;
            for (const PriceRun& months : of_budget[price].runs) {
                const auto sen = [&](Programme programme) {
                    return Value{months.monthly.at(static_cast<std::size_t>(programme)).sen()};
                };
                const std::array<Value, columns.size()> values{
                    run,
                    std::int64_t{source},
                    count_value(price),
                    position++,
                    month_value(months.from.number(), from),
                    std::int64_t{months.months},
                    sen(Programme::jkk),
                    sen(Programme::jkm),
                    sen(Programme::jht),
                    sen(Programme::jp),
                    sen(Programme::jkp),
                    months.monthly_sum.sen(),
                    std::int64_t{of_budget[price].unconfirmed},
                    std::int64_t{of_budget[price].sector_assumed}};
                TRY(writer->add(values));
            }
        }
    }
    TRY(writer->finish());
    return {};
}

Result<void> write_bills(Transaction& transaction, std::int64_t run,
                         std::span<const SponsorBill> bills) {
    constexpr std::array<std::string_view, 6> columns{"run",       "source",       "month",
                                                      "programme", "participants", "amount"};
    TRY_ASSIGN(const auto writer, transaction.bulk("bill", columns));
    std::array<char, 7> month{};
    for (const SponsorBill& bill : bills) {
        const std::array<Value, columns.size()> values{run,
                                                       std::int64_t{bill.source},
                                                       month_value(bill.month.number(), month),
                                                       static_cast<std::int64_t>(bill.programme),
                                                       count_value(bill.participants),
                                                       bill.amount.sen()};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

Result<void> write_coverage(Transaction& transaction, std::int64_t run,
                            std::span<const CoverageRow> rows, const AreaTable& areas) {
    constexpr std::array<std::string_view, 6> columns{
        "run", "area", "workers", "covered_before", "covered_after", "withheld"};
    TRY_ASSIGN(const auto writer, transaction.bulk("coverage", columns));
    for (const CoverageRow& row : rows) {
        const std::array<Value, columns.size()> values{run,
                                                       area_number(areas.code(row.area)),
                                                       count_value(row.counts.workers),
                                                       count_value(row.counts.covered_before),
                                                       count_value(row.counts.covered_after),
                                                       std::int64_t{row.withheld}};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

std::string_view basis_name(WorkerBasis basis) {
    return basis == WorkerBasis::main_status ? "main_status" : "all_rows";
}

Money sum_of(std::span<const RosterEntry> roster, const BudgetPrices& prices) {
    Money sum;
    for (const RosterEntry& entry : roster) sum += prices.prices(entry.budget)[entry.price].total;
    return sum;
}

Result<void> write_head(Transaction& transaction, const SavedRun& run, const RunInputs& inputs,
                        const RunResults& results, std::string_view recorded_at) {
    TRY_ASSIGN(const std::int64_t linkage, linkage_of(transaction, inputs, results.links));
    std::array<char, 7> month{};
    const std::array<Value, 17> values{run.run,
                                       std::string_view{run.id},
                                       inputs.registry,
                                       inputs.membership,
                                       linkage,
                                       month_value(inputs.month.number(), month),
                                       std::string_view{inputs.law_version},
                                       std::string_view{inputs.program_version},
                                       std::string_view{inputs.options},
                                       count_value(results.links.size()),
                                       count_value(results.gap.rows.size()),
                                       count_value(results.roster.size()),
                                       sum_of(results.roster, results.prices).sen(),
                                       basis_name(results.coverage.basis),
                                       count_value(results.coverage.placed_above_village),
                                       results.summary,
                                       recorded_at};
    TRY(transaction.execute(insert_run, values));
    return {};
}

}  // namespace

Result<SavedRun> write_run(Transaction& transaction, const RunInputs& inputs,
                           const RunResults& results, const PersonTable& persons,
                           const AreaTable& areas, std::string_view recorded_at) {
    SavedRun run;
    TRY_ASSIGN(run.id, id_of(transaction, inputs, areas));
    TRY_ASSIGN(run.run, number_of(transaction, find_run_of, {{Value{std::string_view{run.id}}}}));
    run.already_there = run.run != 0;
    if (run.already_there) return run;
    TRY_ASSIGN(run.run, number_of(transaction, next_run, {}));
    TRY(write_head(transaction, run, inputs, results, recorded_at));
    TRY(write_budgets(transaction, run.run, inputs.budgets, results.choice.sources, areas));
    TRY(write_standing(transaction, run.run, results, persons, areas));
    TRY(write_price_runs(transaction, run.run, results.prices, inputs.budgets.size()));
    TRY(write_bills(transaction, run.run, results.bills));
    TRY(write_coverage(transaction, run.run, results.coverage.rows, areas));
    return run;
}

}  // namespace payung
