#pragma once

/// A proof that one event stands under a checkpoint, in at most a kilobyte for ten million events:
/// for those who have the signed checkpoint and nothing else of ours (tools/check_proof.py).
///
/// Shape    bytes: "PYPROOF1", number and size of the tree (8 bytes each, the highest first), hash
///          of the event before, length of the event (2 bytes), the event as canonical() writes it,
///          count of hashes (1 byte), the hashes of the Merkle proof.
/// Errors   audit_proof_malformed, audit_proof_wrong.

#include <string>

#include "audit/checkpoint.h"
#include "audit/merkle.h"

namespace payung {

struct EventProof {
    EventNumber number = 0, size = 0;
    Digest before{};
    std::string event;  // canonical
    std::vector<Digest> path;
};

std::string bytes_of(const EventProof& proof);
Result<EventProof> proof_from(std::string_view bytes);
/// The event is the one the checkpoint speaks of.
Result<void> check_proof(const EventProof& proof, const Checkpoint& checkpoint);

}  // namespace payung
