#include "storage/command_store.h"

#include "storage/errors.h"

namespace payung {
namespace {

constexpr Sql select_command{"command.of_key",
                             "SELECT kind, digest, answer FROM command WHERE key = $1"};
constexpr Sql insert_command{"command.insert",
                             "INSERT INTO command (key, kind, digest, answer, actor, at)"
                             " VALUES ($1, $2, $3, $4, $5, $6)"};

Value bytes(const auto& array) {
    return std::as_bytes(std::span(array));
}

bool equal(std::optional<std::span<const std::byte>> stored, const Digest& digest) {
    const auto wanted = std::as_bytes(std::span(digest));
    return stored && std::equal(stored->begin(), stored->end(), wanted.begin(), wanted.end());
}

}  // namespace

Result<std::optional<std::string>> find_command(Transaction& transaction,
                                                const CommandRecord& command) {
    std::optional<std::string> answer;
    const std::array values{bytes(command.key.bytes)};
    TRY(transaction.query(select_command, values, [&](const Row& row) -> Result<void> {
        if (row.text(0) != command.kind || !equal(row.bytes(1), command.digest)) {
            return Error{storage_error::command_key_conflict,
                         {{"kind", std::string(command.kind)}}};
        }
        answer = std::string(row.text(2).value_or(std::string_view{}));
        return {};
    }));
    return answer;
}

Result<void> keep_command(Transaction& transaction, const CommandRecord& command,
                          std::string_view answer, Instant now) {
    const std::array<Value, 6> values{
        bytes(command.key.bytes),      command.kind, bytes(command.digest), answer, command.actor,
        now.time_since_epoch().count()};
    TRY(transaction.execute(insert_command, values));
    return {};
}

}  // namespace payung
