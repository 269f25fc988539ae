/// `payung receipt …`: receipts: bank statements, matching, refunds.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> receipt_commands() {
    return {};
}

}  // namespace payung::app
