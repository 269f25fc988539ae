#include "population/names.h"

#include <algorithm>

#include "base/check.h"
#include "population/fact_table.h"

namespace payung {
namespace {

unsigned area_code(std::string_view text) {
    unsigned code = 0;
    for (const char digit : text) code = code * 10 + static_cast<unsigned>(digit - '0');
    return code;
}

/// Zipf's law with a flattened head, as counts of given names have it: the tenth word is half as
/// common as the first, the fiftieth a sixth.
double weight_of_rank(std::size_t rank) {
    return 1.0 / (static_cast<double>(rank) + 10.0);
}

}  // namespace

Word NameBook::add_word(std::string_view text) {
    const auto known = known_.find(text);
    if (known != known_.end()) return known->second;
    Cell cell;
    for (std::size_t i = 0; i < text.size(); ++i) cell.letters[i] = text[i] == '_' ? ' ' : text[i];
    cell.length = static_cast<std::uint8_t>(text.size());
    cells_.push_back(cell);
    const auto word = static_cast<Word>(cells_.size() - 1);
    known_.emplace(text, word);
    return word;
}

unsigned NameBook::group_of(std::string_view name) {
    for (unsigned i = 0; i < groups_.size(); ++i) {
        if (groups_[i].name == name) return i;
    }
    groups_.emplace_back().name = name;
    return static_cast<unsigned>(groups_.size() - 1);
}

void NameBook::add_list(Group& group, std::string_view sex, std::string_view slot,
                        std::string_view cohort, const std::vector<Word>& words) {
    const auto extend = [&](List& list) {
        list.words.insert(list.words.end(), words.begin(), words.end());
    };
    constexpr std::array<std::string_view, 4> orders{"first", "middle", "third", "fourth"};
    const auto order = std::find(orders.begin(), orders.end(), slot);
    if (order != orders.end())
        extend(group.order[static_cast<std::size_t>(order - orders.begin())]);
    if (slot == "clan") extend(group.clan);
    for (unsigned s = 0; s < 2; ++s) {
        if (sex != "B" && (sex == "P") != (s == 1)) continue;
        if (slot == "prefix") extend(group.prefix[s]);
        for (unsigned c = 0; c < 2; ++c) {
            if (cohort != "any" && (cohort == "young") != (c == 1)) continue;
            if (slot == "given") extend(group.given[s][c]);
            if (slot == "second") extend(group.second[s][c]);
        }
    }
}

Result<void> NameBook::load_words(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "names"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        std::vector<Word> words;
        for (const std::string_view text : split(table.cell(i, "words"), ' ')) {
            if (text.empty() || text.size() > word_letters) return table.broken(i);
            words.push_back(add_word(text));
        }
        for (const std::string_view name : split(table.cell(i, "group"), '|')) {
            add_list(groups_[group_of(name)], table.cell(i, "sex"), table.cell(i, "slot"),
                     table.cell(i, "cohort"), words);
        }
    }
    const auto close = [](List& list) {
        std::vector<double> weights;
        for (std::size_t i = 0; i < list.words.size(); ++i) weights.push_back(weight_of_rank(i));
        if (!weights.empty()) list.alias = Alias{weights};
    };
    for (Group& group : groups_) {
        for (unsigned s = 0; s < 2; ++s) {
            for (unsigned c = 0; c < 2; ++c) {
                // A group without old, young or second words of its own takes what it has.
                if (group.given[s][c].words.empty()) group.given[s][c] = group.given[s][1 - c];
                if (group.second[s][c].words.empty()) group.second[s][c] = group.given[s][c];
            }
        }
        for (auto* lists : {&group.given, &group.second}) {
            for (auto& by_cohort : *lists) {
                for (List& list : by_cohort) close(list);
            }
        }
        for (List& list : group.prefix) close(list);
        for (List& list : group.order) close(list);
        close(group.clan);
    }
    return table.check();
}

Result<void> NameBook::load_shapes(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "name_shapes"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const std::string_view cohort = table.cell(i, "cohort");
        const unsigned at = cohort == "old" ? 0 : cohort == "middle" ? 1 : 2;
        const auto permille = [&](std::string_view column) { return table.number(i, column); };
        groups_[group_of(table.cell(i, "group"))].shapes[at] = {
            Chance::permille(permille("prefix")), Chance::permille(permille("one")),
            Chance::permille(permille("one") + permille("two")),
            Chance::permille(permille("father")), Chance::permille(permille("clan"))};
    }
    return table.check();
}

Result<void> NameBook::load_mix(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "name_mix"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        std::vector<double> weights(groups_.size(), 0);
        for (const std::string_view part : split(table.cell(i, "mix"), ' ')) {
            const std::size_t colon = part.find(':');
            const unsigned group = group_of(part.substr(0, colon));
            if (group >= weights.size()) return table.broken(i);  // A group without words.
            weights[group] = area_code(part.substr(colon + 1));
        }
        mix_.emplace(area_code(table.cell(i, "area")), Alias{weights});
    }
    return table.check();
}

Result<void> NameBook::load_variants(const Path& folder) {
    TRY_ASSIGN(const FactTable table, FactTable::load(folder, "name_errors"));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        if (table.cell(i, "kind") != "variant") continue;
        for (const std::string_view form : split(table.cell(i, "forms"), ' ')) {
            const auto known = known_.find(form);
            if (known != known_.end()) cells_[known->second].varies = true;
        }
    }
    return table.check();
}

Result<NameBook> NameBook::load(const Path& folder) {
    NameBook book;
    TRY(book.load_words(folder));
    TRY(book.load_shapes(folder));
    TRY(book.load_mix(folder));
    TRY(book.load_variants(folder));
    return book;
}

void NameBook::add(Name& name, Word word) const {
    if (name.count == Name::words_max) return;
    for (unsigned i = 0; i < name.count; ++i) {
        if (name.words[i] == word) return;  // Nobody is called Budi Budi.
    }
    name.words[name.count++] = word;
    name.varies = name.varies || cells_[word].varies;
}

Word NameBook::draw_word(const std::array<List, 2>& by_cohort, Cohort cohort,
                         Random& random) const {
    // The middle cohort takes from both lists.
    const unsigned young = cohort == Cohort::middle ? static_cast<unsigned>(random.next() >> 63)
                                                    : cohort == Cohort::young;
    return by_cohort[young].draw(random);
}

Name NameBook::make(const NameOrder& order, Random& random) const {
    const Group& group = groups_[order.group];
    const Shape& shape = group.shapes[static_cast<unsigned>(order.cohort)];
    const std::uint64_t bits = random.next();
    const auto first = static_cast<std::uint32_t>(bits),
               last = static_cast<std::uint32_t>(bits >> 32);
    Name name;
    const List& prefixes = group.prefix[order.sex];
    if (!prefixes.words.empty() && shape.prefix.drawn(random)) add(name, prefixes.draw(random));
    const List& orders = group.order[order.birth_order % 4];
    if (!orders.words.empty() && name.count > 0) add(name, orders.draw(random));
    add(name, draw_word(group.given[order.sex], order.cohort, random));
    const unsigned seconds = shape.one.holds(first) ? 0 : shape.two.holds(first) ? 1 : 2;
    for (unsigned i = 0; i < seconds; ++i) {
        add(name, draw_word(group.second[order.sex], order.cohort, random));
    }
    if (!group.clan.words.empty() && shape.clan.holds(last)) {
        add(name, order.clan != 0 ? order.clan : group.clan.draw(random));
    } else if (order.father != nullptr && shape.father.holds(last)) {
        add(name, order.father->words[0]);
    }
    return name;
}

Word NameBook::draw_clan(unsigned group, Random& random) const {
    const List& clan = groups_[group].clan;
    return clan.words.empty() ? Word{0} : clan.draw(random);
}

unsigned NameBook::draw_group(unsigned regency, Random& random) const {
    auto at = mix_.find(regency);
    if (at == mix_.end()) at = mix_.find(regency / 100);
    return at == mix_.end() ? 0 : at->second.draw(random);
}

}  // namespace payung
