#include "legislation/contribution_relief.h"

#include <optional>

namespace payung {
namespace {

constexpr std::int64_t whole_ppm = 1'000'000;

bool is_sector(std::string_view letter) {
    return letter.size() == 1 && letter[0] >= 'A' && letter[0] <= 'Z';
}

Error unknown_word(const YamlNode& node, const std::string& word) {
    return node.malformed("'" + word + "' tidak dikenal", "'" + word + "' is unknown");
}

Result<std::array<bool, all_programmes.size()>> programmes_from(const YamlNode& node) {
    std::array<bool, all_programmes.size()> programmes{};
    TRY_ASSIGN(const auto* words, node.items());
    for (const YamlNode& item : *words) {
        TRY_ASSIGN(const std::string word, item.text());
        const auto programme = parse_programme(word);
        if (!programme) return unknown_word(item, word);
        programmes[static_cast<std::size_t>(*programme)] = true;
    }
    return programmes;
}

/// The payers a line of `payers` reads, and how.
template <class Take>
Result<void> for_each_payer(const YamlNode& node, Take&& take) {
    TRY(node.only({"payer", "relief", "cite", "status"}));
    TRY_ASSIGN(const std::size_t relieved, node.one_of("relief", {"false", "true"}));
    TRY_ASSIGN(const Citation citation, citation_of(node));
    TRY_ASSIGN(const YamlNode* payers, node.get("payer"));
    TRY_ASSIGN(const auto* words, payers->items());
    for (const YamlNode& item : *words) {
        TRY_ASSIGN(const std::string word, item.text());
        const auto payer = parse_payer_kind(word);
        if (!payer) return unknown_word(item, word);
        TRY(take(item, *payer, relieved == 1, citation));
    }
    return {};
}

}  // namespace

Result<ReliefSchedule> ReliefSchedule::from_yaml(const YamlNode& root) {
    TRY(root.only({"name", "name_en", "rounding", "sectors", "reliefs"}));
    ReliefSchedule schedule;
    TRY_ASSIGN(const YamlNode* rounding, root.get("rounding"));
    TRY(rounding->only({"mode", "unit", "cite", "status"}));
    TRY(citation_of(*rounding));
    TRY_ASSIGN(const std::size_t mode, rounding->one_of("mode", {"down", "up", "half_up"}));
    schedule.rounding_ = static_cast<Rounding>(mode);
    TRY_ASSIGN(const std::int64_t unit, rounding->integer("unit", 1, 1000));
    schedule.rounding_unit_ = Money::from_rupiah(unit);

    TRY_ASSIGN(const YamlNode* sectors, root.get("sectors"));
    TRY(schedule.read_sectors(*sectors));
    TRY_ASSIGN(const YamlNode* reliefs, root.get("reliefs"));
    TRY_ASSIGN(const auto* items, reliefs->items());
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(Relief relief, schedule.relief_from(item));
        schedule.reliefs_.push_back(std::move(relief));
    }
    TRY(schedule.refuse_overlaps(*reliefs));
    return schedule;
}

Result<void> ReliefSchedule::read_sectors(const YamlNode& node) {
    TRY_ASSIGN(const auto* entries, node.entries());
    for (const YamlNode::Entry& entry : *entries) {
        if (entry.key == "lainnya" || entry.key == "semua" || groups_.size() == group_max) {
            return entry.value.malformed("kelompok '" + entry.key + "' tidak dapat ditambahkan",
                                         "group '" + entry.key + "' cannot be added");
        }
        TRY(read_group(entry.key, entry.value));
    }
    return {};
}

Result<void> ReliefSchedule::read_group(const std::string& name, const YamlNode& node) {
    TRY(node.only({"kbli", "cite", "status"}));
    TRY_ASSIGN(Citation citation, citation_of(node));
    TRY_ASSIGN(const YamlNode* kbli, node.get("kbli"));
    TRY_ASSIGN(const auto* letters, kbli->items());
    for (const YamlNode& item : *letters) {
        TRY_ASSIGN(const std::string letter, item.text());
        if (!is_sector(letter)) return unknown_word(item, letter);
        std::uint8_t& group = group_of_letter_.at(static_cast<std::size_t>(letter[0] - 'A'));
        if (group != 0) return item.malformed("huruf disebut dua kali", "letter stands twice");
        group = static_cast<std::uint8_t>(groups_.size());
    }
    groups_.push_back({name, std::move(citation)});
    return {};
}

Result<ReliefSchedule::Relief> ReliefSchedule::relief_from(const YamlNode& node) const {
    TRY(node.only({"source", "programmes", "factor_ppm", "cite", "status", "payers", "windows"}));
    TRY(node.text("source"));
    Relief relief;
    TRY_ASSIGN(const YamlNode* programmes, node.get("programmes"));
    TRY_ASSIGN(relief.programmes, programmes_from(*programmes));
    TRY_ASSIGN(const std::int64_t factor, node.integer("factor_ppm", 0, whole_ppm - 1));
    relief.factor = Rate{factor};
    TRY_ASSIGN(relief.citation, citation_of(node));

    TRY_ASSIGN(const YamlNode* payers, node.get("payers"));
    TRY_ASSIGN(const auto* readings, payers->items());
    const auto take = [&](const YamlNode& at, PayerKind payer, bool relieved,
                          const Citation& citation) -> Result<void> {
        PayerReading& reading = relief.payers.at(static_cast<std::size_t>(payer));
        if (!reading.citation.text.empty()) {
            return at.malformed("sumber dana disebut dua kali", "payer stands twice");
        }
        reading = {relieved, citation};
        return {};
    };
    for (const YamlNode& item : *readings) TRY(for_each_payer(item, take));
    for (const PayerKind payer : all_payer_kinds) {
        if (!relief.payers.at(static_cast<std::size_t>(payer)).citation.text.empty()) continue;
        const std::string word(name_of(payer));
        return payers->malformed("sumber dana " + word + " tidak disebut",
                                 "payer " + word + " is not named");
    }

    TRY_ASSIGN(const YamlNode* windows, node.get("windows"));
    TRY_ASSIGN(const auto* items, windows->items());
    for (const YamlNode& item : *items) {
        TRY_ASSIGN(Window window, window_from(item));
        relief.windows.push_back(std::move(window));
    }
    return relief;
}

Result<ReliefSchedule::Window> ReliefSchedule::window_from(const YamlNode& node) const {
    TRY(node.only({"sector", "first", "last", "cite", "status"}));
    TRY_ASSIGN(const YamlNode* sector, node.get("sector"));
    TRY_ASSIGN(const Groups groups, groups_named(*sector));
    TRY_ASSIGN(const Month first, node.month("first"));
    TRY_ASSIGN(const Month last, node.month("last"));
    if (last < first) return node.malformed("berakhir sebelum mulai", "ends before it begins");
    TRY_ASSIGN(Citation citation, citation_of(node));
    return Window{groups, {first, last + 1}, std::move(citation)};
}

Result<ReliefSchedule::Groups> ReliefSchedule::groups_named(const YamlNode& node) const {
    TRY_ASSIGN(const std::string word, node.text());
    if (word == "semua") return all_groups();
    for (std::size_t i = 0; i < groups_.size(); ++i) {
        if (groups_[i].name == word) return static_cast<Groups>(1U << i);
    }
    return unknown_word(node, word);
}

/// Two windows that hold at once would leave the factor to chance.
Result<void> ReliefSchedule::refuse_overlaps(const YamlNode& reliefs) const {
    struct Placed {
        const Relief* relief;
        const Window* window;
    };
    std::vector<Placed> placed;
    for (const Relief& relief : reliefs_) {
        for (const Window& window : relief.windows) {
            for (const Placed& other : placed) {
                bool programme_shared = false;
                for (std::size_t p = 0; p < all_programmes.size(); ++p) {
                    programme_shared |= relief.programmes.at(p) && other.relief->programmes.at(p);
                }
                const bool months_shared = window.months.from < *other.window->months.until &&
                                           other.window->months.from < *window.months.until;
                if (!programme_shared || !months_shared) continue;
                if ((window.groups & other.window->groups) == 0) continue;
                return reliefs.malformed(
                    "dua keringanan berlaku bersamaan: " + other.window->citation.text + " dan " +
                        window.citation.text,
                    "two reliefs hold at once: " + other.window->citation.text + " and " +
                        window.citation.text);
            }
            placed.push_back({&relief, &window});
        }
    }
    return {};
}

ReliefSchedule::Groups ReliefSchedule::all_groups() const {
    return static_cast<Groups>((1U << groups_.size()) - 1);
}

ReliefSchedule::Groups ReliefSchedule::group_of(char sector) const {
    const bool letter = sector >= 'A' && sector <= 'Z';
    const std::uint8_t group =
        letter ? group_of_letter_.at(static_cast<std::size_t>(sector - 'A')) : std::uint8_t{0};
    return static_cast<Groups>(1U << group);
}

ReliefDecision ReliefSchedule::decide(Programme programme, Month month, PayerKind payer,
                                      char sector) const {
    ReliefDecision decision;
    const Groups mine = group_of(sector);
    Groups relieved = 0;  // groups with a window in this month, whoever they are
    for (const Relief& relief : reliefs_) {
        if (!relief.programmes.at(static_cast<std::size_t>(programme))) continue;
        const PayerReading& reading = relief.payers.at(static_cast<std::size_t>(payer));
        for (const Window& window : relief.windows) {
            if (!window.months.contains(month)) continue;
            if (reading.relieved) relieved |= window.groups;
            if ((window.groups & mine) == 0) continue;
            if (reading.relieved) {
                decision.factor = relief.factor;
                decision.because = {&relief.citation, &window.citation};
            }
            decision.because.push_back(&reading.citation);
        }
    }
    decision.sector_decides = relieved != 0 && relieved != all_groups();
    if (!decision.sector_decides) return decision;
    for (std::size_t i = 1; i < groups_.size(); ++i)
        decision.because.push_back(&groups_[i].citation);
    return decision;
}

}  // namespace payung
