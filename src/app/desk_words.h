#pragma once

/// What the commands on members, employers and sponsors share: reading months and days, telling
/// what was done and what became of the rows of a file.

#include <optional>
#include <string>
#include <vector>

#include "app/console.h"
#include "membership/handed_file.h"
#include "office/desk.h"

namespace CLI {
class App;
}

namespace payung::app {

std::string say(const Console& console, std::string_view id, std::string_view en);

/// An option that must be YYYY-MM, or YYYY-MM-DD; what cannot be read is refused on the command
/// line.
void add_month(CLI::App& sub, const Console& console, const char* name, std::string& into,
               std::string about, bool needed = false);
void add_day(CLI::App& sub, const Console& console, const char* name, std::string& into,
             std::string about, bool needed = false);

/// The answer as JSON, or the sentence; where it was done before, that.
void tell_done(const Done& done, std::string_view sentence, const Console& console);
/// A whole number in the answer of a command: {"roster":7,…}.
std::int64_t number_in(std::string_view answer, std::string_view key);

/// `answer` with all verdicts behind it: "rows":[{"line","outcome","field","code","message"}].
Done with_rows(Done done, const std::vector<RowVerdict>& verdicts, const Console& console);
/// Columns that nobody knows, and the first verdicts; all of them into `rejects` where it is named.
Result<void> tell_rows(const HandedFile& file, const std::vector<RowVerdict>& verdicts,
                       const Path& rejects, const Console& console);

}  // namespace payung::app
