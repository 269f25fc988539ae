#include "rules/nearest.h"

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/text.h"

namespace payung::rules {

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t change =
                diagonal + (lower_ascii(a[i]) == lower_ascii(b[j]) ? 0u : 1u);
            diagonal = row[j + 1];
            row[j + 1] = std::min({change, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

std::string nearest(std::string_view name, std::span<const std::string> known) {
    // A third of the letters may be wrong, or an import prefix missing.
    std::size_t best = std::max<std::size_t>(1, name.size() / 3) + 1;
    std::string found;
    for (const std::string& candidate : known) {
        const bool without_prefix = candidate.ends_with("." + std::string(name));
        const std::size_t distance = without_prefix ? 0 : edit_distance(name, candidate);
        if (distance >= best) continue;
        best = distance;
        found = candidate;
    }
    return found;
}

std::string nearest_hint(std::string_view name, std::span<const std::string> known) {
    const std::string found = nearest(name, known);
    return found.empty() ? "" : " ('" + found + "'?)";
}

}  // namespace payung::rules
