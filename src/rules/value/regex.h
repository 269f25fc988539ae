#pragma once

/// Regular expressions of XPath and XQuery, as `matches`, `replace` and `split` use them.
///
/// Shape    a pattern is translated to PCRE2 and compiled once; the last few are kept per thread.
/// Flags    s (dot matches line ends), m (^ and $ at lines), i (case does not count), x (white
/// space
///          in the pattern is not part of it), q is not known to DMN's edition.
/// Errors   what XPath does not know (look-around, a reference to a group that is not there, \b …)
///          is Reason::invalid_value; a match that takes too many steps is Reason::refused.
/// Source   XPath and XQuery Functions and Operators 3.1, 5.6; XML Schema part 2, appendix F.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "rules/value/reason.h"

namespace payung::rules {

/// Bytes [begin, end) of the text.
struct Match {
    std::size_t begin = 0, end = 0;
    std::vector<std::optional<std::pair<std::size_t, std::size_t>>> groups;  // from group 1
};

class Regex {
public:
    /// Reason::invalid_value where pattern or flags are not right.
    static std::variant<std::shared_ptr<const Regex>, Reason> compile(std::string_view pattern,
                                                                      std::string_view flags);
    ~Regex();
    Regex(const Regex&) = delete;
    Regex& operator=(const Regex&) = delete;

    /// The first match from byte `from` on; std::nullopt where there is none.
    std::variant<std::optional<Match>, Reason> find(std::string_view text, std::size_t from) const;
    std::size_t groups() const { return groups_; }

private:
    struct Compiled;
    explicit Regex(std::unique_ptr<Compiled> compiled, std::size_t groups);
    std::unique_ptr<Compiled> compiled_;
    std::size_t groups_;
};

/// The pattern in PCRE2's notation with the number of its groups; nothing where it is no pattern of
/// XPath. For tests.
struct TranslatedPattern {
    std::string text;
    std::size_t groups = 0;
};
std::optional<TranslatedPattern> translate_pattern(std::string_view pattern,
                                                   std::string_view flags);

}  // namespace payung::rules
