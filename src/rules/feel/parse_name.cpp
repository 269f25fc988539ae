#include "rules/feel/parser.h"
#include "rules/value/builtins.h"

namespace payung::rules {

namespace {

/// "years and months duration": no built-in has a longer name.
std::size_t longest_builtin() {
    static const std::size_t longest = [] {
        std::size_t most = 0;
        for (const std::string_view name : builtin_names()) most = std::max(most, name.size());
        return most;
    }();
    return longest;
}

}  // namespace

/// The longest name in scope, built-ins last; not found where none is.
Parser::Name Parser::known_name(std::size_t begin) const {
    Name best;
    const std::size_t limit = std::max(scope_->longest_name(), longest_builtin());
    NameCandidates candidates(cursor_.text(), begin);
    while (candidates.next() && candidates.name().size() <= limit) {
        const std::string& name = candidates.name();
        for (const Scope* scope = scope_; scope != nullptr; scope = scope->outer()) {
            const auto it = scope->names().find(name);
            if (it == scope->names().end()) continue;
            best = {name, candidates.end(), true, it->second, scope, nullptr};
            break;
        }
        if (best.end == candidates.end()) continue;
        if (auto builtin = find_builtin(name))
            best = {name, candidates.end(), true, nullptr, nullptr, std::move(builtin)};
    }
    return best;
}

/// The known name, or the words up to the next operator: a name that is nowhere in scope is told
/// whole, "Masa iur bulan" rather than "Masa", and so is one of which only the beginning is known.
Parser::Name Parser::longest_name() const {
    Name known = known_name(next_at());
    Name words;
    NameCandidates candidates(cursor_.text(), next_at());
    while (candidates.next() && candidates.plain())
        words = {candidates.name(), candidates.end(), false, nullptr, nullptr, nullptr};
    return known.found && known.end >= words.end ? known : words;
}

void Parser::note_use(const Name& name) {
    if (name.scope == nullptr || name.text == "item") return;
    for (FilterFrame& frame : filters_)
        if (frame.scope == name.scope) frame.used.push_back(name.text);
}

/// After the dot: the longest entry of the type where it is known, else words.
std::optional<std::string> Parser::entry_name(const TypePtr& base) {
    const Type* entries = entries_type(base);
    NameCandidates candidates(cursor_.text(), next_at());
    std::string best, words;
    std::size_t best_end = 0, words_end = 0, limit = 0;
    if (entries != nullptr)
        for (const auto& [name, type] : entries->fields) limit = std::max(limit, name.size());
    while (candidates.next() && (candidates.plain() || candidates.name().size() <= limit)) {
        if (candidates.plain()) words = candidates.name(), words_end = candidates.end();
        if (entries == nullptr || candidates.name().size() > limit) continue;
        for (const auto& [name, type] : entries->fields)
            if (name == candidates.name()) best = name, best_end = candidates.end();
    }
    if (best_end < words_end) best = std::move(words), best_end = words_end;
    if (best_end == 0) {
        expected("nama setelah '.'", "a name after '.'");
        return std::nullopt;
    }
    cursor_.move_to(best_end);
    return best;
}

/// "rate" of `pmt(rate: 5)`, with the colon; nothing, and nothing taken, where an expression
/// stands.
std::optional<std::string> Parser::name_before_colon() {
    NameCandidates candidates(cursor_.text(), next_at());
    while (candidates.next()) {
    }
    if (candidates.name().empty()) return std::nullopt;
    Cursor past = cursor_;
    past.move_to(candidates.end());
    if (!past.take(":")) return std::nullopt;
    cursor_ = past;
    return candidates.name();
}

}  // namespace payung::rules
