#include "audit/merkle.h"

#include <bit>

#include "base/check.h"

namespace payung {
namespace {

// RFC 6962, 2.1: leaves and nodes are hashed apart, so that none can be taken for the other.
constexpr std::string_view leaf_mark("\0", 1), node_mark("\1", 1);

Digest node_of(const Digest& left, const Digest& right) {
    return sha256(std::array<std::string_view, 3>{node_mark, bytes_of(left), bytes_of(right)});
}

Digest root_of(std::span<const Digest> leaves) {
    MerkleRoot tree;
    for (const Digest& leaf : leaves) tree.add(leaf);
    return tree.root();
}

/// The largest power of two below `size`: where RFC 6962 parts a tree. Pre: size > 1.
std::uint64_t left_size(std::uint64_t size) {
    return std::bit_floor(size - 1);
}

}  // namespace

Digest merkle_leaf(std::string_view bytes) {
    return sha256(std::array<std::string_view, 2>{leaf_mark, bytes});
}

MerkleRoot::MerkleRoot(std::vector<Digest> peaks, std::uint64_t size)
    : peaks_(std::move(peaks)), size_(size) {
    CHECK(peaks_.size() == static_cast<std::size_t>(std::popcount(size)));
}

void MerkleRoot::add(const Digest& leaf) {
    Digest peak = leaf;
    for (std::uint64_t bits = size_; (bits & 1U) != 0; bits >>= 1U) {
        peak = node_of(peaks_.back(), peak);
        peaks_.pop_back();
    }
    peaks_.push_back(peak);
    ++size_;
}

Digest MerkleRoot::root() const {
    if (peaks_.empty()) return sha256("");
    Digest root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i > 0; --i) root = node_of(peaks_[i - 1], root);
    return root;
}

std::vector<Digest> merkle_proof(std::span<const Digest> leaves, std::uint64_t index) {
    CHECK(index < leaves.size());
    if (leaves.size() == 1) return {};
    const std::uint64_t left = left_size(leaves.size());
    const auto first = leaves.subspan(0, left), rest = leaves.subspan(left);
    std::vector<Digest> proof =
        index < left ? merkle_proof(first, index) : merkle_proof(rest, index - left);
    proof.push_back(root_of(index < left ? rest : first));
    return proof;
}

bool merkle_proves(const Digest& leaf, std::uint64_t index, std::uint64_t size,
                   std::span<const Digest> proof, const Digest& root) {
    if (index >= size) return false;
    std::uint64_t at = index, last = size - 1;
    Digest hash = leaf;
    for (const Digest& other : proof) {
        if (last == 0) return false;
        if ((at & 1U) != 0 || at == last) {
            hash = node_of(other, hash);
            while ((at & 1U) == 0 && at != 0) {
                at >>= 1U;
                last >>= 1U;
            }
        } else {
            hash = node_of(hash, other);
        }
        at >>= 1U;
        last >>= 1U;
    }
    return last == 0 && hash == root;
}

}  // namespace payung
