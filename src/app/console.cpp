#include "app/console.h"

#include <cstdio>
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

void Console::note(std::string_view line) const {
    if (!quiet) put(stderr, line);
}

void Console::fail(const Error& error) const {
    put(stderr, "payung: " + describe(error, language));
}

}  // namespace payung::app
