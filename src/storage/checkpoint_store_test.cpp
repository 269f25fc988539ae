#include "storage/checkpoint_store.h"

#include "audit/errors.h"
#include "storage/engine_fixture.h"
#include "storage/migrations.h"
#include "storage/personal_store.h"

namespace payung {
namespace {

using namespace std::chrono_literals;

class CheckpointStoreTest : public EngineTest {
protected:
    CheckpointStoreTest() : EngineTest(Start::migrated) {}

    void SetUp() override {
        EngineTest::SetUp();
        if (IsSkipped()) return;
        database_ = open();
        ASSERT_TRUE(database_);
    }
    void tell(int count) {
        std::vector<Told> told;
        for (int i = 0; i < count; ++i)
            told.push_back({"uji", "test", "thing:" + std::to_string(i), Digest{7}});
        ASSERT_DONE(database_->write(
            [&](Transaction& transaction) { return append_events(transaction, told, now_); }));
    }
    std::optional<KeptCheckpoint> sign() {
        std::optional<KeptCheckpoint> made;
        const auto done = database_->write([&](Transaction& transaction) -> Result<void> {
            TRY_ASSIGN(made, make_checkpoint(transaction, keys_.secret, now_));
            return {};
        });
        EXPECT_TRUE(done) << describe(done.error(), Language::en);
        return made;
    }
    SignedReport verified() {
        return verify_signed(*database_->read().value(), keys_.open).value();
    }
    void change(const char* statement) {
        ASSERT_DONE(database_->write([&](Transaction& transaction) -> Result<void> {
            TRY(transaction.execute({statement, statement}));
            return {};
        }));
    }

    std::unique_ptr<Database> database_;
    SigningKeys keys_ = new_signing_keys();
    Instant now_{1'780'000'000'000ms};
};

// Goal C3: each checkpoint goes on from the one before and says the same as one made of all events;
// what is changed or cut off after it was signed is found, even where the chain was made anew.
TEST_P(CheckpointStoreTest, signs_what_is_new_and_finds_what_was_changed) {
    EXPECT_FALSE(sign());
    for (const int count : {1, 2, 5, 1500}) {
        tell(count);
        ASSERT_TRUE(sign());
        EXPECT_FALSE(sign());
    }
    EXPECT_EQ(verified().checkpoints, 4);
    EXPECT_EQ(verified().signed_events, 1508);
    EXPECT_FALSE(verified().wrong);
    const SigningKeys other = new_signing_keys();
    EXPECT_EQ(name_of(verify_signed(*database_->read().value(), other.open)->wrong->code()),
              "audit_signature_wrong");
    change("DELETE FROM audit_event WHERE number > 1500");
    const SignedReport cut = verified();
    EXPECT_FALSE(cut.chain.fault);  // As far as it goes, the chain is whole.
    ASSERT_TRUE(cut.wrong);
    EXPECT_EQ(name_of(cut.wrong->code()), "audit_checkpoint_differs");
}

// Goal C3: where nobody signs, an alarm after a quarter of an hour, and after four hours nothing
// more is written until somebody does.
TEST_P(CheckpointStoreTest, nobody_signs) {
    tell(3);
    const auto state = [&] {
        return signing_report(*database_->read().value(), {}, now_).value().state;
    };
    EXPECT_EQ(state(), Signing::in_order);
    now_ += 1min;
    EXPECT_EQ(state(), Signing::due);
    now_ += 14min;
    EXPECT_EQ(state(), Signing::alarm);
    now_ += 4h;
    EXPECT_EQ(state(), Signing::stop);
    EXPECT_ERROR(audit_error::audit_signing_stopped,
                 check_signing(*database_->read().value(), {}, now_));
    ASSERT_TRUE(sign());
    EXPECT_EQ(state(), Signing::in_order);
    EXPECT_TRUE(check_signing(*database_->read().value(), {}, now_));
}

// Goal C4: any event is proven in at most a kilobyte; a proof of another event, another place or
// another tree is refused, and so is one that is cut off or changed in any byte.
TEST_P(CheckpointStoreTest, proves_one_event) {
    tell(700);
    ASSERT_TRUE(sign());
    tell(20);
    EXPECT_ERROR(audit_error::audit_not_signed_yet, prove_event(*database_->read().value(), 701));
    EXPECT_ERROR(audit_error::audit_not_signed_yet, prove_event(*database_->read().value(), 0));
    for (const EventNumber number : {1, 2, 350, 512, 513, 699, 700}) {
        const auto proven = prove_event(*database_->read().value(), number);
        ASSERT_DONE(proven);
        const auto checkpoint = checked_line(proven->checkpoint, keys_.open);
        ASSERT_DONE(checkpoint);
        const std::string bytes = bytes_of(proven->proof);
        // Of ten million events the path has 24 hashes.
        EXPECT_LE(bytes.size() + 32 * (24 - proven->proof.path.size()), 1024U);
        ASSERT_DONE(check_proof(proof_from(bytes).value(), *checkpoint));
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            std::string changed = bytes;
            changed[at] = static_cast<char>(changed[at] ^ 1);
            const auto proof = proof_from(changed);
            ASSERT_FALSE(proof && check_proof(*proof, *checkpoint)) << number << ", byte " << at;
        }
        EXPECT_ERROR(audit_error::audit_proof_malformed, proof_from(bytes.substr(1)));
        EXPECT_ERROR(audit_error::audit_proof_malformed, proof_from(bytes + "x"));
    }
}

// Goal C5: a thousand persons are forgotten: what identified them is gone, the chain, its
// checkpoint and a proof hold as before, and nothing of them was ever in it.
TEST_P(CheckpointStoreTest, persons_are_forgotten_and_the_chain_holds) {
    constexpr std::int64_t persons = 1000;
    const PersonalKeys keys = PersonalKeys::for_tests();
    const auto nik = [](std::int64_t i) { return std::to_string(6'303'610'507'800'001 + 7 * i); };
    ASSERT_DONE(database_->write([&](Transaction& transaction) -> Result<void> {
        std::vector<Told> told;
        PersonalStore personal(transaction, keys);
        for (std::int64_t i = 1; i <= persons; ++i) {
            TRY(personal.put({PersonalOwner::participant, i, PersonalField::nik}, nik(i)));
            told.push_back({"uji", "member.enrol", "participant:" + std::to_string(i), Digest{7}});
        }
        return append_events(transaction, told, now_);
    }));
    ASSERT_TRUE(sign());
    const auto proven = prove_event(*database_->read().value(), 500);
    ASSERT_DONE(database_->write([&](Transaction& transaction) -> Result<void> {
        PersonalStore personal(transaction, keys);
        for (std::int64_t i = 1; i <= persons; ++i)
            TRY(personal.put({PersonalOwner::participant, i, PersonalField::nik}, ""));
        return {};
    }));
    const SignedReport after = verified();
    EXPECT_EQ(after.chain.events, persons);
    EXPECT_FALSE(after.chain.fault || after.wrong);
    EXPECT_EQ(after.signed_events, persons);
    EXPECT_TRUE(check_proof(proven->proof, *checked_line(proven->checkpoint, keys_.open)));
    std::string all;
    ASSERT_DONE(each_event(*database_->read().value(), 1, persons,
                           [&](const AuditEvent& event, const Digest&) -> Result<void> {
                               all += canonical(event);
                               return {};
                           }));
    for (std::int64_t i = 1; i <= persons; ++i) ASSERT_EQ(all.find(nik(i)), std::string::npos);
}

PAYUNG_EVERY_ENGINE(CheckpointStoreTest);

}  // namespace
}  // namespace payung
