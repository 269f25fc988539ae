#pragma once

/// What identifies a person or tells of his health, encrypted in its row and found again by a keyed
/// digest: NIK, family card, phone, bank account, disability.
///
/// Shape    a value belongs to an owner (kind and number of a row) and a field. XChaCha20-Poly1305
///          with a nonce of its own; table, field, kind, number and key version are bound to it, so
///          that a value moved to another row does not decrypt. Looked up by 64 bits of a keyed
///          BLAKE2b of field and value; what is found is decrypted and compared, so two values of
///          one digest are never taken for each other. What tells of health has no digest and
///          cannot be looked for: its few values would show how many rows are alike.
/// Keys     storage/personal_keys.h. The table personal_key says which version is in use: all who
///          write into a store write with the same.
/// Errors   personal_key_wrong, personal_key_version_missing, personal_value_damaged and those of
///          database.h; no message ever holds a value.
/// Cost     a microsecond or two a value beside its row; the _all functions for many.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "storage/database.h"
#include "storage/personal_keys.h"
#include "storage/store_keys.h"

namespace payung {

enum class PersonalField : std::uint8_t { nik = 1, family_card, phone, bank_account, health };
enum class PersonalOwner : std::uint8_t { participant = 1, relative, party, claim, commitment };

struct PersonalSubject {
    PersonalOwner kind = PersonalOwner::participant;
    std::int64_t number = 0;
    PersonalField field = PersonalField::nik;

    friend auto operator<=>(const PersonalSubject&, const PersonalSubject&) = default;
};

struct PersonalValue {
    PersonalSubject subject;
    std::string_view value;
};

/// The owner `number` has the value at `index` of those that were looked for.
struct PersonalMatch {
    std::size_t index = 0;
    std::int64_t number = 0;

    friend auto operator<=>(const PersonalMatch&, const PersonalMatch&) = default;
};

/// Within a transaction of the caller.
class PersonalStore {
public:
    PersonalStore(Transaction& transaction, const PersonalKeys& keys)
        : transaction_(&transaction), keys_(transaction, keys) {}

    /// Keeps a value in the place of the one before; an empty one takes it away.
    Result<void> put(const PersonalSubject& subject, std::string_view value);
    /// The same for many, each subject once.
    Result<void> put_all(std::span<const PersonalValue> values);

    /// Nothing where none is kept.
    Result<std::optional<std::string>> get(const PersonalSubject& subject) const;
    /// Of many owners, in their order.
    Result<std::vector<std::optional<std::string>>> get_all(
        PersonalOwner kind, PersonalField field, std::span<const std::int64_t> numbers) const;

    /// Numbers of all owners of this kind that have this value, in order. Pre: not health.
    Result<std::vector<std::int64_t>> find(PersonalOwner kind, PersonalField field,
                                           std::string_view value) const;
    /// For many values, ordered by index and number. Empty ones match nothing.
    Result<std::vector<PersonalMatch>> find_all(PersonalOwner kind, PersonalField field,
                                                std::span<const std::string_view> values) const;

    /// Opens what was read elsewhere.
    Result<std::string> open(const PersonalSubject& subject, std::int64_t version,
                             std::span<const std::byte> sealed) const;
    /// Reads everything: counts what opens and is found by its digest, and what does not.
    Result<void> check_all(std::int64_t& whole, std::int64_t& damaged) const;

private:
    Transaction* transaction_;
    StoreKeys keys_;
};

}  // namespace payung
