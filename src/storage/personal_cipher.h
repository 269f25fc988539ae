#pragma once

/// How personal data are sealed, and what is derived from a key. Private to storage/.
///
/// XChaCha20-Poly1305 (libsodium): a sealed value is its nonce of 24 random bytes, the cipher and a
/// tag of 16 bytes; what is bound to it must be the same when it is opened. From the 32 bytes of a
/// version one key is derived for each purpose (BLAKE2b), so that no two uses share one.
///
/// Cost     about a microsecond for a short value, 1 GB/s for a long one.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "storage/personal_keys.h"

namespace payung {

using SecretKey = std::array<unsigned char, 32>;

/// One version, in locked memory.
struct VersionKeys {
    SecretKey master{};
    // Derived from it, each for its purpose alone.
    SecretKey values{}, lookup{}, register_niks{}, backup{}, digests{};
    std::array<unsigned char, 16> fingerprint{};
};

struct WipeKeys {
    void operator()(VersionKeys* keys) const;
};
using HeldKeys = std::unique_ptr<VersionKeys, WipeKeys>;

struct PersonalKeys::Content {
    Path file;  // empty: kept nowhere
    mutable std::mutex mutex;
    mutable std::map<int, HeldKeys> versions;  // grows, never shrinks

    /// Looks into the file again where it is not known: another process may have added it.
    Result<const VersionKeys*> find(int version) const;
    Result<int> newest() const;
};

constexpr std::size_t seal_bytes = 40;  // that a sealed value is longer
using Nonce = std::array<unsigned char, 24>;

Nonce random_nonce();
std::string seal(const SecretKey& key, std::string_view bound, std::string_view plain,
                 const Nonce& nonce = random_nonce());
/// Nothing where the key, what is bound, or a single bit is another.
std::optional<std::string> unseal(const SecretKey& key, std::string_view bound,
                                  std::span<const std::byte> sealed);

/// 64 bits of a keyed digest of a field's value: by it a value is looked for, and then compared.
std::int64_t lookup_digest(const SecretKey& key, int field, std::string_view value);

/// Of 256 bits: who has not the key can neither make it nor try what it may be of.
std::array<std::uint8_t, 32> keyed_digest(const SecretKey& key, std::string_view text);

/// Takes secrets out of a text that is no longer needed.
void wipe(std::string& text);

}  // namespace payung
