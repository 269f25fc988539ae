#pragma once

/// Decisions to nodes of a graph: the part of the compiler that knows FEEL.
///
/// What a typed column can hold and compute becomes typed operations; everything else becomes one
/// question to the general path, about the values of the names it mentions.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "rules/plan/graph.h"
#include "rules/plan/plan.h"
#include "rules/program/decide.h"
#include "rules/program/program.h"

namespace payung::rules {

/// No value: left to the general path as a whole.
inline constexpr Ref no_ref = ~Ref{0};
using EntryRef = std::pair<std::string, Ref>;

/// What a decision became: its value, its rule number where it is a table, and the entries of its
/// value where they are known one by one.
struct Lowered {
    Ref value = 0;
    std::optional<Ref> rule;
    std::vector<EntryRef> entries;
    std::string remark;  // strategy of a table, for describe()
};

/// Inputs and nodes shared by all programs that are compiled together.
struct LoweringContext {
    Graph graph;
    std::vector<std::string> inputs;
    const PlanOptions* options = nullptr;
    bool exact() const { return options->path == Path::fix; }
};

class Lowering {
public:
    Lowering(const Program& program, LoweringContext& context)
        : program_(program), context_(context), graph_(context.graph) {}

    const Lowered& node(NodeId id);
    const std::map<NodeId, Lowered>& nodes() const { return nodes_; }

private:
    /// Where an expression stands: whose requirements it may name, and what is bound inside.
    struct Place {
        const Node* node = nullptr;
        const Place* outer = nullptr;
        std::vector<std::pair<std::string, Ref>> bound;
    };
    using MaybeRef = std::optional<Ref>;

    // lower_node.cpp
    Lowered decision(NodeId id);
    Lowered input(NodeId id);
    Lowered logic(const Logic& logic, const Place& place);
    Lowered context_logic(const Logic& logic, const Place& place);
    Lowered conditional_logic(const Logic& logic, const Place& place);
    bool entries_conform(Lowered& lowered, const Domain& domain);
    bool words_within(Ref value, const Extent& extent) const;
    Lowered by_decider(NodeId id, bool is_table);
    Ref admit(Ref value, const TypePtr& type, const DomainPtr& domain);
    std::shared_ptr<const Admission> admission(const TypePtr& type, const DomainPtr& domain);
    ColumnType admitted_type(const Extent& extent) const;

    // lower_expression.cpp
    Ref expression(const Expr& expr, const Place& place);
    MaybeRef typed(const Expr& expr, const Place& place);
    MaybeRef name(const std::string& name, const Place& place);
    MaybeRef path(const PathExpr& expr, const Place& place);
    MaybeRef arithmetic(const ArithmeticExpr& expr, const Place& place);
    MaybeRef comparison(Comparison comparison, Ref a, Ref b);
    MaybeRef logical(const LogicalExpr& expr, const Place& place);
    MaybeRef condition(const IfExpr& expr, const Place& place);
    MaybeRef date_arithmetic(const ArithmeticExpr& expr, Ref left, const Place& place);
    MaybeRef days_between(const Expr& expr, const Place& place);
    MaybeRef tests(const UnaryTests& tests, Ref input, const Place& place);
    MaybeRef test(const UnaryTest& test, Ref input, const Place& place);
    MaybeRef range(const RangeExpr& range, Ref input, const Place& place);
    Ref boxed(const Expr& expr, const Place& place);
    Ref boxed_tests(const UnaryTests& tests, Ref input, const Place& place);
    void bind_names(const std::vector<std::string>& names, const Place& place, BoxedCall& call,
                    std::vector<Ref>& arguments);
    const Requirement* requirement(const std::string& prefix, const std::string& name,
                                   const Place& place) const;
    std::optional<Value> constant(const Expr& expr, const Place& place);

    // lower_call.cpp
    MaybeRef call(const CallExpr& expr, const Place& place);
    MaybeRef builtin(std::string_view name, const CallExpr& expr, const Place& place);
    MaybeRef extremum(Op op, const CallExpr& expr, const Place& place);
    MaybeRef rounding(DecimalRounding rounding, const CallExpr& expr, const Place& place);
    MaybeRef fused_rounding(const Expr& inner, int digits, DecimalRounding rounding,
                            const Place& place);
    MaybeRef product_rounding(const Expr& left, const Expr& right, int digits,
                              DecimalRounding rounding, const Place& place);
    MaybeRef quotient_rounding(const ArithmeticExpr& quotient, int digits, DecimalRounding rounding,
                               const Place& place);
    MaybeRef inlined(const CallExpr& expr, const Place& place);
    MaybeRef months_between(const Expr& base, const Place& place);
    Ref full_years(Ref months);
    Ref counted(Ref ref);

    // lower_table.cpp
    std::optional<Lowered> table(const Table& table, const Place& place);

    // numbers and columns
    Ref constant(Value value) { return graph_.constant(std::move(value), context_.exact()); }
    Ref null_constant(NullCode code, const ColumnType& type);
    Ref apply(Op op, ColumnType type, std::vector<Ref> arguments);
    Ref convert(Ref ref, const ColumnType& type);
    const ColumnType& type_of_ref(Ref ref) const { return graph_.at(ref).type; }
    bool is_null_constant(Ref ref) const;
    MaybeRef number_operation(Op op, Ref a, Ref b);
    Ref round_number(Ref a, int digits, DecimalRounding rounding);
    int depth_ = 0;  // of knowledge models within each other
    Ref to_decimal(Ref ref);
    std::optional<ColumnType> united(const std::vector<Ref>& refs) const;

    friend class TableLowering;

    const Program& program_;
    LoweringContext& context_;
    Graph& graph_;
    std::map<NodeId, Lowered> nodes_;
    std::map<const Domain*, std::shared_ptr<const Admission>> admissions_;
};

}  // namespace payung::rules
