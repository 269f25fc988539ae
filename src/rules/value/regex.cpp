#include "rules/value/regex.h"

#include <algorithm>
#include <array>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/check.h"

namespace payung::rules {

namespace {

// A match of usual text takes hundreds of steps; (a+)+b would take 2^n of them.
constexpr std::uint32_t match_steps_max = 200'000;
constexpr std::uint32_t match_depth_max = 2'000;
constexpr std::uint32_t match_heap_max_kib = 16 * 1024;
constexpr std::size_t pattern_bytes_max = 10'000;
constexpr std::size_t patterns_kept = 8;

struct CodeDeleter {
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};
struct ContextDeleter {
    void operator()(pcre2_match_context* context) const { pcre2_match_context_free(context); }
};
struct DataDeleter {
    void operator()(pcre2_match_data* data) const { pcre2_match_data_free(data); }
};

const unsigned char* units(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

/// Only the flags of DMN's edition of XPath.
bool are_flags(std::string_view flags) {
    return flags.find_first_not_of("smix") == std::string_view::npos;
}

std::uint32_t options_of(std::string_view flags) {
    std::uint32_t options = PCRE2_UTF | PCRE2_DOLLAR_ENDONLY | PCRE2_NO_START_OPTIMIZE;
    if (flags.find('i') != std::string_view::npos) options |= PCRE2_CASELESS;
    if (flags.find('m') != std::string_view::npos) options |= PCRE2_MULTILINE;
    return options;
}

struct Kept {
    std::string pattern, flags;
    std::shared_ptr<const Regex> regex;
};

}  // namespace

struct Regex::Compiled {
    std::unique_ptr<pcre2_code, CodeDeleter> code;
    std::unique_ptr<pcre2_match_context, ContextDeleter> limits;
};

Regex::Regex(std::unique_ptr<Compiled> compiled, std::size_t groups)
    : compiled_(std::move(compiled)), groups_(groups) {}
Regex::~Regex() = default;

std::variant<std::shared_ptr<const Regex>, Reason> Regex::compile(std::string_view pattern,
                                                                  std::string_view flags) {
    static thread_local std::vector<Kept> kept;
    const auto known = std::find_if(kept.begin(), kept.end(), [&](const Kept& one) {
        return one.pattern == pattern && one.flags == flags;
    });
    if (known != kept.end()) return known->regex;
    if (!are_flags(flags)) return Reason::invalid_value;
    if (pattern.size() > pattern_bytes_max) return Reason::refused;
    const auto translated = translate_pattern(pattern, flags);
    if (!translated) return Reason::invalid_value;

    int error = 0;
    PCRE2_SIZE at = 0;
    auto compiled = std::make_unique<Compiled>();
    compiled->code.reset(pcre2_compile(units(translated->text), translated->text.size(),
                                       options_of(flags), &error, &at, nullptr));
    if (compiled->code == nullptr) return Reason::invalid_value;
    compiled->limits.reset(pcre2_match_context_create(nullptr));
    CHECK(compiled->limits != nullptr);
    pcre2_set_match_limit(compiled->limits.get(), match_steps_max);
    pcre2_set_depth_limit(compiled->limits.get(), match_depth_max);
    pcre2_set_heap_limit(compiled->limits.get(), match_heap_max_kib);

    std::shared_ptr<const Regex> regex(new Regex(std::move(compiled), translated->groups));
    if (kept.size() == patterns_kept) kept.erase(kept.begin());
    kept.push_back({std::string(pattern), std::string(flags), regex});
    return regex;
}

std::variant<std::optional<Match>, Reason> Regex::find(std::string_view text,
                                                       std::size_t from) const {
    const std::unique_ptr<pcre2_match_data, DataDeleter> data(
        pcre2_match_data_create_from_pattern(compiled_->code.get(), nullptr));
    CHECK(data != nullptr);
    const int count = pcre2_match(compiled_->code.get(), units(text), text.size(), from, 0,
                                  data.get(), compiled_->limits.get());
    if (count == PCRE2_ERROR_NOMATCH) return std::nullopt;
    if (count < 0) {
        const bool bad_text = count <= PCRE2_ERROR_UTF8_ERR1 && count >= PCRE2_ERROR_UTF8_ERR21;
        return bad_text ? Reason::invalid_value : Reason::refused;
    }
    const PCRE2_SIZE* places = pcre2_get_ovector_pointer(data.get());
    Match match{.begin = places[0], .end = places[1], .groups = {}};
    for (std::size_t group = 1; group <= groups_; ++group) {
        const bool set = static_cast<int>(group) < count && places[2 * group] != PCRE2_UNSET;
        match.groups.push_back(
            set ? std::optional(std::pair{places[2 * group], places[2 * group + 1]})
                : std::nullopt);
    }
    return match;
}

}  // namespace payung::rules
