#pragma once

/// Digests of what commands ask and events tell, that nobody can guess at who has not the key.
///
/// What is asked may be short and personal (a name, an account number): whoever holds the database
/// alone could try all that it may be against a plain digest. These are keyed, with a key that is
/// derived from that of personal data for this purpose alone (BLAKE2b), so they say nothing without
/// the key file, and nothing any more once it is destroyed; chain, checkpoints and proofs are over
/// the digests and need no key. After a rotation new digests are of the new version; the old ones
/// stay, and are known again by the old versions, which stay in the key file.
///
/// Errors   personal_key_* (a store without its key file can be read, commands are refused); those
///          of database.h.
/// Cost     the versions of the store once a command; then about half a microsecond a digest.

#include <string_view>
#include <vector>

#include "audit/digest.h"
#include "storage/database.h"
#include "storage/personal_keys.h"

namespace payung {

struct VersionKeys;

/// Of one version of the key. Valid as long as the keys it comes of.
class ContentDigests {
public:
    explicit ContentDigests(const VersionKeys& keys) : keys_(&keys) {}
    Digest of(std::string_view content) const;

private:
    const VersionKeys* keys_;
};

/// Of the version that all write with, and of those before it that the key file has; newest first.
Result<std::vector<ContentDigests>> content_digests(Transaction& transaction,
                                                    const PersonalKeys& keys);

/// Whether that digest is of this content, by any version: for whoever may know, and has the key.
Result<bool> says(Transaction& transaction, const PersonalKeys& keys, const Digest& digest,
                  std::string_view content);

}  // namespace payung
