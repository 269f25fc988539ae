#pragma once

/// The columns of one chunk while a plan runs over it, and the steps that fill them.
///
/// Shape    a register is a column of up to a chunk of rows and, where nulls may be, a NullCode a
///          row. `nulls` says whether this chunk has any: kernels look at codes only then. The data
///          of a null row is some value within the bounds of the column.
/// Threads  a Frame belongs to one worker; everything else is shared and constant during a run.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "rules/plan/graph.h"
#include "rules/plan/plan.h"

namespace payung::rules {

struct Register {
    std::byte* data = nullptr;
    std::byte* home = nullptr;  // its own room; an input may be read where the batch has it
    NullCode* codes = nullptr;  // null where the column is proved to have no nulls
    bool nulls = false;

    template <class T>
    T* as() const {
        return reinterpret_cast<T*>(data);
    }
    NullCode code(std::size_t row) const { return nulls ? codes[row] : NullCode{0}; }
};

struct PlanStep;
struct Frame;
using Kernel = void (*)(const PlanStep&, Frame&);

/// The words of one run: those the plan names first, then those of the batch.
struct Dictionary {
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view word) const {
            return std::hash<std::string_view>{}(word);
        }
    };
    std::vector<std::string> words;
    std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> codes;

    static constexpr std::uint32_t no_word = ~std::uint32_t{0};
    std::uint32_t code_of(std::string_view word) const;  // no_word where it is not in it
    std::uint32_t add(std::string_view word);
};

/// One operation laid out: which registers, and what it needs that is the same for every row.
struct PlanStep {
    Kernel kernel = nullptr;
    const GraphNode* node = nullptr;
    std::uint32_t target = 0;
    std::vector<std::uint32_t> arguments;    // registers
    std::vector<const GraphNode*> operands;  // the nodes they hold
    std::int64_t immediate = 0;              // the last argument, where it is a constant
    std::int64_t factor = 1;                 // a power of ten
    const NullTable* nulls = nullptr;        // of two operands; of one in its first column
    std::shared_ptr<const void> prepared;    // arrays made ready for the kernel
    std::size_t slot = 0;                    // first of its maps of a run, for words
    std::size_t memo = 0;                    // evaluate: its memory in a Frame
    const Dictionary* words = nullptr;       // the words that the plan names
};

/// What is the same for all workers of one run.
struct RunContext {
    std::vector<const InputColumn*> inputs;  // by GraphNode::input
    Dictionary dictionary;
    std::vector<std::vector<std::uint32_t>> maps;  // by PlanStep::slot: code to cell or code
};

/// What a worker remembers of one boxed operation: results by the raw bits of its arguments, so
/// that a month or a code is evaluated once however many rows have it.
struct Memo {
    using Key = std::array<std::uint64_t, 4>;
    struct Hash {
        std::size_t operator()(const Key& key) const;
    };
    std::unordered_map<Key, Value, Hash> results;
    std::shared_ptr<void> decider;
};

struct Frame {
    const RunContext* run = nullptr;
    std::size_t first_row = 0, rows = 0;
    std::vector<Register> registers;
    std::vector<std::uint32_t> cells;  // of classify
    std::vector<Memo> memos;
    const std::uint32_t* selection = nullptr;  // rows of the batch, where they are not in a row
};

/// The value of a row, boxed.
Value boxed(const ColumnType& type, const Register& column, std::size_t row,
            const Dictionary& dictionary);

/// Bytes of one row.
std::size_t width_of(ColumnType::Kind kind);

}  // namespace payung::rules
