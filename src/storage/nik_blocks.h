#pragma once

/// The NIKs of a register: sealed, 64 rows of an edition in a block. Private to storage/.
///
/// An edition is written as a whole and never changed, so its NIKs need no place of their own each;
/// a block costs a microsecond, and the sixty-fourth part of the nonces and tags. The number of the
/// block and the version of the key are bound to it; within it a NIK stands where its row does.
///
/// Errors   personal_key_*, personal_value_damaged, and those of database.h.

#include <array>
#include <functional>
#include <optional>

#include "registry/person_table.h"
#include "storage/database.h"
#include "storage/store_keys.h"

namespace payung {

constexpr std::int64_t persons_of_block = 64;

struct NikOfPerson {
    std::uint64_t nik = 0;
    std::uint8_t flags = 0;
};
using NikBlock = std::array<NikOfPerson, persons_of_block>;

/// Of the rows [first, end). Pre: `first` begins a block, `end` ends one or the table.
Result<void> write_nik_blocks(Transaction& transaction, const PersonalKeys& keys,
                              std::int64_t edition, const PersonTable& persons, std::uint32_t first,
                              std::uint32_t end);
Result<void> load_nik_blocks(Transaction& transaction, const PersonalKeys& keys,
                             std::int64_t edition, PersonTable& persons);

/// Opens blocks as rows of other questions meet them; neighbours often stand in the same one.
class NikReader {
public:
    NikReader(Transaction& transaction, const PersonalKeys& keys) : keys_(transaction, keys) {}
    /// To be called before the rows are asked for, which leave no room for another question.
    Result<void> prepare() const;
    /// `row` has the person at `column`, then key_version and sealed of his block, NULL where his
    /// NIK is not known.
    Result<NikOfPerson> at(const Row& row, int column);

private:
    StoreKeys keys_;
    std::optional<std::int64_t> number_;
    NikBlock block_{};
};

/// Seals what older programs left in person_nik, some thousand rows a transaction: killed anywhere,
/// the next call goes on. Asks one question where nothing is left.
Result<void> seal_old_niks(Database& database, const PersonalKeys& keys);

/// Seals all blocks of older versions anew with the one in use. `on_batch` is told how many.
Result<void> seal_niks_again(Database& database, const PersonalKeys& keys,
                             const std::function<Result<void>(std::int64_t)>& on_batch);

/// Reads all blocks and counts those that open and those that do not.
Result<void> check_nik_blocks(Transaction& snapshot, const PersonalKeys& keys, std::int64_t& whole,
                              std::int64_t& damaged);

}  // namespace payung
