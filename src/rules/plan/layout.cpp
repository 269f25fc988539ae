/// Nodes to steps on registers: what nobody needs is dropped, registers are used again as soon as
/// their last reader has run.

#include <algorithm>
#include <map>
#include <mutex>

#include "base/check.h"
#include "rules/plan/kernels.h"
#include "rules/plan/plan_impl.h"

namespace payung::rules {

namespace {

/// A plain value of a kind; for logic one that settles nothing.
Value sample(ColumnType::Kind kind, Op op) {
    using enum ColumnType::Kind;
    switch (kind) {
        case boolean:
            return Value(op == Op::conjunction);
        case days:
            return Value(Date{2000, 1, 1});
        case word:
            return Value("a");
        default:
            return Value::integer(1);
    }
}

/// What the operation makes of nulls; asked once a process for each operation and kinds.
const NullTable* nulls_of(const PlanStep& step) {
    const std::size_t count = step.operands.size();
    if (count == 0 || count > 2 || step.node->op >= Op::convert) return nullptr;
    const auto kind_of = [&](std::size_t i) {
        const auto kind = step.operands[std::min(i, count - 1)]->type.kind;
        return kind == ColumnType::Kind::decimal ? ColumnType::Kind::fix : kind;
    };
    using Key = std::tuple<Op, std::size_t, ColumnType::Kind, ColumnType::Kind>;
    static std::mutex mutex;
    static std::map<Key, std::unique_ptr<const NullTable>> tables;
    const std::scoped_lock lock(mutex);
    auto& table = tables[Key{step.node->op, count, kind_of(0), kind_of(1)}];
    if (!table) {
        const Op op = step.node->op;
        GraphNode asked = *step.node;
        // all orders treat null alike; equality never gives null
        if (op == Op::compare) asked.comparison = Comparison::less;
        table = std::make_unique<const NullTable>(null_table(
            [&](std::span<const Value> values) { return boxed_result(asked, values.first(count)); },
            sample(kind_of(0), op), sample(kind_of(1), op)));
    }
    return table.get();
}

/// Registers by width; those that are free are taken first.
class Registers {
public:
    explicit Registers(std::vector<ColumnType::Kind>& all) : all_(all) {}

    std::uint32_t take(ColumnType::Kind kind) {
        auto& free = free_[key(kind)];
        if (!free.empty()) {
            const std::uint32_t last = free.back();
            free.pop_back();
            return last;
        }
        all_.push_back(kind);
        return static_cast<std::uint32_t>(all_.size() - 1);
    }
    void give_back(std::uint32_t one) { free_[key(all_[one])].push_back(one); }

private:
    static std::size_t key(ColumnType::Kind kind) {
        return kind == ColumnType::Kind::boxed ? 0 : width_of(kind);
    }
    std::vector<ColumnType::Kind>& all_;
    std::map<std::size_t, std::vector<std::uint32_t>> free_;
};

class Layout {
public:
    explicit Layout(Plan::Impl& impl)
        : impl_(impl), graph_(impl.lowering->graph), registers_(impl.registers) {}

    void run(const LayoutRequest& request) {
        const std::size_t nodes = graph_.size();
        needed_.assign(nodes, false);
        last_use_.assign(nodes, 0);
        place_.assign(nodes, 0);
        for (const Ref ref : request.values) need(ref);
        for (const auto& ref : request.rules)
            if (ref) need(*ref);
        for (Ref ref = static_cast<Ref>(nodes); ref-- > 0;) mark(ref);
        for (Ref ref = 0; ref < nodes; ++ref)
            if (needed_[ref]) lay(ref);
        publish(request);
    }

private:
    void need(Ref ref) {
        needed_[ref] = true;
        last_use_[ref] = forever;
    }
    void mark(Ref ref) {
        if (!needed_[ref]) return;
        for (const Ref argument : graph_.at(ref).arguments) {
            needed_[argument] = true;
            last_use_[argument] = std::max<std::size_t>(last_use_[argument], ref);
        }
    }

    void lay(Ref ref) {
        const GraphNode& node = graph_.at(ref);
        if (node.op == Op::constant) {
            // constants keep their register: they are filled once for all chunks
            impl_.registers.push_back(node.type.kind);
            place_[ref] = static_cast<std::uint32_t>(impl_.registers.size() - 1);
            impl_.constants.push_back({place_[ref], &node});
            return;
        }
        PlanStep step;
        step.node = &node;
        for (const Ref argument : node.arguments) {
            step.arguments.push_back(place_[argument]);
            step.operands.push_back(&graph_.at(argument));
        }
        place_[ref] = step.target = register_for(node);
        step.words = &impl_.words;
        take_slots(step);
        step.nulls = nulls_of(step);
        const bool immediate = has_immediate(step);
        if (immediate)
            step.immediate = step.operands.back()
                                 ->constant.number()
                                 .scaled(step.operands.back()->type.scale)
                                 .value_or(0);
        choose_kernel(step, immediate);
        CHECK(step.kernel != nullptr);
        impl_.steps.push_back(std::move(step));
        free_after(ref);
    }
    /// Inputs have registers of their own, since their data may be the batch's.
    std::uint32_t register_for(const GraphNode& node) {
        if (node.op != Op::input) return registers_.take(node.type.kind);
        impl_.registers.push_back(node.type.kind);
        return static_cast<std::uint32_t>(impl_.registers.size() - 1);
    }
    void take_slots(PlanStep& step) {
        step.slot = impl_.maps;
        if (step.node->op == Op::input) impl_.maps += 1;
        if (step.node->op == Op::classify) impl_.maps += step.node->classifier->axes.size();
        if (step.node->op == Op::evaluate) step.memo = impl_.memos++;
    }
    static bool has_immediate(const PlanStep& step) {
        if (step.operands.size() < 2) return false;
        const GraphNode& last = *step.operands.back();
        return last.op == Op::constant && last.type.kind == ColumnType::Kind::fix &&
               !last.constant.is_null();
    }
    void free_after(Ref ref) {
        std::vector<Ref> seen;
        for (const Ref argument : graph_.at(ref).arguments) {
            const Op op = graph_.at(argument).op;
            const bool last = last_use_[argument] == ref && op != Op::constant && op != Op::input;
            if (!last || std::ranges::find(seen, argument) != seen.end()) continue;
            seen.push_back(argument);
            registers_.give_back(place_[argument]);
        }
    }

    void publish(const LayoutRequest& request) {
        for (std::size_t i = 0; i < request.values.size(); ++i) {
            PlanResult result;
            result.target = place_[request.values[i]];
            result.type = graph_.at(request.values[i]).type;
            result.has_rule = request.rules[i].has_value();
            if (result.has_rule) result.rule = place_[*request.rules[i]];
            impl_.results.push_back(result);
        }
    }

    static constexpr std::size_t forever = ~std::size_t{0};
    Plan::Impl& impl_;
    const Graph& graph_;
    Registers registers_;
    std::vector<bool> needed_;
    std::vector<std::size_t> last_use_;
    std::vector<std::uint32_t> place_;
};

}  // namespace

void lay_out(Plan::Impl& impl) {
    Layout(impl).run(impl.request);
}

void collect_words(const Graph& graph, Dictionary& words) {
    const auto add = [&words](const Value& value) {
        if (value.kind() == Kind::string) words.add(value.text());
    };
    for (Ref ref = 0; ref < graph.size(); ++ref) {
        const GraphNode& node = graph.at(ref);
        add(node.constant);
        if (node.outputs)
            for (const Value& value : node.outputs->values) add(value);
        if (node.admission)
            for (const std::string& word : node.admission->extent.words) words.add(word);
    }
}

void choose_kernel(PlanStep& step, bool last_constant) {
    using enum ColumnType::Kind;
    const ColumnType::Kind kind = step.node->type.kind;
    switch (step.node->op) {
        case Op::constant:
            return;
        case Op::input:
            step.kernel = input_kernel(step);
            return;
        case Op::round:
        case Op::multiply_round:
        case Op::divide_round:
            step.kernel = kind == fix ? round_kernel(step, last_constant) : decimal_kernel(step);
            return;
        case Op::compare:
        case Op::conjunction:
        case Op::disjunction:
        case Op::both:
        case Op::either:
        case Op::negation:
        case Op::given:
        case Op::select:
            step.kernel = truth_kernel(step, last_constant);
            return;
        case Op::add_months:
        case Op::add_days:
        case Op::year_of:
        case Op::month_of:
        case Op::day_of:
        case Op::months_between:
        case Op::days_between:
            step.kernel = date_kernel(step);
            return;
        case Op::convert:
            step.kernel = convert_kernel(step);
            return;
        case Op::admit:
            step.kernel = admit_kernel(step);
            return;
        case Op::classify:
            step.kernel = classify_kernel(step);
            return;
        case Op::gather:
        case Op::choose:
            step.kernel = output_kernel(step);
            return;
        case Op::reduce:
            step.kernel = reduce_kernel(step);
            return;
        case Op::evaluate:
            step.kernel = evaluate_kernel(step);
            return;
        default:
            step.kernel = kind == fix ? fix_kernel(step, last_constant) : decimal_kernel(step);
    }
}

}  // namespace payung::rules
