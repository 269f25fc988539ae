/// `payung ledger …`: the six books: trial balance, closing, JHT returns.

#include "app/topic.h"

namespace payung::app {

std::span<const TopicCommand> ledger_commands() {
    return {};
}

}  // namespace payung::app
