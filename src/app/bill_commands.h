#pragma once

/// The sub-commands of `payung bill`, by file.

#include "app/topic.h"

namespace payung::app {

// bill_issue.cpp
TopicAnswer build_bill_assess(CLI::App& sub, const Console& console);
TopicAnswer build_bill_issue(CLI::App& sub, const Console& console);
TopicAnswer build_bill_advance(CLI::App& sub, const Console& console);
TopicAnswer build_bill_earn(CLI::App& sub, const Console& console);
TopicAnswer build_bill_charge(CLI::App& sub, const Console& console);
// bill_withdraw.cpp
TopicAnswer build_bill_withdraw(CLI::App& sub, const Console& console);
TopicAnswer build_bill_lapse(CLI::App& sub, const Console& console);
// bill_look.cpp
TopicAnswer build_bill_show(CLI::App& sub, const Console& console);
TopicAnswer build_bill_open(CLI::App& sub, const Console& console);
TopicAnswer build_bill_arrears(CLI::App& sub, const Console& console);
TopicAnswer build_bill_allowance(CLI::App& sub, const Console& console);
// bill_files.cpp
TopicAnswer build_bill_statement(CLI::App& sub, const Console& console);
TopicAnswer build_bill_export(CLI::App& sub, const Console& console);

}  // namespace payung::app
