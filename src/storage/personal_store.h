#pragma once

/// What identifies a person or tells of his health, encrypted in its row and found again by a keyed
/// digest: NIK, family card, phone, bank account, disability.
///
/// Shape    a value belongs to an owner (kind and number of a row) and a field. XChaCha20-Poly1305
///          with a nonce of its own; table, field, kind and number are bound to it, so that a value
///          moved to another row does not decrypt. Looked up by keyed BLAKE2b of field and value.
/// Keys     never in the database: a file of its own (mode 0600), by default beside it.
/// Errors   personal_*; no message ever holds a value.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "storage/database.h"

namespace payung {

enum class PersonalField : std::uint8_t { nik = 1, family_card, phone, bank_account, health };
enum class PersonalOwner : std::uint8_t { participant = 1, relative, party, claim, commitment };

struct PersonalSubject {
    PersonalOwner kind = PersonalOwner::participant;
    std::int64_t number = 0;
    PersonalField field = PersonalField::nik;
};

/// The keys of a store. Copies share them; wiped from memory with the last one.
class PersonalKeys {
public:
    /// Makes the file where there is none and `create` is set.
    static Result<PersonalKeys> open(const Path& file, bool create);
    /// New ones that are kept nowhere: for tests and simulations.
    static PersonalKeys for_tests();

private:
    friend class PersonalStore;
    struct Content;
    std::shared_ptr<const Content> content_;
};

/// Within a transaction of the caller.
class PersonalStore {
public:
    PersonalStore(Transaction& transaction, const PersonalKeys& keys)
        : transaction_(&transaction), keys_(&keys) {}

    /// Keeps a value in the place of the one before; an empty one takes it away.
    Result<void> put(const PersonalSubject& subject, std::string_view value);
    /// Nothing where none is kept.
    Result<std::optional<std::string>> get(const PersonalSubject& subject) const;
    /// Numbers of all owners of this kind that have this value, in order.
    Result<std::vector<std::int64_t>> find(PersonalOwner kind, PersonalField field,
                                           std::string_view value) const;

private:
    Transaction* transaction_;
    const PersonalKeys* keys_;
};

}  // namespace payung
