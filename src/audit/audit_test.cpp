#include <gtest/gtest.h>

#include "audit/checkpoint.h"
#include "audit/event.h"
#include "audit/merkle.h"
#include "base/random.h"

namespace payung {
namespace {

const Instant noon = Instant(std::chrono::milliseconds(1'779'000'000'000));

AuditEvent sample(EventNumber number) {
    const std::string subject = "group:" + std::to_string(number);
    return {number,  noon + std::chrono::milliseconds(number),        "petugas-7", "ledger.post",
            subject, sha256(std::array<std::string_view, 1>{subject})};
}

struct Chain {
    std::vector<AuditEvent> events;
    std::vector<Digest> hashes;
};

Chain chain_of(EventNumber size) {
    Chain chain;
    Digest head{};
    for (EventNumber number = 1; number <= size; ++number) {
        chain.events.push_back(sample(number));
        chain.hashes.push_back(head = chained(head, chain.events.back()));
    }
    return chain;
}

/// Whether a chain is right and ends as the checkpoint says.
bool whole(const Chain& chain, const Checkpoint& kept) {
    ChainVerifier verifier;
    for (std::size_t i = 0; i < chain.events.size(); ++i)
        verifier.next(chain.events[i], chain.hashes[i]);
    return !verifier.fault() && verifier.last() == kept.size && verifier.head() == kept.head;
}

// Goal: a chain as it was written is whole, and one hash stands for all of it.
TEST(AuditChain, is_whole_as_written) {
    const Chain chain = chain_of(1000);
    EXPECT_TRUE(whole(chain, {1000, chain.hashes.back(), {}, noon}));
    EXPECT_EQ(to_hex(chain_of(3).hashes.back()), to_hex(chain.hashes[2]));
}

/// Does one of five things to a chain. Never nothing.
void tamper(Chain& chain, Random& random) {
    const std::size_t size = chain.events.size();
    const auto any = [&](std::size_t bound) {
        return random.below(static_cast<std::uint32_t>(bound));
    };
    const std::size_t at = any(size - 1);
    const auto offset = static_cast<std::ptrdiff_t>(at);
    switch (random.below(5)) {
        case 0: {  // a bit of an event or of a hash
            if (random.below(2) == 0) {
                chain.events[at].content.at(any(32)) ^= static_cast<std::uint8_t>(1U << any(8));
            } else {
                chain.hashes[at].at(any(32)) ^= static_cast<std::uint8_t>(1U << any(8));
            }
            break;
        }
        case 1:  // one taken out
            chain.events.erase(chain.events.begin() + offset);
            chain.hashes.erase(chain.hashes.begin() + offset);
            break;
        case 2:  // two changed places
            std::swap(chain.events[at], chain.events[at + 1]);
            std::swap(chain.hashes[at], chain.hashes[at + 1]);
            break;
        case 3:  // one put in, and all hashes after it made right again
        {
            chain.events.insert(chain.events.begin() + offset, sample(9999));
            chain.hashes.assign(chain.events.size(), Digest{});
            Digest head{};
            for (std::size_t i = 0; i < chain.events.size(); ++i) {
                chain.events[i].number = static_cast<EventNumber>(i) + 1;
                chain.hashes[i] = head = chained(head, chain.events[i]);
            }
            break;
        }
        default:  // the end cut off
            chain.events.resize(size - 1 - any(10));
            chain.hashes.resize(chain.events.size());
    }
}

// Goal: whatever is done to the events is found, given a checkpoint that somebody else kept.
TEST(AuditChain, shows_every_tampering) {
    const Chain original = chain_of(40);
    const Checkpoint kept{40, original.hashes.back(), {}, noon};
    Random random(20261121);
    for (int i = 0; i < 20'000; ++i) {
        Chain chain = original;
        tamper(chain, random);
        ASSERT_FALSE(whole(chain, kept)) << "tampering " << i;
    }
}

// Goal: the first fault is named.
TEST(AuditChain, names_the_first_fault) {
    Chain chain = chain_of(10);
    chain.events[3].actor = "orang lain";
    ChainVerifier verifier;
    for (std::size_t i = 0; i < 10; ++i) verifier.next(chain.events[i], chain.hashes[i]);
    EXPECT_EQ(verifier.fault(), (ChainVerifier::Found{4, ChainVerifier::Fault::hash_differs}));
    ChainVerifier gap;
    gap.next(chain.events[0], chain.hashes[0]);
    gap.next(chain.events[2], chain.hashes[2]);
    EXPECT_EQ(gap.fault(), (ChainVerifier::Found{2, ChainVerifier::Fault::number_missing}));
}

// Goal: fields cannot run into each other.
TEST(AuditChain, tells_fields_apart) {
    AuditEvent a = sample(1), b = sample(1);
    a.actor = "ab", a.action = "c";
    b.actor = "a", b.action = "bc";
    EXPECT_NE(canonical(a), canonical(b));
}

// Goal: roots are those of RFC 6962 (its reference inputs), as leaves come and all at once.
TEST(Merkle, has_the_roots_of_rfc_6962) {
    const std::vector<std::string> inputs{"",
                                          std::string(1, '\0'),
                                          "\x10",
                                          "\x20\x21",
                                          "\x30\x31",
                                          "\x40\x41\x42\x43",
                                          "\x50\x51\x52\x53\x54\x55\x56\x57",
                                          "\x60\x61\x62\x63\x64\x65\x66\x67\x68\x69\x6a\x6b\x6c"
                                          "\x6d\x6e\x6f"};
    const std::vector<std::string> roots{
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    };
    MerkleRoot tree;
    EXPECT_EQ(to_hex(tree.root()), roots[0]);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        tree.add(merkle_leaf(inputs[i]));
        if (i + 1 < roots.size()) {
            EXPECT_EQ(to_hex(tree.root()), roots[i + 1]);
        }
    }
    EXPECT_EQ(to_hex(tree.root()),
              "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
}

// Goal: every leaf of every small tree is proved, by few hashes, and nothing else is.
TEST(Merkle, proves_each_leaf_and_nothing_else) {
    std::vector<Digest> leaves;
    MerkleRoot tree;
    for (std::uint64_t size = 1; size <= 33; ++size) {
        leaves.push_back(merkle_leaf(bytes_of(sample(static_cast<EventNumber>(size)).content)));
        tree.add(leaves.back());
        for (std::uint64_t index = 0; index < size; ++index) {
            const auto proof = merkle_proof(leaves, index);
            EXPECT_LE(proof.size(), 6U);
            EXPECT_TRUE(merkle_proves(leaves[index], index, size, proof, tree.root()));
            EXPECT_FALSE(merkle_proves(merkle_leaf("x"), index, size, proof, tree.root()));
            EXPECT_FALSE(merkle_proves(leaves[index], index, size, proof, merkle_leaf("x")));
            const std::uint64_t other = (index + 1) % size;
            if (other != index) {
                EXPECT_FALSE(merkle_proves(leaves[index], other, size, proof, tree.root()));
            }
        }
    }
    EXPECT_FALSE(merkle_proves(leaves[0], 33, 33, {}, tree.root()));
}

// Goal: a checkpoint comes back as it was signed; a changed word or another's key is refused.
TEST(AuditCheckpoint, is_checked_against_its_signer) {
    const SigningKeys keys = new_signing_keys(), others = new_signing_keys();
    const Checkpoint checkpoint{17, sample(1).content, sample(2).content, noon};
    const auto line = signed_line(checkpoint, keys.secret);
    ASSERT_TRUE(line);
    EXPECT_EQ(*checked_line(*line, keys.open), checkpoint);
    const auto code_of = [&](std::string_view text, std::string_view key) {
        const auto checked = checked_line(text, key);
        return checked ? "none" : std::string(name_of(checked.error().code()));
    };
    EXPECT_EQ(code_of(*line, others.open), "audit_signature_wrong");
    std::string changed = *line;
    changed[changed.find(" 17 ") + 1] = '2';
    EXPECT_EQ(code_of(changed, keys.open), "audit_signature_wrong");
    EXPECT_EQ(code_of(line->substr(0, line->size() - 2), keys.open), "audit_checkpoint_malformed");
    EXPECT_EQ(code_of("sesuatu yang lain", keys.open), "audit_checkpoint_malformed");
    EXPECT_EQ(code_of(*line, "00ff"), "audit_key_malformed");
    EXPECT_EQ(name_of(signed_line(checkpoint, "bukan kunci").error().code()),
              "audit_key_malformed");
}

}  // namespace
}  // namespace payung
