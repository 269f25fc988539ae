#include "base/interrupt.h"

#include <atomic>
#include <csignal>

namespace payung {
namespace {

std::atomic<bool> flag = false;
static_assert(std::atomic<bool>::is_always_lock_free);

void on_signal(int) {
    flag.store(true);
}

}  // namespace

void catch_interrupts() {
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = static_cast<int>(SA_RESETHAND);
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGHUP, &action, nullptr);
}

bool interrupted() {
    return flag.load(std::memory_order_relaxed);
}

Result<void> check_interrupted() {
    if (interrupted()) return Error{Code::interrupted};
    return {};
}

void set_interrupted(bool value) {
    flag.store(value);
}

}  // namespace payung
