#include "storage/run_reader.h"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "storage/edition_store.h"
#include "storage/nik_blocks.h"
#include "storage/numbers.h"
#include "storage/row_key.h"

namespace payung {
namespace {

#define PAYUNG_RUN_COLUMNS                                                                \
    "SELECT run, id, register, membership, month, law_version, program_version, options," \
    " summary, recorded_at, links, gap, covered, amount FROM run"

constexpr Sql list_all{"run.list", PAYUNG_RUN_COLUMNS " ORDER BY run DESC"};
constexpr Sql by_number{"run.by_number", PAYUNG_RUN_COLUMNS " WHERE run = $1"};
// 'g' comes after every hexadecimal digit.
constexpr Sql by_beginning{"run.by_beginning", PAYUNG_RUN_COLUMNS
                           " WHERE id >= $1 AND id < $1 || 'g' ORDER BY id LIMIT 2"};
#undef PAYUNG_RUN_COLUMNS

constexpr Sql list_coverage{
    "coverage.list",
    "SELECT area, workers, covered_before, covered_after, withheld FROM coverage"
    " WHERE run = $1 AND area >= $2 AND area < $3 ORDER BY area"};
constexpr Sql coverage_basis{"coverage.basis",
                             "SELECT worker_basis, placed_above_village FROM run WHERE run = $1"};

// The narrow rows are chosen and cut first; only those left are looked up in the register.
constexpr Sql list_gap{
    "gap.list",
    "SELECT s.rank, p.reg_id, p.name, p.village_code, p.area, p.birth, p.decile, p.sector,"
    " s.standing, s.source"
    " FROM (SELECT person, rank, standing, source FROM standing WHERE person >= $1 AND person < $2"
    " AND rank IS NOT NULL AND area >= $3 AND area < $4 ORDER BY rank LIMIT $5) s"
    " JOIN person p ON p.person = $6 + (s.person & 4294967295) ORDER BY s.rank"};
constexpr Sql size_of_gap{"gap.size",
                          "SELECT COUNT(*) FROM standing WHERE person >= $1 AND person < $2"
                          " AND rank IS NOT NULL AND area >= $3 AND area < $4"};

constexpr Sql list_budgets{
    "budget.list",
    "SELECT id, name, kind, area, sectors, decile_max, programmes, ceiling, from_month, months,"
    " legal_basis, used, workers, eligible, left_out, leftover FROM budget WHERE run = $1"
    " ORDER BY source"};

constexpr Sql list_roster{
    "roster.list",
    "SELECT s.source, p.reg_id, p.name, p.village_code, b.programmes, q.from_month, q.months,"
    " q.jkk, q.jkm, q.jht, q.jp, q.jkp, q.monthly, p.person, n.key_version, n.sealed"
    " FROM (SELECT person, rank, source, price FROM standing WHERE person >= $1 AND person < $2"
    " AND (source = $3 OR ($3 < 0 AND source IS NOT NULL)) AND area >= $4 AND area < $5"
    " ORDER BY source, rank LIMIT $6) s"
    " JOIN budget b ON b.run = $7 AND b.source = s.source"
    " JOIN price_run q ON q.run = $7 AND q.source = s.source AND q.price = s.price"
    " JOIN person p ON p.person = $8 + (s.person & 4294967295)"
    " LEFT JOIN person_nik_block n ON n.block = p.person / 64"
    " ORDER BY s.source, s.rank, q.position LIMIT $6"};

constexpr Sql list_bills{"bill.list",
                         "SELECT source, month, programme, participants, amount FROM bill"
                         " WHERE run = $1 ORDER BY source, month, programme"};

constexpr Sql one_person{
    "person.one",
    "SELECT p.reg_id, p.name, p.birth, p.sex, p.village_code, p.area, p.family, w.text,"
    " s.standing, s.rank, o.reg_id, p.decile, p.status, p.sector, p.occupation, p.income, p.decree,"
    " p.person, n.key_version, n.sealed FROM person p JOIN standing s ON s.person = $2"
    " LEFT JOIN person_nik_block n ON n.block = p.person / 64"
    " LEFT JOIN edition_word w ON w.edition = $3 AND w.word = p.occupation"
    " LEFT JOIN person o ON o.person = $4 + s.same_as"
    " WHERE p.person = $1"};
constexpr Sql accounts_of_person{
    "link.of_person",
    "SELECT a.acc_id, w.text, l.rule, a.active, a.from_month, a.until, a.programmes, a.segment,"
    " a.payer, a.wage FROM link l"
    " JOIN account a ON a.account = $3 + l.account_row"
    " LEFT JOIN edition_word w ON w.edition = $4 AND w.word = a.payer"
    " WHERE l.linkage = $1 AND l.person_row = $2 ORDER BY l.account_row"};

constexpr Sql linkage_of_run{"run.linkage", "SELECT linkage FROM run WHERE run = $1"};
constexpr Sql list_links{"link.list",
                         "SELECT person_row, account_row, rule FROM link WHERE linkage = $1"
                         " ORDER BY person_row, account_row"};
constexpr Sql list_standing{"standing.list",
                            "SELECT person, standing, same_as FROM standing"
                            " WHERE person >= $1 AND person < $2 ORDER BY person"};
constexpr Sql list_standing_names{"run_standing.list",
                                  "SELECT standing, name FROM run_standing WHERE run = $1"};

Error broken(std::string_view statement, std::string_view reason) {
    return {Code::store_broken,
            {{"statement", std::string(statement)}, {"reason", std::string(reason)}}};
}

std::uint64_t count_at(const Row& row, int column) {
    return fitted<std::uint64_t>(number_at(row, column));
}
Month known_month(const Row& row, int column) {
    return Month::from_number(month_number(text_at(row, column)));
}
Value limit_value(std::uint64_t limit) {
    constexpr std::int64_t everything = std::numeric_limits<std::int64_t>::max();
    return limit == 0 || !std::in_range<std::int64_t>(limit) ? everything
                                                             : static_cast<std::int64_t>(limit);
}

// ------------------------------------------------------------------------------- names of codes

/// The standings of today's program, by the codes that a run wrote: told apart by their names.
class StandingNames {
public:
    static Result<StandingNames> load(Transaction& transaction, std::int64_t run) {
        StandingNames names;
        TRY(transaction.query(list_standing_names, {{Value{run}}},
                              [&](const Row& row) -> Result<void> {
                                  const auto code = fitted<std::uint8_t>(number_at(row, 0));
                                  for (std::size_t i = 0; i < standing_count; ++i) {
                                      const auto standing = static_cast<Standing>(i);
                                      if (name_of(standing) == text_at(row, 1))
                                          names.by_code_[code] = standing;
                                  }
                                  return {};
                              }));
        return names;
    }
    Result<Standing> of(std::int64_t code) const {
        const auto& known = by_code_[fitted<std::uint8_t>(code)];
        if (!std::in_range<std::uint8_t>(code) || !known) {
            return broken("standing", "a standing that this program does not know");
        }
        return *known;
    }

private:
    std::array<std::optional<Standing>, 256> by_code_;
};

std::optional<LinkRule> rule_of(std::string_view name) {
    for (std::size_t i = 0; i < link_rule_count; ++i) {
        if (name_of(static_cast<LinkRule>(i)) == name) return static_cast<LinkRule>(i);
    }
    return std::nullopt;
}

// ------------------------------------------------------------------------------- rows

RunRecord run_at(const Row& row) {
    RunRecord run;
    run.run = number_at(row, 0);
    run.id = text_at(row, 1);
    run.registry = number_at(row, 2);
    run.membership = number_at(row, 3);
    run.month = known_month(row, 4);
    run.law_version = text_at(row, 5);
    run.program_version = text_at(row, 6);
    run.options = text_at(row, 7);
    run.summary = text_at(row, 8);
    run.recorded_at = text_at(row, 9);
    run.links = count_at(row, 10);
    run.gap = count_at(row, 11);
    run.covered = count_at(row, 12);
    run.amount = money_at(row, 13);
    return run;
}

Result<std::vector<RunRecord>> runs_of(Transaction& transaction, const Sql& sql,
                                       std::span<const Value> values) {
    std::vector<RunRecord> runs;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        runs.push_back(run_at(row));
        return {};
    }));
    return runs;
}

/// Rows of a run's persons, by their keys: [begin, end).
struct Keys {
    std::int64_t begin, end;
};

struct RosterQuestion {
    std::optional<std::uint32_t> source;  // else all
    std::string_view area;
    std::uint64_t limit = 0;
};

Result<RosterRow> roster_row_at(const Row& row, NikReader& niks) {
    RosterRow line;
    line.source = fitted<std::uint32_t>(number_at(row, 0));
    line.reg_id = text_at(row, 1);
    line.name = text_at(row, 2);
    line.village_code = area_code(number_at(row, 3));
    line.programmes = fitted<std::uint8_t>(number_at(row, 4));
    line.price.from = known_month(row, 5);
    line.price.months = fitted<std::int32_t>(number_at(row, 6));
    for (int i = 0; i < std::ssize(line.price.monthly); ++i) {
        line.price.monthly.at(static_cast<std::size_t>(i)) = money_at(row, 7 + i);
    }
    line.price.monthly_sum = money_at(row, 12);
    TRY_ASSIGN(const NikOfPerson nik, niks.at(row, 13));
    line.nik = Nik(nik.nik);
    return line;
}

Result<BudgetRecord> budget_at(const Row& row, const AreaTable& areas) {
    const auto kind = parse_payer_kind(text_at(row, 2));
    if (!kind) return broken("budget", "a kind of payer that this program does not know");
    BudgetRecord record;
    Budget& budget = record.budget;
    budget.id = text_at(row, 0);
    budget.name = text_at(row, 1);
    budget.kind = *kind;
    budget.area = areas.find_deepest(area_code(number_at(row, 3)));
    budget.sectors = fitted<std::uint32_t>(number_at(row, 4));
    budget.decile_max = fitted<std::uint8_t>(number_at(row, 5));
    budget.programmes = fitted<std::uint8_t>(number_at(row, 6));
    budget.ceiling = money_at(row, 7);
    budget.from = known_month(row, 8);
    budget.months = fitted<std::int32_t>(number_at(row, 9));
    budget.legal_basis = text_at(row, 10);
    record.used = money_at(row, 11);
    record.workers = count_at(row, 12);
    record.eligible = count_at(row, 13);
    record.left_out = count_at(row, 14);
    record.leftover = static_cast<Leftover>(fitted<std::uint8_t>(number_at(row, 15)));
    return record;
}

// ------------------------------------------------------------------------------- one person

Result<PersonRecord> person_at(const Row& row, const StandingNames& standings, NikReader& niks) {
    PersonRecord person;
    person.reg_id = text_at(row, 0);
    person.name = text_at(row, 1);
    person.birth = birth_number(text_at(row, 2));
    person.sex = fitted<std::uint8_t>(number_at(row, 3));
    person.village_code = area_code(number_at(row, 4));
    person.area = area_code(number_at(row, 5));
    person.family = fitted<std::uint32_t>(number_at(row, 6));
    person.occupation = text_at(row, 7);
    TRY_ASSIGN(person.standing, standings.of(number_at(row, 8)));
    person.rank = fitted<std::uint32_t>(number_at(row, 9));
    if (const auto other = row.text(10)) person.same_as = std::string(*other);
    person.facts = person_facts_at(row, 11);
    TRY_ASSIGN(const NikOfPerson nik, niks.at(row, 17));
    person.nik = Nik(nik.nik);
    return person;
}

Result<std::int64_t> linkage_of(Transaction& transaction, std::int64_t run) {
    std::int64_t linkage = 0;
    TRY(transaction.query(linkage_of_run, {{Value{run}}}, [&](const Row& row) -> Result<void> {
        linkage = number_at(row, 0);
        return {};
    }));
    return linkage;
}

Result<std::vector<LinkedAccount>> accounts_of(Transaction& transaction, const RunRecord& run,
                                               std::int64_t linkage, std::uint32_t row_of_person) {
    std::vector<LinkedAccount> accounts;
    const std::array<Value, 4> values{linkage, std::int64_t{row_of_person},
                                      row_key(run.membership, 0), run.membership};
    TRY(transaction.query(accounts_of_person, values, [&](const Row& row) -> Result<void> {
        accounts.push_back({.acc_id = std::string(text_at(row, 0)),
                            .facts = account_facts_at(row, 3),
                            .payer = std::string(text_at(row, 1)),
                            .rule = std::string(text_at(row, 2))});
        return {};
    }));
    return accounts;
}

Result<void> rows_of_roster(Transaction& transaction, const RunRecord& run, NikReader& niks,
                            Keys keys, const RosterQuestion& question,
                            const std::function<Result<void>(const RosterRow&)>& on_row) {
    const std::array<Value, 8> values{keys.begin,
                                      keys.end,
                                      question.source ? std::int64_t{*question.source} : -1,
                                      area_number(question.area),
                                      area_number_end(question.area),
                                      limit_value(question.limit),
                                      run.run,
                                      row_key(run.registry, 0)};
    TRY(niks.prepare());
    return transaction.query(list_roster, values, [&](const Row& row) -> Result<void> {
        TRY_ASSIGN(const RosterRow line, roster_row_at(row, niks));
        return on_row(line);
    });
}

Result<std::vector<RosterRow>> roster_of(Transaction& transaction, const RunRecord& run,
                                         NikReader& niks, std::uint32_t row_of_person) {
    const std::int64_t key = row_key(run.run, row_of_person);
    std::vector<RosterRow> lines;
    TRY(rows_of_roster(transaction, run, niks, {key, key + 1}, {},
                       [&](const RosterRow& row) -> Result<void> {
                           lines.push_back(row);
                           return {};
                       }));
    return lines;
}

Result<PersonRecord> person_of_row(Transaction& transaction, const RunRecord& run,
                                   std::int64_t linkage, const StandingNames& standings,
                                   NikReader& niks, std::uint32_t row_of_person) {
    TRY(niks.prepare());
    std::optional<PersonRecord> found;
    const std::array<Value, 4> values{row_key(run.registry, row_of_person),
                                      row_key(run.run, row_of_person), run.registry,
                                      row_key(run.registry, 0)};
    TRY(transaction.query(one_person, values, [&](const Row& row) -> Result<void> {
        TRY_ASSIGN(found, person_at(row, standings, niks));
        return {};
    }));
    if (!found) return broken("standing", "rows of a run are missing");
    found->row = row_of_person;
    TRY_ASSIGN(found->accounts, accounts_of(transaction, run, linkage, row_of_person));
    TRY_ASSIGN(found->roster, roster_of(transaction, run, niks, row_of_person));
    return *std::move(found);
}

// ------------------------------------------------------------------------------- whole columns

Result<std::vector<Link>> load_links(Transaction& transaction, std::int64_t linkage) {
    std::vector<Link> links;
    TRY(transaction.query(list_links, {{Value{linkage}}}, [&](const Row& row) -> Result<void> {
        const auto rule = rule_of(text_at(row, 2));
        if (!rule) return broken("link", "a rule that this program does not know");
        links.push_back({fitted<std::uint32_t>(number_at(row, 0)),
                         fitted<std::uint32_t>(number_at(row, 1)), *rule});
        return {};
    }));
    return links;
}

Result<void> load_standing(Transaction& transaction, std::int64_t run, PlanningData& data) {
    TRY_ASSIGN(const StandingNames names, StandingNames::load(transaction, run));
    TRY(transaction.query(list_standing, {{Value{row_key(run, 0)}, Value{end_key(run)}}},
                          [&](const Row& row) -> Result<void> {
                              const auto at = static_cast<std::uint32_t>(data.standing.size());
                              if (row_of(number_at(row, 0)) != at)
                                  return broken("standing", "rows of a run are missing");
                              TRY_ASSIGN(const Standing standing, names.of(number_at(row, 1)));
                              data.standing.push_back(standing);
                              data.same_person.push_back(
                                  fitted<std::uint32_t>(row.integer(2).value_or(at)));
                              return {};
                          }));
    if (data.standing.size() != data.persons.size()) {
        return broken("standing", "rows of a run are missing");
    }
    return {};
}

}  // namespace

Result<std::vector<RunRecord>> list_runs(Transaction& transaction) {
    return runs_of(transaction, list_all, {});
}

Result<RunRecord> find_run(Transaction& transaction, std::string_view id) {
    TRY_ASSIGN(auto runs, id.empty() ? list_runs(transaction)
                                     : runs_of(transaction, by_beginning, {{Value{id}}}));
    if (id.empty() && runs.empty()) return Error{Code::store_no_run};
    if (runs.empty()) return Error{Code::store_run_unknown, {{"run", std::string(id)}}};
    if (!id.empty() && runs.size() > 1) {
        return Error{Code::store_run_ambiguous, {{"run", std::string(id)}}};
    }
    return std::move(runs.front());
}

Result<RunRecord> run_of_number(Transaction& transaction, std::int64_t run) {
    TRY_ASSIGN(auto runs, runs_of(transaction, by_number, {{Value{run}}}));
    if (runs.empty()) return Error{Code::store_run_unknown, {{"run", fmt::format("{}", run)}}};
    return std::move(runs.front());
}

Result<Coverage> read_coverage(Transaction& transaction, std::int64_t run, std::string_view area,
                               const AreaTable& areas) {
    Coverage coverage;
    TRY(transaction.query(coverage_basis, {{Value{run}}}, [&](const Row& row) -> Result<void> {
        coverage.basis =
            text_at(row, 0) == "all_rows" ? WorkerBasis::all_rows : WorkerBasis::main_status;
        coverage.placed_above_village = count_at(row, 1);
        return {};
    }));
    const std::array<Value, 3> values{run, area_number(area), area_number_end(area)};
    TRY(transaction.query(list_coverage, values, [&](const Row& row) -> Result<void> {
        CoverageRow one;
        one.area = areas.find_deepest(area_code(number_at(row, 0)));
        one.counts = {count_at(row, 1), count_at(row, 2), count_at(row, 3)};
        one.withheld = number_at(row, 4) != 0;
        coverage.rows_withheld += one.withheld ? 1 : 0;
        coverage.rows.push_back(one);
        return {};
    }));
    return coverage;
}

Result<void> read_gap(Transaction& transaction, std::int64_t run, std::string_view area,
                      std::uint64_t limit,
                      const std::function<Result<void>(const GapRow&)>& on_row) {
    TRY_ASSIGN(const RunRecord record, run_of_number(transaction, run));
    TRY_ASSIGN(const StandingNames names, StandingNames::load(transaction, run));
    const std::array<Value, 6> values{row_key(run, 0),    end_key(run),
                                      area_number(area),  area_number_end(area),
                                      limit_value(limit), row_key(record.registry, 0)};
    return transaction.query(list_gap, values, [&](const Row& row) -> Result<void> {
        const std::string_view sector = text_at(row, 7);
        GapRow line{.rank = fitted<std::uint32_t>(number_at(row, 0)),
                    .reg_id = std::string(text_at(row, 1)),
                    .name = std::string(text_at(row, 2)),
                    .village_code = area_code(number_at(row, 3)),
                    .area = area_code(number_at(row, 4)),
                    .birth = birth_number(text_at(row, 5)),
                    .decile = fitted<std::uint8_t>(number_at(row, 6)),
                    .sector = sector.empty() ? '\0' : sector.front()};
        TRY_ASSIGN(line.standing, names.of(number_at(row, 8)));
        line.source = fitted<std::uint32_t>(row.integer(9).value_or(no_source));
        return on_row(line);
    });
}

Result<std::uint64_t> count_gap(Transaction& transaction, std::int64_t run, std::string_view area) {
    std::uint64_t count = 0;
    const std::array<Value, 4> values{row_key(run, 0), end_key(run), area_number(area),
                                      area_number_end(area)};
    TRY(transaction.query(size_of_gap, values, [&](const Row& row) -> Result<void> {
        count = count_at(row, 0);
        return {};
    }));
    return count;
}

Result<std::vector<BudgetRecord>> read_budgets_of(Transaction& transaction, std::int64_t run,
                                                  const AreaTable& areas) {
    std::vector<BudgetRecord> budgets;
    TRY(transaction.query(list_budgets, {{Value{run}}}, [&](const Row& row) -> Result<void> {
        TRY_ASSIGN(BudgetRecord budget, budget_at(row, areas));
        budgets.push_back(std::move(budget));
        return {};
    }));
    return budgets;
}

Result<void> read_roster(Transaction& transaction, std::int64_t run,
                         std::optional<std::uint32_t> source, std::string_view area,
                         std::uint64_t limit, const PersonalKeys& keys,
                         const std::function<Result<void>(const RosterRow&)>& on_row) {
    TRY_ASSIGN(const RunRecord record, run_of_number(transaction, run));
    NikReader niks(transaction, keys);
    return rows_of_roster(transaction, record, niks, {row_key(run, 0), end_key(run)},
                          {source, area, limit}, on_row);
}

Result<std::vector<SponsorBill>> read_bills(Transaction& transaction, std::int64_t run) {
    std::vector<SponsorBill> bills;
    TRY(transaction.query(list_bills, {{Value{run}}}, [&](const Row& row) -> Result<void> {
        bills.push_back(
            {.source = fitted<std::uint32_t>(number_at(row, 0)),
             .month = known_month(row, 1),
             .programme = static_cast<Programme>(fitted<std::uint8_t>(number_at(row, 2))),
             .participants = count_at(row, 3),
             .amount = money_at(row, 4)});
        return {};
    }));
    return bills;
}

Result<std::vector<PersonRecord>> read_person(Transaction& transaction, std::int64_t run,
                                              std::string_view reg_id, const PersonalKeys& keys) {
    TRY_ASSIGN(const RunRecord record, run_of_number(transaction, run));
    TRY_ASSIGN(const auto rows, rows_of_id(transaction, record.registry, reg_id));
    if (rows.empty()) return Error{Code::store_person_unknown, {{"id", std::string(reg_id)}}};
    TRY_ASSIGN(const std::int64_t linkage, linkage_of(transaction, run));
    TRY_ASSIGN(const StandingNames names, StandingNames::load(transaction, run));
    NikReader niks(transaction, keys);
    std::vector<PersonRecord> persons;
    for (const std::uint32_t row : rows) {
        TRY_ASSIGN(PersonRecord person,
                   person_of_row(transaction, record, linkage, names, niks, row));
        persons.push_back(std::move(person));
    }
    return persons;
}

Result<PlanningData> read_planning_data(Transaction& transaction, std::int64_t run,
                                        const AreaTable& areas, const PersonalKeys& keys) {
    PlanningData data;
    TRY_ASSIGN(data.run, run_of_number(transaction, run));
    TRY_ASSIGN(data.persons, load_register(transaction, data.run.registry, areas, keys));
    TRY_ASSIGN(data.accounts, load_membership(transaction, data.run.membership));
    TRY_ASSIGN(const std::int64_t linkage, linkage_of(transaction, run));
    TRY_ASSIGN(data.links, load_links(transaction, linkage));
    TRY(load_standing(transaction, run, data));
    return data;
}

}  // namespace payung
