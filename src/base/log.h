#pragma once

/// A log for those who run Payung: one line of JSON an event. It cannot print a NIK.
///
///     program_log().info("register read", {{"file", path}, {"rows", rows}});
///     {"time":"2026-01-31T08:15:30.123Z","level":"info","message":"register read","file":…}
///
/// Every text passes through mask_identifiers(), be it message, key or value, and so does every
/// number: 13 digits or more never stand together in a line, whatever a caller hands in. A NIK cut
/// into several fields is beyond that: who logs pieces of one breaks the rule above it, that
/// personal fields are not logged at all.
///
/// Shape    off by default; PAYUNG_LOG=info or debug turns program_log() on, PAYUNG_LOG_FILE names
/// a file
///          to add to instead of stderr. Lines are written whole, from any thread.
/// Errors   none: a log that cannot be written does not stop the work.
/// Cost     one comparison when off.

#include <concepts>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/error.h"
#include "base/file.h"
#include "base/money.h"
#include "base/nik.h"

namespace payung {

enum class LogLevel : std::uint8_t { debug, info, warning, error, off };

/// "debug", "info"; anything else is off.
LogLevel parse_log_level(std::string_view text);

/// A value as it will stand in JSON.
class LogValue {
public:
    template <class Text>
    requires std::convertible_to<const Text&, std::string_view> LogValue(const Text& text)
        : text_(std::string_view(text)) {}
    LogValue(const Path& path) : text_(path.string()) {}
    LogValue(Nik nik) : text_(to_text(nik)) {}
    LogValue(Code code) : text_(name_of(code)) {}
    LogValue(Money amount);
    template <std::integral Number>
    LogValue(Number number) : text_(std::to_string(number)), bare_(true) {}
    LogValue(bool value) : text_(value ? "true" : "false"), bare_(true) {}

    /// With quotes, unless it is a number or a truth value that needed no masking.
    std::string json() const;

private:
    std::string text_;
    bool bare_ = false;
};

struct LogField {
    std::string_view key;
    LogValue value;
};
using LogFields = std::initializer_list<LogField>;

class Log {
public:
    using Write = std::function<void(std::string_view line)>;
    Log(LogLevel least, Write write, const Clock& clock)
        : least_(least), write_(std::move(write)), clock_(clock) {}

    bool takes(LogLevel level) const { return level >= least_ && level != LogLevel::off; }
    void add(LogLevel level, std::string_view message, LogFields fields = {});
    void debug(std::string_view m, LogFields f = {}) { add(LogLevel::debug, m, f); }
    void info(std::string_view m, LogFields f = {}) { add(LogLevel::info, m, f); }
    void warning(std::string_view m, LogFields f = {}) { add(LogLevel::warning, m, f); }
    void error(std::string_view m, LogFields f = {}) { add(LogLevel::error, m, f); }

private:
    LogLevel least_;
    Write write_;
    const Clock& clock_;
    std::mutex writing_;
};

/// The log of this program, as PAYUNG_LOG and PAYUNG_LOG_FILE had it at the first call.
Log& program_log();
/// A log as these two have it; without a value: off, stderr. For program_log() and tests.
std::unique_ptr<Log> log_from(const char* level, const char* file, const Clock& clock);

}  // namespace payung
