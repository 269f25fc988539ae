#include "storage/key_rotation.h"

#include <sodium.h>

#include <algorithm>
#include <map>

#include "audit/digest.h"
#include "storage/audit_store.h"
#include "storage/errors.h"
#include "storage/nik_blocks.h"
#include "storage/personal_cipher.h"
#include "storage/personal_store.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql list_versions{"personal_key.list",
                            "SELECT version, fingerprint FROM personal_key ORDER BY version"};
constexpr Sql count_values{"personal.versions",
                           "SELECT key_version, COUNT(*) FROM personal GROUP BY key_version"};
constexpr Sql count_blocks{
    "person_nik_block.versions",
    "SELECT key_version, COUNT(*) FROM person_nik_block GROUP BY key_version"};
constexpr Sql list_outdated{"personal.outdated",
                            "SELECT kind, field, number, key_version, sealed FROM personal"
                            " WHERE (kind, field, number) > ($1, $2, $3) AND key_version < $4"
                            " ORDER BY kind, field, number LIMIT 2048"};
constexpr Sql drop_older{"personal_key.drop", "DELETE FROM personal_key WHERE version < $1"};

std::string hex_of(std::span<const std::byte> bytes) {
    std::string hex(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), reinterpret_cast<const unsigned char*>(bytes.data()),
                   bytes.size());
    hex.pop_back();
    return hex;
}

Result<std::map<int, std::int64_t>> counts_of(Transaction& snapshot, const Sql& sql) {
    std::map<int, std::int64_t> counts;
    TRY(snapshot.query(sql, {}, [&](const Row& row) -> Result<void> {
        counts[fitted<int>(number_at(row, 0))] = number_at(row, 1);
        return {};
    }));
    return counts;
}

Result<std::vector<KeyUse>> uses_in(Transaction& snapshot) {
    std::vector<KeyUse> uses;
    TRY(snapshot.query(list_versions, {}, [&](const Row& row) -> Result<void> {
        const auto print = row.bytes(1).value_or(std::span<const std::byte>{});
        uses.push_back({fitted<int>(number_at(row, 0)), hex_of(print), 0, 0});
        return {};
    }));
    TRY_ASSIGN(auto values, counts_of(snapshot, count_values));
    TRY_ASSIGN(auto blocks, counts_of(snapshot, count_blocks));
    for (KeyUse& use : uses) {
        use.values = values[use.version];
        use.blocks = blocks[use.version];
    }
    return uses;
}

Result<void> tell(Transaction& transaction, const Clock& clock, std::string_view actor,
                  std::string_view action, int version) {
    const std::string subject = "key:" + std::to_string(version);
    const Told told{std::string(actor), std::string(action), subject, sha256(subject)};
    return append_events(transaction, {&told, 1}, clock.now());
}

/// A version that is in the file and not in the store was left by a rotation that got no further.
Result<int> version_for_rotation(const PersonalKeys& keys, int in_store) {
    TRY_ASSIGN(const int newest, keys.content().newest());
    if (newest > in_store) return newest;
    return keys.add_version();
}

Result<Rotated> begin(Database& database, const PersonalKeys& keys, const Clock& clock,
                      std::string_view actor) {
    TRY_ASSIGN(const auto uses, key_uses(database));
    if (uses.size() > 1) return Rotated{uses.back().version, true, 0, 0};
    const int in_store = uses.empty() ? 0 : uses.back().version;
    TRY_ASSIGN(const int version, version_for_rotation(keys, in_store));
    const auto begun = database.write([&](Transaction& transaction) -> Result<void> {
        const StoreKeys store_keys(transaction, keys);
        TRY_ASSIGN(const auto known, store_keys.all());  // Not with a key that is not its own.
        if (!known.empty() && known.back().number >= version) return {};
        TRY(store_keys.begin(version));
        return tell(transaction, clock, actor, "key.begin", version);
    });
    if (!begun) return begun.error();
    return Rotated{version, false, 0, 0};
}

struct Outdated {
    PersonalSubject subject;
    std::int64_t version = 0;
    std::string sealed;
};

Result<std::vector<Outdated>> outdated_after(Transaction& transaction, const PersonalSubject& last,
                                             int version) {
    const std::array<Value, 4> values{static_cast<std::int64_t>(last.kind),
                                      static_cast<std::int64_t>(last.field), last.number,
                                      std::int64_t{version}};
    std::vector<Outdated> rows;
    TRY(transaction.query(list_outdated, values, [&](const Row& row) -> Result<void> {
        const auto sealed = row.bytes(4).value_or(std::span<const std::byte>{});
        rows.push_back({{static_cast<PersonalOwner>(number_at(row, 0)), number_at(row, 2),
                         static_cast<PersonalField>(number_at(row, 1))},
                        number_at(row, 3),
                        {reinterpret_cast<const char*>(sealed.data()), sealed.size()}});
        return {};
    }));
    return rows;
}

/// The number of values written again after `last`, which becomes the last of them.
Result<std::int64_t> rotate_some(Transaction& transaction, const PersonalKeys& keys, int version,
                                 PersonalSubject& last) {
    TRY_ASSIGN(const auto rows, outdated_after(transaction, last, version));
    PersonalStore store(transaction, keys);
    std::vector<std::string> plain(rows.size());
    std::vector<PersonalValue> values;
    values.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        TRY_ASSIGN(plain[i], store.open(rows[i].subject, rows[i].version,
                                        std::as_bytes(std::span(rows[i].sealed))));
        values.push_back({rows[i].subject, plain[i]});
    }
    TRY(store.put_all(values));
    for (std::string& text : plain) wipe(text);
    if (!rows.empty()) last = rows.back().subject;
    return std::ssize(rows);
}

Result<void> end(Database& database, const Clock& clock, std::string_view actor, int version) {
    return database.write([&](Transaction& transaction) -> Result<void> {
        // Refused by the store itself while a single value is of an older version.
        TRY_ASSIGN(const std::int64_t dropped,
                   transaction.execute(drop_older, {{Value{std::int64_t{version}}}}));
        return dropped > 0 ? tell(transaction, clock, actor, "key.end", version) : Result<void>{};
    });
}

}  // namespace

Result<std::vector<KeyUse>> key_uses(Database& database) {
    TRY_ASSIGN(const auto snapshot, database.read());
    return uses_in(*snapshot);
}

Result<Rotated> rotate_keys(Database& database, const PersonalKeys& keys, const Clock& clock,
                            std::string_view actor,
                            const std::function<Result<void>(const Rotated&)>& on_progress) {
    TRY_ASSIGN(Rotated done, begin(database, keys, clock, actor));
    TRY(on_progress(done));
    PersonalSubject last{static_cast<PersonalOwner>(0), 0, static_cast<PersonalField>(0)};
    for (std::int64_t some = 1; some > 0;) {
        const auto step = [&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(some, rotate_some(transaction, keys, done.version, last));
            return {};
        };
        TRY(database.write(step));
        done.values += some;
        TRY(on_progress(done));
    }
    TRY(seal_niks_again(database, keys, [&](std::int64_t blocks) {
        done.blocks += blocks;
        return on_progress(done);
    }));
    TRY(end(database, clock, actor, done.version));
    return done;
}

Result<KeyCheck> check_keys(Database& database, const PersonalKeys& keys) {
    TRY_ASSIGN(const auto snapshot, database.read());
    KeyCheck check;
    TRY(PersonalStore(*snapshot, keys).check_all(check.values, check.damaged));
    TRY(check_nik_blocks(*snapshot, keys, check.blocks, check.damaged));
    return check;
}

}  // namespace payung
