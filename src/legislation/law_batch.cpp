#include "legislation/law_batch.h"

#include <algorithm>

#include "legislation/law_faults.h"
#include "rules/types/domain.h"

namespace payung {
namespace {

using rules::Value;

constexpr std::string_view holidays_name = "Hari libur";

/// Keeps what a plan gives. Chunks are apart, so that threads write to places of their own.
class AnswerSink final : public rules::Sink {
public:
    AnswerSink(std::size_t decisions, std::size_t cases) : answers_(decisions) {
        for (BatchAnswer& answer : answers_) {
            answer.values.resize(cases);
            answer.rows.assign(cases, -1);
        }
    }
    void take(std::size_t first, std::size_t rows, std::span<const rules::OutputColumn> columns,
              unsigned) override {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            for (std::size_t row = 0; row < rows; ++row) {
                answers_[c].values[first + row] = columns[c].at(row);
                if (columns[c].rules != nullptr)
                    answers_[c].rows[first + row] = columns[c].rules[row];
            }
        }
    }
    std::vector<BatchAnswer> take_all() { return std::move(answers_); }

private:
    std::vector<BatchAnswer> answers_;
};

}  // namespace

Facts FactColumns::facts_of(std::size_t at) const {
    Facts facts;
    for (const auto& [name, values] : columns) {
        const Value& value = values[at];
        if (!value.is_null()) facts.emplace(name, value);
    }
    return facts;
}

Result<LawBatch> LawBatch::make(Rulebook rulebook, std::span<const rules::Node* const> decisions,
                                rules::Path path) {
    rules::PlanOptions options;
    options.path = path;
    options.constants.emplace(holidays_name, rulebook.holidays());
    std::vector<rules::NodeId> wanted;
    for (const rules::Node* decision : decisions)
        wanted.push_back(rulebook.program().id_of(*decision));
    auto plan = rules::compile(rulebook.program(), wanted, std::move(options));
    if (!plan) return no_plan(plan.diagnostics().front());
    return LawBatch(std::move(rulebook), decisions, std::move(*plan));
}

Result<std::vector<BatchAnswer>> LawBatch::ask_columns(const FactColumns& facts,
                                                       unsigned threads) const {
    const std::vector<Value> unknown(facts.cases, Value::null(rules::Reason::missing_input));
    rules::Batch batch;
    batch.rows = facts.cases;
    for (const std::string& name : plan_.inputs()) {
        const auto given = facts.columns.find(name);
        rules::InputColumn& column = batch.columns.emplace_back();
        column.name = name;
        column.type = rules::InputColumn::Type::boxed;
        column.data = given == facts.columns.end() ? unknown.data() : given->second.data();
    }
    AnswerSink sink(decisions_.size(), facts.cases);
    TRY(rules::run(plan_, batch, sink, {.threads = threads}));
    return sink.take_all();
}

/// Whether every fact is known and within its type.
bool LawBatch::complete(const FactColumns& facts, std::size_t at) const {
    for (const std::string& name : plan_.inputs()) {
        const auto given = facts.columns.find(name);
        if (given == facts.columns.end() || given->second[at].is_null()) return false;
        const rules::Node* input = rulebook_.program().find(name, rules::Node::Kind::input);
        if (input != nullptr && rules::admitted(given->second[at], input->domain.get()).is_null())
            return false;
    }
    return true;
}

Result<std::vector<BatchAnswer>> LawBatch::ask(const FactColumns& facts, unsigned threads) const {
    TRY_ASSIGN(std::vector<BatchAnswer> answers, ask_columns(facts, threads));
    for (std::size_t at = 0; at < facts.cases; ++at) {
        if (complete(facts, at)) continue;
        const Facts known = facts.facts_of(at);
        for (std::size_t d = 0; d < decisions_.size(); ++d) {
            const Answer answer = rulebook_.decide(*decisions_[d], known);
            answers[d].values[at] = answer.value;
            answers[d].rows[at] = -1;
            if (!answer.applied.empty() &&
                answer.applied.back().node == rulebook_.program().id_of(*decisions_[d]))
                answers[d].rows[at] = answer.applied.back().rows.front();
        }
    }
    return answers;
}

}  // namespace payung
