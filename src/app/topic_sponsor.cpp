/// `payung sponsor …`: sponsors: promised workers, approval, statement.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> sponsor_commands() {
    return {};
}

}  // namespace payung::app
