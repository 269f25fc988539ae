#pragma once

/// What may be told of a case at the desk, by name: "sebab=perjalanan dinas". The words by which
/// the facts of a claim are entered and kept.
///
/// Shape    a value is one text: a day (2026-01-05), a moment (2026-01-05 08:30), an amount, a
///          number, ya or tidak, a word of the law, or several of them with semicolons between.
/// Privacy  facts that tell of health are marked: they are kept encrypted.
/// Errors   claim_fact_unknown (no such word for this programme), claim_fact_unreadable (what is
///          expected instead; never the value).

#include <span>
#include <string_view>

#include "base/language.h"
#include "base/result.h"
#include "claims/claim_facts.h"

namespace payung {

struct FactWord {
    std::string_view name;
    ClaimKind kind = ClaimKind::jkk;
    Phrase about;
    Phrase form;          // what a value looks like
    bool health = false;  // tells of a person's health
    bool (*set)(ClaimFacts& facts, std::string_view value) = nullptr;
    std::string_view words = {};  // all that are read, "a; b"; empty: any
};

/// All words, by programme. A will is a word of every programme that knows heirs.
std::span<const FactWord> fact_words();
Result<const FactWord*> find_fact_word(ClaimKind kind, std::string_view name);

/// Sets one fact. Pre: facts.of is that of the word's kind.
Result<void> set_fact(const FactWord& word, std::string_view value, ClaimFacts& facts);

/// Facts of a claim of this kind about which nothing is known but the day of the event.
ClaimFacts blank_facts(ClaimKind kind, Day event);

}  // namespace payung
