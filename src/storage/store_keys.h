#pragma once

/// Which versions of the key a store uses, checked against the keys that we have. Private to
/// storage/; within a transaction of the caller, and asked of the table personal_key once.

#include <optional>
#include <span>
#include <vector>

#include "storage/database.h"
#include "storage/personal_keys.h"

namespace payung {

struct VersionKeys;

class StoreKeys {
public:
    struct Known {
        int number = 0;
        const VersionKeys* keys = nullptr;
    };

    StoreKeys(Transaction& transaction, const PersonalKeys& keys)
        : transaction_(&transaction), keys_(&keys) {}

    /// Those of the store, oldest first; personal_key_wrong where ours are others.
    Result<std::span<const Known>> all() const&;
    Result<std::span<const Known>> all() const&& = delete;  // it points into this
    /// With which something was written; personal_value_damaged where the store knows it not.
    Result<const VersionKeys*> of(std::int64_t number) const;
    /// The version to write with: all who write use the same. The first that ever writes sets it.
    Result<Known> to_write() const;
    /// From now on all write with this one.
    Result<void> begin(int number) const;

private:
    Transaction* transaction_;
    const PersonalKeys* keys_;
    mutable std::optional<std::vector<Known>> known_;
};

}  // namespace payung
