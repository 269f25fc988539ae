/// `payung employer …`: employers: registering, changing, closing.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> employer_commands() {
    return {};
}

}  // namespace payung::app
