#include "storage/edition_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/hash.h"
#include "storage/edition_columns.h"
#include "storage/nik_blocks.h"
#include "storage/row_key.h"

namespace payung {
namespace {

template <class T>
std::string_view bytes_of(const T& value) {
    static_assert(std::has_unique_object_representations_v<T>);
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// NULL where none is stated, which an income of 0 is not.
Value income_value(const PersonFacts& facts) {
    if (facts.income_rupiah == 0 && !facts.income_known) return {};
    return std::int64_t{facts.income_rupiah} * sen_per_rupiah;
}

template <std::size_t count>
std::uint64_t hash_numbers(const std::array<std::uint64_t, count>& numbers, std::uint64_t seed) {
    return hash_bytes(bytes_of(numbers), seed);
}

std::string rows_digest(const PersonTable& persons) {
    std::uint64_t hash = hash_bytes(columns_text(persons.columns));
    for (std::size_t row = 0; row < persons.size(); ++row) {
        const PersonFacts& facts = persons.facts[row];
        hash = hash_bytes(bytes_of(persons.identity[row]), hash);
        hash = hash_bytes(persons.id[row], hash);
        hash = hash_bytes(persons.name[row], hash);
        hash = hash_numbers<3>(
            {(std::uint64_t{facts.income_rupiah} << 32U) | persons.family[row],
             (std::uint64_t{facts.occupation} << 32U) | facts.decile,
             (std::uint64_t{facts.status} << 32U) |
                 (std::uint64_t{static_cast<unsigned char>(facts.sector)} << 8U) |
                 std::uint64_t{facts.income_known && facts.income_rupiah == 0} << 1U |
                 std::uint64_t{facts.named_in_decree}},
            hash);
    }
    return fmt::format("{:016x}", hash);
}

std::string rows_digest(const AccountTable& accounts) {
    std::uint64_t hash = 1;
    for (std::size_t row = 0; row < accounts.size(); ++row) {
        const AccountFacts& facts = accounts.facts[row];
        hash = hash_bytes(bytes_of(accounts.identity[row]), hash);
        hash = hash_bytes(accounts.id[row], hash);
        hash =
            hash_numbers<3>({(std::uint64_t{static_cast<std::uint32_t>(facts.from)} << 32U) |
                                 static_cast<std::uint32_t>(facts.until),
                             (std::uint64_t{facts.wage_rupiah} << 32U) | facts.programmes,
                             (std::uint64_t{facts.payer} << 32U) |
                                 (std::uint64_t{static_cast<std::uint8_t>(facts.segment)} << 8U) |
                                 std::uint64_t{facts.active}},
                            hash);
    }
    return fmt::format("{:016x}", hash);
}

class RegisterRows final : public EditionRows {
public:
    RegisterRows(const PersonTable& persons, const AreaTable& areas, const PersonalKeys& keys)
        : persons_(persons), area_numbers_(area_numbers_of(areas)), keys_(keys) {}

    EditionKind kind() const override { return EditionKind::registry; }
    std::string digest() const override { return rows_digest(persons_); }
    std::string form() const override {
        return fmt::format("{:016x}",
                           hash_bytes({reinterpret_cast<const char*>(area_numbers_.data()),
                                       area_numbers_.size() * sizeof(std::int64_t)}));
    }
    std::string columns() const override { return columns_text(persons_.columns); }
    const std::vector<std::string>& words() const override { return persons_.occupations; }
    std::int64_t size() const override { return 2 * count(); }

    Result<void> write(Transaction& transaction, std::int64_t edition, std::int64_t from,
                       std::int64_t to) override {
        if (from < count()) {
            const auto first = static_cast<std::uint32_t>(from);
            const auto end = static_cast<std::uint32_t>(std::min(to, count()));
            TRY(write_persons(transaction, edition, first, end));
            TRY(write_nik_blocks(transaction, keys_, edition, persons_, first, end));
        }
        if (to > count()) TRY(write_ids(transaction, edition, std::max(from, count()), to));
        return {};
    }
    std::vector<StagedRange> ranges(std::int64_t edition) const override {
        return {{"person", row_key(edition, 0), end_key(edition)},
                {"person_by_id", edition, edition + 1},
                {"person_nik_block", row_key(edition, 0) / persons_of_block,
                 end_key(edition) / persons_of_block}};
    }

private:
    struct IdEntry {
        std::int64_t hash;
        std::uint32_t row;
        friend auto operator<=>(const IdEntry&, const IdEntry&) = default;
    };

    std::int64_t count() const { return static_cast<std::int64_t>(persons_.size()); }
    const std::vector<IdEntry>& ids();
    Result<void> write_persons(Transaction& transaction, std::int64_t edition, std::uint32_t first,
                               std::uint32_t end);
    Result<void> write_ids(Transaction& transaction, std::int64_t edition, std::int64_t from,
                           std::int64_t to);

    const PersonTable& persons_;
    std::vector<std::int64_t> area_numbers_;
    const PersonalKeys& keys_;
    std::vector<IdEntry> ids_;
};

Result<void> RegisterRows::write_persons(Transaction& transaction, std::int64_t edition,
                                         std::uint32_t first, std::uint32_t end) {
    constexpr std::array<std::string_view, 15> columns{
        "person", "reg_id", "name",   "name_key", "birth",      "sex",    "village_code", "area",
        "family", "decile", "status", "sector",   "occupation", "income", "decree"};
    TRY_ASSIGN(const auto writer, transaction.append("person", columns));
    std::array<char, 10> birth{};
    for (std::uint32_t row = first; row < end; ++row) {
        const Identity& who = persons_.identity[row];
        const PersonFacts& facts = persons_.facts[row];
        const std::array<Value, columns.size()> values{
            row_key(edition, row),
            persons_.id[row],
            persons_.name[row],
            static_cast<std::int64_t>(who.name_key),
            birth_value(who.birth, birth),
            or_null(who.sex),
            or_null(std::int64_t{who.regency} * village_codes + who.village),
            area_numbers_[who.area],
            or_null(persons_.family[row]),
            or_null(facts.decile),
            or_null(facts.status),
            facts.sector == 0 ? Value{} : Value{std::string_view{&facts.sector, 1}},
            or_null(facts.occupation),
            income_value(facts),
            std::int64_t{facts.named_in_decree}};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

const std::vector<RegisterRows::IdEntry>& RegisterRows::ids() {
    if (!ids_.empty()) return ids_;
    ids_.resize(persons_.size());
    for (std::uint32_t row = 0; row < persons_.size(); ++row)
        ids_[row] = {id_hash(persons_.id[row]), row};
    std::ranges::sort(ids_);  // So that each is added at the end of the table.
    return ids_;
}

Result<void> RegisterRows::write_ids(Transaction& transaction, std::int64_t edition,
                                     std::int64_t from, std::int64_t to) {
    constexpr std::array<std::string_view, 3> columns{"edition", "id_hash", "row"};
    const auto some = std::span(ids()).subspan(static_cast<std::size_t>(from - count()),
                                               static_cast<std::size_t>(to - from));
    TRY_ASSIGN(const auto writer, transaction.append("person_by_id", columns));
    for (const IdEntry& entry : some) {
        const std::array<Value, columns.size()> values{edition, entry.hash,
                                                       std::int64_t{entry.row}};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

class MembershipRows final : public EditionRows {
public:
    explicit MembershipRows(const AccountTable& accounts) : accounts_(accounts) {}

    EditionKind kind() const override { return EditionKind::membership; }
    std::string digest() const override { return rows_digest(accounts_); }
    std::string form() const override { return {}; }
    std::string columns() const override { return {}; }
    const std::vector<std::string>& words() const override { return accounts_.payers; }
    std::int64_t size() const override { return static_cast<std::int64_t>(accounts_.size()); }
    Result<void> write(Transaction& transaction, std::int64_t edition, std::int64_t from,
                       std::int64_t to) override;
    std::vector<StagedRange> ranges(std::int64_t edition) const override {
        return {{"account", row_key(edition, 0), end_key(edition)}};
    }

private:
    const AccountTable& accounts_;
};

Result<void> MembershipRows::write(Transaction& transaction, std::int64_t edition,
                                   std::int64_t first, std::int64_t end) {
    constexpr std::array<std::string_view, 9> columns{"account",    "acc_id", "active",
                                                      "from_month", "until",  "programmes",
                                                      "segment",    "payer",  "wage"};
    TRY_ASSIGN(const auto writer, transaction.append("account", columns));
    std::array<char, 7> from{};
    std::array<char, 7> until{};
    for (auto row = static_cast<std::uint32_t>(first); row < end; ++row) {
        const AccountFacts& facts = accounts_.facts[row];
        const std::array<Value, columns.size()> values{row_key(edition, row),
                                                       accounts_.id[row],
                                                       std::int64_t{facts.active},
                                                       month_value(facts.from, from),
                                                       month_value(facts.until, until),
                                                       std::int64_t{facts.programmes},
                                                       static_cast<std::int64_t>(facts.segment),
                                                       or_null(facts.payer),
                                                       or_null(facts.wage_rupiah * sen_per_rupiah)};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

}  // namespace

std::unique_ptr<EditionRows> register_rows(const PersonTable& persons, const AreaTable& areas,
                                           const PersonalKeys& keys) {
    return std::make_unique<RegisterRows>(persons, areas, keys);
}

std::unique_ptr<EditionRows> membership_rows(const AccountTable& accounts) {
    return std::make_unique<MembershipRows>(accounts);
}

}  // namespace payung
