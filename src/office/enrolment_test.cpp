#include "office/enrolment.h"

#include <gtest/gtest.h>

#include "membership/errors.h"
#include "membership/kpj.h"
#include "office/members_for_tests.h"
#include "storage/spell_store.h"

namespace payung {
namespace {

namespace refuse = membership_error;

class EnrolmentTest : public OfficeTest {
protected:
    void SetUp() override {
        OfficeTest::SetUp();
        if (IsSkipped()) return;
        employer_ = employer_for_tests(desk(), "AA000001");
        other_ = employer_for_tests(desk(), "AA000002");
    }
    std::vector<Result<Enrolled>> enrol_all(const std::vector<NewMember>& members) {
        std::vector<Result<Enrolled>> answers;
        const std::string event = std::to_string(++events_);
        const auto done =
            carry_out(desk(), {"test.enrol", event, ""}, [&](Work& work) -> Result<std::string> {
                TRY_ASSIGN(answers, enrol_members(work, members));
                return std::string("{}");
            });
        EXPECT_TRUE(done) << describe(done.error(), Language::en);
        return answers;
    }
    Result<Enrolled> enrol_one(const NewMember& member) { return enrol_all({member}).at(0); }
    NewMember worker(int i) const { return new_member_for_tests(i, employer_, january); }
    NewMember own(int i) const { return new_member_for_tests(i, 0, january, Segment::bpu); }

    static constexpr Month january = Month::from_ym(2026, 1);
    static constexpr Month june = Month::from_ym(2026, 6);
    PartyNumber employer_ = 0, other_ = 0;
    int events_ = 0;
};

// Goal: a command of its own, done once; what was enrolled can be read back, the NIK too.
TEST_P(EnrolmentTest, enrols_once) {
    const auto first = enrol(desk(), worker(1));
    ASSERT_DONE(first);
    EXPECT_EQ(first->answer,
              R"({"participant":1,"membership":1,"kpj":")" + kpj_given_out(2026, 1) + R"("})");
    const auto again = enrol(desk(), worker(1));
    ASSERT_DONE(again);
    EXPECT_TRUE(again->again);
    EXPECT_EQ(again->answer, first->answer);
    const auto snapshot = database().read();
    const auto membership = known_membership(**snapshot, kpj_given_out(2026, 1));
    ASSERT_DONE(membership);
    EXPECT_EQ(membership->segment, Segment::pu);
    EXPECT_EQ(participant_of(**snapshot, 1)->name, "Peserta 1");
    EXPECT_EQ(
        *PersonalStore(**snapshot, keys()).get({PersonalOwner::participant, 1, PersonalField::nik}),
        worker(1).nik);
    EXPECT_EQ(spells_of(**snapshot, membership->number)->at(0).payer, employer_);
}

// Goal: two who are called the same and were born on the same day are two.
TEST_P(EnrolmentTest, tells_namesakes_apart) {
    NewMember namesake = worker(2);
    namesake.name = worker(1).name;
    const auto first = enrol(desk(), worker(1));
    const auto second = enrol(desk(), namesake);
    ASSERT_DONE(second);
    EXPECT_FALSE(second->again);
    EXPECT_NE(second->answer, first->answer);
    EXPECT_EQ(enrol(desk(), namesake)->answer, second->answer);
    EXPECT_EQ(enrol(desk(), worker(1))->answer, first->answer);
}

// Goal: every way in which a row is refused, by its code; the rest of the set is taken all the
// same.
TEST_P(EnrolmentTest, refuses_by_reason) {
    const auto with = [](NewMember member, const auto& change) {
        change(member);
        return member;
    };
    const std::string taken = enrol_one(worker(1))->kpj;
    ASSERT_DONE(enrol_one(own(2)));
    struct Case {
        Code code;
        NewMember member;
    };
    const std::array cases{
        Case{refuse::member_name_missing, with(worker(9), [](auto& m) { m.name.clear(); })},
        Case{refuse::member_name_numeric,
             with(worker(9), [](auto& m) { m.name = "6371990102900001"; })},
        Case{refuse::member_nik_missing, with(worker(9), [](auto& m) { m.nik.clear(); })},
        Case{refuse::member_nik_unusable, with(worker(9), [](auto& m) { m.nik = "123"; })},
        Case{refuse::spell_without_programme, with(worker(9), [](auto& m) { m.programmes = 0; })},
        Case{refuse::spell_ends_before, with(worker(9), [](auto& m) { m.until = m.from; })},
        Case{refuse::kpj_malformed, with(worker(9), [](auto& m) { m.kpj = "12"; })},
        Case{refuse::kpj_malformed, with(worker(9), [](auto& m) { m.kpj = "2600000009A"; })},
        Case{refuse::kpj_not_given,
             with(worker(9), [](auto& m) { m.kpj = kpj_given_out(2020, 9); })},
        Case{refuse::membership_exists, with(worker(9), [&](auto& m) { m.kpj = taken; })},
        Case{refuse::member_nik_of_another,
             with(worker(1), [](auto& m) { m.birth = *Day::from_ymd(1991, 1, 1); })},
        Case{refuse::spell_overlaps, worker(1)},
        Case{refuse::spell_overlaps, own(2)},
        Case{refuse::already_covered, with(own(1), [](auto& m) { m.only_uncovered = true; })},
        Case{refuse::member_age,
             with(own(9), [](auto& m) { m.birth = *Day::from_ymd(1961, 1, 1); })},
        Case{refuse::member_age,
             with(own(9), [](auto& m) { m.birth = *Day::from_ymd(2011, 1, 2); })},
    };
    std::vector<NewMember> members;
    for (const Case& c : cases) members.push_back(c.member);
    members.push_back(worker(10));
    const auto answers = enrol_all(members);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        SCOPED_TRACE(i);
        EXPECT_ERROR(cases[i].code, answers[i]);
    }
    ASSERT_DONE(answers.back());
}

// Goal: in one set a later row sees what an earlier one did.
TEST_P(EnrolmentTest, sees_earlier_rows_of_the_set) {
    NewMember second_job = worker(1);
    second_job.payer = other_;
    const auto answers = enrol_all({worker(1), worker(1), second_job, own(1), own(1)});
    ASSERT_DONE(answers[0]);
    EXPECT_ERROR(refuse::spell_overlaps, answers[1]);
    ASSERT_DONE(answers[2]);
    ASSERT_DONE(answers[3]);
    EXPECT_ERROR(refuse::spell_overlaps, answers[4]);
    EXPECT_EQ(answers[2]->participant, answers[0]->participant);
    EXPECT_NE(answers[2]->kpj, answers[0]->kpj);  // one number an employment
}

// Goal: who paid for himself and comes back keeps his number and his account as a payer.
TEST_P(EnrolmentTest, keeps_the_number_of_who_comes_back) {
    NewMember first = own(1);
    first.until = Month::from_ym(2026, 3);
    NewMember later = own(1);
    later.from = june;
    const auto before = enrol_one(first);
    const auto after = enrol_one(later);
    ASSERT_DONE(after);
    EXPECT_EQ(after->kpj, before->kpj);
    EXPECT_TRUE(after->known_before);
    const auto snapshot = database().read();
    const auto spells = spells_of(**snapshot, before->membership);
    ASSERT_EQ(spells->size(), 2U);
    EXPECT_EQ(spells->at(0).payer, spells->at(1).payer);
    EXPECT_EQ(party_of(**snapshot, spells->at(0).payer)->number, before->kpj);
}

// Goal: an age that keeps others out does not keep out who was a member before.
TEST_P(EnrolmentTest, lets_old_members_come_back_at_any_age) {
    NewMember first = own(1);
    first.birth = *Day::from_ymd(1961, 3, 1);
    first.until = Month::from_ym(2026, 2);
    NewMember later = first;
    later.from = june;
    later.until = std::nullopt;
    ASSERT_DONE(enrol_one(first));
    ASSERT_DONE(enrol_one(later));
}

// Goal: a number brought along is kept, and found again.
TEST_P(EnrolmentTest, keeps_a_number_brought_along) {
    NewMember with_number = worker(1);
    with_number.kpj = "17-0123.45678";
    with_number.until = june;
    EXPECT_EQ(enrol_one(with_number)->kpj, "17012345678");
    with_number.from = june;
    with_number.until = std::nullopt;
    const auto again = enrol_one(with_number);
    ASSERT_DONE(again);
    EXPECT_EQ(again->membership, 1);
}

// Goal: the last number that can be given out is given to nobody twice.
TEST_P(EnrolmentTest, stops_where_no_number_is_left) {
    const Enrolled first = *enrol_one(worker(1));
    const Membership last{kpj_serial_max, "ZZZZZZZZZZZ", first.participant, Segment::pu};
    ASSERT_DONE(database().write([&](Transaction& transaction) {
        return add_memberships(transaction, {&last, 1}, clock().now());
    }));
    EXPECT_ERROR(refuse::kpj_used_up, enrol_one(worker(2)));
}

PAYUNG_EVERY_ENGINE(EnrolmentTest);

}  // namespace
}  // namespace payung
