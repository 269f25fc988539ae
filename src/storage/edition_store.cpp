#include "storage/edition_store.h"

#include <algorithm>

#include "storage/edition_columns.h"
#include "storage/nik_blocks.h"
#include "storage/row_key.h"

namespace payung {
namespace {

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
