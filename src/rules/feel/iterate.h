#pragma once

/// What `for`, `some` and `every` run over, and what `for` has given so far. Also for their boxed
/// forms.

#include <cstddef>
#include <cstdint>

#include "rules/feel/evaluate.h"

namespace payung::rules {

/// The items of a list, or numbers or dates from one end to the other, up or down.
class Turns {
public:
    /// A list, a range of whole numbers or dates ([2..1] is an error), or any other value as a list
    /// of one.
    static Turns of(const Value& value);
    /// low..high, counting down where low is greater.
    static Turns between(const Value& low, const Value& high);

    /// nullptr where these are turns; else the null that takes the place of the loop.
    const Value* problem() const { return ok_ ? nullptr : &held_; }
    std::size_t size() const { return size_; }
    Value at(std::size_t index) const;

private:
    enum class Steps : std::uint8_t { items, single, numbers, dates };
    static Turns wrong(Value why);
    static Turns steps(const Value& low, const Value& high);

    Steps steps_ = Steps::items;
    bool ok_ = true;
    Value held_;  // the list or single value
    std::int64_t first_ = 0, step_ = 1;
    std::size_t size_ = 0;
};

/// The results of a `for` so far, in scope as `partial`. The list is handed out without copying it,
/// and added to in place unless someone kept it.
class Results final : public Environment {
public:
    explicit Results(const Environment& outer) : Environment(&outer) {}
    void add(Value value);
    std::size_t size() const { return list_.size(); }
    Value taken() && { return std::move(list_).taken(); }

private:
    const Value* find_here(std::string_view name) const override;
    GrowingList list_;
    mutable Value partial_;
};

}  // namespace payung::rules
