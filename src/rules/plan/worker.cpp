#include "rules/plan/worker.h"

#include <algorithm>

#include "rules/plan/kernels.h"
#include "rules/plan/unbox.h"

namespace payung::rules {

namespace {

constexpr std::size_t alignment = 64;

std::byte* aligned_block(std::vector<std::unique_ptr<std::byte[]>>& blocks, std::size_t bytes) {
    blocks.push_back(std::make_unique<std::byte[]>(bytes + alignment));
    const auto address = reinterpret_cast<std::uintptr_t>(blocks.back().get());
    return blocks.back().get() + (alignment - address % alignment) % alignment;
}

class PlainWorker final : public Worker {
public:
    PlainWorker(const Plan::Impl& impl, const RunContext& run, std::size_t chunk)
        : impl_(impl), runner_(impl, run, chunk), publisher_(impl, run.dictionary, chunk) {}

    std::span<const OutputColumn> work(std::size_t first, std::size_t rows) override {
        runner_.run(first, rows);
        for (std::size_t i = 0; i < impl_.results.size(); ++i) {
            const PlanResult& result = impl_.results[i];
            publisher_.set(i, runner_.column(result.target),
                           result.has_rule ? &runner_.column(result.rule) : nullptr, rows);
        }
        return publisher_.columns();
    }

private:
    const Plan::Impl& impl_;
    ChunkRunner runner_;
    Publisher publisher_;
};

OutputColumn::Type output_type(ColumnType::Kind kind) {
    switch (kind) {
        using enum ColumnType::Kind;
        case fix:
            return OutputColumn::Type::fix;
        case decimal:
            return OutputColumn::Type::decimal;
        case boolean:
            return OutputColumn::Type::boolean;
        case days:
            return OutputColumn::Type::days;
        case word:
            return OutputColumn::Type::word;
        default:
            return OutputColumn::Type::boxed;
    }
}

}  // namespace

ChunkRunner::ChunkRunner(const Plan::Impl& impl, const RunContext& run, std::size_t chunk)
    : impl_(impl) {
    frame_.run = &run;
    frame_.memos.resize(impl.memos);
    frame_.cells.resize(chunk);
    for (const ColumnType::Kind kind : impl.registers) {
        Register column;
        if (kind == ColumnType::Kind::boxed) {
            values_.push_back(std::make_unique<Value[]>(chunk));
            column.data = reinterpret_cast<std::byte*>(values_.back().get());
        } else {
            column.data = aligned_block(blocks_, chunk * width_of(kind));
        }
        column.home = column.data;
        column.codes = reinterpret_cast<NullCode*>(aligned_block(blocks_, chunk));
        frame_.registers.push_back(column);
    }
    fill_constants(impl, chunk);
}

void ChunkRunner::fill_constants(const Plan::Impl& impl, std::size_t chunk) {
    for (const ConstantRegister& constant : impl.constants)
        for (std::size_t row = 0; row < chunk; ++row)
            store(constant.node->type, frame_.registers[constant.target], row, chunk,
                  constant.node->constant, frame_.run->dictionary);
}

void ChunkRunner::run(std::size_t first, std::size_t rows, const std::uint32_t* selection) {
    frame_.first_row = first;
    frame_.rows = rows;
    frame_.selection = selection;
    for (const PlanStep& step : impl_.steps) step.kernel(step, frame_);
}

Publisher::Publisher(const Plan::Impl& impl, const Dictionary& dictionary, std::size_t chunk)
    : columns_(impl.results.size()), causes_(impl.results.size()) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        columns_[i].type = output_type(impl.results[i].type.kind);
        columns_[i].scale = impl.results[i].type.scale;
        columns_[i].words = dictionary.words;
        causes_[i].reasons.resize(chunk);
        causes_[i].errors.resize(chunk);
    }
}

void Publisher::set(std::size_t result, const Register& column, const Register* rule,
                    std::size_t rows) {
    OutputColumn& out = columns_[result];
    switch (out.type) {
        using enum OutputColumn::Type;
        case fix:
            out.units = column.as<std::int64_t>();
            break;
        case decimal:
            out.decimals = column.as<Decimal>();
            break;
        case boolean:
            out.booleans = column.as<std::uint8_t>();
            break;
        case days:
            out.days = column.as<std::int32_t>();
            break;
        case word:
            out.codes = column.as<std::uint32_t>();
            break;
        case boxed:
            out.values = column.as<Value>();
            break;
    }
    out.rules = rule != nullptr ? rule->as<std::uint16_t>() : nullptr;
    out.reasons = out.errors = nullptr;
    if (out.type == OutputColumn::Type::boxed || !column.nulls) return;
    Causes& causes = causes_[result];
    for (std::size_t row = 0; row < rows; ++row) {
        causes.reasons[row] = column.codes[row] & 0x0F;
        causes.errors[row] = (column.codes[row] & error_bit) != 0 ? 1 : 0;
    }
    out.reasons = causes.reasons.data();
    out.errors = causes.errors.data();
}

Value OutputColumn::at(std::size_t row) const {
    if (type == Type::boxed) return values[row];
    if (reasons != nullptr && reasons[row] != 0)
        return Value::null(static_cast<Reason>(reasons[row]), errors[row] != 0);
    switch (type) {
        case Type::fix:
            return Value(Decimal::from_scaled(units[row], scale));
        case Type::decimal:
            return Value(decimals[row]);
        case Type::boolean:
            return Value(booleans[row] != 0);
        case Type::days:
            return Value(Date::from_day_number(days[row]));
        case Type::word:
            return Value(words[codes[row]]);
        case Type::boxed:
            break;
    }
    return {};
}

std::unique_ptr<Worker> plain_worker(const Plan::Impl& impl, const RunContext& run,
                                     std::size_t chunk) {
    return std::make_unique<PlainWorker>(impl, run, chunk);
}

}  // namespace payung::rules
