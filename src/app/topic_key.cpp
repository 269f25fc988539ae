/// `payung key …`: keys of personal data.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> key_commands() {
    return {};
}

}  // namespace payung::app
