#include "office/identity.h"

#include <gtest/gtest.h>

#include "membership/change_errors.h"
#include "membership/errors.h"
#include "office/billing_for_tests.h"

namespace payung {
namespace {

using namespace change_error;

/// Workers called "Peserta 1" …, men born on 1 February 1990, as their NIK says too.
class IdentityTest : public BillingOffice {
protected:
    Result<Done> correct(IdentityRequest request, std::string_view actor = "ani") {
        if (request.kpj.empty()) request.kpj = workers_[0].kpj;
        return correct_identity(desk(std::string(actor)), request);
    }
    static IdentityRequest named(std::string name) {
        return {{}, std::move(name), {}, {}, "KTP 2026-03-02"};
    }
    static IdentityRequest born(int year, unsigned month, unsigned day) {
        return {{}, {}, *Day::from_ymd(year, month, day), {}, "akta lahir 12/1990"};
    }
    Participant now() { return *participant_of(*read(), workers_[0].participant); }
};
PAYUNG_EVERY_ENGINE(IdentityTest);

// Goal: a name and a sex are corrected at once, by a document; what was there stays on record.
TEST_P(IdentityTest, corrects_a_name_at_once) {
    ASSERT_DONE(correct(named("Petrus")));
    EXPECT_EQ(now().name, "Petrus");
    EXPECT_TRUE(correct(named("Petrus"))->again);
    IdentityRequest woman{{}, {}, {}, std::uint8_t{2}, "KTP 6303010102900001"};
    ASSERT_DONE(correct(woman));
    EXPECT_EQ(now().sex, 2);
    const auto made = identity_corrections(*read(), workers_[0].participant);
    ASSERT_EQ(made->size(), 2U);
    EXPECT_EQ(made->at(0).before.name, "Peserta 1");
    EXPECT_EQ(made->at(0).after.name, "Petrus");
    EXPECT_EQ(made->at(1).document, "KTP 6303************");  // nobody's NIK is kept in clear
    EXPECT_TRUE(what_follows(desk(), 2)->nik_says_otherwise);
}

// Goal: a birth date changes benefits: nothing happens before a second person decides, and then
// what rests on the old one is told.
TEST_P(IdentityTest, a_birth_date_takes_two) {
    ASSERT_DONE(correct(born(1985, 2, 1)));
    EXPECT_EQ(now().birth, *Day::from_ymd(1990, 2, 1));
    EXPECT_TRUE(correct(born(1985, 2, 1))->again);
    EXPECT_ERROR(identity_waits, correct(named("Petrus")));
    EXPECT_ERROR(identity_same_person, decide_identity(desk("ani"), 1, true));
    ASSERT_DONE(decide_identity(desk("budi"), 1, true));
    EXPECT_EQ(now().birth, *Day::from_ymd(1985, 2, 1));
    EXPECT_ERROR(identity_decided, decide_identity(desk("cici"), 1, false));
    const auto follows = what_follows(desk(), 1);
    ASSERT_TRUE(follows->pension_before && follows->pension_after);
    EXPECT_LT(*follows->pension_after, *follows->pension_before);
    EXPECT_TRUE(follows->nik_says_otherwise);
    ASSERT_DONE(correct(born(1990, 2, 1)));
    ASSERT_DONE(decide_identity(desk("budi"), 2, false));
    EXPECT_EQ(now().birth, *Day::from_ymd(1985, 2, 1));
}

// Goal: who had reached pension age all along paid JP for nothing: the month says so, and billing
// it again takes it back.
TEST_P(IdentityTest, a_pensioner_gets_his_contributions_back) {
    ASSERT_TRUE(issue(march()));
    ASSERT_DONE(correct(born(1960, 2, 1)));
    ASSERT_DONE(decide_identity(desk("budi"), 1, true));
    EXPECT_EQ(what_follows(desk(), 1)->months_billed, 1);
    const auto report = issue(march());
    ASSERT_TRUE(report) << describe(report.error(), Language::en);
    EXPECT_EQ(report->corrected[BillPart::jp].rupiah(), 150'000);
}

// Goal: what cannot be, or rests on nothing, is refused.
TEST_P(IdentityTest, refuses) {
    EXPECT_ERROR(identity_document_missing, correct({{}, "Petrus", {}, {}, ""}));
    EXPECT_ERROR(membership_error::member_name_missing, correct(named("")));
    EXPECT_ERROR(membership_error::member_name_numeric, correct(named("BUDI 6371990102900001")));
    EXPECT_ERROR(identity_birth_impossible, correct(born(2026, 3, 1)));
    EXPECT_ERROR(identity_birth_impossible, correct(born(1890, 1, 1)));
    EXPECT_ERROR(identity_not_found, decide_identity(desk("budi"), 9, true));
    EXPECT_ERROR(membership_error::membership_unknown,
                 correct({"99999999999", "Petrus", {}, {}, "KTP"}));
}

}  // namespace
}  // namespace payung
