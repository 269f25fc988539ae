#pragma once

/// The sub-commands of `payung ledger`, by file: ledger_balance.cpp, ledger_month.cpp,
/// ledger_reading.cpp.

#include "app/topic.h"

namespace payung::app {

TopicAnswer build_ledger_balance(CLI::App& sub, const Console& console);
TopicAnswer build_ledger_verify(CLI::App& sub, const Console& console);

TopicAnswer build_ledger_close(CLI::App& sub, const Console& console);
TopicAnswer build_ledger_fee(CLI::App& sub, const Console& console);
TopicAnswer build_ledger_credit(CLI::App& sub, const Console& console);

TopicAnswer build_ledger_entry(CLI::App& sub, const Console& console);
TopicAnswer build_ledger_account(CLI::App& sub, const Console& console);
TopicAnswer build_ledger_journal(CLI::App& sub, const Console& console);

// What they are asked alike.
void add_month(CLI::App& sub, const Console& console, std::string& into);
void add_book(CLI::App& sub, const Console& console, std::string& into, std::string_view name,
              bool all);

}  // namespace payung::app
