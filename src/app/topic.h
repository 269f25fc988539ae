#pragma once

/// Commands in two words, `payung employer register`: a topic and what is done about it. Each
/// sub-command stands in a file of its own (topic_*.cpp) and gives what answers when it was asked
/// for. Its answer is the exit status: 0 all in order, 1 not, and then it has said what. A failure
/// to answer at all (a file that is not there) is an Error as everywhere.

#include <functional>
#include <span>
#include <string_view>

#include "app/console.h"
#include "base/language.h"
#include "base/result.h"

namespace CLI {
class App;
}

namespace payung::app {

using TopicAnswer = std::function<Result<int>(const Console&)>;

inline constexpr int in_order = 0, not_in_order = 1;

struct TopicCommand {
    std::string_view word;
    Phrase about;
    TopicAnswer (*build)(CLI::App& sub, const Console& console);
};

struct Topic {
    std::string_view word;
    Phrase about;
    std::span<const TopicCommand> (*commands)();
};

/// All topics, in the order of the help.
std::span<const Topic> topics();

// By file: topic_NAME.cpp.
std::span<const TopicCommand> employer_commands();
std::span<const TopicCommand> member_commands();
std::span<const TopicCommand> group_commands();
std::span<const TopicCommand> sponsor_commands();
std::span<const TopicCommand> wage_commands();
std::span<const TopicCommand> bill_commands();
std::span<const TopicCommand> receipt_commands();
std::span<const TopicCommand> claim_commands();
std::span<const TopicCommand> payment_commands();
std::span<const TopicCommand> ledger_commands();
std::span<const TopicCommand> audit_commands();
std::span<const TopicCommand> backup_commands();
std::span<const TopicCommand> key_commands();
std::span<const TopicCommand> load_commands();

}  // namespace payung::app
