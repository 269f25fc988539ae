#include "storage/checkpoint_store.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "audit/errors.h"

namespace payung {
namespace {

constexpr EventNumber everything = std::numeric_limits<EventNumber>::max();

constexpr Sql select_checkpoints{"audit_checkpoint.all",
                                 "SELECT size, line FROM audit_checkpoint ORDER BY size"};
constexpr Sql select_last{"audit_checkpoint.last",
                          "SELECT size, peaks FROM audit_checkpoint ORDER BY size DESC LIMIT 1"};
constexpr Sql select_any{"audit_checkpoint.any", "SELECT 1 FROM audit_checkpoint LIMIT 1"};
constexpr Sql insert_checkpoint{
    "audit_checkpoint.insert",
    "INSERT INTO audit_checkpoint (size, line, peaks) VALUES ($1, $2, $3)"};
constexpr Sql select_unsigned{"audit_checkpoint.unsigned",
                              "SELECT COALESCE((SELECT MAX(number) FROM audit_event), 0),"
                              " COALESCE((SELECT MAX(size) FROM audit_checkpoint), 0),"
                              " (SELECT at FROM audit_event WHERE number ="
                              " COALESCE((SELECT MAX(size) FROM audit_checkpoint), 0) + 1)"};

Digest leaf_of(const Digest& hash) {
    return merkle_leaf(bytes_of(hash));
}

Result<MerkleRoot> tree_so_far(Transaction& transaction) {
    MerkleRoot tree;
    TRY(transaction.query(select_last, {}, [&](const Row& row) -> Result<void> {
        const auto bytes = row.bytes(1).value_or(std::span<const std::byte>{});
        std::vector<Digest> peaks(bytes.size() / sizeof(Digest));
        if (!peaks.empty()) std::memcpy(peaks.data(), bytes.data(), bytes.size());
        tree = MerkleRoot(std::move(peaks), static_cast<std::uint64_t>(row.integer(0).value_or(0)));
        return {};
    }));
    return tree;
}

Result<void> keep(Transaction& transaction, const KeptCheckpoint& made, const MerkleRoot& tree) {
    TRY(transaction.execute(insert_checkpoint,
                            {{Value{made.size}, Value{std::string_view(made.line)},
                              Value{std::as_bytes(tree.peaks())}}}));
    return {};
}

/// Compares what the chain is at a size with what was signed there.
Result<void> compare(const KeptCheckpoint& kept, const Digest& head, const Digest& root,
                     std::string_view open_key) {
    TRY_ASSIGN(const Checkpoint said, checked_line(kept.line, open_key));
    if (said.size == kept.size && said.head == head && said.root == root) return {};
    return Error{audit_error::audit_checkpoint_differs, {{"size", std::to_string(kept.size)}}};
}

/// Follows chain and tree together.
class SignedVerifier {
public:
    SignedVerifier(std::vector<KeptCheckpoint> kept, std::string_view open_key)
        : kept_(std::move(kept)), open_key_(open_key) {}

    void next(const AuditEvent& event, const Digest& hash) {
        chain_.next(event, hash);
        ++report_.chain.events;
        if (open_key_.empty()) return;
        tree_.add(leaf_of(hash));
        while (at_ < kept_.size() && kept_[at_].size <= event.number) look(kept_[at_++], hash);
    }
    SignedReport end() {
        if (!open_key_.empty() && at_ < kept_.size()) look(kept_[at_], Digest{});  // Cut off.
        report_.chain.head = chain_.head();
        report_.chain.fault = chain_.fault();
        return report_;
    }

private:
    void look(const KeptCheckpoint& kept, const Digest& head) {
        if (report_.wrong) return;
        if (const auto right = compare(kept, head, tree_.root(), open_key_); !right) {
            report_.wrong = right.error();
            return;
        }
        ++report_.checkpoints;
        report_.signed_events = kept.size;
    }

    std::vector<KeptCheckpoint> kept_;
    std::string_view open_key_;
    std::size_t at_ = 0;
    ChainVerifier chain_;
    MerkleRoot tree_;
    SignedReport report_;
};

}  // namespace

Result<std::vector<KeptCheckpoint>> checkpoints(Transaction& snapshot) {
    std::vector<KeptCheckpoint> kept;
    TRY(snapshot.query(select_checkpoints, {}, [&](const Row& row) -> Result<void> {
        kept.push_back({row.integer(0).value_or(0), std::string(row.text(1).value_or(""))});
        return {};
    }));
    return kept;
}

Result<bool> ever_signed(Transaction& snapshot) {
    bool found = false;
    TRY(snapshot.query(select_any, {}, [&](const Row&) -> Result<void> {
        found = true;
        return {};
    }));
    return found;
}

Result<SigningReport> signing_report(Transaction& snapshot, const CheckpointLimits& limits,
                                     Instant now) {
    SigningReport report;
    TRY(snapshot.query(select_unsigned, {}, [&](const Row& row) -> Result<void> {
        report.unsigned_events = row.integer(0).value_or(0) - row.integer(1).value_or(0);
        report.oldest = Instant(std::chrono::milliseconds(row.integer(2).value_or(0)));
        return {};
    }));
    report.state = signing_state(limits, report.unsigned_events, report.oldest, now);
    return report;
}

Result<void> check_signing(Transaction& transaction, const CheckpointLimits& limits, Instant now) {
    TRY_ASSIGN(const SigningReport report, signing_report(transaction, limits, now));
    if (report.state != Signing::stop) return {};
    return Error{audit_error::audit_signing_stopped, {{"since", to_text(report.oldest)}}};
}

Result<std::optional<KeptCheckpoint>> make_checkpoint(Transaction& transaction,
                                                      std::string_view secret_key, Instant now) {
    TRY_ASSIGN(MerkleRoot tree, tree_so_far(transaction));
    const auto signed_before = static_cast<EventNumber>(tree.size());
    Checkpoint checkpoint;
    TRY(each_event(transaction, signed_before + 1, everything,
                   [&](const AuditEvent&, const Digest& hash) -> Result<void> {
                       tree.add(leaf_of(hash));
                       checkpoint.head = hash;
                       return {};
                   }));
    checkpoint.size = static_cast<EventNumber>(tree.size());
    if (checkpoint.size == signed_before) return std::optional<KeptCheckpoint>{};
    checkpoint.root = tree.root();
    checkpoint.at = now;
    KeptCheckpoint made{checkpoint.size, {}};
    TRY_ASSIGN(made.line, signed_line(checkpoint, secret_key));
    TRY(keep(transaction, made, tree));
    return std::optional<KeptCheckpoint>(std::move(made));
}

Result<ProvenEvent> prove_event(Transaction& snapshot, EventNumber number) {
    TRY_ASSIGN(const auto kept, checkpoints(snapshot));
    const auto over =
        std::ranges::find_if(kept, [&](const KeptCheckpoint& one) { return one.size >= number; });
    if (number < 1 || over == kept.end())
        return Error{audit_error::audit_not_signed_yet, {{"number", std::to_string(number)}}};
    ProvenEvent proven{{number, over->size, {}, {}, {}}, over->line};
    std::vector<Digest> leaves;
    leaves.reserve(static_cast<std::size_t>(over->size));
    TRY(each_event(snapshot, 1, over->size,
                   [&](const AuditEvent& event, const Digest& hash) -> Result<void> {
                       if (event.number + 1 == number) proven.proof.before = hash;
                       if (event.number == number) proven.proof.event = canonical(event);
                       leaves.push_back(leaf_of(hash));
                       return {};
                   }));
    if (leaves.size() != static_cast<std::size_t>(over->size)) {
        return Error{audit_error::audit_checkpoint_differs, {{"size", std::to_string(over->size)}}};
    }
    proven.proof.path = merkle_proof(leaves, static_cast<std::uint64_t>(number - 1));
    return proven;
}

Result<SignedReport> verify_signed(Transaction& snapshot, std::string_view open_key) {
    TRY_ASSIGN(auto kept, checkpoints(snapshot));
    SignedVerifier verifier(std::move(kept), open_key);
    TRY(each_event(snapshot, 0, everything,
                   [&](const AuditEvent& event, const Digest& hash) -> Result<void> {
                       verifier.next(event, hash);
                       return {};
                   }));
    return verifier.end();
}

}  // namespace payung
