#include "office/desk.h"

#include <gtest/gtest.h>

#include "office/office_for_tests.h"
#include "storage/key_rotation.h"
#include "storage/migrations.h"

namespace payung {
namespace {

using DeskTest = OfficeTest;

// Goal: a command sent again is answered as the first time and does nothing more; its key cannot be
// used for something else.
TEST_P(DeskTest, does_a_command_once) {
    int effects = 0;
    const auto effect = [&](Work& work) -> Result<std::string> {
        ++effects;
        work.tell("test.done", "thing:1", "content");
        return std::string(R"({"thing":1})");
    };
    const auto first = carry_out(desk(), {"test", "thing 1", "red"}, effect);
    ASSERT_TRUE(first);
    EXPECT_FALSE(first->again);
    const auto again = carry_out(desk(), {"test", "thing 1", "red"}, effect);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->again);
    EXPECT_EQ(again->answer, R"({"thing":1})");
    EXPECT_EQ(effects, 1);
    const auto other = carry_out(desk(), {"test", "thing 1", "blue"}, effect);
    ASSERT_FALSE(other);
    EXPECT_EQ(name_of(other.error().code()), "command_key_conflict");
}

// Goal: a command that fails leaves nothing, and may be sent again.
TEST_P(DeskTest, leaves_nothing_of_a_failed_command) {
    const auto failing = [](Work& work) -> Result<std::string> {
        work.tell("test.done", "thing:2", "");
        return Error{Code::interrupted};
    };
    EXPECT_FALSE(carry_out(desk(), {"test", "thing 2", ""}, failing));
    const auto done = carry_out(desk(), {"test", "thing 2", ""},
                                [](Work&) -> Result<std::string> { return std::string("{}"); });
    ASSERT_TRUE(done);
    EXPECT_FALSE(done->again);
}

/// What a store keeps of one command, as whoever holds the database alone sees it.
struct KeptOfCommand {
    std::string key, digest, told;
};

Result<KeptOfCommand> kept_of_command(Database& database) {
    constexpr Sql select_commands{"test.commands", "SELECT key, digest FROM command"};
    KeptOfCommand kept;
    TRY_ASSIGN(const auto snapshot, database.read());
    const auto text = [](const Row& row, int column) {
        const auto bytes = row.bytes(column).value();
        return std::string(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    };
    TRY(snapshot->query(select_commands, {}, [&](const Row& row) -> Result<void> {
        kept.key = text(row, 0);
        kept.digest = text(row, 1);
        return {};
    }));
    TRY(each_event(*snapshot, 1, 1, [&](const AuditEvent& event, const Digest&) -> Result<void> {
        kept.told = bytes_of(event.content);
        return {};
    }));
    return kept;
}

/// A short content, as somebody would try it who knows everything but the key.
std::vector<Digest> guesses_at(std::string_view content, const PersonalKeys& keys) {
    const std::string fingerprint = keys.versions().front().fingerprint;
    const std::string_view kind = "member.name";
    std::vector<Digest> guesses{sha256(content), sha256(std::array{kind, content}),
                                sha256(std::string(kind) + "\n" + std::string(content)),
                                sha256(std::array{std::string_view(fingerprint), content})};
    return guesses;
}

Effect naming(std::string_view content) {
    return [content](Work& work) -> Result<std::string> {
        work.tell("member.name", "membership:1", content);
        return std::string("{}");
    };
}

// Goal C5: what a command asked and an event tells can be short and personal. Without the key a
// guess at it cannot be confirmed, though everything in the database is known: no plain digest of
// it is kept, and the same content is another digest in a store with another key. With the key it
// can be.
TEST_P(DeskTest, what_was_said_cannot_be_guessed) {
    constexpr std::string_view name = "SITI AMINAH";
    ASSERT_TRUE(
        carry_out(desk(), {"member.name", std::string(name), std::string(name)}, naming(name)));
    const auto kept = kept_of_command(database());
    ASSERT_TRUE(kept);
    for (const Digest& guess : guesses_at(name, desk().keys)) {
        EXPECT_NE(kept->digest, bytes_of(guess));
        EXPECT_NE(kept->told, bytes_of(guess));
        EXPECT_NE(kept->key, bytes_of(guess).substr(0, kept->key.size()));
    }
    Digest told{};
    std::copy(kept->told.begin(), kept->told.end(), told.begin());
    ASSERT_DONE(database().write([&](Transaction& transaction) -> Result<void> {
        EXPECT_TRUE(says(transaction, desk().keys, told, name).value());
        EXPECT_FALSE(says(transaction, desk().keys, told, "SITI AMINAD").value());
        EXPECT_FALSE(says(transaction, PersonalKeys::for_tests(), told, name));  // not its key
        return {};
    }));
    auto place = open_database("sqlite:" + (scratch() / "other.db").string(), {});
    ASSERT_DONE(place);
    ASSERT_DONE(migrate(**place, migrations_of((*place)->engine()), clock(), "test"));
    Desk other = desk_at(**place);
    other.keys = PersonalKeys::for_tests();
    ASSERT_TRUE(
        carry_out(other, {"member.name", std::string(name), std::string(name)}, naming(name)));
    const auto elsewhere = kept_of_command(**place);
    ASSERT_TRUE(elsewhere);
    EXPECT_NE(elsewhere->told, kept->told);
    EXPECT_NE(elsewhere->digest, kept->digest);
    EXPECT_NE(elsewhere->key, kept->key);
}

// Goal C5, H3: the key is changed; a command from before is known again by the same content and
// refused with another, old events say what they said, new ones are of the new key, and the chain
// is followed without any key.
TEST_P(DeskTest, knows_commands_and_events_of_before_a_rotation) {
    const Command before{"member.name", "1", "SITI"}, after{"member.name", "2", "SITI"};
    ASSERT_TRUE(carry_out(desk(), before, naming("SITI")));
    for (int version = 2; version <= 3; ++version) {
        const auto rotated = rotate_keys(database(), desk().keys, clock(), "uji",
                                         [](const Rotated&) { return Result<void>(); });
        ASSERT_TRUE(rotated) << describe(rotated.error(), Language::en);
        EXPECT_EQ(rotated->version, version);
    }
    const auto again = carry_out(desk(), before, naming("SITI"));
    ASSERT_TRUE(again) << describe(again.error(), Language::en);
    EXPECT_TRUE(again->again);
    const auto changed = carry_out(desk(), {"member.name", "1", "TITI"}, naming("TITI"));
    ASSERT_FALSE(changed);
    EXPECT_EQ(name_of(changed.error().code()), "command_key_conflict");
    ASSERT_TRUE(carry_out(desk(), after, naming("SITI")));
    std::vector<Digest> told;
    ASSERT_DONE(database().write([&](Transaction& transaction) -> Result<void> {
        TRY(each_event(transaction, 1, 99,
                       [&](const AuditEvent& event, const Digest&) -> Result<void> {
                           if (event.action == "member.name") told.push_back(event.content);
                           return {};
                       }));
        for (const Digest& one : told)
            EXPECT_TRUE(says(transaction, desk().keys, one, "SITI").value());
        return {};
    }));
    ASSERT_EQ(told.size(), 2U);
    EXPECT_NE(told[0], told[1]);
    const auto chain = verify_events(**database().read());
    ASSERT_TRUE(chain);
    EXPECT_FALSE(chain->fault);
}

// Goal: without its key file a store can be read; a command is refused, says what to do, and
// leaves nothing.
TEST_P(DeskTest, needs_the_key_to_do_anything) {
    ASSERT_TRUE(carry_out(desk(), {"test", "1", ""}, naming("a")));
    Desk without = desk();
    without.keys = PersonalKeys::looked_for_later(scratch() / "no.key");
    const auto refused = carry_out(without, {"test", "2", ""}, naming("b"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(name_of(refused.error().code()), "personal_key_file_missing");
    const auto chain = verify_events(**database().read());
    ASSERT_TRUE(chain);
    EXPECT_EQ(chain->events, 1);
}

PAYUNG_EVERY_ENGINE(DeskTest);

}  // namespace
}  // namespace payung
