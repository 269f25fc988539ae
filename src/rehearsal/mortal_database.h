#pragma once

/// A database whose process dies: after so many statements, or after a commit whose answer never
/// comes back. What happens then is left to the real one, which sees a command that stops.
///
/// Shape    the one that died answers nothing any more; whoever wants to go on opens the store
///          anew. Statements are counted over all commands; reading snapshots does not count.
/// Errors   interrupted, at death and after it; else those of storage/database.h.

#include <memory>
#include <optional>

#include "storage/database.h"

namespace payung::rehearsal {

/// When it dies.
struct Death {
    std::uint64_t statements = 0;  // after so many more
    bool after_commit = false;     // the command is done, and nobody is told
};

class MortalDatabase final : public Database {
public:
    explicit MortalDatabase(std::unique_ptr<Database> real) : real_(std::move(real)) {}

    void die_after(Death death) { death_ = death; }
    /// It will not die of a death that was planned.
    void spare() { death_.reset(); }
    bool dead() const { return dead_; }

    Engine engine() const override { return real_->engine(); }
    Result<std::unique_ptr<Transaction>> read() override;
    Result<void> write(const Command& command) override;

private:
    class Watched;
    Result<void> statement();
    Result<void> watch(const Command& command, Transaction& real);
    Error gone();

    std::unique_ptr<Database> real_;
    std::optional<Death> death_;
    bool dead_ = false;
};

}  // namespace payung::rehearsal
