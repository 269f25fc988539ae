#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/random.h"
#include "contributions/fuzz/bank_statement_target_for_tests.h"

namespace payung {

// Goal: the corpus of the fuzzer as it is, and with bytes changed, is read without harm.
TEST(BankStatementCorpus, is_read_without_harm) {
    constexpr std::uint64_t seed = 2026;
    Random random(seed);
    const std::filesystem::path folder =
        std::filesystem::path(PAYUNG_SOURCE_DIR) / "tests/fuzz/corpus/bank_statement";
    int files = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        ++files;
        std::ifstream file(entry.path(), std::ios::binary);
        const std::string text(std::istreambuf_iterator<char>(file), {});
        EXPECT_EQ(try_bank_statement(text), "") << entry.path();
        const auto size = static_cast<std::uint32_t>(text.size());
        for (int round = 0; round < 300 && size > 0; ++round) {
            std::string changed = text;
            changed[random.below(size)] = static_cast<char>(random.below(256));
            if (round % 2 == 0) changed.erase(random.below(size), 1 + random.below(5));
            ASSERT_EQ(try_bank_statement(changed), "") << "seed " << seed << ":\n" << changed;
        }
    }
    EXPECT_GE(files, 5);
}

}  // namespace payung
