#include "membership/cover_law.h"

#include <gtest/gtest.h>

#include <random>

#include "base/check.h"

namespace payung {
namespace {

const Rulebook& law_of_cover() {
    static const Rulebook law = [] {
        auto opened = Rulebook::open(Path(PAYUNG_SOURCE_DIR) / "legislation");
        CHECK(opened.has_value());
        return *opened;
    }();
    return law;
}

Month month_of(std::string_view text) {
    const auto month = parse_month(text);
    CHECK(month);
    return *month;
}
Day day_of_text(std::string_view text) {
    const auto day = parse_day(text);
    CHECK(day);
    return *day;
}

constexpr std::uint8_t basic = bit_jkk | bit_jkm;
constexpr std::uint8_t of_wage_earner = basic | bit_jht | bit_jp | bit_jkp;

/// "2026-01..2026-06" or "2026-01.." of this segment; the numbers are 1, 2, …
std::vector<SpellFacts> spells_of_text(Segment segment, std::string_view text) {
    std::vector<SpellFacts> spells;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        SpellFacts spell;
        spell.spell = static_cast<std::int64_t>(spells.size() + 1);
        spell.segment = segment;
        spell.programmes = segment == Segment::pu ? of_wage_earner : basic;
        spell.from = month_of(one.substr(0, 7));
        if (one.size() > 9) spell.until = month_of(one.substr(9));
        spells.push_back(spell);
    }
    return spells;
}

/// "2026-01@2026-01-10 …": the month and the day of its receipt.
std::vector<MonthPaid> receipts_of_text(std::string_view text, std::uint8_t programmes = 31) {
    std::vector<MonthPaid> paid;
    while (!text.empty()) {
        const std::string_view one = text.substr(0, text.find(' '));
        text.remove_prefix(std::min(text.size(), one.size() + 1));
        const auto bill = static_cast<std::int64_t>(paid.size() + 101);
        paid.push_back({month_of(one.substr(0, 7)), programmes, day_of_text(one.substr(8)), bill});
    }
    return paid;
}

struct CoverCase {
    std::string_view why;
    Segment segment;
    std::string_view spells, receipts, month, as_of;
    CoverReason reason;
    bool protects;
    std::string_view cites;
};

constexpr auto PU = Segment::pu;
constexpr auto BPU = Segment::bpu;
using enum CoverReason;

// Goal: domain/legislation.md 2.7, row by row: due days, grace, lapse, re-entry, arrears of
// employers.
constexpr std::array cases{
    CoverCase{"wage earner, contribution received", PU, "2026-01..", "2026-03@2026-04-15",
              "2026-03", "2026-05-01", paid, true, "iuran bulan itu dibayar"},
    CoverCase{"wage earner, on the due day", PU, "2026-01..", "", "2026-03", "2026-04-15", not_due,
              true, "PP 44/2015 Pasal 21"},
    CoverCase{"wage earner, a day later the employer is in arrears", PU, "2026-01..", "", "2026-03",
              "2026-04-16", arrears, true, "PP 44/2015"},
    CoverCase{"wage earner, the due day was a Sunday", PU, "2026-01..", "", "2026-02", "2026-03-16",
              not_due, true, "PP 44/2015 Pasal 21"},
    CoverCase{"wage earner, arrears of a year", PU, "2025-01..", "", "2025-03", "2026-04-16",
              arrears, true, "(belum dikonfirmasi)"},
    CoverCase{"wage earner, before he was enrolled", PU, "2026-02..", "", "2026-01", "2026-04-16",
              not_enrolled, false, ""},
    CoverCase{"wage earner, after he left", PU, "2026-01..2026-03", "", "2026-03", "2026-04-16",
              not_enrolled, false, ""},

    CoverCase{"own account, paid in its month", BPU, "2026-01..", "2026-01@2026-01-10", "2026-01",
              "2026-01-10", paid, true, "iuran bulan itu dibayar"},
    CoverCase{"own account, the receipt is of tomorrow", BPU, "2026-01..", "2026-01@2026-01-10",
              "2026-01", "2026-01-09", not_paid_yet, false, "Permenaker 5/2021"},
    CoverCase{"own account, never paid", BPU, "2026-01..", "", "2026-01", "2026-01-10",
              not_paid_yet, false, "(belum dikonfirmasi)"},
    CoverCase{"own account, second month on its due day, after three free days", BPU, "2026-01..",
              "2026-01@2026-01-10", "2026-02", "2026-02-18", not_due, true, "PP 44/2015"},
    CoverCase{"first month unpaid", BPU, "2026-01..", "2026-01@2026-01-10", "2026-02", "2026-02-19",
              grace, true, "Permenaker 5/2021"},
    CoverCase{"second month unpaid", BPU, "2026-01..", "2026-01@2026-01-10", "2026-03",
              "2026-03-30", grace, true, "(belum dikonfirmasi)"},
    CoverCase{"third month, on its due day still in grace", BPU, "2026-01..", "2026-01@2026-01-10",
              "2026-04", "2026-04-15", grace, true, ""},
    CoverCase{"third month unpaid past its due day: lapsed", BPU, "2026-01..", "2026-01@2026-01-10",
              "2026-04", "2026-04-16", lapsed, false, "Permenaker 5/2021"},
    CoverCase{"the two months before it were protected all the same", BPU, "2026-01..",
              "2026-01@2026-01-10", "2026-03", "2026-09-01", grace, true, ""},
    CoverCase{"a year later: lapsed", BPU, "2025-01..", "2025-01@2025-01-10", "2026-01",
              "2026-02-01", lapsed, false, ""},

    CoverCase{"arrears settled within the grace count for their months", BPU, "2026-01..",
              "2026-01@2026-01-10 2026-02@2026-04-10 2026-03@2026-04-10 2026-04@2026-04-10",
              "2026-02", "2026-04-10", paid, true, ""},
    CoverCase{"then the next unpaid month is the first again", BPU, "2026-01..",
              "2026-01@2026-01-10 2026-02@2026-04-10 2026-03@2026-04-10 2026-04@2026-04-10",
              "2026-05", "2026-06-01", grace, true, "Permenaker 5/2021"},
    CoverCase{"a gap that lapsed cannot be paid for", BPU, "2026-01..",
              "2026-01@2026-01-10 2026-04@2026-06-10 2026-06@2026-06-10", "2026-04", "2026-06-30",
              lapsed, false, ""},
    CoverCase{"the month of the payment counts again", BPU, "2026-01..",
              "2026-01@2026-01-10 2026-04@2026-06-10 2026-06@2026-06-10", "2026-06", "2026-06-30",
              paid, true, ""},
    CoverCase{"a gap stays closed after the return", BPU, "2026-01..",
              "2026-01@2026-01-10 2026-06@2026-06-10 2026-05@2026-07-10", "2026-05", "2026-07-30",
              lapsed, false, ""},
    CoverCase{"a new enrolment begins anew", BPU, "2026-01..2026-03 2026-06..",
              "2026-01@2026-01-10", "2026-06", "2026-06-10", not_paid_yet, false, ""},
    CoverCase{"paid six months ahead", BPU, "2026-01..",
              "2026-01@2026-01-10 2026-02@2026-01-10 2026-03@2026-01-10", "2026-03", "2026-01-11",
              paid, true, ""},
};

TEST(CoverLaw, follows_the_law_row_by_row) {
    auto law = CoverLaw::open(law_of_cover());
    ASSERT_TRUE(law);
    for (const CoverCase& c : cases) {
        SCOPED_TRACE(c.why);
        const auto spells = spells_of_text(c.segment, c.spells);
        const auto receipts = receipts_of_text(c.receipts);
        const auto covered = law->month(spells, receipts, month_of(c.month), day_of_text(c.as_of));
        ASSERT_TRUE(covered) << describe(covered.error(), Language::en);
        ASSERT_EQ(covered->size(), 1U);
        EXPECT_EQ(name_of(covered->front().reason), name_of(c.reason));
        EXPECT_EQ((covered->front().programmes & basic) == basic, c.protects);
        EXPECT_NE(covered->front().cite.find(c.cites), std::string::npos) << covered->front().cite;
        EXPECT_EQ(covered->front().bill != 0, c.reason == CoverReason::paid);
    }
}

// Goal: two spells of one month are looked at by themselves; an unpaid month adds nothing to
// savings.
TEST(CoverLaw, looks_at_each_payer_by_himself) {
    auto law = CoverLaw::open(law_of_cover());
    std::vector<SpellFacts> spells = spells_of_text(BPU, "2026-01.. 2026-01..");
    spells[1].programmes = bit_jht;
    auto receipts = receipts_of_text("2026-01@2026-01-10", basic);
    const auto covered = law->months(spells, receipts, month_of("2026-01"), month_of("2026-03"),
                                     day_of_text("2026-02-20"));
    ASSERT_TRUE(covered);
    ASSERT_EQ(covered->size(), 4U);
    EXPECT_EQ(covered->at(0).reason, paid);
    EXPECT_EQ(covered->at(0).programmes, basic);
    EXPECT_EQ(covered->at(1).reason, not_paid_yet);
    EXPECT_EQ(covered->at(1).programmes, 0);
    EXPECT_EQ(covered->at(2).reason, grace);
    EXPECT_EQ(covered->at(3).reason, not_paid_yet);
}

// Goal: a month paid for in part protects by what was paid; savings that were not paid are not in
// it.
TEST(CoverLaw, counts_what_was_paid_of_a_month) {
    auto law = CoverLaw::open(law_of_cover());
    auto spells = spells_of_text(BPU, "2026-01..");
    spells[0].programmes = basic | bit_jht;
    const auto programmes = [&](std::uint8_t received) {
        const auto covered = law->month(spells, receipts_of_text("2026-01@2026-01-10", received),
                                        month_of("2026-01"), day_of_text("2026-01-20"));
        return covered->front().programmes;
    };
    EXPECT_EQ(programmes(basic | bit_jht), basic | bit_jht);
    EXPECT_EQ(programmes(basic), basic);
    EXPECT_EQ(programmes(bit_jkk), 0);
}

// Goal: the wait for JKM begins anew after a lapse, the months for scholarships add up.
TEST(CoverLaw, counts_the_time_contributed) {
    auto law = CoverLaw::open(law_of_cover());
    const auto spells = spells_of_text(BPU, "2025-09..");
    const auto receipts = receipts_of_text(
        "2025-09@2025-09-10 2025-10@2025-10-10 2026-02@2026-02-10 2026-03@2026-03-10");
    const auto time_until = [&](std::string_view month) {
        const auto time =
            law->time_contributed(spells, receipts, month_of(month), day_of_text("2026-06-20"));
        return time.value();
    };
    EXPECT_EQ(time_until("2025-10"), (TimeContributed{2, 2, 2}));
    EXPECT_EQ(time_until("2025-12"), (TimeContributed{4, 2, 2}));  // in grace, so still covered
    EXPECT_EQ(time_until("2026-01"), (TimeContributed{0, 0, 2}));  // lapsed
    EXPECT_EQ(time_until("2026-03"), (TimeContributed{2, 2, 4}));
}

// Goal: a month that the law does not reach is an error, and so is a day of which nobody knows the
// holidays where it matters.
TEST(CoverLaw, refuses_what_the_law_does_not_reach) {
    auto law = CoverLaw::open(law_of_cover());
    const auto code_of = [&](std::string_view month, std::string_view as_of) {
        const auto covered =
            law->month(spells_of_text(PU, "2010-01.."), {}, month_of(month), day_of_text(as_of));
        return covered ? std::string("in order") : std::string(name_of(covered.error().code()));
    };
    EXPECT_EQ(code_of("2014-01", "2026-01-01"), "no_law");
    EXPECT_EQ(code_of("2018-03", "2018-04-20"), "no_law");
    EXPECT_EQ(code_of("2018-03", "2018-05-20"), "in order");
    EXPECT_EQ(code_of("2018-03", "2018-04-15"), "in order");
}

// ------------------------------------------------------------------------------- the other way

/// One month at a time, straight from the words of the law and without its tables: what must come
/// out for a worker on his own account with one spell without an end.
class SlowCover {
public:
    SlowCover(Month from, std::vector<MonthPaid> receipts, Day as_of)
        : from_(from), receipts_(std::move(receipts)), as_of_(as_of) {}

    CoverReason reason(Month month) const {
        if (month < from_) return not_enrolled;
        if (paid_on(month, tomorrow())) return paid;
        bool begun = false;
        for (Month each = from_; each < month; each = each + 1)
            begun = begun || paid_on(each, tomorrow());
        if (!begun) return not_paid_yet;
        const int unpaid = run_back(month, tomorrow(), as_of_);
        return unpaid == 0 ? not_due : unpaid < 3 ? grace : lapsed;
    }

private:
    std::int32_t tomorrow() const { return as_of_.number() + 1; }
    static bool due(Month month, Day day) {
        Day due_day = *Day::from_ymd(month.year(), month.month(), 15);
        while (!works(due_day)) due_day = Day::from_number(due_day.number() + 1);
        return due_day < day;
    }
    static bool works(Day day) {
        const unsigned weekday =
            std::chrono::weekday(std::chrono::sys_days(std::chrono::days(day.number())))
                .c_encoding();
        if (weekday == 0 || weekday == 6) return false;
        for (const CalendarYear& year : law_of_cover().calendars().years())
            for (const Holiday& holiday : year.days)
                if (holiday.day == day) return false;
        return true;
    }
    int run_back(Month month, std::int32_t before, Day day) const {
        int unpaid = 0;
        for (Month each = month; each >= from_ && !paid_on(each, before); each = each + -1)
            unpaid += due(each, day) ? 1 : 0;
        return unpaid;
    }
    /// Whether a receipt of a day before this one (its number) counts for the month.
    bool paid_on(Month month, std::int32_t before) const {
        for (const MonthPaid& receipt : receipts_) {
            if (receipt.month != month || receipt.paid_on->number() >= before) continue;
            const Day day = *receipt.paid_on;
            if (month >= month_of(day)) return true;
            const std::int32_t then = day.number();
            Month last = month;
            while (!paid_on(last + 1, then) && due(last + 1, day)) last = last + 1;
            if (run_back(last, then, day) < 3) return true;
        }
        return false;
    }

    Month from_;
    std::vector<MonthPaid> receipts_;
    Day as_of_;
};

// Goal: many months in one go, one month by itself, and the words of the law tell the same of
// random receipts: in time, late, doubled, ahead, never.
TEST(CoverLaw, agrees_with_one_month_at_a_time) {
    const unsigned seed = 20260115;
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    auto law = CoverLaw::open(law_of_cover());
    const Month first = month_of("2024-03");
    for (int round = 0; round < 400; ++round) {
        std::vector<MonthPaid> receipts;
        const int count = below(14);
        for (int i = 0; i < count; ++i) {
            const Month month = first + below(20);
            const Day day = Day::from_number(month.first_day().number() + below(200) - 40);
            receipts.push_back({month, basic, day, i + 1});
        }
        const Day as_of = Day::from_number(first.first_day().number() + below(700));
        const auto spells = spells_of_text(BPU, "2024-03..");
        const auto all = law->months(spells, receipts, first + -2, first + 20, as_of);
        ASSERT_TRUE(all) << describe(all.error(), Language::en);
        ASSERT_EQ(all->size(), 22U);
        const SlowCover slow(first, receipts, as_of);
        for (const CoveredMonth& one : *all) {
            ASSERT_EQ(name_of(one.reason), name_of(slow.reason(one.month)))
                << "round " << round << ", " << to_text(one.month) << " as of " << to_text(as_of);
            const auto alone = law->month(spells, receipts, one.month, as_of);
            ASSERT_EQ(alone->front(), one);
        }
    }
}

}  // namespace
}  // namespace payung
