#include "base/json_writer.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "base/random.h"
#include "base/text.h"

namespace payung {
namespace {

using nlohmann::json;

template <class Write>
std::string compact(Write&& write) {
    std::string out;
    JsonWriter writer(out, JsonStyle::compact);
    write(writer);
    writer.finish();
    return out;
}

// Goal: the layout that people read, to the byte.
TEST(JsonWriter, is_pretty) {
    std::string out;
    JsonWriter writer(out);
    writer.begin_object();
    writer.key("peserta").whole(12).key("jumlah").money(Money::from_rupiah(201'600));
    writer.key("sumber").begin_array().text("APBD").null().begin_array().end_array().end_array();
    writer.key("lain").begin_object().end_object().key("selesai").boolean(true);
    writer.end_object().finish();
    EXPECT_EQ(out, R"({
  "peserta": 12,
  "jumlah": 201600,
  "sumber": [
    "APBD",
    null,
    []
  ],
  "lain": {},
  "selesai": true
}
)");
}

// Goal: each kind of value in its one form, with its extremes.
TEST(JsonWriter, writes_values) {
    const auto written = [](auto&& write) { return compact(write); };
    using W = JsonWriter;
    EXPECT_EQ(written([](W& w) { w.whole(INT64_MIN); }), "-9223372036854775808");
    EXPECT_EQ(written([](W& w) { w.whole(INT64_MAX); }), "9223372036854775807");
    EXPECT_EQ(written([](W& w) { w.boolean(false); }), "false");
    EXPECT_EQ(written([](W& w) { w.null(); }), "null");
    EXPECT_EQ(written([](W& w) { w.money(Money::from_rupiah(-16'800)); }), "-16800");
    EXPECT_EQ(written([](W& w) { w.money(Money::from_sen(1'680'050)); }), "16800.50");
    EXPECT_EQ(written([](W& w) { w.sen(Money::from_rupiah(16'800)); }), "\"1680000\"");
    EXPECT_EQ(written([](W& w) { w.decimal(3'671, 2); }), "36.71");
    EXPECT_EQ(written([](W& w) { w.decimal(-5, 3); }), "-0.005");
    EXPECT_EQ(written([](W& w) { w.decimal(INT64_MIN, 18); }), "-9.223372036854775808");
    EXPECT_EQ(written([](W& w) { w.fixed(1.0 / 3, 4); }), "0.3333");
    EXPECT_EQ(written([](W& w) { w.fixed(7, 0); }), "7");
    EXPECT_EQ(written([](W& w) { w.fixed(-1e-9, 2); }), "0.00");
    EXPECT_EQ(json::parse(written([](W& w) { w.fixed(std::numeric_limits<double>::max(), 18); })),
              std::numeric_limits<double>::max());
}

// Goal: every character comes back from another reader, in texts and in names.
TEST(JsonWriter, escapes_texts) {
    for (unsigned character = 0; character < 0x80; ++character) {
        const std::string text = "a" + std::string(1, static_cast<char>(character)) + "b";
        const std::string out =
            compact([&](JsonWriter& w) { w.begin_object().key(text).text(text).end_object(); });
        EXPECT_EQ(json::parse(out), (json{{text, text}})) << character;
    }
    EXPECT_EQ(compact([](JsonWriter& w) { w.text("\"\\\b\f\n\r\t\x01"); }),
              R"("\"\\\b\f\n\r\t\u0001")");
    EXPECT_EQ(compact([](JsonWriter& w) { w.text("André €5 😀"); }), "\"André €5 😀\"");
    EXPECT_EQ(compact([](JsonWriter& w) { w.text("Andr\xE9\xE2\x82"); }), "\"Andr���\"");
    EXPECT_EQ(compact([](JsonWriter& w) { w.text(""); }), "\"\"");
}

/// Writes a random value and returns what another reader should make of it.
json random_value(Random& random, JsonWriter& writer, unsigned depth) {
    const std::uint32_t kind = random.below(depth < 4 ? 7 : 5);
    const auto number = static_cast<std::int64_t>(random.next()) >> random.below(60);
    const auto random_text = [&] {
        const std::string_view pieces[] = {"a", "\"", "\\", "\n", "\x1F", "é", "€", "😀", "/"};
        std::string text;
        for (std::uint32_t i = random.below(6); i > 0; --i) text += pieces[random.below(9)];
        return text;
    };
    if (kind == 0) return writer.whole(number), json(number);
    if (kind == 1) return writer.null(), json();
    if (kind == 2) return writer.boolean(number > 0), json(number > 0);
    if (kind == 3) return writer.sen(Money::from_sen(number)), json(std::to_string(number));
    if (kind == 4) {
        const std::string text = random_text();
        return writer.text(text), json(text);
    }
    json value = kind == 5 ? json::array() : json::object();
    kind == 5 ? writer.begin_array() : writer.begin_object();
    for (std::uint32_t i = random.below(4); i > 0; --i) {
        if (kind == 5) {
            value.push_back(random_value(random, writer, depth + 1));
        } else {
            const std::string name = std::to_string(i) + random_text();
            writer.key(name);
            value[name] = random_value(random, writer, depth + 1);
        }
    }
    kind == 5 ? writer.end_array() : writer.end_object();
    return value;
}

// Goal: 2,000 random documents, pretty and compact, are read back the same by another reader.
TEST(JsonWriter, is_read_back) {
    for (std::uint64_t seed = 0; seed < 2'000; ++seed) {
        Random random(seed);
        std::string out;
        JsonWriter writer(out, seed % 2 == 0 ? JsonStyle::pretty : JsonStyle::compact);
        const json expected = random_value(random, writer, 0);
        writer.finish();
        ASSERT_EQ(json::parse(out, nullptr, false), expected) << "seed " << seed << ": " << out;
    }
}

// Goal: what would not be JSON is stopped as a bug.
TEST(JsonWriterDeath, stops_at_misuse) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    std::string out;
    EXPECT_DEATH(JsonWriter(out).begin_object().whole(1), "CHECK");
    EXPECT_DEATH(JsonWriter(out).begin_array().key("a"), "CHECK");
    EXPECT_DEATH(JsonWriter(out).begin_array().end_object(), "CHECK");
    EXPECT_DEATH(JsonWriter(out).begin_object().key("a").end_object(), "CHECK");
    EXPECT_DEATH(JsonWriter(out).whole(1).whole(2), "CHECK");
    EXPECT_DEATH(JsonWriter(out).begin_object().finish(), "CHECK");
    EXPECT_DEATH(JsonWriter(out).fixed(std::nan(""), 2), "CHECK");
}

}  // namespace
}  // namespace payung
