#include "membership/employer_words.h"

#include <fmt/ranges.h>

#include <algorithm>

#include "membership/errors.h"

namespace payung {
namespace {

Error unknown(std::string_view field, std::string_view value, std::string words) {
    return Error{membership_error::employer_word_unknown,
                 {{"field", std::string(field)},
                  {"value", std::string(value)},
                  {"words", std::move(words)}}};
}

Result<void> check_word(const Rulebook& law, std::string_view input, std::string_view value) {
    TRY_ASSIGN(const std::vector<std::string> words, law_words(law, input));
    if (std::find(words.begin(), words.end(), value) != words.end()) return {};
    return unknown(input, value, fmt::format("{}", fmt::join(words, "; ")));
}

}  // namespace

Result<std::vector<std::string>> law_words(const Rulebook& law, std::string_view input) {
    const rules::Node* const node = law.program().find(input, rules::Node::Kind::input);
    if (node != nullptr && node->type != nullptr) return words_of(*node->type);
    const std::string text(input);
    return Error{Code::law_malformed,
                 {{"file", law.folder().string()},
                  {"line", "0"},
                  {"apa", "tidak ada masukan '" + text + "'"},
                  {"what", "there is no input '" + text + "'"}}};
}

Result<void> check_employer_words(const Rulebook& law, const EmployerFact& fact) {
    TRY(check_word(law, "Skala usaha", fact.scale));
    TRY(check_word(law, "Kelompok risiko", fact.risk_group));
    TRY(check_word(law, "Industri", fact.industry));
    if (fact.sector != '\0' && (fact.sector < 'A' || fact.sector > 'U'))
        return unknown("KBLI", std::string(1, fact.sector), "A … U");
    return {};
}

}  // namespace payung
