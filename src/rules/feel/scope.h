#pragma once

/// The names that a FEEL text may use where it stands, and their types where they are known.
///
/// The lexer asks for the longest name in scope, since names may hold blanks and operators. Scopes
/// nest; inner names hide outer ones. Built-ins are always in scope, last.

#include <map>
#include <string>
#include <string_view>

#include "rules/types/type.h"

namespace payung::rules {

class Scope {
public:
    explicit Scope(const Scope* outer = nullptr) : outer_(outer) {}
    /// `type` may be null: not known.
    void add(std::string_view name, TypePtr type);
    /// A type that `instance of` and parameters may name: "tRupiah", "bpu.tSektor".
    void add_type(std::string_view name, TypePtr type);
    /// The type of a name in this scope or one around it; `found` says whether it is there.
    struct Found {
        bool found = false;
        TypePtr type;
    };
    Found find(std::string_view name) const;
    TypePtr find_type(std::string_view name) const;  // null where there is none
    /// Bytes of the longest name here and around: beyond that the lexer need not look.
    std::size_t longest_name() const;
    const Scope* outer() const { return outer_; }
    const std::map<std::string, TypePtr, std::less<>>& names() const { return names_; }

private:
    const Scope* outer_;
    std::map<std::string, TypePtr, std::less<>> names_, types_;
    std::size_t longest_ = 0;
};

/// White space runs as one blank, none at the ends: how names are compared.
std::string normalised_name(std::string_view name);

}  // namespace payung::rules
