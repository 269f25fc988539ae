/// `payung audit …`: the audit chain: verifying, signing, proving.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> audit_commands() {
    return {};
}

}  // namespace payung::app
