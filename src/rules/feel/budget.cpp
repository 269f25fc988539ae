#include "rules/feel/budget.h"

namespace payung::rules {

Budget::Use::Use(Budget& budget) : before_(current_) {
    current_ = &budget;
    if (budget.spent_ || before_ == &budget) return;
    const auto here = reinterpret_cast<std::uintptr_t>(__builtin_frame_address(0));
    budget.stack_floor_ = here - budget.limits_.stack_bytes;
}

Budget::Use::~Use() {
    current_ = before_;
}

void Budget::check_time() {
    const auto now = std::chrono::steady_clock::now();
    if (begin_ == std::chrono::steady_clock::time_point{}) begin_ = now;
    if (now - begin_ > limits_.time) spend();
}

bool Budget::allow_growth(std::size_t size) {
    if (size > limits_.list_items) spend();
    return allow_bytes(sizeof(Value));
}

bool Budget::allow_items(std::size_t count) {
    if (count > limits_.list_items) {
        spend();
        return false;
    }
    return allow_bytes(count * sizeof(Value));
}

bool Budget::allow_bytes(std::size_t count) {
    bytes_ += count;
    if (bytes_ > limits_.bytes) spend();
    return left();
}

Value Budget::allowed(Value value) {
    if (value.kind() == Kind::list && !allow_items(value.list().size())) return refusal();
    if (value.kind() == Kind::string && !allow_bytes(value.text().size())) return refusal();
    return value;
}

}  // namespace payung::rules
