#include "storage/nik_blocks.h"

#include <cstring>
#include <limits>

#include "storage/errors.h"
#include "storage/personal_cipher.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql list_blocks{"person_nik_block.list",
                          "SELECT block, key_version, sealed FROM person_nik_block"
                          " WHERE block >= $1 AND block < $2 ORDER BY block"};
constexpr Sql first_old{"person_nik.first", "SELECT MIN(person) FROM person_nik"};
constexpr Sql list_old{"person_nik.list",
                       "SELECT person, nik, flags FROM person_nik"
                       " WHERE person >= $1 AND person < $2 ORDER BY person"};
constexpr Sql delete_old{"person_nik.delete",
                         "DELETE FROM person_nik WHERE person >= $1 AND person < $2"};
// PostgreSQL keeps deleted rows in the table's file; SQLite overwrites them.
constexpr Sql clear_old{"person_nik.clear", "DELETE FROM person_nik", "TRUNCATE person_nik"};
constexpr Sql list_outdated{"person_nik_block.outdated",
                            "SELECT block, key_version, sealed FROM person_nik_block"
                            " WHERE block > $1 AND key_version < $2 ORDER BY block LIMIT 1024"};
constexpr Sql update_block{"person_nik_block.update",
                           "UPDATE person_nik_block SET key_version = $2, sealed = $3"
                           " WHERE block = $1"};

constexpr std::array<std::string_view, 3> columns{"block", "key_version", "sealed"};
constexpr std::size_t entry_bytes = 9;  // NIK, flags
constexpr std::int64_t old_rows_at_once = 256 * persons_of_block;

std::int64_t block_of(std::int64_t person) {
    return person / persons_of_block;
}

std::string bound_to(std::int64_t block, std::int64_t version) {
    std::string bound = "person_nik_block";
    bound.append(reinterpret_cast<const char*>(&block), sizeof block);
    bound.append(reinterpret_cast<const char*>(&version), sizeof version);
    return bound;
}

std::string seal_block(const StoreKeys::Known& key, std::int64_t number, const NikBlock& block) {
    std::array<char, entry_bytes * persons_of_block> plain{};
    char* at = plain.data();
    for (const NikOfPerson& one : block) {
        std::memcpy(at, &one.nik, sizeof one.nik);
        at[sizeof one.nik] = static_cast<char>(one.flags);
        at += entry_bytes;
    }
    return seal(key.keys->register_niks, bound_to(number, key.number),
                {plain.data(), plain.size()});
}

Result<NikBlock> open_block(const StoreKeys& keys, std::int64_t number, std::int64_t version,
                            std::span<const std::byte> sealed) {
    TRY_ASSIGN(const VersionKeys* const key, keys.of(version));
    const auto plain = unseal(key->register_niks, bound_to(number, version), sealed);
    if (!plain || plain->size() != entry_bytes * persons_of_block) {
        return Error{storage_error::personal_value_damaged, {{"table", "person_nik_block"}}};
    }
    NikBlock block;
    const char* at = plain->data();
    for (NikOfPerson& one : block) {
        std::memcpy(&one.nik, at, sizeof one.nik);
        one.flags = static_cast<std::uint8_t>(at[sizeof one.nik]);
        at += entry_bytes;
    }
    return block;
}

std::span<const std::byte> bytes_at(const Row& row, int column) {
    return row.bytes(column).value_or(std::span<const std::byte>{});
}

/// Blocks as their rows come, in order of persons; those without a NIK are not written.
class BlockWriter {
public:
    static Result<BlockWriter> open(Transaction& transaction, const PersonalKeys& keys) {
        TRY_ASSIGN(const StoreKeys::Known key, StoreKeys(transaction, keys).to_write());
        TRY_ASSIGN(auto writer, transaction.bulk("person_nik_block", columns));
        return BlockWriter(key, std::move(writer));
    }
    Result<void> add(std::int64_t person, const NikOfPerson& nik) {
        if (block_of(person) != number_) {
            TRY(flush());
            number_ = block_of(person);
        }
        block_.at(static_cast<std::size_t>(person % persons_of_block)) = nik;
        filled_ = true;
        return {};
    }
    Result<void> finish() {
        TRY(flush());
        TRY(writer_->finish());
        return {};
    }

private:
    BlockWriter(StoreKeys::Known key, std::unique_ptr<BulkWriter> writer)
        : key_(key), writer_(std::move(writer)) {}
    Result<void> flush() {
        if (!filled_) return {};
        const std::string sealed = seal_block(key_, number_, block_);
        const std::array<Value, columns.size()> values{number_, std::int64_t{key_.number},
                                                       std::as_bytes(std::span(sealed))};
        TRY(writer_->add(values));
        block_ = {};
        filled_ = false;
        return {};
    }

    StoreKeys::Known key_;
    std::unique_ptr<BulkWriter> writer_;
    std::int64_t number_ = -1;
    NikBlock block_{};
    bool filled_ = false;
};

struct OldRow {
    std::int64_t person;
    NikOfPerson nik;
};

/// Whole blocks from the first row on. False: there was none.
Result<bool> seal_some_old(Transaction& transaction, const PersonalKeys& keys) {
    std::optional<std::int64_t> first;
    TRY(transaction.query(first_old, {}, [&](const Row& row) -> Result<void> {
        first = row.integer(0);
        return {};
    }));
    if (!first) return false;
    const std::int64_t begin = block_of(*first) * persons_of_block;
    const std::array<Value, 2> range{begin, begin + old_rows_at_once};
    std::vector<OldRow> rows;
    TRY(transaction.query(list_old, range, [&](const Row& row) -> Result<void> {
        rows.push_back({number_at(row, 0),
                        {static_cast<std::uint64_t>(number_at(row, 1)),
                         fitted<std::uint8_t>(number_at(row, 2))}});
        return {};
    }));
    TRY_ASSIGN(BlockWriter writer, BlockWriter::open(transaction, keys));
    for (const OldRow& row : rows) TRY(writer.add(row.person, row.nik));
    TRY(writer.finish());
    TRY(transaction.execute(delete_old, range));
    return true;
}

}  // namespace

Result<void> write_nik_blocks(Transaction& transaction, const PersonalKeys& keys,
                              std::int64_t edition, const PersonTable& persons, std::uint32_t first,
                              std::uint32_t end) {
    CHECK(first % persons_of_block == 0 && end <= persons.size());
    TRY_ASSIGN(BlockWriter writer, BlockWriter::open(transaction, keys));
    for (std::uint32_t row = first; row < end; ++row) {
        const Identity& who = persons.identity[row];
        if (who.nik != 0) TRY(writer.add(row_key(edition, row), {who.nik, who.nik_flags}));
    }
    return writer.finish();
}

Result<void> load_nik_blocks(Transaction& transaction, const PersonalKeys& keys,
                             std::int64_t edition, PersonTable& persons) {
    const StoreKeys store_keys(transaction, keys);
    TRY(store_keys.all());
    const std::int64_t begin = block_of(row_key(edition, 0));
    const std::array<Value, 2> range{begin, block_of(end_key(edition))};
    return transaction.query(list_blocks, range, [&](const Row& row) -> Result<void> {
        const std::int64_t number = number_at(row, 0);
        TRY_ASSIGN(const NikBlock block,
                   open_block(store_keys, number, number_at(row, 1), bytes_at(row, 2)));
        auto at = static_cast<std::size_t>((number - begin) * persons_of_block);
        for (const NikOfPerson& one : block) {
            if (one.nik != 0 && at >= persons.size()) {
                return Error{
                    Code::store_broken,
                    {{"statement", "person"}, {"reason", "rows of an edition are missing"}}};
            }
            if (one.nik != 0) {
                persons.identity[at].nik = one.nik;
                persons.identity[at].nik_flags = one.flags;
            }
            ++at;
        }
        return {};
    });
}

Result<void> NikReader::prepare() const {
    TRY(keys_.all());
    return {};
}

Result<NikOfPerson> NikReader::at(const Row& row, int column) {
    const auto sealed = row.bytes(column + 2);
    if (!sealed) return NikOfPerson{};
    const std::int64_t person = number_at(row, column);
    if (number_ != block_of(person)) {
        TRY_ASSIGN(block_,
                   open_block(keys_, block_of(person), number_at(row, column + 1), *sealed));
        number_ = block_of(person);
    }
    return block_.at(static_cast<std::size_t>(person % persons_of_block));
}

Result<void> seal_old_niks(Database& database, const PersonalKeys& keys) {
    {
        TRY_ASSIGN(const auto snapshot, database.read());
        bool any = false;
        TRY(snapshot->query(first_old, {}, [&](const Row& row) -> Result<void> {
            any = row.integer(0).has_value();
            return {};
        }));
        if (!any) return {};
    }
    for (bool more = true; more;) {
        TRY(database.write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(more, seal_some_old(transaction, keys));
            return {};
        }));
    }
    return database.write([](Transaction& transaction) -> Result<void> {
        TRY(transaction.execute(clear_old));
        return {};
    });
}

namespace {

struct OldBlock {
    std::int64_t number;
    NikBlock block;
};

/// The number of blocks that were sealed anew after `last`, which becomes the last of them.
Result<std::int64_t> seal_some_again(Transaction& transaction, const PersonalKeys& keys,
                                     std::int64_t& last) {
    const StoreKeys store_keys(transaction, keys);
    TRY_ASSIGN(const auto known, store_keys.all());
    if (known.empty()) return std::int64_t{0};
    const StoreKeys::Known now = known.back();
    std::vector<OldBlock> blocks;
    TRY(transaction.query(list_outdated, {{Value{last}, Value{std::int64_t{now.number}}}},
                          [&](const Row& row) -> Result<void> {
                              const std::int64_t number = number_at(row, 0);
                              TRY_ASSIGN(const NikBlock block,
                                         open_block(store_keys, number, number_at(row, 1),
                                                    bytes_at(row, 2)));
                              blocks.push_back({number, block});
                              return {};
                          }));
    for (const OldBlock& one : blocks) {
        const std::string sealed = seal_block(now, one.number, one.block);
        TRY(transaction.execute(update_block, {{Value{one.number}, Value{std::int64_t{now.number}},
                                                Value{std::as_bytes(std::span(sealed))}}}));
        last = one.number;
    }
    return std::ssize(blocks);
}

}  // namespace

Result<void> seal_niks_again(Database& database, const PersonalKeys& keys,
                             const std::function<Result<void>(std::int64_t)>& on_batch) {
    std::int64_t last = -1;
    for (std::int64_t some = 1; some > 0;) {
        TRY(database.write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(some, seal_some_again(transaction, keys, last));
            return {};
        }));
        TRY(on_batch(some));
    }
    return {};
}

Result<void> check_nik_blocks(Transaction& snapshot, const PersonalKeys& keys, std::int64_t& whole,
                              std::int64_t& damaged) {
    const StoreKeys store_keys(snapshot, keys);
    TRY(store_keys.all());
    const std::array<Value, 2> range{std::int64_t{0}, std::numeric_limits<std::int64_t>::max()};
    return snapshot.query(list_blocks, range, [&](const Row& row) -> Result<void> {
        const bool opened =
            open_block(store_keys, number_at(row, 0), number_at(row, 1), bytes_at(row, 2))
                .has_value();
        ++(opened ? whole : damaged);
        return {};
    });
}

}  // namespace payung
