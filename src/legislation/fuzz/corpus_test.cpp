#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>

#include "legislation/fuzz/law_yaml_for_tests.h"

namespace payung {

// The corpus of the fuzzer as it is, and with bytes changed.
TEST(LawYamlCorpus, is_read_without_harm) {
    constexpr unsigned seed = 2026;
    std::mt19937 random(seed);
    const std::filesystem::path folder =
        std::filesystem::path(PAYUNG_SOURCE_DIR) / "tests/fuzz/corpus/law_yaml";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        ++files;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        EXPECT_EQ(try_law_yaml(text), "") << entry.path();
        for (int round = 0; round < 100; ++round) {
            std::string changed = text;
            changed[random() % changed.size()] = static_cast<char>(random() % 256);
            if (round % 2 == 0) changed.erase(random() % changed.size(), 1 + random() % 5);
            ASSERT_EQ(try_law_yaml(changed), "") << "seed " << seed << ":\n" << changed;
        }
    }
    EXPECT_GE(files, 5);
}

}  // namespace payung
