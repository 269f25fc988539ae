#pragma once

/// A Merkle tree over the events, as RFC 6962 has it: its root in a signed checkpoint stands for
/// all events before it, and 24 hashes prove one of ten million.
///
/// Cost     add(): amortised one hash, O(log n) memory. proof(): O(n) hashes over all leaves.

#include <cstdint>
#include <span>
#include <vector>

#include "audit/digest.h"

namespace payung {

/// Leaf of some bytes; of an event: of its hash in the chain.
Digest merkle_leaf(std::string_view bytes);

/// The root as leaves come.
class MerkleRoot {
public:
    MerkleRoot() = default;
    /// Goes on from what peaks() and size() said earlier. Pre: as many peaks as `size` has binary
    /// ones.
    MerkleRoot(std::vector<Digest> peaks, std::uint64_t size);
    void add(const Digest& leaf);
    std::uint64_t size() const { return size_; }
    /// Of full subtrees, largest first.
    std::span<const Digest> peaks() const { return peaks_; }
    /// SHA-256 of nothing for an empty tree.
    Digest root() const;

private:
    std::vector<Digest> peaks_;  // of full subtrees, largest first: the binary digits of size_
    std::uint64_t size_ = 0;
};

/// The hashes that lead from leaf `index` to the root. Pre: index < leaves.size().
std::vector<Digest> merkle_proof(std::span<const Digest> leaves, std::uint64_t index);

/// Whether `leaf` is number `index` of `size` leaves under `root`.
bool merkle_proves(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                   std::span<const Digest> proof, const Digest& root);

}  // namespace payung
