#include <algorithm>
#include <atomic>

#include "base/check.h"
#include "base/parallel.h"
#include "rules/plan/worker.h"

namespace payung::rules {

namespace {

/// Chunks a thread takes at a time.
constexpr std::size_t chunks_taken = 64;
/// Rows are counted in 32 bits where they are parted into groups.
constexpr std::size_t rows_max = std::size_t{1} << 32;

bool suits(const GraphNode& input, const InputColumn& column) {
    using enum InputColumn::Type;
    const bool integers = column.type == int32 || column.type == int64;
    const bool codes = column.type == code8 || column.type == code32;
    switch (input.type.kind) {
        using Kind = ColumnType::Kind;
        case Kind::fix:
        case Kind::decimal:
            return integers || column.type == boxed;
        case Kind::boolean:
            return column.type == boolean || column.type == boxed;
        case Kind::days:
            return column.type == days || column.type == boxed;
        case Kind::word:
            return codes || column.type == boxed;
        default:
            return true;
    }
}

Error wrong_input(const std::string& name, std::string_view problem) {
    return Error(Code::invalid_option,
                 {{"option", name}, {"value", "batch"}, {"reason", std::string(problem)}});
}

class Preparation {
public:
    Preparation(const Plan::Impl& impl, const Batch& batch, const Dictionary& words)
        : impl_(impl), batch_(batch) {
        context_.dictionary = words;
    }

    Result<RunContext> run() {
        for (const std::string& name : impl_.inputs) {
            const auto column = std::ranges::find(batch_.columns, name, &InputColumn::name);
            if (column == batch_.columns.end()) return wrong_input(name, "no column");
            context_.inputs.push_back(&*column);
        }
        const Graph& graph = impl_.lowering->graph;
        for (Ref ref = 0; ref < graph.size(); ++ref) {
            const GraphNode& node = graph.at(ref);
            if (node.op != Op::input) continue;
            if (!suits(node, *context_.inputs[node.input]))
                return wrong_input(impl_.inputs[node.input], "type of the column");
            add_words(node, *context_.inputs[node.input]);
        }
        context_.maps.resize(impl_.maps);
        for (const PlanStep& step : impl_.steps) make_maps(step);
        return std::move(context_);
    }

private:
    /// Words the plan does not name, where the type has no list.
    void add_words(const GraphNode& node, const InputColumn& column) {
        if (node.type.kind != ColumnType::Kind::word) return;
        if (node.admission && node.admission->extent.bounded) return;
        for (const std::string& word : column.words) context_.dictionary.add(word);
        if (column.type != InputColumn::Type::boxed) return;
        const auto* values = static_cast<const Value*>(column.data);
        for (std::size_t row = 0; row < batch_.rows; ++row)
            if (values[row].kind() == Kind::string) context_.dictionary.add(values[row].text());
    }

    void make_maps(const PlanStep& step) {
        const GraphNode& node = *step.node;
        if (node.op == Op::input && node.type.kind == ColumnType::Kind::word)
            context_.maps[step.slot] = codes_of_input(node);
        if (node.op != Op::classify) return;
        for (std::size_t axis = 0; axis < node.classifier->axes.size(); ++axis)
            if (step.operands[axis]->type.kind == ColumnType::Kind::word)
                context_.maps[step.slot + axis] = cells_of(node.classifier->axes[axis].axis);
    }
    std::vector<std::uint32_t> codes_of_input(const GraphNode& node) const {
        std::vector<std::uint32_t> map;
        for (const std::string& word : context_.inputs[node.input]->words) {
            const bool listed = !node.admission || !node.admission->extent.bounded ||
                                std::ranges::binary_search(node.admission->extent.words, word);
            map.push_back(listed ? context_.dictionary.code_of(word) : Dictionary::no_word);
        }
        map.push_back(Dictionary::no_word);  // for codes that have no word
        return map;
    }
    std::vector<std::uint32_t> cells_of(const Axis& axis) const {
        std::vector<std::uint32_t> map;
        for (const std::string& word : context_.dictionary.words)
            map.push_back(axis.grid().kind == Grid::Kind::word
                              ? static_cast<std::uint32_t>(axis.cell_of(Value(word)))
                              : 0);
        return map;
    }

    const Plan::Impl& impl_;
    const Batch& batch_;
    RunContext context_;
};

/// Contexts of the plan, or of each of its groups, with one dictionary.
Result<std::vector<RunContext>> prepare(const Plan::Impl& impl, const Batch& batch) {
    std::vector<RunContext> contexts;
    TRY_ASSIGN(RunContext whole, Preparation(impl, batch, impl.words).run());
    for (const auto& group : impl.groups) {
        TRY_ASSIGN(RunContext context, Preparation(*group, batch, whole.dictionary).run());
        contexts.push_back(std::move(context));
    }
    if (contexts.empty()) contexts.push_back(std::move(whole));
    return contexts;
}

class Runner {
public:
    Runner(const Plan::Impl& impl, const Batch& batch, Sink& sink, RunOptions options)
        : impl_(impl), batch_(batch), sink_(sink), options_(options) {}

    Result<void> run() {
        TRY_ASSIGN(contexts_, prepare(impl_, batch_));
        if (!impl_.groups.empty()) {
            const auto column =
                std::ranges::find(batch_.columns, impl_.options.group_by, &InputColumn::name);
            if (column == batch_.columns.end())
                return wrong_input(impl_.options.group_by, "no column");
            group_ = &*column;
        }
        if (batch_.rows == 0) return {};
        const std::size_t piece = options_.chunk * chunks_taken;
        const std::size_t pieces = (batch_.rows + piece - 1) / piece;
        const auto threads =
            static_cast<unsigned>(std::clamp<std::size_t>(options_.threads, 1, pieces));
        std::atomic<std::size_t> next{0};
        run_threads(threads, [&](unsigned thread) {
            const auto worker = make_worker();
            for (std::size_t at = next++; at < pieces; at = next++)
                run_piece(*worker, at * piece, std::min(batch_.rows, (at + 1) * piece), thread);
        });
        return {};
    }

private:
    std::unique_ptr<Worker> make_worker() const {
        const std::size_t chunk = std::min(options_.chunk, batch_.rows);
        if (impl_.options.path == Path::boxed) return boxed_worker(impl_, contexts_[0], chunk);
        if (group_ != nullptr) return grouped_worker(impl_, contexts_, *group_, chunk);
        return plain_worker(impl_, contexts_[0], chunk);
    }
    void run_piece(Worker& worker, std::size_t begin, std::size_t end, unsigned thread) const {
        for (std::size_t first = begin; first < end; first += options_.chunk) {
            const std::size_t rows = std::min(options_.chunk, end - first);
            sink_.take(first, rows, worker.work(first, rows), thread);
        }
    }

    const Plan::Impl& impl_;
    const Batch& batch_;
    Sink& sink_;
    RunOptions options_;
    std::vector<RunContext> contexts_;
    const InputColumn* group_ = nullptr;
};

}  // namespace

Result<void> run(const Plan& plan, const Batch& batch, Sink& sink, RunOptions options) {
    CHECK(batch.rows < rows_max);
    if (options.chunk == 0 || options.threads == 0) return wrong_input("chunk", "0");
    return Runner(plan.impl(), batch, sink, options).run();
}

}  // namespace payung::rules
