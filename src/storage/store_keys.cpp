#include "storage/store_keys.h"

#include <algorithm>

#include "storage/errors.h"
#include "storage/personal_cipher.h"

namespace payung {
namespace {

constexpr Sql list_versions{"personal_key.list",
                            "SELECT version, fingerprint FROM personal_key ORDER BY version"};
constexpr Sql insert_version{"personal_key.insert",
                             "INSERT INTO personal_key (version, fingerprint) VALUES ($1, $2)"};

struct Stated {
    int number = 0;
    std::vector<std::byte> fingerprint;
};

Result<std::vector<Stated>> stated_by(Transaction& transaction) {
    std::vector<Stated> stated;
    TRY(transaction.query(list_versions, {}, [&](const Row& row) -> Result<void> {
        const auto print = row.bytes(1).value_or(std::span<const std::byte>{});
        stated.push_back(
            {static_cast<int>(row.integer(0).value_or(0)), {print.begin(), print.end()}});
        return {};
    }));
    return stated;
}

}  // namespace

Result<std::span<const StoreKeys::Known>> StoreKeys::all() const& {
    if (!known_) {
        std::vector<Known> known;
        TRY_ASSIGN(const auto stated, stated_by(*transaction_));
        for (const Stated& one : stated) {
            TRY_ASSIGN(const VersionKeys* const keys, keys_->content().find(one.number));
            if (!std::ranges::equal(one.fingerprint, std::as_bytes(std::span(keys->fingerprint)))) {
                return Error{storage_error::personal_key_wrong,
                             {{"version", std::to_string(one.number)}}};
            }
            known.push_back({one.number, keys});
        }
        known_ = std::move(known);
    }
    return std::span<const Known>(*known_);
}

Result<const VersionKeys*> StoreKeys::of(std::int64_t number) const {
    TRY_ASSIGN(const auto known, all());
    for (const Known& one : known) {
        if (one.number == number) return one.keys;
    }
    return Error{storage_error::personal_value_damaged, {{"table", "personal_key"}}};
}

Result<StoreKeys::Known> StoreKeys::to_write() const {
    TRY_ASSIGN(auto known, all());
    if (known.empty()) {
        TRY_ASSIGN(const int newest, keys_->content().newest());
        TRY(begin(newest));
        TRY_ASSIGN(known, all());
    }
    return known.back();
}

Result<void> StoreKeys::begin(int number) const {
    TRY_ASSIGN(const VersionKeys* const keys, keys_->content().find(number));
    TRY(transaction_->execute(
        insert_version,
        {{Value{std::int64_t{number}}, Value{std::as_bytes(std::span(keys->fingerprint))}}}));
    known_.reset();
    return {};
}

}  // namespace payung
