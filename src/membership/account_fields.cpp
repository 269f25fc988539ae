#include "membership/account_fields.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "registry/digits.h"

namespace payung {
namespace {

template <class T>
struct Word {
    std::string_view upper;
    T value;
};

/// The value of the word that `text` is, upper and lower case being one.
template <class T, std::size_t N>
std::optional<T> value_of(std::string_view text, const std::array<Word<T>, N>& words) {
    for (const Word<T>& word : words) {
        const bool same = text.size() == word.upper.size() &&
                          std::equal(text.begin(), text.end(), word.upper.begin(),
                                     [](char a, char b) { return upper_ascii(a) == b; });
        if (same) return word.value;
    }
    return std::nullopt;
}

std::optional<std::int32_t> month_number(std::string_view year, std::string_view month) {
    constexpr std::int64_t year_min = 1900, year_max = 2199;
    if (year.size() != 4 || month.empty() || month.size() > 2) return std::nullopt;
    const std::int64_t y = all_digits(year), m = all_digits(month);
    if (y < year_min || y > year_max || m < 1 || m > 12) return std::nullopt;
    return Month::from_ym(static_cast<int>(y), static_cast<unsigned>(m)).number();
}

/// MM-YYYY, MM/YYYY, YYYY/MM, or a whole date with the year first or last.
std::optional<std::int32_t> other_month(std::string_view text) {
    constexpr std::string_view separators = "-/.";
    const std::size_t time = std::min(text.find_first_of("T "), text.size());
    text = text.substr(0, time);
    std::array<std::string_view, 3> parts;
    std::size_t count = 0;
    while (count < parts.size()) {
        const std::size_t end = std::min(text.find_first_of(separators), text.size());
        parts[count++] = text.substr(0, end);
        if (end == text.size()) break;
        text.remove_prefix(end + 1);
        if (count == parts.size()) return std::nullopt;
    }
    if (count < 2) return std::nullopt;
    if (count == 3 && all_digits(parts[parts[0].size() == 4 ? 2 : 0]) < 1) return std::nullopt;
    if (parts[0].size() == 4) return month_number(parts[0], parts[1]);
    return month_number(parts[count - 1], parts[count - 2]);
}

}  // namespace

Reading<Segment> read_segment(std::string_view text) {
    static constexpr std::array<Word<Segment>, 8> words{{
        {"PU", Segment::pu},
        {"BPU", Segment::bpu},
        {"PMI", Segment::pmi},
        {"JAKON", Segment::jakon},
        {"PENERIMA UPAH", Segment::pu},
        {"BUKAN PENERIMA UPAH", Segment::bpu},
        {"PEKERJA MIGRAN INDONESIA", Segment::pmi},
        {"JASA KONSTRUKSI", Segment::jakon},
    }};
    if (text.empty()) return {};
    const auto segment = value_of(text, words);
    if (!segment) return {Segment::unknown, Code::segment_unreadable};
    return {*segment, std::nullopt};
}

Reading<std::uint8_t> read_programmes(std::string_view text) {
    static constexpr std::array<Word<ProgrammeBit>, 5> words{{
        {"JKK", bit_jkk},
        {"JKM", bit_jkm},
        {"JHT", bit_jht},
        {"JP", bit_jp},
        {"JKP", bit_jkp},
    }};
    Reading<std::uint8_t> programmes;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of("+,;| "), text.size());
        const std::string_view word = text.substr(0, end);
        const auto bit = value_of(word, words);
        if (bit) programmes.value = static_cast<std::uint8_t>(programmes.value | *bit);
        if (!bit && !word.empty()) programmes.doubt = Code::programme_unreadable;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return programmes;
}

Reading<bool> read_active(std::string_view text) {
    static constexpr std::array<Word<bool>, 8> words{{
        {"AKTIF", true},
        {"NONAKTIF", false},
        {"NON AKTIF", false},
        {"NON-AKTIF", false},
        {"TIDAK AKTIF", false},
        {"TIDAKAKTIF", false},
        {"ACTIVE", true},
        {"INACTIVE", false},
    }};
    if (text.empty()) return {true, std::nullopt};
    const auto active = value_of(text, words);
    if (!active) return {true, Code::account_status_unreadable};
    return {*active, std::nullopt};
}

Reading<std::int32_t> read_month(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() == 7 && text[4] == '-') {
        if (const auto month = month_number(text.substr(0, 4), text.substr(5))) {
            return {*month, std::nullopt};
        }
    }
    if (const auto month = other_month(text)) return {*month, Code::month_not_iso};
    return {0, Code::month_unreadable};
}

Reading<bool> read_employer_number(std::string_view text) {
    constexpr std::size_t size_min = 4, size_max = 12;
    if (text.empty()) return {};
    const bool fits = text.size() >= size_min && text.size() <= size_max &&
                      std::all_of(text.begin(), text.end(), [](char c) {
                          const char upper = upper_ascii(c);
                          return (c >= '0' && c <= '9') || (upper >= 'A' && upper <= 'Z');
                      });
    if (!fits) return {false, Code::npp_unreadable};
    return {true, std::nullopt};
}

}  // namespace payung
