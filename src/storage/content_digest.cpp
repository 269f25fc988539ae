#include "storage/content_digest.h"

#include <algorithm>

#include "storage/personal_cipher.h"
#include "storage/store_keys.h"

namespace payung {

Digest ContentDigests::of(std::string_view content) const {
    return keyed_digest(keys_->digests, content);
}

Result<std::vector<ContentDigests>> content_digests(Transaction& transaction,
                                                    const PersonalKeys& keys) {
    const StoreKeys store(transaction, keys);
    TRY_ASSIGN(const StoreKeys::Known current, store.to_write());
    std::vector<ContentDigests> digests{ContentDigests(*current.keys)};
    // A rotation that has ended takes older versions out of the store; the file keeps them.
    for (int number = current.number - 1; number > 0; --number)
        if (const auto older = keys.content().find(number)) digests.emplace_back(**older);
    return digests;
}

Result<bool> says(Transaction& transaction, const PersonalKeys& keys, const Digest& digest,
                  std::string_view content) {
    TRY_ASSIGN(const auto digests, content_digests(transaction, keys));
    return std::ranges::any_of(
        digests, [&](const ContentDigests& one) { return one.of(content) == digest; });
}

}  // namespace payung
