#pragma once

/// Sub-accounts that were met, with their balances, found by what they are and not by a written
/// path. Private to storage/.
///
/// Shape    rows in the order of their coming, never removed one by one; a table of slots in front
///          of them, open addressing, at most half full. A place stays the same until clear().
/// Cost     a look-up hashes the key once and compares one row; about 150 bytes a row.

#include <cstdint>
#include <string_view>
#include <vector>

#include "ledger/posting.h"

namespace payung {

class SubAccountTable {
public:
    using Place = std::uint32_t;
    static constexpr Place none = ~Place{0};

    struct Held {
        std::int64_t id = 0;  // 0: never posted to
        SubAccount at;
        Balance balance;
        bool stored = false;   // a row of the database
        bool changed = false;  // since it was written
    };

    Place find(Book book, AccountCode account, std::string_view key) const;
    Place find_or_add(Book book, AccountCode account, std::string_view key);
    Held& operator[](Place place) { return rows_[place]; }
    const Held& operator[](Place place) const { return rows_[place]; }
    std::size_t size() const { return rows_.size(); }
    void clear();

private:
    std::size_t slot_of(Book book, AccountCode account, std::string_view key) const;
    void grow();

    std::vector<Held> rows_;
    std::vector<Place> slots_;  // a power of two of them
};

}  // namespace payung
