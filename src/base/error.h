#pragma once

/// What went wrong, as a code with named arguments; the sentence is made when somebody reads it.
///
/// An Error carries no text of its own, so that the same failure can be told in Indonesian and in
/// English, counted, and tested by its code. describe() masks personal numbers in the arguments.

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"

namespace payung {

enum class Language : std::uint8_t { id, en };

/// What is said of a code in both languages. Words in braces are filled from the arguments.
struct Sentence {
    std::string_view name, id, en;
};

/// One way in which something fails, or is doubted. Those that every module may meet are listed in
/// error_codes.def; a module of its own has a header `<module>/errors.h` with one line each:
///
///     namespace payung::claim_error {
///     PAYUNG_CODE(heir_unknown, "Ahli waris {heir} tidak …", "Heir {heir} is not …")
///     }
///     … return Error{claim_error::heir_unknown, {{"heir", number}}};
class Code {
public:
    constexpr Code() = default;  // none
    explicit constexpr Code(const Sentence& sentence) : sentence_(&sentence) {}

    /// Pre: not none.
    const Sentence& sentence() const {
        CHECK(sentence_ != nullptr);
        return *sentence_;
    }
    friend constexpr bool operator==(Code, Code) = default;
    /// By name, so that what is counted by code comes in the same order everywhere.
    friend bool operator<(Code a, Code b) { return a.sentence().name < b.sentence().name; }

#define PAYUNG_ERROR(code, id, en) static const Code code;
#include "base/error_codes.def"
#undef PAYUNG_ERROR

private:
    const Sentence* sentence_ = nullptr;
};

#define PAYUNG_CODE(code, id, en)                             \
    inline constexpr Sentence code##_sentence{#code, id, en}; \
    inline constexpr Code code{code##_sentence};

namespace base_error {
#define PAYUNG_ERROR(code, id, en) PAYUNG_CODE(code, id, en)
#include "base/error_codes.def"
#undef PAYUNG_ERROR
}  // namespace base_error
#define PAYUNG_ERROR(code, id, en) inline constexpr Code Code::code{base_error::code##_sentence};
#include "base/error_codes.def"
#undef PAYUNG_ERROR

/// The name of a code as it stands in rejected.csv and in JSON, for example "file_not_found".
std::string_view name_of(Code code);

class Error {
public:
    using Argument = std::pair<std::string, std::string>;

    explicit Error(Code code) : code_(code) {}
    Error(Code code, std::initializer_list<Argument> arguments)
        : code_(code), arguments_(arguments) {}

    Code code() const { return code_; }
    const std::vector<Argument>& arguments() const { return arguments_; }

    /// This error with one more argument, for a caller that knows the file or the line.
    Error with(std::string name, std::string value) &&;

private:
    Code code_;
    std::vector<Argument> arguments_;
};

/// The sentence for people. Never holds a NIK: any run of 13 digits or more is masked.
std::string describe(const Error& error, Language language);

/// `text` with every run of 13 digits or more cut to its first four and asterisks.
std::string mask_identifiers(std::string_view text);

}  // namespace payung
