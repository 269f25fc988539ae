#include "app/console.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>

namespace payung::app {
namespace {

void put(std::FILE* where, std::string_view line) {
    std::fwrite(line.data(), 1, line.size(), where);
    std::fputc('\n', where);
}

}  // namespace

void Console::tell(std::string_view line) const {
    put(stdout, line);
}

void Console::tell_lines(std::string_view lines) const {
    std::fwrite(lines.data(), 1, lines.size(), stdout);
    if (!lines.empty() && lines.back() != '\n') std::fputc('\n', stdout);
}

void Console::note(std::string_view line) const {
    if (!quiet) put(stderr, line);
}

void Console::wrong_use(std::string_view kind, std::string_view detail) const {
    std::string_view what = say("perintah tidak dimengerti", "the command was not understood");
    if (kind == "RequiredError")
        what = say("ada yang wajib dan belum disebut", "something needed is missing");
    if (kind == "ExtrasError") what = say("ada kata yang tidak dikenal", "a word is not known");
    if (kind == "ValidationError" || kind == "ConversionError") {
        what = say("suatu nilai tidak dapat dipakai", "a value cannot be used");
    }
    // What the parser says in English is said already.
    constexpr std::string_view required = " is required", unread = "Could not convert: ";
    if (detail.ends_with(required)) detail.remove_suffix(required.size());
    if (detail.starts_with(unread)) detail.remove_prefix(unread.size());
    put(stderr, "payung: " + std::string(what) + ": " + mask_identifiers(detail));
    put(stderr, std::string(say("Lihat payung --help, atau payung PERINTAH --help.",
                                "See payung --help, or payung COMMAND --help.")));
}

Result<void> Console::finish() const {
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return {};
    return Error{Code::output_failed, {{"reason", std::strerror(errno)}}};
}

void Console::fail(const Error& error) const {
    put(stderr, "payung: " + describe(error, language));
}

}  // namespace payung::app
