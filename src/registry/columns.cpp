#include "registry/columns.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"

namespace payung {
namespace {

/// "Tgl. Lahir" -> "tgl_lahir"
std::string plain_name(std::string_view header) {
    std::string name;
    for (const char c : header) {
        const bool separates =
            c == ' ' || c == '.' || c == '-' || c == '_' || c == '/' || c == '\n';
        if (!separates) {
            name += lower_ascii(c);
        } else if (!name.empty() && name.back() != '_') {
            name += '_';
        }
    }
    while (name.ends_with('_')) name.pop_back();
    return name;
}

enum class Match : std::uint8_t { none, weak, strong };

Match match_of(std::string_view names, std::string_view name) {
    while (!names.empty()) {
        const std::size_t blank = std::min(names.find(' '), names.size());
        const std::string_view one = names.substr(0, blank);
        if (one == name) return Match::strong;
        if (one.starts_with('[') && one.substr(1, one.size() - 2) == name) return Match::weak;
        names.remove_prefix(std::min(blank + 1, names.size()));
    }
    return Match::none;
}

std::string listed(const std::vector<std::string>& names) {
    constexpr std::size_t shown_max = 20;
    if (names.size() <= shown_max) return fmt::format("{}", fmt::join(names, ", "));
    return fmt::format("{}, … ({})", fmt::join(names.begin(), names.begin() + shown_max, ", "),
                       names.size());
}

std::string aliases(const ColumnSpec& spec) {
    std::string text;
    for (const char c : spec.names) {
        if (c == ' ') text += ", ";
        if (c != ' ' && c != '[' && c != ']') text += c;
    }
    return text;
}

/// Positions of the columns that may be this field, the weak ones only where there is no other.
std::vector<std::size_t> candidates(const ColumnSpec& spec, const std::vector<std::string>& names) {
    std::vector<std::size_t> strong, weak;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const Match match = names[i].empty() ? Match::none : match_of(spec.names, names[i]);
        if (match == Match::strong) strong.push_back(i);
        if (match == Match::weak) weak.push_back(i);
    }
    return strong.empty() ? weak : strong;
}

}  // namespace

Result<ColumnMap> ColumnMap::match(std::span<const ColumnSpec> specs,
                                   const std::vector<std::string>& header,
                                   const std::string& file) {
    std::vector<std::string> names;
    for (const std::string& name : header) names.push_back(plain_name(name));
    ColumnMap map;
    map.header_ = header;
    std::vector<bool> known(header.size());
    for (const ColumnSpec& spec : specs) {
        const std::vector<std::size_t> found = candidates(spec, names);
        const std::string column(spec.name());
        if (found.empty() && spec.needed) {
            return Error{Code::column_missing,
                         {{"file", file},
                          {"column", column},
                          {"aliases", aliases(spec)},
                          {"found", listed(header)}}};
        }
        if (found.size() > 1) {
            return Error{Code::column_twice,
                         {{"file", file},
                          {"column", column},
                          {"first", header[found[0]]},
                          {"second", header[found[1]]}}};
        }
        map.at_.push_back(found.empty() ? -1 : static_cast<std::int32_t>(found[0]));
        if (!found.empty()) known[found[0]] = true;
    }
    for (std::size_t i = 0; i < header.size(); ++i) {
        if (!known[i] && !header[i].empty()) map.unknown_.push_back(header[i]);
    }
    return map;
}

std::string_view ColumnMap::header(std::size_t field) const {
    if (field >= at_.size() || at_[field] < 0) return {};
    return header_[static_cast<std::size_t>(at_[field])];
}

}  // namespace payung
