/// The general path for one operation: every row boxed, evaluated, stored. Rows whose arguments
/// were seen before get the result of then.

#include "rules/plan/kernels.h"

#include <bit>

#include "rules/plan/row_scope.h"
#include "rules/plan/unbox.h"
#include "rules/program/decide.h"

namespace payung::rules {

namespace {

/// Results a worker keeps of one operation.
constexpr std::size_t memo_max = 65'536;

/// A Decider and what it last said of the rows of its table.
struct DecisionMemory {
    explicit DecisionMemory(const BoxedCall& call)
        : decider(*call.program, [this, node = call.node](const Step& step) {
              if (step.node == node) rules = step.rules;
          }) {}
    std::vector<int> rules;
    Decider decider;
};

Value decide(const BoxedCall& call, std::span<const Value> values, Memo& memo) {
    if (!memo.decider) memo.decider = std::make_shared<DecisionMemory>(call);
    auto& memory = *static_cast<DecisionMemory*>(memo.decider.get());
    memory.rules.clear();
    memory.decider.forget();
    for (std::size_t i = 0; i < values.size(); ++i) memory.decider.set(call.required[i], values[i]);
    Value result = memory.decider.decide(call.node);
    if (call.kind == BoxedCall::Kind::decision) return result;
    const bool conflict = result.is_null() && result.reason() == Reason::rule_conflict;
    if (memory.rules.empty()) return Value::integer(no_rule_number);
    return Value::integer(conflict && memory.rules.size() > 1 ? conflict_number
                                                              : memory.rules.front());
}

Value answer(const BoxedCall& call, std::span<const Value> values, Memo& memo) {
    switch (call.kind) {
        case BoxedCall::Kind::expression:
            return evaluate(*call.expression, RowScope(call, values));
        case BoxedCall::Kind::tests: {
            const Value held = evaluate(*call.tests, values.back(), RowScope(call, values));
            return held.is_null() ? held : Value(held.kind() == Kind::boolean && held.boolean());
        }
        default:
            return decide(call, values, memo);
    }
}

bool small_kind(ColumnType::Kind kind) {
    using enum ColumnType::Kind;
    return kind != decimal && kind != boxed;
}

/// The bits of a row of a small column; a null by its cause.
std::uint64_t bits(const ColumnType& type, const Register& column, std::size_t row) {
    using enum ColumnType::Kind;
    switch (type.kind) {
        case fix:
            return static_cast<std::uint64_t>(column.as<std::int64_t>()[row]);
        case boolean:
            return column.as<std::uint8_t>()[row];
        case days:
            return static_cast<std::uint32_t>(column.as<std::int32_t>()[row]);
        case word:
            return column.as<std::uint32_t>()[row];
        default:
            return column.as<std::uint16_t>()[row];
    }
}

/// Whether the rows can be known by the bits of at most three arguments, and which bits.
bool key_of(const PlanStep& step, const Frame& frame, std::size_t row, Memo::Key& key) {
    key = {};
    for (std::size_t i = 0; i < step.arguments.size(); ++i) {
        const Register& column = frame.registers[step.arguments[i]];
        const NullCode code = column.code(row);
        key[3] |= std::uint64_t{code} << (8 * i);
        if (code == 0) key[i] = bits(step.operands[i]->type, column, row);
    }
    return true;
}

template <bool remembered>
void evaluate_rows(const PlanStep& step, Frame& frame) {
    const BoxedCall& call = *step.node->call;
    Memo& memo = frame.memos[step.memo];
    Register& target = frame.registers[step.target];
    target.nulls = false;
    std::vector<Value> values(step.arguments.size());
    Memo::Key key{};
    for (std::size_t row = 0; row < frame.rows; ++row) {
        if constexpr (remembered) {
            key_of(step, frame, row, key);
            if (const auto found = memo.results.find(key); found != memo.results.end()) {
                store(step.node->type, target, row, frame.rows, found->second,
                      frame.run->dictionary);
                continue;
            }
        }
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = boxed(step.operands[i]->type, frame.registers[step.arguments[i]], row,
                              frame.run->dictionary);
        Value result = answer(call, values, memo);
        if (remembered && memo.results.size() < memo_max) memo.results.emplace(key, result);
        store(step.node->type, target, row, frame.rows, std::move(result), frame.run->dictionary);
    }
}

}  // namespace

std::size_t Memo::Hash::operator()(const Key& key) const {
    std::uint64_t hash = 0;
    for (const std::uint64_t part : key) hash = std::rotl(hash ^ part, 23) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 32);
}

Kernel evaluate_kernel(PlanStep& step) {
    bool small = step.operands.size() <= 3;
    for (const GraphNode* operand : step.operands) small &= small_kind(operand->type.kind);
    return small ? evaluate_rows<true> : evaluate_rows<false>;
}

}  // namespace payung::rules
