#include "rules/feel/scope.h"

#include <algorithm>

#include "rules/feel/cursor.h"

namespace payung::rules {

void Scope::add(std::string_view name, TypePtr type) {
    std::string key = normalised_name(name);
    longest_ = std::max(longest_, key.size());
    names_.insert_or_assign(std::move(key), std::move(type));
}

void Scope::add_type(std::string_view name, TypePtr type) {
    types_.insert_or_assign(normalised_name(name), std::move(type));
}

Scope::Found Scope::find(std::string_view name) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->outer_)
        if (const auto it = scope->names_.find(name); it != scope->names_.end())
            return {true, it->second};
    return {};
}

TypePtr Scope::find_type(std::string_view name) const {
    for (const Scope* scope = this; scope != nullptr; scope = scope->outer_)
        if (const auto it = scope->types_.find(name); it != scope->types_.end()) return it->second;
    return nullptr;
}

std::size_t Scope::longest_name() const {
    std::size_t longest = 0;
    for (const Scope* scope = this; scope != nullptr; scope = scope->outer_)
        longest = std::max(longest, scope->longest_);
    return longest;
}

std::string normalised_name(std::string_view name) {
    std::string out;
    bool gap = false;
    while (!name.empty()) {
        if (const std::size_t blank = blank_length(name); blank != 0) {
            gap = !out.empty();
            name.remove_prefix(blank);
            continue;
        }
        if (gap) out += ' ';
        gap = false;
        out += name.front();
        name.remove_prefix(1);
    }
    return out;
}

}  // namespace payung::rules
