#include "rehearsal/mortal_database.h"

namespace payung::rehearsal {

/// Counts what is asked of a transaction that writes.
class MortalDatabase::Watched final : public Transaction {
public:
    Watched(MortalDatabase& database, Transaction& real) : database_(database), real_(real) {}

    Engine engine() const override { return real_.engine(); }
    Result<std::int64_t> execute(const Sql& sql, std::span<const Value> values) override {
        TRY(database_.statement());
        return real_.execute(sql, values);
    }
    Result<void> query(const Sql& sql, std::span<const Value> values,
                       const OnRow& on_row) override {
        TRY(database_.statement());
        return real_.query(sql, values, on_row);
    }
    Result<std::unique_ptr<BulkWriter>> write_rows(std::string_view table,
                                                   std::span<const std::string_view> columns,
                                                   WhenDropped dropped) override {
        TRY(database_.statement());
        return real_.write_rows(table, columns, dropped);
    }
    Result<void> attempt(const std::function<Result<void>()>& step) override {
        TRY(database_.statement());
        TRY(real_.attempt(step));
        return database_.dead_ ? Result<void>(database_.gone()) : Result<void>();
    }
    Result<void> run_script(const Sql& script) override {
        TRY(database_.statement());
        return real_.run_script(script);
    }

private:
    MortalDatabase& database_;
    Transaction& real_;
};

Error MortalDatabase::gone() {
    dead_ = true;
    return Error{Code::interrupted};
}

Result<void> MortalDatabase::statement() {
    if (dead_) return gone();
    if (!death_ || death_->after_commit) return {};
    if (death_->statements == 0) return gone();
    --death_->statements;
    return {};
}

Result<std::unique_ptr<Transaction>> MortalDatabase::read() {
    if (dead_) return gone();
    return real_->read();
}

Result<void> MortalDatabase::watch(const Command& command, Transaction& real) {
    Watched watched(*this, real);
    TRY(command(watched));
    return dead_ ? Result<void>(gone()) : Result<void>();
}

Result<void> MortalDatabase::write(const Command& command) {
    if (dead_) return gone();
    TRY(real_->write([&](Transaction& real) { return watch(command, real); }));
    if (death_ && death_->after_commit) return gone();
    return {};
}

}  // namespace payung::rehearsal
