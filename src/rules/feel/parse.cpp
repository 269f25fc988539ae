#include "rules/feel/parse.h"

#include "rules/feel/parser.h"

namespace payung::rules {

namespace {

std::optional<SyntaxError> too_long(std::string_view text) {
    if (text.size() <= feel_bytes_max) return std::nullopt;
    return SyntaxError{static_cast<std::uint32_t>(feel_bytes_max),
                       "teks lebih dari 64 KiB; pecah menjadi beberapa keputusan",
                       "the text is longer than 64 KiB; split it into several decisions"};
}

}  // namespace

Parsed<ExprPtr> parse_expression(std::string_view text, const Scope& scope) {
    if (auto error = too_long(text)) return *std::move(error);
    return Parser(text, scope).whole_expression();
}

Parsed<UnaryTests> parse_unary_tests(std::string_view text, const Scope& scope, TypePtr input) {
    if (auto error = too_long(text)) return *std::move(error);
    return Parser(text, scope).whole_tests(std::move(input));
}

}  // namespace payung::rules
