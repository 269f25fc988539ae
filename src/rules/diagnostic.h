#pragma once

/// What is wrong with a model, said so that its author can mend it: which file, line, decision, row
/// and column, what was found, and what to do. In Indonesian and English (diagnostic_codes.def).

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace payung::rules {

enum class DiagnosticCode : std::uint16_t {
#define PAYUNG_DIAGNOSTIC(code, id, en) code,
#include "rules/diagnostic_codes.def"
#undef PAYUNG_DIAGNOSTIC
};

std::string_view name_of(DiagnosticCode code);

/// Where in a model; what is not known is empty or 0.
struct Place {
    std::string file;
    std::uint64_t line = 0;
    std::string decision;  // its name
    int row = 0;           // rule, from 1
    std::string column;    // name of the input, output or annotation
};

struct Diagnostic {
    DiagnosticCode code;
    Place place;
    std::vector<std::pair<std::string, std::string>> arguments;
};

/// "umum/bpu.dmn:31: Faktor keringanan BPU, baris 2, kolom Sektor: …"
std::string describe(const Diagnostic& diagnostic, Language language);

/// A value or the diagnostics that took its place (at least one).
template <class T>
class [[nodiscard]] Checked {
public:
    Checked(T value) : value_(std::move(value)) {}
    Checked(std::vector<Diagnostic> diagnostics) : diagnostics_(std::move(diagnostics)) {}
    Checked(Diagnostic diagnostic) : diagnostics_{std::move(diagnostic)} {}
    explicit operator bool() const { return diagnostics_.empty(); }
    T& operator*() { return value_; }
    const T& operator*() const { return value_; }
    T* operator->() { return &value_; }
    const T* operator->() const { return &value_; }
    const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

private:
    T value_{};
    std::vector<Diagnostic> diagnostics_;
};

}  // namespace payung::rules
