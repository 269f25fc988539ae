#include "base/file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>

#include "base/clock.h"
#include "base/hash.h"
#include "base/interrupt.h"
#include "base/parallel.h"
#include "base/random.h"

namespace payung {
namespace {

namespace fs = std::filesystem;

class File : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() /
                  ("payung_file_test_" + std::to_string(getpid()) + "_" +
                   testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    void put(const Path& path, std::string_view text) { std::ofstream(path) << text; }
    std::size_t entries(const Path& path) const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path), fs::directory_iterator{}));
    }
    Path folder_;
};

// Goal: what is not a readable file is told apart.
TEST_F(File, refuses_what_is_no_file) {
    EXPECT_EQ(read_file(folder_ / "none.csv").error().code(), Code::file_not_found);
    EXPECT_EQ(read_file(folder_).error().code(), Code::file_is_directory);
    put(folder_ / "a.csv", "isi");
    EXPECT_EQ(read_file(folder_ / "a.csv" / "b.csv").error().code(), Code::file_not_found);
    EXPECT_EQ(*read_file(folder_ / "a.csv"), "isi");
}

// Goal: outputs appear together at commit, over older ones; before it nothing shows.
TEST_F(File, output_folder_appears_whole) {
    put(folder_ / "roster.csv", "lama");
    auto output = OutputFolder::open(folder_);
    ASSERT_TRUE(output);
    for (const char* const name : {"roster.csv", "bills.csv"}) {
        auto file = OutputFile::create(output->path_for(name));
        ASSERT_TRUE(file);
        file->write("baru");
        ASSERT_TRUE(file->close());
    }
    EXPECT_EQ(*read_file(folder_ / "roster.csv"), "lama");
    ASSERT_TRUE(output->commit());
    EXPECT_EQ(*read_file(folder_ / "roster.csv"), "baru");
    EXPECT_EQ(*read_file(folder_ / "bills.csv"), "baru");
    EXPECT_EQ(entries(folder_), 2U);
}

// Goal: a dropped output leaves nothing, not even a folder that it had made.
TEST_F(File, dropped_output_leaves_nothing) {
    {
        auto output = OutputFolder::open(folder_ / "baru");
        ASSERT_TRUE(output);
        put(output->path_for("setengah.csv"), "x");
    }
    EXPECT_FALSE(fs::exists(folder_ / "baru"));
}

// Goal: what a killed run left is swept by the next; what a living one owns is kept.
TEST_F(File, sweeps_left_overs_of_the_dead) {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, nullptr, 0);
    fs::create_directories(folder_ / (".payung-" + std::to_string(child)));
    fs::create_directories(folder_ / (".payung-" + std::to_string(getppid())));
    auto output = OutputFolder::open(folder_);
    ASSERT_TRUE(output);
    EXPECT_FALSE(fs::exists(folder_ / (".payung-" + std::to_string(child))));
    EXPECT_TRUE(fs::exists(folder_ / (".payung-" + std::to_string(getppid()))));
}

// Goal: a file that cannot grow fails at close() with its name and the reason.
TEST_F(File, full_disk_is_told) {
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{1U << 16U, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    auto file = OutputFile::create(folder_ / "besar.csv");
    ASSERT_TRUE(file);
    for (int i = 0; i < 100; ++i) file->write(std::string(10'000, 'x'));
    const auto closed = file->close();
    setrlimit(RLIMIT_FSIZE, &before);
    ASSERT_FALSE(closed);
    EXPECT_EQ(closed.error().code(), Code::file_unwritable);
    EXPECT_NE(describe(closed.error(), Language::en).find("besar.csv"), std::string::npos);
}

// Goal: an output folder that cannot be is refused before any work.
TEST_F(File, refuses_a_file_for_a_folder) {
    put(folder_ / "out", "a file");
    EXPECT_EQ(OutputFolder::open(folder_ / "out").error().code(), Code::output_in_the_way);
}

// Goal: what is no ordinary file is never replaced by a result, and nothing else is either.
TEST_F(File, keeps_what_is_no_file) {
    fs::create_directories(folder_ / "b.csv");
    auto output = OutputFolder::open(folder_);
    ASSERT_TRUE(output);
    put(output->path_for("a.csv"), "x");
    put(output->path_for("b.csv"), "x");
    EXPECT_EQ(output->commit().error().code(), Code::output_in_the_way);
    EXPECT_FALSE(fs::exists(folder_ / "a.csv"));
}

// Goal: a digest known from FIPS 180-4, taken in pieces.
TEST(Hash, knows_sha256) {
    Sha256 digest;
    digest.add("a");
    digest.add("bc");
    EXPECT_EQ(digest.hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

// Goal: the hash of bytes is the same for ever (it orders ties) and never 0.
TEST(Hash, bytes_are_stable) {
    EXPECT_EQ(hash_bytes("R00000001"), hash_bytes(std::string("R00000001")));
    EXPECT_NE(hash_bytes("R00000001"), hash_bytes("R00000002"));
    EXPECT_NE(hash_bytes(""), 0U);
    EXPECT_NE(hash_bytes("a"), hash_bytes(std::string_view("a\0", 2)));
}

// Goal: a seed and a stream fix the numbers; other streams differ; draws stay in range and spread.
TEST(Random, is_fixed_by_seed_and_stream) {
    Random a(7, 1), b(7, 1), c(7, 2);
    EXPECT_EQ(a.next(), b.next());
    EXPECT_NE(a.next(), c.next());
    std::array<int, 6> seen{};
    for (int i = 0; i < 60'000; ++i) ++seen.at(a.below(6));
    for (const int n : seen) EXPECT_NEAR(n, 10'000, 500);
    for (int i = 0; i < 1000; ++i) {
        const double u = a.unit();
        EXPECT_TRUE(u >= 0 && u < 1);
    }
}

// Goal: pieces cover everything once, whatever the number of threads.
TEST(Parallel, pieces_cover_all) {
    for (const unsigned threads : {1U, 2U, 5U}) {
        std::vector<int> seen(10'007, 0);
        for_pieces(seen.size(), 100, threads,
                   [&](std::size_t begin, std::size_t end, std::size_t index) {
                       EXPECT_EQ(begin, index * 100);
                       for (std::size_t i = begin; i < end; ++i) ++seen[i];
                   });
        EXPECT_EQ(std::count(seen.begin(), seen.end(), 1), 10'007);
    }
    for_pieces(0, 100, 2, [](std::size_t, std::size_t, std::size_t) { FAIL(); });
}

// Goal: a signal becomes an answer, once.
TEST(Interrupt, a_signal_raises_the_flag) {
    catch_interrupts();
    EXPECT_TRUE(check_interrupted());
    std::raise(SIGINT);
    EXPECT_EQ(check_interrupted().error().code(), Code::interrupted);
    set_interrupted(false);
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    std::signal(SIGHUP, SIG_DFL);
}

// Goal: an instant prints in UTC to the millisecond.
TEST(Clock, prints_utc) {
    using namespace std::chrono;
    const Instant at{sys_days{year{2026} / 1 / 31} + hours{8} + minutes{5} + seconds{9} +
                     milliseconds{7}};
    EXPECT_EQ(to_text(FixedClock{at}.now()), "2026-01-31T08:05:09.007Z");
}

}  // namespace
}  // namespace payung
