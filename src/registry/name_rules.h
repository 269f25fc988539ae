#pragma once

/// Names as they are compared: the rules of tables/name_rules.csv, compiled once, applied to a
/// name.
///
/// Two forms, kept apart. fold_name() is what every comparison may assume: A to Z and single
/// blanks. NameRules::canonical() goes further: titles dropped by their position, what follows BIN
/// or BINTI set aside, spellings and variants of one name brought together, ABDUL and NUR joined to
/// what they belong to. key() is a hash of the canonical form, or of the fold where all rules are
/// off, without the letters that keys do not tell apart (key_letters.h).
///
/// Law      domain/linkage.md 4.3 to 4.5. Each rule is a line with its reason and can be switched
///          off there; version() names the set, so that keys of two sets are never compared.
/// Property canonical(canonical(x)) = canonical(x), for the rules that load() accepts.
/// Errors   file_*, csv_*, name_rules_malformed (with the line).
/// Cost     about 130 ns a name; no allocation in key(). Names are read up to 240 letters.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/file.h"
#include "base/result.h"
#include "registry/key_letters.h"

namespace payung {

/// `name` in A to Z and single blanks: accents off, apostrophes and digits gone, other marks a
/// blank.
std::string fold_name(std::string_view name);

struct CanonicalName {
    std::string name;    // empty where it says nothing of the person ("Bayi Ny. …")
    std::string father;  // behind BIN or BINTI; empty where there is none
    bool title = false;  // a title was dropped
    bool dead = false;   // ALM or ALMH
    friend bool operator==(const CanonicalName&, const CanonicalName&) = default;
};

class NameRules {
public:
    static constexpr std::size_t letters_max = 240;

    static Result<NameRules> load(const Path& table);
    /// No rules: keys of the fold alone.
    static NameRules none();

    CanonicalName canonical(std::string_view name) const;
    /// The same for equal canonical names; 0 where the canonical name is empty.
    std::uint64_t key(std::string_view name) const;
    /// Version as the table states it, and the first digits of its SHA-256.
    const std::string& version() const { return version_; }

private:
    friend class NameRulesLoader;
    friend class NameWork;

    /// What a word means at some place of a name; a word may mean several.
    enum Meaning : std::uint16_t {
        title_front = 1,
        title_back = 2,
        dead = 4,
        father = 8,
        newborn = 16,         // BAYI
        newborn_mother = 32,  // NY
        variant = 64,         // anywhere
        variant_front = 128,  // first of several words
        join = 256,           // with the word behind it
        keep = 512,           // its letters are not respelled
    };
    static constexpr std::size_t word_letters_max = 16;
    using Letters = std::array<std::uint64_t, 2>;  // of one word, zero behind
    struct Word {
        Letters letters{};
        std::uint16_t meanings = 0;
        std::uint16_t target = 0;  // index into targets_, for variants
    };
    /// Two letters that become one or two others.
    struct Respelling {
        std::array<char, 2> to{};
        std::uint8_t size = 0;
    };

    const Word* find(std::string_view word) const;
    const Word* find(const Letters& letters) const;
    std::size_t slot(const Letters& letters) const;
    static Letters letters_of(std::string_view word);  // pre: at most word_letters_max

    static constexpr std::size_t slots = 512;
    std::vector<Word> words_;                      // open addressing
    std::vector<std::string> targets_;             // of variants
    std::array<std::uint8_t, 1024> respelling_{};  // by two letters: 1 + index; 0 none
    std::vector<Respelling> respellings_;
    KeyLetters key_letters_;
    std::string version_;
};

}  // namespace payung
