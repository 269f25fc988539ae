#pragma once

/// The counter of an office whose process may die at any statement: every command is asked again
/// until it is answered, by a process that opens the store anew. The clock is ours, and may step.
///
/// Shape    ask(actor, command) runs `command` at a desk; Error{interrupted} of a process that died
///          is not an answer. What else a command refuses is its answer.
/// Cost     that of the command; opening the store once a death.

#include <algorithm>
#include <functional>
#include <memory>
#include <span>

#include "base/random.h"
#include "office/desk.h"
#include "rehearsal/mortal_database.h"

namespace payung::rehearsal {

struct CounterSetting {
    std::function<Result<std::unique_ptr<Database>>()> open;  // tables are up to date
    Rulebook law;
    PersonalKeys keys;
    std::uint64_t seed = 1;
    std::uint32_t commands_a_death = 0;  // on average; 0: nobody dies
};

class Counter {
public:
    static Result<Counter> open(CounterSetting setting);

    /// At noon of a day; a step back within the day is the machine's own doing.
    void go_to(Day day);
    void step_back(std::chrono::minutes minutes);
    Day today() const { return day_of(clock_->now()); }

    template <class Answer>
    Result<Answer> ask(std::string_view actor,
                       const std::function<Result<Answer>(const Desk&)>& command) {
        for (;;) {
            TRY(be_open());
            plan_death();
            ++asked_;
            Result<Answer> answer = command(desk(actor));
            if (!database_->dead()) return answer;
            ++deaths_;
        }
    }
    /// The same, of a command that does not know its earlier self: one whose process died behind
    /// the commit is told so by this refusal when it is asked again.
    template <class Answer>
    Result<void> ask_or(std::string_view actor, std::span<const std::string_view> done_before,
                        const std::function<Result<Answer>(const Desk&)>& command) {
        const std::uint64_t deaths = deaths_;
        const Result<Answer> answer = ask<Answer>(actor, command);
        if (answer) return {};
        const std::string_view code = name_of(answer.error().code());
        const bool done = std::ranges::find(done_before, code) != done_before.end();
        return deaths_ > deaths && done ? Result<void>() : Result<void>(answer.error());
    }
    /// What only reads: nobody dies of it.
    Desk desk(std::string_view actor) const;
    Database& database() { return *database_; }

    std::uint64_t asked() const { return asked_; }
    std::uint64_t deaths() const { return deaths_; }

private:
    explicit Counter(CounterSetting setting)
        : setting_(std::move(setting)),
          random_(setting_.seed, 0xDEAD),
          clock_(std::make_unique<FixedClock>(Instant{})) {}
    Result<void> be_open();
    void plan_death();

    CounterSetting setting_;
    Random random_;
    std::unique_ptr<FixedClock> clock_;
    std::unique_ptr<MortalDatabase> database_;
    std::uint64_t asked_ = 0, deaths_ = 0;
};

}  // namespace payung::rehearsal
