#include "storage/personal_store.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <unordered_map>

#include "storage/errors.h"
#include "storage/many_values.h"
#include "storage/personal_cipher.h"

namespace payung {
namespace {

constexpr Sql select_one{"personal.get",
                         "SELECT key_version, sealed FROM personal"
                         " WHERE kind = $1 AND field = $2 AND number = $3"};
constexpr Sql delete_one{"personal.delete",
                         "DELETE FROM personal WHERE kind = $1 AND field = $2 AND number = $3"};
constexpr Sql list_everything{
    "personal.everything", "SELECT kind, field, number, key_version, digest, sealed FROM personal"};
constexpr RepeatedSql upsert_many{
    "personal.put",
    "INSERT INTO personal (kind, field, number, key_version, digest, sealed) VALUES ",
    " ON CONFLICT (kind, field, number) DO UPDATE SET key_version = excluded.key_version,"
    " digest = excluded.digest, sealed = excluded.sealed",
    6};
constexpr RepeatedSql select_many{
    "personal.get_many",
    "SELECT w.n, p.key_version, p.sealed FROM (SELECT 0 AS kind, 0 AS field, 0 AS n WHERE 1 = 0"
    " UNION ALL VALUES ",
    ") w JOIN personal p ON p.kind = w.kind AND p.field = w.field AND p.number = w.n", 3};
constexpr RepeatedSql find_many{
    "personal.find",
    "SELECT kind, field, number, key_version, digest, sealed FROM personal WHERE digest IN (", ")",
    1, false};

// What is bound to a sealed value: it opens in its own place alone.
class Bound {
public:
    Bound(const PersonalSubject& subject, int version) {
        put(static_cast<std::uint64_t>(subject.kind));
        put(static_cast<std::uint64_t>(subject.field));
        put(static_cast<std::uint64_t>(subject.number));
        put(static_cast<std::uint64_t>(version));
    }
    std::string_view text() const { return {bytes_.data(), bytes_.size()}; }

private:
    static constexpr std::string_view table = "personal";
    void put(std::uint64_t number) {
        for (int byte = 0; byte < 8; ++byte)
            bytes_[at_++] = static_cast<char>(number >> (8 * byte));
    }
    std::array<char, table.size() + 32> bytes_{'p', 'e', 'r', 's', 'o', 'n', 'a', 'l'};
    std::size_t at_ = table.size();
};

bool searchable(PersonalField field) {
    return field != PersonalField::health;
}

/// What tells of health is padded, so that its length does not tell it.
constexpr std::size_t padding_block = 64;
constexpr char padding_mark = '\x80';

std::string padded(std::string_view value) {
    std::string text(value);
    text += padding_mark;
    text.resize((text.size() + padding_block - 1) / padding_block * padding_block);
    return text;
}

std::string unpadded(std::string text) {
    const std::size_t mark = text.find_last_not_of('\0');
    text.resize(mark == std::string::npos ? 0 : mark);
    return text;
}

std::string seal_value(const StoreKeys::Known& key, const PersonalSubject& subject,
                       std::string_view value, const Nonce& nonce) {
    const Bound bound(subject, key.number);
    if (searchable(subject.field)) return seal(key.keys->values, bound.text(), value, nonce);
    return seal(key.keys->values, bound.text(), padded(value), nonce);
}

Result<std::string> open_value(const StoreKeys& keys, const PersonalSubject& subject,
                               std::int64_t version, std::span<const std::byte> sealed) {
    TRY_ASSIGN(const VersionKeys* const key, keys.of(version));
    const Bound bound(subject, static_cast<int>(version));
    auto opened = unseal(key->values, bound.text(), sealed);
    if (!opened) return Error{storage_error::personal_value_damaged, {{"table", "personal"}}};
    return searchable(subject.field) ? *std::move(opened) : unpadded(*std::move(opened));
}

std::optional<std::int64_t> digest_of(const StoreKeys::Known& key, const PersonalSubject& subject,
                                      std::string_view value) {
    if (!searchable(subject.field)) return std::nullopt;
    return lookup_digest(key.keys->lookup, static_cast<int>(subject.field), value);
}

std::span<const std::byte> bytes_at(const Row& row, int column) {
    return row.bytes(column).value_or(std::span<const std::byte>{});
}
Value bytes(const std::string& text) {
    return std::as_bytes(std::span(text));
}

std::array<Value, 3> place_of(const PersonalSubject& subject) {
    return {static_cast<std::int64_t>(subject.kind), static_cast<std::int64_t>(subject.field),
            subject.number};
}

constexpr std::size_t step = 4096;  // values that are sealed before they are written

/// Random bytes are asked of the system once for many.
std::vector<Nonce> nonces_for(std::size_t count) {
    std::vector<Nonce> nonces(count);
    randombytes_buf(nonces.data(), count * sizeof(Nonce));
    return nonces;
}

Result<void> write_step(Transaction& transaction, const StoreKeys::Known& key,
                        std::span<const PersonalValue> values) {
    const std::vector<Nonce> nonces = nonces_for(values.size());
    std::vector<std::string> sealed(values.size());
    std::vector<Value> row_values;
    row_values.reserve(values.size() * upsert_many.columns);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const PersonalSubject& subject = values[i].subject;
        sealed[i] = seal_value(key, subject, values[i].value, nonces[i]);
        const auto digest = digest_of(key, subject, values[i].value);
        const auto place = place_of(subject);
        row_values.insert(row_values.end(), place.begin(), place.end());
        row_values.insert(row_values.end(), {Value{std::int64_t{key.number}},
                                             digest ? Value{*digest} : Value{}, bytes(sealed[i])});
    }
    return for_many(upsert_many, row_values,
                    [&](const Sql& sql, std::span<const Value> some) -> Result<void> {
                        TRY(transaction.execute(sql, some));
                        return {};
                    });
}

}  // namespace

// ------------------------------------------------------------------------------- putting

Result<void> PersonalStore::put(const PersonalSubject& subject, std::string_view value) {
    return put_all({{PersonalValue{subject, value}}});
}

Result<void> PersonalStore::put_all(std::span<const PersonalValue> values) {
    std::vector<PersonalValue> kept;
    kept.reserve(values.size());
    for (const PersonalValue& one : values) {
        if (!one.value.empty()) {
            kept.push_back(one);
        } else {
            TRY(transaction_->execute(delete_one, place_of(one.subject)));
        }
    }
    if (kept.empty()) return {};
    // In the order of the key, so that neighbours are written together.
    std::ranges::stable_sort(kept, {}, [](const PersonalValue& one) {
        return std::tuple{one.subject.kind, one.subject.field, one.subject.number};
    });
    TRY_ASSIGN(const StoreKeys::Known key, keys_.to_write());
    for (std::span<const PersonalValue> left = kept; !left.empty();) {
        const auto some = left.first(std::min(step, left.size()));
        TRY(write_step(*transaction_, key, some));
        left = left.subspan(some.size());
    }
    return {};
}

// ------------------------------------------------------------------------------- getting

Result<std::optional<std::string>> PersonalStore::get(const PersonalSubject& subject) const {
    std::optional<std::string> sealed;
    std::int64_t version = 0;
    TRY(transaction_->query(select_one, place_of(subject), [&](const Row& row) -> Result<void> {
        version = row.integer(0).value_or(0);
        const auto read = bytes_at(row, 1);
        sealed.emplace(reinterpret_cast<const char*>(read.data()), read.size());
        return {};
    }));
    if (!sealed) return std::optional<std::string>{};
    TRY_ASSIGN(std::string value,
               open_value(keys_, subject, version, std::as_bytes(std::span(*sealed))));
    return std::optional(std::move(value));
}

Result<std::vector<std::optional<std::string>>> PersonalStore::get_all(
    PersonalOwner kind, PersonalField field, std::span<const std::int64_t> numbers) const {
    TRY(keys_.all());
    std::vector<Value> wanted;
    wanted.reserve(numbers.size() * select_many.columns);
    for (const std::int64_t number : numbers) {
        const auto place = place_of({kind, number, field});
        wanted.insert(wanted.end(), place.begin(), place.end());
    }
    std::unordered_map<std::int64_t, std::string> found;
    const auto on_row = [&](const Row& row) -> Result<void> {
        const std::int64_t number = row.integer(0).value_or(0);
        TRY_ASSIGN(found[number], open_value(keys_, {kind, number, field},
                                             row.integer(1).value_or(0), bytes_at(row, 2)));
        return {};
    };
    TRY(for_many(select_many, wanted, [&](const Sql& sql, std::span<const Value> some) {
        return transaction_->query(sql, some, on_row);
    }));
    std::vector<std::optional<std::string>> values(numbers.size());
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (const auto one = found.find(numbers[i]); one != found.end()) values[i] = one->second;
    }
    return values;
}

Result<std::string> PersonalStore::open(const PersonalSubject& subject, std::int64_t version,
                                        std::span<const std::byte> sealed) const {
    return open_value(keys_, subject, version, sealed);
}

Result<void> PersonalStore::check_all(std::int64_t& whole, std::int64_t& damaged) const {
    TRY(keys_.all());
    return transaction_->query(list_everything, {}, [&](const Row& row) -> Result<void> {
        const PersonalSubject subject{static_cast<PersonalOwner>(row.integer(0).value_or(0)),
                                      row.integer(2).value_or(0),
                                      static_cast<PersonalField>(row.integer(1).value_or(0))};
        const std::int64_t version = row.integer(3).value_or(0);
        const auto value = open_value(keys_, subject, version, bytes_at(row, 5));
        TRY_ASSIGN(const VersionKeys* const keys, keys_.of(version));
        const bool found = value && row.integer(4) == digest_of({0, keys}, subject, *value);
        ++(found ? whole : damaged);
        return {};
    });
}

// ------------------------------------------------------------------------------- finding

Result<std::vector<std::int64_t>> PersonalStore::find(PersonalOwner kind, PersonalField field,
                                                      std::string_view value) const {
    TRY_ASSIGN(const auto matches, find_all(kind, field, {{value}}));
    std::vector<std::int64_t> numbers;
    for (const PersonalMatch& match : matches) numbers.push_back(match.number);
    return numbers;
}

Result<std::vector<PersonalMatch>> PersonalStore::find_all(
    PersonalOwner kind, PersonalField field, std::span<const std::string_view> values) const {
    CHECK(searchable(field));
    TRY_ASSIGN(const auto known, keys_.all());
    std::unordered_multimap<std::int64_t, std::size_t> wanted;  // by digest
    std::vector<Value> digests;
    for (const StoreKeys::Known& key : known) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i].empty()) continue;
            const auto digest = lookup_digest(key.keys->lookup, static_cast<int>(field), values[i]);
            if (!wanted.contains(digest)) digests.emplace_back(digest);
            wanted.emplace(digest, i);
        }
    }
    std::vector<PersonalMatch> matches;
    const auto on_row = [&](const Row& row) -> Result<void> {
        if (row.integer(0) != static_cast<std::int64_t>(kind)) return {};
        if (row.integer(1) != static_cast<std::int64_t>(field)) return {};
        const std::int64_t number = row.integer(2).value_or(0);
        TRY_ASSIGN(
            const std::string value,
            open_value(keys_, {kind, number, field}, row.integer(3).value_or(0), bytes_at(row, 5)));
        const auto [first, last] = wanted.equal_range(row.integer(4).value_or(0));
        for (auto one = first; one != last; ++one) {
            if (values[one->second] == value) matches.push_back({one->second, number});
        }
        return {};
    };
    TRY(for_many(find_many, digests, [&](const Sql& sql, std::span<const Value> some) {
        return transaction_->query(sql, some, on_row);
    }));
    std::ranges::sort(matches);
    return matches;
}

}  // namespace payung
