#include <gtest/gtest.h>

#include <algorithm>

#include "membership/kpj.h"
#include "storage/engine_fixture.h"
#include "storage/migrations.h"
#include "storage/participant_store.h"
#include "storage/party_store.h"
#include "storage/spell_store.h"
#include "storage/wage_store.h"

namespace payung {
namespace {

Month month(int year, unsigned number) {
    return Month::from_ym(year, number);
}

/// What each_member_month() gave, with texts of its own.
struct Seen {
    PartyNumber payer = 0;
    MembershipNumber membership = 0;
    std::int64_t wage = 0, back_pay = 0, income = 0;
    bool reported = false;
    std::string scale, funds, kpj;
    char sector = '\0';
    std::int64_t workers = 0;
    Day enrolled;
    friend bool operator==(const Seen&, const Seen&) = default;
};

void PrintTo(const Seen& seen, std::ostream* out) {
    *out << seen.payer << '/' << seen.membership << " wage " << seen.wage << " back "
         << seen.back_pay << " income " << seen.income << (seen.reported ? " reported " : " ")
         << seen.scale << ' ' << seen.funds << ' ' << seen.kpj << ' ' << seen.sector << " of "
         << seen.workers << " since " << to_text(seen.enrolled);
}

class MemberMonthsTest : public EngineTest {
protected:
    MemberMonthsTest() : EngineTest(Start::migrated) {}

    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_NE(database_, nullptr);
    }

    void write(const Database::Command& command) { ASSERT_DONE(database_->write(command)); }

    PartyNumber party(PartyKind kind, std::string_view number) {
        PartyNumber party = 0;
        write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(party, add_party(transaction, kind, number, "Nama", now_));
            return {};
        });
        return party;
    }
    void fact(PartyNumber employer, Month from, std::string scale, bool closed = false) {
        EmployerFact fact;
        fact.from = from;
        fact.scale = std::move(scale);
        fact.sector = 'C';
        fact.closed = closed;
        write([&](Transaction& transaction) {
            return add_employer_fact(transaction, employer, fact, "uji", now_);
        });
    }
    /// One participant, one membership, one spell; all three have this number.
    void member(std::int64_t number, Segment segment, PartyNumber payer, Month from,
                std::optional<Month> until = std::nullopt) {
        Participant person;
        person.number = number;
        person.name = "Peserta";
        person.birth = *Day::from_ymd(1990, 2, 1);
        const Membership membership{number, kpj_given_out(2026, number), number, segment};
        write([&](Transaction& transaction) -> Result<void> {
            TRY(add_participants(transaction, {&person, 1}, now_));
            return add_memberships(transaction, {&membership, 1}, now_);
        });
        spell(number, number, payer, from, until);
    }
    void spell(SpellNumber number, MembershipNumber membership, PartyNumber payer, Month from,
               std::optional<Month> until = std::nullopt, SpellNumber replaces = 0) {
        Spell spell;
        spell.number = number;
        spell.membership = membership;
        spell.payer = payer;
        spell.programmes = bit_jkk | bit_jkm;
        spell.income = Money::from_rupiah(1'000'000);
        spell.from = from;
        spell.until = until;
        spell.replaces = replaces;
        write([&](Transaction& transaction) {
            return add_spells(transaction, {&spell, 1}, "uji", now_);
        });
    }
    void wages(PartyNumber employer, Month of, std::vector<WageTaken> taken,
               std::string_view sha256) {
        write([&](Transaction& transaction) -> Result<void> {
            const WageList list{0, employer, of, std::string(sha256), "upah.csv", 1, 0, 0};
            TRY_ASSIGN(const std::int64_t number,
                       add_wage_list(transaction, list, taken, "uji", now_));
            EXPECT_GT(number, 0);
            return {};
        });
    }
    std::vector<Seen> seen_in(Month of, std::optional<PartyNumber> payer = std::nullopt) {
        const auto snapshot = database_->read();
        std::vector<Seen> all;
        const auto read =
            each_member_month(**snapshot, of, payer, [&](const MemberMonth& m) -> Result<void> {
                all.push_back({m.payer, m.membership, m.wage.rupiah(), m.back_pay.rupiah(),
                               m.income.rupiah(), m.wage_reported, std::string(m.scale),
                               std::string(m.funds), std::string(m.kpj), m.sector, m.workers,
                               m.enrolled});
                return {};
            });
        EXPECT_TRUE(read) << describe(read.error(), Language::en);
        return all;
    }
    Database& database() { return *database_; }

private:
    std::unique_ptr<Database> database_;
    Instant now_{std::chrono::milliseconds{1'779'000'000'000}};
};

// Goal: members stand by payer and membership, each with what holds of the payer in that month, the
// wage of that month or the last one before, and never with what comes later.
TEST_P(MemberMonthsTest, tells_all_that_the_law_asks) {
    const PartyNumber small = party(PartyKind::employer, "AA000001");
    const PartyNumber large = party(PartyKind::employer, "AA000002");
    fact(small, month(2025, 1), "kecil");
    fact(small, month(2026, 3), "menengah");
    fact(large, month(2025, 1), "besar");
    fact(large, month(2025, 1), "menengah");  // recorded later for the same month
    member(1, Segment::pu, large, month(2025, 6));
    member(2, Segment::pu, small, month(2025, 1));
    member(3, Segment::pu, small, month(2026, 3));
    wages(small, month(2026, 1), {{2, Money::from_rupiah(5'000'000), Money::from_rupiah(100'000)}},
          "a");
    wages(small, month(2026, 1), {{2, Money::from_rupiah(5'500'000), Money{}}}, "b");
    wages(small, month(2026, 3), {{2, Money::from_rupiah(6'000'000), Money::from_rupiah(7)}}, "c");
    const std::string kpj2 = kpj_given_out(2026, 2);
    const Day since = *Day::from_ymd(2025, 1, 1);

    const auto two_in = [&](Month of) { return seen_in(of, small); };
    EXPECT_EQ(two_in(month(2026, 1)),
              (std::vector<Seen>{{small, 2, 5'500'000, 0, 1'000'000, true, "kecil", "pemberi kerja",
                                  kpj2, 'C', 1, since}}));
    EXPECT_EQ(two_in(month(2026, 2)),
              (std::vector<Seen>{{small, 2, 5'500'000, 0, 1'000'000, false, "kecil",
                                  "pemberi kerja", kpj2, 'C', 1, since}}));
    EXPECT_EQ(two_in(month(2025, 12)),
              (std::vector<Seen>{{small, 2, 0, 0, 1'000'000, false, "kecil", "pemberi kerja", kpj2,
                                  'C', 1, since}}));
    const auto march = seen_in(month(2026, 3));
    ASSERT_EQ(march.size(), 3U);
    EXPECT_EQ(march[0], (Seen{small, 2, 6'000'000, 7, 1'000'000, true, "menengah", "pemberi kerja",
                              kpj2, 'C', 2, since}));
    EXPECT_EQ(march[1].membership, 3);
    EXPECT_EQ(march[2].payer, large);
    EXPECT_EQ(march[2].scale, "menengah");
    EXPECT_EQ(march[2].workers, 1);
}

// Goal: whoever pays for himself, and a sponsor, have their own words of the law; a spell counts
// from its first month until the month after its last.
TEST_P(MemberMonthsTest, knows_every_kind_of_payer_and_the_months_of_a_spell) {
    const PartyNumber himself = party(PartyKind::person, "26000000011");
    const PartyNumber regency = party(PartyKind::sponsor, "KAB-1");
    write([&](Transaction& transaction) {
        return add_sponsor_fact(transaction, regency, {PayerKind::apbd_kab, 6303000000, "Perda"});
    });
    member(1, Segment::bpu, himself, month(2026, 1), month(2026, 3));
    spell(2, 1, regency, month(2026, 3), month(2026, 5));
    const auto funds_in = [&](Month of) {
        std::vector<std::string> funds;
        for (const Seen& seen : seen_in(of)) funds.push_back(seen.funds);
        return funds;
    };
    EXPECT_EQ(funds_in(month(2025, 12)), std::vector<std::string>{});
    EXPECT_EQ(funds_in(month(2026, 1)), std::vector<std::string>{"mandiri"});
    EXPECT_EQ(funds_in(month(2026, 2)), std::vector<std::string>{"mandiri"});
    EXPECT_EQ(funds_in(month(2026, 3)), std::vector<std::string>{"APBD"});
    EXPECT_EQ(funds_in(month(2026, 4)), std::vector<std::string>{"APBD"});
    EXPECT_EQ(funds_in(month(2026, 5)), std::vector<std::string>{});
    EXPECT_EQ(seen_in(month(2026, 4)).at(0).enrolled, *Day::from_ymd(2026, 1, 1));
}

// Goal: a spell that was replaced counts no more; its history stays.
TEST_P(MemberMonthsTest, counts_no_replaced_spell) {
    const PartyNumber employer = party(PartyKind::employer, "AA000001");
    member(1, Segment::pu, employer, month(2026, 1));
    spell(2, 1, employer, month(2026, 1), month(2026, 4), 1);
    EXPECT_EQ(seen_in(month(2026, 3)).size(), 1U);
    EXPECT_EQ(seen_in(month(2026, 4)).size(), 0U);
    const auto snapshot = database().read();
    EXPECT_EQ(spells_of(**snapshot, 1)->size(), 1U);
    const auto history = spell_history(**snapshot, 1);
    ASSERT_EQ(history->size(), 2U);
    EXPECT_EQ(history->at(1).replaces, 1);
    EXPECT_EQ(cover_facts(**snapshot, 1)->at(0).until, month(2026, 4));
}

// Goal: nobody is asked to pay for an employer without activity.
TEST_P(MemberMonthsTest, leaves_out_the_closed) {
    const PartyNumber employer = party(PartyKind::employer, "AA000001");
    fact(employer, month(2025, 1), "kecil");
    fact(employer, month(2026, 2), "kecil", true);
    member(1, Segment::pu, employer, month(2026, 1));
    EXPECT_EQ(seen_in(month(2026, 1)).size(), 1U);
    EXPECT_EQ(seen_in(month(2026, 2)).size(), 0U);
    fact(employer, month(2026, 3), "kecil", false);
    EXPECT_EQ(seen_in(month(2026, 3)).size(), 1U);
}

PAYUNG_EVERY_ENGINE(MemberMonthsTest);

}  // namespace
}  // namespace payung
