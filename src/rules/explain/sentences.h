#pragma once

/// Explanations as sentences, in Indonesian and English: templates of sentence_templates.def filled
/// with words.h; nothing is decided here but their order.

#include <map>
#include <string>
#include <vector>

#include "rules/explain/explanation.h"
#include "rules/explain/why_not.h"

namespace payung::rules {

/// What things are called in English, by their name in law; a name without one stays as it is.
using EnglishNames = std::map<std::string, std::string, std::less<>>;

/// The result with its reasons; then a sentence for each formula below it; then one for each table
/// with rows that are not yet confirmed. Of a null result why it is null and what to do.
std::vector<std::string> sentences(const Record& record, Language language,
                                   const EnglishNames& names = {});

/// "Baris 1 tidak berlaku: …" for each entry of why_not in the tree, under its decision's name.
std::vector<std::string> why_not_sentences(const Record& record, Language language,
                                           const EnglishNames& names = {});

/// What would have to differ for a table to give `wanted`.
std::vector<std::string> way_sentences(const Node& node, const Table& table, const Value& wanted,
                                       std::span<const Way> ways, Language language,
                                       const AnnotationColumns& annotations = {},
                                       const EnglishNames& names = {});

}  // namespace payung::rules
