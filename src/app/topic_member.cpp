/// `payung member …`: members: enrolling, family, covered months and why.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> member_commands() {
    return {};
}

}  // namespace payung::app
