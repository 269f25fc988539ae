#include "base/ordered_rows.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/interrupt.h"

namespace payung {
namespace {

Path scratch(std::string_view name) {
    return std::filesystem::temp_directory_path() /
           ("payung_" + std::to_string(getpid()) + "_" + std::string(name));
}

void numbers(std::size_t begin, std::size_t end, std::string& text) {
    for (std::size_t i = begin; i < end; ++i) text += std::to_string(i) + "\n";
}

// Goal: the file is the same, in order, with any number of threads.
TEST(OrderedRows, keeps_order_on_any_number_of_threads) {
    const Path path = scratch("rows");
    std::string wanted = "n\n";
    numbers(0, 100'003, wanted);
    for (const unsigned threads : {1U, 2U, 5U}) {
        const auto written = write_rows(path, "n\n", 100'003, threads, numbers);
        ASSERT_TRUE(written);
        EXPECT_EQ(*written, wanted.size());
        EXPECT_TRUE(*read_file(path) == wanted);
    }
    ASSERT_TRUE(write_rows(path, "n\n", 0, 2, numbers));
    EXPECT_EQ(*read_file(path), "n\n");
    std::filesystem::remove(path);
}

// Goal: a place that cannot be written and a stop asked for are told.
TEST(OrderedRows, tells_failures) {
    EXPECT_EQ(write_rows(scratch("none") / "x", "", 1, 1, numbers).error().code(),
              Code::file_unwritable);
    const Path path = scratch("stopped");
    set_interrupted(true);
    EXPECT_EQ(write_rows(path, "", 100'000, 2, numbers).error().code(), Code::interrupted);
    set_interrupted(false);
    std::filesystem::remove(path);
}

}  // namespace
}  // namespace payung
