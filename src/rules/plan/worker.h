#pragma once

/// One thread's share of a run: its registers, and the chunks it takes. Internal to plan/.

#include <memory>
#include <vector>

#include "rules/plan/plan_impl.h"
#include "rules/program/decide.h"

namespace payung::rules {

/// Columns of one worker for one plan, and the steps run over them.
class ChunkRunner {
public:
    ChunkRunner(const Plan::Impl& impl, const RunContext& run, std::size_t chunk);

    /// Rows first … first + rows of the batch, or the rows of `selection`.
    void run(std::size_t first, std::size_t rows, const std::uint32_t* selection = nullptr);
    const Register& column(std::uint32_t number) const { return frame_.registers[number]; }

private:
    void fill_constants(const Plan::Impl& impl, std::size_t chunk);
    Value* boxed_column(std::size_t chunk);

    const Plan::Impl& impl_;
    Frame frame_;
    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::vector<std::unique_ptr<Value[]>> values_;
};

/// What the sink gets, from registers.
class Publisher {
public:
    Publisher(const Plan::Impl& impl, const Dictionary& dictionary, std::size_t chunk);
    /// Result `result` of this chunk; `rule` null where it has none.
    void set(std::size_t result, const Register& column, const Register* rule, std::size_t rows);
    std::span<const OutputColumn> columns() const { return columns_; }

private:
    struct Causes {
        std::vector<std::uint8_t> reasons, errors;
    };
    std::vector<OutputColumn> columns_;
    std::vector<Causes> causes_;
};

/// A worker of any kind of plan: takes a chunk, gives its columns to the sink.
class Worker {
public:
    virtual ~Worker() = default;
    virtual std::span<const OutputColumn> work(std::size_t first, std::size_t rows) = 0;
};

std::unique_ptr<Worker> plain_worker(const Plan::Impl& impl, const RunContext& run,
                                     std::size_t chunk);
/// One plan for each value of the input that rows are grouped by.
std::unique_ptr<Worker> grouped_worker(const Plan::Impl& impl,
                                       std::span<const RunContext> group_runs,
                                       const InputColumn& group, std::size_t chunk);
/// The general path, row by row.
std::unique_ptr<Worker> boxed_worker(const Plan::Impl& impl, const RunContext& run,
                                     std::size_t chunk);

}  // namespace payung::rules
