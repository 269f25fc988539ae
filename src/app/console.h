#pragma once

/// How the program speaks: language, quiet or not, and where. The one place that writes to people.

#include <string_view>

#include "base/result.h"

namespace payung::app {

struct Console {
    Language language = Language::id;
    bool quiet = false;
    bool json = false;

    /// Of two sentences the one in our language.
    std::string_view say(std::string_view id, std::string_view en) const {
        return language == Language::id ? id : en;
    }
    /// A line of the answer, to standard output.
    void tell(std::string_view line) const;
    /// Whole lines of the answer, the last one ended too.
    void tell_lines(std::string_view lines) const;
    /// A line beside the answer (a warning, progress), to standard error; not when quiet.
    void note(std::string_view line) const;
    /// What went on all the same but should be looked at, to standard error; not when quiet.
    void warn(const Error& doubt) const { note(describe(doubt, language)); }
    /// A command line that cannot be understood; `kind` as the parser calls it.
    void wrong_use(std::string_view kind, std::string_view detail) const;
    /// Everything told has left the program, or why not (a full disk behind a pipe or redirection).
    Result<void> finish() const;
    /// What went wrong and what to do, to standard error; always.
    void fail(const Error& error) const;
};

}  // namespace payung::app
