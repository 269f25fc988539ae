#pragma once

/// Bank statements, camt.053 and CSV, fed with any bytes. See rules/fuzz.

#include <string>
#include <string_view>

#include "contributions/bank_statement.h"

namespace payung {

/// What is wrong with one that was taken, or nothing: it adds up with what was left out, and each
/// line is whole rupiah, within its days, with a reference of its own.
inline std::string wrong_in_statement(const Statement& statement, std::size_t faults) {
    __int128 sum = statement.opening.sen();
    std::set<std::string> references;
    for (const StatementLine& line : statement.lines) {
        if (line.amount <= Money{} || line.amount.sen() % 100 != 0) return "an amount";
        if (line.booked < statement.from || line.booked > statement.until) return "a day";
        if (line.reference.empty() || line.codes.size() > 16) return "a reference";
        const bool credit = line.side == Side::credit;
        const std::string key = to_text(line.booked) + (credit ? "K" : "D") + line.reference;
        if (!references.insert(key).second) return "a reference twice";
        sum += credit ? line.amount.sen() : -line.amount.sen();
    }
    if (faults == 0 && sum != statement.closing.sen()) return "a balance";
    return {};
}

inline std::string try_bank_statement(std::string_view text) {
    const KnownAccounts accounts{"0011223344", "777"};
    const auto file = read_statements(text, "koran", accounts);
    if (!file) {
        const std::string told = describe(file.error(), Language::id);
        return told.empty() ? "an error that says nothing" : std::string();
    }
    if (file->statements.empty() && file->faults.empty()) return "neither taken nor refused";
    for (const StatementFault& fault : file->faults)
        if (describe(fault.error, Language::en).find("{") != std::string::npos &&
            text.find('{') == std::string_view::npos)
            return "a fault with a word that was not filled in";
    for (const Statement& statement : file->statements)
        if (std::string wrong = wrong_in_statement(statement, file->faults.size()); !wrong.empty())
            return wrong;
    return {};
}

}  // namespace payung
