#pragma once

/// A value or the Error that took its place.
///
/// Has the member names of std::expected, to become that type once our tools read it. Reading the
/// value of a failure is a bug. TRY(expr) returns the error of a failed Result<void> from the
/// enclosing function; TRY_ASSIGN(declaration, expr) does so and else declares the value.

#include <optional>
#include <utility>
#include <variant>

#include "base/check.h"
#include "base/error.h"

namespace payung {

template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool has_value() const { return state_.index() == 0; }
    explicit operator bool() const { return has_value(); }

    T& value() & { return *checked(); }
    const T& value() const& { return *const_cast<Result*>(this)->checked(); }
    T&& value() && { return std::move(*checked()); }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return checked(); }
    const T* operator->() const { return const_cast<Result*>(this)->checked(); }

    const Error& error() const& {
        CHECK(!has_value());
        return *std::get_if<1>(&state_);
    }
    Error&& error() && {
        CHECK(!has_value());
        return std::move(*std::get_if<1>(&state_));
    }

private:
    T* checked() {
        CHECK(has_value());
        return std::get_if<0>(&state_);
    }
    std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool has_value() const { return !error_.has_value(); }
    explicit operator bool() const { return has_value(); }
    const Error& error() const& {
        CHECK(error_.has_value());
        return *error_;
    }
    Error&& error() && {
        CHECK(error_.has_value());
        return std::move(*error_);
    }

private:
    std::optional<Error> error_;
};

}  // namespace payung

#define PAYUNG_CONCAT_(a, b) a##b
#define PAYUNG_CONCAT(a, b) PAYUNG_CONCAT_(a, b)

#define TRY(expression)                                       \
    do {                                                      \
        if (auto tried_ = (expression); !tried_) [[unlikely]] \
            return std::move(tried_).error();                 \
    } while (false)

#define TRY_ASSIGN_(temporary, declaration, expression) \
    auto temporary = (expression);                      \
    if (!temporary) [[unlikely]]                        \
        return std::move(temporary).error();            \
    declaration = std::move(temporary).value()
#define TRY_ASSIGN(declaration, expression) \
    TRY_ASSIGN_(PAYUNG_CONCAT(tried_, __LINE__), declaration, expression)
