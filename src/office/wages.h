#pragma once

/// Wage lists of employers, taken in: each row that is right becomes a wage of its month, all of a
/// list in one transaction. The same file again does nothing.
///
/// Errors   party_unknown; those of membership/wage_list.h and desk.h. Rows are no errors: each has
///          its verdict.

#include <optional>

#include "membership/wage_list.h"
#include "office/desk.h"

namespace payung {

struct WageListTaken {
    Done done;  // {"wage_list":…,"taken":…,"doubted":…,"rejected":…,"absent":…}
    HandedFile file;
    std::vector<RowVerdict> verdicts;  // empty where the file was taken before
};

/// `minimum`: what a month's wage should be at least, where the employer is.
Result<WageListTaken> take_wages(const Desk& desk, std::string_view employer, Month month,
                                 const Path& file, std::optional<Money> minimum = std::nullopt);

}  // namespace payung
