#include "base/progress.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "base/parallel.h"

namespace payung {
namespace {

using namespace std::chrono_literals;

constexpr Phrase reading{"membaca register", "reading the register"};
constexpr Phrase rows{"baris", "rows"};
constexpr std::string_view wipe = "\r\x1b[2K";

/// A screen that remembers, and a clock that is moved by hand.
struct Terminal {
    std::vector<std::string> written;
    std::chrono::nanoseconds time{0};
    Progress progress(ProgressStyle style = {}) {
        return Progress::on([this](std::string_view text) { written.emplace_back(text); },
                            [this] { return time; }, style);
    }
};

// Goal: the finished line, in both languages, is the one the handbook shows.
TEST(Progress, says_what_was_done) {
    for (const auto& [language, line] :
         {std::pair{Language::id, "✓ membaca register  1.500.000 baris  0,9 dtk\n"},
          std::pair{Language::en, "✓ reading the register  1,500,000 rows  0.9 s\n"}}) {
        Terminal terminal;
        auto stage = terminal.progress({language, true, 80}).stage(reading, rows);
        stage.add(1'500'000);
        terminal.time = 900ms;
        stage.finish();
        stage.finish();  // Says it once.
        ASSERT_FALSE(terminal.written.empty());
        EXPECT_EQ(terminal.written.back(), std::string(wipe) + line);
        EXPECT_EQ(terminal.written.size(), 1U);
    }
}

// Goal: the line shows as much as the window holds, and never fills its last column.
TEST(Progress, fits_the_window) {
    const ProgressView view{"membaca", "baris", 945'000, 63, 100, 1s};
    const auto line = [&](std::size_t columns) {
        return running_line(view, {Language::id, false, columns});
    };
    EXPECT_EQ(line(80),
              "membaca   63 %  ###############.........  945.000 baris  945.000 baris/dtk");
    EXPECT_EQ(line(60), "membaca   63 %  ###############.........  945.000 baris");
    EXPECT_EQ(line(30), "membaca   63 %  945.000 baris");
    EXPECT_EQ(line(5), "memb");
    EXPECT_EQ(line(0), "");
}

// Goal: no bar where the end is not known, and no more than all of it where work was misjudged.
TEST(Progress, is_honest_about_the_end) {
    ProgressView view{"menulis", "baris", 10, 10, 0, 0ms};
    EXPECT_EQ(running_line(view, {Language::id, true, 80}), "menulis  10 baris  10.000 baris/dtk");
    view.work_total = 5;
    view.elapsed = 1s;
    EXPECT_EQ(running_line(view, {Language::en, true, 80}),
              "menulis  100 %  ████████████████████████  10 baris  10 baris/s");
}

// Goal: at most ten drawings a second, whatever the number of additions.
TEST(Progress, draws_ten_times_a_second) {
    Terminal terminal;
    auto stage = terminal.progress().stage(reading, rows, 10'000);
    for (int i = 0; i < 10'000; ++i) {
        terminal.time += 200us;  // Two seconds in all.
        stage.add(1);
    }
    EXPECT_EQ(terminal.written.size(), 20U);
}

// Goal: a stage that failed leaves the line to the error.
TEST(Progress, wipes_its_line_when_dropped) {
    Terminal terminal;
    {
        auto stage = terminal.progress().stage(reading, rows);
        terminal.time = 1s;
        stage.add(5);
    }
    ASSERT_EQ(terminal.written.size(), 2U);
    EXPECT_EQ(terminal.written.back(), wipe);
}

// Goal: several threads add to one stage and nothing is lost or drawn twice at once.
TEST(Progress, is_added_to_by_threads) {
    Terminal terminal;
    const auto start = std::chrono::steady_clock::now();
    auto stage = Progress::on([&](std::string_view text) { terminal.written.emplace_back(text); },
                              [&]() -> std::chrono::nanoseconds {
                                  return (std::chrono::steady_clock::now() - start) * 1000;
                              },
                              {})
                     .stage(reading, rows);
    run_threads(4, [&](unsigned) {
        for (int i = 0; i < 5'000; ++i) stage.add(2, 7);
    });
    stage.finish();
    EXPECT_NE(terminal.written.back().find("  40.000 baris  "), std::string::npos);
}

// Goal: silent means silent; nothing is printed where stderr is no terminal or quiet is asked for.
TEST(Progress, may_be_silent) {
    auto stage = Progress::silent().stage(reading, rows);
    stage.add(1);
    stage.finish();
    EXPECT_FALSE(Progress::silent().visible());
    EXPECT_FALSE(Progress::on_terminal(Language::id, true).visible());
    testing::internal::CaptureStderr();  // A file: no terminal.
    const bool visible = Progress::on_terminal(Language::id, false).visible();
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
    EXPECT_FALSE(visible);
}

// Goal: on a real terminal it does show, unless that terminal cannot redraw.
TEST(Progress, shows_on_a_terminal) {
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) {
        GTEST_SKIP() << "this machine gives out no terminals";
    }
    const int screen = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    const int kept = dup(STDERR_FILENO);
    ASSERT_GE(screen, 0);
    const char* const kind = std::getenv("TERM");
    const std::string kind_before = kind == nullptr ? "" : kind;

    dup2(screen, STDERR_FILENO);
    setenv("TERM", "xterm", 1);
    auto stage = Progress::on_terminal(Language::en, false).stage(reading, rows);
    stage.add(7);
    stage.finish();
    const bool quiet = Progress::on_terminal(Language::en, true).visible();
    setenv("TERM", "dumb", 1);
    const bool dumb = Progress::on_terminal(Language::en, false).visible();
    dup2(kept, STDERR_FILENO);
    kind == nullptr ? unsetenv("TERM") : setenv("TERM", kind_before.c_str(), 1);

    std::string shown(200, ' ');
    const ssize_t got = read(terminal, shown.data(), shown.size());
    for (const int descriptor : {terminal, screen, kept}) close(descriptor);
    ASSERT_GT(got, 0);
    EXPECT_NE(shown.find("reading the register  7 rows  0.0 s"), std::string::npos) << shown;
    EXPECT_FALSE(quiet);
    EXPECT_FALSE(dumb);
}

}  // namespace
}  // namespace payung
