#include "rules/table/extent.h"

#include <algorithm>
#include <charconv>

#include "rules/feel/parse.h"
#include "rules/table/axis.h"

namespace payung::rules {

namespace {

/// Most decimals a number can have and still be counted in 64 bits to some purpose.
constexpr int scale_max = 18;

std::string without_blanks(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out += c;
    return out;
}

/// k of `? = decimal(?, k)`, 0 of `? = floor(?)`, else nothing.
std::optional<int> decimals_of(std::string_view constraint) {
    if (constraint == "?=floor(?)") return 0;
    constexpr std::string_view head = "?=decimal(?,";
    if (!constraint.starts_with(head) || !constraint.ends_with(')')) return std::nullopt;
    int scale = 0;
    const char* const end = constraint.data() + constraint.size() - 1;
    const auto [stop, error] = std::from_chars(constraint.data() + head.size(), end, scale);
    const bool good = error == std::errc{} && stop == end && scale >= 0 && scale <= scale_max;
    return good ? std::optional(scale) : std::nullopt;
}

Grid::Kind basic_grid(Type::Kind kind) {
    switch (kind) {
        case Type::Kind::number:
            return Grid::Kind::continuous;
        case Type::Kind::string:
            return Grid::Kind::word;
        case Type::Kind::boolean:
            return Grid::Kind::truth;
        case Type::Kind::date:
            return Grid::Kind::day;
        default:
            return Grid::Kind::opaque;
    }
}

void constrain(Extent& domain, const std::string& text) {
    const std::string constraint = without_blanks(text);
    Grid& grid = domain.grid;
    const auto decimals = decimals_of(constraint);
    if (decimals && grid.kind == Grid::Kind::continuous)
        grid = {Grid::Kind::number, *decimals};
    else if (decimals && grid.kind == Grid::Kind::number)
        grid.scale = std::min(grid.scale, *decimals);
    else if (constraint == "?.day=1" && grid.kind == Grid::Kind::day)
        grid.kind = Grid::Kind::month;
    else
        domain.exact = false;
}

bool names_null(const UnaryTests& tests) {
    return std::ranges::any_of(tests.tests, [](const UnaryTest& test) {
        const auto value = literal_value(*test.value);
        return value && value->is_null() && test.comparison == Comparison::equal;
    });
}

void allow(Extent& domain, const UnaryTests& tests) {
    if (tests.any()) return;
    if (!tests.negated && names_null(tests)) domain.nullable = true;
    if (auto condition = condition_of(tests, domain.grid, literal_value))
        domain.allowed.push_back(std::move(*condition));
    else
        domain.exact = false;
}

bool admitted(const Extent& domain, const Axis& axis, std::size_t cell) {
    return std::ranges::all_of(
        domain.allowed, [&](const Condition& condition) { return axis.accepts(condition, cell); });
}

/// Lowest and highest of what all of `allowed` admit.
void find_bounds(Extent& domain) {
    std::vector<const Condition*> all;
    for (const Condition& condition : domain.allowed) all.push_back(&condition);
    const Axis axis(domain.grid, all);
    std::size_t first = axis.size(), last = 0, count = 0;
    for (std::size_t cell = 0; cell < axis.size(); ++cell)
        if (admitted(domain, axis, cell)) {
            first = std::min(first, cell);
            last = cell;
            ++count;
        }
    if (domain.grid.kind == Grid::Kind::word) {
        domain.bounded = first < axis.size() && last < axis.words().size();
        for (std::size_t cell = 0; domain.bounded && cell < axis.words().size(); ++cell)
            if (admitted(domain, axis, cell)) domain.words.push_back(axis.words()[cell]);
        return;
    }
    domain.bounded = first > 0 && first < axis.size() && last + 1 < axis.size();
    domain.interval = domain.bounded && count == last - first + 1;
    if (!domain.bounded || !domain.grid.discrete()) return;
    domain.low = axis.cuts()[first - 1].unit;
    domain.high = axis.cuts()[last].unit - 1;
}

}  // namespace

Extent extent_of(const Type* type) {
    return extent_of(type, nullptr);
}

Extent extent_of(const Type* type, const UnaryTests* also) {
    Extent domain;
    if (type == nullptr) return domain;
    domain.grid.kind = basic_grid(type->kind);
    for (const std::string& text : type->constraints) constrain(domain, text);
    if (domain.grid.kind == Grid::Kind::opaque) {
        domain.exact = type->allowed_values.empty() && type->constraints.empty();
        return domain;
    }
    for (const std::string& text : type->allowed_values) {
        const auto tests = parse_unary_tests(text, Scope{});
        if (const auto* parsed = std::get_if<UnaryTests>(&tests))
            allow(domain, *parsed);
        else
            domain.exact = false;
    }
    if (also != nullptr) allow(domain, *also);
    if (domain.grid.kind == Grid::Kind::truth)
        domain.bounded = true;
    else if (!domain.allowed.empty())
        find_bounds(domain);
    return domain;
}

}  // namespace payung::rules
