#pragma once

/// Whether what is said of an employer is said in the words of the law.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "legislation/rulebook.h"
#include "membership/party.h"

namespace payung {

/// The words that the law has for an input: of `Skala usaha`, `Kelompok risiko`, `Industri` …
/// law_malformed where it has no such input.
Result<std::vector<std::string>> law_words(const Rulebook& law, std::string_view input);

/// employer_word_unknown for the first word that the law does not have; a letter of KBLI is A … U.
Result<void> check_employer_words(const Rulebook& law, const EmployerFact& fact);

}  // namespace payung
