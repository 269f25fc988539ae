#include "base/language.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdlib>
#include <limits>
#include <string>

namespace payung {
namespace {

constexpr auto id = Language::id;
constexpr auto en = Language::en;

// Goal: thousands are grouped as each language writes them, down to the smallest number.
TEST(Language, writes_counts) {
    struct Case {
        std::int64_t count;
        std::string_view id, en;
    };
    constexpr std::array cases{
        Case{0, "0", "0"},
        Case{999, "999", "999"},
        Case{1'000, "1.000", "1,000"},
        Case{1'500'000, "1.500.000", "1,500,000"},
        Case{-12'345, "-12.345", "-12,345"},
        Case{std::numeric_limits<std::int64_t>::min(), "-9.223.372.036.854.775.808",
             "-9,223,372,036,854,775,808"},
    };
    for (const Case& c : cases) {
        EXPECT_EQ(format_count(c.count, Language::id), c.id);
        EXPECT_EQ(format_count(c.count, Language::en), c.en);
    }
}

// Goal: rupiah carry sen only where there are any.
TEST(Language, writes_rupiah) {
    EXPECT_EQ(format_rupiah(Money::from_rupiah(1'250'000), id), "Rp 1.250.000");
    EXPECT_EQ(format_rupiah(Money::from_rupiah(1'250'000), en), "Rp 1,250,000");
    EXPECT_EQ(format_rupiah(Money{}, id), "Rp 0");
    EXPECT_EQ(format_rupiah(Money::from_sen(-7'550), id), "-Rp 75,50");
    EXPECT_EQ(format_rupiah(Money::from_sen(5), en), "Rp 0.05");
}

// Goal: percentages are rounded half up from whole numbers; no whole, no percentage.
TEST(Language, writes_percentages) {
    EXPECT_EQ(format_percent(367, 1'000, id), "36,7 %");
    EXPECT_EQ(format_percent(367, 1'000, en), "36.7 %");
    EXPECT_EQ(format_percent(1, 8, id, 0), "13 %");  // 12.5
    EXPECT_EQ(format_percent(1, 8, en, 2), "12.50 %");
    EXPECT_EQ(format_percent(0, 5, id), "0,0 %");
    EXPECT_EQ(format_percent(-1, 3, id), "-33,3 %");
    EXPECT_EQ(format_percent(-1, 1'000'000, id), "0,0 %");
    EXPECT_EQ(format_percent(5, 0, id), "–");
    constexpr auto most = std::numeric_limits<std::int64_t>::max();
    EXPECT_EQ(format_percent(most, most, en, 6), "100.000000 %");
    EXPECT_EQ(format_percent(2'500, 1, en), "250,000.0 %");
}

// Goal: a rate of law is written as the law writes it.
TEST(Language, writes_rates) {
    EXPECT_EQ(format_percent(Rate{20'000}, id), "2 %");
    EXPECT_EQ(format_percent(Rate{2'400}, id), "0,24 %");
    EXPECT_EQ(format_percent(Rate{17'400}, en), "1.74 %");
    EXPECT_EQ(format_percent(Rate{1}, en), "0.0001 %");
    EXPECT_EQ(format_percent(Rate{}, id), "0 %");
}

// Goal: times grow from tenths of a second to hours, and never read "60".
TEST(Language, writes_durations) {
    using namespace std::chrono_literals;
    EXPECT_EQ(format_duration(900ms, id), "0,9 dtk");
    EXPECT_EQ(format_duration(0ms, en), "0.0 s");
    EXPECT_EQ(format_duration(59'999ms, en), "59.9 s");
    EXPECT_EQ(format_duration(245s, id), "4 mnt 05 dtk");
    EXPECT_EQ(format_duration(245s, en), "4 min 05 s");
    EXPECT_EQ(format_duration(127min, id), "2 jam 07 mnt");
}

TEST(Language, is_parsed_from_its_two_letters) {
    EXPECT_EQ(parse_language("id"), id);
    EXPECT_EQ(parse_language("en"), en);
    for (const std::string_view text : {"", "EN", "en_US", "fr"})
        EXPECT_FALSE(parse_language(text));
}

/// Sets the three variables of the locale and puts back what was there.
class LocaleVariables {
public:
    LocaleVariables(const char* all, const char* messages, const char* lang) {
        put(0, all);
        put(1, messages);
        put(2, lang);
    }
    ~LocaleVariables() {
        for (std::size_t i = 0; i < names.size(); ++i) {
            if (before_.at(i)) {
                setenv(names.at(i), before_.at(i)->c_str(), 1);
            } else {
                unsetenv(names.at(i));
            }
        }
    }
    LocaleVariables(const LocaleVariables&) = delete;
    LocaleVariables& operator=(const LocaleVariables&) = delete;

private:
    static constexpr std::array names{"LC_ALL", "LC_MESSAGES", "LANG"};
    void put(std::size_t i, const char* value) {
        if (const char* const old = std::getenv(names.at(i))) before_.at(i) = old;
        setenv(names.at(i), value, 1);
    }
    std::array<std::optional<std::string>, 3> before_;
};

// Goal: the first variable that is set decides; only English asks for English.
TEST(Language, comes_from_the_environment) {
    struct Case {
        const char *all, *messages, *lang;
        Language expected;
    };
    constexpr std::array cases{
        Case{"", "", "", Language::id},
        Case{"", "", "en_US.UTF-8", Language::en},
        Case{"", "", "id_ID.UTF-8", Language::id},
        Case{"", "", "de_DE.UTF-8", Language::id},
        Case{"", "en_GB", "id_ID", Language::en},
        Case{"id_ID", "en_GB", "en_GB", Language::id},
        Case{"C", "", "en_US", Language::id},
    };
    for (const Case& c : cases) {
        const LocaleVariables set{c.all, c.messages, c.lang};
        EXPECT_EQ(language_from_environment(), c.expected) << c.all << c.messages << c.lang;
    }
}

}  // namespace
}  // namespace payung
