#include "registry/register_intake.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "base/interrupt.h"
#include "base/random.h"
#include "base/xlsx_writer.h"
#include "registry/intake_testing.h"

namespace payung {
namespace {

using namespace testing_intake;

const Path dev_set =
    Path{PAYUNG_SOURCE_DIR} / "../shared/data/linkage/registry_membership_60k_90k/registry.csv";
constexpr std::string_view header =
    "reg_id,nik,no_kk,nama,tgl_lahir,jk,kode_desa,desil,status_pekerjaan,lapangan_usaha,pekerjaan,"
    "penghasilan,hub_krt,sk\n";
constexpr std::string_view good =
    "R1,6303050507800001,6303050101200001,SITI "
    "AMINAH,1980-07-05,L,6303051001,2,1,A,Petani,900000,1,\n";

std::uint64_t count(const CodeCounts& counts, Code code) {
    const auto at = counts.find(code);
    return at == counts.end() ? 0 : at->second;
}

/// What is left of a table, row by row, as text.
std::vector<std::string> rows_of(const PersonTable& persons) {
    std::vector<std::string> rows;
    for (std::size_t i = 0; i < persons.size(); ++i) {
        const Identity& who = persons.identity[i];
        const PersonFacts& facts = persons.facts[i];
        std::string row(persons.id[i]);
        for (const std::string_view text :
             {persons.name[i], std::string_view(persons.occupations[facts.occupation])}) {
            row += "|" + std::string(text);
        }
        for (const std::uint64_t number :
             {who.nik, who.name_key, std::uint64_t{who.birth}, std::uint64_t{who.area},
              std::uint64_t{who.village}, std::uint64_t{who.regency}, std::uint64_t{who.sex},
              std::uint64_t{who.nik_flags}, std::uint64_t{facts.income_rupiah},
              std::uint64_t{facts.decile}, std::uint64_t{facts.status},
              static_cast<std::uint64_t>(facts.sector), std::uint64_t{facts.named_in_decree},
              std::uint64_t{facts.income_known}}) {
            row += "|" + std::to_string(number);
        }
        rows.push_back(row);
    }
    return rows;
}

// Goal: every field of the file format arrives where it belongs.
TEST(RegisterIntake, takes_every_field) {
    const TestFolder folder;
    const Path file = folder.write(
        "registry.csv", std::string(header) +
                            "R1,6303054507800001,6303050101200001,Siti Aminah,1980-07-05,P,"
                            "63.03.05.1001,2,1,A01,Petani karet,1.250.000,1,188.45/7\n");
    VerdictLines verdicts;
    const auto taken = read_register(std::array{file}, options(), verdicts);
    ASSERT_TRUE(taken);
    EXPECT_EQ(verdicts.lines, std::vector<std::string>{});
    const PersonTable& persons = taken->persons;
    ASSERT_EQ(persons.size(), 1U);
    const Identity& who = persons.identity[0];
    EXPECT_EQ(who.nik, 6303054507800001U);
    EXPECT_EQ(who.nik_flags, nik_well_formed | nik_date_agrees | nik_sex_agrees | nik_region_known);
    EXPECT_EQ(who.name_key, names().key("SITI AMINAH"));
    EXPECT_EQ(who.birth, 19800705U);
    EXPECT_EQ(who.sex, 2);
    EXPECT_EQ(areas().code(who.area), "6303051001");
    EXPECT_EQ(who.regency, 6303);
    EXPECT_EQ(who.village, 51001U);
    const PersonFacts expected{.income_rupiah = 1'250'000,
                               .occupation = 1,
                               .decile = 2,
                               .status = 1,
                               .sector = 'A',
                               .named_in_decree = true,
                               .income_known = true};
    EXPECT_EQ(persons.facts[0], expected);
    EXPECT_EQ(persons.occupations, (std::vector<std::string>{"", "Petani karet"}));
    EXPECT_EQ(persons.id[0], "R1");
    EXPECT_EQ(persons.name[0], "Siti Aminah");
    EXPECT_EQ(persons.family, std::vector<std::uint32_t>{1});
    EXPECT_EQ(persons.families, 1U);
    EXPECT_EQ(persons.columns, (PersonColumns{true, true, true, true, true, true, true, true}));
    EXPECT_EQ(taken->report.taken, 1U);
}

// Goal: what is wrong with a row is told with its line, field, reason and a masked value; rows that
// cannot be used are rejected, all others taken. The column of doubts is the whole list.
TEST(RegisterIntake, says_what_is_wrong_with_each_row) {
    struct Case {
        std::string_view why, row, verdict;
    };
    const std::array cases{
        Case{"too few fields", "R2,1,2,3\n", "rejected row_fields_wrong  "},
        Case{"too many fields", "R2,6303050507800001,,BUDI,1980-07-05,L,6303051001,,,,,,,,,\n",
             "rejected row_fields_wrong  "},
        Case{"no name", "R2,6303050507800001,,,1980-07-05,L,6303051001,,,,,,,\n",
             "rejected name_missing nama "},
        Case{"a dash for a name", "R2,6303050507800001,, - ,1980-07-05,L,6303051001,,,,,,,\n",
             "rejected name_missing nama "},
        Case{"no place", "R2,6303050507800001,,BUDI,1980-07-05,L,,,,,,,,\n",
             "rejected place_missing kode_desa "},
        Case{"no such province", "R2,6303050507800001,,BUDI,1980-07-05,L,9903051001,,,,,,,\n",
             "rejected place_unknown kode_desa 9903051001"},
        Case{"a rejected row has no doubts beside it", "R2,x,,BUDI,x,x,9903051001,11,9,9,,-1,,\n",
             "rejected place_unknown kode_desa 9903051001"},
        Case{"village unknown", "R2,6303050507800001,,BUDI,1980-07-05,L,6303059999,,,,,,,\n",
             "doubt village_unknown kode_desa 6303059999"},
        Case{"village named by its district",
             "R2,6303050507800001,,BUDI,1980-07-05,L,630305,,,,,,,\n",
             "doubt village_unknown kode_desa 630305"},
        Case{"no NIK", "R2,,,BUDI,1980-07-05,L,6303051001,,,,,,,\n", "doubt nik_missing nik "},
        Case{"15 digits", "R2,630305050780001,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt nik_not_16_digits nik 6303***********"},
        Case{"a spreadsheet's NIK", "R2,6.30305E+15,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt nik_damaged nik 6.30*******"},
        Case{"serial 0000", "R2,6303050507800000,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt nik_serial_zero nik 6303************"},
        Case{"filler", "R2,1111111111111111,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt nik_filler_repeated nik 1111************"},
        Case{"run", "R2,1234567890123456,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt nik_filler nik 1234************"},
        Case{"no such day", "R2,6303053507800001,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt nik_no_such_day nik 6303************"},
        Case{"another date", "R2,6303050607800001,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt nik_contradicts_date nik 6303************"},
        Case{"another sex", "R2,6303050507800001,,BUDI,1980-07-05,P,6303051001,,,,,,,\n",
             "doubt nik_contradicts_sex nik 6303************"},
        Case{"no date", "R2,6303050507800001,,BUDI,,L,6303051001,,,,,,,\n",
             "doubt birth_missing tgl_lahir "},
        Case{"day first", "R2,6303050507800001,,BUDI,05/07/1980,L,6303051001,,,,,,,\n",
             "doubt birth_not_iso tgl_lahir 05/07/1980"},
        Case{"a day number", "R2,6303050507800001,,BUDI,29407,L,6303051001,,,,,,,\n",
             "doubt birth_unreadable tgl_lahir 29407"},
        Case{"30 February", "R2,6303050507800001,,BUDI,1980-02-30,L,6303051001,,,,,,,\n",
             "doubt birth_no_such_day tgl_lahir 1980-02-30"},
        Case{"tomorrow", "R2,6303050201260001,,BUDI,2026-01-02,L,6303051001,,,,,,,\n",
             "doubt birth_in_future tgl_lahir 2026-01-02"},
        Case{"111 years", "R2,6303050507140001,,BUDI,1914-07-05,L,6303051001,,,,,,,\n",
             "doubt birth_too_long_ago tgl_lahir 1914-07-05"},
        Case{"a NIK in the wrong column is masked",
             "R2,6303050507800001,,BUDI,6303050507800001,L,6303051001,,,,,,,\n",
             "doubt birth_unreadable tgl_lahir 6303************"},
        Case{"no sex", "R2,6303050507800001,,BUDI,1980-07-05,,6303051001,,,,,,,\n",
             "doubt sex_missing jk "},
        Case{"sex 1", "R2,6303050507800001,,BUDI,1980-07-05,1,6303051001,,,,,,,\n",
             "doubt sex_unreadable jk 1"},
        Case{"decile 11", "R2,6303050507800001,,BUDI,1980-07-05,L,6303051001,11,,,,,,\n",
             "doubt decile_unreadable desil 11"},
        Case{"status 8", "R2,6303050507800001,,BUDI,1980-07-05,L,6303051001,,8,,,,,\n",
             "doubt status_unreadable status_pekerjaan 8"},
        Case{"sector in digits", "R2,6303050507800001,,BUDI,1980-07-05,L,6303051001,,,01111,,,,\n",
             "doubt sector_unreadable lapangan_usaha 01111"},
        Case{"negative money", "R2,6303050507800001,,BUDI,1980-07-05,L,6303051001,,,,,-500,,\n",
             "doubt money_negative penghasilan -500"},
        Case{"money in words", "R2,6303050507800001,,BUDI,1980-07-05,L,6303051001,,,,,sejuta,,\n",
             "doubt money_unreadable penghasilan sejuta"},
        Case{"family card of 15",
             "R2,6303050507800001,630305010120001,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt kk_not_16_digits no_kk 6303***********"},
        Case{"family card of nines",
             "R2,6303050507800001,9999999999999999,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt kk_filler no_kk 9999************"},
        Case{"no id", ",6303050507800001,,BUDI,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt id_missing reg_id "},
        Case{"Latin-1", "R2,6303050507800001,,REN\xC9,1980-07-05,L,6303051001,,,,,,,\n",
             "doubt not_utf8 nama R***"},
    };
    const TestFolder folder;
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Path file = folder.write(
            "registry.csv", std::string(header) + std::string(good) + std::string(c.row));
        VerdictLines verdicts;
        const auto taken = read_register(std::array{file}, options(), verdicts);
        ASSERT_TRUE(taken);
        ASSERT_EQ(verdicts.lines.size(), 1U);
        EXPECT_EQ(verdicts.lines[0], "registry.csv:3 " + std::string(c.verdict));
        const bool rejected = c.verdict.starts_with("rejected");
        EXPECT_EQ(taken->persons.size(), rejected ? 1U : 2U);
        EXPECT_EQ(taken->report.rows, 2U);
        EXPECT_EQ(taken->report.rejected, rejected ? 1U : 0U);
        EXPECT_EQ(taken->report.doubted, rejected ? 0U : 1U);
    }
}

// Goal: a message for people, in both languages, for each verdict; it never shows a NIK.
TEST(RegisterIntake, has_a_sentence_for_each_verdict) {
    const Verdict verdict{"registry.csv",   3, "nik", "6303************", Code::nik_serial_zero,
                          RowOutcome::doubt};
    EXPECT_EQ(
        message_of(verdict, Language::en),
        "NIK '6303************' has serial 0000 and counts as missing. Serials begin with 0001.");
    EXPECT_NE(message_of(verdict, Language::id).find("0001"), std::string::npos);
    EXPECT_EQ(masked("6303050507800001", Mask::number), "6303************");
    EXPECT_EQ(masked("Siti", Mask::text), "S***");
    EXPECT_EQ(masked("at 6303050507800001", Mask::identifiers_only), "at 6303************");
    EXPECT_EQ(masked(std::string(900, 'x'), Mask::identifiers_only).size(), 40U);
}

// Goal: names in Windows-1252 arrive as UTF-8, former codes as today's regency, and the place is
// the deepest area that is known.
TEST(RegisterIntake, mends_what_can_be_mended) {
    const TestFolder folder;
    const Path file = folder.write("registry.csv",
                                   "nama;tgl_lahir;jk;kode_desa\r\n"
                                   "REN\311E;1980-07-05;P;91.08.01.1001\r\n"
                                   "\"BUDI, \"\"X\"\"\";1980-07-05;L;6303999999\r\n");
    NoVerdicts nobody;
    const auto taken = read_register(std::array{file}, options(), nobody);
    ASSERT_TRUE(taken);
    const PersonTable& persons = taken->persons;
    ASSERT_EQ(persons.size(), 2U);
    EXPECT_EQ(persons.name[0],
              "REN\xC3\x89"
              "E");
    EXPECT_EQ(persons.name[1], "BUDI, \"X\"");
    EXPECT_EQ(persons.identity[0].regency, 9403);
    EXPECT_EQ(areas().name(persons.identity[0].area), "Enarotali");
    EXPECT_EQ(areas().code(persons.identity[1].area), "6303");
    EXPECT_EQ(persons.identity[1].village, 999'999U);
    EXPECT_EQ(persons.id[0], "baris-2");
    EXPECT_EQ(persons.id[1], "baris-3");
    EXPECT_EQ(persons.columns, PersonColumns{});
    EXPECT_EQ(taken->report.doubts, (CodeCounts{{Code::not_utf8, 1}, {Code::village_unknown, 1}}));
}

// Goal: a decile belongs to the family: shared where its members agree, doubted where they do not.
TEST(RegisterIntake, shares_deciles_in_families) {
    const TestFolder folder;
    const Path file = folder.write("registry.csv",
                                   "id,nama,tgl_lahir,jk,kode_desa,no_kk,desil\n"
                                   "1,ADI,1980-07-05,L,6303051001,6303050101200001,2\n"
                                   "2,ANI,1981-07-05,P,6303051001,6303050101200001,\n"
                                   "3,BUDI,1980-07-05,L,6303051001,6303050101200002,3\n"
                                   "4,BINA,1981-07-05,P,6303051001,6303050101200002,4\n"
                                   "5,BONI,2001-07-05,L,6303051001,6303050101200002,\n"
                                   "6,CITRA,1981-07-05,P,6303051001,,\n"
                                   "7,DEDI,1981-07-05,L,6303051001,,5\n");
    VerdictLines verdicts;
    const auto taken = read_register(std::array{file}, options(), verdicts);
    ASSERT_TRUE(taken);
    std::vector<int> deciles;
    for (const PersonFacts& facts : taken->persons.facts) deciles.push_back(facts.decile);
    EXPECT_EQ(deciles, (std::vector<int>{2, 2, 3, 4, 0, 0, 5}));
    EXPECT_EQ(taken->persons.family, (std::vector<std::uint32_t>{1, 1, 2, 2, 2, 0, 0}));
    EXPECT_EQ(taken->persons.families, 2U);
    EXPECT_EQ(verdicts.lines,
              (std::vector<std::string>{"registry.csv:4 doubt decile_differs desil 3",
                                        "registry.csv:5 doubt decile_differs desil 4"}));
    EXPECT_EQ(taken->report.doubted, 2U);
}

// Goal: of the rows with one id the same one is taken, in whatever order they stand; its family and
// decile do not feel the others.
TEST(RegisterIntake, takes_one_row_of_an_id) {
    const TestFolder folder;
    const std::string top = "id,nik,nama,tgl_lahir,jk,kode_desa,no_kk,desil\n";
    std::vector<std::string> rows{
        "7,6303050507800009,ADI,1980-07-05,L,6303051001,6303050101200001,2\n",
        "7,,ADI,1980-07-05,L,6303051001,6303050101200002,9\n",
        "7,6303050507800001,ADI,1980-07-05,L,6303051001,6303050101200001,2\n",
        "8,,ANI,1981-07-05,P,6303051001,6303050101200002,3\n"};
    std::sort(rows.begin(), rows.end());
    do {
        VerdictLines verdicts;
        const Path file = folder.write("r.csv", top + rows[0] + rows[1] + rows[2] + rows[3]);
        const auto taken = read_register(std::array{file}, options(), verdicts);
        ASSERT_TRUE(taken);
        ASSERT_EQ(taken->persons.size(), 2U);
        const bool first = taken->persons.id[0] == "7";
        EXPECT_EQ(taken->persons.identity[first ? 0 : 1].nik, 6303050507800001U);
        EXPECT_EQ(taken->persons.name[first ? 0 : 1], "ADI");
        EXPECT_EQ(taken->persons.facts[first ? 1 : 0].decile, 3);
        EXPECT_EQ(taken->report.rejections, (CodeCounts{{Code::id_twice, 2}}));
        EXPECT_EQ(taken->report.taken, 2U);
        EXPECT_EQ(taken->report.doubts, (CodeCounts{{Code::nik_missing, 2}}));
    } while (std::next_permutation(rows.begin(), rows.end()));
}

// Goal: several files are one register; ids made of line numbers stay apart; the same files in any
// order are the same edition.
TEST(RegisterIntake, reads_several_files_as_one) {
    const TestFolder folder;
    const Path a =
        folder.write("a.csv", "nama,tgl_lahir,jk,kode_desa\nADI,1980-07-05,L,6303051001\n");
    const Path b = folder.write("b.csv",
                                "alamat,Tgl Lahir,Jenis Kelamin,Kode Desa,Nama Lengkap,desil\n"
                                "x,1980-07-05,L,6303051001,BUDI,1\n");
    NoVerdicts nobody;
    const auto both = read_register(std::array{a, b}, options(), nobody);
    ASSERT_TRUE(both);
    ASSERT_EQ(both->persons.size(), 2U);
    EXPECT_EQ(both->persons.id[0], "1:baris-2");
    EXPECT_EQ(both->persons.id[1], "2:baris-2");
    EXPECT_TRUE(both->persons.columns.decile);
    EXPECT_EQ(both->report.files[1].columns_unknown, std::vector<std::string>{"alamat"});
    EXPECT_EQ(both->report.files[0].rows, 1U);
    EXPECT_EQ(both->report.files[0].sha256.size(), 64U);
    const auto other_order = read_register(std::array{b, a}, options(), nobody);
    ASSERT_TRUE(other_order);
    EXPECT_EQ(other_order->report.edition, both->report.edition);
    const auto one = read_register(std::array{a}, options(), nobody);
    ASSERT_TRUE(one);
    EXPECT_NE(one->report.edition, both->report.edition);
}

/// A register of `rows` rows in which most things go wrong now and then.
std::string messy_register(std::uint32_t rows, std::uint64_t seed) {
    Random random(seed);
    std::string text(header);
    const auto one_of = [&](std::initializer_list<std::string_view> texts) {
        return std::string(texts.begin()[random.below(static_cast<std::uint32_t>(texts.size()))]);
    };
    for (std::uint32_t i = 0; i < rows; ++i) {
        if (random.chance(0.01)) text += "broken,row\n";
        if (random.chance(0.01)) text += "\n";
        text += "R" + std::to_string(random.chance(0.02) ? random.below(rows) : i) + ",";
        text += one_of({"", "6303050507800001", "1.2E+15", "6303054507800001"}) + ",";
        text += "63030501012" + std::to_string(10'000 + random.below(rows / 3)) + ",";
        text += one_of({"ADI", "\"SITI,\nAMINAH\"", "H. MOH. YUSUF", "REN\xC9", ""}) + ",";
        text += one_of({"1980-07-05", "05/07/1980", "", "1980-13-01"}) + ",";
        text += one_of({"L", "P", "x"}) + "," + one_of({"6303051001", "6303059999", "99"}) + ",";
        text += one_of({"1", "2", "", "11"}) + "," + one_of({"1", "9"}) + "," + one_of({"A", "01"});
        text += ",kerja " + std::to_string(random.below(300)) + "," + one_of({"1000000", "-1", ""});
        text += ",1,\n";
    }
    return text;
}

// Goal: table, verdicts and report are the same with one thread and several, and with blocks of any
// size.
TEST(RegisterIntake, does_not_depend_on_threads) {
    const TestFolder folder;
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const Path file = folder.write("registry.csv", messy_register(3'000, seed));
        VerdictLines one;
        const auto alone = read_register(std::array{file, file}, options(), one);
        ASSERT_TRUE(alone);
        EXPECT_GT(alone->report.rejected, 100U);
        EXPECT_EQ(alone->report.taken + alone->report.rejected, alone->report.rows);
        EXPECT_EQ(alone->report.taken, alone->persons.size());
        for (const std::size_t block_bytes : {512U, 20'000U}) {
            VerdictLines several;
            const auto together =
                read_register(std::array{file, file}, options(4, block_bytes), several);
            ASSERT_TRUE(together);
            EXPECT_EQ(several.lines, one.lines);
            EXPECT_EQ(rows_of(together->persons), rows_of(alone->persons));
            EXPECT_EQ(together->persons.family, alone->persons.family);
            EXPECT_EQ(together->persons.occupations, alone->persons.occupations);
            EXPECT_EQ(together->report.doubts, alone->report.doubts);
            EXPECT_EQ(together->report.rejections, alone->report.rejections);
            EXPECT_EQ(together->report.doubted, alone->report.doubted);
            EXPECT_EQ(together->report.edition, alone->report.edition);
        }
    }
}

// Goal: rows in another order give the same rows.
TEST(RegisterIntake, does_not_depend_on_the_order_of_rows) {
    const TestFolder folder;
    std::vector<std::string> rows;
    for (std::uint32_t i = 0; i < 500; ++i) {
        const std::string n = std::to_string(1'000 + i % 450);  // 50 ids stand twice
        rows.push_back("R" + n + ",630305050780" + std::to_string(1'000 + i) + ",630305010120" +
                       std::to_string(1'000 + i % 140) + ",NAMA" + ",1980-07-05,L,6303051001," +
                       (i % 3 == 0 ? "" : std::to_string(1 + i % 140 % 10)) + ",,,,,,\n");
    }
    const auto sorted_rows = [&] {
        std::string text(header);
        for (const std::string& row : rows) text += row;
        NoVerdicts nobody;
        const auto taken =
            read_register(std::array{folder.write("r.csv", text)}, options(2), nobody);
        CHECK(taken.has_value());
        std::vector<std::string> out = rows_of(taken->persons);
        std::sort(out.begin(), out.end());
        return out;
    };
    const std::vector<std::string> before = sorted_rows();
    EXPECT_EQ(before.size(), 450U);
    Random random(4);
    for (std::uint32_t i = 500; i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
    EXPECT_EQ(sorted_rows(), before);
}

// Goal: a file that is not whole, or not a register, is an error that says so; nothing comes back.
TEST(RegisterIntake, refuses_broken_files) {
    struct Case {
        std::string_view why;
        std::string text;
        Code code;
    };
    const std::string top(header), row(good);
    const std::array cases{
        Case{"empty", "", Code::file_empty},
        Case{"no such columns", "a,b,c\n1,2,3\n", Code::column_missing},
        Case{"two columns of names", "nama,name,tgl_lahir,jk,kode_desa\n", Code::column_twice},
        Case{"open quote", top + row + "R2,\"63\n", Code::csv_quote_open},
        Case{"cut in a row", top + row + "R2,6303050507800001,,BU", Code::file_cut},
        Case{"cut in a character", top + row + "R2,,,BUDI,1980-07-05,L,6303051001,,,,,,,\xC3",
             Code::file_cut},
        Case{"cut in a character of three bytes",
             top + row + "R2,,,BUDI,1980-07-05,L,6303051001,,,,,,,\xE2\x80", Code::file_cut},
        Case{"bytes of a program",
             top + row +
                 std::string("\x7F"
                             "ELF\0\0\1,,\n",
                             10),
             Code::file_binary},
        Case{"NUL in the header", std::string("nama,\0\n", 7), Code::file_binary},
        Case{"UTF-16", std::string("\xFF\xFEn\0a\0", 6), Code::csv_utf16},
    };
    const TestFolder folder;
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        const Path file = folder.write("registry.csv", c.text);
        for (const unsigned threads : {1U, 2U}) {
            NoVerdicts nobody;
            const auto taken = read_register(std::array{file}, options(threads, 64), nobody);
            ASSERT_FALSE(taken);
            EXPECT_EQ(name_of(taken.error().code()), name_of(c.code));
        }
    }
    NoVerdicts nobody;
    const auto absent = read_register(std::array{folder / "none.csv"}, options(), nobody);
    ASSERT_FALSE(absent);
    EXPECT_EQ(absent.error().code(), Code::file_not_found);
    const auto directory = read_register(std::array{folder / ""}, options(), nobody);
    ASSERT_FALSE(directory);
    EXPECT_EQ(directory.error().code(), Code::file_is_directory);
}

// Goal: rows are numbered in 32 bits; more of them are an error, on any number of threads.
TEST(RegisterIntake, refuses_more_rows_than_it_can_number) {
    const TestFolder folder;
    std::string text(header);
    for (int i = 0; i < 50; ++i) text += good;
    const Path file = folder.write("r.csv", text);
    for (const unsigned threads : {1U, 3U}) {
        IntakeOptions few = options(threads, 300);
        few.rows_max = 20;
        NoVerdicts nobody;
        const auto taken = read_register(std::array{file}, few, nobody);
        ASSERT_FALSE(taken);
        EXPECT_EQ(taken.error().code(), Code::too_many_rows);
    }
}

// Goal: an XLSX with the same headers in row 1 is read like a CSV; lines are rows of the sheet.
TEST(RegisterIntake, reads_spreadsheets) {
    const TestFolder folder;
    const Path file = folder / "register.xlsx";
    auto sheet = XlsxWriter::create(file, folder / "");
    ASSERT_TRUE(sheet);
    sheet->begin_sheet(
        "Register",
        {{"NIK"}, {"Nama Lengkap"}, {"Tanggal Lahir"}, {"JK"}, {"Kode Desa"}, {"Penghasilan"}});
    for (const bool whole : {true, false}) {
        if (whole) {
            sheet->nik(Nik{6303054507800001});
        } else {
            sheet->text("6.30305E+15");
        }
        sheet->text("Siti Aminah");
        sheet->text("1980-07-05");
        sheet->text("P");
        sheet->text("63.03.05.1001");
        sheet->number(900'000);
        sheet->end_row();
    }
    ASSERT_TRUE(sheet->close());
    VerdictLines verdicts;
    const auto taken = read_register(std::array{file}, options(), verdicts);
    ASSERT_TRUE(taken);
    EXPECT_EQ(verdicts.lines,
              std::vector<std::string>{"register.xlsx:3 doubt nik_damaged nik 6.30*******"});
    ASSERT_EQ(taken->persons.size(), 2U);
    EXPECT_EQ(taken->persons.identity[0].nik, 6303054507800001U);
    EXPECT_EQ(taken->persons.facts[1].income_rupiah, 900'000U);
    EXPECT_EQ(taken->persons.id[1], "baris-3");
}

// Goal: a whole last row needs no line break behind it.
TEST(RegisterIntake, takes_a_last_row_without_line_break) {
    const TestFolder folder;
    for (const std::string_view name : {"BUDI", "REN\xC3\x89", "\xE6\x9D\x8E LI"}) {
        const Path file = folder.write(
            "r.csv", "tgl_lahir,jk,kode_desa,nama\n1980-07-05,L,6303051001," + std::string(name));
        VerdictLines verdicts;
        const auto taken = read_register(std::array{file}, options(), verdicts);
        ASSERT_TRUE(taken);
        EXPECT_TRUE(verdicts.lines.empty());
        EXPECT_EQ(taken->persons.name[0], name);
    }
}

// Goal: any bytes give rows with verdicts or an error, never harm; the same on two threads.
TEST(RegisterIntake, stands_any_bytes) {
    const TestFolder folder;
    Random random(77);
    const std::string base = messy_register(60, 9);
    for (int i = 0; i < 150; ++i) {
        std::string text = base;
        for (std::uint32_t n = 1 + random.below(30); n > 0; --n) {
            text[random.below(static_cast<std::uint32_t>(text.size()))] =
                static_cast<char>(1 + random.below(255));
        }
        if (random.chance(0.3)) text.resize(random.below(static_cast<std::uint32_t>(text.size())));
        const Path file = folder.write("r.csv", text);
        VerdictLines one, two;
        const auto alone = read_register(std::array{file}, options(1, 700), one);
        const auto together = read_register(std::array{file}, options(2, 700), two);
        ASSERT_EQ(alone.has_value(), together.has_value());
        if (alone) {
            EXPECT_EQ(one.lines, two.lines);
        } else {
            EXPECT_EQ(alone.error().code(), together.error().code());
        }
    }
}

// Goal: Ctrl-C ends the intake with its own error.
TEST(RegisterIntake, can_be_interrupted) {
    const TestFolder folder;
    const Path file = folder.write("r.csv", messy_register(200, 3));
    set_interrupted(true);
    NoVerdicts nobody;
    const auto taken = read_register(std::array{file}, options(2, 1'000), nobody);
    set_interrupted(false);
    ASSERT_FALSE(taken);
    EXPECT_EQ(taken.error().code(), Code::interrupted);
}

// Goal: the counts that are known of the test register (domain/linkage.md 1.5).
TEST(RegisterIntake, counts_the_errors_of_the_test_register) {
    if (!std::filesystem::exists(dev_set)) GTEST_SKIP() << "needs " << dev_set;
    IntakeOptions late = options(2);
    late.as_of = *Day::from_ymd(2040, 1, 1);  // 20 of its dates lie in the future of 2026
    VerdictLines verdicts;
    const auto taken = read_register(std::array{dev_set}, late, verdicts);
    ASSERT_TRUE(taken);
    const IntakeReport& report = taken->report;
    EXPECT_EQ(report.rows, 60'000U);
    EXPECT_EQ(report.taken, 60'000U);
    EXPECT_EQ(count(report.doubts, Code::nik_missing), 2'439U);
    EXPECT_EQ(count(report.doubts, Code::nik_not_16_digits), 76U);
    EXPECT_EQ(count(report.doubts, Code::nik_filler_repeated), 64U);
    const auto zeros = std::count_if(verdicts.lines.begin(), verdicts.lines.end(), [](auto& line) {
        return line.ends_with("nik_filler_repeated nik 0000************");
    });
    EXPECT_EQ(count(report.doubts, Code::nik_serial_zero) + static_cast<std::uint64_t>(zeros),
              172U);
    EXPECT_EQ(count(report.doubts, Code::birth_missing), 168U);
    std::array<std::uint64_t, 4> agree{};  // fits; only date, only sex, both contradict
    for (const Identity& who : taken->persons.identity) {
        const bool date = (who.nik_flags & nik_date_contradicts) != 0;
        const bool sex = (who.nik_flags & nik_sex_contradicts) != 0;
        if (who.nik != 0) ++agree[(date ? 1 : 0) + (sex ? 2 : 0)];
    }
    EXPECT_EQ(agree,
              (std::array<std::uint64_t, 4>{54'929 + 162, 1'759, 295, 125}));  // 162: no date
    // Its districts are made up, so every person stands in his regency.
    EXPECT_EQ(count(report.doubts, Code::village_unknown), 60'000U);
    EXPECT_EQ(areas().level(taken->persons.identity[0].area), AreaLevel::regency);
    for (const std::string& line : verdicts.lines) {
        ASSERT_EQ(mask_identifiers(line), line);  // no NIK and no family card
    }
}

}  // namespace
}  // namespace payung
