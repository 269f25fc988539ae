#include "storage/sub_account_table.h"

#include <algorithm>

#include "base/hash.h"

namespace payung {

/// Where it is, or where it would be put. Pre: there is a slot.
std::size_t SubAccountTable::slot_of(Book book, AccountCode account, std::string_view key) const {
    const std::size_t mask = slots_.size() - 1;
    const std::uint64_t where = static_cast<std::uint64_t>(book) << 16U | account;
    std::size_t slot = hash_bytes(key, where) & mask;
    for (; slots_[slot] != none; slot = (slot + 1) & mask) {
        const SubAccount& at = rows_[slots_[slot]].at;
        if (at.account == account && at.book == book && at.key == key) break;
    }
    return slot;
}

SubAccountTable::Place SubAccountTable::find(Book book, AccountCode account,
                                             std::string_view key) const {
    return slots_.empty() ? none : slots_[slot_of(book, account, key)];
}

SubAccountTable::Place SubAccountTable::find_or_add(Book book, AccountCode account,
                                                    std::string_view key) {
    if (2 * (rows_.size() + 1) > slots_.size()) grow();
    Place& place = slots_[slot_of(book, account, key)];
    if (place == none) {
        place = static_cast<Place>(rows_.size());
        rows_.push_back({0, {book, account, std::string(key)}, {}, false, false});
    }
    return place;
}

void SubAccountTable::grow() {
    constexpr std::size_t smallest = 256;
    slots_.assign(std::max(smallest, 2 * slots_.size()), none);
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const SubAccount& at = rows_[i].at;
        slots_[slot_of(at.book, at.account, at.key)] = static_cast<Place>(i);
    }
}

void SubAccountTable::clear() {
    rows_.clear();
    slots_.clear();
}

}  // namespace payung
