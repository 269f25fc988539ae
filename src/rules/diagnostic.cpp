#include "rules/diagnostic.h"

#include <array>

namespace payung::rules {

namespace {

struct Texts {
    std::string_view name, id, en;
};
constexpr std::array texts{
#define PAYUNG_DIAGNOSTIC(code, id, en) Texts{#code, id, en},
#include "rules/diagnostic_codes.def"
#undef PAYUNG_DIAGNOSTIC
};

std::string_view argument_of(const Diagnostic& diagnostic, std::string_view name) {
    for (const auto& [key, value] : diagnostic.arguments)
        if (key == name) return value;
    return {};
}

std::string filled(std::string_view text, const Diagnostic& diagnostic) {
    std::string out;
    while (!text.empty()) {
        const std::size_t open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const std::size_t close = text.find('}', open);
        out += argument_of(diagnostic, text.substr(open + 1, close - open - 1));
        text.remove_prefix(close + 1);
    }
    return out;
}

std::string place_text(const Place& place, Language language) {
    std::string out = place.file;
    if (place.line != 0) out += ':' + std::to_string(place.line);
    const auto part = [&out](const std::string& text) {
        if (!out.empty()) out += out.find(": ") == std::string::npos ? ": " : ", ";
        out += text;
    };
    if (!place.decision.empty()) part(place.decision);
    if (place.row != 0)
        part((language == Language::id ? "baris " : "row ") + std::to_string(place.row));
    if (!place.column.empty())
        part((language == Language::id ? "kolom " : "column ") + place.column);
    return out;
}

}  // namespace

std::string_view name_of(DiagnosticCode code) {
    return texts.at(static_cast<std::size_t>(code)).name;
}

std::string describe(const Diagnostic& diagnostic, Language language) {
    const Texts& text = texts.at(static_cast<std::size_t>(diagnostic.code));
    const std::string place = place_text(diagnostic.place, language);
    const std::string sentence = filled(language == Language::id ? text.id : text.en, diagnostic);
    return mask_identifiers(place.empty() ? sentence : place + ": " + sentence);
}

}  // namespace payung::rules
