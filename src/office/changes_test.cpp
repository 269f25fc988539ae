#include "office/changes.h"

#include <gtest/gtest.h>

#include "membership/errors.h"
#include "office/members_for_tests.h"
#include "storage/relative_store.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

namespace refuse = membership_error;

constexpr Month january = Month::from_ym(2026, 1);
constexpr Month march = Month::from_ym(2026, 3);

class ChangesTest : public OfficeTest {
protected:
    void SetUp() override {
        OfficeTest::SetUp();
        if (IsSkipped()) return;
        const PartyNumber employer = employer_for_tests(desk(), "AA000001");
        who_ = enrol_for_tests(desk(), new_member_for_tests(1, employer, january));
    }
    Result<Done> leave(Month last, std::string reason, std::optional<Day> died = std::nullopt) {
        return exit_member(desk(), {who_.kpj, last, std::move(reason), died});
    }
    std::vector<Spell> spells() {
        const auto snapshot = database().read();
        return *spells_of(**snapshot, who_.membership);
    }
    Enrolled who_;
};

// Goal: who leaves is a member to the end of that month; an earlier month learned later is a new
// record that names the one before; nothing is edited.
TEST_P(ChangesTest, ends_a_membership_and_corrects_the_end) {
    ASSERT_DONE(leave(march, "mengundurkan diri"));
    EXPECT_EQ(spells().at(0).until, march + 1);
    EXPECT_TRUE(leave(march, "mengundurkan diri")->again);
    ASSERT_DONE(leave(march + -1, "PHK"));
    EXPECT_EQ(spells().at(0).until, march);
    EXPECT_EQ(spells().at(0).end_reason, "PHK");
    const auto snapshot = database().read();
    const auto history = spell_history(**snapshot, who_.membership);
    ASSERT_EQ(history->size(), 3U);
    EXPECT_EQ(history->at(0).until, std::nullopt);
    EXPECT_EQ(history->at(2).replaces, history->at(1).number);
}

// Goal: events before membership are refused, and so is what makes no sense.
TEST_P(ChangesTest, refuses_what_cannot_be) {
    EXPECT_ERROR(refuse::exit_before_membership, leave(january + -1, "PHK"));
    EXPECT_ERROR(refuse::exit_reason_unknown, leave(march, "bosan"));
    EXPECT_ERROR(refuse::death_day_missing, leave(march, "meninggal dunia"));
    EXPECT_ERROR(refuse::death_before_membership,
                 leave(march, "meninggal dunia", Day::from_ymd(2025, 12, 31)));
    EXPECT_ERROR(refuse::membership_unknown,
                 exit_member(desk(), {"99999999999", march, "PHK", std::nullopt}));
    ASSERT_DONE(leave(march, "PHK"));
    EXPECT_ERROR(refuse::exit_nothing_open, leave(march + 1, "PHK"));
}

// Goal: a death is recorded with the person, who cannot be enrolled any more.
TEST_P(ChangesTest, records_a_death) {
    ASSERT_DONE(leave(march, "meninggal dunia", Day::from_ymd(2026, 3, 9)));
    {
        const auto snapshot = database().read();
        EXPECT_EQ(participant_of(**snapshot, who_.participant)->died, Day::from_ymd(2026, 3, 9));
    }
    const NewMember again = new_member_for_tests(1, 0, march + 3, Segment::bpu);
    EXPECT_ERROR(refuse::member_died, enrol(desk(), again));
}

// Goal: a family is kept; what changes is a new record in the place of the old.
TEST_P(ChangesTest, keeps_a_family) {
    Relative wife;
    wife.name = "Siti";
    wife.relation = "pasangan";
    wife.birth = Day::from_ymd(1992, 3, 4);
    ASSERT_DONE(record_relative(desk(), who_.kpj, wife, "6303014403920001"));
    wife.works = true;
    ASSERT_DONE(record_relative(desk(), who_.kpj, wife, ""));
    Relative friend_of_his = wife;
    friend_of_his.relation = "teman";
    EXPECT_ERROR(refuse::relation_unknown, record_relative(desk(), who_.kpj, friend_of_his, ""));
    const auto snapshot = database().read();
    const auto family = relatives_of(**snapshot, who_.participant);
    ASSERT_EQ(family->size(), 1U);
    EXPECT_TRUE(family->at(0).works);
    EXPECT_EQ(family->at(0).birth, Day::from_ymd(1992, 3, 4));
}

// Goal: what is said of an employer is said in the words of the law, never before he registered.
TEST_P(ChangesTest, keeps_employers_to_the_words_of_the_law) {
    EmployerFact fact;
    fact.from = Month::from_ym(2025, 1);
    const auto twice = database().write([&](Transaction& transaction) -> Result<void> {
        TRY(add_party(transaction, PartyKind::employer, "AA000001", "PT Lain", clock().now()));
        return {};
    });
    EXPECT_ERROR(refuse::party_exists, twice);
    fact.scale = "raksasa";
    EXPECT_ERROR(refuse::employer_word_unknown, change_employer(desk(), "AA000001", fact));
    fact.scale = "kecil";
    fact.from = Month::from_ym(2020, 1);
    EXPECT_ERROR(refuse::employer_month_before, change_employer(desk(), "AA000001", fact));
    EXPECT_ERROR(refuse::party_unknown, close_employer(desk(), "ZZ", march, "tutup"));
    ASSERT_DONE(close_employer(desk(), "AA000001", march, "bubar"));
    const auto snapshot = database().read();
    const auto party = known_party(**snapshot, PartyKind::employer, "AA000001");
    EXPECT_FALSE(employer_fact_in(**snapshot, party->party, march + -1).value()->closed);
    EXPECT_TRUE(employer_fact_in(**snapshot, party->party, march).value()->closed);
}

PAYUNG_EVERY_ENGINE(ChangesTest);

}  // namespace
}  // namespace payung
