#pragma once

/// What is overdue, by age, and the allowance that the books make for it (E14).
///
/// Shape    arrears() only looks. set_allowance() is a command that somebody gives with the amount
///          he answers for: the books go from the allowance they have to that.
/// Bands    by whole months since the due day: up to 3, 4 to 12, over 12.
/// Errors   allowance_unchanged; those of the books and the database.

#include <array>
#include <string>
#include <vector>

#include "contributions/bill.h"
#include "ledger/book.h"
#include "office/desk.h"

namespace payung {

/// Keys of 1390.
inline constexpr std::array<std::string_view, 3> age_bands{"1-3", "4-12", ">12"};

struct Arrear {
    Bill bill;
    std::string payer_number, payer_name;
    std::int64_t days = 0;     // since it was due
    std::size_t age_band = 0;  // of age_bands
};
/// As of the desk's day, by due day; at most `most`, 0 all.
Result<std::vector<Arrear>> arrears(const Desk& desk, std::size_t most = 0);
std::size_t age_band_of(Day due, Day on);

/// {"before":…,"now":…} in sen.
Result<Done> set_allowance(const Desk& desk, Book fund, std::size_t age_band, Money wanted,
                           std::string_view reason);

}  // namespace payung
