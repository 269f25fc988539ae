#pragma once

/// The accounts of a membership extract, column by column. One person may hold several.

#include <cstdint>
#include <vector>

#include "base/day.h"
#include "base/text_column.h"
#include "registry/identity.h"

namespace payung {

/// Programmes as bits, so that a set of them is one byte.
enum ProgrammeBit : std::uint8_t {
    bit_jkk = 1,
    bit_jkm = 2,
    bit_jht = 4,
    bit_jp = 8,
    bit_jkp = 16
};

enum class Segment : std::uint8_t { unknown, pu, bpu, pmi, jakon };

struct AccountFacts {
    std::int32_t from = 0;          // Month number of the first month; 0 open
    std::int32_t until = 0;         // Month number after the last month; 0 open
    std::uint32_t wage_rupiah = 0;  // 0 unknown
    std::uint8_t programmes = 0;    // ProgrammeBit; 0 unknown
    Segment segment = Segment::unknown;
    bool active = true;      // status AKTIF
    std::uint8_t payer = 0;  // index into AccountTable::payers; 0 unknown

    friend bool operator==(const AccountFacts&, const AccountFacts&) = default;
};

/// An account counts in month `m` if it is AKTIF and m lies in [from, until).
inline bool active_in(const AccountFacts& account, Month m) {
    return account.active && (account.from == 0 || account.from <= m.number()) &&
           (account.until == 0 || m.number() < account.until);
}

struct AccountTable {
    std::vector<Identity> identity;
    std::vector<AccountFacts> facts;
    TextColumn id;  // kpj or acc_id; "baris-N" where the file has none
    std::vector<std::string> payers{""};

    std::size_t size() const { return identity.size(); }
};

}  // namespace payung
