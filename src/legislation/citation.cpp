#include "legislation/citation.h"

namespace payung {

Result<Citation> citation_of(const YamlNode& node) {
    TRY_ASSIGN(std::string text, node.text("cite"));
    TRY_ASSIGN(const std::size_t status, node.one_of("status", {"C", "D", "M"}));
    return Citation{std::move(text), static_cast<Confidence>(status)};
}

}  // namespace payung
