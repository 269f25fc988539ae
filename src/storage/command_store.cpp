#include "storage/command_store.h"

#include <algorithm>
#include <array>

#include "storage/errors.h"

namespace payung {
namespace {

constexpr Sql select_command{"command.of_key",
                             "SELECT kind, digest, answer FROM command WHERE key = $1"};
constexpr Sql insert_command{"command.insert",
                             "INSERT INTO command (key, kind, digest, answer, actor, at)"
                             " VALUES ($1, $2, $3, $4, $5, $6)"};
constexpr std::size_t key_bytes = 16;

Digest key_of(const ContentDigests& digests, const CommandRecord& command) {
    std::string text(command.kind);
    text += '\n';
    text += command.event;
    return digests.of(text);
}

Value key_value(const Digest& key) {
    return std::as_bytes(std::span(key).first<key_bytes>());
}

bool equal(std::optional<std::span<const std::byte>> stored, const Digest& digest) {
    const auto wanted = std::as_bytes(std::span(digest));
    return stored && std::ranges::equal(*stored, wanted);
}

/// Kept when this version of the key was in use.
Result<std::optional<std::string>> find_by(Transaction& transaction, const ContentDigests& digests,
                                           const CommandRecord& command) {
    std::optional<std::string> answer;
    const Digest key = key_of(digests, command);
    TRY(transaction.query(select_command, {{key_value(key)}}, [&](const Row& row) -> Result<void> {
        if (row.text(0) != command.kind || !equal(row.bytes(1), digests.of(command.content))) {
            return Error{storage_error::command_key_conflict,
                         {{"kind", std::string(command.kind)}}};
        }
        answer = std::string(row.text(2).value_or(std::string_view{}));
        return {};
    }));
    return answer;
}

}  // namespace

Result<std::optional<std::string>> find_command(Transaction& transaction,
                                                std::span<const ContentDigests> digests,
                                                const CommandRecord& command) {
    for (const ContentDigests& version : digests) {
        TRY_ASSIGN(auto answer, find_by(transaction, version, command));
        if (answer) return answer;
    }
    return std::optional<std::string>();
}

Result<void> keep_command(Transaction& transaction, const ContentDigests& digests,
                          const CommandRecord& command, std::string_view answer, Instant now) {
    const Digest key = key_of(digests, command), content = digests.of(command.content);
    const std::array<Value, 6> values{
        key_value(key), command.kind,  std::as_bytes(std::span(content)),
        answer,         command.actor, now.time_since_epoch().count()};
    TRY(transaction.execute(insert_command, values));
    return {};
}

}  // namespace payung
