#include "population/synth.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "base/interrupt.h"
#include "population/fact_table.h"
#include "population/facts.h"

namespace payung {
namespace {

const Path share{PAYUNG_SHARE_DIR};

const AreaTable& areas() {
    static const AreaTable table = [] {
        auto loaded = AreaTable::load(share / "areas.csv", share / "former_areas.csv");
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}

SynthOptions options_for(std::string_view name) {
    SynthOptions options;
    options.areas = {"63"};
    options.workers = 20'000;
    options.tables = share;
    options.out = Path(testing::TempDir()) / "payung-synth" / name;
    std::filesystem::remove_all(options.out);
    return options;
}

/// Every row of a file, cut at commas: none of the fields holds one.
using Rows = std::vector<std::vector<std::string>>;
Rows rows_of(const Path& path) {
    auto text = read_file(path);
    EXPECT_TRUE(text) << path;
    Rows rows;
    if (!text) return rows;
    for (const std::string_view line : split(*text, '\n')) {
        if (line.empty()) continue;
        auto& row = rows.emplace_back();
        for (const std::string_view field : split(line, ',')) row.emplace_back(field);
    }
    rows.erase(rows.begin());
    return rows;
}

std::map<std::string, std::string> digests(const Path& folder) {
    std::map<std::string, std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        Sha256 hash;
        hash.add(*read_file(entry.path()));
        found[entry.path().filename()] = hash.hex();
    }
    return found;
}

/// A population of 200,000 workers, made once for the tests that count.
struct Made {
    SynthOptions options;
    SynthReport report;
    Rows people, accounts, truth, persons, employers, wages;
};
const Made& large() {
    static const Made made = [] {
        Made m;
        m.options = options_for("large");
        m.options.workers = 200'000;
        m.options.protected_ppm = 367'000;
        m.options.persons_file = true;
        m.options.threads = 2;
        auto report = synthesize(m.options, areas());
        CHECK(report.has_value());
        m.report = *report;
        m.people = rows_of(m.options.out / "registry.csv");
        m.accounts = rows_of(m.options.out / "membership.csv");
        m.truth = rows_of(m.options.out / "truth.csv");
        m.persons = rows_of(m.options.out / "persons.csv");
        m.employers = rows_of(m.options.out / "employers.csv");
        m.wages = rows_of(m.options.out / "wages.csv");
        std::filesystem::remove_all(m.options.out);
        return m;
    }();
    return made;
}

enum Person {
    id,
    nik,
    no_kk,
    nama,
    tgl_lahir,
    jk,
    kode_desa,
    desil,
    status,
    sector,
    work,
    income,
    hub
};
enum Account {
    kpj,
    a_nik,
    a_nama,
    a_tgl,
    a_jk,
    a_desa,
    segmen,
    program,
    a_status,
    mulai,
    akhir,
    upah,
    penanggung,
    npp
};

std::map<std::string, std::string> person_of_record() {
    std::map<std::string, std::string> persons;
    for (const auto& row : large().persons) persons[row[0]] = row[1];
    return persons;
}

// Goal: the same options give the same bytes, whatever the threads; another seed gives others.
TEST(Synth, answers_do_not_depend_on_threads) {
    auto options = options_for("one");
    options.workers = 60'000;
    options.persons_file = true;
    options.shards = 3;
    ASSERT_TRUE(synthesize(options, areas()));
    const auto one = digests(options.out);
    EXPECT_EQ(one.size(), 10U);
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        ASSERT_TRUE(synthesize(options, areas()));
        EXPECT_EQ(digests(options.out), one) << threads << " threads";
    }
    options.seed = 2;
    ASSERT_TRUE(synthesize(options, areas()));
    const auto other = digests(options.out);
    for (const auto& [name, digest] : one) EXPECT_NE(other.at(name), digest) << name;
    std::filesystem::remove_all(options.out);
}

// Goal: what is commanded is made, to the last row.
TEST(Synth, counts_are_exact) {
    struct Case {
        std::string_view why;
        std::vector<std::string> areas;
        std::uint64_t workers;
        std::optional<std::uint64_t> accounts;
        std::uint32_t protected_ppm;
        std::uint64_t protected_workers;
    };
    const std::array cases{
        Case{"a province", {"63"}, 20'000, std::nullopt, 367'000, 7'340},
        Case{"a regency with a point", {"63.03"}, 17'001, 9'000, 367'000, 6'239},
        Case{"two areas", {"6371", "11"}, 5'000, 30'000, 100'000, 500},
        Case{"the nation, fewer than it has villages", {}, 3'000, 6'000, 370'000, 1'110},
        Case{"only accounts of the protected", {"63"}, 10'000, 3'700, 370'000, 3'700},
        Case{"everybody protected", {"63"}, 4'000, std::nullopt, 1'000'000, 4'000},
        Case{"nobody protected", {"63"}, 4'000, std::nullopt, 0, 0},
        Case{"one worker", {"6301"}, 1, std::nullopt, 370'000, 0},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        auto options = options_for("counts");
        options.areas = c.areas;
        options.workers = c.workers;
        options.accounts = c.accounts;
        options.protected_ppm = c.protected_ppm;
        const auto report = synthesize(options, areas());
        ASSERT_TRUE(report) << describe(report.error(), Language::en);
        EXPECT_EQ(report->workers, c.workers);
        EXPECT_EQ(report->protected_workers, c.protected_workers);
        EXPECT_EQ(report->accounts, c.accounts.value_or(report->accounts));
        const auto people = rows_of(options.out / "registry.csv");
        EXPECT_EQ(people.size(), report->register_rows);
        EXPECT_EQ(report->register_rows, c.workers + (c.workers * 4 + 500) / 1'000);
        EXPECT_EQ(rows_of(options.out / "membership.csv").size(), report->accounts);
        EXPECT_EQ(rows_of(options.out / "truth.csv").size(), report->true_pairs);
        EXPECT_EQ(rows_of(options.out / "employers.csv").size(), report->employers);
        EXPECT_EQ(rows_of(options.out / "wages.csv").size(), report->wages);
        std::filesystem::remove_all(options.out);
    }
}

bool is_filler(const std::string& digits) {
    return digits == "1234567890123456" ||
           std::all_of(digits.begin(), digits.end(), [&](char c) { return c == digits[0]; });
}

// Goal: nobody real can be meant: the district in a NIK or family card is not in use, errors
// included.
TEST(Synth, numbers_belong_to_nobody) {
    std::uint32_t area = 0;
    std::size_t looked_at = 0;
    const auto check = [&](const std::string& number) {
        if (number.size() != 16 || is_filler(number)) return;
        EXPECT_FALSE(areas().find(number.substr(0, 6), area)) << number.substr(0, 6);
        ++looked_at;
    };
    for (const auto& row : large().people) {
        check(row[nik]);
        check(row[no_kk]);
    }
    for (const auto& row : large().accounts) check(row[a_nik]);
    EXPECT_GT(looked_at, 450'000U);
}

// Goal: two persons share a NIK only by an error, and families share a card.
TEST(Synth, numbers_are_given_once) {
    const auto persons = person_of_record();
    std::unordered_map<std::string, std::unordered_set<std::string>> owners;
    std::set<std::string> codes;
    const auto look = [&](const std::string& record, const std::string& number) {
        ASSERT_TRUE(codes.insert(record).second);
        if (number.size() == 16 && !is_filler(number)) owners[number].insert(persons.at(record));
    };
    for (const auto& row : large().people) look(row[id], row[nik]);
    for (const auto& row : large().accounts) look(row[kpj], row[a_nik]);
    std::size_t shared = 0;
    for (const auto& [number, who] : owners) shared += who.size() > 1;
    // A relative's NIK by mistake: 0.4 % of rows; many relatives have no row of their own.
    EXPECT_LT(shared, large().people.size() / 200);
    std::unordered_map<std::string, std::string> village_of_card;
    for (const auto& row : large().people) {
        const auto [at, first] = village_of_card.emplace(row[no_kk], row[kode_desa]);
        EXPECT_EQ(at->second, row[kode_desa]) << "a card in two villages";
    }
}

// Goal: truth.csv names all pairs of one person and no other.
TEST(Synth, truth_is_whole_and_right) {
    const auto persons = person_of_record();
    std::map<std::string, std::vector<std::string>> rows;
    for (const auto& row : large().people) rows[persons.at(row[id])].push_back(row[id]);
    std::set<std::pair<std::string, std::string>> expected, told;
    for (const auto& row : large().accounts) {
        const auto known = rows.find(persons.at(row[kpj]));
        if (known == rows.end()) continue;
        for (const std::string& person : known->second) expected.emplace(person, row[kpj]);
    }
    for (const auto& row : large().truth) told.emplace(row[0], row[1]);
    EXPECT_EQ(told.size(), large().truth.size());
    EXPECT_EQ(told, expected);
    EXPECT_EQ(large().persons.size(), large().people.size() + large().accounts.size());
}

int year_of(const std::string& date) {
    return std::stoi(date.substr(0, 4));
}

// Goal: every row of the register could be taken: known village inside the area, real dates, codes
// in their ranges; and workers are 15 or older.
TEST(Synth, register_rows_are_valid) {
    std::size_t dateless = 0, young = 0;
    for (const auto& row : large().people) {
        ASSERT_EQ(row.size(), 13U);
        std::uint32_t area = 0;
        ASSERT_TRUE(areas().find(row[kode_desa], area)) << row[kode_desa];
        ASSERT_TRUE(areas().level(area) == AreaLevel::village && row[kode_desa].starts_with("63"));
        ASSERT_TRUE(row[jk] == "L" || row[jk] == "P");
        ASSERT_FALSE(row[nama].empty());
        ASSERT_EQ(row[nama].find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ "), std::string::npos)
            << row[nama];
        const int decile = std::stoi(row[desil]), main_status = std::stoi(row[status]);
        ASSERT_TRUE(decile >= 1 && decile <= 10 && main_status >= 1 && main_status <= 7);
        ASSERT_TRUE(row[sector].size() == 1 && row[sector][0] >= 'A' && row[sector][0] <= 'U');
        ASSERT_FALSE(row[work].empty()) << row[sector] << row[status];
        ASSERT_EQ(main_status == 7, row[income] == "0");
        ASSERT_EQ(std::stoull(row[income]) % 1'000, 0U);
        ASSERT_FALSE(row[hub].empty());
        if (row[tgl_lahir].empty()) {
            ++dateless;
            continue;
        }
        const auto born = parse_day(row[tgl_lahir]);
        ASSERT_TRUE(born) << row[tgl_lahir];
        const int age = age_years(*born, large().options.month.first_day());
        ASSERT_TRUE(age >= 0 && age < 106) << age;
        young += age < 15;
    }
    EXPECT_LT(dateless, large().people.size() / 200);
    EXPECT_LT(young, large().people.size() / 500) << "only by an error in the date";
}

// Goal: accounts are as a membership extract has them, and wage lists fit them.
TEST(Synth, accounts_and_wages_agree) {
    std::map<std::string, std::vector<std::string>> account;
    std::set<std::string> employers;
    for (const auto& row : large().employers) EXPECT_TRUE(employers.insert(row[0]).second);
    std::size_t wage_earners = 0;
    for (const auto& row : large().accounts) {
        ASSERT_EQ(row.size(), 14U);
        ASSERT_TRUE(account.emplace(row[kpj], row).second);
        const bool active = row[a_status] == "AKTIF";
        ASSERT_TRUE(parse_month(row[mulai])) << row[mulai];
        ASSERT_LE(row[mulai], "2026-01");
        ASSERT_TRUE(!active || row[akhir].empty() || row[akhir] > "2026-01");
        ASSERT_TRUE(active || row[akhir] < "2026-01");
        ASSERT_TRUE(row[akhir].empty() || row[mulai] <= row[akhir]);
        ASSERT_TRUE(row[program].starts_with("JKK+JKM"));
        ASSERT_EQ(row[npp].empty(), !(active && row[segmen] == "PU"));
        wage_earners += !row[npp].empty();
    }
    ASSERT_EQ(large().wages.size(), wage_earners);
    for (const auto& row : large().wages) {
        const auto& holder = account.at(row[1]);
        ASSERT_EQ(row[0], holder[npp]);
        ASSERT_EQ(row[2], holder[upah]);
        ASSERT_EQ(row[3], "2026-01");
        ASSERT_TRUE(employers.contains(row[0]));
    }
}

// Goal: rates are those of the tables, within four standard deviations of so many draws.
TEST(Synth, rates_are_met) {
    const Facts facts = *Facts::load(share);
    const auto near = [](std::string_view what, double expected_ppm, std::size_t count,
                         std::size_t of) {
        const double p = expected_ppm * 1e-6, n = static_cast<double>(of);
        EXPECT_NEAR(static_cast<double>(count), p * n, 4 * std::sqrt(n * p * (1 - p)) + 1) << what;
    };
    const auto count = [](const Rows& rows, auto&& holds) {
        return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), holds));
    };
    const auto rate = [&](std::string_view kind, bool member) {
        return static_cast<double>(facts.rate(kind, member));
    };
    const Made& m = large();
    const std::size_t people = m.people.size(), accounts = m.accounts.size();
    near("NIK missing", rate("nik_missing", false),
         count(m.people, [](auto& r) { return r[nik].empty(); }), people);
    near("NIK missing", rate("nik_missing", true),
         count(m.accounts, [](auto& r) { return r[a_nik].empty(); }), accounts);
    near("NIK short", rate("nik_short", true),
         count(m.accounts, [](auto& r) { return r[a_nik].size() == 15; }), accounts);
    near("filler", rate("nik_filler", false),
         count(m.people, [](auto& r) { return !r[nik].empty() && is_filler(r[nik]); }), people);
    near("serial 0000", rate("nik_serial_zero", false),
         count(m.people,
               [](auto& r) {
                   return r[nik].size() == 16 && r[nik].ends_with("0000") && !is_filler(r[nik]);
               }),
         people);
    near("date missing", rate("date_missing", true),
         count(m.accounts, [](auto& r) { return r[a_tgl].empty(); }), accounts);
    near("village missing", rate("village_missing", true),
         count(m.accounts, [](auto& r) { return r[a_desa].empty(); }), accounts);
    near("budget pays BPU", 323'000,
         count(m.accounts, [](auto& r) { return r[penanggung] == "APBD"; }),
         count(m.accounts, [](auto& r) { return r[a_status] == "AKTIF" && r[segmen] == "BPU"; }));
    // One and a half in a hundred of them come home all the same, as many people live here; and a
    // digit of the region is wrong in 0.15 % of all.
    near("issued elsewhere", 100'000 * 0.985 + 1'500,
         count(m.people,
               [](auto& r) {
                   return r[nik].size() == 16 && !is_filler(r[nik]) && !r[nik].starts_with("63");
               }),
         count(m.people, [](auto& r) { return r[nik].size() == 16 && !is_filler(r[nik]); }));
}

// Goal: the population is as published. What it is off by is told, and small where it is drawn by
// the table itself.
TEST(Synth, marginals_are_met_and_told) {
    const std::map<std::string, double, std::less<>> tolerance{{"age", 1.6},
                                                               {"sex", 0.6},
                                                               {"family", 0.1},
                                                               {"worker_age", 0.4},
                                                               {"worker_sex", 0.5},
                                                               {"worker_share", 0.5},
                                                               {"sector", 0.4},
                                                               {"status", 0.5},
                                                               {"decile", 0.5},
                                                               {"protected", 0.001},
                                                               {"segment", 0.3},
                                                               {"member_sex", 1.0},
                                                               {"account_active", 0.5},
                                                               {"second", 0.05},
                                                               {"error_register", 1.5},
                                                               {"error_membership", 1.7},
                                                               {"regency", 0.01}};
    std::set<std::string> groups;
    for (const Marginal& m : large().report.marginals) {
        groups.insert(m.group);
        const auto limit = tolerance.find(m.group);
        if (limit == tolerance.end()) continue;
        EXPECT_NEAR(m.reached, m.target, limit->second) << m.group << " " << m.label;
        EXPECT_FALSE(m.source.empty());
    }
    EXPECT_EQ(groups.size(), 19U);
    for (const Language language : {Language::id, Language::en}) {
        const std::string text = marginals_text(large().report, language);
        EXPECT_EQ(std::count(text.begin(), text.end(), '\n'),
                  static_cast<std::ptrdiff_t>(6 + groups.size() + large().report.marginals.size()));
    }
}

// Goal: who reads Indonesian meets no English label, heading or unit, and the other way round; what
// is the same in both is a number or a code. No label is so long that it pushes the figures aside.
TEST(Synth, marginals_speak_one_language) {
    const std::string indonesian = marginals_text(large().report, Language::id);
    const std::string english = marginals_text(large().report, Language::en);
    for (const Marginal& m : large().report.marginals) {
        const bool plain = m.label.find_first_not_of("0123456789-+") == std::string::npos;
        EXPECT_TRUE(plain || !m.words.id.empty()) << m.group << " " << m.label;
        EXPECT_EQ(m.words.id.empty(), m.words.en.empty()) << m.group << " " << m.label;
        if (m.words.id.empty()) continue;
        EXPECT_NE(m.words.id, m.words.en);
        for (const std::string_view words : {m.words.id, m.words.en}) EXPECT_LE(words.size(), 32U);
        EXPECT_NE(indonesian.find(fmt::format("\n  {:<32}", m.words.id)), std::string::npos);
        EXPECT_NE(english.find(fmt::format("\n  {:<32}", m.words.en)), std::string::npos);
    }
    std::set<std::string_view> lines;
    for (const std::string_view line : split(english, '\n')) lines.insert(line);
    for (const std::string_view line : split(indonesian, '\n')) {
        const bool plain = line.find_first_of("abcdefghijklmnopqrstuvwxyz") == line.npos;
        EXPECT_TRUE(plain || !lines.contains(line)) << "the same in both languages: " << line;
    }
    EXPECT_NE(indonesian.find("D25 (orang)\n"), std::string::npos);
    EXPECT_NE(english.find("D25 (persons)\n"), std::string::npos);
    EXPECT_NE(indonesian.find("W (ribu Rp)\n"), std::string::npos);
    EXPECT_NE(english.find("W (thousand Rp)\n"), std::string::npos);
}

// Goal: every source at the right of the table is explained in its last line, and no other.
TEST(Synth, marginals_explain_their_sources) {
    std::set<std::string> used;
    for (const Marginal& m : large().report.marginals) {
        for (const std::string_view source : split(m.source, '+')) used.emplace(source);
    }
    EXPECT_TRUE(used.contains("option"));  // the share of the protected was asked for
    for (const Language language : {Language::id, Language::en}) {
        const bool id = language == Language::id;
        const std::string text = marginals_text(large().report, language);
        const std::string legend = text.substr(text.rfind('\n', text.size() - 2) + 1);
        ASSERT_TRUE(legend.starts_with(id ? "Sumber: " : "Sources: ")) << legend;
        for (const std::string& source : used) {
            const std::string sign = id && source == "option" ? "pilihan" : source;
            EXPECT_NE(legend.find(fmt::format(" {} = ", sign)), std::string::npos) << source;
        }
        EXPECT_EQ(std::count(legend.begin(), legend.end(), '='),
                  static_cast<std::ptrdiff_t>(used.size()));
    }
}

// Goal: names as in a country: many different ones, a few very common, a quarter of one word.
TEST(Synth, names_vary) {
    std::unordered_map<std::string, std::size_t> times;
    std::size_t single = 0;
    for (const auto& row : large().people) {
        ++times[row[nama]];
        single += row[nama].find(' ') == std::string::npos;
    }
    std::size_t most = 0;
    for (const auto& [name, count] : times) most = std::max(most, count);
    EXPECT_GT(times.size(), 70'000U);
    EXPECT_LT(most, large().people.size() / 150);
    EXPECT_NEAR(static_cast<double>(single) / static_cast<double>(large().people.size()), 0.28,
                0.05);
}

// Goal: asked for everybody, the same workers stand in the register, and their families with them.
TEST(Synth, everybody_is_the_same_population) {
    auto options = options_for("workers");
    ASSERT_TRUE(synthesize(options, areas()));
    const auto workers = rows_of(options.out / "registry.csv");
    options.everybody = true;
    const auto report = synthesize(options, areas());
    ASSERT_TRUE(report);
    const auto everybody = rows_of(options.out / "registry.csv");
    EXPECT_EQ(everybody.size(), report->register_rows);
    EXPECT_EQ(report->register_rows, report->persons + 80);
    const auto works = [](const std::vector<std::string>& row) { return !row[status].empty(); };
    std::size_t working = 0, children = 0;
    std::map<std::string, int> families;
    for (const auto& row : everybody) {
        working += works(row);
        ++families[row[no_kk]];
        children += !row[tgl_lahir].empty() && year_of(row[tgl_lahir]) > 2010;
        EXPECT_TRUE(works(row) ||
                    (row[sector].empty() && row[work].empty() && row[income].empty()));
    }
    EXPECT_EQ(working, workers.size());
    EXPECT_GT(children, everybody.size() / 6);
    EXPECT_GE(families.size(), report->families);
    std::filesystem::remove_all(options.out);
}

// Goal: several files hold together what one file holds.
TEST(Synth, shards_hold_the_same_rows) {
    auto options = options_for("shards");
    options.workers = 70'000;
    ASSERT_TRUE(synthesize(options, areas()));
    const auto people = rows_of(options.out / "registry.csv");
    auto accounts = rows_of(options.out / "membership.csv");
    std::filesystem::remove_all(options.out);
    options.shards = 3;
    ASSERT_TRUE(synthesize(options, areas()));
    Rows shard_people, shard_accounts;
    for (int i = 1; i <= 3; ++i) {
        const std::string end = "_0" + std::to_string(i) + ".csv";
        const auto part = rows_of(options.out / ("registry" + end));
        EXPECT_GT(part.size(), people.size() / 5);
        shard_people.insert(shard_people.end(), part.begin(), part.end());
        const auto members = rows_of(options.out / ("membership" + end));
        EXPECT_GT(members.size(), accounts.size() / 4);
        shard_accounts.insert(shard_accounts.end(), members.begin(), members.end());
    }
    EXPECT_EQ(shard_people, people);
    std::sort(accounts.begin(), accounts.end());
    std::sort(shard_accounts.begin(), shard_accounts.end());
    EXPECT_EQ(shard_accounts, accounts);
    std::filesystem::remove_all(options.out);
}

// Goal: what cannot be made is refused with a reason, and nothing is left behind.
TEST(Synth, refuses_what_cannot_be_made) {
    struct Case {
        std::string_view why;
        Code code;
        std::function<void(SynthOptions&)> change;
    };
    const std::array cases{
        Case{"no such area", Code::population_area_unknown, [](auto& o) { o.areas = {"99"}; }},
        Case{"a district", Code::population_area_unknown, [](auto& o) { o.areas = {"630301"}; }},
        Case{"no area at all", Code::population_area_unknown, [](auto& o) { o.areas = {""}; }},
        Case{"no worker", Code::invalid_option, [](auto& o) { o.workers = 0; }},
        Case{"too many workers", Code::invalid_option, [](auto& o) { o.workers = 1'000'000'000; }},
        Case{"fewer accounts than protected", Code::invalid_option,
             [](auto& o) { o.accounts = 10; }},
        Case{"too many accounts", Code::invalid_option,
             [](auto& o) { o.accounts = 1'000'000'000; }},
        Case{"more than all protected", Code::invalid_option,
             [](auto& o) { o.protected_ppm = 1'000'001; }},
        Case{"no file", Code::invalid_option, [](auto& o) { o.shards = 0; }},
        Case{"too many files", Code::invalid_option, [](auto& o) { o.shards = 100; }},
        Case{"no tables", Code::file_not_found, [](auto& o) { o.tables = "/nowhere"; }},
    };
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        auto options = options_for("refused");
        c.change(options);
        const auto report = synthesize(options, areas());
        ASSERT_FALSE(report);
        EXPECT_EQ(report.error().code(), c.code);
        EXPECT_FALSE(std::filesystem::exists(options.out));
    }
}

// Goal: a table that was broken by hand is named with its line.
TEST(Synth, names_a_broken_table) {
    struct Case {
        std::string_view why, table, from, to;
    };
    const std::array cases{
        Case{"a number that is none", "national", "status_4,3880", "status_4,many"},
        Case{"a key that is gone", "national", "employed,", "employees,"},
        Case{"a cell too many", "sectors", "A,2540,", "A,2540,,"},
        Case{"a column that is gone", "regencies", "population", "people"},
        Case{"a rate that is gone", "error_rates", "nik_digit", "nik_digits"},
        Case{"a step that is gone", "income", "step,7", "step,77"},
        Case{"a group of industries that is gone", "status_by_sector", "\nA,", "\n# A,"},
        Case{"a word too long", "names", "SLAMET", "SLAMETSLAMETSLAMET"},
        Case{"a group of names without words", "name_mix", "banjar:", "banyar:"},
        Case{"no scales of employers", "employers", "scale,", "scales,"},
    };
    const Path tables = Path(testing::TempDir()) / "payung-synth-tables";
    for (const Case& c : cases) {
        SCOPED_TRACE(c.why);
        std::filesystem::remove_all(tables);
        std::filesystem::create_directories(tables);
        for (const auto& entry : std::filesystem::directory_iterator(share)) {
            const std::string name = entry.path().filename();
            if (!name.starts_with("synth_")) continue;
            std::string text = *read_file(entry.path());
            if (name == "synth_" + std::string{c.table} + ".csv") {
                ASSERT_NE(text.find(c.from), std::string::npos);
                for (auto at = text.find(c.from); at != std::string::npos;
                     at = text.find(c.from, at + c.to.size())) {
                    text.replace(at, c.from.size(), c.to);
                }
            }
            std::ofstream(tables / name) << text;
        }
        auto options = options_for("broken");
        options.tables = tables;
        const auto report = synthesize(options, areas());
        ASSERT_FALSE(report);
        EXPECT_EQ(report.error().code(), Code::population_table_malformed);
        EXPECT_NE(describe(report.error(), Language::en).find(c.table), std::string::npos);
        EXPECT_FALSE(std::filesystem::exists(options.out));
    }
    std::filesystem::remove_all(tables);
}

// Goal: Ctrl-C in the middle leaves nothing, also not the folder that was made.
TEST(Synth, interrupted_leaves_nothing) {
    for (const unsigned threads : {1U, 3U}) {
        auto options = options_for("interrupted");
        options.workers = 100'000;
        options.threads = threads;
        std::uint64_t seen = 0;
        const auto report =
            synthesize(options, areas(), [&](std::uint64_t done, std::uint64_t total) {
                EXPECT_EQ(total, 100'000U);
                EXPECT_GT(done, seen);
                seen = done;
                set_interrupted(true);
            });
        set_interrupted(false);
        ASSERT_FALSE(report);
        EXPECT_EQ(report.error().code(), Code::interrupted);
        EXPECT_LT(seen, 100'000U);
        EXPECT_FALSE(std::filesystem::exists(options.out));
    }
}

// Goal: an output that cannot be written is an error, not half an answer.
TEST(Synth, says_what_cannot_be_written) {
    auto options = options_for("unwritable");
    std::filesystem::create_directories(options.out.parent_path());
    std::ofstream(options.out) << "a file where a folder should be";
    const auto report = synthesize(options, areas());
    ASSERT_FALSE(report);
    EXPECT_EQ(report.error().code(), Code::output_in_the_way);
    std::filesystem::remove(options.out);
}

}  // namespace
}  // namespace payung
