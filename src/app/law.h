#pragma once

/// `payung law …`: questions to the law itself, each a sub-command in a file of its own
/// (law_*.cpp).

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "app/console.h"
#include "app/topic.h"
#include "base/file.h"
#include "base/language.h"
#include "base/result.h"
#include "legislation/rulebook.h"

namespace CLI {
class App;
}

namespace payung::app {

using LawAnswer = TopicAnswer;

inline constexpr int law_in_order = in_order, law_not_in_order = not_in_order;

/// All of them, in the order of the help.
std::span<const TopicCommand> law_commands();

/// The option --law: a folder of law other than the program's own.
void add_law_folder(CLI::App& sub, const Console& console, Path& into);
Path law_folder_or_own(const Path& asked);

/// The folder loaded, or its faults told one a line; then nothing.
std::optional<Rulebook> load_or_tell(const Path& folder, const Console& console,
                                     Rulebook::Findings findings = Rulebook::Findings::refuse);

/// Diagnostics as lines, or as JSON where that is asked.
void tell_faults(std::span<const rules::Diagnostic> faults, const Console& console);

// The commands, by file.
LawAnswer build_law_check(CLI::App& sub, const Console& console);
LawAnswer build_law_analyse(CLI::App& sub, const Console& console);
LawAnswer build_law_cases(CLI::App& sub, const Console& console);
LawAnswer build_law_boundaries(CLI::App& sub, const Console& console);
LawAnswer build_law_horizon(CLI::App& sub, const Console& console);
LawAnswer build_law_format(CLI::App& sub, const Console& console);
LawAnswer build_law_export(CLI::App& sub, const Console& console);
LawAnswer build_law_run(CLI::App& sub, const Console& console);
LawAnswer build_law_at(CLI::App& sub, const Console& console);
LawAnswer build_law_release(CLI::App& sub, const Console& console);
LawAnswer build_law_tck(CLI::App& sub, const Console& console);
LawAnswer build_law_show(CLI::App& sub, const Console& console);
LawAnswer build_law_explain(CLI::App& sub, const Console& console);
LawAnswer build_law_replay(CLI::App& sub, const Console& console);
LawAnswer build_law_diff(CLI::App& sub, const Console& console);
LawAnswer build_law_compare(CLI::App& sub, const Console& console);

}  // namespace payung::app
