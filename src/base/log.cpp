#include "base/log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/language.h"
#include "base/utf8.h"

namespace payung {
namespace {

constexpr std::array<std::string_view, 4> level_names{"debug", "info", "warning", "error"};

/// A JSON string, masked. Control characters that JSON has no letter for become blanks: their
/// escapes would bring digits of their own.
std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : clean_utf8(mask_identifiers(text))) {
        switch (c) {
            case '"':
                out += "\\\"";
                break;
            case '\\':
                out += "\\\\";
                break;
            case '\n':
                out += "\\n";
                break;
            case '\t':
                out += "\\t";
                break;
            default:
                out += c;
        }
    }
    return out + '"';
}

void write_whole(int descriptor, std::string_view line) {
    while (!line.empty()) {
        const ssize_t put = ::write(descriptor, line.data(), line.size());
        if (put <= 0) return;
        line.remove_prefix(static_cast<std::size_t>(put));
    }
}

std::shared_ptr<const int> closed_at_last(int descriptor) {
    return {new int(descriptor), [](const int* open) {
                ::close(*open);
                delete open;
            }};
}

}  // namespace

LogLevel parse_log_level(std::string_view text) {
    if (text == "debug") return LogLevel::debug;
    return text == "info" ? LogLevel::info : LogLevel::off;
}

// Grouped, because sums of a nation have 13 digits and more, and would be masked.
LogValue::LogValue(Money amount) : text_(format_rupiah(amount, Language::id)) {}

std::string LogValue::json() const {
    return bare_ && mask_identifiers(text_) == text_ ? text_ : json_text(text_);
}

void Log::add(LogLevel level, std::string_view message, LogFields fields) {
    if (!takes(level)) return;
    std::string line =
        fmt::format(R"({{"time":"{}","level":"{}","message":{})", to_text(clock_.now()),
                    level_names.at(static_cast<std::size_t>(level)), json_text(message));
    for (const LogField& field : fields) {
        line += fmt::format(",{}:{}", json_text(field.key), field.value.json());
    }
    line += "}\n";
    const std::lock_guard lock(writing_);
    write_(line);
}

std::unique_ptr<Log> log_from(const char* level, const char* file, const Clock& clock) {
    const LogLevel least = parse_log_level(level == nullptr ? "" : level);
    auto descriptor = std::make_shared<const int>(STDERR_FILENO);
    if (least != LogLevel::off && file != nullptr && *file != '\0') {
        const int opened = ::open(file, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        if (opened >= 0) descriptor = closed_at_last(opened);
    }
    return std::make_unique<Log>(
        least, [=](std::string_view line) { write_whole(*descriptor, line); }, clock);
}

Log& program_log() {
    static const SystemClock clock;
    // Never destroyed: it may be used until the very end of the program.
    static Log* const only =
        log_from(std::getenv("PAYUNG_LOG"), std::getenv("PAYUNG_LOG_FILE"), clock).release();
    return *only;
}

}  // namespace payung
