#pragma once

/// One wrapped number per kind of thing, so that an employer's id cannot stand where a person's
/// does.

#include <compare>
#include <cstdint>

namespace payung {

template <class Tag>
class Id {
public:
    constexpr Id() = default;
    explicit constexpr Id(std::uint64_t value) : value_(value) {}
    constexpr std::uint64_t value() const { return value_; }
    friend constexpr auto operator<=>(Id, Id) = default;

private:
    std::uint64_t value_ = 0;
};

}  // namespace payung
