#pragma once

/// The sub-commands of `payung receipt`, by file.

#include "app/topic.h"

namespace payung::app {

// receipt_intake.cpp
TopicAnswer build_receipt_channel(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_import(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_sweep(CLI::App& sub, const Console& console);
// receipt_look.cpp
TopicAnswer build_receipt_list(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_show(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_candidates(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_ageing(CLI::App& sub, const Console& console);
// receipt_advance.cpp
TopicAnswer build_receipt_advance(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_advance_decide(CLI::App& sub, const Console& console);
// receipt_decide.cpp
TopicAnswer build_receipt_allocate(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_match(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_undo(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_refund(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_refund_decide(CLI::App& sub, const Console& console);
TopicAnswer build_receipt_refund_paid(CLI::App& sub, const Console& console);

}  // namespace payung::app
