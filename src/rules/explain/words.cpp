#include "rules/explain/words.h"

#include <algorithm>
#include <array>

#include "base/language.h"

namespace payung::rules {

namespace {

constexpr std::array<Phrase, 12> month_names{{{"Januari", "January"},
                                              {"Februari", "February"},
                                              {"Maret", "March"},
                                              {"April", "April"},
                                              {"Mei", "May"},
                                              {"Juni", "June"},
                                              {"Juli", "July"},
                                              {"Agustus", "August"},
                                              {"September", "September"},
                                              {"Oktober", "October"},
                                              {"November", "November"},
                                              {"Desember", "December"}}};

struct UnitName {
    Unit unit;
    std::string_view name, type;
    Phrase counted;  // behind a number, in a sentence
};
constexpr std::array unit_names{
    UnitName{Unit::rupiah, "rupiah", "tRupiah", {}},
    UnitName{Unit::ratio, "ratio", "tRasio", {}},
    UnitName{Unit::percent, "percent", "tPersen", {}},
    UnitName{Unit::years, "years", "tJumlahTahun", {"tahun", "years"}},
    UnitName{Unit::months, "months", "tJumlahBulan", {"bulan", "months"}},
    UnitName{Unit::days, "days", "tJumlahHari", {"hari", "days"}},
    UnitName{Unit::month, "month", "tBulan", {}},
};

const UnitName* entry_of(Unit unit) {
    const auto* const found = std::ranges::find(unit_names, unit, &UnitName::unit);
    return found == unit_names.end() ? nullptr : found;
}

std::string month_name(const Date& date, Style style, Language language) {
    const std::string_view name = month_names.at(date.month - 1U).in(language);
    return std::string(style == Style::cell ? name.substr(0, 3) : name);
}

/// Groups of three digits before the point, `separator` between them.
std::string grouped(std::string_view digits, char separator) {
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) out += separator;
        out += digits[i];
    }
    return out;
}

std::string rupiah_in_words(const Decimal& amount, Language language) {
    const std::string sign = amount.negative() ? "-" : "";
    return sign + (language == Language::id ? "Rp" : "Rp ") + in_words(amount.absolute(), language);
}

std::string percent_in_words(const Decimal& share, Unit unit, Language language) {
    const auto percent = unit == Unit::ratio ? share * Decimal::from_integer(100) : share;
    return in_words(percent.value_or(share), language) + " %";
}

std::string number_in_words(const Decimal& number, Unit unit, Style style, Language language) {
    if (style == Style::cell) return in_words(number, language);
    if (unit == Unit::rupiah) return rupiah_in_words(number, language);
    if (unit == Unit::ratio || unit == Unit::percent)
        return percent_in_words(number, unit, language);
    const UnitName* const entry = entry_of(unit);
    const std::string_view counted = entry == nullptr ? "" : entry->counted.in(language);
    return in_words(number, language) + (counted.empty() ? "" : " " + std::string(counted));
}

std::string months_in_words(std::int64_t months, Language language) {
    const auto part = [&](std::int64_t count, const Phrase& word) {
        return std::to_string(count) + " " + std::string(word.in(language));
    };
    const Phrase years{"tahun", "years"}, rest{"bulan", "months"};
    if (months % 12 == 0 && months != 0) return part(months / 12, years);
    if (months < 12) return part(months, rest);
    return part(months / 12, years) + " " + part(months % 12, rest);
}

std::string list_in_words(const List& list, Unit unit, Style style, Language language) {
    std::string out;
    for (const Value& item : list)
        out += (out.empty() ? "" : ", ") + in_words(item, unit, style, language);
    return out.empty() ? std::string(Phrase{"tidak ada", "none"}.in(language)) : out;
}

std::string context_in_words(const Context& context, Style style, Language language) {
    std::string out;
    for (const auto& [name, value] : context.entries())
        out +=
            (out.empty() ? "" : "; ") + name + ": " + in_words(value, Unit::none, style, language);
    return out;
}

bool stands_for_month(const Type& type) {
    return std::ranges::any_of(type.constraints,
                               [](const std::string& text) { return text == "?.day = 1"; });
}

}  // namespace

std::string_view name_of(Unit unit) {
    const UnitName* const entry = entry_of(unit);
    return entry == nullptr ? "" : entry->name;
}

Unit unit_named(std::string_view name) {
    if (name == "rupiah_per_month") return Unit::rupiah;
    for (const UnitName& entry : unit_names)
        if (name == entry.name) return entry.unit;
    return Unit::none;
}

Unit unit_of(const Type* type) {
    if (type == nullptr) return Unit::none;
    const std::string_view name =
        std::string_view(type->name).substr(type->name.rfind('.') + 1);  // npos + 1 is 0
    for (const UnitName& entry : unit_names)
        if (name == entry.type) return entry.unit;
    return stands_for_month(*type) ? Unit::month : Unit::none;
}

Unit unit_of(const Node& node, const Units* units) {
    if (units != nullptr)
        if (const auto found = units->find(node.name); found != units->end()) return found->second;
    return unit_of(node.type.get());
}

std::string in_words(const Decimal& number, Language language) {
    const std::string text = number.absolute().text();
    const std::size_t point = text.find('.');
    const bool indonesian = language == Language::id;
    std::string out = number.negative() ? "-" : "";
    out += grouped(std::string_view(text).substr(0, point), indonesian ? '.' : ',');
    if (point != std::string::npos)
        (out += indonesian ? ',' : '.') += std::string_view(text).substr(point + 1);
    return out;
}

std::string in_words(const Date& date, Style style, Language language) {
    return std::to_string(date.day) + " " + month_in_words(date, style, language);
}

std::string month_in_words(const Date& date, Style style, Language language) {
    return month_name(date, style, language) + " " + std::to_string(date.year);
}

std::string span_in_words(const Date& first, const Date& last, Unit unit, Style style,
                          Language language) {
    const auto tell = [&](const Date& date) {
        return unit == Unit::month ? month_in_words(date, style, language)
                                   : in_words(date, style, language);
    };
    if (first == last) return tell(first);
    if (unit == Unit::month && first.year == last.year)
        return month_name(first, style, language) + " – " + tell(last);
    return tell(first) + " – " + tell(last);
}

std::string in_words(const Value& value, Unit unit, Style style, Language language) {
    switch (value.kind()) {
        case Kind::null:
            return std::string(Phrase{"tidak ada", "none"}.in(language));
        case Kind::boolean:
            return std::string(
                (value.boolean() ? Phrase{"ya", "yes"} : Phrase{"tidak", "no"}).in(language));
        case Kind::number:
            return number_in_words(value.number(), unit, style, language);
        case Kind::string:
            return value.text();
        case Kind::date:
            return unit == Unit::month ? month_in_words(value.date(), style, language)
                                       : in_words(value.date(), style, language);
        case Kind::years_months_duration:
            return months_in_words(value.years_months().months, language);
        case Kind::list:
            return list_in_words(value.list(), unit, style, language);
        case Kind::context:
            return context_in_words(value.context(), style, language);
        default:
            return to_feel(value);
    }
}

std::string citation_in(std::string_view citation, Language language) {
    if (language == Language::id) return std::string(citation);
    constexpr std::array words{Phrase{"Pasal", "Article"},         Phrase{"ayat", "paragraph"},
                               Phrase{"huruf", "letter"},          Phrase{"angka", "number"},
                               Phrase{"Lampiran", "Annex"},        Phrase{"baris", "row"},
                               Phrase{"Penjelasan", "Elucidation"}};
    std::string out;
    while (!citation.empty()) {
        const std::size_t end = std::min(citation.find(' '), citation.size() - 1) + 1;
        std::string_view word = citation.substr(0, end);
        citation.remove_prefix(end);
        const bool spaced = word.ends_with(' ');
        if (spaced) word.remove_suffix(1);
        for (const Phrase& known : words)
            if (word == known.id) word = known.en;
        out += word;
        if (spaced) out += ' ';
    }
    return out;
}

std::string plain_dates(std::string_view feel) {
    constexpr std::string_view open = "date(\"", close = "\")";
    std::string out;
    for (;;) {
        const std::size_t at = feel.find(open);
        const std::size_t end =
            at == std::string_view::npos ? at : feel.find(close, at + open.size());
        if (end == std::string_view::npos) return out += feel;
        out += feel.substr(0, at);
        out += feel.substr(at + open.size(), end - at - open.size());
        feel.remove_prefix(end + close.size());
    }
}

std::size_t columns_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace payung::rules
