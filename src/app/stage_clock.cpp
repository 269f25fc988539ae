#include "app/stage_clock.h"

#include <sys/resource.h>

#include "base/log.h"

namespace payung::app {

void StageClock::end(std::string stage) {
    const auto now = std::chrono::steady_clock::now();
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(now - last_);
    program_log().info("stage", {{"name", stage}, {"milliseconds", took.count()}});
    stages_.emplace_back(std::move(stage), now - last_);
    last_ = now;
}

std::uint64_t peak_memory_bytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

}  // namespace payung::app
