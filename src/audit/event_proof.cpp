#include "audit/event_proof.h"

#include "audit/errors.h"

namespace payung {
namespace {

constexpr std::string_view kind = "PYPROOF1";

void put(std::string& out, std::uint64_t number, int bytes) {
    for (int i = bytes - 1; i >= 0; --i)
        out += static_cast<char>(number >> (8 * static_cast<unsigned>(i)) & 0xFFU);
}

/// What is left of the bytes; after the first piece that is not there, nothing is.
struct Reader {
    std::string_view left;
    bool good = true;

    std::string_view take(std::size_t size) {
        good = good && left.size() >= size;
        if (!good) return {};
        const std::string_view piece = left.substr(0, size);
        left.remove_prefix(size);
        return piece;
    }
    std::uint64_t number(std::size_t size) {
        std::uint64_t value = 0;
        for (const char c : take(size)) value = value << 8U | static_cast<unsigned char>(c);
        return value;
    }
    Digest digest() {
        Digest digest{};
        const std::string_view piece = take(digest.size());
        std::copy(piece.begin(), piece.end(), digest.begin());
        return digest;
    }
};

}  // namespace

std::string bytes_of(const EventProof& proof) {
    std::string out(kind);
    put(out, static_cast<std::uint64_t>(proof.number), 8);
    put(out, static_cast<std::uint64_t>(proof.size), 8);
    out += bytes_of(proof.before);
    put(out, proof.event.size(), 2);
    out += proof.event;
    put(out, proof.path.size(), 1);
    for (const Digest& hash : proof.path) out += bytes_of(hash);
    return out;
}

Result<EventProof> proof_from(std::string_view bytes) {
    Reader reader{bytes};
    EventProof proof;
    const bool ours = reader.take(kind.size()) == kind;
    proof.number = static_cast<EventNumber>(reader.number(8));
    proof.size = static_cast<EventNumber>(reader.number(8));
    proof.before = reader.digest();
    proof.event = reader.take(reader.number(2));
    const std::uint64_t hashes = reader.number(1);
    for (std::uint64_t i = 0; i < hashes; ++i) proof.path.push_back(reader.digest());
    const bool whole = reader.good && reader.left.empty() && proof.number > 0;
    if (!ours || !whole) return Error{audit_error::audit_proof_malformed};
    return proof;
}

Result<void> check_proof(const EventProof& proof, const Checkpoint& checkpoint) {
    const std::array<std::string_view, 2> parts{bytes_of(proof.before), proof.event};
    const Digest leaf = merkle_leaf(bytes_of(sha256(parts)));
    // The event says its own number: a proof of another place would be one of another event.
    const std::string head = "payung-event-1," + std::to_string(proof.number) + ',';
    const bool right =
        proof.size == checkpoint.size && proof.event.starts_with(head) &&
        merkle_proves(leaf, static_cast<std::uint64_t>(proof.number - 1),
                      static_cast<std::uint64_t>(proof.size), proof.path, checkpoint.root);
    if (!right) return Error{audit_error::audit_proof_wrong};
    return {};
}

}  // namespace payung
