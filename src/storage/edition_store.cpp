#include "storage/edition_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "base/hash.h"
#include "storage/nik_blocks.h"
#include "storage/row_key.h"

namespace payung {
namespace {

constexpr Sql find_edition{"edition.find",
                           "SELECT edition FROM edition"
                           " WHERE kind = $1 AND sha256 = $2 AND rows_digest = $3"};
constexpr Sql next_edition{"edition.next", "SELECT COALESCE(MAX(edition), 0) + 1 FROM edition"};
constexpr Sql insert_edition{
    "edition.insert",
    "INSERT INTO edition (edition, kind, sha256, rows_digest, columns, rows_taken, rows_doubted,"
    " rows_rejected, recorded_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"};
constexpr Sql insert_file{"edition_file.insert",
                          "INSERT INTO edition_file (edition, position, name) VALUES ($1, $2, $3)"};
constexpr Sql insert_word{"edition_word.insert",
                          "INSERT INTO edition_word (edition, word, text) VALUES ($1, $2, $3)"};
constexpr Sql list_words{"edition_word.list",
                         "SELECT word, text FROM edition_word WHERE edition = $1 ORDER BY word"};
constexpr Sql list_all{"edition.list",
                       "SELECT edition, kind, sha256, columns, rows_taken, rows_doubted,"
                       " rows_rejected, recorded_at FROM edition ORDER BY edition"};
constexpr Sql list_files{"edition_file.list",
                         "SELECT edition, name FROM edition_file ORDER BY edition, position"};
constexpr Sql list_persons{
    "person.list",
    "SELECT person, reg_id, name, name_key, birth, sex, village_code, area, family, decile, status,"
    " sector, occupation, income, decree FROM person WHERE person >= $1 AND person < $2"
    " ORDER BY person"};
constexpr Sql list_accounts{
    "account.list",
    "SELECT account, acc_id, active, from_month, until, programmes, segment, payer, wage"
    " FROM account WHERE account >= $1 AND account < $2 ORDER BY account"};
constexpr Sql find_rows{
    "person_by_id.find",
    "SELECT i.row FROM person_by_id i"
    " JOIN person p ON p.person = i.edition * 4294967296 + i.row"
    " WHERE i.edition = $1 AND i.id_hash = $2 AND p.reg_id = $3 ORDER BY i.row"};

constexpr std::int64_t sen_per_rupiah = 100;
constexpr std::uint32_t village_codes = 1'000'000;  // digits of district and village

// Which columns a register had, by the names that the table `edition` gives them.
constexpr std::array column_names{
    std::pair{"nik", &PersonColumns::nik},
    std::pair{"family", &PersonColumns::family},
    std::pair{"decile", &PersonColumns::decile},
    std::pair{"status", &PersonColumns::status},
    std::pair{"sector", &PersonColumns::sector},
    std::pair{"occupation", &PersonColumns::occupation},
    std::pair{"income", &PersonColumns::income},
    std::pair{"decree", &PersonColumns::decree},
};

std::string columns_text(const PersonColumns& columns) {
    std::string text;
    for (const auto& [name, column] : column_names) {
        if (columns.*column) text += fmt::format("{}{}", text.empty() ? "" : ",", name);
    }
    return text;
}

PersonColumns columns_of(std::string_view text) {
    PersonColumns columns;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(','));
        for (const auto& [name, column] : column_names) {
            if (word == name) columns.*column = true;
        }
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return columns;
}

// ------------------------------------------------------------------------------- telling rows
// apart

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

// ------------------------------------------------------------------------------- editions

/// The first column of the first row, if there is a row.
Result<std::optional<std::int64_t>> ask_number(Transaction& transaction, const Sql& sql,
                                               std::span<const Value> values) {
    std::optional<std::int64_t> found;
    TRY(transaction.query(sql, values, [&](const Row& row) -> Result<void> {
        if (!found) found = row.integer(0);
        return {};
    }));
    return found;
}

struct NewEdition {
    EditionKind kind;
    const EditionSource& source;
    std::string digest, columns;
    std::span<const std::string> words;
    std::string_view recorded_at;
};

Result<void> insert_words(Transaction& transaction, std::int64_t edition,
                          std::span<const std::string> words) {
    for (std::size_t word = 1; word < words.size(); ++word) {  // Word 0 is "unknown".
        TRY(transaction.execute(insert_word,
                                {{Value{edition}, Value{static_cast<std::int64_t>(word)},
                                  Value{std::string_view{words[word]}}}}));
    }
    return {};
}

/// Its row and what hangs on it, unless it is there already.
Result<SavedEdition> add_edition(Transaction& transaction, const NewEdition& edition) {
    const EditionSource& source = edition.source;
    const Value kind{name_of(edition.kind)};
    const Value sha256{std::string_view{source.sha256}};
    const Value digest{std::string_view{edition.digest}};
    TRY_ASSIGN(const auto there, ask_number(transaction, find_edition, {{kind, sha256, digest}}));
    if (there) return SavedEdition{*there, true};
    TRY_ASSIGN(const auto next, ask_number(transaction, next_edition, {}));
    const std::int64_t number = next.value_or(1);
    const auto count = [](std::uint64_t rows) { return Value{static_cast<std::int64_t>(rows)}; };
    TRY(transaction.execute(
        insert_edition,
        {{Value{number}, kind, sha256, digest, Value{std::string_view{edition.columns}},
          count(source.rows_taken), count(source.rows_doubted), count(source.rows_rejected),
          Value{edition.recorded_at}}}));
    for (std::size_t i = 0; i < source.files.size(); ++i) {
        TRY(transaction.execute(insert_file, {{Value{number}, Value{static_cast<std::int64_t>(i)},
                                               Value{std::string_view{source.files[i]}}}}));
    }
    TRY(insert_words(transaction, number, edition.words));
    return SavedEdition{number, false};
}

// ------------------------------------------------------------------------------- writing rows

Result<void> write_persons(Transaction& transaction, std::int64_t edition,
                           const PersonTable& persons, const AreaTable& areas) {
    constexpr std::array<std::string_view, 15> columns{
        "person", "reg_id", "name",   "name_key", "birth",      "sex",    "village_code", "area",
        "family", "decile", "status", "sector",   "occupation", "income", "decree"};
    const std::vector<std::int64_t> area_numbers = area_numbers_of(areas);
    TRY_ASSIGN(const auto writer, transaction.bulk("person", columns));
    std::array<char, 10> birth{};
    for (std::uint32_t row = 0; row < persons.size(); ++row) {
        const Identity& who = persons.identity[row];
        const PersonFacts& facts = persons.facts[row];
        const std::array<Value, columns.size()> values{
            row_key(edition, row),
            persons.id[row],
            persons.name[row],
            static_cast<std::int64_t>(who.name_key),
            birth_value(who.birth, birth),
            or_null(who.sex),
            or_null(std::int64_t{who.regency} * village_codes + who.village),
            area_numbers[who.area],
            or_null(persons.family[row]),
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

struct IdEntry {
    std::int64_t hash;
    std::uint32_t row;
    friend auto operator<=>(const IdEntry&, const IdEntry&) = default;
};

std::int64_t id_hash(std::string_view id) {
    return static_cast<std::int64_t>(hash_bytes(id));
}

Result<void> write_ids(Transaction& transaction, std::int64_t edition, const PersonTable& persons) {
    constexpr std::array<std::string_view, 3> columns{"edition", "id_hash", "row"};
    std::vector<IdEntry> entries(persons.size());
    for (std::uint32_t row = 0; row < persons.size(); ++row) {
        entries[row] = {id_hash(persons.id[row]), row};
    }
    std::ranges::sort(entries);  // So that each is added at the end of the table.
    TRY_ASSIGN(const auto writer, transaction.bulk("person_by_id", columns));
    for (const IdEntry& entry : entries) {
        const std::array<Value, columns.size()> values{edition, entry.hash,
                                                       std::int64_t{entry.row}};
        TRY(writer->add(values));
    }
    TRY(writer->finish());
    return {};
}

Result<void> write_accounts(Transaction& transaction, std::int64_t edition,
                            const AccountTable& accounts) {
    constexpr std::array<std::string_view, 9> columns{"account",    "acc_id", "active",
                                                      "from_month", "until",  "programmes",
                                                      "segment",    "payer",  "wage"};
    TRY_ASSIGN(const auto writer, transaction.bulk("account", columns));
    std::array<char, 7> from{};
    std::array<char, 7> until{};
    for (std::uint32_t row = 0; row < accounts.size(); ++row) {
        const AccountFacts& facts = accounts.facts[row];
        const std::array<Value, columns.size()> values{row_key(edition, row),
                                                       accounts.id[row],
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

// ------------------------------------------------------------------------------- reading rows

Error rows_missing(std::string_view table) {
    return {Code::store_broken,
            {{"statement", std::string(table)}, {"reason", "rows of an edition are missing"}}};
}

Identity identity_at(const Row& row, AreaFinder& areas) {
    const std::int64_t village_code = number_at(row, 6);
    Identity who;
    who.name_key = static_cast<std::uint64_t>(number_at(row, 3));
    who.birth = birth_number(text_at(row, 4));
    who.sex = fitted<std::uint8_t>(number_at(row, 5));
    who.village = fitted<std::uint32_t>(village_code % village_codes);
    who.regency = fitted<std::uint16_t>(village_code / village_codes);
    who.area = areas.find(number_at(row, 7));
    return who;
}

}  // namespace

PersonFacts person_facts_at(const Row& row, int first) {
    const std::string_view sector = text_at(row, first + 2);
    PersonFacts facts;
    facts.decile = fitted<std::uint8_t>(number_at(row, first));
    facts.status = fitted<std::uint8_t>(number_at(row, first + 1));
    facts.sector = sector.empty() ? '\0' : sector.front();
    facts.occupation = fitted<std::uint32_t>(number_at(row, first + 3));
    facts.income_rupiah = fitted<std::uint32_t>(number_at(row, first + 4) / sen_per_rupiah);
    facts.income_known = row.integer(first + 4).has_value();
    facts.named_in_decree = number_at(row, first + 5) != 0;
    return facts;
}

AccountFacts account_facts_at(const Row& row, int first) {
    AccountFacts facts;
    facts.active = number_at(row, first) != 0;
    facts.from = month_number(text_at(row, first + 1));
    facts.until = month_number(text_at(row, first + 2));
    facts.programmes = fitted<std::uint8_t>(number_at(row, first + 3));
    facts.segment = static_cast<Segment>(fitted<std::uint8_t>(number_at(row, first + 4)));
    facts.payer = fitted<std::uint8_t>(number_at(row, first + 5));
    facts.wage_rupiah = fitted<std::uint32_t>(number_at(row, first + 6) / sen_per_rupiah);
    return facts;
}

Result<std::vector<std::string>> load_words(Transaction& transaction, std::int64_t edition) {
    std::vector<std::string> words{""};
    TRY(transaction.query(list_words, {{Value{edition}}}, [&](const Row& row) -> Result<void> {
        if (number_at(row, 0) != std::ssize(words)) return rows_missing("edition_word");
        words.emplace_back(text_at(row, 1));
        return {};
    }));
    return words;
}

std::string_view name_of(EditionKind kind) {
    return kind == EditionKind::registry ? "register" : "membership";
}

Result<SavedEdition> save_register(Transaction& transaction, const EditionSource& source,
                                   const PersonTable& persons, const AreaTable& areas,
                                   std::string_view recorded_at, const PersonalKeys& keys) {
    TRY_ASSIGN(const SavedEdition saved,
               add_edition(transaction,
                           {EditionKind::registry, source, rows_digest(persons),
                            columns_text(persons.columns), persons.occupations, recorded_at}));
    if (saved.already_there) return saved;
    TRY(write_persons(transaction, saved.edition, persons, areas));
    TRY(write_nik_blocks(transaction, keys, saved.edition, persons));
    TRY(write_ids(transaction, saved.edition, persons));
    return saved;
}

Result<SavedEdition> save_membership(Transaction& transaction, const EditionSource& source,
                                     const AccountTable& accounts, std::string_view recorded_at) {
    TRY_ASSIGN(const SavedEdition saved,
               add_edition(transaction, {EditionKind::membership, source, rows_digest(accounts), "",
                                         accounts.payers, recorded_at}));
    if (saved.already_there) return saved;
    TRY(write_accounts(transaction, saved.edition, accounts));
    return saved;
}

Result<std::vector<EditionRecord>> list_editions(Transaction& transaction) {
    std::vector<EditionRecord> editions;
    TRY(transaction.query(list_all, {}, [&](const Row& row) -> Result<void> {
        EditionRecord& one = editions.emplace_back();
        one.edition = number_at(row, 0);
        one.kind = text_at(row, 1) == name_of(EditionKind::registry) ? EditionKind::registry
                                                                     : EditionKind::membership;
        one.source.sha256 = text_at(row, 2);
        one.columns = columns_of(text_at(row, 3));
        one.source.rows_taken = static_cast<std::uint64_t>(number_at(row, 4));
        one.source.rows_doubted = static_cast<std::uint64_t>(number_at(row, 5));
        one.source.rows_rejected = static_cast<std::uint64_t>(number_at(row, 6));
        one.recorded_at = text_at(row, 7);
        return {};
    }));
    TRY(transaction.query(list_files, {}, [&](const Row& row) -> Result<void> {
        const auto of = std::ranges::find(editions, number_at(row, 0), &EditionRecord::edition);
        if (of != editions.end()) of->source.files.emplace_back(text_at(row, 1));
        return {};
    }));
    return editions;
}

Result<PersonTable> load_register(Transaction& transaction, std::int64_t edition,
                                  const AreaTable& areas, const PersonalKeys& keys) {
    TRY_ASSIGN(const auto editions, list_editions(transaction));
    const auto record = std::ranges::find(editions, edition, &EditionRecord::edition);
    if (record == editions.end()) return rows_missing("edition");
    PersonTable persons;
    persons.columns = record->columns;
    TRY_ASSIGN(persons.occupations, load_words(transaction, edition));
    const std::size_t rows = record->source.rows_taken;
    persons.identity.reserve(rows);
    persons.facts.reserve(rows);
    persons.family.reserve(rows);
    AreaFinder finder(areas);
    TRY(transaction.query(list_persons, {{Value{row_key(edition, 0)}, Value{end_key(edition)}}},
                          [&](const Row& row) -> Result<void> {
                              if (row_of(number_at(row, 0)) != persons.size())
                                  return rows_missing("person");
                              persons.identity.push_back(identity_at(row, finder));
                              persons.facts.push_back(person_facts_at(row, 9));
                              persons.family.push_back(fitted<std::uint32_t>(number_at(row, 8)));
                              persons.id.add(text_at(row, 1));
                              persons.name.add(text_at(row, 2));
                              return {};
                          }));
    if (persons.size() != rows) return rows_missing("person");
    if (!persons.family.empty()) persons.families = std::ranges::max(persons.family);
    TRY(load_nik_blocks(transaction, keys, edition, persons));
    return persons;
}

Result<AccountTable> load_membership(Transaction& transaction, std::int64_t edition) {
    AccountTable accounts;
    TRY_ASSIGN(accounts.payers, load_words(transaction, edition));
    TRY(transaction.query(list_accounts, {{Value{row_key(edition, 0)}, Value{end_key(edition)}}},
                          [&](const Row& row) -> Result<void> {
                              if (row_of(number_at(row, 0)) != accounts.facts.size()) {
                                  return rows_missing("account");
                              }
                              accounts.facts.push_back(account_facts_at(row, 2));
                              accounts.id.add(text_at(row, 1));
                              return {};
                          }));
    accounts.identity.resize(accounts.facts.size());
    return accounts;
}

Result<std::vector<std::uint32_t>> rows_of_id(Transaction& transaction, std::int64_t edition,
                                              std::string_view id) {
    std::vector<std::uint32_t> rows;
    TRY(transaction.query(find_rows, {{Value{edition}, Value{id_hash(id)}, Value{id}}},
                          [&](const Row& row) -> Result<void> {
                              rows.push_back(fitted<std::uint32_t>(number_at(row, 0)));
                              return {};
                          }));
    return rows;
}

}  // namespace payung
