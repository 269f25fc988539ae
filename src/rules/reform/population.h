#pragma once

/// A population read from CSV into the columns of a plan: one row a person, columns found by the
/// names of the law's inputs in snake_case ("Bulan iuran" is bulan_iuran), others for grouping.
///
/// Units    numbers in plain digits with at most six decimals; months 2026-05, days 2026-05-17;
///          yes and no as ya, tidak, true, false, 1, 0; an empty cell is a fact that is missing.
/// Shape    whole in memory, about 8 bytes a number, 4 a date or word.
/// Errors   as csv_reader.h; column_missing names inputs that neither the file nor a constant
/// gives.
///          The caller adds the file's name to it. A cell that cannot be read counts as missing and
///          is reported (Unreadable).
/// Cost     one pass over the file, on one thread.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/csv_reader.h"
#include "base/result.h"
#include "rules/plan/plan.h"

namespace payung::rules {

/// "Bulan iuran" as the header of a file has it: bulan_iuran.
std::string column_name_of(std::string_view input);

/// A fact as a reader types it: 2026-05, 1250000, ya, transportasi. Nothing where it is none of
/// that type; `type` may be null.
std::optional<Value> fact_from_text(std::string_view text, const Type* type);

struct Unreadable {
    std::uint64_t line = 0;
    std::string column;
};

/// A column by whose values results are added up. Group 0 is "not told".
struct Grouping {
    std::string name;
    std::vector<std::uint32_t> group_of_row;
    std::vector<std::string> labels;
};

/// Which text of a row makes its group; several groupings may come of one column.
struct GroupingRule {
    std::string name;    // of the grouping: "provinsi"
    std::string column;  // of the file: "kode_desa"
    std::function<std::string(std::string_view)> label;
};

struct PopulationOptions {
    Constants constants;  // facts that are the same for all
    std::map<std::string, std::string, std::less<>>
        other_names;                      // column of the file by input name
    std::vector<GroupingRule> groupings;  // those whose columns the file lacks are left out
    std::string key = "id";               // column that names a row, where there is one
};

class Population {
public:
    Population();
    Population(Population&&) noexcept;
    Population& operator=(Population&&) noexcept;
    ~Population();

    std::size_t rows() const;
    /// Views into this; inputs that are constants are not among them.
    Batch batch() const;
    std::span<const Grouping> groupings() const;
    /// What a row is called: its key, else its line.
    std::string key_of(std::size_t row) const;
    std::uint64_t unreadable_count() const;
    std::span<const Unreadable> unreadable() const;  // the first hundred
    /// Columns of the file that nothing asked for.
    std::span<const std::string> unused() const;
    /// The facts of one row, boxed, for explanations and checks.
    std::map<std::string, Value, std::less<>> facts_of(std::size_t row) const;

private:
    friend class PopulationReader;
    struct Content;
    std::unique_ptr<Content> content_;
};

/// `inputs` are the nodes whose values are wanted.
Result<Population> read_population(CsvFile& file, std::span<const Node* const> inputs,
                                   const PopulationOptions& options);

/// Inputs that a set of decisions needs with all they require, by name, each once.
std::vector<const Node*> inputs_of(const Program& program, std::span<const NodeId> decisions);

}  // namespace payung::rules
