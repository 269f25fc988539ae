#pragma once

/// The time at which we did or learned something. Passed in, so that tests and simulations own it.

#include <chrono>
#include <string>

namespace payung {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

/// The computer's clock.
class SystemClock final : public Clock {
public:
    Instant now() const override;
};

/// A clock that stands where it was put.
class FixedClock final : public Clock {
public:
    explicit FixedClock(Instant at) : at_(at) {}
    Instant now() const override { return at_; }
    void set(Instant at) { at_ = at; }

private:
    Instant at_;
};

/// "2026-01-31T08:15:30.123Z"
std::string to_text(Instant instant);

}  // namespace payung
