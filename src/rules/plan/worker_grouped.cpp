/// Rows of a chunk parted by the value of one input; each part runs the plan in which that input is
/// a constant, and its results go back to their rows.

#include <algorithm>

#include "rules/plan/kernels.h"
#include "rules/plan/unbox.h"
#include "rules/plan/worker.h"

namespace payung::rules {

namespace {

class GroupedWorker final : public Worker {
public:
    GroupedWorker(const Plan::Impl& impl, std::span<const RunContext> runs,
                  const InputColumn& column, std::size_t chunk)
        : impl_(impl),
          column_(column),
          dictionary_(runs[0].dictionary),
          publisher_(impl, dictionary_, chunk) {
        for (std::size_t group = 0; group < impl.groups.size(); ++group)
            runners_.emplace_back(*impl.groups[group], runs[group], chunk);
        parts_.resize(impl.groups.size());
        for (const std::string& word : column.words) {
            const auto found = std::ranges::find(impl.group_words, word);
            group_of_code_.push_back(static_cast<std::size_t>(found - impl.group_words.begin()));
        }
        const std::size_t missing = impl.group_words.size();
        for (std::size_t& group : group_of_code_)
            if (group == missing) group = missing + 1;  // not in the list
        make_columns(chunk);
    }

    std::span<const OutputColumn> work(std::size_t first, std::size_t rows) override {
        for (auto& part : parts_) part.clear();
        for (std::size_t row = first; row < first + rows; ++row)
            parts_[group_of(row)].push_back(static_cast<std::uint32_t>(row));
        for (Register& column : columns_) column.nulls = false;
        for (std::size_t group = 0; group < parts_.size(); ++group)
            if (!parts_[group].empty()) run_group(group, first, rows);
        for (std::size_t i = 0; i < impl_.results.size(); ++i)
            publisher_.set(i, columns_[i], impl_.results[i].has_rule ? &rules_[i] : nullptr, rows);
        return publisher_.columns();
    }

private:
    std::size_t group_of(std::size_t row) const {
        const std::size_t missing = impl_.group_words.size();
        if (column_.type == InputColumn::Type::boxed) return group_of_value(row);
        if (column_.validity != nullptr && (column_.validity[row / 64] >> (row % 64) & 1) == 0)
            return missing;
        const std::size_t code = column_.type == InputColumn::Type::code8
                                     ? static_cast<const std::uint8_t*>(column_.data)[row]
                                     : static_cast<const std::uint32_t*>(column_.data)[row];
        return code < group_of_code_.size() ? group_of_code_[code] : missing + 1;
    }
    std::size_t group_of_value(std::size_t row) const {
        const Value value = input_value(column_, row);
        const std::size_t missing = impl_.group_words.size();
        if (value.is_null()) return missing;
        if (value.kind() != Kind::string) return missing + 1;
        const auto found = std::ranges::find(impl_.group_words, value.text());
        const auto at = static_cast<std::size_t>(found - impl_.group_words.begin());
        return at < missing ? at : missing + 1;
    }

    void make_columns(std::size_t chunk) {
        for (const PlanResult& result : impl_.results) {
            const ColumnType::Kind kind = result.type.kind;
            data_.push_back(std::vector<Value>(kind == ColumnType::Kind::boxed ? chunk : 0));
            bytes_.push_back(std::vector<std::int64_t>(
                kind == ColumnType::Kind::boxed ? 0 : (chunk * width_of(kind) + 7) / 8));
            codes_.push_back(std::vector<NullCode>(chunk));
            rule_numbers_.push_back(std::vector<RuleNumber>(chunk));
        }
        for (std::size_t i = 0; i < impl_.results.size(); ++i) {
            const bool boxed = impl_.results[i].type.kind == ColumnType::Kind::boxed;
            std::byte* const data = boxed ? reinterpret_cast<std::byte*>(data_[i].data())
                                          : reinterpret_cast<std::byte*>(bytes_[i].data());
            columns_.push_back({data, data, codes_[i].data(), false});
            std::byte* const numbers = reinterpret_cast<std::byte*>(rule_numbers_[i].data());
            rules_.push_back({numbers, numbers, nullptr, false});
        }
    }

    void run_group(std::size_t group, std::size_t first, std::size_t rows) {
        const auto& part = parts_[group];
        ChunkRunner& runner = runners_[group];
        const Plan::Impl& plan = *impl_.groups[group];
        runner.run(first, part.size(), part.data());
        for (std::size_t i = 0; i < impl_.results.size(); ++i) {
            scatter(plan.results[i].type, runner.column(plan.results[i].target),
                    impl_.results[i].type, columns_[i], part, first, rows);
            if (!impl_.results[i].has_rule) continue;
            const auto* from = runner.column(plan.results[i].rule).as<RuleNumber>();
            for (std::size_t at = 0; at < part.size(); ++at)
                rule_numbers_[i][part[at] - first] = from[at];
        }
    }

    void scatter(const ColumnType& from_type, const Register& from, const ColumnType& to_type,
                 Register& to, const std::vector<std::uint32_t>& part, std::size_t first,
                 std::size_t rows) const {
        const bool units = from_type.kind == ColumnType::Kind::fix &&
                           to_type.kind == ColumnType::Kind::fix && !from.nulls;
        if (!units) {
            for (std::size_t at = 0; at < part.size(); ++at)
                store(to_type, to, part[at] - first, rows, boxed(from_type, from, at, dictionary_),
                      dictionary_);
            return;
        }
        const std::int64_t factor = power_of_ten(to_type.scale - from_type.scale);
        const auto* in = from.as<std::int64_t>();
        auto* out = to.as<std::int64_t>();
        for (std::size_t at = 0; at < part.size(); ++at) out[part[at] - first] = in[at] * factor;
        for (std::size_t at = 0; to.nulls && at < part.size(); ++at) to.codes[part[at] - first] = 0;
    }

    const Plan::Impl& impl_;
    const InputColumn& column_;
    const Dictionary& dictionary_;
    Publisher publisher_;
    std::vector<ChunkRunner> runners_;
    std::vector<std::size_t> group_of_code_;
    std::vector<std::vector<std::uint32_t>> parts_;
    std::vector<std::vector<Value>> data_;
    std::vector<std::vector<std::int64_t>> bytes_;
    std::vector<std::vector<NullCode>> codes_;
    std::vector<std::vector<RuleNumber>> rule_numbers_;
    std::vector<Register> columns_, rules_;
};

}  // namespace

std::unique_ptr<Worker> grouped_worker(const Plan::Impl& impl,
                                       std::span<const RunContext> group_runs,
                                       const InputColumn& group, std::size_t chunk) {
    return std::make_unique<GroupedWorker>(impl, group_runs, group, chunk);
}

}  // namespace payung::rules
