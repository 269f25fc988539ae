#include "planning/vulnerable.h"

#include <algorithm>

#include "base/text.h"
#include "legislation/yaml.h"

namespace payung {
namespace {

constexpr int age_max = 120;
constexpr int decile_max = 10;
constexpr int status_max = 7;
constexpr std::int64_t income_max = 4'000'000'000;  // PersonFacts holds 32 bits
constexpr std::size_t sets_max = 65'535;

Result<IfMissing> if_missing_from(const YamlNode& node, std::string_view key) {
    TRY_ASSIGN(const std::size_t word, node.one_of(key, {"take", "leave_out"}));
    return static_cast<IfMissing>(word);
}

/// What every clause says; `own` are the keys that only this one has.
Result<ClauseTerms> terms_from(const YamlNode& node, std::string_view own,
                               std::string_view own_too) {
    TRY(node.only({own, own_too, "if_value_missing", "if_column_missing", "cite", "status"}));
    ClauseTerms terms;
    TRY_ASSIGN(terms.value, if_missing_from(node, "if_value_missing"));
    TRY_ASSIGN(terms.column, if_missing_from(node, "if_column_missing"));
    TRY_ASSIGN(terms.citation, citation_of(node));
    return terms;
}

Result<void> read(const YamlNode& node, AgeClause& clause) {
    TRY_ASSIGN(static_cast<ClauseTerms&>(clause), terms_from(node, "min", "max"));
    TRY_ASSIGN(const std::int64_t min, node.integer("min", 0, age_max));
    TRY_ASSIGN(const std::int64_t max, node.integer("max", min, age_max));
    clause.years_min = static_cast<int>(min);
    clause.years_max = static_cast<int>(max);
    return {};
}

Result<std::uint8_t> statuses_from(const YamlNode& node, std::string_view key) {
    TRY_ASSIGN(const YamlNode* list, node.get(key));
    TRY_ASSIGN(const auto* items, list->items());
    unsigned codes = 0;
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(const std::int64_t code, item.integer(1, status_max));
        codes |= 1U << static_cast<unsigned>(code);
    }
    return static_cast<std::uint8_t>(codes);
}

Result<void> read(const YamlNode& node, MainStatusClause& clause) {
    TRY_ASSIGN(static_cast<ClauseTerms&>(clause), terms_from(node, "codes", "codes_if_earning"));
    TRY_ASSIGN(clause.codes, statuses_from(node, "codes"));
    TRY_ASSIGN(clause.codes_if_earning, statuses_from(node, "codes_if_earning"));
    if ((clause.codes & clause.codes_if_earning) == 0) return {};
    return node.malformed("satu status ada dalam kedua daftar", "a status is on both lists");
}

Result<void> read(const YamlNode& node, AccountClause& clause) {
    TRY(node.only({"inactive", "cite", "status"}));
    TRY_ASSIGN(clause.inactive, if_missing_from(node, "inactive"));
    TRY_ASSIGN(clause.citation, citation_of(node));
    return {};
}

Result<void> read(const YamlNode& node, SectorClause& clause) {
    TRY_ASSIGN(static_cast<ClauseTerms&>(clause), terms_from(node, "letters", "letters"));
    TRY_ASSIGN(const YamlNode* list, node.get("letters"));
    TRY_ASSIGN(const auto* items, list->items());
    clause.letters = 0;
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(const std::string letter, item.text());
        if (letter.size() != 1 || letter[0] < 'A' || letter[0] > 'U') {
            return item.malformed("'" + letter + "' bukan huruf KBLI (A … U)",
                                  "'" + letter + "' is not a KBLI letter (A … U)");
        }
        clause.letters |= 1U << static_cast<unsigned>(letter[0] - 'A');
    }
    return {};
}

Result<void> read(const YamlNode& node, OccupationClause& clause) {
    TRY_ASSIGN(static_cast<ClauseTerms&>(clause), terms_from(node, "words", "words"));
    TRY_ASSIGN(const YamlNode* list, node.get("words"));
    TRY_ASSIGN(const auto* items, list->items());
    clause.phrases.clear();
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(const std::string text, item.text());
        clause.phrases.push_back(normalised_words(text));
        if (clause.phrases.back().size() > 1) continue;
        return item.malformed("'" + text + "' tidak memuat kata", "'" + text + "' holds no word");
    }
    return {};
}

Result<void> read(const YamlNode& node, DecileClause& clause) {
    TRY_ASSIGN(static_cast<ClauseTerms&>(clause), terms_from(node, "max", "decree"));
    TRY_ASSIGN(const std::int64_t max, node.integer("max", 1, decile_max));
    clause.max = static_cast<int>(max);
    TRY_ASSIGN(const std::size_t decree,
               node.one_of("decree", {"suffices", "required", "ignored"}));
    clause.decree = static_cast<DecreeUse>(decree);
    return {};
}

Result<void> read(const YamlNode& node, IncomeClause& clause) {
    TRY_ASSIGN(static_cast<ClauseTerms&>(clause), terms_from(node, "max", "max"));
    TRY_ASSIGN(const std::string max, node.text("max"));
    clause.rupiah_max.reset();
    if (max == "none") return {};
    TRY_ASSIGN(const std::int64_t rupiah, node.integer("max", 0, income_max));
    clause.rupiah_max = static_cast<std::uint32_t>(rupiah);
    return {};
}

template <class T>
Result<bool> replace(const YamlNode& node, Clause which, T& clause) {
    const YamlNode* found = node.find(name_of(which));
    if (found == nullptr) return false;
    TRY(read(*found, clause));
    return true;
}

/// Replaces the clauses that `node` has; how many.
Result<int> replace_clauses(const YamlNode& node, VulnerableClauses& clauses) {
    TRY(node.only(
        {"name", "account", "age", "main_status", "sector", "occupation", "decile", "income"}));
    if (const YamlNode* name = node.find("name")) TRY(name->text());
    TRY_ASSIGN(const bool account, replace(node, Clause::account, clauses.account));
    TRY_ASSIGN(const bool age, replace(node, Clause::age, clauses.age));
    TRY_ASSIGN(const bool status, replace(node, Clause::main_status, clauses.main_status));
    TRY_ASSIGN(const bool sector, replace(node, Clause::sector, clauses.sector));
    TRY_ASSIGN(const bool occupation, replace(node, Clause::occupation, clauses.occupation));
    TRY_ASSIGN(const bool decile, replace(node, Clause::decile, clauses.decile));
    TRY_ASSIGN(const bool income, replace(node, Clause::income, clauses.income));
    return account + age + status + sector + occupation + decile + income;
}

struct Region {
    std::uint32_t area;
    const YamlNode* node;
};

Result<Region> region_from(const YamlNode::Entry& entry, const AreaTable& areas) {
    const AreaCode code = read_area_code(entry.key);
    const std::uint32_t area = areas.find_deepest(code);
    if (!code.exact || areas.code(area).size() != code.digits) {
        return entry.value.malformed("wilayah '" + entry.key + "' tidak dikenal",
                                     "area '" + entry.key + "' is not known");
    }
    return Region{area, &entry.value};
}

/// The regions in the order of their areas, so that each stands behind those around it.
Result<std::vector<Region>> regions_from(const YamlNode& node, const AreaTable& areas) {
    TRY_ASSIGN(const auto* entries, node.entries());
    if (entries->size() >= sets_max) {
        return node.malformed("terlalu banyak wilayah", "too many regions");
    }
    std::vector<Region> regions;
    for (const YamlNode::Entry& entry : *entries) {
        TRY_ASSIGN(const Region region, region_from(entry, areas));
        regions.push_back(region);
    }
    std::stable_sort(regions.begin(), regions.end(),
                     [](const Region& a, const Region& b) { return a.area < b.area; });
    const auto twice =
        std::adjacent_find(regions.begin(), regions.end(),
                           [](const Region& a, const Region& b) { return a.area == b.area; });
    if (twice == regions.end()) return regions;
    return std::next(twice)->node->malformed("wilayah ini disebut dua kali",
                                             "this area stands twice");
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
    switch (clause) {
        case Clause::account:
            return account;
        case Clause::age:
            return age;
        case Clause::main_status:
            return main_status;
        case Clause::sector:
            return sector;
        case Clause::occupation:
            return occupation;
        case Clause::decile:
            return decile;
        case Clause::income:
            return income;
    }
    CHECK(false);
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
    TRY_ASSIGN(const YamlNode root, read_yaml(legislation_folder / "pekerja_rentan.yaml"));
    return from_yaml(root, areas);
}

Result<VulnerableRule> VulnerableRule::from_yaml(const YamlNode& root, const AreaTable& areas) {
    TRY(root.only({"name", "name_en", "nation", "regions"}));
    VulnerableRule rule;
    TRY_ASSIGN(const YamlNode* nation, root.get("nation"));
    TRY_ASSIGN(const int clauses, replace_clauses(*nation, rule.sets_.emplace_back()));
    if (clauses != clause_count) {
        return nation->malformed("ada klausul nasional yang tidak ditulis",
                                 "a clause of the nation is not written");
    }
    TRY_ASSIGN(const YamlNode* list, root.get("regions"));
    TRY_ASSIGN(const std::vector<Region> regions, regions_from(*list, areas));
    rule.set_of_area_.assign(areas.size(), 0);
    for (const Region& region : regions) {
        VulnerableClauses set = rule.clauses_in(region.area);
        TRY_ASSIGN(const int replaced, replace_clauses(*region.node, set));
        if (replaced == 0) {
            return region.node->malformed("wilayah ini tidak mengganti klausul",
                                          "this region replaces no clause");
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
