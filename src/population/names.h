#pragma once

/// Personal names by place, sex and cohort: what the words are and how they are put together.
///
/// A name is up to five words of the table, kept as their numbers; text is made when a row is
/// written. Children may carry the first word of their father's name, and a clan's name where
/// clans are; Balinese names tell the order of birth.
///
/// Shape    Name is 12 bytes. A word is at most 15 letters and stands in a 16-byte cell, so that
///          writing one is a single copy.
/// Source   tables/synth_names.csv, synth_name_shapes.csv, synth_name_mix.csv,
/// synth_name_errors.csv
///          (which words are spellings of one another).
/// Cost     two to six draws a name.

#include <array>
#include <cstdint>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "population/alias.h"

namespace payung {

using Word = std::uint16_t;

struct Name {
    static constexpr unsigned words_max = 5;
    std::array<Word, words_max> words{};
    std::uint8_t count = 0;
    bool varies = false;  // holds a word that has other spellings

    friend bool operator==(const Name&, const Name&) = default;
};

enum class Cohort : std::uint8_t { old, middle, young };
inline Cohort cohort_of(int birth_year) {
    return birth_year < 1970 ? Cohort::old : birth_year < 1995 ? Cohort::middle : Cohort::young;
}

/// What a new name is made for.
struct NameOrder {
    unsigned group = 0;
    unsigned sex = 0;  // 0 man, 1 woman
    Cohort cohort = Cohort::young;
    unsigned birth_order = 0;      // 0 first child …; where order is told
    Word clan = 0;                 // to be used if the name gets a clan; 0: any
    const Name* father = nullptr;  // whose first word may become the last
};

class NameBook {
public:
    static constexpr std::size_t word_letters = 15;
    static Result<NameBook> load(const Path& folder);

    Name make(const NameOrder& order, Random& random) const;
    /// A clan of the group; 0 where there are none.
    Word draw_clan(unsigned group, Random& random) const;
    /// The group of names of a family in this regency (four digits).
    unsigned draw_group(unsigned regency, Random& random) const;

    std::string_view text(Word word) const { return {cells_[word].letters, cells_[word].length}; }
    bool varies(Word word) const { return cells_[word].varies; }
    std::size_t words() const { return cells_.size() - 1; }

    /// Writes the name, words apart by blanks; at most 80 bytes, and 16 more are touched.
    char* write(const Name& name, char* at) const {
        for (unsigned i = 0; i < name.count; ++i) {
            if (i > 0) *at++ = ' ';
            const Cell& cell = cells_[name.words[i]];
            std::memcpy(at, cell.letters, sizeof cell.letters);
            at += cell.length;
        }
        return at;
    }

private:
    struct Cell {
        char letters[16] = {};
        std::uint8_t length = 0;
        bool varies = false;
    };
    struct List {  // words with their weights
        std::vector<Word> words;
        Alias alias;
        Word draw(Random& random) const { return words[alias.draw(random)]; }
    };
    struct Shape {
        Chance prefix, one, two, father, clan;  // one, two: of 2^32 in turn
    };
    struct Group {
        std::string name;
        // [sex][old or young] for given and second; [sex] for prefix; by order of birth.
        std::array<std::array<List, 2>, 2> given, second;
        std::array<List, 2> prefix;
        std::array<List, 4> order;
        List clan;
        std::array<Shape, 3> shapes;
    };

    Result<void> load_words(const Path& folder);
    Result<void> load_shapes(const Path& folder);
    Result<void> load_mix(const Path& folder);
    Result<void> load_variants(const Path& folder);
    Word add_word(std::string_view text);
    unsigned group_of(std::string_view name);
    void add_list(Group& group, std::string_view sex, std::string_view slot,
                  std::string_view cohort, const std::vector<Word>& words);
    Word draw_word(const std::array<List, 2>& by_cohort, Cohort cohort, Random& random) const;
    void add(Name& name, Word word) const;

    std::vector<Cell> cells_{1};
    std::map<std::string, Word, std::less<>> known_;
    std::vector<Group> groups_;
    std::map<unsigned, Alias> mix_;  // by regency or province code
};

}  // namespace payung
