#include "rules/program/link.h"

namespace payung::rules {

void check_law(std::span<const model::Model>, const Program&, const std::vector<Origin>&,
               std::vector<Diagnostic>&) {}

}  // namespace payung::rules
