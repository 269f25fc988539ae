/// `payung wages …`: wage lists of employers.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> wage_commands() {
    return {};
}

}  // namespace payung::app
