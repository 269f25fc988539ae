#pragma once

/// A Program compiled for columns: a flat list of operations on column registers, run over chunks
/// of 2,048 rows. One row is a chunk of one. The same plan answers for one person and for 30
/// million.
///
/// Path     fix: int64 fixed point where bounds prove it exact, decimal128 else, boxed values where
///          neither can; decimal: decimal128 for every number; boxed: the general path for all.
///          All three agree, in values, null reasons and rule numbers.
/// Threads  a Plan is immutable and may be shared; results do not depend on threads or chunks.
/// Errors   compile(): diagnostics. run(): rows never fail the run; a null has its Reason.

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/program/program.h"

namespace payung::rules {

enum class Path : std::uint8_t { fix, decimal, boxed };

/// Inputs that are the same for every row of the batch, by name; folded away.
using Constants = std::map<std::string, Value, std::less<>>;

/// One input of the batch. A view: nothing is copied; validity null means no nulls, else bit i of
/// word i/64 says that row i has a value.
struct InputColumn {
    enum class Type : std::uint8_t {
        int32,  // whole numbers, or numbers of `scale` decimals
        int64,
        days,     // int32, days since 1970-01-01
        boolean,  // uint8, 0 or 1
        code8,    // uint8, index into `words`
        code32,   // uint32, index into `words`
        boxed,    // Value
    };
    std::string name;
    Type type = Type::int64;
    int scale = 0;
    const void* data = nullptr;
    const std::uint64_t* validity = nullptr;
    std::span<const std::string> words;
};

struct Batch {
    std::size_t rows = 0;
    std::vector<InputColumn> columns;
};

/// One published result over a chunk, as the sink sees it.
struct OutputColumn {
    enum class Type : std::uint8_t { fix, decimal, boolean, days, word, boxed };
    Type type = Type::fix;
    int scale = 0;                        // fix: units of 10^-scale
    const std::int64_t* units = nullptr;  // fix
    const Decimal* decimals = nullptr;    // decimal
    const std::uint8_t* booleans = nullptr;
    const std::int32_t* days = nullptr;
    const std::uint32_t* codes = nullptr;  // word: index into words
    std::span<const std::string> words;
    const Value* values = nullptr;  // boxed
    /// Null: no nulls in this chunk; else a Reason a row, 0 where there is a value. Boxed values
    /// say it themselves.
    const std::uint8_t* reasons = nullptr;
    const std::uint8_t* errors = nullptr;  // beside reasons: 1 where an error was reported
    /// Rule number of the decision's table, 0 none, 65535 several; null where it has no table.
    const std::uint16_t* rules = nullptr;

    Value at(std::size_t row) const;  // boxed, for tests and reports
};

/// Takes results a chunk at a time, in any order of chunks, from several threads: `worker` is below
/// the number of threads, and no two calls with the same worker overlap.
class Sink {
public:
    virtual ~Sink() = default;
    virtual void take(std::size_t first_row, std::size_t rows,
                      std::span<const OutputColumn> columns, unsigned worker) = 0;
};

class Plan {
public:
    struct Impl;
    explicit Plan(std::shared_ptr<const Impl> impl) : impl_(std::move(impl)) {}
    Plan() = default;
    /// Names of inputs that the batch must bring, and of results in the order of OutputColumns.
    std::span<const std::string> inputs() const;
    std::span<const NodeId> results() const;
    /// For each node: type, bounds, strategy, cells, and why it is decimal or boxed.
    std::string describe() const;
    const Impl& impl() const { return *impl_; }

private:
    std::shared_ptr<const Impl> impl_;
};

struct PlanOptions {
    Path path = Path::fix;
    Constants constants;
    /// An input by whose values the rows are grouped: each group runs a plan of its own with that
    /// input folded (segments of members). Empty: none.
    std::string group_by;
    bool rule_numbers = true;
    /// Combinations of cells up to which a table becomes an array; beyond, masks are scanned.
    std::size_t dense_cells_max = std::size_t{1} << 20;
};

/// `wanted` and all they require. The Program must outlive the plan.
Checked<Plan> compile(const Program& program, std::span<const NodeId> wanted,
                      PlanOptions options = {});

/// Decisions of several programs in one plan: law and the same law under a reform. What the
/// programs have in common, by content, is computed once.
struct PlanTarget {
    const Program* program = nullptr;
    NodeId node = 0;
};
Checked<Plan> compile(std::span<const PlanTarget> wanted, PlanOptions options = {});

struct RunOptions {
    unsigned threads = 1;
    std::size_t chunk = 2048;
};

/// Errors: invalid_option where the batch lacks an input or brings one of a wrong type.
Result<void> run(const Plan& plan, const Batch& batch, Sink& sink, RunOptions options = {});

}  // namespace payung::rules
