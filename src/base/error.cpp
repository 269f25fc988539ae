#include "base/error.h"

namespace payung {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string_view name_of(Code code) {
    return code.sentence().name;
}

Error Error::with(std::string name, std::string value) && {
    arguments_.emplace_back(std::move(name), std::move(value));
    return std::move(*this);
}

std::string mask_identifiers(std::string_view text) {
    constexpr std::size_t digits_masked_min = 13;
    constexpr std::size_t digits_shown = 4;
    std::string masked(text);
    for (std::size_t at = 0; at < masked.size();) {
        std::size_t end = at;
        while (end < masked.size() && is_digit(masked[end])) ++end;
        if (end - at >= digits_masked_min) {
            for (std::size_t i = at + digits_shown; i < end; ++i) masked[i] = '*';
        }
        at = end + 1;
    }
    return masked;
}

std::string describe(const Error& error, Language language) {
    const Sentence& sentence = error.code().sentence();
    const std::string_view text = language == Language::id ? sentence.id : sentence.en;
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const std::size_t close = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
        if (close == std::string_view::npos) {
            out += text[at];
            continue;
        }
        const std::string_view wanted = text.substr(at + 1, close - at - 1);
        for (const auto& [name, value] : error.arguments()) {
            if (name == wanted) out += mask_identifiers(value);
        }
        at = close;
    }
    return out;
}

}  // namespace payung
