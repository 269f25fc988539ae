/// `payung bill …`: contributions: assessing, billing, arrears.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> bill_commands() {
    return {};
}

}  // namespace payung::app
