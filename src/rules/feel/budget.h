#pragma once

/// What one question may use up, however many decisions, functions and loops it takes: the guard
/// against models that would never end.
///
/// Whoever asks makes a Budget and a Budget::Use around the evaluation; evaluations below draw on
/// it. Where there is none, evaluate() makes one. Once a limit is passed everything evaluated is
/// null of Reason::refused, until the Use ends.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "rules/value/value.h"

namespace payung::rules {

struct Limits {
    int calls = 200;  // functions within functions
    std::size_t list_items = 1'000'000;
    std::uint64_t iterations = 10'000'000;
    std::size_t bytes = std::size_t{64} << 20;  // of lists and texts made
    std::chrono::milliseconds time{2000};
    std::size_t stack_bytes = std::size_t{4} << 20;
};

class Budget {
public:
    explicit Budget(const Limits& limits = {}) : limits_(limits) {}

    /// Makes a budget the one of this thread.
    class Use {
    public:
        explicit Use(Budget& budget);
        ~Use();
        Use(const Use&) = delete;
        Use& operator=(const Use&) = delete;

    private:
        Budget* before_;
    };
    /// One function call; `admitted()` says whether it may run.
    class Call {
    public:
        explicit Call(Budget& budget) : budget_(budget) { ++budget.calls_; }
        ~Call() { --budget_.calls_; }
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;
        bool admitted() const {
            return budget_.calls_ <= budget_.limits_.calls && budget_.iterate();
        }

    private:
        Budget& budget_;
    };

    static Budget* current() { return current_; }

    /// Whether there is something left. Asked at every step of an evaluation.
    bool left() const {
        return reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0)) > stack_floor_;
    }
    /// One turn of a loop.
    bool iterate() {
        if (++iterations_ % 1024 == 0) check_time();
        if (iterations_ > limits_.iterations) spend();
        return left();
    }
    /// A list of so many items, or a text of so many bytes, is about to exist.
    bool allow_items(std::size_t count);
    bool allow_bytes(std::size_t count);
    /// A list has grown by one, to this size.
    bool allow_growth(std::size_t size);
    /// The value, unless what it holds is beyond the limits.
    Value allowed(Value value);
    static Value refusal() { return Value::null(Reason::refused); }

private:
    void spend() {
        spent_ = true;
        stack_floor_ = UINTPTR_MAX;
    }
    void check_time();

    static inline thread_local Budget* current_ = nullptr;
    Limits limits_;
    std::uintptr_t stack_floor_ = 0;
    std::uint64_t iterations_ = 0;
    std::size_t bytes_ = 0;
    int calls_ = 0;
    bool spent_ = false;
    std::chrono::steady_clock::time_point begin_{};
};

/// The budget of the question being answered; a new one where there is none yet.
class WithinBudget {
public:
    WithinBudget() {
        if (Budget::current() == nullptr) use_.emplace(own_.emplace());
    }
    Budget& get() const { return *Budget::current(); }

private:
    std::optional<Budget> own_;
    std::optional<Budget::Use> use_;
};

}  // namespace payung::rules
