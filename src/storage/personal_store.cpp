#include "storage/personal_store.h"

namespace payung {

struct PersonalKeys::Content {};

PersonalKeys PersonalKeys::for_tests() {
    return {};
}

}  // namespace payung
