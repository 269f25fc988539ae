#include "storage/edition_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace payung {
namespace {

// Which columns a register had, by the names that the table `edition` gives them.
constexpr std::array column_names{
    std::pair{"nik", &PersonColumns::nik},
    std::pair{"family", &PersonColumns::family},
    std::pair{"decile", &PersonColumns::decile},
    std::pair{"status", &PersonColumns::status},
    std::pair{"sector", &PersonColumns::sector},
    std::pair{"occupation", &PersonColumns::occupation},
    std::pair{"income", &PersonColumns::income},
    std::pair{"decree", &PersonColumns::decree},
};

}  // namespace

std::string columns_text(const PersonColumns& columns) {
    std::string text;
    for (const auto& [name, column] : column_names) {
        if (columns.*column) text += fmt::format("{}{}", text.empty() ? "" : ",", name);
    }
    return text;
}

PersonColumns columns_of(std::string_view text) {
    PersonColumns columns;
    while (!text.empty()) {
        const std::string_view word = text.substr(0, text.find(','));
        for (const auto& [name, column] : column_names) {
            if (word == name) columns.*column = true;
        }
        text.remove_prefix(std::min(text.size(), word.size() + 1));
    }
    return columns;
}

}  // namespace payung
