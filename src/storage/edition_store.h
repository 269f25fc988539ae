#pragma once

/// Editions in the store: what intake took from the files of a register or of a membership extract.
/// Private to storage/: run_store.h is what others use; edition_writer.h puts them there.
///
/// An edition is there once it has a row in the table `edition`, and is asked for by its number:
/// what stands of others in the tables of rows is never met.

#include "membership/account_table.h"
#include "registry/area_table.h"
#include "registry/person_table.h"
#include "storage/database.h"
#include "storage/personal_keys.h"
#include "storage/run_records.h"

namespace payung {

Result<PersonTable> load_register(Transaction& transaction, std::int64_t edition,
                                  const AreaTable& areas, const PersonalKeys& keys);
Result<AccountTable> load_membership(Transaction& transaction, std::int64_t edition);

/// Newest last.
Result<std::vector<EditionRecord>> list_editions(Transaction& transaction);

/// Rows of `edition` whose reg_id is `id`, first row first.
Result<std::vector<std::uint32_t>> rows_of_id(Transaction& transaction, std::int64_t edition,
                                              std::string_view id);

/// Columns of `account` from `first` on, as load_membership() reads them.
AccountFacts account_facts_at(const Row& row, int first);
/// Columns decile, status, sector, occupation, income, decree of `person` from `first` on.
PersonFacts person_facts_at(const Row& row, int first);
/// Texts that rows of an edition share, by their number; 0 is "".
Result<std::vector<std::string>> load_words(Transaction& transaction, std::int64_t edition);

}  // namespace payung
