/// `payung backup …`: backups: making, restoring, drilling.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> backup_commands() {
    return {};
}

}  // namespace payung::app
