#include "planning/vulnerable.h"

#include <algorithm>
#include <type_traits>

#include "base/text.h"

namespace payung {
namespace {

constexpr int age_max = 120;
constexpr int decile_max = 10;
constexpr int status_max = 7;
constexpr std::int64_t income_max = 4'000'000'000;  // PersonFacts holds 32 bits
constexpr std::size_t sets_max = 65'535;

constexpr std::string_view law_file = "umum/pekerja_rentan.dmn";
constexpr std::string_view nation_word = "nasional", region_scheme = "daerah";
constexpr std::array<std::string_view, clause_count> decision_names{
    "Klausul akun",      "Klausul umur",  "Klausul status pekerjaan", "Klausul lapangan usaha",
    "Klausul pekerjaan", "Klausul desil", "Klausul penghasilan"};

Error malformed(std::string_view place, std::string apa, std::string what) {
    const std::string at(place);
    return Error{Code::law_malformed,
                 {{"file", std::string(law_file)},
                  {"line", "0"},
                  {"apa", at.empty() ? std::move(apa) : at + ": " + apa},
                  {"what", at.empty() ? std::move(what) : at + ": " + what}}};
}

/// What a clause's table answers for one region, field by field.
class ClauseReader {
public:
    ClauseReader(std::string_view decision, const rules::Value& value)
        : decision_(decision), value_(value) {}

    Result<IfMissing> if_missing(std::string_view field) const {
        TRY_ASSIGN(const bool take, either(field, "terpenuhi", "tidak terpenuhi"));
        return take ? IfMissing::take : IfMissing::leave_out;
    }

    /// Whether the field says `yes`; it must say one of the two.
    Result<bool> either(std::string_view field, std::string_view yes, std::string_view no) const {
        TRY_ASSIGN(const std::string word, text(field));
        if (word == yes || word == no) return word == yes;
        return unexpected(field);
    }

    Result<std::string> text(std::string_view field) const {
        const rules::Value* value = find(field);
        if (value == nullptr || value->kind() != rules::Kind::string) return unexpected(field);
        return value->text();
    }

    Result<std::int64_t> whole(std::string_view field, std::int64_t min, std::int64_t max) const {
        const rules::Value* value = find(field);
        if (value == nullptr) return unexpected(field);
        return whole(field, *value, min, max);
    }

    Result<bool> boolean(std::string_view field) const {
        const rules::Value* value = find(field);
        if (value == nullptr || value->kind() != rules::Kind::boolean) return unexpected(field);
        return value->boolean();
    }

    Result<std::vector<std::string>> words(std::string_view field) const {
        TRY_ASSIGN(const rules::List* list, items(field));
        std::vector<std::string> words;
        for (const rules::Value& item : *list) {
            if (item.kind() != rules::Kind::string) return unexpected(field);
            words.push_back(item.text());
        }
        return words;
    }

    /// The set of bits that a list of small numbers names.
    Result<std::uint8_t> bits(std::string_view field, std::int64_t max) const {
        TRY_ASSIGN(const rules::List* list, items(field));
        unsigned bits = 0;
        for (const rules::Value& item : *list) {
            TRY_ASSIGN(const std::int64_t bit, whole(field, item, 1, max));
            bits |= 1U << static_cast<unsigned>(bit);
        }
        return static_cast<std::uint8_t>(bits);
    }

    Error unexpected(std::string_view field) const {
        const std::string name(field);
        return malformed(decision_, "kolom '" + name + "' tidak berisi yang diharapkan",
                         "column '" + name + "' does not hold what is expected");
    }

private:
    const rules::Value* find(std::string_view field) const {
        if (value_.kind() != rules::Kind::context) return field.empty() ? &value_ : nullptr;
        return value_.context().find(field);
    }
    Result<const rules::List*> items(std::string_view field) const {
        const rules::Value* value = find(field);
        if (value == nullptr || value->kind() != rules::Kind::list) return unexpected(field);
        return &value->list();
    }
    Result<std::int64_t> whole(std::string_view field, const rules::Value& value, std::int64_t min,
                               std::int64_t max) const {
        if (value.kind() != rules::Kind::number) return unexpected(field);
        const auto number = value.number().integer();
        if (!number || *number < min || *number > max) return unexpected(field);
        return *number;
    }

    std::string_view decision_;
    const rules::Value& value_;
};

Result<void> read_terms(const ClauseReader& reader, ClauseTerms& terms) {
    TRY_ASSIGN(terms.value, reader.if_missing("Sel kosong"));
    TRY_ASSIGN(terms.column, reader.if_missing("Kolom tidak ada"));
    return {};
}

Result<void> read(const ClauseReader& reader, AgeClause& clause) {
    TRY(read_terms(reader, clause));
    TRY_ASSIGN(const std::int64_t min, reader.whole("Usia minimum", 0, age_max));
    TRY_ASSIGN(const std::int64_t max, reader.whole("Usia maksimum", min, age_max));
    clause.years_min = static_cast<int>(min);
    clause.years_max = static_cast<int>(max);
    return {};
}

Result<void> read(const ClauseReader& reader, MainStatusClause& clause) {
    TRY(read_terms(reader, clause));
    TRY_ASSIGN(clause.codes, reader.bits("Kode", status_max));
    TRY_ASSIGN(clause.codes_if_earning, reader.bits("Kode bila berpenghasilan", status_max));
    if ((clause.codes & clause.codes_if_earning) == 0) return {};
    return reader.unexpected("Kode bila berpenghasilan");
}

Result<void> read(const ClauseReader& reader, AccountClause& clause) {
    TRY_ASSIGN(const bool take, reader.either("", "masuk", "tidak masuk"));
    clause.inactive = take ? IfMissing::take : IfMissing::leave_out;
    return {};
}

Result<void> read(const ClauseReader& reader, SectorClause& clause) {
    TRY(read_terms(reader, clause));
    TRY_ASSIGN(const std::vector<std::string> letters, reader.words("Huruf"));
    clause.letters = 0;
    for (const std::string& letter : letters) {
        if (letter.size() != 1 || letter[0] < 'A' || letter[0] > 'U')
            return reader.unexpected("Huruf");
        clause.letters |= 1U << static_cast<unsigned>(letter[0] - 'A');
    }
    return {};
}

Result<void> read(const ClauseReader& reader, OccupationClause& clause) {
    TRY(read_terms(reader, clause));
    TRY_ASSIGN(const std::vector<std::string> words, reader.words("Kata"));
    clause.phrases.clear();
    for (const std::string& text : words) {
        clause.phrases.push_back(normalised_words(text));
        if (clause.phrases.back().size() <= 1) return reader.unexpected("Kata");
    }
    return {};
}

Result<void> read(const ClauseReader& reader, DecileClause& clause) {
    TRY(read_terms(reader, clause));
    TRY_ASSIGN(const std::int64_t max, reader.whole("Desil maksimum", 1, decile_max));
    clause.max = static_cast<int>(max);
    constexpr std::string_view field = "Keputusan kepala daerah";
    TRY_ASSIGN(const std::string word, reader.text(field));
    if (word != "cukup" && word != "wajib" && word != "diabaikan") return reader.unexpected(field);
    clause.decree = word == "cukup"   ? DecreeUse::suffices
                    : word == "wajib" ? DecreeUse::required
                                      : DecreeUse::ignored;
    return {};
}

Result<void> read(const ClauseReader& reader, IncomeClause& clause) {
    TRY(read_terms(reader, clause));
    TRY_ASSIGN(const bool limited, reader.boolean("Ada batas"));
    clause.rupiah_max.reset();
    if (!limited) return {};
    TRY_ASSIGN(const std::int64_t rupiah, reader.whole("Penghasilan maksimum", 0, income_max));
    clause.rupiah_max = static_cast<std::uint32_t>(rupiah);
    return {};
}

/// Calls `take` with the clause of that kind.
template <class Clauses, class Take>
auto with_clause(Clauses& clauses, Clause which, Take&& take) {
    switch (which) {
        case Clause::account:
            return take(clauses.account);
        case Clause::age:
            return take(clauses.age);
        case Clause::main_status:
            return take(clauses.main_status);
        case Clause::sector:
            return take(clauses.sector);
        case Clause::occupation:
            return take(clauses.occupation);
        case Clause::decile:
            return take(clauses.decile);
        case Clause::income:
            return take(clauses.income);
    }
    CHECK(false);
}

/// Asks the tables of clauses, region by region.
class ClauseTables {
public:
    explicit ClauseTables(const Rulebook& rulebook) : rulebook_(rulebook) {}

    /// The clauses of a region, and the row of each that applied.
    struct Found {
        VulnerableClauses clauses;
        std::array<int, clause_count> rows{};
    };
    Result<Found> ask(std::string_view region, std::string_view scheme) const {
        Found found;
        for (const Clause which : all_clauses) {
            TRY(ask(which, {{"Wilayah", rules::Value(region)}, {"Skema", rules::Value(scheme)}},
                    found));
        }
        return found;
    }

    /// The words of `Wilayah`: the nation and the codes of regions.
    Result<std::vector<std::string>> regions() const {
        TRY_ASSIGN(const rules::Node* table, table_of(Clause::account));
        for (const rules::Node* input : rulebook_.inputs_of(*table)) {
            if (input->name == "Wilayah" && input->type != nullptr) return words_of(*input->type);
        }
        return malformed("Wilayah", "masukan ini tidak ada", "this input is not there");
    }

private:
    Result<const rules::Node*> table_of(Clause which) const {
        const std::string_view name = decision_names.at(static_cast<std::size_t>(which));
        const rules::Node* table = rulebook_.decision(name);
        if (table != nullptr) return table;
        return malformed(name, "keputusan ini tidak ada", "this decision is not there");
    }

    Result<void> ask(Clause which, const Facts& facts, Found& found) const {
        TRY_ASSIGN(const rules::Node* table, table_of(which));
        const Answer answer = rulebook_.decide(*table, facts);
        if (answer.value.is_null() || answer.applied.empty()) {
            return malformed(table->name, "tidak ada baris yang berlaku", "no row applies");
        }
        const int row = answer.applied.back().rows.front();
        found.rows.at(static_cast<std::size_t>(which)) = row;
        const ClauseReader reader(table->name, answer.value);
        return with_clause(found.clauses, which, [&](auto& clause) -> Result<void> {
            TRY(read(reader, clause));
            clause.citation = citation_from(source_of(*table, row));
            return {};
        });
    }

    const Rulebook& rulebook_;
};

struct Region {
    std::uint32_t area;
    const RegionClauses* own;
};

Result<Region> region_from(const RegionClauses& region, const AreaTable& areas) {
    const AreaCode code = read_area_code(region.area);
    const std::uint32_t area = areas.find_deepest(code);
    if (!code.exact || areas.code(area).size() != code.digits) {
        return malformed("Wilayah", "wilayah '" + region.area + "' tidak dikenal",
                         "area '" + region.area + "' is not known");
    }
    return Region{area, &region};
}

/// The regions in the order of their areas, so that each stands behind those around it.
Result<std::vector<Region>> sorted_regions(std::span<const RegionClauses> all,
                                           const AreaTable& areas) {
    if (all.size() >= sets_max) {
        return malformed("Wilayah", "terlalu banyak wilayah", "too many regions");
    }
    std::vector<Region> regions;
    for (const RegionClauses& one : all) {
        TRY_ASSIGN(const Region region, region_from(one, areas));
        regions.push_back(region);
    }
    std::stable_sort(regions.begin(), regions.end(),
                     [](const Region& a, const Region& b) { return a.area < b.area; });
    const auto twice =
        std::adjacent_find(regions.begin(), regions.end(),
                           [](const Region& a, const Region& b) { return a.area == b.area; });
    if (twice == regions.end()) return regions;
    const std::string& area = std::next(twice)->own->area;
    return malformed("Wilayah", "wilayah '" + area + "' disebut dua kali",
                     "area '" + area + "' stands twice");
}

}  // namespace

std::string normalised_words(std::string_view text) {
    std::string out = " ";
    for (const char c : text) {
        const char low = lower_ascii(c);
        const bool word = (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') ||
                          static_cast<unsigned char>(c) >= 0x80;
        if (word) {
            out += low;
        } else if (out.back() != ' ') {
            out += ' ';
        }
    }
    if (out.back() != ' ') out += ' ';
    return out;
}

const ClauseTerms& VulnerableClauses::terms_of(Clause clause) const {
    return *with_clause(*this, clause, [](const ClauseTerms& terms) { return &terms; });
}

AgeLimits::AgeLimits(const AgeClause& clause, Month month) {
    const auto day = static_cast<std::int64_t>(month.year()) * 10'000 + month.month() * 100 + 1;
    const auto birth = [&](int years) {
        return static_cast<std::uint32_t>(std::max<std::int64_t>(0, day - years * 10'000LL));
    };
    oldest = birth(clause.years_max + 1);
    youngest = birth(clause.years_min);
}

Result<VulnerableRule> VulnerableRule::load(const Path& legislation_folder,
                                            const AreaTable& areas) {
    TRY_ASSIGN(const Rulebook rulebook, Rulebook::open(legislation_folder));
    return load(rulebook, areas);
}

Result<VulnerableRule> VulnerableRule::load(const Rulebook& rulebook, const AreaTable& areas) {
    const ClauseTables tables(rulebook);
    TRY_ASSIGN(ClauseTables::Found nation, tables.ask(nation_word, nation_word));
    TRY_ASSIGN(const std::vector<std::string> words, tables.regions());
    std::vector<RegionClauses> regions;
    for (const std::string& word : words) {
        if (word == nation_word) continue;
        TRY_ASSIGN(ClauseTables::Found found, tables.ask(word, region_scheme));
        RegionClauses& region = regions.emplace_back();
        region.area = word;
        region.clauses = std::move(found.clauses);
        for (std::size_t i = 0; i < clause_count; ++i)
            region.replaced.at(i) = found.rows.at(i) != nation.rows.at(i);
    }
    return from(std::move(nation.clauses), regions, areas);
}

Result<VulnerableRule> VulnerableRule::from(VulnerableClauses nation,
                                            std::span<const RegionClauses> regions,
                                            const AreaTable& areas) {
    TRY_ASSIGN(const std::vector<Region> sorted, sorted_regions(regions, areas));
    VulnerableRule rule;
    rule.sets_.push_back(std::move(nation));
    rule.set_of_area_.assign(areas.size(), 0);
    for (const Region& region : sorted) {
        VulnerableClauses set = rule.clauses_in(region.area);
        for (const Clause which : all_clauses) {
            if (!region.own->replaced.at(static_cast<std::size_t>(which))) continue;
            with_clause(set, which, [&]<class T>(T& clause) {
                with_clause(region.own->clauses, which, [&]<class U>(const U& own) {
                    if constexpr (std::is_same_v<T, U>) clause = own;
                });
            });
        }
        const auto at = rule.set_of_area_.begin();
        std::fill(at + region.area, at + areas.end(region.area),
                  static_cast<std::uint16_t>(rule.sets_.size()));
        rule.sets_.push_back(std::move(set));
    }
    return rule;
}

const Citation* VulnerableRule::citation_of(Standing standing, std::uint32_t area) const {
    if (standing == Standing::duplicate_row) return nullptr;
    return &clauses_in(area).terms_of(clause_of(standing)).citation;
}

}  // namespace payung
