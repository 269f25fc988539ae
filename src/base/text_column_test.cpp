#include "base/text_column.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

// Goal: rows come back as they went in, also across append().
TEST(TextColumn, keeps_rows) {
    TextColumn a;
    a.add("R1");
    a.add("");
    TextColumn b;
    b.add("Siti Aminah");
    a.append(b);
    ASSERT_EQ(a.size(), 3U);
    EXPECT_EQ(a[0], "R1");
    EXPECT_EQ(a[1], "");
    EXPECT_EQ(a[2], "Siti Aminah");
}

}  // namespace
}  // namespace payung
