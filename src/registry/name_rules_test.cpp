#include "registry/name_rules.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/csv_reader.h"
#include "base/random.h"

namespace payung {
namespace {

const Path table = Path{PAYUNG_SHARE_DIR} / "name_rules.csv";

const NameRules& rules() {
    static const NameRules loaded = [] {
        auto result = NameRules::load(table);
        CHECK(result.has_value());
        return std::move(*result);
    }();
    return loaded;
}

// Goal: the fold is letters A to Z and single blanks, whatever stood there.
TEST(FoldName, leaves_letters_and_blanks) {
    struct Case {
        std::string_view why, name, fold;
    };
    const std::array cases{
        Case{"case and blanks", "  Siti   aminah ", "SITI AMINAH"},
        Case{"points", "Drs.H.Sutrisno,S.Pd.", "DRS H SUTRISNO S PD"},
        Case{"apostrophes join", "Ma'ruf", "MARUF"},
        Case{"curly apostrophe", "Ma\xE2\x80\x99ruf", "MARUF"},
        Case{"digits go", "Budi 2", "BUDI"},
        Case{"accents", "Ren\xC3\xA9 \xC5\xA0imi\xC4\x87 \xC5\xBB", "RENE SIMIC Z"},
        Case{"minus", "Nur-Aini", "NUR AINI"},
        Case{"long dash and hard blank",
             "Nur\xE2\x80\x93"
             "Aini\xC2\xA0"
             "Sari",
             "NUR AINI SARI"},
        Case{"other scripts go", "\xE6\x9D\x8E Li", "LI"},
        Case{"nothing", "-.-", ""},
        Case{"broken bytes go", "An\xC3", "AN"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(fold_name(c.name), c.fold);
        EXPECT_EQ(NameRules::none().canonical(c.name).name, c.fold);
    }
}

// Goal: the tables of domain/linkage.md 4.4 and 4.5: by position, and one form for what is one
// name.
TEST(NameRules, follow_the_tables) {
    struct Case {
        std::string_view why, name, canonical;
    };
    const std::array cases{
        Case{"titles in front, one behind another", "Prof. Dr. H. Anwar", "ANWAR"},
        Case{"H at the end is an initial", "Anwar H", "ANWAR H"},
        Case{"R at the end is an initial", "Anwar R", "ANWAR R"},
        Case{"degree in one word", "Rina Lestari SPd", "RINA LESTARI"},
        Case{"degree in two words", "Rina Lestari, S.Pd", "RINA LESTARI"},
        Case{"degree in three words", "Rina Lestari, S.Pd.I", "RINA LESTARI"},
        Case{"several degrees", "Rina Lestari, S.E., M.M.", "RINA LESTARI"},
        Case{"ST in front is SITI", "St Aminah", "SITI AMINAH"},
        Case{"ST at the end is a degree", "Aminah ST", "AMINAH"},
        Case{"SE in front is a name", "Se Tiong", "SE TIONG"},
        Case{"a title alone is all we have", "Haji", "HAJI"},
        Case{"M before a name", "M. Yusuf", "MUHAMMAD YUSUF"},
        Case{"M behind a name", "Yusuf M", "YUSUF M"},
        Case{"M alone", "M", "M"},
        Case{"Mochammad", "Mochammad Yusuf", "MUHAMMAD YUSUF"},
        Case{"spelling before 1972", "Moehammad Joesoef", "MUHAMMAD JUSUF"},
        Case{"Djoko Tjipto", "Djoko Tjipto", "JOKO CIPTO"},
        Case{"a d before dj", "Addjie", "AJIE"},
        Case{"Joe keeps its letters", "Joe Biran", "JOE BIRAN"},
        Case{"Achmad", "Achmad Subarjo", "AHMAD SUBARJO"},
        Case{"Abdul takes the next word", "Abd. Rahman Saleh", "ABDULRAHMAN SALEH"},
        Case{"Nur takes the next word", "Noer Hayati", "NURHAYATI"},
        Case{"Abdul alone", "Abdul", "ABDUL"},
        Case{"the father's name is set aside", "Ahmad bin Muhammad Saleh", "AHMAD"},
        Case{"nothing behind bin", "Ahmad bin", "AHMAD BIN"},
        Case{"a title before bin", "H. Ahmad SH bin Saleh", "AHMAD"},
        Case{"dead", "Alm. Sutrisno", "SUTRISNO"},
        Case{"a child without a name", "Bayi Ny. Sulastri", ""},
        Case{"Balinese order stays", "I Gusti Ketut Suartana", "I GUSTI KETUT SUARTANA"},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        EXPECT_EQ(rules().canonical(c.name).name, c.canonical);
    }
    EXPECT_EQ(rules().canonical("Ahmad bin Moehammad Saleh").father, "MUHAMMAD SALEH");
    EXPECT_TRUE(rules().canonical("H. Ahmad").title);
    EXPECT_TRUE(rules().canonical("Ahmad (Alm)").dead);
    EXPECT_FALSE(rules().canonical("Ahmad").title);
}

// Goal: the key is that of the canonical form, and 0 where there is none.
TEST(NameRules, key_is_of_the_canonical_name) {
    EXPECT_EQ(rules().key("H. Mochamad Joesoef, SH"), rules().key("M Jusuf"));
    EXPECT_NE(rules().key("Yusuf"), rules().key("Yusran"));
    EXPECT_EQ(rules().key("Bayi Ny Sulastri"), 0U);
    EXPECT_EQ(rules().key(" . "), 0U);
    EXPECT_NE(NameRules::none().key("H Yusuf"), NameRules::none().key("Yusuf"));
}

// Goal: letters that keys do not tell apart, one pair for each line of the table, and some that
// must stay apart.
TEST(NameRules, keys_pass_over_spelling) {
    const std::array<std::array<std::string_view, 3>, 9> cases{{
        //   one name       the same        another
        {"Sri Wahyuni", "Sriwahyuni", "Wahyuni Sri"},
        {"Rohmat", "Rohmmat", "Rohmad"},
        {"Fatimah", "Patima", "Patimi"},
        {"Oktavia", "Oktafiah", "Oktaria"},
        {"Jati", "Yati", "Hati"},
        {"Aryani", "Ariyani", "Aryana"},
        {"Zaenal", "Jaenal", "Saenal"},
        {"Rizqi", "Rizki", "Rizti"},
        {"Arief", "Arif", "Aref"},
    }};
    for (const auto& [name, same, other] : cases) {
        SCOPED_TRACE(name);
        EXPECT_EQ(rules().key(name), rules().key(same)) << same;
        EXPECT_NE(rules().key(name), rules().key(other)) << other;
    }
    EXPECT_NE(rules().key("Ah"), rules().key("A")) << "a word of two letters keeps both";
    EXPECT_NE(NameRules::none().key("Jati"), NameRules::none().key("Yati"));
}

// Goal: a canonical name is its own canonical name, for any mix of words that have rules.
TEST(NameRules, are_idempotent) {
    std::vector<std::string> words{"S",  "PD",  "I",     "KEB",    "SALEH", "DDJ", "OOE", "TJOE",
                                   "NY", "NDJ", "YUSUF", "RAHMAN", "A",     "MA",  "KOM", "BIN"};
    auto file = CsvFile::open(table);
    ASSERT_TRUE(file);
    CsvBlock block;
    while (*file->next(block)) {
        block.for_each([&](const CsvRow& row) { words.emplace_back(row.fields[1]); });
    }
    constexpr std::uint64_t seed = 1972;
    Random random(seed);
    for (int i = 0; i < 200'000; ++i) {
        std::string name;
        for (std::uint32_t n = 1 + random.below(6); n > 0; --n) {
            name += words[random.below(static_cast<std::uint32_t>(words.size()))];
            if (random.chance(0.8)) name += ' ';
        }
        const std::string once = rules().canonical(name).name;
        ASSERT_EQ(rules().canonical(once).name, once) << name << " seed " << seed;
        ASSERT_EQ(rules().key(once), rules().key(name)) << name << " seed " << seed;
    }
}

// Goal: no run of bytes does harm, however long.
TEST(NameRules, take_any_bytes) {
    Random random(99);
    for (int i = 0; i < 5'000; ++i) {
        std::string name;
        for (std::uint32_t n = random.below(600); n > 0; --n) {
            name += static_cast<char>(random.chance(0.3) ? ' ' : random.below(256));
        }
        EXPECT_LE(rules().canonical(name).name.size(), NameRules::letters_max);
    }
    EXPECT_LE(rules().canonical(std::string(10'000, 'A')).name.size(), NameRules::letters_max);
    std::string many;
    for (int i = 0; i < 500; ++i) many += "M ";
    EXPECT_FALSE(rules().canonical(many).name.empty());
}

// Goal: a line that would undo another, or says nothing, is refused with its reason.
TEST(NameRules, refuse_lines_that_contradict) {
    const std::array<std::string_view, 18> lines{"join,ND,,yes,why",
                                                 "nonsense,A,,yes,why",
                                                 "title_front,H,,maybe,why",
                                                 "title_front,H,,yes,",
                                                 "title_front,h,,yes,why",
                                                 "variant,A,,yes,why",
                                                 "title_back,SE,X,yes,why",
                                                 "letters,OEE,U,yes,why",
                                                 "letters,OE,UI,yes,why",
                                                 "variant,DJOKO,JOKO,yes,why",
                                                 "letters,ND,NO,yes,why\nletters,NO,N,yes,why",
                                                 "variant,A,H,yes,why",
                                                 "father,BIN,,yes,why\nfather,BIN,,yes,why",
                                                 "key_alike,FF,P,yes,why",
                                                 "key_alike,F,P,yes,why\nkey_alike,P,B,yes,why",
                                                 "key_silent,IE,E,yes,why",
                                                 "key_doubles_once,A,,yes,why",
                                                 "key_nonsense,,,yes,why"};
    const Path path = Path(testing::TempDir()) / "name_rules.csv";
    for (const std::string_view line : lines) {
        SCOPED_TRACE(line);
        std::ofstream(path) << "kind,from,to,on,reason\nletters,DJ,J,yes,why\n"
                            << line << "\ntitle_front,H,,yes,why\n";
        const auto loaded = NameRules::load(path);
        ASSERT_FALSE(loaded);
        EXPECT_EQ(loaded.error().code(), Code::name_rules_malformed);
    }
}

// Goal: a rule switched off does nothing, and the set has another version.
TEST(NameRules, can_be_switched_off) {
    const Path path = Path(testing::TempDir()) / "name_rules.csv";
    std::ofstream(path) << "kind,from,to,on,reason\nversion,v1,,yes,test\n"
                           "title_front,H,,no,test\nvariant,MOH,MUHAMMAD,yes,test\n";
    const auto loaded = NameRules::load(path);
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->canonical("H Moh Ali").name, "H MUHAMMAD ALI");
    EXPECT_TRUE(loaded->version().starts_with("v1+"));
    EXPECT_NE(loaded->version(), rules().version());
}

}  // namespace
}  // namespace payung
