#include "rules/conformance/runner.h"

#include <gtest/gtest.h>

#include <iostream>

#include "rules/conformance/judge.h"

namespace payung::rules::conformance {
namespace {

std::filesystem::path suite_folder() {
    return suite_from_environment().value_or(PAYUNG_SOURCE_DIR "/../shared/conformance/dmn-tck");
}

/// Read once: it takes a while.
const Suite* suite() {
    static const std::unique_ptr<Suite> read = []() -> std::unique_ptr<Suite> {
        if (!std::filesystem::exists(suite_folder())) return nullptr;
        auto found = read_suite(suite_folder());
        EXPECT_TRUE(found) << describe(found.diagnostics()[0], Language::en);
        return std::make_unique<Suite>(*std::move(found));
    }();
    return read.get();
}

#define NEED_SUITE() \
    if (suite() == nullptr) GTEST_SKIP() << skipped_notice()

TEST(Conformance, boxed) {
    NEED_SUITE();
    const auto engine = boxed_engine();
    const Report report = run(*suite(), *engine);
    std::cout << gates_table(report) << report.time.count() << " ms\n";
    if (std::getenv("LINES")) std::cout << lines_of(report);
    if (std::getenv("GROUPS_")) std::cout << groups_table(report);
}

}  // namespace
}  // namespace payung::rules::conformance
