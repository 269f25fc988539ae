#include "base/log.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>

#include "base/parallel.h"
#include "base/random.h"

namespace payung {
namespace {

constexpr std::string_view nik_digits = "6303115205800001";

/// Whether 13 digits or more stand together.
bool shows_identifier(std::string_view text) {
    std::size_t run = 0;
    for (const char c : text) {
        run = c >= '0' && c <= '9' ? run + 1 : 0;
        if (run >= 13) return true;
    }
    return false;
}

struct Lines {
    FixedClock clock{Instant{std::chrono::milliseconds{1'769'847'330'123}}};
    std::vector<std::string> lines;
    Log log{LogLevel::debug, [this](std::string_view line) { lines.emplace_back(line); }, clock};
    nlohmann::json last() const { return nlohmann::json::parse(lines.back()); }
};

// Goal: one event is one line of JSON, with its time, level, message and fields.
TEST(Log, writes_a_line_of_json) {
    Lines out;
    out.log.info("register dibaca", {{"file", Path("a.csv")},
                                     {"rows", 1'500'000},
                                     {"whole", true},
                                     {"sum", Money::from_rupiah(5'000'000'000'000)},
                                     {"code", Code::file_empty}});
    EXPECT_EQ(out.lines.back(),
              R"({"time":"2026-01-31T08:15:30.123Z","level":"info","message":"register dibaca",)"
              R"("file":"a.csv","rows":1500000,"whole":true,"sum":"Rp 5.000.000.000.000",)"
              R"("code":"file_empty"})"
              "\n");
}

// Goal: no NIK gets through, wherever it stands and however it is handed in.
TEST(Log, cannot_print_a_nik) {
    Lines out;
    const std::string nik(nik_digits);
    const std::string inside = "NIK " + nik + " ditolak";
    out.log.error(inside);
    out.log.error("m", {{nik, "x"}});
    out.log.error("m", {{"k", inside}, {"l", nik_digits}, {"n", nik.c_str()}});
    out.log.error("m", {{"k", std::uint64_t{6'303'115'205'800'001}}});
    out.log.error("m", {{"k", Nik{6'303'115'205'800'001}}});
    out.log.error("m", {{"k", Path("/tmp") / nik}});
    out.log.error("m", {{"k", "\x01" + nik + "\x02"}, {"l", "a\"" + nik + "\\" + nik + "\n"}});
    ASSERT_EQ(out.lines.size(), 7U);
    for (const std::string& line : out.lines) {
        EXPECT_FALSE(shows_identifier(line)) << line;
        EXPECT_NE(line.find("6303*"), std::string::npos) << line;
        EXPECT_TRUE(nlohmann::json::accept(line)) << line;
    }
}

// Goal: the same for any text: digits, quotes, control characters, broken UTF-8.
TEST(Log, cannot_print_a_nik_whatever_surrounds_it) {
    constexpr std::uint64_t seed = 20'260'131;
    SCOPED_TRACE(seed);
    constexpr std::string_view letters =
        "0123456789012345678901234567890 \"\\\n\t\x01\xC3\xA9\xFFua{";
    Random random(seed);
    Lines out;
    const auto any_text = [&] {
        std::string text;
        for (std::uint32_t i = random.below(60); i > 0; --i) {
            text += letters[random.below(static_cast<std::uint32_t>(letters.size()))];
        }
        return text;
    };
    for (int i = 0; i < 5'000; ++i) {
        const std::string message = any_text(), key = any_text(), value = any_text();
        out.log.warning(message, {{key, value}, {"n", random.next()}});
        const std::string& line = out.lines.back();
        ASSERT_FALSE(shows_identifier(line)) << line;
        ASSERT_TRUE(nlohmann::json::accept(line)) << line;
        ASSERT_EQ(line.find('\n'), line.size() - 1);
    }
}

// Goal: nothing below the level, and nothing at all when it is off.
TEST(Log, is_off_by_default) {
    Lines out;
    const auto count = [&](LogLevel least) {
        int lines = 0;
        Log log(
            least, [&](std::string_view) { ++lines; }, out.clock);
        log.debug("a");
        log.info("b");
        log.warning("c");
        log.error("d");
        return lines;
    };
    EXPECT_EQ(count(LogLevel::debug), 4);
    EXPECT_EQ(count(LogLevel::info), 3);
    EXPECT_EQ(count(LogLevel::off), 0);
    EXPECT_EQ(parse_log_level("info"), LogLevel::info);
    EXPECT_EQ(parse_log_level("debug"), LogLevel::debug);
    for (const std::string_view text : {"", "INFO", "1", "off"}) {
        EXPECT_EQ(parse_log_level(text), LogLevel::off);
    }
    EXPECT_FALSE(log_from(nullptr, nullptr, out.clock)->takes(LogLevel::error));
}

// Goal: lines are added to the file that was named, whole, from several threads.
TEST(Log, adds_to_a_file) {
    const Path path = Path(testing::TempDir()) / fmt::format("payung-log-{}", getpid());
    const SystemClock clock;
    {
        const auto log = log_from("info", path.c_str(), clock);
        run_threads(4, [&](unsigned thread) {
            for (int i = 0; i < 100; ++i) log->info("baris", {{"thread", thread}});
        });
        log->debug("tidak");
    }
    const std::string text = *read_file(path);
    std::filesystem::remove(path);
    std::size_t lines = 0;
    for (std::size_t at = 0; at < text.size(); ++lines) {
        const std::size_t end = text.find('\n', at);
        ASSERT_TRUE(nlohmann::json::accept(text.substr(at, end - at)));
        at = end + 1;
    }
    EXPECT_EQ(lines, 400U);
    // A log that cannot be opened falls back to stderr.
    testing::internal::CaptureStderr();
    log_from("info", "/dev/null/nowhere", clock)->info("tetap tertulis");
    EXPECT_NE(testing::internal::GetCapturedStderr().find("tetap tertulis"), std::string::npos);
}

}  // namespace
}  // namespace payung
