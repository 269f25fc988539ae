#pragma once

/// The persons of one edition of the register, column by column.
///
/// Shape    column[i] is row i in the order of the files; rejected rows are not here.
/// Missing  0 in every fact. A decile belongs to the family: a row without one has that of its
///          family's others, where they agree.
/// Memory   about 85 bytes a row with ids and names as they are in registers.

#include <cstdint>
#include <string>
#include <vector>

#include "base/money.h"
#include "base/text_column.h"
#include "registry/identity.h"

namespace payung {

struct PersonFacts {
    std::uint32_t income_rupiah = 0;  // a month; 0 unknown, unless income_known
    std::uint32_t occupation = 0;     // index into PersonTable::occupations; 0 unknown
    std::uint8_t decile = 0;          // 1 (poorest) … 10; 0 unknown
    std::uint8_t status = 0;          // BPS main status 1 … 7; 0 unknown
    char sector = 0;                  // KBLI category 'A' … 'U'; 0 unknown
    bool named_in_decree : 1 =
        false;  // column `sk`: listed by name in a decision of the region's head
    bool income_known : 1 = false;  // tells an income of 0 from none stated

    friend bool operator==(const PersonFacts&, const PersonFacts&) = default;
};

/// Whether an income is stated, be it 0.
inline bool has_income(const PersonFacts& facts) {
    return facts.income_known || facts.income_rupiah > 0;
}
static_assert(sizeof(PersonFacts) == 12);

/// Optional columns that the files had. A clause on a column that is not there differs from a
/// clause on an empty cell (legislation/umum/pekerja_rentan.dmn).
struct PersonColumns {
    bool nik = false, family = false, decile = false, status = false, sector = false,
         occupation = false, income = false, decree = false;
    friend bool operator==(const PersonColumns&, const PersonColumns&) = default;
};

struct PersonTable {
    std::vector<Identity> identity;
    std::vector<PersonFacts> facts;
    std::vector<std::uint32_t> family;  // number of the family card, 1 …; 0 unknown
    TextColumn id;                      // reg_id; "baris-N" (line N) where the file has none
    TextColumn name;                    // as in the file, in UTF-8
    std::vector<std::string> occupations{""};
    PersonColumns columns;
    std::uint32_t families = 0;

    std::size_t size() const { return identity.size(); }
};

}  // namespace payung
