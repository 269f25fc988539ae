#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include "rules/fuzz/targets_for_tests.h"

namespace payung::rules {

namespace {

std::vector<std::pair<std::string, std::string>> corpus(std::string_view target) {
    std::vector<std::pair<std::string, std::string>> files;
    const std::filesystem::path folder =
        std::filesystem::path(PAYUNG_SOURCE_DIR) / "tests/fuzz/corpus" / target;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        std::ifstream file(entry.path(), std::ios::binary);
        files.emplace_back(entry.path().filename().string(),
                           std::string(std::istreambuf_iterator<char>(file), {}));
    }
    return files;
}

}  // namespace

// What fuzzers start from, and what they once found.
TEST(FuzzCorpus, is_read_without_harm) {
    for (const FuzzTarget& target : fuzz_targets) {
        const auto files = corpus(target.name);
        EXPECT_GE(files.size(), 5U) << target.name;
        for (const auto& [name, bytes] : files)
            EXPECT_EQ(target.run(bytes), "") << target.name << '/' << name;
    }
}

// The same with bytes changed, lost and doubled: a little fuzzing where there is no fuzzer.
TEST(FuzzCorpus, changed_is_read_without_harm) {
    constexpr unsigned seed = 12345;
    std::mt19937 random(seed);
    const auto below = [&random](std::size_t end) { return random() % end; };
    for (const FuzzTarget& target : fuzz_targets)
        for (const auto& [name, bytes] : corpus(target.name))
            for (int round = 0; round < 20 && !bytes.empty(); ++round) {
                std::string changed = bytes;
                const std::size_t at = below(changed.size());
                switch (below(3)) {
                    case 0:
                        changed[at] = static_cast<char>(below(256));
                        break;
                    case 1:
                        changed.erase(at, 1 + below(8));
                        break;
                    default:
                        changed.insert(at, bytes, below(bytes.size()), 1 + below(16));
                }
                ASSERT_EQ(target.run(changed), "")
                    << target.name << '/' << name << " seed " << seed << ":\n"
                    << changed;
            }
}

}  // namespace payung::rules
