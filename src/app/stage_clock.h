#pragma once

/// Seconds of each stage of a run and the peak memory, for summary.json and docs/performance.md.

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace payung::app {

class StageClock {
public:
    StageClock() : started_(std::chrono::steady_clock::now()), last_(started_) {}

    /// Ends the stage that has run since the last call (or the beginning), and logs it.
    void end(std::string stage);
    struct Stage {
        std::string name;
        std::chrono::steady_clock::duration time;
        Stage(std::string n, std::chrono::steady_clock::duration t) : name(std::move(n)), time(t) {}
    };
    const std::vector<Stage>& stages() const { return stages_; }
    std::chrono::steady_clock::duration total() const { return last_ - started_; }

private:
    std::chrono::steady_clock::time_point started_, last_;
    std::vector<Stage> stages_;
};

/// The largest memory this process has held, in bytes.
std::uint64_t peak_memory_bytes();

}  // namespace payung::app
