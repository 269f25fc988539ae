#pragma once

/// The sub-commands of `payung member`, by file.

#include "app/topic.h"

namespace payung::app {

// member_enrol.cpp
TopicAnswer build_member_enrol(CLI::App& sub, const Console& console);
TopicAnswer build_member_import(CLI::App& sub, const Console& console);
// member_look.cpp
TopicAnswer build_member_show(CLI::App& sub, const Console& console);
TopicAnswer build_member_cover(CLI::App& sub, const Console& console);
// member_change.cpp
TopicAnswer build_member_exit(CLI::App& sub, const Console& console);
TopicAnswer build_member_family(CLI::App& sub, const Console& console);
// member_correct.cpp
TopicAnswer build_member_change(CLI::App& sub, const Console& console);
TopicAnswer build_member_correct(CLI::App& sub, const Console& console);
TopicAnswer build_member_correct_decide(CLI::App& sub, const Console& console);

}  // namespace payung::app
