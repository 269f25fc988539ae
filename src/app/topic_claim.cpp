/// `payung claim …`: claims: report, documents, assessment, decision.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> claim_commands() {
    return {};
}

}  // namespace payung::app
