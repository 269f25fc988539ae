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

namespace payung {

enum class Language : std::uint8_t { id, en };

enum class Code : std::uint16_t {
#define PAYUNG_ERROR(code, id, en) code,
#include "base/error_codes.def"
#undef PAYUNG_ERROR
};

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
