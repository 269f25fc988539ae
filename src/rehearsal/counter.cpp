#include "rehearsal/counter.h"

namespace payung::rehearsal {

Result<Counter> Counter::open(CounterSetting setting) {
    Counter counter(std::move(setting));
    TRY(counter.be_open());
    return counter;
}

void Counter::go_to(Day day) {
    constexpr std::chrono::hours noon_in_jakarta{5};
    clock_->set(std::chrono::sys_days{std::chrono::days{day.number()}} + noon_in_jakarta);
}

void Counter::step_back(std::chrono::minutes minutes) {
    clock_->set(clock_->now() - minutes);
}

Desk Counter::desk(std::string_view actor) const {
    return {database_.get(), setting_.law, setting_.keys, clock_.get(), std::string(actor)};
}

Result<void> Counter::be_open() {
    if (database_ && !database_->dead()) return {};
    database_.reset();  // one process at a time
    TRY_ASSIGN(auto opened, setting_.open());
    database_ = std::make_unique<MortalDatabase>(std::move(opened));
    return {};
}

/// Most deaths come early in a command, some late, some behind its commit.
void Counter::plan_death() {
    database_->spare();
    if (setting_.commands_a_death == 0 || random_.below(setting_.commands_a_death) != 0) return;
    Death death;
    death.after_commit = random_.below(3) == 0;
    death.statements = random_.below(random_.below(2) == 0 ? 8 : 60);
    database_->die_after(death);
}

}  // namespace payung::rehearsal
