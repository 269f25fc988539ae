#pragma once

/// What `for`, `some` and `every` run over: a list, numbers or dates from one end to the other, up
/// or down. Also for their boxed forms.

#include <cstddef>
#include <cstdint>

#include "rules/value/value.h"

namespace payung::rules {

class Domain {
public:
    /// A list, a range of whole numbers or dates that is not empty by turns ([2..1] is an error),
    /// or any other value as a list of one.
    static Domain of(const Value& value);
    /// low..high, counting down where low is greater.
    static Domain between(const Value& low, const Value& high);

    /// Null where this is a domain; else the null that takes its place.
    const Value* problem() const { return ok_ ? nullptr : &held_; }
    std::size_t size() const { return size_; }
    Value at(std::size_t index) const;

private:
    enum class Steps : std::uint8_t { items, single, numbers, dates };
    static Domain wrong(Value why);
    static Domain steps(const Value& low, const Value& high);

    Steps steps_ = Steps::items;
    bool ok_ = true;
    Value held_;  // the list or single value
    std::int64_t first_ = 0, step_ = 1;
    std::size_t size_ = 0;
};

}  // namespace payung::rules
