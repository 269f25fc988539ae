#pragma once

/// A signed statement of how far the events go and what they are: kept by others (an auditor, a
/// ministry), it shows later whether anything before it was changed or cut off.
///
/// Shape    one line of text: "payung-checkpoint-1 SIZE HEAD ROOT TIME SIGNATURE", hexadecimal.
///          Ed25519 over all but the signature.
/// Errors   audit_key_malformed, audit_checkpoint_malformed, audit_signature_wrong.

#include <string>
#include <string_view>

#include "audit/event.h"
#include "base/result.h"

namespace payung {

struct Checkpoint {
    EventNumber size = 0;  // events it speaks for
    Digest head{};         // hash of the last of them in the chain
    Digest root{};         // of their Merkle tree
    Instant at;
    friend bool operator==(const Checkpoint&, const Checkpoint&) = default;
};

/// 32 bytes that sign, 32 that check, in hexadecimal.
struct SigningKeys {
    std::string secret, open;
};
SigningKeys new_signing_keys();

Result<std::string> signed_line(const Checkpoint& checkpoint, std::string_view secret_key);
/// The checkpoint of a line, if its signature is right.
Result<Checkpoint> checked_line(std::string_view line, std::string_view open_key);

}  // namespace payung
