#pragma once

/// For tests of intake: the tables, files made on the spot, and verdicts as lines of text.

#include <unistd.h>

#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "registry/intake.h"

namespace payung::testing_intake {

inline const AreaTable& areas() {
    static const AreaTable table = [] {
        const Path share{PAYUNG_SHARE_DIR};
        auto loaded = AreaTable::load(share / "areas.csv", share / "former_areas.csv");
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return table;
}

inline const NameRules& names() {
    static const NameRules rules = [] {
        auto loaded = NameRules::load(Path{PAYUNG_SHARE_DIR} / "name_rules.csv");
        CHECK(loaded.has_value());
        return std::move(*loaded);
    }();
    return rules;
}

inline IntakeOptions options(unsigned threads = 1,
                             std::size_t block_bytes = std::size_t{4} << 20U) {
    return {.areas = areas(),
            .names = names(),
            .as_of = *Day::from_ymd(2026, 1, 1),
            .threads = threads,
            .block_bytes = block_bytes};
}

/// "file:line rejected code field value", in the order told.
class VerdictLines final : public VerdictSink {
public:
    void take(const Verdict& verdict) override {
        std::string line(verdict.file);
        line += ":" + std::to_string(verdict.line);
        line += verdict.outcome == RowOutcome::rejected ? " rejected " : " doubt ";
        line += name_of(verdict.code);
        for (const std::string_view part : {verdict.field, verdict.value_masked}) {
            line += " ";
            line += part;
        }
        lines.push_back(std::move(line));
    }
    std::vector<std::string> lines;
};

/// A folder of test files that goes with the test.
class TestFolder {
public:
    TestFolder() {
        static int count = 0;
        folder_ = std::filesystem::temp_directory_path() /
                  ("payung-intake-" + std::to_string(getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(folder_);
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() { std::filesystem::remove_all(folder_); }

    Path write(std::string_view name, std::string_view text) const {
        const Path path = folder_ / name;
        std::ofstream(path, std::ios::binary) << text;
        return path;
    }
    Path operator/(std::string_view name) const { return folder_ / name; }

private:
    Path folder_;
};

}  // namespace payung::testing_intake
