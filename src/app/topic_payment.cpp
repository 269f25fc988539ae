/// `payung payment …`: payment orders to the bank and their answers.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> payment_commands() {
    return {};
}

}  // namespace payung::app
