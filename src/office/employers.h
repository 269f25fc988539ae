#pragma once

/// Employers and other parties that pay: registering, changing, closing.
///
/// Law      words of `Skala usaha`, `Kelompok risiko`, `Industri` (legislation/) are checked
/// against
///          the law's own lists.
/// Errors   party_exists, party_unknown, employer_word_unknown, employer_month_before.

#include <string>

#include "membership/party.h"
#include "office/desk.h"

namespace payung {

/// The answer is {"party":…}.
Result<Done> register_employer(const Desk& desk, std::string_view number, std::string_view name,
                               const EmployerFact& fact);
/// What holds from fact.from on; what held before stays as it was.
Result<Done> change_employer(const Desk& desk, std::string_view number, const EmployerFact& fact);
/// No activity from `month` on (BLTH NA).
Result<Done> close_employer(const Desk& desk, std::string_view number, Month month,
                            std::string_view reason);

/// A group of workers (wadah) that collects what its workers owe and pays it. The answer is
/// {"party":…}.
Result<Done> register_group(const Desk& desk, std::string_view number, std::string_view name);

}  // namespace payung
