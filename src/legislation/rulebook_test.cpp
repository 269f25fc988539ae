#include "legislation/rulebook.h"

#include <gtest/gtest.h>

namespace payung {
namespace {

const Path legislation = Path(PAYUNG_SOURCE_DIR) / "legislation";

// Goal: the law as it stands is loaded without a fault.
TEST(Rulebook, loads_the_law) {
    const auto loaded = Rulebook::load(legislation);
    for (const rules::Diagnostic& fault : loaded.diagnostics())
        ADD_FAILURE() << rules::describe(fault, Language::id);
}

}  // namespace
}  // namespace payung
