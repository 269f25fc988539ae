#include "monitoring/denominators.h"

#include <array>
#include <optional>
#include <span>

#include "base/csv_reader.h"
#include "base/text.h"

namespace payung {
namespace {

enum Column : std::size_t { kind, code, name, persons, period, status, source, column_count };

template <class T>
std::optional<T> place_of(std::string_view word, std::span<const std::string_view> words,
                          std::span<const T> values) {
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == word) return values[i];
    }
    return std::nullopt;
}

std::optional<DenominatorKind> kind_from(std::string_view word) {
    constexpr std::array<std::string_view, 2> words{"bekerja", "berhak"};
    constexpr std::array kinds{DenominatorKind::employed, DenominatorKind::eligible};
    return place_of<DenominatorKind>(word, words, kinds);
}

std::optional<Confidence> confidence_from(std::string_view word) {
    constexpr std::array<std::string_view, 3> words{"C", "D", "M"};
    constexpr std::array values{Confidence::confirmed, Confidence::derived,
                                Confidence::unconfirmed};
    return place_of<Confidence>(word, words, values);
}

std::optional<Denominator> denominator_from(std::span<const std::string_view> fields) {
    if (fields.size() != column_count) return std::nullopt;
    const auto what = kind_from(fields[kind]);
    const auto count = parse_u64(fields[persons]);
    const auto confidence = confidence_from(fields[status]);
    if (!what || !count || *count == 0 || !confidence) return std::nullopt;
    if (fields[period].empty() || fields[source].empty()) return std::nullopt;
    return Denominator{*what, *count, std::string(fields[period]),
                       Citation{std::string(fields[source]), *confidence}};
}

}  // namespace

std::string_view label_of(DenominatorKind kind, Language language) {
    struct Label {
        std::string_view id, en;
    };
    constexpr std::array<Label, 3> labels{{
        {"pekerja dalam register", "workers in the register"},
        {"penduduk bekerja", "employed population"},
        {"pekerja yang berhak menjadi peserta", "workers eligible for membership"},
    }};
    const Label& label = labels.at(static_cast<std::size_t>(kind));
    return language == Language::id ? label.id : label.en;
}

Result<DenominatorTable> DenominatorTable::load(const Path& employed_population_csv) {
    TRY_ASSIGN(CsvFile file, CsvFile::open(employed_population_csv));
    DenominatorTable table;
    std::optional<std::uint64_t> wrong_line;
    const auto take = [&](const CsvRow& row) {
        auto denominator = denominator_from(row.fields);
        if (denominator) {
            table.entries_.push_back({std::string(row.fields[code]), std::move(*denominator)});
        } else if (!wrong_line) {
            wrong_line = row.line;
        }
    };
    CsvBlock block;
    for (;;) {
        TRY_ASSIGN(const bool more, file.next(block));
        if (!more) break;
        block.for_each(take);
    }
    if (!wrong_line) return table;
    return Error{
        Code::denominators_malformed,
        {{"file", employed_population_csv.string()}, {"line", std::to_string(*wrong_line)}}};
}

std::vector<Denominator> DenominatorTable::denominators(std::string_view area_code,
                                                        std::uint64_t register_workers) const {
    std::vector<Denominator> found{{DenominatorKind::register_workers,
                                    register_workers,
                                    "",
                                    {"register", Confidence::confirmed}}};
    for (const Entry& entry : entries_) {
        if (entry.code == area_code) found.push_back(entry.denominator);
    }
    return found;
}

}  // namespace payung
