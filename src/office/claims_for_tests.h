#pragma once

/// For tests: members, cash and claims in a few words, and what must hold of the books whatever was
/// done.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "claims/payment_files_for_tests.h"
#include "office/claim_grants.h"
#include "office/claim_payments.h"
#include "office/claim_steps.h"
#include "office/members_for_tests.h"
#include "storage/ledger_reader.h"

namespace payung {

/// The word of a text of JSON that stands behind `key`.
inline std::string json_word(std::string_view json, std::string_view key) {
    const std::string quoted = fmt::format("\"{}\":", key);
    std::size_t from = json.find(quoted);
    if (from == std::string_view::npos) return {};
    from += quoted.size();
    if (json[from] == '"') ++from;
    return std::string(json.substr(from, json.find_first_of("\",}", from) - from));
}

class ClaimsTest : public OfficeTest {
protected:
    void SetUp() override {
        OfficeTest::SetUp();
        if (IsSkipped()) return;
        clock().set(noon_of(2026, 1, 20));
        auto opened = ClaimDesk::open(desk("ani"));
        ASSERT_TRUE(opened) << describe(opened.error(), Language::en);
        ani_ = std::make_unique<ClaimDesk>(*opened);
        budi_ = std::make_unique<ClaimDesk>(*opened);
        budi_->desk.actor = "budi";
        citra_ = std::make_unique<ClaimDesk>(*opened);
        citra_->desk.actor = "citra";
        employer_ = employer_for_tests(ani_->desk, "NPP1");
        for (const Book fund : {Book::jkk, Book::jkm, Book::jht, Book::jp, Book::jkp}) give(fund);
    }

    const ClaimDesk& ani() const { return *ani_; }    // takes in and assesses
    const ClaimDesk& budi() const { return *budi_; }  // decides
    const ClaimDesk& citra() const { return *citra_; }

    static Money rp(std::int64_t rupiah) { return Money::from_rupiah(rupiah); }
    static Day day(int year, unsigned month, unsigned d) { return *Day::from_ymd(year, month, d); }

    /// A worker of the employer since January 2022, with everything.
    Enrolled worker(int i) {
        return enrol_for_tests(ani_->desk,
                               new_member_for_tests(i, employer_, Month::from_ym(2024, 1)));
    }

    void post(const Group& group) { LedgerPost(group); }

    std::string report(ClaimKind kind, const Enrolled& who, Day event, ClaimWords facts = {}) {
        ReportClaim request;
        request.kind = kind;
        request.kpj = who.kpj;
        request.event = event;
        request.facts = std::move(facts);
        const auto done = report_claim(ani(), request);
        EXPECT_TRUE(done) << describe(done.error(), Language::en);
        return done ? json_word(done->answer, "claim") : std::string();
    }

    void family(const std::string& claim, std::int64_t number, Kinship kinship, Day birth,
                std::optional<SchoolYear> school = {}) {
        ClaimRelative relative;
        relative.name = fmt::format("Keluarga {}", number);
        relative.member.relative = number;
        relative.member.kinship = kinship;
        relative.member.birth = birth;
        relative.member.school = std::move(school);
        ASSERT_DONE(set_relative(ani(), claim, relative));
    }

    /// Every paper that the law asks for.
    void bring_papers(const std::string& claim) {
        const auto looked = look_at_claim(ani(), claim);
        ASSERT_DONE(looked);
        for (const MissingForClaim& what : looked->missing) {
            if (what.kind != MissingForClaim::Kind::document) continue;
            ASSERT_DONE(
                add_document(ani(), claim, {what.name, digest_text(what.name), ani().today(), ""}));
        }
    }

    void account(const std::string& claim, PayeeRole role, std::int64_t relative) {
        ASSERT_DONE(set_account(
            ani(), claim, role, relative,
            {fmt::format("Penerima {}", relative), "BRINIDJA", fmt::format("77{:06}", relative)}));
    }

    void decide(const std::string& claim, std::int64_t version = 1) {
        ASSERT_DONE(assess_claim(ani(), claim));
        ASSERT_DONE(approve_claim(budi(), claim, version));
    }

    static OrderRequest order_for(ClaimKind fund, Day on, std::string reference = {}) {
        OrderRequest request;
        request.fund = fund;
        request.account_name = "BRI";
        request.account_number = "0206010000";
        request.account_bank = "BRINIDJA";
        request.execute_on = on;
        request.reference = std::move(reference);
        return request;
    }

    /// The number of the order, or the name of why not.
    std::string order(ClaimKind fund, std::string reference = {}) {
        const auto done = order_payments(ani(), order_for(fund, ani().today(), reference));
        if (!done) return std::string(name_of(done.error().code()));
        return json_word(done->answer, "order");
    }

    Result<Done> answer(const std::string& order_number, std::string_view status) {
        return take_bank_answer(ani(),
                                answer_xml(order_number, fmt::format("<GrpSts>{}</GrpSts>", status),
                                           fmt::format("<!-- {} -->", ++answers_)));
    }

    ClaimRecord record(const std::string& claim) {
        const auto found =
            look<ClaimRecord>(ani().desk, [&](Transaction& t) { return known_claim(t, claim); });
        CHECK(found.has_value());
        return *found;
    }
    std::string stage(const std::string& claim) {
        return std::string(name_of(record(claim).state));
    }
    std::vector<Due> dues(const std::string& claim) {
        const std::int64_t row = record(claim).claim;
        using List = std::vector<Due>;
        return *look<List>(ani().desk, [&](Transaction& t) { return dues_of(t, row); });
    }
    std::vector<Payment> payments(const std::string& claim) {
        const std::int64_t row = record(claim).claim;
        using List = std::vector<Payment>;
        return *look<List>(ani().desk, [&](Transaction& t) { return payments_of_claim(t, row); });
    }
    std::vector<ObligationRecord> obligations(const std::string& claim) {
        const std::int64_t row = record(claim).claim;
        using List = std::vector<ObligationRecord>;
        return *look<List>(ani().desk, [&](Transaction& t) { return obligations_of(t, row); });
    }
    Money balance(Book book, AccountCode code, const std::string& key) {
        return *look<Money>(ani().desk, [&](Transaction& t) {
            return posted_balance(t, {book, code, key});
        });
    }

    /// The books are whole; what is carried is what stands in them; nobody decided on his own work.
    void check_all() {
        auto store = LedgerStore::open(database(), clock(), "test");
        ASSERT_DONE(store);
        const auto history = store->history();
        const auto balances = store->balances();
        ASSERT_DONE(history);
        ASSERT_DONE(balances);
        EXPECT_TRUE(check_books(*history, *balances).empty());
        const auto claims = look<std::vector<ClaimRecord>>(
            ani().desk, [&](Transaction& t) { return list_claims(t, std::nullopt, 1000); });
        ASSERT_DONE(claims);
        for (const ClaimRecord& claim : *claims) check_claim(claim);
    }

private:
    void LedgerPost(const Group& group) {
        auto store = LedgerStore::open(database(), clock(), "test");
        ASSERT_DONE(store);
        const auto posted = store->post(std::array{group}, "test");
        ASSERT_DONE(posted);
        ASSERT_DONE(posted->front());
    }

    /// Money at the custodian bank, and some of it for benefits.
    void give(Book fund) {
        const Money much = rp(100'000'000'000);
        Group opening{
            key_of(fmt::format("opening {}", name_of(fund))), "pembukaan", "", {}, {}, {}, {}};
        opening.entries.push_back(
            {fund, day(2026, 1, 1), {}, {{1110, "KUSTODIAN", much}, {3110, "", Money{} - much}}});
        post(opening);
        CashMove move{static_cast<ClaimKind>(fund), "KUSTODIAN", "BRI",
                      rp(10'000'000'000),           "T-1",       day(2026, 1, 2)};
        ASSERT_DONE(move_fund_cash(*ani_, move));
    }

    void check_claim(const ClaimRecord& claim) {
        SCOPED_TRACE(claim.number + " " + std::string(name_of(claim.state)));
        const Book book = book_of(claim.kind);
        Money paid, waiting;
        for (const Due& due : dues(claim.number)) {
            if (due.obligation != 0) continue;
            if (due.state == DueState::paid) paid += due.amount;
            if (due.state == DueState::open || due.state == DueState::ordered)
                waiting += due.amount;
        }
        // 2110 is what is granted and not paid: the dues that wait.
        EXPECT_EQ(balance(book, 2110, claim.number), Money{} - waiting);
        for (const ObligationRecord& obligation : obligations(claim.number)) {
            const ClaimRef ref{claim.kind, claim.number, ""};
            const auto [account_code, key] = account_of(ref, promise_of(obligation));
            EXPECT_EQ(balance(book, account_code, key), Money{} - obligation.carried) << key;
        }
        if (claim.state == ClaimState::rejected || claim.state == ClaimState::approved ||
            claim.state == ClaimState::paid) {
            EXPECT_EQ(balance(book, 2120, claim.number), Money{});
        }
        const auto events = look<std::vector<ClaimEvent>>(
            ani().desk, [&](Transaction& t) { return claim_events(t, claim.claim); });
        ASSERT_DONE(events);
        check_history(claim, *events);
    }

    /// Each step is one of the table, leads on from the one before, and four eyes decided.
    void check_history(const ClaimRecord& claim, const std::vector<ClaimEvent>& events) {
        std::string at = "reported", maker;
        for (const ClaimEvent& event : events) {
            if (event.action == "report" || event.from == event.to) {
                if (event.action == "assess") maker = event.actor;
                continue;
            }
            EXPECT_EQ(event.from, at) << event.action;
            const bool lawful = std::ranges::any_of(claim_steps(), [&](const ClaimStep& step) {
                return name_of(step.from) == event.from && name_of(step.action) == event.action &&
                       name_of(step.to) == event.to;
            });
            EXPECT_TRUE(lawful) << event.from << " " << event.action << " " << event.to;
            if (event.action == "assess") maker = event.actor;
            if (event.action == "approve" || event.action == "reject") {
                EXPECT_NE(event.actor, maker);
            }
            at = event.to;
        }
        EXPECT_EQ(at, name_of(claim.state));
    }

    std::unique_ptr<ClaimDesk> ani_, budi_, citra_;
    PartyNumber employer_ = 0;
    int answers_ = 0;
};

}  // namespace payung
