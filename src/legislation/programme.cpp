#include "legislation/programme.h"

#include <string>

#include "base/text.h"

namespace payung {
namespace {

constexpr std::array<std::string_view, all_programmes.size()> programme_names{"JKK", "JKM", "JHT",
                                                                              "JP", "JKP"};
constexpr std::array<std::string_view, all_payer_kinds.size()> payer_names{
    "APBN", "APBD_PROV", "APBD_KAB", "APBDES", "DBH_SAWIT", "DBHCHT", "TJSL", "DONOR"};

template <class T, std::size_t n>
std::optional<T> find_word(const std::array<std::string_view, n>& names, std::string_view word) {
    const std::string upper = upper_ascii(word);
    for (std::size_t i = 0; i < n; ++i) {
        if (names[i] == upper) return static_cast<T>(i);
    }
    return std::nullopt;
}

}  // namespace

std::string_view name_of(Programme programme) {
    return programme_names.at(static_cast<std::size_t>(programme));
}
std::string_view name_of(PayerKind payer) {
    return payer_names.at(static_cast<std::size_t>(payer));
}

std::optional<Programme> parse_programme(std::string_view word) {
    return find_word<Programme>(programme_names, word);
}
std::optional<PayerKind> parse_payer_kind(std::string_view word) {
    return find_word<PayerKind>(payer_names, word);
}

}  // namespace payung
