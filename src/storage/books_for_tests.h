#pragma once

/// For tests of crashes: random commands for the books, and all that the books hold in a form that
/// is compared whole, so that one comparison says that nothing is lost, halved or done twice.

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "storage/audit_store.h"
#include "storage/ledger_store.h"
#include "storage/random_groups_for_tests.h"

namespace payung {

/// Groups posted together, or, without any, months closed.
struct BooksCommand {
    std::vector<Group> groups;
    Month first_open;
};

inline constexpr Instant books_time{std::chrono::milliseconds{1'779'000'000'000}};

inline std::vector<BooksCommand> random_commands(std::uint64_t seed, int count) {
    Random random(seed);
    MemoryLedger memory;
    std::vector<BooksCommand> commands;
    int number = 0;
    for (int i = 0; i < count; ++i) {
        BooksCommand& command = commands.emplace_back();
        if (i % 12 == 11) {
            command.first_open = Month::from_ym(2026, 1 + (i / 12) % 12);
            continue;
        }
        const std::uint32_t size = 1 + random.below(4);
        while (command.groups.size() < size) {
            const bool end = !memory.groups().empty() && random.below(6) == 0;
            Group group = end ? random_end(random, memory, number) : random_group(random, number);
            ++number;
            // What was refused might be taken when it is sent again, and then rightly.
            if (memory.post(group, books_time)) command.groups.push_back(std::move(group));
        }
    }
    return commands;
}

inline Result<void> obey(LedgerStore& store, const BooksCommand& command) {
    if (command.groups.empty()) return store.close_before(Book::jkm, command.first_open, "uji");
    TRY_ASSIGN(const auto results, store.post(command.groups, "uji"));
    for (const PostingResult& result : results) TRY(result);
    return {};
}

struct BooksState {
    TrialBalance history;
    std::map<SubAccount, Balance> balances;
    EventNumber events = 0;
    Digest head{};  // stands for every event: which groups, in which order, with what content
    friend bool operator==(const BooksState&, const BooksState&) = default;
};

struct BooksFound {
    std::string fault;  // what is wrong with the books in themselves
    BooksState state;
};

namespace books_detail {

inline std::string told(const Error& error) {
    return describe(error, Language::en);
}

inline Result<std::string> fault_in_file(Transaction& snapshot) {
    std::string fault;
    TRY(snapshot.query({"test.sound", "SELECT quick_check FROM pragma_quick_check"}, {},
                       [&](const Row& row) -> Result<void> {
                           if (row.text(0) != "ok") fault += row.text(0).value_or("?");
                           return {};
                       }));
    return fault;
}

inline Result<BooksFound> look(Database& database, const LedgerStore& store) {
    BooksFound found;
    TRY_ASSIGN(const auto snapshot, database.read());
    if (database.engine() == Engine::sqlite) {
        TRY_ASSIGN(found.fault, fault_in_file(*snapshot));
    }
    TRY_ASSIGN(found.state.history, store.history());
    TRY_ASSIGN(found.state.balances, store.balances());
    TRY_ASSIGN(const TrialBalance totals, store.totals());
    TRY_ASSIGN(const ChainReport chain, verify_events(*snapshot));
    found.state.events = chain.events;
    found.state.head = chain.head;
    if (totals != found.state.history) found.fault += " [totals differ from history]";
    if (!check_books(found.state.history, found.state.balances).empty())
        found.fault += " [the books are not right]";
    if (chain.fault) found.fault += " [the audit chain is broken]";
    return found;
}

}  // namespace books_detail

/// Never fails: what cannot be read is a fault.
inline BooksFound books_in(Database& database, const LedgerStore& store) {
    auto found = books_detail::look(database, store);
    if (found) return std::move(*found);
    return {books_detail::told(found.error()), {}};
}

/// Of the environment: PAYUNG_LONG=SECONDS asks for the long tier, PAYUNG_SEED=NUMBER for another
/// world. They are read by the tests of crashes alone.
inline int long_seconds() {
    const char* const text = std::getenv("PAYUNG_LONG");
    return text == nullptr ? 0 : std::atoi(text);
}
/// A size of the long tier; PAYUNG_SCALE=N takes the N-th part, to try whether that tier still
/// runs.
inline int scaled(int size) {
    const char* const text = std::getenv("PAYUNG_SCALE");
    return text == nullptr ? size : std::max(1, size / std::max(1, std::atoi(text)));
}
inline std::uint64_t seed_or(std::uint64_t otherwise) {
    const char* const text = std::getenv("PAYUNG_SEED");
    return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

}  // namespace payung
